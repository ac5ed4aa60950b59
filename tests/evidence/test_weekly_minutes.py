"""A student's weekly minutes, worked out from one entry of the dosage."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edscreen.evidence.spans import Span, in_words
from edscreen.evidence.weekly_minutes import (
    WeeklyMinutes,
    exact_minutes,
    in_each_subject,
    lessons_apart,
    promised_minutes,
    weekly_minutes,
)
from edscreen.profile.models import Dosage
from edscreen.profile.ranges import Range


def entry(**fields: Any) -> Dosage:
    return Dosage.model_validate(fields)


def read(**fields: Any) -> WeeklyMinutes:
    return weekly_minutes(entry(**fields))


@pytest.mark.parametrize(
    ("fields", "in_full"),
    [
        ({"minutes": 30, "per": "week"}, "30 minutes a week"),
        ({"minutes": "30-40", "per": "week"}, "30 to 40 minutes a week"),
        (
            {"minutes": 10, "per": "day", "days_per_week": 5},
            "10 minutes a day on 5 days a week: 50 minutes a week",
        ),
        (
            {"minutes": "10-15", "per": "session", "sessions_per_week": "2-3"},
            "10 to 15 minutes a session in 2 to 3 sessions a week: 20 to 45 minutes a week",
        ),
        (
            {"minutes": 1000, "per": "year", "weeks": "30-36"},
            "1,000 minutes a year over 30 to 36 weeks: 27.77 to 33.33 minutes a week",
        ),
        (
            {"lessons_per_week": 3, "minutes_per_lesson": "10-12"},
            "3 lessons a week of 10 to 12 minutes each: 30 to 36 minutes a week",
        ),
        (
            {"lessons_per_week": 1, "minutes_per_lesson": 9},
            "1 lesson a week of 9 minutes each: 9 minutes a week",
        ),
        ({"minutes": "30+", "per": "week"}, "30 or more minutes a week"),
        (
            {"minutes": 10, "per": "day", "days_per_week": "3+"},
            "10 minutes a day on 3 or more days a week: 30 or more minutes a week",
        ),
        (
            {"minutes": 600, "per": "year", "weeks": "20+"},
            "600 minutes a year over 20 or more weeks: up to 30 minutes a week",
        ),
    ],
)
def test_what_is_stated_in_full_is_worked_out_end_by_end(fields: dict[str, Any], in_full: str) -> None:
    minutes = read(**fields)

    assert minutes.in_full == in_full
    assert minutes.least == minutes.most
    assert not minutes.missing


@pytest.mark.parametrize(
    ("fields", "least", "most"),
    [
        ({"minutes": 10, "per": "day"}, Span(10, 10), Span(70, 70)),
        ({"minutes": 10, "per": "session"}, Span(10, 10), Span(math.inf, math.inf)),
        ({"minutes": 0, "per": "session"}, Span(0, 0), Span(0, 0)),
        ({"minutes": 520, "per": "year"}, Span(10, 10), Span(520, 520)),
        ({"minutes": 52}, Span(1, 1), Span(math.inf, math.inf)),
        ({"minutes": 52, "weeks": 26, "sessions_per_week": 2}, Span(2, 2), Span(364, 364)),
        ({"lessons_per_week": 3}, Span(0, 0), Span(math.inf, math.inf)),
        ({"lessons_per_week": 0}, Span(0, 0), Span(0, 0)),
        ({}, Span(0, 0), Span(math.inf, math.inf)),
        ({"offline_minutes": 30}, Span(0, 0), Span(math.inf, math.inf)),
        ({"individualised": True, "minutes": 30, "per": "week"}, Span(0, 0), Span(math.inf, math.inf)),
        ({"individualised": True, "minutes": 30, "weeks": "2-5"}, Span(0, 0), Span(math.inf, math.inf)),
        ({"individualised": True, "minutes": "30+", "per": "week"}, Span(30, 30), Span(math.inf, math.inf)),
        ({"individualised": True, "minutes": "up to 30", "per": "week"}, Span(0, 0), Span(30, 30)),
    ],
)
def test_what_is_missing_is_taken_in_its_lowest_and_its_highest_reading(
    fields: dict[str, Any], least: Span, most: Span
) -> None:
    minutes = read(**fields)

    assert (minutes.least, minutes.most) == (least, most)
    assert minutes.missing


@pytest.mark.parametrize("scope", [None, "per_subject", "total"])
def test_minutes_that_are_counted_in_nothing_have_no_result(scope: str | None) -> None:
    minutes = in_each_subject(read(minutes="30+"), scope, 2)

    assert minutes.in_full.startswith("30 or more minutes")
    assert "a week" not in minutes.in_full


def test_a_dosage_set_for_each_student_is_what_its_closed_range_says() -> None:
    assert read(individualised=True, minutes="20-40", per="week") == read(minutes="20-40", per="week")


def test_use_in_less_than_a_week_falls_into_that_week() -> None:
    assert read(minutes=30, per="year", weeks=0).least == Span(30, 30)


def test_sessions_may_be_counted_as_lessons_of_that_name() -> None:
    by_lessons = read(minutes=20, per="session", lessons_per_week=3, lesson_unit="session")

    assert by_lessons.least == Span(60, 60)
    assert by_lessons.fields == ("minutes", "lessons_per_week")


@pytest.mark.parametrize(
    ("scope", "subjects", "least", "most"),
    [
        ("total", 3, 30, 30),
        ("per_subject", 1, 30, 30),
        ("per_subject", 3, 90, 90),
        ("per_subject", None, 30, math.inf),
        (None, 1, 30, 30),
        (None, 3, 30, 90),
        (None, None, 30, 30),
    ],
)
def test_minutes_count_once_for_each_subject_where_they_are_for_each(
    scope: str | None, subjects: int | None, least: float, most: float
) -> None:
    minutes = in_each_subject(promised_minutes(Range(30, 30)), scope, subjects)

    assert (minutes.least.low, minutes.most.high) == (least, most)
    assert bool(minutes.missing) == (least != most)


@pytest.mark.parametrize(("lessons", "apart"), [(8, False), (12, False), (7.9, True), (12.1, True)])
def test_a_fifth_apart_is_no_disagreement_yet(lessons: float, apart: bool) -> None:
    both = entry(minutes=10, per="week", lessons_per_week=1, minutes_per_lesson=lessons)

    assert bool(lessons_apart(both, weekly_minutes(both))) is apart


def test_either_end_may_be_apart() -> None:
    both = entry(minutes="10-20", per="week", lessons_per_week=1, minutes_per_lesson="10-30")
    found = lessons_apart(both, weekly_minutes(both))

    assert found is not None
    assert found.result == "10 to 30 minutes a week"


@pytest.mark.parametrize(
    "fields",
    [
        {"minutes": 10, "per": "day", "lessons_per_week": 1, "minutes_per_lesson": 500},
        {"minutes": 10, "per": "week", "lessons_per_week": 1},
        {"lessons_per_week": 1, "minutes_per_lesson": 500},
    ],
)
def test_what_is_not_stated_in_full_disagrees_with_nothing(fields: dict[str, Any]) -> None:
    both = entry(**fields)

    assert lessons_apart(both, weekly_minutes(both)) is None


@pytest.mark.parametrize(
    ("fields", "exact"),
    [
        ({"minutes": 30, "per": "week"}, Range(30, 30)),
        ({"minutes": "30-40", "per": "week"}, Range(30, 40)),
        ({"minutes": 10, "per": "day", "days_per_week": 3}, Range(30, 30)),
        ({"lessons_per_week": 3, "minutes_per_lesson": 10}, Range(30, 30)),
        ({"minutes": "30+", "per": "week"}, None),
        ({"minutes": "up to 30", "per": "week"}, None),
        ({"minutes": 10, "per": "day"}, None),
        ({"minutes": 10, "per": "day", "days_per_week": "3+"}, None),
        ({"lessons_per_week": 3}, None),
        ({"individualised": True, "minutes": 30, "per": "week"}, None),
    ],
)
def test_exact_is_a_number_or_a_range_with_both_ends(fields: dict[str, Any], exact: Range | None) -> None:
    assert exact_minutes(entry(**fields)) == exact


@pytest.mark.parametrize(
    ("minutes", "words"), [(44.9999, "44.99"), (45, "45"), (45.5, "45.5"), (10080, "10,080")]
)
def test_a_number_in_words_never_shows_a_limit_that_it_does_not_reach(minutes: float, words: str) -> None:
    assert in_words(minutes) == words


AMOUNTS = st.one_of(
    st.integers(0, 90),
    st.tuples(st.integers(0, 90), st.integers(0, 90)).map(lambda ends: f"{min(ends)}-{max(ends)}"),
    st.integers(0, 90).map("{}+".format),
    st.integers(0, 90).map("up to {}".format),
)
COUNTS = st.one_of(st.none(), st.integers(0, 7), st.just("2-5"), st.just("3+"), st.just("up to 4"))
ENTRIES = st.fixed_dictionaries(
    {},
    optional={
        "minutes": AMOUNTS,
        "per": st.sampled_from(["week", "day", "session", "year"]),
        "days_per_week": COUNTS,
        "sessions_per_week": COUNTS,
        "weeks": COUNTS,
        "lessons_per_week": COUNTS,
        "lesson_unit": st.sampled_from(["lesson", "skill", "session"]),
        "minutes_per_lesson": AMOUNTS,
        "individualised": st.booleans(),
    },
).map(lambda fields: {key: value for key, value in fields.items() if value is not None})


@given(ENTRIES)
def test_the_lowest_reading_is_never_over_the_highest(fields: dict[str, Any]) -> None:
    minutes = read(**fields)

    assert 0 <= minutes.least.low <= minutes.least.high <= minutes.most.high
    assert minutes.least.low <= minutes.most.low
    assert minutes.missing or minutes.least == minutes.most
    assert "inf" not in minutes.in_full
    assert "nan" not in minutes.in_full


@given(ENTRIES, st.integers(0, 90), st.integers(1, 7))
def test_what_a_vendor_adds_lies_between_the_readings_before(
    fields: dict[str, Any], minutes: int, count: int
) -> None:
    silent = {key: value for key, value in fields.items() if key not in {"individualised", "lesson_unit"}}
    for per, field in (("day", "days_per_week"), ("session", "sessions_per_week"), ("year", "weeks")):
        stated = {**silent, "minutes": minutes, "per": per, field: count}
        told = read(**stated)
        for unsaid in (("per",), (field,), ("per", field)):
            before = read(**{key: value for key, value in stated.items() if key not in unsaid})
            assert before.least.low <= told.least.low + 1e-9
            assert told.most.high <= before.most.high + 1e-9


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"minutes": 1, "per": "week"}, "1 minute a week"),
        ({"minutes": 1, "per": "day", "days_per_week": 1}, "1 minute a day on 1 day a week: 1 minute a week"),
        ({"minutes": 52, "per": "year", "weeks": 1}, "52 minutes a year over 1 week: 52 minutes a week"),
        (
            {"lessons_per_week": 1, "minutes_per_lesson": 1},
            "1 lesson a week of 1 minute each: 1 minute a week",
        ),
    ],
)
def test_one_of_anything_is_named_in_the_singular(fields: dict[str, Any], said: str) -> None:
    assert read(**fields).in_full == said
