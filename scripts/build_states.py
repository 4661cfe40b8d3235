"""The table of states beside this file, with their names from CLDR, to src/holdfire/data/actors/countries.yaml.

    python -m scripts.build_states

Adjectives, peoples and seats of government stand in `scripts/states.csv`; the countries' own names in English, Arabic
and Russian come from CLDR through Babel, unless the table has names of its own (where CLDR prints a bracket or a dash).
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

from babel import Locale

HERE = Path(__file__).parent
TARGET = HERE.parent / "src" / "holdfire" / "data" / "actors" / "countries.yaml"
NOT_ISO2 = {"aus": "AU", "isl": "IS"}
"""Ids that are another actor's in two letters."""
ABOUT = """\
# Made by `python -m scripts.build_states`: correct scripts/states.csv, not this file.
about: >
  States that are not told at length in another file. Their countries and capitals stand under metonyms: they are
  first of all places, and actors only where they speak or act. Left out, because another meaning is likelier in news:
  capitals that are first names or namesakes (Victoria, Kingston, Santiago, Lima, Georgetown), capitals called like
  their country, and Brussels, which stands for the European Union. "Congolese" and "Congo" are read as the Democratic
  Republic's, which press reports mean unless they say Brazzaville.
actors:
"""


def main() -> int:
    """Write the file."""
    with (HERE / "states.csv").open(encoding="utf-8", newline="") as table:
        lines = [_line(row) for row in sorted(csv.DictReader(table), key=lambda row: row["id"])]
    TARGET.write_text(ABOUT + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} states")
    return 0


def _line(row: dict[str, str]) -> str:
    code = NOT_ISO2.get(row["id"], row["id"].upper())
    own = {language: _parts(row[column]) or [Locale(language).territories[code]] for language, column in
           (("en", "names"), ("ar", "names_ar"), ("ru", "names_ru"))}  # fmt: skip
    name = own["en"][0].removeprefix("the ")
    metonyms = [*own["en"], *_parts(row["capital"]), *own["ar"], *_parts(row["capital_ar"])]
    metonyms += [*own["ru"], *_parts(row["capital_ru"])]
    people = [*_parts(row["adjective"]), *_parts(row["people"]), *_parts(row["adjective_ar"])]
    fields = [
        f"id: {_quoted(row['id'])}", f"name: {_quoted(f'Government of {name}')}", "kind: state",
        f"side: {_quoted(row['id'])}", f"demonyms: {_listed([*people, *_parts(row['adjective_ru'])])}",
        f"metonyms: {_listed(metonyms)}",
    ]  # fmt: skip
    return "- {" + ", ".join(fields) + "}"


def _parts(cell: str) -> list[str]:
    return [part for part in cell.split(";") if part]


def _listed(names: list[str]) -> str:
    return "[" + ", ".join(_quoted(name) for name in dict.fromkeys(names)) + "]"


def _quoted(name: str) -> str:
    return name if name.replace(" ", "").isalpha() and name.lower() not in ("no", "yes", "on", "off") else json.dumps(
        name, ensure_ascii=False
    )


if __name__ == "__main__":
    raise SystemExit(main())
