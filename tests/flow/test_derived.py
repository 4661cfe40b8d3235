"""A saved run: what is read back is what was saved, and a run of another version says so in one line."""

import pytest
from tests.flow_cases import PUBLIC, add, small_case

from holdfire.errors import BadCase
from holdfire.flow.derive import derive, look, run
from holdfire.flow.derived import run_name, to_files


def test_what_is_read_back_is_what_was_saved(tmp_path):
    with small_case(tmp_path / "case") as case:
        add(case, "strike.txt")
        saved = run(case, PUBLIC)
        assert look(case, PUBLIC).derived == saved.derived


@pytest.mark.parametrize("change", ["missing", "other fields"])
def test_a_run_of_another_version_says_so(tmp_path, change):
    with small_case(tmp_path / "case") as case:
        add(case, "strike.txt")
        outcome = derive(case, PUBLIC)
        files = to_files(outcome.derived, outcome.held)
        if change == "missing":
            del files["copies.jsonl"]
        else:
            files["claims.jsonl"] = b'{"key": "claim:1"}\n'
        case.save_run(run_name(PUBLIC), files)
        with pytest.raises(BadCase, match="E312"):
            look(case, PUBLIC)
