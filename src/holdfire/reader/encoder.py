"""The packaged network, loaded once a process: windows of word pieces to scores."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from holdfire import data
from holdfire.errors import BadRequest
from holdfire.reader.attributed import Means
from holdfire.reader.decoding import Seen, costly
from holdfire.reader.pieces import Window

FOLDER = "reader"


def session(weights: bytes) -> Any:
    """A network as onnxruntime runs it: one thread and one order, so that the same input gives the same bytes."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])


class Packaged:
    """The int8 network, one window a call, so that no text hangs on another."""

    def __init__(self, weights: bytes) -> None:
        self._session = session(weights)

    def see(self, window: Window) -> Seen:
        """Run the network on one window."""
        given = {"pieces": window.pieces, "features": window.features, "first": window.first}
        tensors = {name: np.array(values, dtype=np.int64) for name, values in given.items()}
        return Seen(*self._session.run(("tags", "source", "cue"), tensors))


READERS = ("trained", "rules")
"""The first is read with where nothing is said, if its weights are shipped."""


def means(name: str = "") -> Means | None:
    """What the named reader needs beyond rules: None for `rules`, and for no name where no weights are shipped.

    Raises BadRequest E445 for a name that is no reader, or one whose weights are not in this package.
    """
    return _packaged() if is_asked(name, shipped(), "the weights of the trained reader") else None


def is_asked(name: str, there: bool, weights: str) -> bool:
    """Whether the named reader asks a network: not `rules`, and for no name only where its weights are shipped.

    Raises BadRequest E445 for a name that is no reader, or one whose weights are not in this package.
    """
    if name not in ("", *READERS):
        raise BadRequest("E445", f"there is no reader {name!r}", todo=f"choose one of {', '.join(READERS)}")
    if name == "trained" and not there:
        raise BadRequest("E445", f"{weights} are not in this package", todo="read with `rules`")
    return there and name != "rules"


def shipped() -> bool:
    """Whether weights are in the package: they can be withdrawn without breaking the product."""
    return data.exists(f"{FOLDER}/attribution.onnx")


@cache
def _packaged() -> Means:
    import tokenizers

    card = data.load(f"{FOLDER}/network.yaml")
    return Means(
        version=f"trained/1-{card['network'][:8]}",
        network=Packaged(data.read(f"{FOLDER}/attribution.onnx")),
        tokenizer=tokenizers.Tokenizer.from_str(data.read(f"{FOLDER}/tokenizer.json").decode()),
        follow=costly(np.array(card["follow"], dtype=np.float32)),
    )
