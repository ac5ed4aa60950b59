"""Grades, subjects and prices in cells, as people write them, and cells that only mean harm."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from edscreen.batch.lists.minute_cells import use_in
from edscreen.profile.grades_said import grades_in
from edscreen.profile.models import Dosage
from edscreen.profile.school_words import ANY, BEYOND, words_for
from edscreen.profile.spellings import read_grade_entry
from edscreen.profile.subjects_said import subjects_in
from edscreen.profile.vocabularies import SUBJECTS
from edscreen.profile.words import same_letters
from edscreen.profile.yaml_scalars import plain

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
        assert word not in {same_letters(written) for written in SUBJECTS}, word
        assert subjects_in([word]) == ([] if meant == ANY else meant.split(", ")), word
        assert set(subjects_in([word])) <= set(SUBJECTS)


@given(st.text("K1269PreHighSchool-+&/() ,;andup", max_size=40))
def test_whatever_stands_in_a_cell_for_grades_only_grades_are_read_of_it(text: str) -> None:
    for entry in grades_in(text):
        assert read_grade_entry(entry)


@given(st.text("0123456789.,-+<>x*/@ \u00bd\u00d7hminday", max_size=30), st.sampled_from(["", "week", "day"]))
def test_what_is_read_of_minutes_is_what_a_profile_can_hold(text: str, per: str) -> None:
    if use := use_in(per, text):
        try:
            Dosage.model_validate({"minutes": plain(use.minutes), **dict(use.also)})
        except ValidationError as refused:
            found = {detail["type"].removeprefix("edscreen_") for detail in refused.errors()}
            assert found <= {"negative", "range_limit"}


@pytest.mark.parametrize("cell", ["1 " * 8_000, "2x" * 8_000, "1 hr " * 6_000 + "30 min", "\u00bd h" * 9_000])
def test_hostile_minutes_are_refused_at_once(opened: Opened, cell: str) -> None:
    begun = time.process_time()
    assert opened(f"Vendor,Product,Minutes per week\nAcme,Reader,{cell}\n").mistakes
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("day", ""),
        ("", ""),
        (
            "week",
            'this cell says "week" and the cell under "Minutes per week" says day: leave this cell empty',
        ),
    ],
)
def test_a_cells_own_period_outranks_its_heading_and_not_another_cell(
    opened: Opened, period: str, said: str
) -> None:
    read = opened(f"Vendor,Product,Minutes per week,dosage[0].per\nAcme,Reader,30 min/day,{period}\n")
    if said:
        assert said in read.mistakes[0]
    else:
        assert read.documents[0].tree.data["dosage"] == [{"minutes": 30, "per": "day"}]


def test_two_columns_of_minutes_that_differ_in_their_period_alone_contradict_each_other(
    opened: Opened,
) -> None:
    read = opened("Vendor,Product,Minutes per week,Weekly minutes\nAcme,Reader,30 min/day,30\n")
    [mistake] = read.mistakes
    assert 'this cell says "30" and the column "Minutes per week" says "30 min/day"' in mistake


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


def test_an_unknown_subject_costs_no_row_where_nothing_is_counted_by_subject(opened: Opened) -> None:
    text = 'Vendor,Product,Subject\nA,B,Math\nC,D,"Math, Basket weaving"\nE,F,Weaving\nG,H,All\nI,J,\n'
    read = opened(text)
    assert [profile.product.subjects for profile in read.profiles] == [("math",), None, None, None, None]
    [notice] = read.notices
    assert notice == (
        '2 rows (first: row 3, "Math, Basket weaving") name a subject that edscreen does not know: screened '
        "without its subjects, which are carried through; nothing in this list is counted by subject"
    )
    assert read.listing.rows is not None
    assert read.listing.rows.carried(("E", "F", "Weaving")) == {"Subject": "Weaving"}


def test_an_unknown_subject_costs_its_row_where_minutes_may_be_for_each_subject(opened: Opened) -> None:
    """Without it 60 minutes would count once, and might pass, where it is open whether they are 120."""
    read = opened(
        'Vendor,Product,Subject,Minutes per week\nA,B,"Math, Basket weaving",60\nC,D,"Math, Art",60\n'
    )
    assert read.names == ["D"]
    assert 'product.subjects[1]: column "Subject": write one of these subjects' in read.mistakes[0]
    assert read.mistakes[0].endswith('not "Math, Basket weaving"')


def test_cells_that_hold_none_of_a_columns_own_words_are_counted_and_named(opened: Opened) -> None:
    head = "Vendor,Product,ESSA Tier,ESSA Rating,Student Use,Price per Student,Product Type\n"
    read = opened(
        head
        + "A,B,Tier 5,,sometimes,Contact us,LMS\n"
        + "C,D,Not rated,Strong,yes,n/a,\n"
        + 'E,F,"Tier 1, 2",,,varies,Games\n'
        + "G,H,Tier 5,good,no,5,Games\n"
        + "I,J,Tier 2,,-,free,Maps\n"
        + "K,L,TBD,,,,Toys\n"
    )
    assert [profile.product.claimed_essa_tier for profile in read.profiles] == [None, 1, None, None, 2, None]
    tiers, rating, use, kinds = read.notices
    assert tiers == (
        '3 cells under "ESSA Tier" count as blank, and are carried through, such as "Tier 5" (row 2) and '
        '"Tier 1, 2" (row 4); what is read there is 1, 2, 3 or 4'
    )
    assert rating.startswith(
        '1 cell under "ESSA Rating" counts as blank, and is carried through: "good" (row 5)'
    )
    assert use.endswith('"sometimes" (row 2); what is read there is yes or no')
    assert 'such as "Games" (row 4), "Maps" (row 6) and "Toys" (row 7); what is read there is core, ' in kinds
    assert opened(head + "A,B,Tier 1,,yes,5,core\n").notices == []
