"""What becomes of an answer: the vendor's silence and our own blindness are never taken for each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.comparing.conftest import Made

    from edscreen.comparing.changes import Change

OUTCOMES = ("pass", "flag", "undisclosed", "unavailable", "skipped", "error", "not_applicable")

# What each outcome before becomes with each outcome now, in the order of OUTCOMES; a star: it counts.
TABLE = {
    "pass": ("", "worse*", "lapsed*", "lost_sight", "lost_sight", "lost_sight", "changed"),
    "flag": ("better", "", "lapsed", "lost_sight", "lost_sight", "lost_sight", "changed"),
    "undisclosed": ("answered", "worse*", "", "lost_sight", "lost_sight", "lost_sight", "changed"),
    "unavailable": ("answered", "worse*", "changed", "", "changed", "changed", "changed"),
    "skipped": ("answered", "worse*", "changed", "changed", "", "changed", "changed"),
    "error": ("answered", "worse*", "changed", "changed", "changed", "", "changed"),
    "not_applicable": ("changed", "worse*", "worse*", "lost_sight", "lost_sight", "lost_sight", ""),
}


@pytest.mark.parametrize("before", OUTCOMES)
@pytest.mark.parametrize("now", OUTCOMES)
def test_every_turn_has_its_name(
    changes: Callable[..., list[Change]], made: type[Made], before: str, now: str
) -> None:
    old = made.report(made.card(made.finding(before)))
    found = changes(old, made.report(made.card(made.finding(now), profile_sha256="c" * 64)))
    told = "".join(f"{change.kind}{'*' if change.counts else ''}" for change in found)
    assert told == TABLE[before][OUTCOMES.index(now)]


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_a_question_that_one_run_asked_changes_only_products_that_had_an_answer(
    changes: Callable[..., list[Change]], made: type[Made], outcome: str
) -> None:
    asked = made.report(made.card(made.finding(), made.finding(outcome, "other")))
    without = made.report(made.card(made.finding()))
    dropped, added = changes(asked, without), changes(without, asked)
    if outcome in {"pass", "flag"}:
        assert [change.kind for change in dropped] == ["lost_sight"]
        assert [change.kind for change in added] == ["worse" if outcome == "flag" else "changed"]
        assert [(each.cause, each.counts) for each in (*dropped, *added)] == [("policy", False)] * 2
        assert "not selected, so it did not run in the new report" in dropped[0].because[0]
    else:
        assert dropped == added == []


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ({"severity": "caution"}, {"severity": "red"}, "worse"),
        ({"severity": "red"}, {"severity": "caution"}, "better"),
        ({"in_baseline": True}, {}, "lapsed"),
        ({}, {"in_baseline": True}, "changed"),
        ({"severity": "red"}, {"severity": "caution", "in_baseline": True}, "better"),
        ({"severity": "caution"}, {"severity": "red", "in_baseline": True}, "worse"),
        ({"message": "One."}, {"message": "Another."}, ""),
    ],
)
def test_a_flag_that_stays_one(
    changes: Callable[..., list[Change]],
    made: type[Made],
    before: dict[str, Any],
    now: dict[str, Any],
    told: str,
) -> None:
    old = made.report(made.card(made.finding("flag", **before)))
    found = changes(old, made.report(made.card(made.finding("flag", **now))))
    assert [change.kind for change in found] == ([told] if told else [])


@pytest.mark.parametrize(
    ("severity", "fail_on", "counts"),
    [("caution", "red", False), ("caution", "caution", True), ("red", "note", True), ("red", None, False)],
)
def test_only_what_is_serious_enough_counts(
    changes: Callable[..., list[Change]],
    made: type[Made],
    severity: str,
    fail_on: str | None,
    counts: bool,
) -> None:
    old = made.report(made.card(made.finding(severity=severity)))
    new = made.report(made.card(made.finding("flag", severity=severity), profile_sha256="c" * 64))
    [change] = changes(old, new, fail_on)
    assert change.counts is counts


def test_a_flag_that_is_waived_from_the_start_is_told_and_does_not_count(
    changes: Callable[..., list[Change]], made: type[Made]
) -> None:
    waiver = {"reason": "pilot", "by": "the board", "expires": "2027-06-30"}
    new = made.report(made.card(made.finding("flag", waiver=waiver), profile_sha256="c" * 64))
    [change] = changes(made.report(made.card(made.finding())), new)
    assert (change.kind, change.counts, change.new and change.new.covered) == ("worse", False, True)
