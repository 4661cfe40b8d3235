"""MUC-4: `python -m bench.muc4 --docs DIR --keys DIR`, or `holdfire bench muc4 --docs DIR --keys DIR`.

Reads every document of the files in --docs, makes templates of what holdfire reads in it, and scores them against the
key files in --keys after the MUC-4 guidelines: recall, precision and F over all slots, by slot, and CEAF-REE.
--reader rules does without the incident network.
With --responses the templates in those files (in the form of keys) are scored instead; with --out ours are written.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from bench.muc4.ceaf import ceaf_ree
from bench.muc4.keys import SLOTS, Templates, documents, templates, written
from bench.muc4.learned import responses as learned
from bench.muc4.responses import responses as by_rules
from bench.muc4.score import Result, Tally, evaluate
from bench.table import table
from holdfire.reader import READERS, filler_means, shipped_fillers


def main(arguments: list[str] | None = None) -> int:
    """Prints the tables; 2 where nothing was found to score."""
    options = argparse.ArgumentParser(prog="bench muc4", description=__doc__.split("\n")[0])
    options.add_argument("--docs", type=Path, help="folder or file of documents")
    options.add_argument("--keys", type=Path, required=True, help="folder or file of answer keys")
    options.add_argument("--reader", choices=READERS, default=READERS[0] if shipped_fillers() else READERS[-1])
    options.add_argument("--responses", type=Path, help="templates to score instead of ours")
    options.add_argument("--out", type=Path, help="write the templates scored here")
    chosen = options.parse_args(arguments)
    keys = templates(_files(chosen.keys))
    texts = documents(_files(chosen.docs)) if chosen.docs else {}
    given = templates(_files(chosen.responses)) if chosen.responses else ours(texts, chosen.reader)
    keys = {doc: listed for doc, listed in keys.items() if chosen.responses or doc in texts}
    if not keys:
        print("no document here has a key: give --docs (or --responses) and --keys of the same documents")
        return 2
    if chosen.out:
        chosen.out.write_text(_all_written(given), encoding="utf-8")
    print(report(evaluate(given, keys), ceaf_ree(given, keys), len(keys)))
    return 0


def ours(texts: dict[str, str], reader: str) -> Templates:
    """What holdfire makes of the documents, with the incident network or by rules alone."""
    return by_rules(texts) if reader == "rules" else learned(texts, filler_means())


def report(result: Result, entities: dict[str, tuple[float, float, float]], size: int) -> str:
    """The tables: slots, the two rows of sums, roles."""
    rows = [_row(f"{n}. {SLOTS[n]}", tally) for n, tally in result.all_templates.items()]
    rows += [_row("MATCHED ONLY", result.total(matched=True)), _row("ALL TEMPLATES", result.total())]
    slots = table(("slot", "cor", "par", "inc", "mis", "spu", "REC", "PRE", "F"), rows)
    roles = table(
        ("CEAF-REE", "precision", "recall", "F1"),
        [(role, *(f"{figure:.1f}" for figure in figures)) for role, figures in entities.items()],
    )
    sizes = f"{result.keys} key templates, {result.responses} response templates, {result.mapped} mapped"
    return f"{size} documents, {sizes}\n\n{slots}\n\n{roles}"


def _row(name: str, tally: Tally) -> tuple[str, ...]:
    figures = (f"{figure:.1f}" for figure in (tally.recall, tally.precision, tally.f))
    return name, *(str(n) for n in tally.row()), *figures


def _files(path: Path) -> list[Path]:
    return sorted(p for p in path.iterdir() if p.is_file()) if path.is_dir() else [path]


def _all_written(given: Templates) -> str:
    return "\n".join(written(t, n) for doc in sorted(given) for n, t in enumerate(given[doc], 1))


if __name__ == "__main__":
    raise SystemExit(main())
