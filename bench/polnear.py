"""PolNeAR in the shared corpora, and its scorer, both found through HOLDFIRE_SHARED."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from types import ModuleType
from typing import Any

from holdfire.records import Text
from holdfire.seals import sha256

SHARED = Path(os.environ.get("HOLDFIRE_SHARED", Path(__file__).resolve().parent.parent.parent / "shared"))
Gold = dict[str, tuple[str, dict[str, list[dict[str, Any]]]]]


def scorer(shared: Path = SHARED) -> ModuleType:
    """The scorer as it lies beside the corpora; raises FileNotFoundError where it is absent."""
    path = shared / "bench" / "score_claims.py"
    spec = importlib.util.spec_from_file_location("score_claims", path)
    if spec is None or spec.loader is None or not path.exists():
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold(split: str, shared: Path = SHARED) -> Gold:
    """doc -> (text, annotator -> claims) of one split."""
    folder = shared / "data" / "polnear" / split
    loaded: Gold = scorer(shared).load_gold(str(folder / "text"), str(folder / "attributions"))
    return loaded


def text_of(doc: str, content: str) -> Text:
    """An English text record without a report."""
    digest = sha256(content.encode())
    return Text(
        key=f"text:{digest}", report="", doc=doc, content=content, sha256=digest, extractor="plain/1", language="en"
    )
