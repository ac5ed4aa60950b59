"""Days, grades and lists read as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from edscreen.profile.ranges import Range
from edscreen.profile.words import counted, figure, grades_in_words, in_words, joined


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


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Range(1, 1), "1 minute"),
        (Range(None, 1), "up to 1 minute"),
        (Range(0, 1), "0 to 1 minutes"),
        (Range(0, 0), "0 minutes"),
        (Range(1, None), "1 or more minutes"),
        (1.5, "1.5 minutes"),
    ],
)
def test_one_is_counted_in_the_singular(amount: object, text: str) -> None:
    assert counted(amount, "minute") == text


@pytest.mark.parametrize(
    ("number", "text"),
    [(0.41, "0.41"), (1, "1"), (1240, "1,240"), (1_000_000, "1,000,000"), (1e9, "1,000,000,000")],
)
def test_a_number_is_written_out_as_far_as_it_can_be_read(number: float, text: str) -> None:
    assert figure(number) == text
