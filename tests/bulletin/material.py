"""A realistic material to compose from: two instruments, rival readings, a strike, a denial, tables, a hidden hospital."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from holdfire import seals
from holdfire.bulletin import Correction, Material, Period, Reconciled, Side, Unread
from holdfire.disclosure import Area, Gazetteer, seen
from holdfire.records import (
    Account,
    Actor,
    Affiliation,
    AssertedTerm,
    Attribution,
    Because,
    Blame,
    Casualties,
    Check,
    Choice,
    Citation,
    Claim,
    ClaimKind,
    Complaint,
    ComplaintState,
    Count,
    Coverage,
    Doubt,
    Duty,
    DutyState,
    Effect,
    EngagedUndertaking,
    EvidenceMention,
    Exhibit,
    ExhibitTimes,
    Finding,
    Incident,
    Instrument,
    Interval,
    InvokedException,
    Membership,
    Misreport,
    Modality,
    Observation,
    Option,
    Party,
    Place,
    Polarity,
    Policy,
    Quote,
    Report,
    Result,
    Review,
    Row,
    Source,
    Speaker,
    SpeechAct,
    Support,
    Term,
    Text,
    TextStatus,
    Verdict,
    View,
    Voice,
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


def material(*, many: int = 0, hidden_report: bool = False, **changes: Any) -> Material:
    """The public view's material; `many` adds table rows, `hidden_report` puts in what the view may not see."""
    rastan, us, arabic, evil = text("rastan", EN), text("us", US), text("arabic", AR, "ar"), text("evil", EVIL)
    strike = claim(
        rastan,
        "the Observatory for Human Rights",
        "said",
        "Jets struck the market of Rastan on Tuesday, killing at least 12 people",
        speaker=Speaker(name="Observatory for Human Rights"),
        act=SpeechAct.REPORT,
    )
    denial = claim(
        rastan,
        "a spokesman of the Syrian Arab Army",
        "said.",
        "No aircraft of ours flew over Rastan",
        speaker=Speaker(name="Syrian Arab Army", actor="saa", role="spokesman"),
        act=SpeechAct.DENY,
        polarity=Polarity.NEGATIVE,
    )
    vendor = claim(
        rastan,
        "Abu Omar, a vendor",
        "said that",
        "government warplanes made two passes",
        speaker=Speaker(name="Abu Omar", role="vendor"),
        act=SpeechAct.ACCUSE,
        about=("gov",),
    )
    withheld = claim(
        us,
        "Stuart Jones",
        "told reporters",
        "I have not presented this particular evidence to the Russians",
        speaker=Speaker(name="Stuart Jones", actor="jones", role="Acting Assistant Secretary"),
        kind=ClaimKind.DISCLOSURE,
        polarity=Polarity.NEGATIVE,
        about=("ru",),
    )
    sednaya = claim(
        us,
        "Jones",
        "alleged",
        "detainees were killed at Sednaya prison",
        speaker=Speaker(name="Stuart Jones", actor="jones", role="Acting Assistant Secretary"),
        act=SpeechAct.ALLEGE,
        certainty=("probable",),
        evidence=(EvidenceMention(text="photos", span=(150, 156)),),
        about=("gov",),
    )
    unfounded = claim(
        us,
        "The foreign ministry",
        "denied",
        "the claims as totally unfounded",
        speaker=Speaker(name="The foreign ministry", actor="gov"),
        act=SpeechAct.DENY,
        polarity=Polarity.NEGATIVE,
    )
    mortar = claim(
        arabic,
        "مصادر محلية",
        "قالت",
        "قذائف هاون سقطت على بلدة تلبيسة يوم الأربعاء",
        speaker=Speaker(name="مصادر محلية"),
    )
    hospital = claim(
        evil,
        "Dr Kamal Hariri",
        "said.",
        "hit al-Salam Field Hospital near Homs",
        speaker=Speaker(name="Dr Kamal Hariri"),
    )
    claims = (strike, denial, vendor, withheld, sednaya, unfounded, mortar, hospital)
    rastan_place = Place(name="Rastan", lat=34.9262, lon=36.7316, radius_m=2000, provenance="GeoNames 163808")
    prison = Place(
        name="Sednaya prison", lat=33.66491, lon=36.32875, radius_m=300, kind="facility", provenance="named place"
    )
    clinic = Place(name="al-Salam Field Hospital", lat=34.7301, lon=36.7099, radius_m=100, kind="hospital")
    observatory, army = (
        Voice(id="observatory", name="Observatory"),
        Voice(id="saa", name="Army", affiliated_to=("gov",)),
    )
    accounts = (
        account("a1", strike, act="air_strike", weapon="aerial_bomb", place=rastan_place, voices=(observatory,), casualties=(toll(12),)),
        account("a2", vendor, act="air_strike", place=rastan_place, voices=(Voice(id="name:abu omar", name="Abu Omar"),),
                attributed_to=(Blame(actor="gov", by=(vendor.key,)),)),
        account("a3", denial, act="air_strike", place=rastan_place, voices=(army,), stance="denies"),
        account("a4", sednaya, act="detainee_killing", place=prison, voices=(Voice(id="us", name="US", affiliated_to=("us",)),)),
        account("a5", mortar, source="radio", act="shelling", weapon="mortar", place=Place(name="تلبيسة", lat=34.84, lon=36.73, radius_m=1500)),
        account("a6", hospital, act="medical_attack", place=clinic, voices=(Voice(id="name:h", name="Dr Kamal Hariri"),)),
        Account(key="account:obs", report="report:form", source="own", voices=(Voice(id="own", name="Monitors"),), act="shelling",
                observed=True, place=rastan_place, time=day(17)),
    )  # fmt: skip
    incidents = [
        incident("i1", "air_strike", (accounts[0], accounts[1], accounts[2]), day(16), rastan_place, weapon="aerial_bomb",
                 attributed_to=(Blame(actor="gov", by=(vendor.key,)),), denied_by=("saa",), target="civilians", casualties=(toll(12),),
                 support=Support.CORROBORATED, attribution=Attribution.SINGLE_VOICE, participants=("saa",), exhibits=("exhibit:photo",)),
        incident("i2", "detainee_killing", (accounts[3],), day(15), prison, attributed_to=(Blame(actor="gov", by=(sednaya.key,)),),
                 denied_by=("gov",), target="detainees", support_capped="rests on evidence that nobody independent has examined"),
        incident("i3", "shelling", (accounts[4], accounts[6]), day(17), Place(name="تلبيسة", lat=34.84, lon=36.73, radius_m=1500), weapon="mortar", support=Support.OBSERVED),
        incident("i4", "medical_attack", (accounts[5],), day(18), clinic),
        incident("i5", "clash", (), day(19, 2), Place(name="Idlib governorate", area="SY-ID", kind="area"), participants=("saa", "opp")),
    ]  # fmt: skip
    engaged = (EngagedUndertaking(id="u1", who=("ru", "tr", "ir"), verb="ensure", basis="paragraph 5"),)
    findings = [
        finding("incident:i1", Verdict.CONTRARY, reading={"damascus": "bound"}, undertakings=engaged, zone="z2", candidates=("saa", "opp")),
        finding("incident:i1", Verdict.NOT_COVERED, reading={"damascus": "not"}, because=(Because.ACTOR,), zone="z2", checks=checks(actor="fail")),
        finding("incident:i1", Verdict.UNDETERMINED, "nationwide", because=(Because.TEXT,), checks=checks(act="unknown")),
        finding("incident:i2", Verdict.NOT_COVERED, because=(Because.PLACE, Because.ACT), checks=checks(place="fail", act="fail")),
        finding("incident:i3", Verdict.CONTRARY_UNLESS_EXCEPTION, zone="z2", undertakings=engaged,
                exceptions=(InvokedException(exception="excluded_group", by="saa", claim=denial.key, disputed_by=("opp",)),)),
        finding("incident:i4", Verdict.UNDETERMINED, because=(Because.PLACE,), checks=checks(place="unknown")),
        finding("incident:i5", Verdict.UNDETERMINED, because=(Because.PLACE, Because.AUTHOR), checks=checks(place="unknown", actor="unknown")),
    ]  # fmt: skip
    reports = [
        report("rastan", "daily"), report("us", "daily", title="New information released"), report("arabic", "radio", language="ar"),
        report("evil", "daily", title='<img src=x onerror="alert(1)">', url="javascript:alert(document.domain)"),
        report("form", "own", format="observation_form"), report("ged", "ged", format="ged"), report("kept", "radio", title="تقرير", language="ar"),
        report("photo", "daily", format="photo"),
    ]  # fmt: skip
    rows: list[Row] = []
    settlements = [rastan_place, Place(name="Saidnaya", lat=33.695, lon=36.377, radius_m=2500)]
    grow(many, rows, incidents, findings, reports)
    accounts = (*accounts, *(row_account(row) for row in rows))
    if hidden_report:
        reports.append(report("secret", "own", clearance="mechanism", title="Canary 7431", position=2))
    whole = Material(
        case="Syria: de-escalation areas", about="Holds what is reported of the four de-escalation areas against the texts that three guarantors signed.",
        zone=TZ, view=PUBLIC, policy=Policy(), period=PERIOD, previous_period=PREVIOUS, now=datetime(2017, 5, 24, 12, tzinfo=UTC),
        as_known_on="24 May 2017", code_version="0.1.0", instruments=instruments(), actors=ACTORS, sources=SOURCES, labels=LABELS,
        known=Gazetteer(settlements=tuple(settlements), areas=(Area(id="SY-ID", name="Idlib governorate", geometry=square(36.0, 35.3, 37.2, 36.3)),)),
        reports=tuple(reports), texts=(rastan, us, arabic, evil), rows=tuple(rows), claims=claims, accounts=accounts,
        incidents=tuple(incidents), findings=tuple(findings),
        previous=(finding("incident:p1", Verdict.CONTRARY, zone="z2"), finding("incident:p2", Verdict.NOT_COVERED, because=(Because.PLACE,))),
        exhibits=(Exhibit(key="exhibit:photo", report="report:photo", sha256="ab" * 32, media_type="image/jpeg",
                          times=ExhibitTimes(claimed="16 May", embedded="2017:05:16 11:02:03"), metadata={"GPSLatitude": "34.926211"}),),
        observations=(Observation(key="observation:1", report="report:form", patrol="Patrol Seven", time=day(17), means="heard", act="shelling",
                                  position=Place(name="OP Falcon", lat=34.9, lon=36.7, radius_m=50, kind="observer"), count=9, unit="detonation"),),
        counts=counts(), reconciled=(reconciled(),), duties=(duty(),), coverage=coverage(), complaints=(complaint(),),
        disclosure=seen((), claims, (), reports, PUBLIC), reviews=(comment(),), corrections=(
            Correction(what="Strike at Rastan: killed", was="at least 9", now="at least 12", why="the source edited its report", on=date(2017, 5, 18)),),
        unread=(Unread(report="report:kept", why="no reader covers this language"),),
        doubts=(Doubt(code="place-ambiguous", where="text:x#1-2", why="two places of this name", settle="a person chooses"),),
    )  # fmt: skip
    return replace(whole, **changes)


def toll(low: int) -> Casualties:
    return Casualties(kind="killed", low=low, high=None, group="civilians")


def account(name: str, of: Claim, *, source: str = "daily", voices: tuple[Voice, ...] = (), **more: Any) -> Account:
    return Account(
        key=f"account:{name}", report=of.report, source=source, voices=voices or (Voice(id="name:local", name="local sources"),),
        asserted_by=(of.key,), rests_on=(of.report,), time=day(16), **more,
    )  # fmt: skip


def incident(
    name: str, act: str, accounts: tuple[Account, ...], time: Interval, place: Place | None, **more: Any
) -> Incident:
    voices = tuple(sorted({v for a in accounts if a.stance == "asserts" for v in a.voices}))
    return Incident(
        key=f"incident:{name}", accounts=tuple(a.key for a in accounts), act=act, time=time, place=place, voices=voices,
        against=tuple(v for a in accounts if a.stance == "denies" for v in a.voices),
        asserted_by=tuple(c for a in accounts for c in a.asserted_by), **more,
    )  # fmt: skip


def grow(many: int, rows: list[Row], incidents: list[Incident], findings: list[Finding], reports: list[Report]) -> None:
    """Table rows of fatal events, spread over the country, mostly undetermined."""
    sha = next(r.sha256 for r in reports if r.key == "report:ged")
    for n in range(many):
        upstream = f"{210000 + n}"
        place = Place(
            name=f"Town {n}",
            lat=33.0 + (n * 37 % 320) / 100,
            lon=36.0 + (n * 53 % 300) / 100,
            radius_m=2000 + n % 5 * 3000,
            provenance="GED",
        )
        rows.append(Row(key=f"row:{sha}#{upstream}", report="report:ged", table="ged", upstream_id=upstream, edition="23.1",
                        values={"date_start": f"2017-05-{15 + n % 7}", "side_a": "Government of Syria", "side_b": "Syrian insurgents",
                                "best": n % 9, "where_coordinates": f"Town {n}", "latitude": place.lat, "longitude": place.lon}))  # fmt: skip
        of = row_account(rows[-1])
        incidents.append(incident(f"ged{n}", "clash", (of,), day(15 + n % 7), place, participants=("gov", "opp"),
                                  casualties=(Casualties(kind="killed", low=n % 9, high=n % 9),)))  # fmt: skip
        key = f"incident:ged{n}"
        if n % 5 == 0:
            findings.append(finding(key, Verdict.NOT_COVERED, because=(Because.PLACE,), checks=checks(place="fail")))
        else:
            findings.append(
                finding(
                    key,
                    Verdict.UNDETERMINED,
                    because=(Because.ACTOR,),
                    zone="z1",
                    checks=checks(actor="unknown", target="unknown"),
                )
            )
        findings.append(
            finding(
                key,
                Verdict.UNDETERMINED,
                "nationwide",
                because=(Because.ACTOR,),
                checks=checks(actor="unknown", target="unknown"),
            )
        )


def row_account(row: Row) -> Account:
    return Account(
        key=f"account:{row.upstream_id}", report="report:ged", source="ged", act="clash", row=row.key, rests_on=(row.key,),
        voices=(Voice(id="observatory", name="Observatory"),),
    )  # fmt: skip


def count(by: str, number: int, publisher: str, area: str = "Homs") -> Count:
    return Count(
        key=f"count:{by}/{publisher}/{area}", number=number, unit="violation_registered", period_start=date(2017, 5, 16),
        period_end=date(2017, 5, 16), area_name=area, recorded_by=by, publisher=publisher,
    )  # fmt: skip


def counts() -> tuple[Count, ...]:
    return count("ru", 6, "Agency One"), count("ru", 5, "Agency Two"), count("tr", 11, "Agency One")


def reconciled() -> Reconciled:
    one, two, three = counts()
    return Reconciled(
        period=Period(first=date(2017, 5, 16), last=date(2017, 5, 16)), area_name="Homs", unit="violation_registered",
        sides=(Side(recorded_by="ru", number=None, printed=(one, two)), Side(recorded_by="tr", number=11, printed=(three,))),
        incidents=("incident:i1",), residue=(("tr", "5 more than the other side registered"), ("ru", "no incident is known for 5 of 6")),
        misread=(("daily", "prints “committed 17 violations” where two sides registered 6 and 11"),),
    )  # fmt: skip


def duty() -> Duty:
    return Duty(
        key="duty:memo/maps", instrument="memo", term="maps", what="Prepare maps of the areas", on_whom=("ru", "tr", "ir"),
        due=datetime(2017, 6, 4, 21, tzinfo=UTC), reckoned="as the quoted text says", state=DutyState.PENDING,
        rivals=("27 May (The Daily): a misreport, never run",),
    )  # fmt: skip


def coverage() -> tuple[Coverage, ...]:
    return (
        Coverage(key="coverage:1", zone="z2", period_start=date(2017, 5, 16), period_end=date(2017, 5, 16), who="own", how="patrol",
                 reports=1, by_affiliation={"gov": 0}, restrictions=("turned back at a checkpoint",)),
        Coverage(key="coverage:2", zone="z2", period_start=date(2017, 5, 18), period_end=date(2017, 5, 18), who="own", how="patrol", reports=2),
        Coverage(key="coverage:3", zone="z1", period_start=date(2017, 5, 15), period_end=date(2017, 5, 21), who="daily", how="press",
                 reports=14, by_affiliation={"gov": 6}, by_language={"ar": 9, "en": 5}, not_machine_read=4),
    )  # fmt: skip


def complaint() -> Complaint:
    return Complaint(
        key="complaint:9", number=3, complainant="Nadia Haddad", against="gov", receipt="by letter", received=datetime(2017, 5, 17, tzinfo=UTC),
        words="I, Nadia Haddad, saw the bakery burn.", state=ComplaintState.UNDER_INQUIRY, history=("17 May: received", "18 May: under inquiry"),
    )  # fmt: skip


def comment() -> Review:
    return Review(
        key="review:12", decision="comment", target="incident:i1", value='"Our aircraft were not in the area."', who="Liaison of the government",
        when=datetime(2017, 5, 19, 9, tzinfo=UTC), why="", position=12,
    )  # fmt: skip
