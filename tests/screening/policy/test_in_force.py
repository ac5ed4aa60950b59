"""What a policy lays down for a run, what it takes away, and what it is silent about."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from edscreen.registries.agencies import ApprovalHost
from edscreen.screening.inputs import District
from edscreen.screening.policy.in_force import InForce
from edscreen.screening.screen_budget import BudgetEntry
from edscreen.screening.waivers import Covers, WaiverEntry

if TYPE_CHECKING:
    from collections.abc import Callable

    PutInForce = Callable[..., InForce | list[str]]

ALL = """\
district: {name: Example Unified, leaid: 100005, state: UT, grades: K-1, locale: rural, subjects: [ELA],
  subgroups: [EL], core_curricula: [Our Readers], priorities: [reading]}
fail_on: never
require_verified: [sea-approval, peer-results]
rules:
  screen-time: {severity: caution, options: {flag_at: 20, limits: [{flag_at: 90, grades: [K]}]}}
  sea-approval: off
  peer-results: off
registries: [./wwc.sqlite]
peers: ./pilots
approval_hosts: [{state: MN, host: CAREI.umn.edu, path: /Minnesota-READ-Act, why: partner of the state}]
waivers:
  - {rule: screen-time, vendor: Lumen Learning, product: Lumen Reading, reason: pilot, by: board,
     expires: 2027-06-30, covers: {severity: caution, value: 30-40}}
  - {rule: sea-approval, product: "*", reason: pilot, by: board, expires: 2026-01-01}
site: {visit: yes, max_pages: 5, requests_per_second: 0.5, contact: procurement@district.example}
screen_budget: [{grades: [K, 1], flag_at: 60}]
"""


def test_says_all_that_a_run_needs(in_force: PutInForce) -> None:
    policy = in_force(ALL)

    assert isinstance(policy, InForce)
    assert policy.district == District(
        "UT", "Example Unified", "0100005", ("K", "1"), "rural", ("english_language_arts",), ("EL",),
        ("Our Readers",), ("reading",),
    )  # fmt: skip
    assert policy.fail_on == "never"
    assert policy.severities == {"screen-time": "caution"}
    assert policy.options["screen-time"].model_dump(mode="json") == {
        "flag_at": 20.0, "limits": [{"flag_at": 90.0, "grades": ["K"]}], "whole": 3,
        "since": "2026-01-01",
    }  # fmt: skip
    assert policy.off == {"sea-approval"}
    assert policy.require_verified == {"sea-approval"}
    assert policy.approval_hosts == (
        ApprovalHost("MN", "carei.umn.edu", "/Minnesota-READ-Act", "partner of the state", from_policy=True),
    )
    assert policy.waivers == (
        WaiverEntry("screen-time", "Lumen Learning", "Lumen Reading", "pilot", "board", date(2027, 6, 30),
                    Covers(severity="caution", value="30-40"), "edscreen.yaml:14:5"),
        WaiverEntry("sea-approval", "*", "*", "pilot", "board", date(2026, 1, 1), None,
                    "edscreen.yaml:16:5"),
    )  # fmt: skip
    assert (policy.site.visit, policy.site.max_pages, policy.site.requests_per_second) == (True, 5, 0.5)
    assert policy.site.contact == "procurement@district.example"
    assert policy.screen_budget == (BudgetEntry(("K", "1"), 60),)


def test_what_only_a_later_version_uses_is_accepted_and_said(in_force: PutInForce) -> None:
    policy = in_force(ALL)

    assert isinstance(policy, InForce)
    no_rule = "this version of edscreen has no rule peer-results yet, so this changes nothing"
    assert policy.notices == (
        "edscreen.yaml:10:1: registries: this version of edscreen does not use it",
        "edscreen.yaml:11:1: peers: this version of edscreen does not use it",
        f"edscreen.yaml:5:34: require_verified[1]: {no_rule}",
        f"edscreen.yaml:9:3: rules.peer-results: {no_rule}",
    )


def test_what_is_left_out_or_blank_changes_nothing(in_force: PutInForce) -> None:
    for text in (
        "",
        "district:\nrules: {screen-time: }\nwaivers: []\nsite: {visit: }\nscreen_budget: [{}]\n",
    ):
        policy = in_force(text)
        assert isinstance(policy, InForce)
        assert (policy.district, policy.fail_on) == (None, None)
        assert not any((policy.options, policy.severities, policy.off, policy.waivers))
        assert not any((policy.approval_hosts, policy.screen_budget, policy.notices))
        assert policy.site.visit is None
        assert said(policy) == "policy ./edscreen.yaml (found): takes nothing away"


def said(
    policy: InForce | list[str],
    running: tuple[str, ...] = ("screen-time", "sea-approval"),
    fail_on: str = "red",
    waivers_used: int = 0,
) -> str:
    assert isinstance(policy, InForce), policy
    return policy.takes_away(running=running, fail_on=fail_on, waivers_used=waivers_used)


def test_one_sentence_names_all_that_it_takes_away(in_force: PutInForce) -> None:
    assert said(in_force(ALL), ("screen-time",), "never", 3) == (
        "policy ./edscreen.yaml (found): 1 rule off, 1 severity lowered, options of 1 rule changed, "
        "3 waivers used, fail-on never, 1 approval host added"
    )


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("rules: {screen-time: off, sea-approval: off}\n", "takes nothing away"),  # --select outranked it
        ("rules: {sea-approval: {severity: red}, screen-time: {severity: red}}\n", "takes nothing away"),
        ("rules: {sea-approval: {severity: note}}\n", "1 severity lowered"),
        ("rules: {screen-time: {options: {flag_at: 45}}}\n", "takes nothing away"),
        ("rules: {screen-time: {options: {flag_at: 44}}}\n", "options of 1 rule changed"),
        ("fail_on: never\n", "takes nothing away"),  # the command line outranked it
        ("fail_on: note\n", "takes nothing away"),
        ("require_verified: [sea-approval]\n", "takes nothing away"),
    ],
)
def test_what_changes_nothing_is_not_called_taken_away(in_force: PutInForce, text: str, taken: str) -> None:
    assert said(in_force(text)) == f"policy ./edscreen.yaml (found): {taken}"


def test_a_policy_that_was_named_is_shown_as_named(in_force: PutInForce) -> None:
    policy = in_force("rules: {screen-time: off}\n", found=False)
    assert said(policy, running=()) == "policy edscreen.yaml: 1 rule off"


def test_a_rule_that_could_not_be_loaded_is_not_called_unknown(in_force: PutInForce) -> None:
    text = "rules: {our-own-rule: {severity: red, options: {any: thing}}, screen-time: {options: {x: 1}}}\n"
    wrong = (
        'edscreen.yaml:2:87: rules.screen-time.options.x: there is no field "x" here: '
        "the fields are flag_at, limits, whole, since"
    )

    assert in_force(text, rules_missing=True) == [wrong]
    found = in_force(text)
    assert isinstance(found, list)
    unknown, *others = found
    assert 'rules.our-own-rule: there is no rule "our-own-rule"' in unknown
    assert others == [wrong]


def test_options_are_read_as_strictly_as_all_else(in_force: PutInForce) -> None:
    for written in ('"20"', "yes", "[20]", "{min: 20}", "K-3"):
        assert isinstance(in_force(f"rules: {{screen-time: {{options: {{flag_at: {written}}}}}}}\n"), list)
    policy = in_force("rules: {screen-time: {options: {flag_at: 20, whole: 7}}}\n")
    assert isinstance(policy, InForce)
