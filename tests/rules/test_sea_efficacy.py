"""`sea-efficacy` on any approvals: it asks only where `sea-approval` found one that counts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from edscreen.screening.cases import Case, judge
from edscreen.screening.rulebook import open_shelf

if TYPE_CHECKING:
    from edscreen.screening.scorecard import Finding

RULES = {rule.id: rule for rule in open_shelf().rules}

RESULT = st.fixed_dictionaries(
    {},
    optional={
        "grades": st.lists(st.sampled_from(["K", "1", "3", "12"]), max_size=3),
        "result": st.sampled_from(["positive", "mixed", "none", "negative"]),
        "effect_size": st.floats(-1, 1),
        "year": st.integers(2015, 2026),
    },
).filter(bool)
APPROVAL = st.fixed_dictionaries(
    {
        "state": st.just("UT"),
        "date": st.just("2025-08-01"),
        "result": st.sampled_from(["approved", "rejected"]),
    },
    optional={
        "judged": st.lists(st.sampled_from(["alignment", "evidence", "efficacy", "privacy"]), max_size=3),
        "expires": st.sampled_from(["2025-12-31", "2027-12-31"]),
        "url": st.sampled_from(["https://schools.utah.gov/lists/x", "https://www.vendor.example/"]),
        "measured": st.lists(RESULT, max_size=3),
    },
)
GOODNESS = [
    ("pass", "caution"),
    ("flag", "note"),
    ("undisclosed", "caution"),
    ("flag", "caution"),
    ("not_applicable", "caution"),
]


def screened(rule: str, entries: list[dict[str, Any]], **options: Any) -> Finding:
    profile = (
        "product: {name: Sample Product, grades: [K, 1, 2, 3], category: supplemental}\n"
        f"approvals: {json.dumps(entries)}\n"
    )
    case = {"name": "any", "profile": profile, "expect": {"outcome": "pass"}, "options": options}
    return judge(RULES[rule], Case.model_validate(case))


def goodness(entries: list[dict[str, Any]], **options: Any) -> int:
    """The place in the order in which approvals lead, 0 the best."""
    finding = screened("sea-efficacy", entries, **options)
    return GOODNESS.index((finding.outcome, finding.severity))


@given(st.lists(APPROVAL, min_size=1, max_size=3))
def test_it_applies_exactly_where_an_approval_counts(entries: list[dict[str, Any]]) -> None:
    approval = screened("sea-approval", entries)
    counts = (approval.outcome, approval.severity) in {("pass", "red"), ("flag", "caution")}
    assert (screened("sea-efficacy", entries).outcome != "not_applicable") is counts


@given(st.lists(APPROVAL, min_size=1, max_size=3), APPROVAL)
def test_a_further_approval_never_makes_the_answer_worse(
    entries: list[dict[str, Any]], more: dict[str, Any]
) -> None:
    assert goodness([*entries, more]) <= goodness(entries)


@given(st.lists(APPROVAL, min_size=1, max_size=3))
def test_asking_for_a_measured_effect_is_never_milder(entries: list[dict[str, Any]]) -> None:
    assert goodness(entries) <= goodness(entries, evidence_suffices=False)


@given(st.lists(RESULT, max_size=3))
def test_alignment_alone_never_passes(measured: list[dict[str, Any]]) -> None:
    entry = {
        "state": "UT",
        "judged": ["alignment"],
        "result": "approved",
        "date": "2025-08-01",
        "url": "https://schools.utah.gov/lists/x",
        "measured": measured,
    }
    assert goodness([entry]) == GOODNESS.index(("flag", "caution"))
