"""Grades, subjects and prices in cells, as people write them, and cells that only mean harm."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edscreen.batch.lists.cell_words import ANY, BEYOND, words_for
from edscreen.batch.lists.grade_cells import grades_in
from edscreen.batch.lists.subject_cells import subjects_in
from edscreen.batch.lists.texts import same_heading
from edscreen.profile.spellings import read_grade_entry
from edscreen.profile.vocabularies import SUBJECTS

if TYPE_CHECKING:
    from tests.batch.lists.conftest import Opened


@pytest.mark.parametrize(
    ("cell", "price"),
    [
        ("Free", 0),
        ("no cost", 0),
        ("$5 per student", 5),
        ("$1,250.50/student/year", 1250.5),
        ("12.50 annually", 12.5),
        ("Contact us", None),
        ("$5-$10", None),
        ("€5", None),
    ],
)
def test_what_a_cell_says_of_the_price_and_that_a_text_is_carried_through(
    opened: Opened, cell: str, price: float | None
) -> None:
    read = opened(f"Vendor,Product,Price per student\nAcme,Reader,{json.dumps(cell)}\n")
    [profile] = read.profiles
    assert (profile.price and profile.price.per_student_usd) == price
    assert read.listing.rows is not None
    assert read.listing.rows.carried(("Acme", "Reader", cell)) == {"Price per student": cell}


def test_words_for_grades_and_subjects_mean_what_a_profile_can_hold() -> None:
    for word, meant in words_for("grades").items():
        assert meant == BEYOND or grades_in(word) == [meant], word
    for word, meant in words_for("subjects").items():
        assert word not in {same_heading(written) for written in SUBJECTS}, word
        assert subjects_in([word]) == ([] if meant == ANY else meant.split(", ")), word
        assert set(subjects_in([word])) <= set(SUBJECTS)


@given(st.text("K1269PreHighSchool-+&/() ,;andup", max_size=40))
def test_whatever_stands_in_a_cell_for_grades_only_grades_are_read_of_it(text: str) -> None:
    for entry in grades_in(text):
        assert read_grade_entry(entry)


@pytest.mark.parametrize(
    "cell", ["(" * 32_000, "Math " * 6_000, " " * 16_000 + "(" + " " * 16_000, "K-" * 16_000]
)
def test_a_hostile_cell_is_read_at_once(cell: str) -> None:
    assert grades_in(cell) == []
    assert subjects_in([cell]) == [cell]


@pytest.mark.parametrize("cell", ["5" + "/year" * 6_000, "per " * 8_000 + "student"])
def test_a_hostile_price_is_carried_through_at_once(opened: Opened, cell: str) -> None:
    begun = time.process_time()
    [profile] = opened(f"Vendor,Product,Price per student\nAcme,Reader,{cell}\n").profiles
    assert profile.price is None or profile.price.per_student_usd is None
    assert time.process_time() - begun < 2
