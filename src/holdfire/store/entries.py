"""What was put in to the canonical bytes of one ledger entry, and back. Salts are made here, at the door."""

from __future__ import annotations

import re
import secrets
from collections.abc import Container, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from holdfire.errors import Tampered
from holdfire.seals import canonical, commitment_of, entry_leaf
from holdfire.seals.fields import FORMAT, SALT_BYTES

KIND, WHO, LOGGED = "entry.kind", "entry.who", "entry.logged"
"""Fields of every entry, salted like the others so that a bundle may leave them out. No other name holds a dot."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One fact of the ledger, decoded and checked against its leaf."""

    case: str
    position: int
    """From 0, without gaps."""
    kind: str
    fields: dict[str, Any]
    """Plain data: strings, numbers, lists, mappings; times as ISO strings in UTC."""
    salts: dict[str, str]
    """Field name (with entry.kind, entry.who, entry.logged) -> 32 hex digits."""
    who: str
    logged: datetime
    leaf: str
    """Leaf hash in the Merkle tree, hex."""
    withheld: tuple[str, ...] = ()
    """Commitments that stand in place of fields which were shredded, hex, sorted."""


class _Body(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    case: str
    fields: list[msgspec.Raw]
    format: int
    position: int
    withheld: list[str] = []


_COMMITMENT = re.compile("[0-9a-f]{64}")
_LISTED = '","'
_body = msgspec.json.Decoder(_Body)
_field = msgspec.json.Decoder(tuple[str, str, Any])


def seal(
    case: str, position: int, fields: Mapping[str, Any], *, kind: str, who: str, logged: datetime
) -> tuple[bytes, Entry]:
    """The body of a new entry, and the entry as it will be read from it. Each field gets a new salt.

    `fields` are plain data, as `kinds.checked` gives them.
    """
    whole = {**fields, KIND: kind, WHO: who, LOGGED: logged}
    named, drawn = sorted(whole), secrets.token_hex(SALT_BYTES * len(whole))
    salts = {name: drawn[at * 2 * SALT_BYTES : (at + 1) * 2 * SALT_BYTES] for at, name in enumerate(named)}
    sealed = [canonical([name, salts[name], whole[name]]) for name in named]
    leaf = entry_leaf(case, position, map(commitment_of, sealed)).hex()
    entry = Entry(
        case=case, position=position, kind=kind, fields=dict(fields), salts=salts, who=who,
        logged=logged.astimezone(UTC), leaf=leaf,
    )  # fmt: skip
    return _frame(case, position, sealed), entry


def unseal(body: bytes, leaf: bytes, *, case: str, position: int) -> Entry:
    """The entry in a body. Raises Tampered (E501) unless body, leaf, case and position agree to the byte."""
    try:
        parsed = _body.decode(body)
        raw = [bytes(field) for field in parsed.fields]
        fields = [_field.decode(field) for field in raw]
    except ValueError as error:
        raise _changed(position, "its body cannot be decoded") from error
    if list(parsed.withheld) != sorted(set(parsed.withheld)) or not all(map(_COMMITMENT.fullmatch, parsed.withheld)):
        raise _changed(position, "what is withheld of it is not written as it should be")
    if parsed.format != FORMAT or parsed.case != case or parsed.position != position:
        raise _changed(position, "its body is of another case, position or format")
    if body != _frame(case, position, raw, parsed.withheld):
        raise _changed(position, "its body is not in canonical form")
    if _leaf(parsed) != leaf:
        raise _changed(position, "its body does not lead to its leaf hash")
    return _entry(case, position, fields, leaf, tuple(parsed.withheld))


def withhold(body: bytes, names: Container[str]) -> bytes:
    """The same entry with bare commitments in place of some fields: it leads to the same leaf, and nobody can tell
    what stood there, since the salt is gone with the value."""
    parsed = _body.decode(body)
    raw = [bytes(field) for field in parsed.fields]
    hidden = {field: _field.decode(field)[0] in names for field in raw}
    withheld = sorted([*parsed.withheld, *(commitment_of(field) for field in raw if hidden[field])])
    return _frame(parsed.case, parsed.position, [field for field in raw if not hidden[field]], withheld)


def loose(body: bytes) -> Entry:
    """The entry in a body that stands alone, in a bag say, with the leaf that it leads to; which tree has that leaf is
    for its proof to show. Raises Tampered (E501) when it is not written as an entry is.
    """
    try:
        parsed = _body.decode(body)
        leaf = _leaf(parsed)
    except ValueError as error:
        raise _changed(-1, "its body cannot be decoded") from error
    return unseal(body, leaf, case=parsed.case, position=parsed.position)


def case_of(body: bytes) -> str:
    """The case id that a body names; unchecked. Raises Tampered (E501) when there is none to read."""
    try:
        return _body.decode(body).case
    except ValueError as error:
        raise _changed(0, "its body cannot be decoded") from error


def is_canonical(body: bytes) -> bool:
    """Whether the bytes of a body that `unseal` accepts are the one encoding of what they say."""
    return canonical(msgspec.json.decode(body)) == body


def _frame(case: str, position: int, sealed: list[bytes], withheld: Sequence[str] = ()) -> bytes:
    head = f'{{"case":"{case}","fields":['.encode()
    instead = f',"withheld":["{_LISTED.join(withheld)}"]' if withheld else ""
    return head + b",".join(sealed) + f'],"format":{FORMAT},"position":{position}{instead}}}'.encode()


def _leaf(parsed: _Body) -> bytes:
    shown = (commitment_of(bytes(field)) for field in parsed.fields)
    return entry_leaf(parsed.case, parsed.position, (*shown, *parsed.withheld))


def _entry(
    case: str, position: int, fields: list[tuple[str, str, Any]], leaf: bytes, withheld: tuple[str, ...]
) -> Entry:
    values = {name: value for name, _, value in fields}
    try:
        kind, who, logged = values.pop(KIND), values.pop(WHO), datetime.fromisoformat(values.pop(LOGGED))
    except (KeyError, ValueError, TypeError) as error:
        raise _changed(position, "it does not say what it is, by whom or when") from error
    salts = {name: salt for name, salt, _ in fields}
    return Entry(
        case=case, position=position, kind=kind, fields=values, salts=salts, who=who, logged=logged, leaf=leaf.hex(),
        withheld=withheld,
    )  # fmt: skip


def _changed(position: int, why: str) -> Tampered:
    return Tampered(
        "E501",
        f"ledger entry {position} was changed: {why}",
        where="ledger.sqlite",
        todo="restore a copy and run `holdfire verify`",
    )
