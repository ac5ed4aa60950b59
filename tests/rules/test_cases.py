"""Every case of every rule of the built-in book gets the answer that stands beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edscreen.screening.cases import differences, judge, read_cases
from edscreen.screening.rulebook import open_shelf

if TYPE_CHECKING:
    from edscreen.screening.cases import Case
    from edscreen.screening.rule import Rule

RULES = open_shelf().rules
CASES = [
    pytest.param(rule, case, id=f"{rule.id}: {case.name}") for rule in RULES for case in read_cases(rule)
]


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_a_case_gets_its_answer(rule: Rule, case: Case) -> None:
    assert differences(case, judge(rule, case)) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_cases_cover_what_a_rule_can_answer(rule: Rule) -> None:
    cases = read_cases(rule)
    outcomes = {case.expect.outcome for case in cases}
    covered = {name for case in cases for name in case.covers}

    assert {"pass", "flag", "not_applicable"} <= outcomes
    assert "boundary" in covered
    if rule.left_out == "undisclosed" and rule.section:
        assert "undisclosed" in outcomes
    if rule.silence_flags:
        assert "asked" in covered
    if rule.section:
        assert "empty" in covered


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_no_two_cases_of_a_rule_share_a_name(rule: Rule) -> None:
    names = [case.name for case in read_cases(rule)]
    assert len(names) == len(set(names))
