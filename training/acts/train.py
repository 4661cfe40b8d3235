"""Notes to weights.

python -m training.acts.train --notes FILE... --base DIR --out DIR --epochs 6 --seed 1
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch.nn import functional

from training.acts import notes
from training.acts.network import UPPER, Network

RATE, HEAD_RATE, WARM = 1e-4, 3e-3, 0.1


def main() -> None:
    """Train, and leave `network.pt` and the order of classes behind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=Path, nargs="+", required=True)
    parser.add_argument("--base", type=Path, required=True, help="folder with model.safetensors and tokenizer.json")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(1)
    options.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(options.base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    taught = [pair for path in options.notes for pair in notes.notes(path)]
    order = sorted({name for name, _ in taught})
    network = Network(len(order))
    network.load(load_file(str(options.base / "model.safetensors")))
    network.eval()
    began = time.monotonic()
    given = notes.lessons(taught, order, tokenizer, network)
    print(f"{len(given)} notes, {len(order)} classes, {time.monotonic() - began:.0f}s", flush=True)
    run(network, given, options, random.Random(options.seed))
    torch.save({"weights": network.state_dict(), "classes": order}, options.out / "network.pt")


def run(network: Network, given: list[notes.Lesson], options: argparse.Namespace, chance: random.Random) -> None:
    """All epochs."""
    taught = [*network.layers[-UPPER:].parameters()]
    optimizer = torch.optim.AdamW(
        [{"params": taught, "lr": RATE}, {"params": network.scores.parameters(), "lr": HEAD_RATE}], weight_decay=0.01
    )
    full = [group["lr"] for group in optimizer.param_groups]
    steps = options.epochs * sum(1 for _ in notes.epoch(given, random.Random(0)))
    step, began = 0, time.monotonic()
    for number in range(options.epochs):
        network.train()
        total = 0.0
        for batch in notes.epoch(given, chance):
            rate = min((step + 1) / (WARM * steps), (steps - step) / ((1 - WARM) * steps))
            for group, most in zip(optimizer.param_groups, full, strict=True):
                group["lr"] = most * max(0.01, rate)
            scores = network.upper(batch.x, batch.there, batch.low)
            loss = functional.cross_entropy(scores, batch.act, label_smoothing=0.05)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p for group in optimizer.param_groups for p in group["params"]], 1.0)
            optimizer.step()
            step += 1
            total += float(loss.detach()) * len(batch.act)
        print(f"{number} {total / len(given):.3f} {time.monotonic() - began:.0f}s", flush=True)
    network.eval()


if __name__ == "__main__":
    main()
