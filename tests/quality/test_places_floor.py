"""How often place names are found and rightly placed, on documents that no weight was tuned on."""

from __future__ import annotations

import pytest
from tests.corpora import shared
from tests.quality.test_claims_floor import held

from bench import toponyms


@pytest.mark.corpora
@pytest.mark.parametrize("corpus", ["lgl", "geovirus"])
def test_floor(corpus: str) -> None:
    file = shared("geo") / {"lgl": "lgl.xml", "geovirus": "GeoVirus.xml"}[corpus]
    docs = list({"lgl": toponyms.lgl, "geovirus": toponyms.geovirus}[corpus]())[1::2]
    held(f"places-{corpus}", file.read_bytes(), figures(corpus, docs))


def test_our_own_paragraphs() -> None:
    held("places-own", toponyms.OWN.read_bytes(), figures("own", list(toponyms.own())[1::2]))


def test_paragraphs_written_after_the_rules() -> None:
    later = toponyms.OWN.with_name("places_later.yml")
    held("places-later", later.read_bytes(), figures("later", list(toponyms.own(later))))


def figures(corpus: str, docs: list[toponyms.Doc]) -> dict[str, float]:
    score = toponyms.score(docs, toponyms.places.packaged())
    shares = {
        "given": score.given, "above_populous": score.given - score.populous, "recall": score.recall,
        "precision": score.precision, "end_to_end": score.end_to_end,
    }  # fmt: skip
    rounded = {name: round(100 * value, 1) for name, value in shares.items()}
    print(f"\nplaces, {corpus}: {rounded}")
    return rounded
