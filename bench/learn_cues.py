"""The train split of PolNeAR to the counts of cues.yaml: how often each verb, in each frame, was marked as a cue.

    python -m bench.learn_cues            writes src/holdfire/data/claims/cues.yaml in place: only its `counts`

A count [4, 5] says: seen five times in this frame, four of them marked (annotators averaged). Nothing else is kept
of the corpus. Run it again after a change of the lexicon or of how verb groups are read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from bench.polnear import Gold, gold, text_of
from holdfire.claims.indirect import aside, frame, groups_of
from holdfire.claims.page import Page, page
from holdfire.claims.quoted import quoted
from holdfire.reader import lexicon, read

CUES = Path(__file__).resolve().parent.parent / "src/holdfire/data/claims/cues.yaml"
Counts = dict[str, dict[str, list[float]]]


def count(corpus: Gold) -> Counts:
    """verb -> frame -> [times marked as a cue, times seen]."""
    counts: Counts = defaultdict(lambda: defaultdict(lambda: [0.0, 0.0]))
    for doc, (content, annotators) in sorted(corpus.items()):
        text = text_of(doc, content)
        laid = page(text, read(text))
        marked = [
            {k for claim in claims for a, b in claim["cue"] for k in range(a, b)} for claims in annotators.values()
        ]
        for verb, name, head in _frames(laid):
            seen = counts[verb][name]
            seen[0] += sum(laid.words.start[head] in cue for cue in marked) / len(marked)
            seen[1] += 1
    return counts


def _frames(laid: Page) -> list[tuple[str, str, int]]:
    """Every verb group of a page with its frame, whether or not the lexicon keeps that frame."""
    found = []
    for sentence in laid.sentences:
        drafts, used = quoted(laid, sentence, laid.speech_in(sentence), lexicon())
        found += [(draft.verb, "quotes", head) for draft in drafts for head in used if _inside(head, draft.cue)]
        for group in groups_of(laid, sentence, used):
            name = "aside" if aside(laid, group, sentence) else frame(laid, group, sentence[1])
            found.append((group.verb, name, group.head))
    return found


def _inside(word: int, part: tuple[int, int] | None) -> bool:
    return part is not None and part[0] <= word < part[1]


def written(counts: Counts, lines: list[str]) -> list[str]:
    """The file's lines with the counts of each verb put in the place of the old ones; frames seen once are left out."""
    out = []
    for line in lines:
        entry = re.match(r"  (\w+): \{act: .*?(, counts: \{.*\})?\}$", line)
        if entry:
            seen = counts.get(entry[1], {})
            listed = sorted(seen.items(), key=lambda item: (-item[1][1], item[0]))
            shown = ", ".join(f'"{name}": [{round(a)}, {round(n)}]' for name, (a, n) in listed if n > 1)
            bare = line[: entry.start(2)] if entry[2] else line[:-1]
            out.append(f"{bare}, counts: {{{shown}}}}}" if shown else bare + "}")
        else:
            out.append(line)
    return out


if __name__ == "__main__":
    lines = CUES.read_text(encoding="utf-8").splitlines()
    CUES.write_text("\n".join(written(count(gold("train")), lines)) + "\n", encoding="utf-8")
