"""What holds of `screen-time` for any dosage that a profile may state."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edscreen.profile.models import Profile
from edscreen.registries.bundle import Registries
from edscreen.screening.rulebook import open_shelf

if TYPE_CHECKING:
    from edscreen.screening.answers import Answer

[RULE] = [rule for rule in open_shelf().rules if rule.id == "screen-time"]
RANKS = {"pass": 0, "undisclosed": 1, "flag": 2}

AMOUNTS = st.one_of(
    st.integers(0, 90),
    st.tuples(st.integers(0, 90), st.integers(0, 90)).map(lambda ends: f"{min(ends)}-{max(ends)}"),
    st.integers(0, 90).map("{}+".format),
    st.integers(0, 90).map("up to {}".format),
)
COUNTS = st.sampled_from([0, 1, 3, "2-5", "3+", "up to 4"])
GRADES = st.sampled_from([["K"], ["K-2"], [2, 3], ["3-5"], []])
SUBJECTS = st.sampled_from([["reading"], ["math"], ["reading", "math"], ["writing", "science"], []])
USES = st.sampled_from(["core", "intervention"])
ENTRIES = st.fixed_dictionaries(
    {},
    optional={
        "population": st.sampled_from(["all students", "below grade level"]),
        "grades": GRADES,
        "subjects": SUBJECTS,
        "use": USES,
        "minutes": AMOUNTS,
        "per": st.sampled_from(["week", "week", "day", "session", "year"]),
        "scope": st.sampled_from(["per_subject", "total"]),
        "days_per_week": COUNTS,
        "sessions_per_week": COUNTS,
        "weeks": COUNTS,
        "lessons_per_week": COUNTS,
        "minutes_per_lesson": AMOUNTS,
        "individualised": st.booleans(),
    },
)
OUTCOMES = st.fixed_dictionaries(
    {"measure": st.just("MAP")},
    optional={
        "for": st.sampled_from(["All Students", "third grade"]),
        "dosage_minutes_per_week": AMOUNTS,
        "dosage_lessons_per_week": COUNTS,
    },
)
PRODUCTS = st.fixed_dictionaries(
    {"name": st.just("Lumen Reading")},
    optional={
        "grades": GRADES,
        "subjects": SUBJECTS,
        "category": st.sampled_from(["core", "assessment"]),
    },
)
PURCHASES = st.none() | st.fixed_dictionaries(
    {}, optional={"grades": GRADES, "subjects": SUBJECTS, "use": USES, "tier": st.sampled_from([1, 3])}
)
OPTIONS = st.sampled_from(
    [
        {},
        {"limits": [{"grades": ["K", 1, 2], "flag_at": 20}]},
        {"limits": [{"use": "intervention", "tier": 3, "flag_at": 90}, {"use": "core", "flag_at": 30}]},
    ]
)
PROFILES = st.fixed_dictionaries(
    {
        "product": PRODUCTS,
        "purchase": PURCHASES,
        "dosage": st.lists(ENTRIES, min_size=1, max_size=4),
        "outcomes": st.lists(OUTCOMES, max_size=2),
    }
)


def judge(options: dict[str, Any] | None = None, **given: Any) -> Answer:
    profile = Profile.model_validate({"edscreen": 1, "vendor": {"name": "Lumen"}, **given})
    known = {
        "profile": profile,
        "options": RULE.options(**(options or {})),
        "as_of": date(2026, 11, 21),
        "category": profile.product.category,
        "purchase": profile.purchase,
        "registries": Registries.load(),
    }
    return RULE.judge(*(known[name] for name in RULE.needs))


def rank(answer: Answer) -> tuple[int, bool]:
    return RANKS[answer.outcome], answer.outcome == "flag" and not answer.softer


@given(PROFILES, OPTIONS)
def test_any_dosage_gets_an_answer_in_plain_words(given: dict[str, Any], options: dict[str, Any]) -> None:
    answer = judge(options, **given)

    assert answer.outcome in {"pass", "flag", "undisclosed", "not_applicable"}
    assert " inf " not in answer.message
    assert " nan " not in answer.message
    assert answer.evidence
    assert answer == judge(options, **given)


@given(PROFILES, OPTIONS, st.integers(0, 90), st.integers(0, 200))
def test_more_minutes_never_make_a_milder_answer(
    given: dict[str, Any], options: dict[str, Any], minutes: int, more: int
) -> None:
    given["product"]["category"] = "core"
    first, *rest = given["dosage"]

    few = judge(options, **{**given, "dosage": [{**first, "minutes": minutes}, *rest]})
    many = judge(options, **{**given, "dosage": [{**first, "minutes": minutes + more}, *rest]})

    assert rank(few) <= rank(many)


@given(PROFILES, OPTIONS, ENTRIES)
def test_a_further_entry_never_turns_a_flag_into_a_pass(
    given: dict[str, Any], options: dict[str, Any], further: dict[str, Any]
) -> None:
    given["product"]["category"] = "core"
    before = judge(options, **given)
    after = judge(options, **{**given, "dosage": [*given["dosage"], further]})

    assert (before.outcome, after.outcome) != ("flag", "pass")


@given(PROFILES, OPTIONS)
def test_the_order_of_the_entries_changes_no_answer(given: dict[str, Any], options: dict[str, Any]) -> None:
    turned = {**given, "dosage": given["dosage"][::-1]}
    first, second = judge(options, **given), judge(options, **turned)

    assert (first.outcome, first.softer) == (second.outcome, second.softer)


@pytest.mark.parametrize("flag_at", [0, -1, "many"])
def test_a_limit_is_a_number_over_zero(flag_at: object) -> None:
    with pytest.raises(ValueError, match="flag_at"):
        RULE.options.model_validate({"flag_at": flag_at})


def test_very_many_entries_are_counted_and_not_all_named() -> None:
    dosage = [{"minutes": 30 + number / 1000, "per": "week"} for number in range(2000)]

    answer = judge(dosage=dosage, product={"name": "Lumen Reading"})

    assert "and 1994 more" in answer.message
    assert len(answer.message) < 1000
    assert len(answer.evidence) < 10


def test_a_limit_is_said_once() -> None:
    dosage = [
        {"grades": grade, "minutes": minutes, "per": "week"} for grade, minutes in ((1, 50), (2, 20), (3, 30))
    ]

    message = judge(product={"name": "Lumen Reading", "subjects": ["reading"]}, dosage=dosage).message

    assert message.count("the limit is 45") == 1


def test_a_source_is_cited_last() -> None:
    dosage = [{"minutes": 50, "per": "week", "source": "guide, page 4"}, {"minutes": 20, "per": "week"}]

    answer = judge(product={"name": "Lumen Reading", "subjects": ["reading"]}, dosage=dosage)

    assert answer.evidence == (("dosage", 0, "minutes"), ("dosage", 1, "minutes"), ("dosage", 0, "source"))


def test_the_length_that_an_outcome_on_lessons_takes_from_the_dosage_is_cited() -> None:
    dosage = [{"lessons_per_week": 3, "minutes_per_lesson": 12}]

    answer = judge(
        product={"name": "Lumen Reading", "subjects": ["reading"]},
        dosage=dosage,
        outcomes=[{"measure": "MAP", "dosage_lessons_per_week": 5}],
    )

    assert answer.evidence[:2] == (
        ("outcomes", 0, "dosage_lessons_per_week"),
        ("dosage", 0, "minutes_per_lesson"),
    )


def test_very_many_dosages_and_outcomes_on_lessons_are_judged_at_once() -> None:
    dosage = [{"lessons_per_week": 1, "minutes_per_lesson": 1 + number / 1000} for number in range(4_000)]
    outcomes = [{"measure": "MAP", "dosage_lessons_per_week": 2 + number / 1000} for number in range(3_000)]

    answer = judge(
        product={"name": "Lumen Reading", "subjects": ["reading"]}, dosage=dosage, outcomes=outcomes
    )

    assert answer.outcome == "pass"
    assert len(answer.message) < 5_000
