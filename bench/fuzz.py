"""Odd texts to what breaks: every offset checked, every crash and every slow text named, for as long as asked.

`holdfire bench fuzz --minutes 30 --seed 1` (or `python -m bench.fuzz`) prints a table; nothing is compared with peers.
"""

from __future__ import annotations

import argparse
import random
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

from holdfire import actors, claims, intake, reader, seals
from holdfire.errors import BadInput
from holdfire.records import Claim, Report, Text

PIECES = (
    "Arland accused Borland of shelling Dorn.", "“We left at dawn,” said Mira Kade. “Nobody stayed.”",
    "The army said that three shells hit Dorn, adding that it had not fired.", "He denied it.",
    "According to the observatory, nine people were killed.", "“An unclosed quotation", "Voss: the road is closed.",
    "قال الجيش إن القصف توقف.", "Министерство заявило, что обстрел прекращён.", "Asked whether it fired, she said no.",
    "<p>Arland said&nbsp;it <b>left</b>.</p>", "<script>if (a < b) { say('no') }</script>", "<!-- said -->",
)  # fmt: skip
MARKS = (
    "\x00\x01\x07\x0b\x0c\x1b\x1c\x85\u00ad"
    "\u200b\u200d\u200e\u200f\u202a\u202e\u2028\u2029\u2066\u2069\ufeff\ufffd\u0301\u20dd"
)
LETTERS = "aB7 .,;:!?“”\"'‘’«»„()[]—–-\n\r\té你سعש🕊𝔸👩‍🚀ﷺİßǅ<&>/=said that he"
REPEATED = (
    "said ", "“", '"', "(", "a", "he said ", "he, ", "\n", ". ", "U.S. ", "said: ", "to ", "\u0301", "<b>", "Voss ",
)  # fmt: skip
SECONDS_A_CHARACTER = {"rules": 2e-4, "trained": 1e-3}
"""Processor time above which a text is slow, beyond half a second: four times what the slowest even text took."""


def texts(chance: random.Random) -> Iterator[str]:
    """Texts without end, most of them short, one in some hundreds long."""
    makers: tuple[Callable[[random.Random], str], ...] = (_news, _letters, _repeated, _mixed, _cut, _line, _broken)
    while True:
        yield chance.choice(makers)(chance)


def _size(chance: random.Random, most: int = 1_500) -> int:
    return int(10 ** chance.uniform(0, 5.3)) if chance.random() < 0.01 else chance.randrange(1, most)


def _news(chance: random.Random) -> str:
    gap = chance.choice(("", " ", "\n", "\r\n", "\n\n", "\t", "\u2028", "\u00a0"))
    return gap.join(chance.choice(PIECES) for _ in range(_size(chance) // 40 + 1))


def _letters(chance: random.Random) -> str:
    return "".join(chance.choices(LETTERS + MARKS, k=_size(chance, 800)))


def _repeated(chance: random.Random) -> str:
    piece = "".join(chance.choices(REPEATED, k=chance.randrange(1, 4)))
    return (piece * (_size(chance) // len(piece) + 1)) + chance.choice(PIECES)


def _mixed(chance: random.Random) -> str:
    """News into which marks are thrown at random places."""
    letters = list(_news(chance))
    for _ in range(len(letters) // chance.randrange(2, 60) + 1):
        at = chance.randrange(len(letters) + 1)
        letters.insert(at, chance.choice(MARKS + LETTERS))
    return "".join(letters)


def _cut(chance: random.Random) -> str:
    """News without its spaces, or with a part taken out, turned round or doubled."""
    text = _news(chance)
    a, b = sorted((chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)))
    cuts = (text.replace(" ", ""), text[a:b], text[:a] + text[b:], text[::-1], text[:b] + text[a:], text.upper())
    return chance.choice(cuts)


def _line(chance: random.Random) -> str:
    return _news(chance).replace("\n", " ").replace("\r", " ") * chance.randrange(1, 6)


def _broken(chance: random.Random) -> str:
    """Bytes changed at random, as intake decodes them."""
    data = bytearray(_mixed(chance).encode("utf-8", "replace"))
    for _ in range(len(data) // 50 + 1):
        data[chance.randrange(len(data))] = chance.randrange(256)
    report = Report(key="report:f", source="unknown", format="html" if chance.random() < 0.03 else "text", filename="f",
                    sha256="0" * 64, size=len(data), position=0, language="en")  # fmt: skip
    try:
        taken = intake.read(report, bytes(data), zone="UTC", actors=actors.packaged(), places=None)  # type: ignore[arg-type]
    except BadInput:
        return ""
    return taken.texts[0].content if taken.texts else ""


def faults(content: str, found: tuple[Claim, ...]) -> Iterator[str]:
    """What is wrong with the claims of a text."""
    keys = {claim.key for claim in found}
    if len(keys) < len(found):
        yield "two claims with one key"
    for claim in found:
        parts = (claim.source, claim.cue, claim.content)
        spans = [*(span for part in parts for span in part), *(mention.span for mention in claim.evidence)]
        if not all(0 <= start < end <= len(content) for start, end in spans):
            yield "a span outside the text"
        if any(a[1] > b[0] for part in parts for a, b in pairwise(part)):
            yield "spans out of order"
        if any(content[slice(*mention.span)] != mention.text for mention in claim.evidence):
            yield "evidence that is not what stands there"
        if claim.parent is not None and claim.parent not in keys:
            yield "a parent that is not there"
        if not claim.content:
            yield "a claim without content"


def main(arguments: list[str] | None = None) -> str:
    """Fuzz both readers; the table of what was read and what was found."""
    options = argparse.ArgumentParser()
    options.add_argument("--minutes", type=float, default=1.0)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--longest", type=int, default=20_000, help="characters shown to the network")
    chosen = options.parse_args(arguments)
    book, count, wrong, size = actors.packaged(), Counter[str](), Counter[str](), Counter[str]()
    for name in ("rules", "trained") if reader.means() else ("rules",):
        _read(_text(PIECES[0], "en"), name, book)  # what is loaded once is no text's time
    chance, ends = random.Random(chosen.seed), time.monotonic() + 60 * chosen.minutes
    for number, content in enumerate(texts(chance)):
        if time.monotonic() > ends:
            break
        language = chance.choice(("en", "en", "en", "ar", "ru", "fr", "und"))
        text = _text(content, language)
        for name in ("rules", "trained") if _both(text, chosen.longest) else ("rules",):
            count[name] += 1
            size[name] += len(content)
            for fault in _read(text, name, book):
                wrong[f"{name}: {fault}"] += 1
                print(f"{name}, text {number} of seed {chosen.seed}, {len(content)} characters: {fault}", flush=True)
    lines = [f"{name}: {count[name]:,} texts, {size[name]:,} characters" for name in sorted(count)]
    lines += [f"{number} times: {fault}" for fault, number in sorted(wrong.items())]
    return "\n".join([*lines, f"{sum(wrong.values())} faults"])


def _text(content: str, language: str) -> Text:
    sha = seals.sha256(content.encode())
    return Text(
        key=f"text:{sha}", report="report:f", doc="f", content=content, sha256=sha, extractor="fuzz/1",
        language=language,
    )  # fmt: skip


def _both(text: Text, longest: int) -> bool:
    """Whether the network reads it too."""
    return text.language == "en" and len(text.content) <= longest and reader.means() is not None


def _read(text: Text, name: str, book: actors.Actors) -> list[str]:
    began = time.process_time()
    try:
        found = claims.find(text, reader.read(text, reader.means(name)), book)
    except Exception as error:  # noqa: BLE001  a crash of any kind is what is looked for
        last = traceback.extract_tb(error.__traceback__)[-1]
        return [f"{type(error).__name__} at {last.filename.rpartition('/')[2]}:{last.lineno}"]
    took = time.process_time() - began
    slow = took > 0.5 + SECONDS_A_CHARACTER[name] * len(text.content)
    return [*faults(text.content, found), *([f"slow: {took:.1f} s"] if slow else [])]


if __name__ == "__main__":
    print(main())
