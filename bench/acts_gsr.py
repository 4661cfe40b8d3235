"""Acts against the PLOVER gold records: `python -m bench.acts_gsr`. Only records of events of force are counted.

An act stands for the PLOVER events of its entry in acts.yaml, else of the nearest entry above it that has any; a record
is right where those of the deepest act that the words signal hold the record's event. Words that signal nothing miss.
"""

from __future__ import annotations

import json
import re
from collections import Counter

from bench.polnear import SHARED
from bench.table import table
from holdfire.data import ontology

EVENTS = ("FIGHT", "ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT")


def predicted(text: str) -> tuple[str, ...]:
    """The PLOVER events of the deepest act signalled in a text; of equals the first."""
    tree = ontology.acts()
    codes = [code for _, _, code in tree.match(text)]
    if not codes:
        return ()
    deepest = max(codes, key=lambda code: (len(tree.ancestors(code)), -codes.index(code)))
    return next((e.plover for up in tree.ancestors(deepest) if (e := tree.get(up)) and e.plover), ())


def main() -> str:
    """Event -> records, right, signalled otherwise, nothing signalled."""
    content = (SHARED / "data" / "plover_gsr" / "PLOVER_GSR_CAMEO.txt").read_text(encoding="utf-8", errors="replace")
    right, wrong, silent = Counter[str](), Counter[str](), Counter[str]()
    for event, text in _records(content):
        if event not in EVENTS:
            continue
        told = predicted(text)
        (right if event in told else wrong if told else silent)[event] += 1
    lines = [(e, right[e] + wrong[e] + silent[e], right[e], wrong[e], silent[e]) for e in EVENTS]
    lines.append(("all", *(sum(line[at] for line in lines) for at in range(1, 5))))
    rows = [(str(name), *map(str, counts), f"{100 * counts[1] / max(1, counts[0]):.1f}") for name, *counts in lines]
    return table(("event", "records", "right", "other", "nothing", "right %"), rows)


def _records(content: str) -> list[tuple[str, str]]:
    """(event, text) of each record; the file is nearly JSON, so its two fields are read one by one."""
    blocks = re.split(r'"id":\s*"PLOVER-GSR', content)[1:]
    found = [(re.search(r'"event":\s*"(\w+)"', b), re.search(r'"text":\s*("(?:[^"\\]|\\.)*")', b)) for b in blocks]
    return [(event[1], json.loads(text[1], strict=False)) for event, text in found if event and text]


if __name__ == "__main__":
    print(main())
