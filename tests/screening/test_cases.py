"""A rule's cases are read with the place of every mistake, and judged like any profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edscreen.screening.cases import BadCase, CasesUnreadable, attempt, judge, read_cases
from edscreen.screening.rulebook import open_book

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edscreen.screening.rule import Rule


@pytest.fixture
def rule(write_rule: Callable[..., Path]) -> Callable[[str], Rule]:
    """A rule with the cases given."""
    folder = write_rule("states-a-version") / "states_a_version"

    def write(cases: str) -> Rule:
        (folder / "cases.yaml").write_text(cases, encoding="utf-8")
        [found] = open_book(folder).rules
        return found

    return write


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "[]\n"])
def test_a_file_may_hold_no_case(rule: Callable[[str], Rule], text: str) -> None:
    assert read_cases(rule(text)) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("- name: a\n  profile: ''\n  expect: {outcome: good}\n", ":3:21: cases[0].expect.outcome: "),
        ("- name: a\n  profile: ''\n  expect: {outcom: pass}\n", ":3:12: cases[0].expect.outcom: "),
        ("- name: a\n  profile: ''\n expect: {}\n", ":3:2: "),
        ("- name: a\n  name: b\n", ":2:3: cases[0].name: this field appears twice (first at 1:3)"),
        ("name: a\n", ":1:1: cases: a list is due here"),
    ],
)
def test_a_mistake_has_its_place(rule: Callable[[str], Rule], text: str, place: str) -> None:
    with pytest.raises(CasesUnreadable) as unreadable:
        read_cases(rule(text))
    assert f"cases.yaml{place}" in str(unreadable.value)


def test_a_profile_with_a_mistake_is_no_case(rule: Callable[[str], Rule]) -> None:
    [case] = read_cases(found := rule("- {name: a, profile: 'studie: []', expect: {outcome: pass}}"))
    with pytest.raises(BadCase, match="studie: there is no field"):
        judge(found, case)


def test_every_difference_is_told(rule: Callable[[str], Rule]) -> None:
    cases = """\
- name: a
  profile: 'product: {name: P, version: 4}'
  expect: {outcome: flag, severity: red, basis: verified, says: [no], asks: Why, at: product.name}
"""
    [case] = read_cases(found := rule(cases))
    tried = attempt(found, case)
    assert not tried.passes
    assert list(map(str, tried.differences)) == [
        "outcome: expected flag, got pass",
        "severity: expected red, got caution",
        "basis: expected verified, got claimed",
        "first evidence: expected product.name, got product.version",
        "message: expected the words 'no', got 'A version is stated.'",
        "question: expected the words 'Why', got ''",
    ]
