"""The packaged case, from nothing to a bulletin one can open: what a new user does first, and the golden story."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from importlib import resources
from pathlib import Path

import yaml

from holdfire import bulletin, findings
from holdfire.errors import BadRequest
from holdfire.findings import standings
from holdfire.findings.logic import VERDICTS
from holdfire.flow import publish
from holdfire.flow.derive import Outcome, run
from holdfire.flow.receive import receive
from holdfire.flow.step import Step, quiet
from holdfire.intake import Known
from holdfire.records import Verdict, View
from holdfire.store import Case, create

CASE = "astana-2017"
MARK = ".holdfire-demo"
"""In a folder that a demo made: the next demo may make it anew. Nothing else is ever overwritten."""
PERSON = "demo"


def packaged(name: str = CASE) -> Path:
    """The folder of a packaged case: in an installed copy inside the package, in a checkout beside src/."""
    inside = Path(str(resources.files("holdfire"))) / "examples" / name
    return inside if inside.is_dir() else Path(str(resources.files("holdfire"))).parents[1] / "examples" / name


def demo(out: Path, *, at: datetime, step: Step = quiet) -> list[str]:
    """Make DIR/case and DIR/bulletin; returns the summary, a line each."""
    _clear(out)
    example, view = packaged(), View(audience="public")
    with begun(out / "case", example, at=at) as case:
        days = case.config.bulletin_dates
        # What is known on the day is published on the day; what comes to be known afterwards corrects it.
        early, later = known_by(days[-1], example)
        take_in(case, early, at=at)
        publish.issue(case, run(case, view, step=step), days[-1], who=PERSON, at=at)
        take_in(case, later, at=at)
        complain(case, example, at=at)
        public = run(case, view, step=step)
        pages = write_bulletins(case, public, out / "bulletin", days, now=at, step=step)
        # The mechanism also sees what was made up for this case: its observers' form and photo, and a complaint.
        mechanism = run(case, View(audience="mechanism"), step=step)
        write_bulletins(case, mechanism, out / "bulletin" / "mechanism", days[-1:], now=at, step=step)
    return summary(public, out, pages)


def begun(path: Path, example: Path, *, at: datetime) -> Case:
    """A case of an example's folder: its agreements and sources, and nothing received yet."""
    toml = (example / "case.toml").read_text(encoding="utf-8")
    agreements = {
        p.relative_to(example / "agreements").as_posix(): p.read_bytes()
        for p in sorted((example / "agreements").rglob("*"))
        if p.is_file()
    }
    extra = {p.name: p.read_bytes() for p in sorted(example.glob("*.yml")) if p.name != "complaint.yml"}
    return create(path, toml=toml, agreements=agreements, extra=extra, who=PERSON, at=at)


def known_by(day: date, example: Path) -> tuple[list[Path], list[Path]]:
    """An example's reports up to a day, with which their file names begin; and all else that it has to take in."""
    early = [p for p in sorted((example / "reports").iterdir()) if p.name[:10] <= day.isoformat()]
    return early, [p for p in sorted(example.iterdir()) if p.is_dir() and p.name != "agreements"]


def take_in(case: Case, paths: Sequence[Path], *, at: datetime) -> None:
    """Files and folders of the packaged case; those known already stay as they are. Raises BadRequest E405."""
    refused = [i for i in receive(case, paths, Known(), who=PERSON, at=at) if i.outcome == "refused"]
    if refused:
        raise BadRequest("E405", f"the packaged case is damaged: {refused[0].why}", todo="fetch holdfire again")


def complain(case: Case, example: Path, *, at: datetime) -> None:
    """The example's complaints, put to the mechanism."""
    if (example / "complaint.yml").is_file():
        for fields in yaml.safe_load((example / "complaint.yml").read_text(encoding="utf-8"))["complaints"]:
            case.open_complaint(fields, who=PERSON, at=at)


def write_bulletins(
    case: Case, outcome: Outcome, folder: Path, days: Sequence[date], *, now: datetime, step: Step = quiet
) -> list[tuple[date, Path]]:
    """The bulletins of the periods that hold these days, the first as index.html, each as HTML, Markdown and JSON."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = []
    for number, day in enumerate(days):
        step("bulletin", number, len(days))
        made = publish.compose(case, outcome, day, now)
        stem = "index" if number == 0 else day.isoformat()
        pages.append((day, folder / f"{stem}.html"))
        (folder / f"{stem}.html").write_text(bulletin.render_html(made), encoding="utf-8")
        (folder / f"{stem}.md").write_text(bulletin.render_markdown(made), encoding="utf-8")
        (folder / f"{stem}.json").write_text(bulletin.render_json(made), encoding="utf-8")
    step("bulletin", len(days), len(days))
    return pages


def summary(outcome: Outcome, out: Path, pages: Sequence[tuple[date, Path]]) -> list[str]:
    """What came out, in a few lines, and what to open."""
    derived = outcome.derived
    standing = standings(outcome.held)
    under_all, under_some = Counter[Verdict](), Counter[Verdict]()
    for tally in findings.tallies(standing):
        under_all[tally.verdict] += tally.under_all
        under_some[tally.verdict] += tally.under_some
    turning = len({f.incident for f in findings.flips(standing)})
    formats = Counter(r.format for r in derived.reports)
    files = ", ".join(f"{n} {kind}" for kind, n in sorted(formats.items()))
    against = f"{len(outcome.held.answers)} terms of {len(outcome.know.instruments)} instruments"
    lines = [
        outcome.know.config.name,
        f"  taken in    {len(derived.reports)} files ({files})",
        f"  claims      {len(derived.claims)} by {len({c.speaker.name for c in derived.claims if c.speaker})} speakers",
        f"  incidents   {len(derived.incidents)} from {len(derived.accounts)} accounts",
        f"  findings    {len(outcome.held)}: every incident against {against}, under every reading",
        f"  counts      {len(derived.counts)} published by the guarantors' sides",
        f"  doubts      {len(derived.doubts)}",
        "  strongest verdict of each incident under each instrument: under all readings, and more under some",
        *(f"    {v.value.replace('_', ' '):28}{under_all[v]:>7} +{under_some[v]}" for v in reversed(VERDICTS)),
        f"  {turning} incidents have a verdict that turns on a reading; none of the readings is the default",
    ]
    lines += [f"open {page}" + (f"   ({day.isoformat()})" if len(pages) > 1 else "") for day, page in pages]
    lines.append(f"the mechanism's own, which sees more: {out / 'bulletin' / 'mechanism' / 'index.html'}")
    lines.append(f"look further: holdfire findings {out / 'case'}   holdfire readings {out / 'case'}")
    return lines


def _clear(out: Path) -> None:
    if out.exists() and any(out.iterdir()):
        if not (out / MARK).is_file():
            what, todo = "the folder is not empty and no demo made it", "choose another with --out DIR"
            raise BadRequest("E406", what, where=str(out), todo=todo)
        shutil.rmtree(out)
    out.mkdir(parents=True, exist_ok=True)
    (out / MARK).write_text("made by `holdfire demo`; the next demo may replace this folder\n", encoding="utf-8")
