"""Trained weights to what ships: an int8 ONNX file, its tokenizer and its card.

python -m training.export --network OUT/network.pt --base DIR --to src/holdfire/data/reader
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import torch
import yaml
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.network import Network

INPUTS, OUTPUTS = ("pieces", "features", "first"), ("tags", "source", "cue")


def main() -> None:
    """Write attribution.onnx, tokenizer.json and network.yaml."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--network", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True, help="folder with tokenizer.json")
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--full", action="store_true", help="leave the weights as floats, to measure what int8 costs")
    options = parser.parse_args()
    network = Network()
    network.load_state_dict(torch.load(options.network, weights_only=True))
    network.eval()
    options.to.mkdir(parents=True, exist_ok=True)
    target = options.to / "attribution.onnx"
    shipped(lambda path: write(network, path), target, full=options.full)
    tokenizer = json.loads((options.base / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer |= {"padding": None, "truncation": None}
    (options.to / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False) + "\n", encoding="utf-8")
    follow = (network.follow + network.barred).detach().numpy().astype(np.float64)
    card = {
        "network": hashlib.sha256(target.read_bytes()).hexdigest(),
        "follow": [[max(-10000.0, round(float(x), 4)) for x in row] for row in follow],
    }
    (options.to / "network.yaml").write_text(HEAD + yaml.safe_dump(card, default_flow_style=None, width=120))
    print(target.stat().st_size, card["network"])


def shipped(write_whole: Callable[[Path], None], target: Path, *, full: bool = False) -> None:
    """What `write_whole` writes as floats, as it ships: int8 with `reduce_range`, or with `full` as it is."""
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        write_whole(whole)
        if full:
            shutil.copy(whole, target)
            return
        quantize_dynamic(
            whole, target, op_types_to_quantize=["MatMul", "Gather"], weight_type=QuantType.QInt8,
            per_channel=True, reduce_range=True, extra_options={"MatMulConstBOnly": True},
        )  # fmt: skip


HEAD = """\
# Written by training/export.py. `network` is the sha256 of attribution.onnx; `follow[a][b]` is how readily tag b
# follows tag a (forbidden: -10000), in the order of holdfire.reader.decoding.TAGS.
"""


def write(network: Network, path: Path) -> None:
    """The network as floats, for one window of any length."""
    example = (torch.tensor([101, 2002, 2056, 102]), torch.zeros(4, dtype=torch.long), torch.tensor([1, 2]))
    axes = {"pieces": {0: "pieces"}, "features": {0: "pieces"}, "first": {0: "tokens"}}
    axes |= {name: {0: "tokens"} for name in OUTPUTS}
    torch.onnx.export(
        network, example, str(path), input_names=list(INPUTS), output_names=list(OUTPUTS), dynamic_axes=axes,
        opset_version=17, dynamo=False, do_constant_folding=True,
    )  # fmt: skip
    onnx.checker.check_model(str(path))


if __name__ == "__main__":
    main()
