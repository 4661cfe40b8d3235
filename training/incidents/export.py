"""Trained weights to what ships: an int8 ONNX file and its card.

python -m training.incidents.export --network OUT/network.pt --to src/holdfire/data/reader
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import onnx
import torch
import yaml

from training.export import shipped
from training.incidents import labels
from training.incidents.network import Network

HEAD = """\
# Written by training/incidents/export.py. `network` is the sha256 of incidents.onnx; `groups` are the scores of one
# token in their order: names where each has one, else a width.
"""


def main() -> None:
    """Write incidents.onnx and incidents.yaml."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--network", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--full", action="store_true", help="leave the weights as floats, to measure what int8 costs")
    options = parser.parse_args()
    network = Network()
    network.load_state_dict(torch.load(options.network, weights_only=True))
    network.eval()
    options.to.mkdir(parents=True, exist_ok=True)
    target = options.to / "incidents.onnx"
    shipped(lambda path: write(network, path), target, full=options.full)
    card = {"network": hashlib.sha256(target.read_bytes()).hexdigest(), "groups": groups()}
    (options.to / "incidents.yaml").write_text(
        HEAD + yaml.safe_dump(card, default_flow_style=None, width=120, sort_keys=False), encoding="utf-8"
    )
    print(target.stat().st_size, card["network"])


def groups() -> list[dict[str, object]]:
    """The groups of scores as the card lists them."""
    names = {
        "tags": labels.TAGS, "types": labels.TYPES, "stages": labels.STAGES, "weapon": labels.WEAPONS,
        "thing": labels.THINGS, "person": labels.PEOPLE, "place": labels.PLACES, "harm": labels.HARMS,
        "damage": labels.DAMAGES, "sure": labels.SURE, "category": labels.CATEGORIES, "number": labels.NUMBERS,
        "whole": labels.TYPES, "several": labels.TYPES,
    }  # fmt: skip
    return [
        {"name": name, "of": list(names[name])} if name in names else {"name": name, "width": width}
        for name, width in labels.GROUPS
    ]


def write(network: Network, path: Path) -> None:
    """The network as floats, for one window of any length."""
    example = (torch.tensor([101, 2002, 2056, 102]), torch.tensor([1, 2]))
    torch.onnx.export(
        network, example, str(path), input_names=["pieces", "first"], output_names=["scores"],
        dynamic_axes={"pieces": {0: "pieces"}, "first": {0: "tokens"}, "scores": {0: "tokens"}},
        opset_version=17, dynamo=False, do_constant_folding=True,
    )  # fmt: skip
    onnx.checker.check_model(str(path))


if __name__ == "__main__":
    main()
