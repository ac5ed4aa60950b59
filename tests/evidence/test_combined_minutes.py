"""What one student gets from several entries together."""

from __future__ import annotations

from typing import Any

import pytest

from edscreen.evidence.combined_minutes import Combined, combinations
from edscreen.evidence.stated_minutes import holds_for, stated_minutes
from edscreen.evidence.subjects import among, as_counted, subject_in_words
from edscreen.profile.models import Dosage, Profile, Purchase
from edscreen.profile.words import same_words


def profile(dosage: list[dict[str, Any]], **more: Any) -> Profile:
    given = {"edscreen": 1, "vendor": {"name": "Lumen"}, "product": {"name": "Lumen Reading"}, **more}
    return Profile.model_validate({**given, "dosage": dosage})


def weekly(minutes: object, **fields: Any) -> dict[str, Any]:
    return {"minutes": minutes, "per": "week", **fields}


def combined(*dosage: dict[str, Any], **more: Any) -> list[Combined]:
    holding, _ = stated_minutes(profile(list(dosage), **more), None)
    return list(combinations(holding))


def sums(*dosage: dict[str, Any], **more: Any) -> list[tuple[float, float, float]]:
    found = [one.minutes for one in combined(*dosage, **more)]
    return [(minutes.least.low, minutes.least.high, minutes.most.high) for minutes in found]


def test_different_subjects_add_up() -> None:
    assert sums(weekly(30, subjects=["reading"]), weekly("20-25", subjects=["math"])) == [(50, 55, 55)]


def test_the_same_subject_is_an_alternative_and_the_greatest_counts() -> None:
    assert set(sums(weekly("30-50", subjects=["math"]), weekly("40-44", subjects=["math"]))) == {
        (30, 50, 50),
        (40, 44, 44),
    }


def test_of_alternatives_the_one_that_may_be_greatest_counts_too() -> None:
    several = sums(weekly(30, subjects=["math"]), {"minutes": 10, "per": "day", "subjects": ["math"]})

    assert max(most for _, _, most in several) == 70
    assert max(low for low, _, _ in several) == 30


def test_entries_whose_subjects_overlap_are_taken_both_ways() -> None:
    both, math = ["reading", "math"], ["math"]

    assert sums(weekly(30, subjects=both, scope="total"), weekly(20, subjects=math)) == [(30, 30, 50)]


def test_what_adds_up_among_overlapping_entries_is_the_least() -> None:
    parts = sums(
        weekly(40, subjects=["reading", "math"], scope="total"),
        weekly(30, subjects=["reading"]),
        weekly(30, subjects=["math"]),
    )
    assert parts == [(60, 60, 100)]


def test_an_entry_without_subjects_may_overlap_any() -> None:
    assert sums(weekly(30), weekly(20, subjects=["math"])) == [(30, 30, 50)]


def test_an_entry_without_subjects_holds_for_those_sold() -> None:
    product = {"name": "Lumen", "subjects": ["math"]}

    assert sums(weekly(30), weekly(20, subjects=["math"]), product=product) == [(30, 30, 30)]


def test_an_outcome_stands_beside_the_dosage_and_is_never_added() -> None:
    outcomes = [{"measure": "MAP", "dosage_minutes_per_week": 40}]

    found = combined(weekly(30), outcomes=outcomes)

    assert [[part.section for part in one.parts] for one in found] == [["dosage"], ["outcomes"]]


@pytest.mark.parametrize(
    ("scope", "minutes", "least", "most"),
    [
        ("total", 40, 40, 40),
        ("per_subject", 20, 40, 40),
        ("per_subject", 30, 60, 60),
        ("per_subject", 40, 40, 80),
        (None, 20, 20, 40),
    ],
)
def test_an_outcome_takes_the_scope_of_the_dosage_where_that_is_clear(
    scope: str | None, minutes: int, least: float, most: float
) -> None:
    product = {"name": "Lumen", "subjects": ["reading", "math"]}
    dosage = weekly(30, **({"scope": scope} if scope else {}))
    outcomes = [{"measure": "MAP", "dosage_minutes_per_week": minutes}]

    _, promised = combined(dosage, product=product, outcomes=outcomes)

    assert (promised.minutes.least.low, promised.minutes.most.high) == (least, most)


def test_an_outcome_for_the_students_of_one_entry_stands_in_its_place() -> None:
    outcomes = [{"measure": "MAP", "for": "Readers ", "dosage_minutes_per_week": 40}]
    reading = weekly(30, subjects=["reading"], population="readers")

    found = sums(reading, weekly(20, subjects=["math"]), outcomes=outcomes)

    assert set(found) == {(60, 60, 60)}


def test_an_outcome_for_the_students_of_several_entries_takes_their_grades() -> None:
    outcomes = [{"measure": "MAP", "for": "all", "dosage_minutes_per_week": 40}]
    dosage = [weekly(30, grades=grade, population="all") for grade in (1, 3)]

    holding, _ = stated_minutes(profile(dosage, outcomes=outcomes), None)

    assert [one.grades for one in holding] == [("1",), ("3",), ("1", "3")]


def test_an_outcome_goes_where_the_entries_for_its_students_go() -> None:
    outcomes = [{"measure": "MAP", "for": "third grade", "dosage_minutes_per_week": 40}]
    dosage = [weekly(30, grades=1), weekly(30, grades=3, population="third grade")]

    holding, elsewhere = stated_minutes(
        profile(dosage, outcomes=outcomes), Purchase.model_validate({"grades": [1]})
    )

    assert [(one.section, one.index) for one in holding] == [("dosage", 0)]
    assert [(one.section, one.index) for one in elsewhere] == [("dosage", 1), ("outcomes", 0)]


def test_a_use_is_taken_before_others() -> None:
    core, more = weekly(30, subjects=["math"], use="core"), weekly(60, subjects=["math"], use="intervention")
    holding, _ = stated_minutes(profile([core, more]), None)

    assert {one.use for one in combinations(holding, "core")} == {"core"}
    assert {one.use for one in combinations(holding, "tutoring")} == {"intervention"}


@pytest.mark.parametrize(
    ("entry", "holds"),
    [
        ({}, True),
        ({"grades": [1, 2]}, True),
        ({"grades": [2]}, False),
        ({"subjects": ["reading", "math"]}, True),
        ({"subjects": ["english_language_arts"]}, True),
        ({"subjects": ["math"]}, False),
        ({"use": "core"}, True),
        ({"use": "intervention"}, False),
    ],
)
def test_an_entry_holds_for_what_is_bought(entry: dict[str, Any], holds: bool) -> None:
    bought = Purchase.model_validate({"grades": [1], "subjects": ["reading"], "use": "core"})

    assert holds_for(Dosage.model_validate(entry), bought) is holds
    assert holds_for(Dosage.model_validate(entry), None)


def test_reading_and_writing_count_once_but_are_bought_apart() -> None:
    assert as_counted(["reading", "writing", "english_language_arts", "math"]) == {
        "english_language_arts",
        "math",
    }
    assert among(["reading", "writing", "math"], ["writing"]) == ("writing",)
    assert among(["reading", "writing", "math"], ["english_language_arts"]) == ("reading", "writing")


def test_words_are_compared_without_case_and_spaces() -> None:
    assert same_words(" Grades  K-3") == same_words("grades k-3")
    assert subject_in_words("english_language_arts") == "English language arts"
