"""Fusion against the article lists of an event dataset: are the articles that a coder held to be of one event fused?

    python -m bench fusion [--year 2019] [--seed 1]

Every row of the Syrian GED table lists the articles that it was coded from. Each article of each row becomes one
account; the articles themselves are not in the table, so what an account says comes from two places. The act is read
out of the article's own headline, by our rules. Place, day, toll and sides are what the coder read out of the
articles, disturbed with a seed as publishers disturb them: one in ten is a day off (midnight lies elsewhere), every
place lies up to 2 km off (gazetteers differ), a toll is the row's low, best or high figure, one in five is open
upwards, and one in five names one side only. Which row an account is of is not told. Every account of the year takes
part, also those of rows with a single article, which can only be fused wrongly. Counted are pairs of accounts: fused
and of one row (right), fused and of two (wrong), of one row and not fused (missed). The weights were fitted on 2016 and
2017 (`bench.fit_fusing`) and looked at on 2018; 2019 took no part.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pyarrow.parquet as pq

from bench.polnear import SHARED
from bench.table import table
from holdfire.data import ontology
from holdfire.incidents import fuse
from holdfire.records import Account, Casualties, Interval, Place, Voice
from holdfire.seals import key

FIELDS = ["id", "year", "source_article", "date_start", "date_end", "where_coordinates", "where_prec", "adm_1",
          "latitude", "longitude", "side_a", "side_b", "type_of_violence", "low", "best", "high"]  # fmt: skip
RADIUS = {1: 3000, 2: 25000}
OFF_BY_A_DAY = 0.1
OFF_M = 2000
OPEN = ONE_SIDE = 0.2


def accounts(rows: Iterable[dict[str, Any]], seed: int) -> tuple[list[Account], dict[str, int]]:
    """The accounts of the articles of some rows, and account key -> id of the row it is of."""
    random, made, of_row = Random(seed), [], {}
    for row in sorted(rows, key=lambda r: r["id"]):
        for number, article in enumerate(articles(row["source_article"] or "")):
            account = _account(row, article, number, random)
            if account.key not in of_row:
                made.append(account)
                of_row[account.key] = row["id"]
    return made, of_row


def articles(listed: str) -> list[str]:
    """The articles of one row: quoted, parted by semicolons, and with quotation marks of their own inside."""
    return listed.removeprefix('"').removesuffix('"').split('";"') if listed else []


def _account(row: dict[str, Any], article: str, number: int, random: Random) -> Account:
    office, told, headline = (*article.split(",", 2), "", "")[:3]
    acts = [code for _, _, code in ontology.acts().match(headline) if ontology.acts().is_a(code, "hostilities")]
    act = acts[0] if acts else "attack_on_civilians" if row["type_of_violence"] == 3 else "hostilities"
    casualties = _toll(row, random)
    day = timedelta(days=random.choice((-1, 1)) if random.random() < OFF_BY_A_DAY else 0)
    start = row["date_start"].replace(tzinfo=UTC) + day
    end = row["date_end"].replace(tzinfo=UTC) + day + timedelta(days=1)
    return Account(
        key=key("account", row["id"], article, number),
        report=f"report:{article}",
        source=office,
        voices=(Voice(id=office, name=office),),
        act=act,
        participants=_sides(row, random),
        place=_place(row, random),
        time=Interval(start=start, end=end, zone="UTC", precision="day"),
        casualties=casualties,
        text=article,
        span=(row["id"] * 10_000, row["id"] * 10_000 + 1),
        knowable_from=told if _is_day(told) else "",
    )


def _toll(row: dict[str, Any], random: Random) -> tuple[Casualties, ...]:
    low = max(0, random.choice((row["low"], row["best"], row["best"], row["high"])))
    high = None if random.random() < OPEN else low
    return (Casualties(kind="killed", low=low, high=high),) if low else ()


def _sides(row: dict[str, Any], random: Random) -> tuple[str, ...]:
    both = (row["side_a"], row["side_b"])
    return (random.choice(both),) if random.random() < ONE_SIDE else both


def _place(row: dict[str, Any], random: Random) -> Place:
    if row["where_prec"] not in RADIUS:
        return Place(name=row["adm_1"] or row["where_coordinates"], area=f"area:{row['adm_1']}", kind="area")
    north, east = (random.uniform(-OFF_M, OFF_M) / 111_000 for _ in range(2))
    return Place(
        name=row["where_coordinates"], lat=row["latitude"] + north, lon=row["longitude"] + east,
        radius_m=RADIUS[row["where_prec"]], kind="settlement",
    )  # fmt: skip


def _is_day(told: str) -> bool:
    try:
        datetime.strptime(told, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        return False
    return True


def pairs(groups: Iterable[Iterable[str]], of_row: dict[str, int]) -> tuple[int, int, int]:
    """(right, wrong, missed) pairs of accounts, of groups of account keys."""
    right = fused = 0
    for group in groups:
        rows = Counter(of_row[k] for k in group)
        size = sum(rows.values())
        fused += size * (size - 1) // 2
        right += sum(n * (n - 1) // 2 for n in rows.values())
    wanted = sum(n * (n - 1) // 2 for n in Counter(of_row.values()).values())
    return right, fused - right, wanted - right


def rows_of(year: int) -> list[dict[str, Any]]:
    """The rows of one year. Needs the corpora."""
    path = SHARED / "data" / "ucdp_ged_syria" / "ged_syria_2016_2019.parquet"
    found: list[dict[str, Any]] = pq.read_table(path, columns=FIELDS, filters=[("year", "==", year)]).to_pylist()
    return found


def main(arguments: list[str] | None = None) -> str:
    """One line for ours, one for the plain rule of same place name and same day."""
    options = argparse.ArgumentParser(prog="bench fusion", description=__doc__.split("\n")[0])
    options.add_argument("--year", type=int, default=2019)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args(arguments)
    made, of_row = accounts(rows_of(chosen.year), chosen.seed)
    ours = pairs([i.accounts for i in fuse(made)], of_row)
    plain: defaultdict[object, list[str]] = defaultdict(list)
    for account in made:
        assert account.place is not None
        assert account.time is not None
        plain[account.place.name, account.time.start].append(account.key)
    lines = [("holdfire", ours), ("same place name, same day", pairs(plain.values(), of_row))]
    head = f"{chosen.year}, seed {chosen.seed}: {len(made)} accounts of {len(set(of_row.values()))} rows\n\n"
    return head + table(("fused by", "right", "wrong", "missed", "P", "R", "F"), [_line(*one) for one in lines])


def _line(name: str, counted: tuple[int, int, int]) -> tuple[str, ...]:
    right, wrong, missed = counted
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    f = 2 * precision * recall / max(1e-9, precision + recall)
    return name, *(str(n) for n in counted), f"{precision:.3f}", f"{recall:.3f}", f"{f:.3f}"


if __name__ == "__main__":
    print(main())
