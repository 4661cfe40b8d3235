"""The case: what goes in comes out as of any position, once, and only one may write."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import msgspec
import pytest
from tests.store.cases import NOW, REPORT, TOML, a_case, a_full_case

from holdfire import store
from holdfire.errors import BadCase, BadRequest, Broken, Tampered
from holdfire.records import ComplaintState
from holdfire.seals import root


def test_a_new_case_has_its_inputs_recorded(tmp_path: Path) -> None:
    with a_case(tmp_path / "case") as case:
        assert [entry.kind for entry in case.entries()] == ["opened", "inputs"]
        assert case.inputs() == {"agreements/truce.yml": b"instruments: []\n", "case.toml": TOML.encode()}
        assert len(case.id) == 32
    assert (tmp_path / "case").stat().st_mode & 0o077 == 0, "only its owner may look in"


def test_the_head_is_the_root_over_all_leaves(tmp_path: Path) -> None:
    with a_full_case(tmp_path / "case") as case:
        leaves = [bytes.fromhex(entry.leaf) for entry in case.entries()]
        assert case.head() == (len(leaves), root(leaves).hex())


def test_added_twice_is_stored_once(tmp_path: Path) -> None:
    with a_case(tmp_path / "case") as case:
        first = case.add_report(REPORT, b"bytes", who="clerk", at=NOW)
        again = case.add_report({**REPORT, "title": "another title"}, b"bytes", who="other", at=NOW)
        elsewhere = case.add_report({**REPORT, "url": "https://example.org"}, b"bytes", who="clerk", at=NOW)
        assert (first.known, again.known, elsewhere.known) == (False, True, False)
        assert again.report == first.report
        assert len(case.reports()) == 2
        assert len(list(case.vault.files())) == 3, "two inputs and the bytes once"


def test_a_batch_may_hold_the_same_thing_twice(tmp_path: Path) -> None:
    with a_case(tmp_path / "case") as case:
        added = case.add_reports([(REPORT, b"a"), (REPORT, b"b"), (REPORT, b"a")], who="clerk", at=NOW)
        assert [a.known for a in added] == [False, False, True]
        assert added[2].report.position == added[0].report.position
        assert case.get(added[1].report.sha256) == b"b"


def test_as_of_is_a_prefix(tmp_path: Path) -> None:
    with a_full_case(tmp_path / "case") as case:
        everything = list(case.entries())
        for position in range(len(everything)):
            assert list(case.entries(as_of=position)) == everything[: position + 1]
            assert all(report.position <= position for report in case.reports(as_of=position))
        assert case.complaints(as_of=14) == ()
        assert [c.state for c in case.complaints(as_of=15)] == [ComplaintState.RECEIVED]
        assert [c.state for c in case.complaints()] == [ComplaintState.UNDER_INQUIRY]


def test_inputs_are_recorded_when_they_change_and_known_as_of(tmp_path: Path) -> None:
    with a_case(tmp_path / "case") as case:
        assert case.record_inputs(who="clerk", at=NOW) is None
        (case.path / "agreements" / "truce.yml").write_bytes(b"amended")
        entry = case.record_inputs(who="clerk", at=NOW)
        assert entry is not None
        assert case.inputs()["agreements/truce.yml"] == b"amended"
        assert case.inputs(as_of=1)["agreements/truce.yml"] == b"instruments: []\n"


def test_complaints_are_numbered_and_keep_their_history(tmp_path: Path) -> None:
    with a_full_case(tmp_path / "case") as case:
        second = case.open_complaint({"complainant": "side b", "words": "a drone"}, who="clerk", at=NOW)
        assert (second.number, second.receipt, second.received) == (2, "C-2", NOW)
        first = case.complaints()[0]
        assert first.history == ("2017-05-16T09:30:00Z judge: received -> under_inquiry: visited",)
        assert first.rests_on == ("entry:15", "entry:16")
        with pytest.raises(BadRequest, match="E481"):
            case.move_complaint({"complaint": "complaint:999", "state": "withdrawn", "why": ""}, who="x", at=NOW)


def test_an_issued_bulletin_is_frozen(tmp_path: Path) -> None:
    with a_full_case(tmp_path / "case") as case:
        [bulletin] = case.issued()
        assert case.get(bulletin.facts.files["bulletin.html"]) == b"<p>frozen</p>"
        assert (bulletin.who, bulletin.facts.period_start) == ("judge", date(2017, 5, 16))


def test_fields_that_do_not_fit_never_reach_the_ledger(tmp_path: Path) -> None:
    with a_case(tmp_path / "case") as case:
        before = case.head()
        for kind, fields in (("gossip", {}), ("report", REPORT), ("review", {"decision": "accept", "whim": 1})):
            with pytest.raises(Broken, match="E910"):
                case.append(kind, fields, who="clerk", at=NOW)
        with pytest.raises(Broken, match="E901"):
            case.add_report({**REPORT, "published": float("nan")}, b"x", who="clerk", at=NOW)
        assert case.head() == before


def test_one_writer_and_its_name(tmp_path: Path) -> None:
    path = tmp_path / "case"
    with a_case(path), pytest.raises(BadCase, match=rf"E305 .*clerk \(process {os.getpid()} on .*, since 20\d\d"):
        store.open_case(path, write=True)
    with store.open_case(path, write=True, who="next") as case:
        case.add_report(REPORT, b"x", who="next", at=NOW)


def test_a_reader_keeps_its_snapshot_and_cannot_write(tmp_path: Path) -> None:
    path = tmp_path / "case"
    a_case(path).close()
    with store.open_case(path) as reader, store.open_case(path, write=True) as writer:
        before = reader.head()
        writer.add_report(REPORT, b"x", who="clerk", at=NOW)
        assert reader.head() == before != writer.head()
        assert reader.reports() == ()
        with pytest.raises(Broken, match="E913"):
            reader.put(b"x")
        with pytest.raises(Broken, match="E913"):
            reader.append("review", {"decision": "accept", "target": "t", "why": ""}, who="x", at=NOW)


def test_at_rest_a_ledger_is_one_file(tmp_path: Path) -> None:
    path = tmp_path / "case"
    a_full_case(path).close()
    with store.open_case(path) as case:
        list(case.entries())
    assert [p.name for p in path.glob("ledger*")] == ["ledger.sqlite"]


def test_a_killed_writer_loses_nothing_acknowledged(tmp_path: Path) -> None:
    script = """
import os, sys
from pathlib import Path
from tests.store.cases import NOW, REPORT, a_case
case = a_case(Path(sys.argv[1]))
for number in range(5):
    case.add_report(REPORT, b"%d" % number, who="clerk", at=NOW)
    print(number, flush=True)
case.vault.folder.joinpath("aa").mkdir()
case.vault.folder.joinpath("aa", ".tmp-0").write_bytes(b"half")
os.kill(os.getpid(), 9)
"""
    path = tmp_path / "case"
    here = Path(__file__).parent.parent.parent
    told = subprocess.run([sys.executable, "-c", script, str(path)], cwd=here, capture_output=True, check=False)
    assert told.stdout.split() == [b"0", b"1", b"2", b"3", b"4"], told.stderr
    assert not [p for p in store.verify(path) if p.changes_fact]
    with store.open_case(path, write=True) as case:
        assert [case.get(report.sha256) for report in case.reports()] == [b"0", b"1", b"2", b"3", b"4"]
        assert not list(case.path.rglob(".tmp-*")), "what was half-written is swept away"


def test_an_interrupted_batch_leaves_nothing_in_the_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with a_case(tmp_path / "case") as case:
        before, calls = case.head(), 0

        def interrupted(kind: str, fields: object) -> str | None:
            nonlocal calls
            calls += 1
            if calls == 2:
                raise KeyboardInterrupt
            return None

        monkeypatch.setattr("holdfire.store.ledger.key_of", interrupted)
        with pytest.raises(KeyboardInterrupt):
            case.add_reports([(REPORT, b"a"), (REPORT, b"b")], who="clerk", at=NOW)
        monkeypatch.undo()
        assert case.head() == before
        assert case.add_report(REPORT, b"a", who="clerk", at=NOW).known is False


def test_a_rollback_and_a_fork_are_refused(tmp_path: Path) -> None:
    path, backup, fork = tmp_path / "case", tmp_path / "backup", tmp_path / "fork"
    a_case(path).close()
    store.copy(path, backup)
    store.copy(path, fork)
    with store.open_case(path, write=True) as case:
        case.add_report(REPORT, b"seen", who="clerk", at=NOW)
    for write in (False, True):
        with pytest.raises(Tampered, match="E505 the ledger was rolled back: it has 2 entries, 3 were seen"):
            store.open_case(backup, write=write)
    assert [p.code for p in store.verify(backup)] == ["E505"]
    pins = sorted((Path(os.environ["HOLDFIRE_CONFIG"]) / "pins").iterdir())
    seen = [pin.read_bytes() for pin in pins]
    for pin in pins:
        pin.unlink()
    with store.open_case(fork, write=True) as case:
        case.add_report(REPORT, b"another", who="clerk", at=NOW)
    for pin, was in zip(pins, seen, strict=True):
        pin.write_bytes(was)
    with pytest.raises(Tampered, match="E505 the ledger was forked"):
        store.open_case(fork)


def test_a_pin_that_a_power_cut_has_torn_locks_nobody_out(tmp_path: Path) -> None:
    """One is written at every addition and may be torn; the other, of the last session, then stands."""
    path = tmp_path / "case"
    a_case(path).close()
    lasting, latest = (Path(os.environ["HOLDFIRE_CONFIG"]) / "pins" / f"{store.open_case(path).id}{end}.json" for end in ("", ".latest"))
    whole = latest.read_bytes()
    for torn in (b"", whole[:20], whole.replace(b'"size":2', b'"size":9')):
        latest.write_bytes(torn)
        store.open_case(path).close()
    lasting.write_bytes(b"{")
    with pytest.raises(Tampered, match="E509"):
        store.open_case(path)


def test_a_writer_makes_durable_what_a_killed_one_left_unsynced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The names of its folders, and the log whose entries now count as known."""
    path = tmp_path / "case"
    with a_case(path) as case:
        shutil.copytree(path, tmp_path / "killed")
        assert case.head()[0] == 2
    synced: list[str] = []
    real = os.fsync

    def sync(descriptor: int) -> None:
        synced.append(Path(os.readlink(f"/proc/self/fd/{descriptor}")).name)  # noqa: PTH115
        real(descriptor)

    monkeypatch.setattr("os.fsync", sync)
    store.open_case(tmp_path / "killed", write=True).close()
    assert {"killed", "vault", "ledger.sqlite-wal"} <= set(synced)


def test_refusals_are_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(BadCase, match="E301"):
        store.open_case(tmp_path)
    path = tmp_path / "case"
    a_case(path).close()
    with pytest.raises(BadCase, match="E307"):
        a_case(path)
    with pytest.raises(BadCase, match="E307"):
        store.copy(path, path)
    assert store.migrate(path) == "nothing to do: format 1"
    (path / "case.toml").write_text("format = 2")
    with pytest.raises(BadCase, match="E303"):
        store.open_case(path)
    (path / "case.toml").write_bytes(b"\xff")
    with pytest.raises(BadCase, match="E302"):
        store.open_case(path)
    (path / "case.toml").write_text(TOML)
    (path / "ledger.sqlite").unlink()
    with pytest.raises(Tampered, match="E506"):
        store.open_case(path)


def test_a_copy_of_a_live_case_is_the_same_case(tmp_path: Path) -> None:
    with a_full_case(tmp_path / "case") as case:
        store.copy(case.path, tmp_path / "copy")
        assert store.verify(tmp_path / "copy") == ()
        with store.open_case(tmp_path / "copy") as copied:
            assert (copied.id, copied.head()) == (case.id, case.head())
            assert msgspec.json.encode(copied.reports()) == msgspec.json.encode(case.reports())
            assert {s: copied.get(s.name) for s in copied.vault.files()}


def test_a_writer_commits_with_full_sync_and_a_reader_only_reads(tmp_path: Path) -> None:
    with a_case(tmp_path / "case") as case:
        asked = [case._ledger._db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
        assert asked == ["wal", 2], "2 is FULL: NORMAL would lose what was acknowledged in a power cut"
    with store.open_case(tmp_path / "case") as case:
        assert case._ledger._db.execute("PRAGMA query_only").fetchone()[0] == 1


def test_an_opening_that_fails_lets_go_of_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "case"
    a_case(path).close()
    ledger = (path / "ledger.sqlite").read_bytes()
    (path / "ledger.sqlite").write_bytes(b"x" * len(ledger))
    with pytest.raises(Tampered, match="E506"):
        store.open_case(path, write=True)
    (path / "ledger.sqlite").write_bytes(ledger)
    store.open_case(path, write=True).close()
