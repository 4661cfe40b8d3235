"""English words that name places too, and given names: what tells "Reading a map" and "Jordan Smith" from places.

Usage: HOLDFIRE_SHARED=../shared python -m scripts.build_place_words. Needs the package faker (MIT) for the given names.
"""

from __future__ import annotations

import csv
import gzip
import importlib
import io
import os
import pkgutil
import re
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from holdfire.data.folding import level
from holdfire.places.packed import SPELLED, packaged

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("HOLDFIRE_SHARED", ROOT.parent / "shared")) / "data"
OUT = ROOT / "src/holdfire/data"
LEAST, SHARE = 2, 0.25
"""Written small so often, and in so large a part of its uses, a word is a word."""


def main() -> None:
    """Writes both lists, sorted."""
    for name, words in (("places/common_words.txt", common_words(texts())), ("given_names.txt", given_names())):
        (OUT / name).write_text("\n".join(sorted(words)) + "\n", encoding="utf-8")
        print(f"{name}: {len(words)}")


def common_words(found: Iterable[str]) -> set[str]:
    """Words of three letters or more that English texts write small and the gazetteer lists as a name."""
    counts, all_uses = Counter[str](), Counter[str]()
    for text in found:
        words = re.findall(r"[A-Za-z]+", text)
        counts.update(w for w in words if w.islower())
        all_uses.update(w.lower() for w in words)
    gazetteer = packaged()
    often = (w for w, n in counts.items() if n >= max(LEAST, SHARE * all_uses[w]) and len(w) > 2)
    return {w for w in often if any(hit.flags & SPELLED for hit in gazetteer.hits(level(w)))}


def texts() -> Iterator[str]:
    """English texts of the shared corpora; none of their words is kept but as a list."""
    for path in sorted(SHARED.glob("polnear/*/**/*.txt")):
        yield path.read_text(encoding="utf-8", errors="replace")
    with gzip.open(SHARED / "fakes_syria_news/FA-KES-Dataset.utf8.csv.gz", "rt", encoding="utf-8") as lines:
        yield from (" ".join(row) for row in csv.reader(lines))
    with zipfile.ZipFile(io.BytesIO((SHARED / "wikipedia_syria_war/wikipedia_syria_md.zip").read_bytes())) as packed:
        yield from (packed.read(name).decode("utf-8", "replace") for name in sorted(packed.namelist()))
    for file in ("lgl.xml", "GeoVirus.xml"):
        yield from (node.text or "" for node in ET.parse(SHARED / "geo" / file).getroot().iter("text"))  # noqa: S314


def given_names() -> set[str]:
    """Given names in Latin script, of every country that the package knows."""
    person = importlib.import_module("faker.providers.person")
    found: set[str] = set()
    for module in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for field in ("first_names", "first_names_male", "first_names_female"):
            listed = vars(provider).get(field, ())
            if isinstance(listed, (tuple, list, dict)):
                found.update(n for n in listed if isinstance(n, str) and re.fullmatch(r"[A-Z][a-z]{2,}", n))
    return found


if __name__ == "__main__":
    main()
