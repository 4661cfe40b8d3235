"""Thirty documents of the shared corpora, chosen by a rule and not by anybody's liking; none of their text is kept here.

The rule, in the order of the positions. `SIGNAL` is a word of violence; a document's title is its first line.
1-12  re3d: of CENTCOM, UK Government, US State Department and Wikipedia each the first three by id whose text holds
      at least 4 signals and at most 350 words. (BBC Online is left to those who better the reader.)
13-24 fakes_syria_news: of the outlets in the order of their names all but every fifth, and of each the first row whose
      body has 80 to 280 words and at least 4 signals.
25-30 wikipedia_syria_war: the first 400 words of a file behind its front matter; of the files where these hold at
      least 8 signals, in the order of their names, six at equal steps from the middle of the first step.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

RE3D = ("CENTCOM", "UK Government", "US State Department", "Wikipedia")
SIGNAL = re.compile(
    r"\b(?:kill|dead|died|strike|bomb|shell|attack|clash|massacre|raid|fire|captur|abduct|wound|execut|rocket)\w*",
    re.IGNORECASE,
)
FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
Document = tuple[str, str, str]
"""(corpus, id in it, text)"""


def chosen(data: Path) -> list[Document]:
    """The thirty, out of the folder that holds the corpora."""
    return [*_statements(data / "re3d"), *_news(data / "fakes_syria_news"), *_articles(data / "wikipedia_syria_war")]


def _statements(folder: Path) -> Iterator[Document]:
    for part in RE3D:
        lines = (folder / part / "documents.json").read_text(encoding="utf-8").splitlines()
        listed = sorted((json.loads(line) for line in lines if line), key=lambda d: d["_id"])
        fit = (d for d in listed if _signals(d["text"]) >= 4 and len(d["text"].split()) <= 350)
        for d in islice(fit, 3):
            yield f"re3d/{part}", d["_id"], _titled(d["title"], d["text"])


def _news(folder: Path) -> Iterator[Document]:
    with gzip.open(folder / "FA-KES-Dataset.utf8.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, outlet in enumerate(sorted({row["source"] for row in rows}), 1):
        fit = (row for row in rows if row["source"] == outlet and number % 5 and _short(row["article_content"]))
        for row in islice(fit, 1):
            yield "fakes_syria_news", row["unit_id"], _titled(row["article_title"], row["article_content"])


def _articles(folder: Path) -> Iterator[Document]:
    found = []
    with zipfile.ZipFile(folder / "wikipedia_syria_md.zip") as archive:
        for name in sorted(archive.namelist()):
            body = FRONT.sub("", archive.read(name).decode()).strip()
            words = list(re.finditer(r"\S+", body))[:400]
            if len(words) == 400 and _signals(body[: words[-1].end()]) >= 8:
                found.append(("wikipedia_syria_war", name, body[: words[-1].end()] + "\n"))
    step = len(found) // 6
    yield from found[step // 2 :: step][:6]


def _short(body: str) -> bool:
    return 80 <= len(body.split()) <= 280 and _signals(body) >= 4


def _signals(text: str) -> int:
    return len(SIGNAL.findall(text))


def _titled(title: str, body: str) -> str:
    return f"{title.strip()}\n\n{body.strip()}\n"
