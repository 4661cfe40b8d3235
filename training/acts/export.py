"""Trained weights to what ships: an int8 ONNX file and its card.

python -m training.acts.export --network OUT/network.pt --to src/holdfire/data/reader
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import onnx
import torch
import yaml

from training.acts.network import Network
from training.export import shipped

HEAD = """\
# Written by training/acts/export.py. `network` is the sha256 of acts.onnx; `classes` are its scores in their order.
"""


def main() -> None:
    """Write acts.onnx and acts.yaml."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--network", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--full", action="store_true", help="leave the weights as floats, to measure what int8 costs")
    options = parser.parse_args()
    kept = torch.load(options.network, weights_only=True)
    network = Network(len(kept["classes"]))
    network.load_state_dict(kept["weights"])
    network.eval()
    options.to.mkdir(parents=True, exist_ok=True)
    target = options.to / "acts.onnx"
    shipped(lambda path: write(network, path), target, full=options.full)
    card = {"network": hashlib.sha256(target.read_bytes()).hexdigest(), "classes": kept["classes"]}
    (options.to / "acts.yaml").write_text(HEAD + yaml.safe_dump(card, width=120, sort_keys=False), encoding="utf-8")
    print(target.stat().st_size, card["network"])


def write(network: Network, path: Path) -> None:
    """The network as floats, for one note of any length."""
    torch.onnx.export(
        network, (torch.tensor([101, 2002, 2056, 102]),), str(path), input_names=["pieces"], output_names=["scores"],
        dynamic_axes={"pieces": {0: "pieces"}}, opset_version=17, dynamo=False, do_constant_folding=True,
    )  # fmt: skip
    onnx.checker.check_model(str(path))


if __name__ == "__main__":
    main()
