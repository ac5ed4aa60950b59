"""What holds of `outcomes-and-dosage` for any outcomes that a profile may state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from edscreen.profile.models import Profile
from edscreen.registries.bundle import Registries
from edscreen.screening.rulebook import open_shelf

if TYPE_CHECKING:
    from edscreen.screening.answers import Answer

[RULE] = [rule for rule in open_shelf().rules if rule.id == "outcomes-and-dosage"]

AMOUNTS = st.sampled_from([20, 35, "30-40", "30+", "up to 60"])
POPULATIONS = st.sampled_from(["grades K-3", "Grades  k-3", "grades 4-5"])
ENTRIES = st.fixed_dictionaries(
    {},
    optional={
        "population": POPULATIONS,
        "grades": st.sampled_from([["K-3"], [4, 5]]),
        "minutes": AMOUNTS,
        "per": st.sampled_from(["week", "week", "day", "session", "year"]),
        "days_per_week": st.sampled_from([2, "2+"]),
        "weeks": st.just(24),
        "lessons_per_week": AMOUNTS,
        "lesson_unit": st.sampled_from(["lesson", "skill"]),
        "minutes_per_lesson": AMOUNTS,
        "individualised": st.booleans(),
    },
)
PARTS = {
    "for": POPULATIONS,
    "growth": st.sampled_from([0, 4, -1.5]),
    "unit": st.sampled_from(["percentile points", "percent of students"]),
    "timeframe_weeks": st.just(26),
    "dosage_minutes_per_week": AMOUNTS,
    "dosage_lessons_per_week": AMOUNTS,
    "compared_with": st.sampled_from(["comparison_group", "own_start"]),
    "share_reaching": st.just("41%"),
}
OUTCOMES = st.fixed_dictionaries({"measure": st.just("MAP")}, optional=PARTS)
PROFILES = st.fixed_dictionaries(
    {"outcomes": st.lists(OUTCOMES, min_size=1, max_size=3)},
    optional={
        "dosage": st.lists(ENTRIES, min_size=1, max_size=3),
        "purchase": st.just({"grades": [1]}),
    },
)
COMPLETE = {
    "measure": "MAP",
    "growth": 4,
    "unit": "points",
    "timeframe_weeks": 26,
    "dosage_minutes_per_week": 35,
}


def judge(**given: Any) -> Answer:
    head = {"edscreen": 1, "vendor": {"name": "Lumen"}, "product": {"name": "Lumen Reading"}}
    profile = Profile.model_validate({**head, **given})
    known = {"profile": profile, "purchase": profile.purchase, "registries": Registries.load()}
    return RULE.judge(*(known[name] for name in RULE.needs))


def rank(answer: Answer) -> int:
    """The better the higher."""
    return {"pass": 3, "undisclosed": 2, "flag": 1 if answer.softer else 0}[answer.outcome]


@given(PROFILES)
def test_any_outcomes_get_an_answer(given: dict[str, Any]) -> None:
    answer = judge(**given)

    assert answer.outcome in {"pass", "flag", "undisclosed"}
    assert answer.evidence
    assert answer == judge(**given)


@given(PROFILES, OUTCOMES)
def test_a_further_outcome_never_makes_it_worse(given: dict[str, Any], further: dict[str, Any]) -> None:
    after = judge(**{**given, "outcomes": [*given["outcomes"], further]})

    assert rank(judge(**given)) <= rank(after)


@given(PROFILES)
def test_a_complete_outcome_within_an_exact_dosage_passes_beside_anything(given: dict[str, Any]) -> None:
    dosage = [*given.get("dosage", []), {"minutes": "30-40", "per": "week"}]

    answer = judge(**{**given, "dosage": dosage, "outcomes": [*given["outcomes"], COMPLETE]})

    assert answer.outcome == "pass"


@given(PROFILES, st.sampled_from(["timeframe_weeks", "unit", "growth"]))
def test_taking_a_part_away_never_makes_it_better(given: dict[str, Any], part: str) -> None:
    assume(all("share_reaching" not in outcome for outcome in given["outcomes"]))
    less = [{key: outcome[key] for key in outcome if key != part} for outcome in given["outcomes"]]

    assert rank(judge(**{**given, "outcomes": less})) <= rank(judge(**given))


def test_every_piece_of_evidence_is_a_value_or_the_place_of_one() -> None:
    elsewhere = {"purchase": {"grades": [1]}, "dosage": [{"grades": [4], "minutes": 30, "per": "week"}]}

    assert judge(**elsewhere, outcomes=[COMPLETE]).evidence == (
        ("purchase", "grades"),
        ("dosage", 0, "grades"),
    )
    untied = {key: value for key, value in COMPLETE.items() if key != "dosage_minutes_per_week"}
    answer = judge(dosage=[{"minutes": 30, "per": "week"}], outcomes=[untied])
    assert answer.evidence[0] == ("outcomes", 0, "dosage_minutes_per_week")


@pytest.mark.parametrize(("growth", "cited"), [(4, False), (None, True)])
def test_a_share_of_students_is_cited_where_it_is_said(growth: int | None, cited: bool) -> None:
    outcome = {**COMPLETE, "growth": growth, "share_reaching": "41%"}
    if growth is None:
        del outcome["unit"]

    answer = judge(dosage=[{"minutes": 35, "per": "week"}], outcomes=[outcome])

    assert answer.outcome == "pass"
    assert ("41%" in answer.message) is cited
    assert (("outcomes", 0, "share_reaching") in answer.evidence) is cited


@pytest.mark.parametrize("minutes", [35, "33-47"])
def test_very_many_outcomes_and_dosages_are_counted_and_not_all_named(minutes: object) -> None:
    dosage = [{"minutes": 100 + number, "per": "week"} for number in range(5_000)]
    outcomes = [{**COMPLETE, "dosage_minutes_per_week": minutes}] * 3_000

    answer = judge(dosage=dosage, outcomes=outcomes)

    assert answer.outcome == "flag"
    assert len(answer.message) < 5_000
    assert len(answer.evidence) < 20
