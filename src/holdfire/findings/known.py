"""Published counts to the incidents known for the same days and area: set beside each other, never subtracted.

A count is of cases, bursts or detonations as one side registered them; an incident is what somebody told of. So a
difference between the two is shown and not reckoned.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from holdfire.findings.checks import Ground
from holdfire.findings.columns import NEVER
from holdfire.findings.hold import Held
from holdfire.findings.law import COUNTRY_BAND_M, Law
from holdfire.findings.logic import PASS, UNKNOWN, VERDICTS, Results
from holdfire.findings.reconcile import Reconciled
from holdfire.findings.zones import PreparedZone, prepare
from holdfire.records import Verdict, Zone

Bools = npt.NDArray[np.bool_]
DAY = timedelta(days=1)


def beside_incidents(rows: Iterable[Reconciled], held: Held, zone: str) -> list[Reconciled]:
    """The rows with the incidents known for each: on its days and in its area, or within a day or a line of that.

    Of incidents that the instrument of the count covers under no reading none is listed; a count that names no
    instrument is set beside what any of them covers. `zone`: the IANA zone in which the days of the counts run.
    """
    ground = Ground(held.law, held.columns)
    keys = np.array([i.key for i in held.columns.incidents], dtype=object)

    @cache
    def placed(area: str) -> Results:
        version = _area(held.law, area) if area else None
        if version is None:  # the whole, or an area that no boundary is known of
            return np.full(len(keys), UNKNOWN if area else PASS, dtype=np.int8)
        return ground.located(version)[0]

    @cache
    def covered(instrument: str) -> Bools:
        return _covered(held, instrument)

    out = []
    for row in rows:
        inside, near = _timed(held, row.first, row.last, ZoneInfo(zone))
        where, law = placed(row.area), covered(row.instrument)
        on = inside & (where == PASS) & law
        about = near & (where >= UNKNOWN) & law & ~on
        out.append(replace(row, incidents=tuple(keys[on]), nearby=tuple(keys[about])))
    return out


def _timed(held: Held, first: date, last: date, zone: ZoneInfo) -> tuple[Bools, Bools]:
    """Incidents wholly on the days, and those that touch the days or one beside them: reporting lags by a day."""

    def at(day: date) -> int:
        return int(datetime.combine(day, time(), zone).timestamp())

    start, end = held.columns.start, held.columns.end
    known = start != NEVER
    last_second = np.maximum(end - 1, start)
    wholly = known & (start >= at(first)) & (last_second < at(last + DAY))
    touching = known & (start < at(last + 2 * DAY)) & (last_second >= at(first - DAY))
    return wholly, touching


def _covered(held: Held, instrument: str) -> Bools:
    """Incidents that some term of the instrument (any, for "") covers under some reading."""
    of = np.array([not instrument or a.instrument.id == instrument for a in held.answers] or [False], dtype=bool)
    told = of[held.term] & ((held.code >> 8) != VERDICTS.index(Verdict.NOT_COVERED))
    out = np.zeros(len(held.columns), dtype=bool)
    out[held.incident[told]] = True
    return out


def _area(law: Law, area: str) -> PreparedZone | None:
    geometry = law.areas.area_geometry(area)
    if geometry is None:
        return None
    zone = Zone(id=area, name=area, version="1", words="", provenance="third_party", kind="admin_area",
                geometry=geometry, uncertainty_m=COUNTRY_BAND_M)  # fmt: skip
    return prepare(zone)
