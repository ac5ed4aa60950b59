"""What is behind a change: one cause where nothing else can be, and never a guess."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.comparing.conftest import Made

    from edscreen.comparing.changes import Change

    Changes: TypeAlias = Callable[..., list[Change]]

EARLIER = {"as_of": "2026-11-14"}
POLICY = {"policy": {"path": "edscreen.yaml", "sha256": "b" * 64}}
NEW_BOOK = {"rule_books": [{"name": "edscreen_rules", "version": "1.3.0"}]}
OWN_RULES = {"rule_books": [{"name": "our-rules", "version": None}]}
EDITED = {"profile_sha256": "c" * 64}
WAIVER = {"reason": "board-approved pilot", "by": "superintendent", "expires": "2026-11-18"}


def test_an_edited_profile_whose_value_is_another(changes: Changes, made: type[Made]) -> None:
    old = made.report(made.card(made.finding(evidence=[made.stated("dosage[0].minutes", 30)])), **EARLIER)
    now = made.finding("flag", evidence=[made.stated("dosage[0].minutes", 60)])
    [change] = changes(old, made.report(made.card(now, **EDITED)))

    assert (change.kind, change.cause, change.counts) == ("worse", "profile", True)
    assert change.because == ("dosage[0].minutes was 30, is 60",)


def test_the_same_profile_on_a_later_day(changes: Changes, made: type[Made]) -> None:
    expires = [made.stated("approvals[0].expires", "2026-11-18")]
    old = made.report(made.card(made.finding(evidence=expires)), **EARLIER)
    [change] = changes(old, made.report(made.card(made.finding("flag", evidence=expires))))

    assert (change.kind, change.cause, change.counts) == ("lapsed", "date", True)
    assert change.because == ("as of 14 November 2026 before, as of 21 November 2026 now",)


def test_an_edited_profile_with_an_answer_that_names_a_day(changes: Changes, made: type[Made]) -> None:
    old = made.report(made.card(made.finding()), **EARLIER)
    now = made.finding("flag", message="The approval ended on 18 November 2026.")
    [change] = changes(old, made.report(made.card(now, **EDITED)))

    assert (change.cause, change.possible, change.counts) == (None, ("profile", "date"), True)


def test_a_site_that_says_something_else(changes: Changes, made: type[Made]) -> None:
    old = made.report(made.card(made.finding(evidence=[made.seen("A trial found gains.")])), **EARLIER)
    now = made.finding(
        "flag", evidence=[made.seen("Teachers love it.")], message="Read on 21 November 2026: only claims."
    )
    [change] = changes(old, made.report(made.card(now)))

    assert (change.kind, change.cause, change.counts) == ("worse", "site", True)
    assert "Teachers love it." in change.because[0]


def test_a_site_that_cannot_be_read_any_more_is_about_us(changes: Changes, made: type[Made]) -> None:
    visits = {"site": {"used": True, "proxy": None, "max_pages": 8}}
    old = made.report(made.card(made.finding("flag", evidence=[made.seen("Claims.")])), **visits)
    now = made.finding("unavailable", evidence=[made.seen(None, None)])
    [change] = changes(old, made.report(made.card(now), **visits))

    assert (change.kind, change.cause, change.counts) == ("lost_sight", "site", False)


def test_sites_that_only_the_later_run_visited(changes: Changes, made: type[Made]) -> None:
    visits = {"site": {"used": True, "proxy": None, "max_pages": 8}}
    old = made.report(made.card(made.finding("skipped")))
    new = made.report(made.card(made.finding("flag", evidence=[made.seen(None)])), **visits)
    [shows_up] = changes(old, new)
    [lost] = changes(new, old)

    assert (shows_up.kind, shows_up.cause, shows_up.counts) == ("worse", "site", True)
    assert shows_up.because == ("https://www.lumen.example/ was read for the new report only",)
    assert (lost.kind, lost.cause, lost.counts) == ("lost_sight", "site", False)
    assert lost.because == ("https://www.lumen.example/ was read for the old report only",)


def test_a_registry_whose_entry_is_another(changes: Changes, made: type[Made]) -> None:
    old = made.report(made.card(made.finding(evidence=[made.listed("approved")])), **EARLIER)
    now = made.finding("flag", evidence=[made.listed("rejected", "2026-11-01")])
    [change] = changes(old, made.report(made.card(now)))

    assert (change.cause, change.counts) == ("registry", True)
    assert change.because == ("State list was approved (as of 2026-10-01), is rejected (as of 2026-11-01)",)


def test_an_entry_that_is_not_cited_where_time_has_run_out(changes: Changes, made: type[Made]) -> None:
    old = made.report(made.card(made.finding(evidence=[made.listed("approved")])), **EARLIER)
    now = made.finding("flag", message="The approval ended on 18 November 2026.")
    [change] = changes(old, made.report(made.card(now)))
    assert change.possible == ("date",)


def test_an_entry_that_is_gone_for_no_reason_that_is_told(changes: Changes, made: type[Made]) -> None:
    old = made.report(made.card(made.finding(evidence=[made.listed("approved")])), **EARLIER)
    [change] = changes(old, made.report(made.card(made.finding("flag"))))
    assert change.possible == ("registry", "date")


@pytest.mark.parametrize(
    ("new", "cause"),
    [(POLICY, "policy"), (NEW_BOOK, "rules"), ({"tool": {"name": "edscreen", "version": "2"}}, "rules")],
)
def test_what_is_the_districts_own_doing_or_ours_does_not_count(
    changes: Changes, made: type[Made], new: dict[str, Any], cause: str
) -> None:
    old = made.report(made.card(made.finding()), **EARLIER)
    [change] = changes(old, made.report(made.card(made.finding("flag")), **new))
    assert (change.kind, change.cause, change.counts) == ("worse", cause, False)


def test_several_possible_causes_are_never_told_apart(changes: Changes, made: type[Made]) -> None:
    old = made.report(made.card(made.finding()), **EARLIER)
    new = made.report(made.card(made.finding("flag"), **EDITED), **POLICY)
    [change] = changes(old, new)
    assert (change.cause, change.possible, change.counts) == (None, ("profile", "policy"), True)


def test_a_folder_of_rules_without_a_version_may_have_changed(changes: Changes, made: type[Made]) -> None:
    old = made.report(made.card(made.finding()), **OWN_RULES)
    [change] = changes(old, made.report(made.card(made.finding("flag"), **EDITED), **OWN_RULES))
    assert change.possible == ("profile", "rules")


def test_what_no_report_shows_is_not_made_up_and_counts(changes: Changes, made: type[Made]) -> None:
    old = made.report(made.card(made.finding()))
    [change] = changes(old, made.report(made.card(made.finding("flag"))))
    assert (change.cause, change.possible, change.counts) == (None, (), True)


def test_a_waiver_that_ran_out(changes: Changes, made: type[Made]) -> None:
    old = made.report(made.card(made.finding("flag", waiver=WAIVER)), **EARLIER, **POLICY)
    [change] = changes(old, made.report(made.card(made.finding("flag")), **POLICY))
    assert (change.kind, change.cause, change.counts) == ("lapsed", "date", True)
    assert change.because == ("the waiver ended with 2026-11-18",)


def test_a_waiver_that_the_district_took_back(changes: Changes, made: type[Made]) -> None:
    lasting = WAIVER | {"expires": "2027-06-30"}
    old = made.report(made.card(made.finding("flag", waiver=lasting)), **EARLIER, **POLICY)
    [change] = changes(old, made.report(made.card(made.finding("flag"))))
    assert (change.kind, change.cause, change.counts) == ("lapsed", "policy", False)


def test_a_new_waiver_makes_it_no_better(changes: Changes, made: type[Made]) -> None:
    old = made.report(made.card(made.finding("flag")), **EARLIER)
    new = made.report(made.card(made.finding("flag", waiver=WAIVER | {"expires": "2027-06-30"})), **POLICY)
    [change] = changes(old, new)
    assert (change.kind, change.cause) == ("changed", "policy")
    assert "board-approved pilot" in change.because[0]


def test_what_the_same_waiver_covers_only_now_got_milder_and_what_it_covers_no_more_worse(
    changes: Changes, made: type[Made]
) -> None:
    def report(minutes: int, waiver: Any, **given: Any) -> dict[str, Any]:
        stated = [made.stated("dosage[0].minutes", minutes)]
        return made.report(made.card(made.finding("flag", evidence=stated, waiver=waiver), **given), **POLICY)

    few, many = report(50, WAIVER | {"expires": "2027-06-30"}), report(90, None, **EDITED)
    [fewer], [more] = changes(many, few), changes(few, many)
    assert (fewer.kind, fewer.cause, fewer.counts) == ("better", "profile", False)
    assert (more.kind, more.cause, more.counts) == ("worse", "profile", True)


def test_a_rule_that_is_new(changes: Changes, made: type[Made]) -> None:
    old = made.report(made.card(made.finding()), **EARLIER)
    new = made.report(made.card(made.finding(), made.finding("flag", "new-rule")), **NEW_BOOK)
    [change] = changes(old, new)
    assert (change.rule, change.kind, change.cause, change.counts) == ("new-rule", "worse", "rules", False)


def test_a_rule_that_was_switched_off_is_out_of_sight_not_better(changes: Changes, made: type[Made]) -> None:
    old = made.report(made.card(made.finding("flag")), **EARLIER)
    [change] = changes(old, made.report(made.card(), deselected=["screen-time"], **POLICY))
    assert (change.kind, change.cause) == ("lost_sight", "policy")


def test_only_the_place_of_what_is_cited_moved(changes: Changes, made: type[Made]) -> None:
    moved = made.stated("dosage[0].minutes", 30) | {"line": 99, "file": "elsewhere.yaml"}
    old = made.report(made.card(made.finding(evidence=[made.stated("dosage[0].minutes", 30)])))
    assert changes(old, made.report(made.card(made.finding(evidence=[moved]), **EDITED))) == []
