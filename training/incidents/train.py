"""Train the incident network on MUC-4's development documents, one thread:
`python -m training.incidents.train --corpus DIR --base DIR --out DIR`.

Documents DEV-MUC3-0051 to -1200 are taught; -0001 to -0050 and -1201 to -1300 choose thresholds, TST1 and TST2 are for
the report. After every epoch the running mean of the weights is written."""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable
from pathlib import Path

import torch
from bench.muc4.keys import documents, templates
from bench.muc4.texts import prepared
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel

from holdfire.reader.fillers import cut_sentences
from training.incidents.corpus import Mention, Taught, taught
from training.incidents.labels import AT, CATEGORIES, DAMAGES, HARMS, SURE, TYPES
from training.incidents.lessons import Batch, Lesson, epoch, lesson
from training.incidents.network import Network, Upper
from training.incidents.texts import TAUGHT, TWICE

BATCH = 2
"""Documents."""
RATE, HEAD_RATE, DECAY, WARM = 1.5e-4, 1.0e-3, 0.9, 0.06
SILENT = 0.4
"""Share of the documents that tell of no incident which an epoch takes."""
READINGS = 3
MEMORY = 600
"""Steps over which the weights that are kept are a running mean of those that learn."""
GROUPS_OF = {
    "weapon": ("weapon",), "thing": ("thing", "damage", "number"), "name": ("person", "harm", "number"),
    "person": ("person", "harm", "number"), "place": ("place",), "doer": ("category",), "body": ("category", "sure"),
    "time": (),
}  # fmt: skip


def main() -> None:
    """The whole training."""
    options = arguments()
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(options.base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    network = Network()
    network.load(load_file(options.base / "model.safetensors"))
    network.trunk.eval()
    chance = random.Random(options.seed)
    texts = corpus(options.corpus)[: options.documents]
    began = time.monotonic()
    lessons = [lesson(one, tokenizer, network.trunk, chance, READINGS) for one in texts]
    print(f"{len(lessons)} documents, {time.monotonic() - began:.0f}s", flush=True)
    run(network, lessons + [one for one in lessons if int(one.taught.name[-4:]) in TWICE], options, chance)


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of documents and keys")
    parser.add_argument("--base", type=Path, required=True, help="folder with model.safetensors and tokenizer.json")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--minutes", type=float, default=1e9, help="end sooner: the rate falls as this time runs out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--documents", type=int, help="only the first so many, to try the pipeline")
    return parser.parse_args()


def corpus(folder: Path) -> list[Taught]:
    """The documents that are taught, in the order of their numbers."""
    paths = sorted(folder.glob("dev-muc3-*"))
    texts, keys = documents(paths), templates(sorted(folder.glob("key-dev-*")))
    made = []
    for name in sorted(texts):
        if name in keys and int(name[-4:]) in TAUGHT:
            content = prepared(texts[name])
            made.append(taught(name, content, cut_sentences(content), keys[name]))
    return made


def run(network: Network, lessons: list[Lesson], options: argparse.Namespace, chance: random.Random) -> None:
    """All epochs."""
    steps = options.epochs * sum(1 for _ in epoch(lessons, random.Random(0), BATCH, SILENT))
    optimizer = torch.optim.AdamW(groups(network.upper), betas=(0.9, 0.98), eps=1e-6)
    full = [group["lr"] for group in optimizer.param_groups]
    step, began, sums = 0, time.monotonic(), dict.fromkeys(PARTS, 0.0)
    mean, gone = AveragedModel(network.upper, avg_fn=_running), 0.0
    for number in range(options.epochs):
        for batch in epoch(lessons, chance, BATCH, SILENT):
            gone = max(step / steps, (time.monotonic() - began) / 60 / options.minutes)
            if gone >= 1:
                break
            rate = min((step + 1) / max(1, WARM * steps), (1 - gone) / (1 - WARM), 1.0)
            for group, most in zip(optimizer.param_groups, full, strict=True):
                group["lr"] = most * max(0.01, rate)
            network.upper.train()
            losses = loss(network.upper, batch)
            optimizer.zero_grad()
            sum(losses.values()).backward()
            torch.nn.utils.clip_grad_norm_(network.upper.parameters(), 1.0)
            optimizer.step()
            mean.update_parameters(network.upper)
            step += 1
            sums = {name: sums[name] + float(losses[name].detach()) for name in PARTS}
            if step % 25 == 0:
                told = " ".join(f"{name} {total / 25:.3f}" for name, total in sums.items())
                print(f"{number} step {step}/{steps} {time.monotonic() - began:.0f}s {told}", flush=True)
                sums = dict.fromkeys(PARTS, 0.0)
        kept = {f"upper.{name}": value for name, value in mean.module.state_dict().items()}
        torch.save({**network.state_dict(), **kept}, options.out / "network.pt")


def _running(mean: Tensor, now: Tensor, taken: Tensor | int) -> Tensor:
    """A mean over all steps at first, over the last MEMORY later."""
    return mean + (now - mean) / min(int(taken) + 1, MEMORY)


def groups(upper: Upper) -> list[dict[str, object]]:
    """Parameters with their rates: lower layers learn slower, vectors do not decay."""
    made: dict[tuple[float, float], list[Tensor]] = {}
    for name, parameter in upper.named_parameters():
        rate = HEAD_RATE
        if name.startswith("layers."):
            rate = RATE * DECAY ** (len(upper.layers) - 1 - int(name.split(".")[1]))
        made.setdefault((rate, 0.01 if parameter.dim() > 1 else 0.0), []).append(parameter)
    return [{"params": params, "lr": rate, "weight_decay": decay} for (rate, decay), params in made.items()]


PARTS = ("tags", "kinds", "types", "stages", "whole", "link", "same")


def loss(upper: Upper, batch: Batch) -> dict[str, Tensor]:
    """The parts of what the network is wrong by."""
    parts: dict[str, list[Tensor]] = {name: [] for name in PARTS}
    for one, own in zip(batch.lessons, batch.windows, strict=True):
        seen = torch.cat([upper(x.unsqueeze(0), first.unsqueeze(0))[0] for x, first in own])
        of_document(one.taught, torch.tensor([t for window in one.tokens for t in window]), seen, parts)
    zero = torch.zeros(())
    weights = {"tags": 8.0, "kinds": 1.0, "types": 2.0, "stages": 0.5, "whole": 1.5, "link": 1.0, "same": 0.5}
    return {n: weights[n] * torch.stack(p).sum() / len(batch.lessons) if p else zero for n, p in parts.items()}


def of_document(taught: Taught, tokens: Tensor, seen: Tensor, parts: dict[str, list[Tensor]]) -> None:
    """Add what one document is wrong by."""
    gold = torch.tensor(taught.tag)[tokens]
    parts["tags"].append(functional.cross_entropy(seen[:, AT["tags"]], gold, ignore_index=-1, reduction="sum") / 300)
    _sentences(taught, seen, parts)
    parts["whole"].append(_several(pooled(seen[:, AT["whole"]]), taught.whole))
    if taught.whole:
        parts["whole"].append(0.5 * _several(pooled(seen[:, AT["several"]]), taught.several))
    if taught.mentions:
        _mentions(taught, seen, parts)


def _sentences(taught: Taught, seen: Tensor, parts: dict[str, list[Tensor]]) -> None:
    types = [
        _several(pooled(seen[a:b, AT["types"]]), told)
        for (a, b), told in zip(taught.cut.parts, taught.types, strict=True)
    ]
    parts["types"].append(torch.stack(types).mean())
    staged = [(a, b, stage) for (a, b), stage in zip(taught.cut.parts, taught.stages, strict=True) if stage >= 0]
    if staged:
        scores = torch.stack([pooled(seen[a:b, AT["stages"]]) for a, b, _ in staged])
        parts["stages"].append(functional.cross_entropy(scores, torch.tensor([stage for _, _, stage in staged])))


def _mentions(taught: Taught, seen: Tensor, parts: dict[str, list[Tensor]]) -> None:
    spans = taught.mentions
    means = torch.stack([seen[m.first : m.last].mean(0) for m in spans])
    told: dict[str, list[tuple[int, int]]] = {}
    for row, mention in enumerate(spans):
        for group in GROUPS_OF[mention.kind]:
            if mention.labels.get(group, -1) >= 0:
                told.setdefault(group, []).append((row, mention.labels[group]))
    kinds = [
        functional.cross_entropy(means[[r for r, _ in pairs], AT[group]], torch.tensor([a for _, a in pairs]))
        for group, pairs in told.items()
    ]
    if kinds:
        parts["kinds"].append(torch.stack(kinds).sum() / 2)
    if len(spans) > 1:
        parts["link"].append(_pairs(means[:, AT["link"]], spans, lambda a, b: bool(a.incidents & b.incidents)))
        parts["same"].append(_pairs(means[:, AT["same"]], spans, lambda a, b: a.filler == b.filler))


def _pairs(vectors: Tensor, spans: list[Mention], alike: Callable[[Mention, Mention], bool]) -> Tensor:
    """Whether each two spans belong together: the last number of a vector says how readily it is together at all."""
    scores = together(vectors)
    gold = torch.tensor([[float(alike(a, b)) for b in spans] for a in spans])
    above = torch.triu(torch.ones_like(gold, dtype=torch.bool), 1)
    return functional.binary_cross_entropy_with_logits(scores[above], gold[above])


def together(vectors: Tensor) -> Tensor:
    """Scores of each two rows."""
    own = vectors[:, :-1]
    return own @ own.T / own.shape[1] ** 0.5 + vectors[:, -1:] + vectors[:, -1]


def pooled(scores: Tensor) -> Tensor:
    """Scores of tokens to scores of a sentence or document: nearly the greatest."""
    return torch.logsumexp(scores, 0) - 1.0


def _several(scores: Tensor, gold: set[int]) -> Tensor:
    return functional.binary_cross_entropy_with_logits(
        scores, torch.tensor([float(n in gold) for n in range(len(scores))]), reduction="sum"
    )


__all__ = ["CATEGORIES", "DAMAGES", "HARMS", "SURE", "TYPES"]

if __name__ == "__main__":
    main()
