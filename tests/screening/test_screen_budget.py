"""All products together: what they ask of one student, grade by grade, and what is not counted."""

from __future__ import annotations

from typing import Any

import pytest

from edscreen.profile.models import Profile
from edscreen.screening.screen_budget import BudgetEntry, BudgetLine, ScreenBudget

K_TO_2 = BudgetEntry(("K", "1", "2"), 60)


def product(name: str, *dosage: dict[str, Any], **more: Any) -> Profile:
    sections = {"product": {"name": name, "grades": "K-3", "subjects": ["reading"]}}
    sections["product"].update(more.pop("product", {}))
    return Profile.model_validate(
        {"edscreen": 1, "vendor": {"name": "Lumen"}, **sections, "dosage": [*dosage], **more}
    )


def week(minutes: Any, **more: Any) -> dict[str, Any]:
    return {"minutes": minutes, "per": "week", **more}


def line(*profiles: Profile, role: Any = "district", entry: BudgetEntry = K_TO_2) -> BudgetLine:
    budget = ScreenBudget([entry])
    for profile in profiles:
        budget.count(profile, role)
    [found] = budget.lines()
    return found


def test_low_ends_and_high_ends_are_added_up() -> None:
    found = line(product("Reading", week("20-30")), product("Math", week(25)))

    assert found == BudgetLine(
        "screen time of all products together: 45 to 55 minutes a week from 2 products for a student in "
        "grades K to 2, within the budget of 60 for grades K to 2",
        reached=False,
    )


@pytest.mark.parametrize(
    ("minutes", "said", "reached"),
    [
        ("30-34", "60 to 64 minutes a week from 2 products", True),
        (30, "60 minutes a week from 2 products", True),
        ("20-30", "50 to 60 minutes a week from 2 products", False),
        (29.99, "59.99 minutes a week from 2 products", False),
    ],
)
def test_only_the_low_ends_make_it_a_caution(minutes: Any, said: str, reached: bool) -> None:
    found = line(product("Reading", week(minutes)), product("Math", week(30)))

    assert f": {said} for a student" in found.text
    assert found.reached is reached
    assert ("which reaches" in found.text) is reached
    assert ("which may reach" in found.text) is (minutes == "20-30")


def test_each_grade_has_its_own_sum_and_the_most_leads() -> None:
    found = line(
        product("Reading", week(40, grades="K"), week(20, grades="1-2")),
        product("Math", week(30, grades="1-3")),
        product("For the big ones", week(300), product={"grades": "6-8"}),
    )

    assert found.text == (
        "screen time of all products together: 50 minutes a week from 2 products for a student in "
        "grades 1 and 2, within the budget of 60 for grades K to 2; 40 minutes a week from 1 product in "
        'grade K; "Math" is not counted, as its minutes a week for these grades are not stated'
    )


def test_what_is_bought_outranks_what_is_sold() -> None:
    bought = product("Reading", week(70), purchase={"grades": "3"})

    assert "70 minutes" in line(bought, role="vendor").text
    assert line(bought).text.startswith("screen time: no product screened states minutes a week")


def test_subjects_that_are_bought_count_as_the_rule_counts_them() -> None:
    both = {"product": {"subjects": ["reading", "math"]}}
    each = product("Both", week(25, scope="per_subject"), **both)
    gap = product("Gap", week(25, subjects=["reading"]), purchase={"subjects": ["reading", "math"]}, **both)

    assert ": 50 minutes a week from 1 product" in line(each).text
    assert ": 25 or more minutes a week from 1 product" in line(gap).text
    assert "which may reach" in line(gap).text


def test_what_states_no_minutes_is_named_and_never_guessed() -> None:
    found = line(
        product("Reading", week(30)),
        product("Silent"),
        product("Per what", {"minutes": 30}),
        product("Lessons", {"lessons_per_week": 3}),
        *(product(f"Silent {number}") for number in range(4)),
    )

    assert found.text.endswith(
        '; "Silent", "Per what", "Lessons", "Silent 0", "Silent 1" and 2 more are not counted, as their '
        "minutes a week for these grades are not stated"
    )
    assert ": 30 minutes a week from 1 product for" in found.text


def test_a_product_without_grades_may_be_for_these() -> None:
    unsaid = {"product": {"grades": None}}

    assert '"Reading" is not counted' in line(product("Reading", week(30), **unsaid)).text
    assert (
        "30 minutes a week from 1 product for a student in grade 1,"
        in line(product("Reading", week(30, grades="1"), **unsaid), entry=BudgetEntry(("1",), 60)).text
    )


def test_a_product_that_comes_twice_is_counted_once() -> None:
    found = line(product("Reading", week(20)), product(" reading ", week(30)), product("Math", week(10)))

    assert ": 40 minutes a week from 2 products for" in found.text


def test_only_what_students_use_every_week_is_counted() -> None:
    teachers = product("For teachers", week(300), product={"students_use": False})
    yearly = product("Test", {"minutes": 300, "per": "year", "weeks": 30}, product={"category": "assessment"})
    weekly = product("Test", week(10), product={"category": "assessment"})

    nothing = "screen time: no product screened states minutes a week for grades K to 2"
    assert line(teachers).text.startswith(nothing)
    assert line(yearly).text.startswith(nothing)
    assert ": 10 minutes" in line(weekly).text
    assert ": 300 minutes" in line(teachers, role="vendor").text  # only the district's word decides that


def test_a_name_is_shown_without_its_control_characters() -> None:
    assert '"A\\x1b[31m"' in line(product("A\x1b[31m")).text


def test_without_a_budget_nothing_is_said() -> None:
    budget = ScreenBudget([])
    budget.count(product("Reading", week(30)), "district")
    assert budget.lines() == []
