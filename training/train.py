"""Train the attribution network on PolNeAR's train split: `python -m training.train --corpus DIR --base DIR --out DIR`.

Weights are written every half epoch; the last are the ones to export.
`python -m bench.claims_dev` gives their figures once exported."""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, distributed
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence
from torch.optim.swa_utils import AveragedModel

from training.corpus import Taught, articles
from training.lessons import Batch, Link, epoch
from training.network import Linker, Network

BATCH = 5
TOGETHER = 4
RATE, HEAD_RATE, DECAY, WARM = 2.2e-4, 1.2e-3, 0.9, 0.06
AGAIN = 0.5
"""Share of the rates with which a run goes on from weights that have learnt already."""
MEMORY = 1000
"""Steps over which the weights that are kept are a running mean of those that learn: it evens out what the last
batches happened to be."""


def main() -> None:
    """Start the workers, each with one thread in a session of its own, and wait for them."""
    options = arguments()
    options.out.mkdir(parents=True, exist_ok=True)
    if options.worker is not None:
        work(options)
        return
    (options.out / "meeting").unlink(missing_ok=True)
    command = [sys.executable, "-m", "training.train", *sys.argv[1:], "--worker"]
    workers = [subprocess.Popen([*command, str(n)], start_new_session=True) for n in range(options.workers)]
    sys.exit(max(worker.wait() for worker in workers))


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="PolNeAR, with train/")
    parser.add_argument("--base", type=Path, required=True, help="folder with model.safetensors and tokenizer.json")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=float, default=5)
    parser.add_argument("--minutes", type=float, default=1e9, help="end sooner: the rate falls as this time runs out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--go-on", type=Path, help="weights of an earlier run to go on from, at a lower rate")
    parser.add_argument("--workers", type=int, default=2, help="processes that share the batches")
    parser.add_argument("--worker", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--articles", type=int, help="only the first so many, to try the pipeline")
    return parser.parse_args()


def work(options: argparse.Namespace) -> None:
    """One worker: its share of the batches, its weights made the mean of all every few steps."""
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    meeting = f"file://{(options.out / 'meeting').resolve()}"
    distributed.init_process_group("gloo", init_method=meeting, rank=options.worker, world_size=options.workers)
    tokenizer = Tokenizer.from_file(str(options.base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    network = Network()
    network.encoder.load(load_file(options.base / "model.safetensors"))
    if options.go_on:
        network.load_state_dict(torch.load(options.go_on, weights_only=True))
    network.encoder.freeze()
    taught = list(articles(options.corpus / "train"))[: options.articles]
    torch.manual_seed(options.seed + options.worker)  # the same first weights, but dropout of its own
    run(network, taught, tokenizer, options)


def run(network: Network, taught: list[list[Taught]], tokenizer: Tokenizer, options: argparse.Namespace) -> None:
    """The whole training: as many epochs as asked for, the last may be a part of one."""
    chance = random.Random(options.seed)
    steps = int(sum(1 for _ in epoch(taught, tokenizer, random.Random(0), BATCH)) * options.epochs / options.workers)
    optimizer = torch.optim.AdamW(groups(network), betas=(0.9, 0.98), eps=1e-6)
    again = AGAIN if options.go_on else 1.0
    full_rates = [group["lr"] * again for group in optimizer.param_groups]
    log = Log(options, network)
    step, began, gone = 0, time.monotonic(), 0.0
    while gone < 1:
        batches = list(epoch(taught, tokenizer, chance, BATCH))
        whole = len(batches) // options.workers
        for at in range(whole):
            for group, full in zip(optimizer.param_groups, full_rates, strict=True):
                group["lr"] = full * _rate(step, steps, gone)
            network.train()
            losses = loss(network, batches[at * options.workers + options.worker])
            optimizer.zero_grad()
            sum(losses).backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            step += 1
            log.mean.update_parameters(network)
            log.lost(step, steps, losses)
            if step % TOGETHER == 0:
                gone = together(network, max(step / steps, (time.monotonic() - began) / 60 / options.minutes))
                if gone >= 1:
                    break
            if at + 1 == whole // 2:
                log.keep()
        log.keep()


def together(network: Network, gone: float) -> float:
    """Make the weights of all workers their mean; returns the furthest of how much of the training has gone."""
    learnt = [parameter.data for parameter in network.parameters() if parameter.requires_grad]
    flat = torch.cat([torch.tensor([gone]), *(data.reshape(-1) for data in learnt)])
    count = distributed.get_world_size()
    furthest = torch.tensor([gone])
    distributed.all_reduce(furthest, op=distributed.ReduceOp.MAX)
    distributed.all_reduce(flat)
    at = 1
    for data in learnt:
        data.copy_(flat[at : at + data.numel()].view_as(data) / count)
        at += data.numel()
    return float(furthest)


class Log:
    """What the first worker writes: losses to standard output, weights to the folder."""

    def __init__(self, options: argparse.Namespace, network: Network) -> None:
        self.writes, self.folder, self.network = options.worker == 0, options.out, network
        self.began, self.sums = time.monotonic(), [0.0, 0.0, 0.0]
        self.mean = AveragedModel(network, avg_fn=_running)

    def lost(self, step: int, steps: int, losses: tuple[Tensor, ...]) -> None:
        """Add up the losses of one step; print their mean now and then."""
        self.sums = [a + float(b.detach()) for a, b in zip(self.sums, losses, strict=True)]
        if step % 25 == 0:
            if self.writes:
                seconds = time.monotonic() - self.began
                print(f"step {step}/{steps} {seconds:.0f}s", *(f"{x / 25:.3f}" for x in self.sums), flush=True)
            self.sums = [0.0, 0.0, 0.0]

    def keep(self) -> None:
        """Write the running mean of the weights, and as `last.pt` the weights themselves."""
        if self.writes:
            torch.save(self.mean.module.state_dict(), self.folder / "network.pt")
            torch.save(self.network.state_dict(), self.folder / "last.pt")


def groups(network: Network) -> list[dict[str, object]]:
    """Parameters with their rates: lower layers learn slower, vectors do not decay."""
    sorted_: dict[tuple[float, float], list[Tensor]] = {}
    for name, parameter in network.named_parameters():
        if not parameter.requires_grad:
            continue
        rate = HEAD_RATE
        if name.startswith("encoder.layers."):
            rate = RATE * DECAY ** (5 - int(name.split(".")[2]))
        elif name.startswith("encoder.") and "feature" not in name and "mix" not in name:
            rate = RATE * DECAY**6
        decay = 0.01 if parameter.dim() > 1 and name != "follow" and "distance" not in name else 0.0
        sorted_.setdefault((rate, decay), []).append(parameter)
    return [{"params": params, "lr": rate, "weight_decay": decay} for (rate, decay), params in sorted_.items()]


def loss(network: Network, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
    """Surprise at the tags, a paragraph; at the sources, a cue; at the cues, a content."""
    seen = network.encoder(batch.pieces, batch.features, batch.there[:, None, None, :])
    seen = network.head(seen.gather(1, batch.first.unsqueeze(-1).expand(-1, -1, seen.shape[-1])))
    scores = network.tags(seen)
    lines = pad_sequence([scores[row, a:b] for row, a, b in batch.lines], batch_first=True)
    gold = pad_sequence([torch.tensor(tags) for tags in batch.tags], batch_first=True)
    there = pad_sequence([torch.ones(len(tags), dtype=torch.bool) for tags in batch.tags], batch_first=True)
    tags = network.surprise(lines, gold, there).mean()
    return tags, _links(network.source_of, seen, batch.sources), _links(network.cue_of, seen, batch.cues)


def _links(linker: Linker, seen: Tensor, links: list[Link]) -> Tensor:
    if not links:
        return seen.sum() * 0.0
    offers = linker.offers(seen)
    asking = seen[[link.row for link in links], [link.token for link in links]]
    answered = pad_sequence([offers[link.row, link.first : link.last] for link in links], batch_first=True)
    gap = pad_sequence([torch.arange(link.first, link.last) - link.token for link in links], batch_first=True)
    scores = linker(asking, answered, gap)
    length = torch.tensor([1 + link.last - link.first for link in links])
    past = torch.arange(scores.shape[1]).unsqueeze(0) >= length.unsqueeze(1)
    return functional.cross_entropy(scores.masked_fill(past, -1e4), torch.tensor([link.answer for link in links]))


def _running(mean: Tensor, now: Tensor, taken: Tensor | int) -> Tensor:
    """A mean over all steps at first, over the last MEMORY later."""
    return mean + (now - mean) / min(int(taken) + 1, MEMORY)


def _rate(step: int, steps: int, gone: float) -> float:
    warm = max(1, int(WARM * steps))
    return (step + 1) / warm if step < warm else max(0.01, (1 - gone) / (1 - WARM))


if __name__ == "__main__":
    main()
