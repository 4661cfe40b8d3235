"""A live case to a second one in another folder, whole and checked: a plain copy of a live ledger is not safe."""

from __future__ import annotations

import shutil
from pathlib import Path

from holdfire.errors import BadCase, Tampered
from holdfire.store import config, durable, keys, unlock
from holdfire.store.bags import VERIFIER, verifier
from holdfire.store.case import LEDGER, OUT, VAULT, open_case
from holdfire.store.inputs import read_config
from holdfire.store.mounts import refuse_network
from holdfire.store.vault import Vault
from holdfire.store.verify import verify


def copy(source: Path, dest: Path) -> None:
    """Copies a case, also while somebody writes to it; what is derived stays behind. It is the same case, same id.

    Raises BadCase: E307 when something is at `dest`, E306 when that is a network filesystem; Tampered when the source
    or the copy does not verify.
    """
    if dest.exists() and any(dest.iterdir()):
        raise BadCase("E307", "there is something at the destination", where=str(dest), todo="choose a new folder")
    refuse_network(dest)
    durable.make_folder(dest.absolute())
    with open_case(source) as case:
        case.backup_ledger(dest / LEDGER)
        vault = Vault(dest / VAULT)
        durable.make_folder(vault.folder)
        # After the ledger: what it refers to was in the vault before it.
        for file in case.vault.files():
            if case.vault.encrypted:
                _as_it_lies(file, dest / file.relative_to(source))
            else:
                vault.put(case.get(file.name))
        for file in (p for p in sorted((source / keys.FOLDER).rglob("*")) if p.is_file()):
            _as_it_lies(file, dest / file.relative_to(source))
        files = case.input_files()
    for name in sorted(set(files) - {config.FILE}):
        durable.make_folder((dest / name).parent)
        durable.write(dest / name, files[name], mode=0o644)
    if (source / OUT).is_dir():
        shutil.copytree(source / OUT, dest / OUT)
    durable.write(dest / config.FILE, files[config.FILE], mode=0o644)
    durable.write(dest / VERIFIER, verifier(), mode=0o644)
    if (dest / keys.FOLDER).exists():
        durable.write(dest / unlock.FILE, Path(unlock.__file__).read_bytes(), mode=0o644)
    wrong = [problem for problem in verify(dest, pinned=False) if problem.changes_fact]
    if wrong:
        raise Tampered(
            wrong[0].code,
            f"the copy does not verify: {wrong[0].what}",
            where=wrong[0].where,
            todo="copy again; verify the source",
        )


def _as_it_lies(file: Path, dest: Path) -> None:
    """A file that is encrypted: whether it is whole is told when the copy is verified."""
    durable.make_folder(dest.parent)
    durable.write(dest, file.read_bytes(), mode=file.stat().st_mode & 0o777)


def migrate(path: Path) -> str:
    """Brings an older case to this format, and says what was done. There is one format so far."""
    settings = read_config(path)
    return f"nothing to do: format {settings.format}"
