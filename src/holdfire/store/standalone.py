#!/usr/bin/env python3
"""Checks a copy of a holdfire case, or a bag made of one: python3 verify.py FOLDER [CHECKPOINT [KEY]]

It needs Python 3.9 and openssl, nothing of holdfire. Exit status 0: all is as recorded, true or not; 3: it is not, a line
each. Have CHECKPOINT and KEY by another way: whoever made a folder can make all of it anew, and sign it himself."""
from __future__ import annotations
import base64, hashlib, json, re, sqlite3, subprocess, sys, tempfile  # noqa: E401
from functools import reduce
from pathlib import Path
from typing import Any, Iterator

BLOBS = {"report": ["sha256"], "inputs": ["files"], "issue": ["files", "basis"], "checkpoint": ["note", "replies", "certificates"], "answer": ["answer"]}
KEYED = {"report": ["source", "url", "sha256"]}
MADE = "af1b090a116122df"  # the ledger's header and tables
HEAD = re.compile(r'\{"case":"([0-9a-f]{32})","fields":\[')
TAIL = re.compile(r'\],"format":1,"position":(\d+)(?:,"withheld":\["([0-9a-f",]+)"\])?\}')
NOTE: Any = re.compile(r"(holdfire/([0-9a-f]{32})\n(\d+)\n([\w+/=]{44})\n)\n((?:— \S+ [\w+/=]+\n)+)", re.ASCII)
DAMAGE = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, sqlite3.DatabaseError, OSError)
_sha: Any = lambda data: hashlib.sha256(data).digest()
_bag: Any = lambda peaks: reduce(lambda low, high: _sha(b"\1" + high + low), reversed(peaks)) if peaks else _sha(b"")
_note: Any = lambda file: NOTE.fullmatch(file.read_bytes().decode()).groups()
_openssl: Any = lambda *words: not subprocess.run(["openssl", *map(str, words)], capture_output=True).returncode

class Clear:  # what lies over the rows and files of a case that is not encrypted; unlock.py has the other kind
    body, word, name = (staticmethod(lambda it, *_: it) for _ in range(3))
    whole: Any = staticmethod(lambda sha, file: _sha(file.read_bytes()).hex() == file.name)

def _climb(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    if size == 1 and not path: return leaf
    half, (*below, last) = 1 << ((size - 1).bit_length() - 1), path
    made = _climb(leaf, index % half, half if index < half else size - half, below)
    return _sha(b"\1" + made + last if index < half else b"\1" + last + made)

def _entry(body: bytes) -> tuple[str, int, dict[str, Any], bytes]:
    """(case, position, fields, leaf) of an entry; some of its fields may be withheld."""
    text, fields, commitments = body.decode(), dict[str, Any](), list[str]()
    head: Any = HEAD.match(text)  # None, here as below, is caught with all other damage
    at = head.end()
    while text[at] != "]":
        at += 1 if fields and text[at] == "," else 0
        start, ((name, _, fields[name]), at) = at, json.JSONDecoder().raw_decode(text, at)
        commitments.append(_sha(b"\2" + text[start:at].encode()).hex())
    tail: Any = TAIL.fullmatch(text, at)
    fields.update({"entry.withheld": tail[2].split('","')} if tail[2] else {})
    listed = '","'.join(sorted(commitments + fields.get("entry.withheld", [])))
    bound = f'{{"case":"{head[1]}","commitments":["{listed}"],"format":1,"position":{tail[1]}}}'
    return head[1], int(tail[1]), fields, _sha(b"\0" + bound.encode())

def _key(kind: str, fields: dict[str, Any]) -> str | None:
    about = json.dumps([kind, *(fields[name] for name in KEYED.get(kind, ()))], ensure_ascii=False, separators=(",", ":"))
    return f"{kind}:{_sha(about.encode()).hex()[:20]}" if kind in KEYED else None

def _rows(db: sqlite3.Connection, size: int) -> Iterator[tuple[Any, ...]]:
    for where in ("ORDER BY position", *(f"WHERE position = {at}" for at in range(size))):
        try:  # a damaged page hides more than its own rows from a scan: then each is asked for
            yield from db.execute(f"SELECT position, leaf, body, kind, key FROM entries {where}").fetchall()
            if where[0] == "O": return
        except sqlite3.DatabaseError: continue

def _ledger(file: Path, wrong: list[str], cover: Any) -> tuple[str, list[bytes], list[dict[str, Any]]]:
    """(case, roots by size less one, fields of the entries) of a ledger."""
    calm = "" if file.with_name(file.name + "-wal").exists() else "&immutable=1"
    db = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro{calm}", uri=True)
    db.text_factory = lambda raw: raw.decode("utf-8", "replace")
    made = [db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
    made += [sql for (sql,) in db.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")]
    wrong += ["E506 ledger.sqlite: its header or tables are not as they were made"] * (_sha(repr(made).encode()).hex()[:16] != MADE)
    heads = db.execute("SELECT size, root, peaks FROM heads ORDER BY size").fetchall()
    size, found, ours = min(max((row[0] for row in heads), default=0), file.stat().st_size), {}, ""
    for position, leaf, body, kind, key in _rows(db, size):
        try:
            case, at, fields, proved = _entry(cover.body(body, position))
            ours, about = ours or case, key if "entry.withheld" in fields else cover.word(_key(fields["entry.kind"], fields), None)
            if (case, at, proved, cover.word(fields["entry.kind"], at), about) != (ours, position, leaf, kind, key):
                raise ValueError("it does not lead to its leaf, or its row says otherwise")
            found[position] = (fields, proved, key)
        except DAMAGE as error: wrong.append(f"E501 ledger.sqlite, entry {position}: {error}")
    wrong += [f"E501 ledger.sqlite, entry {at}: missing, or no head covers it" for at in set(range(size)) ^ set(found)]
    gone = {at: key for fields, _, _ in found.values() for at, key in zip(fields.get("positions", ()), fields.get("reports", ()))}
    wrong += [f"E501 ledger.sqlite, entry {at}: no tombstone says why fields of it are withheld" for at in found
              if "entry.withheld" in found[at][0] and (at not in gone or cover.word(gone[at], None) != found[at][2])]
    roots, peaks = [], []
    for rest in range(0 if wrong else size):
        peaks.append(found[rest][1])
        while rest & 1: peaks[-2:], rest = [_sha(b"\1" + peaks[-2] + peaks[-1])], rest >> 1  # noqa: PLW2901
        roots.append(_bag(peaks))
    for at, root, kept in heads:
        cut = [kept[start : start + 32] for start in range(0, len(kept), 32)]
        if len(cut) != bin(at).count("1") or _bag(cut) != root or (roots and roots[at - 1] != root):
            wrong.append(f"E504 ledger.sqlite, head at size {at}: it is not that of the entries")
    return ours, roots, [fields for fields, _, _ in found.values()]

def _bagged(path: Path, wrong: list[str]) -> list[dict[str, Any]]:
    """The fields of a bag's entries, each proved against the checkpoint beside them."""
    names = ("manifest-sha256.txt", "tagmanifest-sha256.txt")
    listed = dict(line.split("  ", 1)[::-1] for name in names for line in (path / name).read_text("utf-8").splitlines())
    there = {file.relative_to(path).as_posix(): file for file in path.rglob("*") if file.is_file()}
    bad = {name for name in listed if name not in there or _sha(there[name].read_bytes()).hex() != listed[name]}
    wrong += [f"E514 {name}: missing, changed or not listed" for name in bad | set(there) - set(listed) - {names[1]}]
    _, of, size, root, _ = _note(path / "checkpoint")
    proofs = {one["position"]: one["path"] for one in map(json.loads, (path / "proofs.jsonl").open(encoding="utf-8"))}
    entries = [_entry(line) for line in (path / "data/entries.jsonl").read_bytes().split(b"\n") if line]
    for case, at, _, leaf in entries:
        if case != of or _climb(leaf, at, int(size), [*map(bytes.fromhex, proofs[at])]) != base64.b64decode(root):
            wrong.append(f"E515 data/entries.jsonl, entry {at}: it is not in the tree of the checkpoint")
    return [fields for _, _, fields, _ in entries]

def _vault(folder: Path, fields: list[dict[str, Any]], cover: Any) -> list[str]:
    files = [file for file in sorted(folder.rglob("*")) if file.is_file() and file.name[:5] != ".tmp-"]
    values = [one.get(name) or {} for one in fields for name in BLOBS.get(one.get("entry.kind", ""), ())]
    wanted = {digest for value in values for digest in (value.values() if isinstance(value, dict) else [value])}
    wanted -= {one["sha256"] for one in fields if one.get("entry.kind") == "shredded"}
    named = {cover.name(digest): digest for digest in wanted}
    wrong = [f"E502 {file.relative_to(folder.parent)}: not the bytes that its name says" for file in files
             if file != folder / file.name[:2] / file.name or not cover.whole(named.get(file.name), file)]
    return wrong + [f"E503 vault/{one[:2]}/{one}: missing" for one in sorted(set(named) - {file.name for file in files})]

def _attested(note: Path, key: str, case: str, roots: list[bytes], wrong: list[str]) -> None:
    """A checkpoint against the roots, its signature against a key, the timestamps beside it against their certificates."""
    text, of, size, root, signatures = _note(note)
    if roots and (of != case or int(size) > len(roots) or roots[int(size) - 1] != base64.b64decode(root)):
        wrong.append(f"E510 {note.name}: the case is not that of the checkpoint with something appended")
    with tempfile.TemporaryDirectory() as folder:
        public, said, by = (Path(folder) / name for name in ("public", "said", "by"))
        public.write_bytes(bytes.fromhex("302a300506032b6570032100") + base64.b64decode(key.split("+", 2)[-1])[1:])
        said.write_bytes(text.encode())
        asked = ("pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", public, "-rawin", "-in", said, "-sigfile", by)
        made = (base64.b64decode(line.split(" ")[2])[4:] for line in signatures.splitlines())
        good = any(by.write_bytes(one) and _openssl(*asked) for one in made)
        wrong += [] if good else [f"E511 {note.name}: it is not signed with the key {key.split('+')[0]}"]
    for reply in sorted(note.parent.glob(f"{note.name}.*.tsr")):
        if not _openssl("ts", "-verify", "-data", note, "-in", reply, "-CAfile", reply.with_suffix(".pem"), "-no_check_time"):
            wrong.append(f"E513 {reply.name}: no timestamp of this checkpoint")

def main(path: Path, note: Path | None = None, key: str = "", cover: Any = Clear) -> list[str]:
    """What is wrong with a folder, a line each."""
    wrong, is_bag = list[str](), (path / "bagit.txt").exists()
    if cover is Clear and (path / "keys").exists(): return ["E324 the case is encrypted: unlock.py beside it takes your key"]
    try:
        case, roots, fields = ("", [], _bagged(path, wrong)) if is_bag else _ledger(path / "ledger.sqlite", wrong, cover)
        wrong += _vault(path / "data/vault" if is_bag else path / "vault", fields, cover)
        if is_bag or note: _attested(note or path / "checkpoint", key or (path / "key").read_text("utf-8").strip(), case, roots, wrong)
    except DAMAGE as error: wrong.append(f"E506 {path}: it cannot be read: {error!r}")
    return wrong

if __name__ == "__main__":
    found = main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None, *sys.argv[3:4])
    print("\n".join(found) or "all is as it was recorded; that says nothing of its truth")
    sys.exit(3 if found else 0)
