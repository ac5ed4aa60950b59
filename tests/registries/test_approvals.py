"""What counts as a state's approval, and the reason for what does not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from edscreen.profile.models import Approval, Profile
from edscreen.registries.agencies import AgencyTable, ApprovalHost, Place
from edscreen.registries.approvals import (
    JudgedApproval,
    grades_wanted,
    is_older,
    judge_approvals,
    other_edition,
    whose_grades,
)

TABLE = AgencyTable.load()
TODAY = date(2026, 11, 21)
SOUND: dict[str, Any] = {
    "state": "UT",
    "judged": ["efficacy"],
    "result": "approved",
    "date": "2025-08-01",
    "url": "https://schools.utah.gov/lists/x",
}


def profile(*approvals: dict[str, Any], product: dict[str, Any] | None = None, **more: Any) -> Profile:
    product = {"name": "Sample Product", "category": "supplemental", "grades": ["K-3"], **(product or {})}
    return Profile.model_validate(
        {
            "edscreen": 1,
            "vendor": {"name": "Sample Vendor"},
            "product": product,
            "approvals": [*approvals],
            **more,
        }
    )


def judged(product: dict[str, Any] | None = None, **changes: Any) -> JudgedApproval:
    """Judge the sound approval with some of its fields changed; None leaves one out."""
    entry = {key: value for key, value in {**SOUND, **changes}.items() if value is not None}
    [one] = judge_approvals(profile(entry, product=product), None, TODAY, TABLE)
    return one


def test_a_host_is_named_without_the_dot_behind_it() -> None:
    one = judged(url="https://Copy.example./lists")
    assert one.host == "copy.example"
    assert "copy.example is not a page" in one.why


def test_a_sound_approval_counts_and_knows_its_agency() -> None:
    one = judged()
    assert one.counts
    assert not one.fails
    assert one.match is not None
    assert one.match.place is Place.OWN_AGENCY
    assert one.host == "schools.utah.gov"
    assert (
        one.decision
        == "Utah approved the product on 1 August 2025, without a stated end, having judged efficacy"
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"result": "rejected"}, "result"),
        ({"result": "expired"}, "result"),
        ({"judged": []}, "judged"),
        ({"judged": ["privacy", "accessibility", "purchasing"]}, "judged"),
        ({"expires": "2026-11-20"}, "expires"),
        ({"date": "2026-11-22"}, "date"),
        ({"date": "2026-11-22", "expires": "2027-11-22"}, "date"),
        ({"category": "core"}, "category"),
        ({"grades": ["4"]}, "grades"),
        ({"url": "https://schools.utah.gov/"}, "url"),
        ({"url": "https://tea.texas.gov/lists"}, "url"),
        ({"url": "https://le.utah.gov/xcode"}, "url"),
        ({"url": "https://www.vendor.example/"}, "url"),
    ],
)
def test_what_settles_that_an_approval_does_not_count(changes: dict[str, Any], field: str) -> None:
    one = judged(**changes)
    assert one.fails
    assert not one.counts
    assert [reason.field for reason in one.deciding] == [field]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"result": None}, "result"),
        ({"judged": None}, "judged"),
        ({"date": None}, "expires"),
        ({"url": None}, "url"),
        ({"url": "https://carei.umn.edu/list"}, "url"),
    ],
)
def test_what_leaves_open_whether_an_approval_counts(changes: dict[str, Any], field: str) -> None:
    one = judged(**changes)
    assert not one.fails
    assert not one.counts
    assert [reason.field for reason in one.deciding] == [field]


@pytest.mark.parametrize(
    "changes",
    [
        {"result": "recommended"},
        {"result": "listed"},
        {"judged": ["privacy", "alignment"]},
        {"judged": ["evidence"]},
        {"expires": "2026-11-21"},
        {"date": "2026-11-21"},
        {"date": None, "expires": "2026-11-21"},
        {"category": "software"},
        {"category": "supplemental"},
        {"grades": ["3-8"]},
        {"grades": []},
    ],
)
def test_what_does_not_keep_an_approval_from_counting(changes: dict[str, Any]) -> None:
    assert judged(**changes).counts


def test_all_reasons_that_settle_are_named_and_what_is_missing_beside_them_is_not() -> None:
    one = judged(result="rejected", judged=["privacy"], url=None)
    assert one.why == (
        "the state rejected it on 1 August 2025; "
        "the state judged privacy only, not alignment, evidence or efficacy"
    )
    assert len(one.reasons) == 3


@pytest.mark.parametrize("category", ["core", "platform", "software", None])
def test_a_product_without_category_can_be_on_any_list(category: str | None) -> None:
    assert judged(product={"category": None}, category=category).counts


def test_a_product_without_grades_can_be_on_any_list() -> None:
    assert judged(product={"grades": None}, grades=["12"]).counts


def test_list_and_approver_are_named_short_and_without_control_characters() -> None:
    one = judged(list="List\u202e", approver="B" * 500)
    assert one.name.startswith('Utah (list "List\\u202e", approver "BBB')
    assert len(one.name) < 150


def test_the_grades_bought_outrank_those_sold_for() -> None:
    bought = profile(SOUND, purchase={"grades": ["5"]})
    assert grades_wanted(bought, bought.purchase) == ("5",)
    assert whose_grades(bought.purchase) == "bought"
    assert grades_wanted(bought, None) == ("K", "1", "2", "3")
    assert whose_grades(None) == "it is sold for"
    [one] = judge_approvals(bought, bought.purchase, TODAY, TABLE)
    assert one.counts
    [one] = judge_approvals(
        profile({**SOUND, "grades": ["K"]}, purchase={"grades": ["5"]}), bought.purchase, TODAY, TABLE
    )
    assert one.fails


def test_a_purchase_without_grades_leaves_those_sold_for() -> None:
    bought = profile(SOUND, purchase={"use": "intervention"})
    assert grades_wanted(bought, bought.purchase) == ("K", "1", "2", "3")
    assert whose_grades(bought.purchase) == "it is sold for"


@pytest.mark.parametrize(
    ("approved", "offered", "differ"),
    [
        ("4.2", "4.2", False),
        ("Edition 4.2", "edition  4.2 ", False),
        ("v4.2", "4.2", False),
        ("V. 4.2", "Version 4.2", False),
        ("edition 4.2", "4.2", False),
        ("Version A", "a", False),
        ("2024 edition", "2024", True),
        ("v", "version", True),
        ("4.2", "4.20", True),
        ("4.0", "4.2", True),
        (None, "4.2", False),
        ("4.2", None, False),
    ],
)
def test_editions_differ_but_for_case_spaces_and_the_word_itself(
    approved: str | None, offered: str | None, *, differ: bool
) -> None:
    entry = Approval.model_validate({**SOUND, **({"product_edition": approved} if approved else {})})
    found = other_edition(entry, profile(product={"version": offered}))
    assert found == ((approved, offered) if differ else None)


@pytest.mark.parametrize(
    ("day", "as_of", "older"),
    [
        (date(2021, 11, 21), date(2026, 11, 21), False),
        (date(2021, 11, 20), date(2026, 11, 21), True),
        (date(2020, 2, 29), date(2025, 2, 28), False),
        (date(2020, 2, 29), date(2025, 3, 1), True),
    ],
)
def test_an_approval_is_older_from_the_day_after_the_anniversary(
    day: date, as_of: date, *, older: bool
) -> None:
    assert is_older(day, 5, as_of) is older


def test_an_approval_that_counts_only_by_the_policy_says_so() -> None:
    carei = ApprovalHost(
        "MN", "carei.umn.edu", "/Minnesota-READ-Act", "named partner of the state", from_policy=True
    )
    entry = {**SOUND, "state": "MN", "url": "https://carei.umn.edu/minnesota-read-act/list"}

    [without] = judge_approvals(profile(entry), None, TODAY, TABLE)
    [one] = judge_approvals(profile(entry), None, TODAY, TABLE.with_hosts([carei]))

    assert not without.counts
    assert one.counts
    assert one.decision.startswith(
        'Minnesota (at carei.umn.edu, which the district\'s policy counts: "named partner of the state")'
    )


def test_a_policy_cannot_make_the_vendors_own_site_speak_for_a_state() -> None:
    own = ApprovalHost("UT", "lists.vendor.example", "", "says the vendor", from_policy=True)
    entry = {**SOUND, "url": "https://lists.vendor.example/utah/2025"}
    document = profile(entry)
    vendor = document.vendor.model_copy(update={"website": "https://www.vendor.example/"})

    [one] = judge_approvals(
        document.model_copy(update={"vendor": vendor}), None, TODAY, TABLE.with_hosts([own])
    )

    assert not one.counts
    assert "the vendor's own site" in one.why
