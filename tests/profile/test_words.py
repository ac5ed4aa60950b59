"""Days, grades and lists read as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from edscreen.profile.words import grades_in_words, in_words, joined


def test_a_day_is_written_out() -> None:
    assert in_words(date(2026, 10, 3)) == "3 October 2026"


@pytest.mark.parametrize(
    ("words", "text"),
    [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_words_are_joined(words: list[str], text: str) -> None:
    assert joined(words) == text


@pytest.mark.parametrize(
    ("grades", "text"),
    [
        (["K"], "grade K"),
        (["1", "2"], "grades 1 and 2"),
        (["K", "1", "2"], "grades K to 2"),
        (["3", "PK", "K", "1", "3"], "grades PK, K, 1 and 3"),
        (["10", "9", "11", "12", "K"], "grades K and 9 to 12"),
    ],
)
def test_grades_are_named_in_order(grades: list[str], text: str) -> None:
    assert grades_in_words(grades) == text
