"""Cells that may mean one thing or another, or are marked as not certain: none of them is an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edscreen.batch.lists.minute_cells import use_in
from edscreen.evidence.weekly_minutes import weekly_minutes
from edscreen.profile.grades_said import grades_in
from edscreen.profile.subjects_said import subjects_in

if TYPE_CHECKING:
    from tests.batch.lists.conftest import Opened


@pytest.mark.parametrize(
    "cell",
    [
        *("15 of 45 min", "15 min of 45", "40 sessions of 30 minutes", "36 x 30 min", "36 x 30 min/week"),
        *(
            "15 min/session, 20 sessions",
            "20 min for 6-8",
            "30 min for 3-5",
            "30 min, 2",
            "15 min/session, 3",
        ),
        *("30 min x 0", "0 x 30", "36x30", "30 min/day, 20 days"),
        *("30 to 1 hour", "15-1 hour", "45-30 min", "30,45", "30,45 min", "1.200 min"),
    ],
)
def test_minutes_of_which_one_cannot_say_what_each_number_counts_are_not_read(cell: str) -> None:
    assert use_in("week", cell) is None


@pytest.mark.parametrize(
    ("cell", "use"),
    [
        ("3 sessions a week of 20 min", ("20", (("per", "session"), ("sessions_per_week", "3")))),
        ("15 min/session, 3/wk", ("15", (("per", "session"), ("sessions_per_week", "3")))),
        ("20 min x 3-5", ("20", (("per", "session"), ("sessions_per_week", "3-5")))),
        ("2x30 min/week", ("30", (("per", "session"), ("sessions_per_week", "2")))),
        ("10 sessions a week of 5 min", ("5", (("per", "session"), ("sessions_per_week", "10")))),
        ("30 min/day, 5 days", ("30", (("per", "day"), ("days_per_week", "5")))),
        ("30 x 2", ("60", ())),
        ("1,5 h", ("90", ())),
    ],
)
def test_a_few_times_are_a_weeks_and_more_only_where_a_cell_says_so(
    cell: str, use: tuple[str, tuple[tuple[str, str], ...]]
) -> None:
    assert use_in("week", cell) == use


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("approvals[0].result", "approved?"),
        ("approvals[0].result", "Approved (?)"),
        ("dosage[0].per", "Week\uff1f"),
        ("Grades", "High (?)"),
        ("Grades", "MS*"),
        ("Grades", "~3-5"),
        ("price.per_student_usd", "free?"),
        ("dosage[0].minutes", "30?"),
    ],
)
def test_what_a_mark_puts_in_doubt_is_no_answer(opened: Opened, heading: str, cell: str) -> None:
    [mistake] = opened(f"Vendor,Product,{heading}\nAcme,What?,{cell}\n").mistakes
    assert f'as not certain ("{cell}"): write what is certain without the mark' in mistake


@pytest.mark.parametrize(("heading", "cell"), [("Category", "Platform?"), ("ESSA Tier", "Strong?")])
def test_a_word_in_doubt_is_carried_through_where_other_words_are(
    opened: Opened, heading: str, cell: str
) -> None:
    [profile] = opened(f"Vendor,Product,{heading}\nAcme,Reader*,{cell}\n").profiles
    assert (profile.product.name, profile.product.category, profile.product.claimed_essa_tier) == (
        "Reader*", None, None
    )  # fmt: skip


def test_a_question_mark_in_an_address_is_a_sign_like_any_other(opened: Opened) -> None:
    read = opened("Vendor,Product,home_page.url\nAcme,Reader,https://acme.example/?product=reader\n")
    assert read.documents[0].tree.data["home_page"] == {"url": "https://acme.example/?product=reader"}


@pytest.mark.parametrize("cell", ["1.200", "32.125", '"30,45"'])
def test_a_number_that_may_be_another_or_two_is_no_amount(opened: Opened, cell: str) -> None:
    [mistake] = opened(f"Vendor,Product,Minutes per week\nAcme,Reader,{cell}\n").mistakes
    assert "edscreen cannot tell which number" in mistake
    [profile] = opened("Vendor,Product,Price per student\nAcme,Reader,1.200\n").profiles
    assert profile.price is None


@pytest.mark.parametrize(
    "cell",
    [
        *("K-2 (6-8)", "K-5 (6-8)", "K-5 (K-2)", "3 (K-5)", "5+ (6-8)", "PK (K-5)", "College (K-5)"),
        *("Elementary (6-8)", "Middle (K-12)", "Kindergarten (1-5)", "K-5 (Middle)", "K-5 (College)"),
        *("1-3-5", "K-2-5", "K-2 - 9-12", "2-4 to 3-5", "1-2 - 11-12", "6-8-Career", "MS?"),
    ],
)
def test_grades_that_are_said_twice_and_not_alike_are_not_read(cell: str) -> None:
    assert grades_in(cell) == []


@pytest.mark.parametrize(
    ("cell", "grades"),
    [
        ("Elementary (K-2)", "K-2"),
        ("Elementary (PK-5)", "PK-5"),
        ("K-6 (Elementary)", "K-6"),
        ("Elementary (ES)", "K-5"),
        ("K-1-2", "K-2"),
        ("1st to 2nd to 3rd", "1-3"),
        ("Elementary - High", "K-12"),
        ("6-Career", "6-12"),
    ],
)
def test_grades_that_are_said_twice_and_alike_are_the_ones_in_figures(cell: str, grades: str) -> None:
    assert grades_in(cell) == [grades]


@pytest.mark.parametrize(
    "cell",
    [
        *("ELA (Math)", "Robotics (Math)", "Literacy (Reading/Math)", "Math (Science & Social Studies)"),
        *("STEM (Math)", "Math (STEM)", "Math?", "Math (?)", "Language/Arts"),
    ],
)
def test_a_subject_that_another_stands_beside_in_brackets_is_not_read(cell: str) -> None:
    """Read as one, minutes for each subject would count once, and might pass."""
    assert subjects_in([cell]) == [cell]


@pytest.mark.parametrize("between", ["/", " & ", " and ", " - "])
def test_two_subjects_are_not_one_whose_name_is_written_with_the_same_letters(between: str) -> None:
    assert subjects_in([f"Health{between}Science"]) == ["Health", "Science"]
    assert subjects_in(["Health Science"]) == ["health"]
    assert subjects_in(["Social & Emotional", "ELA / Literacy"]) == [
        "social_emotional",
        "english_language_arts",
    ]


@pytest.mark.parametrize(
    "cell", ["180 min/month", "180 minutes monthly", "3 hours a month", "90 per quarter"]
)
def test_minutes_for_what_is_no_fixed_number_of_weeks_are_not_worked_out(opened: Opened, cell: str) -> None:
    [mistake] = opened(f"Vendor,Product,Minutes per week\nAcme,Reader,{cell}\n").mistakes
    assert f'"{cell}" is for something else than a week, a day, a session or a year' in mistake


@pytest.mark.parametrize("heading", ["Minutes per week", "Minutes per lesson"])
def test_a_time_is_neither_minutes_nor_hours(opened: Opened, heading: str) -> None:
    """Who types 30:00 for 30 minutes has 30 hours in the cell."""
    for cell in ("0:30", "30:00", "00:30:00"):
        [mistake] = opened(f"Vendor,Product,{heading}\nAcme,Reader,{cell}\n").mistakes
        assert f'column "{heading}": this cell holds a time ({cell}), and edscreen cannot tell' in mistake


def test_how_often_that_does_not_fit_what_minutes_are_for_is_not_used_and_told(opened: Opened) -> None:
    """30 minutes a day and 2 sessions a week may be 60 or 150 a week: all of them stay open."""
    head = "Vendor,Product,Minutes per week,Sessions per week,Days per week\n"
    rows = "A,B,30 min/day,2,\nC,D,30 min/day,2,4\nE,F,30,2,\nG,H,30 min/session,2,4\nI,J,,2,\n"
    read = opened(head + rows + 'K,L,30 min/session,,4\nM,N,30 min/day,2,\nO,P,"30 min/day, 5 days",2,\n')
    by_day, by_session = read.notices
    assert by_day == (
        "2 rows (first: row 2) state minutes a day, and not on how many days a week: what stands under "
        '"Sessions per week" does not tell it, and was not used; a column Days per Week does'
    )
    assert by_session == (
        "1 row (first: row 7) states minutes a session, and not in how many sessions a week: what stands "
        'under "Days per week" does not tell it, and was not used; a column Sessions per Week does'
    )
    weeks = [weekly_minutes(each.dosage[0]) for each in read.profiles if each.dosage]
    assert (weeks[0].least.low, weeks[0].most.high) == (30, 210)
    under = opened("Vendor,Product,dosage[0].minutes,dosage[0].per,Sessions/Week\nA,B,30,day,2\n")
    assert under.notices[0].startswith("1 row (first: row 2) states minutes a day, and not on how many days")
