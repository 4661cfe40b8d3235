"""A realistic material to compose from: a strike, a denial, table rows, an area, a hospital that must not be named."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from msgspec.structs import replace
from tests.bulletin.ledgers import comment, complaint, counts, coverage, duty, reconciled
from tests.bulletin.world import (
    ACTORS,
    AR,
    EN,
    EVIL,
    LABELS,
    PERIOD,
    PREVIOUS,
    PUBLIC,
    SOURCES,
    TZ,
    US,
    checks,
    claim,
    day,
    finding,
    instruments,
    report,
    square,
    text,
)

from holdfire.bulletin import Correction, Material, Unread
from holdfire.disclosure import Area, Gazetteer, seen
from holdfire.records import (
    Account,
    Attribution,
    Because,
    Blame,
    Casualties,
    Claim,
    ClaimKind,
    Doubt,
    EngagedUndertaking,
    EvidenceMention,
    Exhibit,
    ExhibitTimes,
    Finding,
    Incident,
    Interval,
    InvokedException,
    Observation,
    Place,
    Polarity,
    Policy,
    Report,
    Row,
    Speaker,
    SpeechAct,
    Support,
    Verdict,
    Voice,
)


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
                        values={"date_start": f"2017-05-{15 + n % 7}", "actor1": "Government of Syria", "actor2": "Syrian insurgents",
                                "killed_best": n % 9, "place": f"Town {n}", "lat": place.lat, "lon": place.lon}))  # fmt: skip
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
