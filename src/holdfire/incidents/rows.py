"""Rows of an event table to accounts: sides are participants, cited sources are the voices, areas stay areas."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
from msgspec.structs import replace

from holdfire import data, seals
from holdfire.data import ontology
from holdfire.incidents import voices
from holdfire.incidents.book import Book
from holdfire.incidents.tolls import tolls
from holdfire.records import Account, Blame, Casualties, Doubt, Interval, Place, Report, Voice

SIDES = (
    ("killed_a", "side_a"),
    ("killed_b", "side_b"),
    ("killed_civilians", "civilians"),
    ("killed_unknown", "unknown"),
)
AREAS = {"admin1": ("admin1",), "admin2": ("admin2", "admin1"), "country": ("country",)}


def accounts_from_rows(table: pa.Table, report: Report, book: Book) -> tuple[tuple[Account, ...], tuple[Doubt, ...]]:
    """One account per row of an event table as intake gives it (days inclusive, coordinates WGS84 degrees).

    A row's sides are participants and never authors; only one-sided violence attributes, as the coder's single voice.
    The dataset adds no voice to the sources it cites. Doubts: unknown names once each, and faults row by row.
    """
    if table.num_rows == 0:
        return (), ()
    coder = _Coder(report, book)
    columns = table.to_pydict()
    names = list(columns)
    made = [coder.account(dict(zip(names, row, strict=True))) for row in zip(*columns.values(), strict=True)]
    return tuple(made), tuple(sorted(coder.doubts))


class _Coder:
    """Remembers what repeats from row to row: names, days, places. Lives for one table."""

    def __init__(self, report: Report, book: Book) -> None:
        self.report, self.book = report, book
        self.doubts: set[Doubt] = set()
        self.radius: dict[str, int] = data.load("incidents/fusing.yaml")["row_radius_m"]
        self.zone = ZoneInfo(book.zone)
        self.actor = cache(self._actor)
        self.sides = cache(self._sides)
        self.voice = cache(self._voice)
        self.act = cache(self._act)
        self.area = cache(book.places.area_id)
        self.country = cache(self._country)
        self.midnight = cache(self._midnight)
        self.known = cache(self._knowable_from)

    def account(self, row: dict[str, Any]) -> Account:
        """The account of one row."""
        dataset, ref = row["dataset"], f"row:{self.report.sha256}#{row['upstream_id']}"
        act, weapon = self.act(dataset, row["act_hint"])
        first, second = self.sides(dataset, row["actor1"]), self.sides(dataset, row["actor2"])
        doubts: list[Doubt] = []
        blamed = first[:1] if row["one_sided"] else ()
        day = row["date_start"]
        spoken = dict.fromkeys(self.voice(name, day) for name in row["sources"] or ())
        if not spoken:
            doubts.append(Doubt(code="no-voice-named", where=ref, why="the row cites no source"))
        return Account(
            key=seals.key("account", self.report.source, dataset, row["upstream_id"]),
            rests_on=(ref,),
            report=self.report.key,
            source=self.report.source,
            voices=tuple(spoken),
            row=ref,
            act=act,
            weapon=weapon,
            participants=tuple(dict.fromkeys(first + second)),
            attributed_to=tuple(Blame(actor=a, by=(ref,)) for a in blamed),
            target="civilians" if row["one_sided"] or row["civilian_target"] else None,
            place=self._place(row, ref, doubts),
            time=self._time(row),
            casualties=self._toll(row, ref, doubts),
            knowable_from=self.known(row["edition"]),
            doubts=tuple(doubts),
        )

    def _actor(self, dataset: str, name: str) -> str | None:
        return self.book.actors.from_code(dataset, name)

    def _sides(self, dataset: str, names: str | None) -> tuple[str, ...]:
        """Actor ids of one side; a name that is joined by commas and known as a whole stays whole."""
        if not names or not names.strip():
            return ()
        whole = self.actor(dataset, names)
        parts = [names] if whole else [part.strip() for part in names.split(",") if part.strip()]
        found = []
        for part in parts:
            actor = self.actor(dataset, part)
            if actor is None:
                self._doubt("actor-unknown", f"{dataset}:{part}", "a side of a table is in no actor file", "add it")
            else:
                found.append(actor)
        return tuple(found)

    def _voice(self, name: str, day: date | None) -> Voice:
        voice = voices.of_source(name, day, self.book)
        if voice.id.startswith("name:"):
            self._doubt("source-unknown", name, "a table cites a source that is in no source file", "add it")
        return voice

    def _act(self, dataset: str, hint: str | None) -> tuple[str, str | None]:
        act = ontology.acts().from_hint(dataset, hint or "")
        if act is None:
            self._doubt("act-unmapped", f"{dataset}:{hint}", "no act maps this hint", "map it in acts.yaml")
        return act or ontology.acts().root, ontology.weapons().from_hint(dataset, hint or "")

    def _place(self, row: dict[str, Any], ref: str, doubts: list[Doubt]) -> Place | None:
        precision = row["place_precision"]
        if precision in AREAS:
            return self._area(row, ref, doubts)
        if row["lat"] is None or row["lon"] is None:
            doubts.append(Doubt(code="place-unknown", where=ref, why="the row has no coordinates and names no area"))
            return None
        radius = self.radius.get(precision, self.radius["near"])
        return Place(
            name=row["place"] or "",
            lat=row["lat"],
            lon=row["lon"],
            radius_m=radius,
            kind=row["place_kind"] or ("region" if precision == "region" else "settlement"),
            provenance=f"table:{row['dataset']}",
        )

    def _area(self, row: dict[str, Any], ref: str, doubts: list[Doubt]) -> Place | None:
        """The finest known area that the row names: a province is an area, never a disc around its middle."""
        wanted = AREAS[row["place_precision"]]
        for level in wanted:
            name = row[level]
            area = self.area(name, self.country(row["country"] or "")) if name else None
            if area is None:
                continue
            if level != wanted[0]:
                doubts.append(Doubt(code="area-coarsened", where=ref, why=f"no boundary is known for {row[wanted[0]]}"))
            return Place(
                name=name,
                area=area,
                kind="country" if level == "country" else "area",
                provenance=f"table:{row['dataset']}",
            )
        doubts.append(Doubt(code="area-unknown", where=ref, why=f"no area is known by the name {row[wanted[0]]}"))
        return None

    def _country(self, name: str) -> str:
        """The two-letter code of a country that a table spells out; the case's own where nothing knows it."""
        code = name if len(name) == 2 else self.book.places.area_id(name, "")
        return code if code and len(code) == 2 else self.book.country

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), self.zone).astimezone(UTC)

    def _time(self, row: dict[str, Any]) -> Interval | None:
        start, end = row["date_start"], row["date_end"] or row["date_start"]
        if start is None:
            return None
        return Interval(
            start=self.midnight(start),
            end=self.midnight(max(start, end) + timedelta(days=1)),
            zone=self.book.zone,
            precision=row["time_precision"] or "day",
        )

    def _toll(self, row: dict[str, Any], ref: str, doubts: list[Doubt]) -> tuple[Casualties, ...]:
        stated = [n for n in (row["killed_low"], row["killed_best"], row["killed_high"]) if n is not None]
        if stated != sorted(stated):
            doubts.append(
                Doubt(code="row-range-order", where=ref, why="low, best and high are not in order; widest range kept")
            )
        found = []
        if stated and max(stated) > 0:
            found.append(Casualties(kind="killed", low=min(stated), high=max(stated), by=(ref,)))
        found += [
            Casualties(kind="killed", low=row[column], high=row[column], group=group, by=(ref,))
            for column, group in SIDES
            if row[column]
        ]
        return (*found, *self._headlined(row, ref, max(stated, default=0)))

    def _headlined(self, row: dict[str, Any], ref: str, most: int) -> tuple[Casualties, ...]:
        """What the headlines of the cited articles count, with their days: how the toll rose, never beyond the row's.

        A headline with several figures, of a day before the event or with more dead than the row, tells of more."""
        found = []
        for told in row.get("headlines") or ():
            day, _, words = told.partition(" ")
            killed = [c for c in tolls(words, (ref,), ref)[0] if c.kind == "killed" and c.group == "unstated"]
            if len(killed) == 1 and killed[0].low <= most and row["date_start"] and day >= str(row["date_start"]):
                found.append(replace(killed[0], told=day))
        return tuple(found)

    def _knowable_from(self, edition: str | None) -> str:
        """ISO date: the report's own, else an edition that is a date; "" = not known beyond the report itself."""
        if self.report.published:
            return self.report.published.date().isoformat()
        try:
            return date.fromisoformat((edition or "")[:10]).isoformat()
        except ValueError:
            return ""

    def _doubt(self, code: str, where: str, why: str, settle: str) -> None:
        self.doubts.add(Doubt(code=code, where=where, why=why, settle=settle))
