"""A text to the windows that the incident network sees: one where it fits, else some of about one size."""

from __future__ import annotations

import pytest

from holdfire.reader import filler_means, shipped_fillers
from holdfire.reader.fillers import LIMIT, cut_sentences, even_windows

SENTENCE = "Two gunmen shot the mayor near the old bridge on Friday. "


@pytest.mark.skipif(not shipped_fillers(), reason="the weights are not in this package")
@pytest.mark.parametrize("count", [1, 20, 40, 100])
def test_windows_hold_every_token_once_and_are_of_about_one_size(count: int) -> None:
    content = SENTENCE * count
    cut = cut_sentences(content)
    found = even_windows(content, cut, filler_means().tokenizer)
    assert [token for window in found for part in window.parts for token in range(*part)] == list(range(len(cut.start)))
    sizes = [len(window.pieces) for window in found]
    assert max(sizes) <= LIMIT
    assert len(found) == 1 if count <= 20 else len(found) > 1
    assert max(sizes) - min(sizes) < 0.25 * LIMIT
