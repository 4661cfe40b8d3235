"""The world of the fixture: two instruments with rival readings, actors, sources, texts, and short makers of records."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from holdfire import seals
from holdfire.bulletin import Period
from holdfire.records import (
    Actor,
    Affiliation,
    AssertedTerm,
    Check,
    Choice,
    Citation,
    Claim,
    Effect,
    Finding,
    Instrument,
    Interval,
    Membership,
    Misreport,
    Modality,
    Option,
    Party,
    Quote,
    Report,
    Result,
    Source,
    Term,
    Text,
    TextStatus,
    Verdict,
    View,
    Zone,
)

TZ = "Asia/Damascus"
NOT_COVERED = "This agreement does not address it. That says nothing on whether it happened or whether it was lawful under other law."
PERIOD = Period(first=date(2017, 5, 15), last=date(2017, 5, 21))
PREVIOUS = Period(first=date(2017, 5, 8), last=date(2017, 5, 14))
PUBLIC = View(audience="public")

ACTORS = (
    Actor(key="actor:gov", id="gov", name="Government of Syria", kind="state"),
    Actor(key="actor:saa", id="saa", name="Syrian Arab Army", kind="force", parent="gov"),
    Actor(key="actor:opp", id="opp", name="Armed opposition groups", kind="lumped"),
    Actor(key="actor:ru", id="ru", name="Russia", kind="state"),
    Actor(key="actor:tr", id="tr", name="Turkey", kind="state"),
    Actor(key="actor:ir", id="ir", name="Iran", kind="state"),
    Actor(key="actor:us", id="us", name="United States", kind="state"),
    Actor(
        key="actor:jones",
        id="jones",
        name="Stuart Jones",
        kind="person",
        role="Acting Assistant Secretary",
        parent="us",
    ),
)
SOURCES = (
    Source(key="source:agency", id="agency", name="State Agency", kind="agency",
           affiliations=(Affiliation(to="gov", why="owned by the state"),)),
    Source(key="source:daily", id="daily", name="The Daily", kind="outlet", language="en"),
    Source(key="source:observatory", id="observatory", name="Observatory for Human Rights", kind="observatory"),
    Source(key="source:radio", id="radio", name="راديو الغوطة", kind="outlet", language="ar"),
    Source(key="source:ged", id="ged", name="UCDP GED", kind="dataset"),
    Source(key="source:own", id="own", name="The mission's monitors", kind="observer_team"),
)  # fmt: skip
LABELS = {
    "air_strike": "air strike", "shelling": "shelling", "detainee_killing": "killing of detainees", "clash": "armed clash",
    "aerial_bomb": "aerial bomb", "mortar": "mortar", "civilians": "civilians", "detainees": "detainees",
    "excluded_group": "action against an excluded group", "medical_attack": "attack on a medical facility",
}  # fmt: skip
EN = (
    "Jets struck the market of Rastan on Tuesday, killing at least 12 people, the Observatory for Human Rights said.\n"
    "“No aircraft of ours flew over Rastan,” a spokesman of the Syrian Arab Army said.\n"
    "Abu Omar, a vendor, said that government warplanes made two passes.\n"
)
US = (
    "“I have not presented this particular evidence to the Russians,” Stuart Jones told reporters.\n"
    "Jones alleged that detainees were killed at Sednaya prison and that photos show a probable crematorium.\n"
    "The foreign ministry denied the claims as totally unfounded.\n"
)
AR = "قالت مصادر محلية إن قذائف هاون سقطت على بلدة تلبيسة يوم الأربعاء.\n"
EVIL = "<script>alert(1)</script> said “\u202egnp.exe” hit al-Salam Field Hospital near Homs, Dr Kamal Hariri said.\n"


def report(name: str, source: str, **more: Any) -> Report:
    return Report(
        key=f"report:{name}", source=source, format=more.pop("format", "text"), filename=f"{name}.txt",
        sha256=seals.sha256(name.encode()), size=1000, position=more.pop("position", 1),
        published=more.pop("published", datetime(2017, 5, 16, 15, 20, tzinfo=UTC)),
        collected=datetime(2017, 5, 17, 8, 0, tzinfo=UTC), title=more.pop("title", f"Report {name}"),
        url=more.pop("url", f"https://example.org/{name}"), **more,
    )  # fmt: skip


def text(name: str, content: str, language: str = "en") -> Text:
    sha = seals.sha256(content.encode())
    return Text(
        key=f"text:{sha}",
        report=f"report:{name}",
        doc=name,
        content=content,
        sha256=sha,
        extractor="plain/1",
        language=language,
    )


def claim(of: Text, source: str, cue: str, content: str, **more: Any) -> Claim:
    def span(words: str, near: str = "") -> tuple[tuple[int, int], ...]:
        at = of.content.find(words, of.content.index(near or words))
        at = of.content.index(words) if at < 0 else at
        return ((at, at + len(words)),)

    return Claim(
        key=seals.key("claim", of.sha256, source, cue, content), report=of.report, text=of.sha256, doc=of.doc,
        source=span(source), cue=span(cue, source), content=span(content), reader="rules/1", **more,
    )  # fmt: skip


def day(d: int, days: int = 1) -> Interval:
    start = datetime(2017, 5, d, tzinfo=UTC) - timedelta(hours=3)
    return Interval(start=start, end=start + timedelta(days=days), zone=TZ, precision="day" if days == 1 else "days")


def square(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
    }


NORTH_HOMS = {
    "type": "Polygon",
    "coordinates": [
        [[36.55, 34.83], [36.72, 34.79], [36.86, 34.86], [36.9, 34.97], [36.78, 35.02], [36.6, 34.98], [36.55, 34.83]]
    ],
}
GHOUTA = {
    "type": "Polygon",
    "coordinates": [
        [[36.33, 33.49], [36.42, 33.46], [36.53, 33.5], [36.52, 33.59], [36.4, 33.6], [36.33, 33.56], [36.33, 33.49]]
    ],
}
IDLIB = {
    "type": "Polygon",
    "coordinates": [
        [
            [36.1, 35.7],
            [36.4, 35.45],
            [36.8, 35.4],
            [37.1, 35.6],
            [37.1, 36.1],
            [36.7, 36.3],
            [36.3, 36.1],
            [36.1, 35.7],
        ]
    ],
}
DARAA = {
    "type": "Polygon",
    "coordinates": [[[35.85, 32.72], [36.1, 32.52], [36.35, 32.6], [36.3, 32.85], [35.98, 33.02], [35.85, 32.72]]],
}


def instruments() -> tuple[Instrument, ...]:
    zones = tuple(
        Zone(id=zone, name=name, version="1", words=words, provenance="reconstruction", geometry=geometry, uncertainty_m=5000,
             how="from open administrative boundaries and named places")
        for zone, name, words, geometry in (
            ("z1", "Idlib", "Idlib province and certain parts of neighbouring provinces", IDLIB),
            ("z2", "North Homs", "certain parts in the north of Homs province", NORTH_HOMS),
            ("z3", "Eastern Ghouta", "Eastern Ghouta", GHOUTA),
            ("z4", "South", "certain parts of Daraa and Quneitra provinces", DARAA),
        )
    )  # fmt: skip
    start = Choice(
        id="start", question="From when does the obligation run?", options=(
            Option(id="5may", words="from 5 May, the day after signing", holders=("analyst's",), source="wire"),
            Option(id="6may", words="from 00:00 on 6 May", holders=("ru",), effects=(Effect(kind="date", name="operative"),)),
        ))  # fmt: skip
    bound = Choice(
        id="damascus", question="Is the government bound, which did not sign?", options=(
            Option(id="bound", words="bound by its statement of 8 May", holders=("ru", "ir", "tr")),
            Option(id="not", words="not bound: it signed nothing", holders=("analyst's",)),
        ))  # fmt: skip
    ceasefire = Term(
        id="t2a", clause="paragraph 2, first indent", what="Hostilities between the parties cease within the lines",
        modality=Modality.PROHIBIT, acts=("air_strike",), by=("government", "opposition"),
        quote=Quote(words="cease hostilities with the use of any kinds of weapons, including aerial assets",
                    status=TextStatus.PRESS_QUOTATION, paragraph="paragraph 2", source="wire"),
    )  # fmt: skip
    memorandum = Instrument(
        key="instrument:memo", id="memo", title="Memorandum of 4 May 2017", kind="agreement", publication="published",
        text_status=TextStatus.PRESS_QUOTATION, zone=TZ, zones=zones, terms=(ceasefire,), choices=(start, bound),
        sources=(Citation(id="wire", words="News agency, 4 May 2017", url="https://example.org/wire"),),
        parties=(
            Party(id="guarantors", name="Guarantors", role="guarantor",
                  actors=tuple(Membership(actor=a, how="signature") for a in ("ru", "tr", "ir"))),
            Party(id="government", name="Government of Syria", role="addressee", actors=(Membership(actor="gov", how="named"),)),
            Party(id="opposition", name="Joined armed groups", role="addressee", actors=(Membership(actor="opp", how="named"),)),
        ),
        misreports=(Misreport(says="The working group is formed within 10 days", by="daily", against="working_group",
                              text_says="within two weeks of signing", source="wire"),),
        asserted_terms=(AssertedTerm(id="aviation", says="The areas are closed to coalition aircraft", by="ru",
                                     on=date(2017, 5, 5), note="he adds that the memorandum does not mention it"),),
    )  # fmt: skip
    nationwide = Instrument(
        key="instrument:nationwide", id="nationwide", title="Nationwide ceasefire of 30 December 2016", kind="agreement",
        publication="published", text_status=TextStatus.TRANSLATION, zone=TZ,
        terms=(Term(id="n1", clause="paragraph 1", what="Hostilities cease throughout the country", modality=Modality.PROHIBIT,
                    quote=Quote(words="cease hostilities", status=TextStatus.PARAPHRASE)),),
    )  # fmt: skip
    return memorandum, nationwide


def checks(**results: str) -> tuple[Check, ...]:
    words = {
        "time": "16 May 2017 lies between the operative date and the end", "place": "the disc lies inside North Homs (share 1.00)",
        "act": "air strike is an act that the clause names", "weapon": "any weapon", "actor": "both who could be the author are bound",
        "target": "civilians are protected",
    }  # fmt: skip
    found = {
        "time": "pass",
        "place": "pass",
        "act": "pass",
        "weapon": "pass",
        "actor": "pass",
        "target": "pass",
        **results,
    }
    return tuple(
        Check(
            name=name,
            result=Result(result),
            code=f"{name}-{result}",
            basis=words[name] if result == "pass" else f"{name}: {result} as reported",
        )
        for name, result in found.items()
    )


def finding(incident: str, verdict: Verdict, instrument: str = "memo", **more: Any) -> Finding:
    reading = more.pop("reading", {})
    term = {"memo": "t2a", "nationwide": "n1"}[instrument]
    sentence = NOT_COVERED if verdict is Verdict.NOT_COVERED else ""
    return Finding(
        key=seals.key("finding", incident, instrument, term, sorted(reading.items())), incident=incident, instrument=instrument,
        term=term, verdict=verdict, reading=reading, checks=more.pop("checks", checks()), sentence=sentence, **more,
    )  # fmt: skip
