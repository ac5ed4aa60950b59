"""Where a product stands in the plot: only what is stated in full, and only studies by others."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from edscreen.batch.plotted import plotted
from edscreen.profile.documents import Document
from edscreen.profile.found_files import documents_of_file

if TYPE_CHECKING:
    from edscreen.batch.plotted import Plotted

STUDY: dict[str, Any] = {
    "title": "A trial",
    "design": "randomized_controlled_trial",
    "analysis": "intent_to_treat",
    "evaluator": {"name": "Northmoor University", "kind": "university", "tie": "none"},
    "funder": {"name": "Office of Research", "kind": "government"},
    "findings": [{"effect_size": 0.14, "subgroup": "all"}],
}
HIRED = {"evaluator": {"name": "Northmoor University", "kind": "university", "tie": "hired_by_vendor"}}
PARTNER = {"evaluator": {"name": "Northmoor University", "kind": "university", "tie": "works_with_developer"}}


def place(**sections: Any) -> Plotted:
    data = {
        "edscreen": 1,
        "vendor": {"name": "Lumen Learning, Inc."},
        "product": {"name": "Lumen Reading", "subjects": ["reading"], "grades": ["K", 1, 2]},
        **sections,
    }
    [document] = documents_of_file("lumen.yaml", json.dumps(data).encode())
    assert isinstance(document, Document), document
    return plotted(document.profile, "vendor")


@pytest.mark.parametrize(
    ("dosage", "low", "high"),
    [
        ([{"minutes": 30, "per": "week"}], 30, 30),
        ([{"minutes": "30-45", "per": "week"}], 30, 45),
        ([{"minutes": "30+", "per": "week"}], 30, None),
        ([{"minutes": "up to 60", "per": "week"}], None, 60),
        ([{"minutes": 20, "per": "day", "days_per_week": 3}], 60, 60),
        ([{"minutes": 20, "per": "day"}], None, None),
        ([{"minutes": 20}], None, None),
        (
            [
                {"minutes": 20, "per": "week", "grades": ["K"]},
                {"minutes": 50, "per": "week", "grades": [1, 2]},
            ],
            20,
            50,
        ),
        ([], None, None),
    ],
)
def test_minutes_a_week(dosage: list[dict[str, Any]], low: float | None, high: float | None) -> None:
    found = place(dosage=dosage)
    assert (found.minutes_low, found.minutes_high) == (low, high)


def test_minutes_that_only_a_promised_outcome_names_count_where_there_is_no_dosage() -> None:
    outcome = {"measure": "State Test", "dosage_minutes_per_week": 35}
    assert place(outcomes=[outcome])[:2] == (35, 35)
    assert place(outcomes=[outcome], dosage=[{"minutes": 20, "per": "week"}])[:2] == (20, 20)


@pytest.mark.parametrize(
    ("changed", "effect", "is_paid", "analysis"),
    [
        ({}, 0.14, False, "intent_to_treat"),
        ({"analysis": "dosage_conditional"}, 0.14, False, "dosage_conditional"),
        (HIRED, 0.14, True, "intent_to_treat"),
        ({"funder": {"name": "Lumen Learning", "kind": "foundation"}}, 0.14, True, "intent_to_treat"),
        ({"funder": {"kind": "vendor"}}, 0.14, True, "intent_to_treat"),
        (PARTNER, 0.14, False, "intent_to_treat"),
        (PARTNER | {"funder": {"kind": "none"}}, 0.14, True, "intent_to_treat"),
        (
            {"evaluator": {"name": "Utah Board", "kind": "government"}, "funder": None},
            0.14,
            False,
            "intent_to_treat",
        ),
    ],
)
def test_an_effect_and_what_makes_its_mark_hollow(
    changed: dict[str, Any], effect: float, is_paid: bool, analysis: str
) -> None:
    assert place(studies=[STUDY | changed])[2:] == (effect, is_paid, analysis)


@pytest.mark.parametrize(
    "changed",
    [
        {"analysis": None},
        {"design": "correlational"},
        {"design": None},
        {"product": "Lumen Math"},
        {"funder": None},
        {"evaluator": None},
        {"evaluator": {"name": "Lumen Learning Research Team", "kind": "research_firm", "tie": "none"}},
        {"evaluator": {"name": "Northmoor University", "kind": "university"}},
        {"evaluator": {"name": "Northmoor University", "tie": "is_developer"}},
        {"findings": [{"effect_size": 0.4, "subgroup": "English learners"}]},
        {"findings": [{"effect_size": 0.4, "measure": {"name": "Lumen Test", "owner": "vendor"}}]},
        {"findings": [{"significant": True}]},
    ],
)
def test_what_is_not_stated_or_not_by_others_is_never_guessed(changed: dict[str, Any]) -> None:
    assert place(studies=[STUDY | changed])[2:] == (None, None, None)


def test_one_that_nobody_paid_for_comes_before_a_greater_one_that_the_vendor_paid_for() -> None:
    greater = STUDY | HIRED | {"findings": [{"effect_size": 0.9}]}
    best = STUDY | {"findings": [{"effect_size": 0.1}, {"effect_size": 0.2}, {"effect_size": -0.3}]}
    assert place(studies=[greater, best])[2:] == (0.2, False, "intent_to_treat")
    assert place(studies=[greater])[2:] == (0.9, True, "intent_to_treat")
