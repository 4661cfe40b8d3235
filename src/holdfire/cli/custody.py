"""Commands on what a case can prove: checkpoint (push, check, key), proof."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from holdfire.cli.options import PATH, as_option, case_argument
from holdfire.cli.printing import now, printable, recorder
from holdfire.errors import BadRequest

if TYPE_CHECKING:
    from holdfire.store.timestamps import Stamp


@click.group()
def checkpoint() -> None:
    """The head of a case, signed and kept outside it: what nobody who holds the case can take back.

    \b
    Example:
      holdfire checkpoint push mycase mycase.checkpoint
    """


@checkpoint.command()
@case_argument
@click.argument("file", type=PATH)
@as_option
def push(case: Path, file: Path, who: str | None) -> None:
    """Sign the head of the case and write it to FILE; give FILE to others, or keep it where the case is not.

    An older checkpoint in FILE must be one of this case, and is replaced. Authorities in authorities.toml of your
    configuration are asked for trusted timestamps, by the command that stands there; their replies lie beside FILE.

    \b
    Example:
      holdfire checkpoint push mycase mycase.checkpoint
    """
    from holdfire.store import open_case
    from holdfire.store.checkpoints import push as write

    with open_case(case, write=True, who=who or recorder()) as opened:
        pushed = write(opened, file, who=who or recorder(), at=now())
    since = "" if pushed.since is None else f", {pushed.checkpoint.size - pushed.since} since the one it held"
    click.echo(f"wrote {file}: {pushed.checkpoint.size} entries{since}, root {pushed.checkpoint.root}")
    _say_stamps(pushed.stamps)
    good = [stamp for stamp in pushed.stamps.values() if stamp.when]
    if len(good) < 2:
        click.echo(f"{len(good)} trusted timestamp(s): nobody but you says when; two authorities are advised", err=True)
    if len(good) < len(pushed.stamps):
        raise click.exceptions.Exit(2)


@checkpoint.command()
@case_argument
@click.argument("file", type=PATH, required=False)
@click.option("--key", default="", metavar="KEY", help="The signer's public key, as `checkpoint key` prints it.")
def check(case: Path, file: Path | None, key: str) -> None:
    """Hold the case against a checkpoint in FILE; without FILE, against all that the ledger records.

    Exit status 3 when the case is not the one of the checkpoint with something appended, or a signature or timestamp
    does not hold.

    \b
    Example:
      holdfire checkpoint check mycase mycase.checkpoint
    """
    from holdfire.seals.note import read_key
    from holdfire.store import checkpoints, open_case

    given = read_key(key)
    if key and given is None:
        raise BadRequest("E484", f"{key[:40]!r} is no public key", todo="give the line of `holdfire checkpoint key`")
    refused = 0
    with open_case(case) as opened:
        held = [checkpoints.check(opened, file, given)] if file else list(checkpoints.kept(opened))
        for one in held:
            click.echo(
                f"{one.checkpoint.size} entries then, {one.entries} now: nothing of them was changed or taken away"
            )
            signature = "not checked: give --key" if one.signed is None else "good"
            click.echo(printable(f"  signed by {', '.join(one.signers) or 'nobody'} ({signature})"))
            _say_stamps(one.stamps)
            refused += sum(stamp.when is None for stamp in one.stamps.values())
    if not held:
        click.echo("the ledger records no checkpoint")
    if refused:
        raise click.exceptions.Exit(3)


@checkpoint.command()
def key() -> None:
    """Print your public key; give it to those who will check what you sign, by another way than the checkpoint.

    \b
    Example:
      holdfire checkpoint key
    """
    from holdfire.store.signing import own_key

    click.echo(own_key().text())


@click.command()
@case_argument
@click.argument("position", type=int)
@click.option("--since", is_flag=True, help="Prove instead that the ledger only grew since it had POSITION entries.")
def proof(case: Path, position: int, since: bool) -> None:
    """Print the proof, as JSON, that an entry is in the ledger (RFC 9162), or that the ledger only grew.

    Whoever holds a checkpoint of that size can check it without the case.

    \b
    Example:
      holdfire proof mycase 3
      holdfire proof mycase 3 --since
    """
    import msgspec

    from holdfire.store import open_case

    with open_case(case) as opened:
        found = opened.tree.consistency(position) if since else opened.tree.inclusion(position)
        said = {"schema": "extension" if since else "proof", "case": opened.id, **msgspec.structs.asdict(found)}
    click.echo(msgspec.json.encode(said).decode())


def _say_stamps(stamps: Mapping[str, Stamp]) -> None:
    for name, stamp in stamps.items():
        click.echo(printable(f"  {name}: {stamp.line()}"), err=stamp.when is None)
