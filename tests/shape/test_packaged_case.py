"""The packaged case keeps its promises: what is invented says so, and every file is accounted for."""

from __future__ import annotations

import csv
import hashlib
import re
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
import yaml
from tests.shape.code import ROOT

from holdfire import sources
from holdfire.data import ontology
from holdfire.intake.sidecar import Known, sidecar
from holdfire.store import config
from holdfire.store.kinds import ComplaintFacts

CASE = ROOT / "examples" / "astana-2017"
FOLDERS = ("reports", "tables", "photos", "observations")
TAG = re.compile(r"<[^>]*>")


def known(folder: str) -> dict[str, Known]:
    """What the sidecar of one folder says."""
    return sidecar((CASE / folder / "reports.yml").read_bytes(), zone="Asia/Damascus")


def complaints() -> list[dict[str, Any]]:
    """The complaints as written."""
    listed: list[dict[str, Any]] = yaml.safe_load((CASE / "complaint.yml").read_text(encoding="utf-8"))["complaints"]
    return listed


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_sidecar_names_each_file_and_no_other(folder: str) -> None:
    files = {path.name for path in (CASE / folder).iterdir()} - {"reports.yml"}
    assert set(known(folder)) == files


def test_every_report_is_short_and_dated_and_from_an_invented_outlet() -> None:
    listed = yaml.safe_load((CASE / "sources.yml").read_text(encoding="utf-8"))["sources"]
    outlets = {source["id"]: source for source in listed}
    for name, of in known("reports").items():
        assert "(invented)" in outlets[of.source]["name"], name
        assert ".example/" in of.url, name
        assert of.published is not None, name
        assert of.collected is not None, name
        assert of.published < of.collected < datetime(2018, 4, 1, tzinfo=UTC), name
        if not name.endswith(".pdf"):
            words = TAG.sub(" ", (CASE / "reports" / name).read_text(encoding="utf-8")).split()
            assert 70 <= len(words) <= 250, (name, len(words))


def test_every_report_names_the_pages_it_was_written_after_or_says_what_it_repeats() -> None:
    assert [name for name, of in known("reports").items() if not of.after and "Printed again" not in of.note] == []


def test_every_invented_source_says_so() -> None:
    listed = yaml.safe_load((CASE / "sources.yml").read_text(encoding="utf-8"))["sources"]
    assert [source["id"] for source in listed if "(invented)" not in source["name"]] == []


def test_every_source_named_is_known() -> None:
    book = sources.load((CASE / "sources.yml").read_bytes(), base=sources.packaged())
    named = {of.source for folder in FOLDERS for of in known(folder).values()}
    assert [name for name in sorted(named - {"unknown"}) if book.get(name) is None] == []
    assert {to for name in named for to in book.affiliations_on(name, datetime(2017, 11, 13, tzinfo=UTC).date())}


def test_the_observations_and_the_complaint_speak_of_acts_that_exist() -> None:
    with (CASE / "observations" / "patrol-cedar.csv").open(encoding="utf-8") as form:
        acts = {row["act"] for row in csv.DictReader(form)}
    acts |= {complaint["act"] for complaint in complaints()}
    assert acts <= set(ontology.acts().codes())


def test_nothing_invented_about_events_reaches_the_public() -> None:
    assert {of.clearance for folder in ("photos", "observations") for of in known(folder).values()} == {"mechanism"}


def test_the_settings_can_be_read_and_give_no_mandate() -> None:
    settings = config.read((CASE / "case.toml").read_text(encoding="utf-8"))
    assert settings.mandate is None
    assert [day.isoformat() for day in settings.bulletin_dates] == ["2017-05-15", "2017-09-25", "2017-11-13"]
    assert all(audience.policy.why for audience in settings.audiences)


def test_the_complaint_fits_what_the_ledger_takes() -> None:
    complaint = msgspec.convert(complaints()[0], ComplaintFacts)
    assert "(invented)" in complaint.complainant
    assert complaint.time is not None


def test_the_form_points_at_the_photo() -> None:
    photo = hashlib.sha256((CASE / "photos" / "calibration-card.jpg").read_bytes()).hexdigest()
    assert photo in (CASE / "observations" / "patrol-cedar.csv").read_text(encoding="utf-8")
