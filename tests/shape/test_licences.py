"""What a user installs with holdfire is under licences that let them use it under ours."""

from __future__ import annotations

import re
from importlib import metadata

from packaging.requirements import Requirement

COPYLEFT = re.compile(r"\b(A?GPL|GNU (Affero )?General Public)", re.IGNORECASE)
LESSER = re.compile(r"\bLGPL|\bLesser General Public", re.IGNORECASE)
ALLOWED = {
    "tld": "offered under MPL-1.1, GPL-2.0 or LGPL-2.1, at the user's choice: we take MPL-1.1",
}


def runtime(name: str) -> dict[str, metadata.Distribution]:
    """A distribution's run-time requirements, and theirs, by name; extras and other platforms left out."""
    found: dict[str, metadata.Distribution] = {}
    wanted = [name]
    while wanted:
        one = wanted.pop()
        if one in found:
            continue
        found[one] = metadata.distribution(one)
        for line in found[one].requires or ():
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                wanted.append(requirement.name.lower())
    return {key: value for key, value in found.items() if key != name}


def stated(of: metadata.Metadata) -> list[str]:
    """Every licence that a distribution's metadata states, short ones only: a full text names other licences."""
    fields = [of.get("License-Expression"), of.get("License"), *(of.get_all("Classifier") or ())]
    return [field for field in fields if field and len(field) < 200 and not field.startswith("Programming")]


def copyleft(licences: list[str]) -> bool:
    """Whether GPL or AGPL is among them; LGPL is not meant."""
    return any(COPYLEFT.search(LESSER.sub("", licence)) for licence in licences)


def test_no_run_time_dependency_is_under_gpl_or_agpl() -> None:
    dependencies = runtime("holdfire")
    assert len(dependencies) > 10
    found = {name: stated(of.metadata) for name, of in dependencies.items() if copyleft(stated(of.metadata))}
    assert {name: licences for name, licences in found.items() if name not in ALLOWED} == {}
    assert sorted(ALLOWED) == sorted(found), "an exception that is no longer needed"


def test_the_check_sees_what_is_wrong() -> None:
    assert copyleft(["License :: OSI Approved :: GNU Affero General Public License v3"])
    assert copyleft(["GPL-3.0-or-later"])
    assert copyleft(["MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later"])
    assert not copyleft(["LGPL-2.1-or-later", "GNU Lesser General Public License v3 (LGPLv3)", "Apache-2.0"])
