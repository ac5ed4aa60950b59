"""The worked rule book of a district: data only, its cases pass, and each rule has its page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from edscreen.report.words import QUESTION
from edscreen.screening.cases import differences, judge, read_cases
from edscreen.screening.rulebook import open_shelf

if TYPE_CHECKING:
    from edscreen.screening.cases import Case
    from edscreen.screening.rule import Rule

BOOK = Path(__file__).resolve().parents[2] / "examples" / "district-repo" / "our-rules"
SHELF = open_shelf(data_only_dirs=[BOOK])
RULES = SHELF.books[-1].rules
CASES = [
    pytest.param(rule, case, id=f"{rule.id}: {case.name}") for rule in RULES for case in read_cases(rule)
]


def test_the_book_is_data_that_a_policy_may_name() -> None:
    assert SHELF.broken == ()
    assert len(RULES) == len([path for path in BOOK.iterdir() if path.is_dir()])
    assert len(RULES) >= 3


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_a_case_gets_its_answer(rule: Rule, case: Case) -> None:
    assert differences(case, judge(rule, case)) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_cases_cover_what_a_rule_can_answer(rule: Rule) -> None:
    cases = read_cases(rule)
    assert {case.expect.outcome for case in cases} == {"pass", "flag", "undisclosed", "not_applicable"}
    assert "boundary" in {name for case in cases for name in case.covers}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_page_opens_with_the_rules_question(rule: Rule) -> None:
    assert rule.folder
    page = (rule.folder / "README.md").read_text(encoding="utf-8")
    named = f"Rule `{rule.id}`: {QUESTION[rule.severity]}, family `{rule.family}`."
    assert page.startswith(f"# {rule.title}\n\n{named}\n")
    assert all(source.url in page for source in rule.sources)
    assert [line for line in page.splitlines() if len(line) > 80 and "https://" not in line] == []
