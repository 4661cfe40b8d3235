"""Acts against the PLOVER gold records: `python -m bench.acts_gsr`. Only records of events of force are counted.

An act stands for the PLOVER events of its entry in acts.yaml. A record is right where those of the act that the text
tells of as a whole hold the record's event; beside it, where those of the deepest act that any word signals do. Where
nothing is decided or signalled, the record is missed.
"""

from __future__ import annotations

import json
import re
from collections import Counter

from tests.quality import acts_own

from bench.polnear import SHARED
from bench.table import table
from holdfire.data import ontology

EVENTS = ("FIGHT", "ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT")


def signalled(text: str) -> tuple[str, ...]:
    """The PLOVER events of the deepest act signalled in a text; of equals the first."""
    return _events(acts_own.listed(text))


def decided(text: str) -> tuple[str, ...]:
    """The PLOVER events of the act that a text tells of as a whole."""
    return _events(acts_own.decided(text))


def _events(act: str) -> tuple[str, ...]:
    entry = ontology.acts().get(act)
    return entry.plover if entry else ()


def main() -> str:
    """Event -> records; signalled rightly; decided rightly, otherwise, not at all."""
    content = (SHARED / "data" / "plover_gsr" / "PLOVER_GSR_CAMEO.txt").read_text(encoding="utf-8", errors="replace")
    listed, right, wrong, silent = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for event, text in _records(content):
        if event not in EVENTS:
            continue
        listed[event] += event in signalled(text)
        told = decided(text)
        (right if event in told else wrong if told else silent)[event] += 1
    lines = [(e, right[e] + wrong[e] + silent[e], listed[e], right[e], wrong[e], silent[e]) for e in EVENTS]
    lines.append(("all", *(sum(line[at] for line in lines) for at in range(1, 6))))
    rows = [
        (str(name), *map(str, counts), *(f"{100 * n / max(1, counts[0]):.1f}" for n in counts[1:3]))
        for name, *counts in lines
    ]
    return table(("event", "records", "list", "right", "other", "nothing", "list %", "right %"), rows)


def _records(content: str) -> list[tuple[str, str]]:
    """(event, text) of each record; the file is nearly JSON, so its two fields are read one by one."""
    blocks = re.split(r'"id":\s*"PLOVER-GSR', content)[1:]
    found = [(re.search(r'"event":\s*"(\w+)"', b), re.search(r'"text":\s*("(?:[^"\\]|\\.)*")', b)) for b in blocks]
    return [(event[1], json.loads(text[1], strict=False)) for event, text in found if event and text]


if __name__ == "__main__":
    print(main())
