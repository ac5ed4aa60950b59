"""`sea-approval` on any approvals: the best entry leads, and no entry can make another count less."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.texts import may_stand

from edscreen.screening.cases import Case, judge
from edscreen.screening.rulebook import open_shelf

if TYPE_CHECKING:
    from edscreen.screening.scorecard import Finding

RULE = next(rule for rule in open_shelf().rules if rule.id == "sea-approval")

URLS = [
    "https://schools.utah.gov/lists/x",
    "https://schools.utah.gov/",
    "https://cde.state.co.us/lists/x",
    "https://csi.state.co.us/lists/x",
    "https://msinstructionalmaterials.org/",
    "https://msinstructionalmaterials.org/ela",
    "https://carei.umn.edu/x",
    "https://www.vendor.example/awards",
]
DAYS = st.dates(date(2015, 1, 1), date(2030, 1, 1)).map(date.isoformat)
GRADES = st.lists(st.sampled_from(["K", "1", "5", "12"]), max_size=3)
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1).filter(may_stand)
CATEGORIES = ["core", "supplemental", "software"]
JUDGED = ["alignment", "evidence", "efficacy", "privacy", "accessibility", "purchasing"]


def approvals(results: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"state": st.sampled_from(["UT", "CO", "MS", "MN"])},
        optional={
            "approver": TEXT,
            "list": TEXT,
            "product_edition": st.sampled_from(["4.2", "4.20"]),
            "grades": GRADES,
            "category": st.sampled_from(CATEGORIES),
            "judged": st.lists(st.sampled_from(JUDGED), max_size=3),
            "result": st.sampled_from(results),
            "date": DAYS,
            "expires": DAYS,
            "url": st.sampled_from(URLS),
        },
    )


NOT_REJECTED = approvals(["approved", "recommended", "listed", "expired"])
ANY = approvals(["approved", "recommended", "listed", "rejected", "expired"])
SOUND: dict[str, Any] = {
    "state": "UT",
    "judged": ["efficacy"],
    "result": "approved",
    "date": "2025-08-01",
    "url": "https://schools.utah.gov/lists/x",
}
REJECTED = {**SOUND, "state": "CO", "result": "rejected", "url": "https://cde.state.co.us/lists/x"}

GOODNESS = [("pass", "red"), ("flag", "caution"), ("undisclosed", "red"), ("flag", "red")]


def screened(entries: list[dict[str, Any]]) -> Finding:
    profile = (
        'product: {name: Sample Product, version: "4.2", grades: [K, 1, 2, 3], category: supplemental}\n'
        f"approvals: {json.dumps(entries, ensure_ascii=False)}\n"
    )
    return judge(
        RULE, Case.model_validate({"name": "any", "profile": profile, "expect": {"outcome": "pass"}})
    )


def goodness(entries: list[dict[str, Any]]) -> int:
    """The place in the order in which entries lead, 0 the best."""
    finding = screened(entries)
    return GOODNESS.index((finding.outcome, finding.severity))


@given(st.lists(ANY, min_size=1, max_size=4), st.data())
def test_the_order_of_entries_does_not_change_the_answer(
    entries: list[dict[str, Any]], data: st.DataObject
) -> None:
    assert goodness(entries) == goodness(data.draw(st.permutations(entries)))


@given(st.lists(ANY, min_size=1, max_size=4), NOT_REJECTED)
def test_a_further_entry_never_makes_the_answer_worse(
    entries: list[dict[str, Any]], more: dict[str, Any]
) -> None:
    assert goodness([*entries, more]) <= goodness(entries)


@given(st.lists(NOT_REJECTED, max_size=4))
def test_one_sound_approval_passes_beside_any_that_is_not_a_rejection(entries: list[dict[str, Any]]) -> None:
    assert goodness([*entries, SOUND]) == 0


@given(st.lists(ANY, max_size=4))
def test_a_rejection_is_always_shown_and_keeps_from_a_pass(entries: list[dict[str, Any]]) -> None:
    finding = screened([*entries, REJECTED])
    assert finding.outcome != "pass"
    assert "Colorado: the state rejected it on 1 August 2025" in finding.message


@given(st.lists(ANY, min_size=1, max_size=4))
def test_an_answer_that_counts_is_documented_and_a_question_has_its_words(
    entries: list[dict[str, Any]],
) -> None:
    finding = screened(entries)
    if (finding.outcome, finding.severity) in GOODNESS[:2]:
        assert finding.basis == "documented"
    if finding.outcome != "pass":
        assert finding.ask_vendor
    assert finding.evidence


@pytest.mark.parametrize(
    "state_of_page", ["https://tea.texas.gov.evil.example/x", "https://evil.example\\@tea.texas.gov/x"]
)
def test_a_look_alike_of_an_agency_does_not_count(state_of_page: str) -> None:
    finding = screened([{**SOUND, "state": "TX", "url": state_of_page}])
    assert (finding.outcome, finding.severity, finding.basis) == ("flag", "red", "claimed")
