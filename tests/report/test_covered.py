"""What is waived or known from a baseline is shown and counted, and never reads as clear."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from edscreen.report import words
from edscreen.report.sections import sections
from edscreen.report.terminal import Terminal
from edscreen.report.totals import Totals
from edscreen.screening.scorecard import Waiver

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.report.run import Ending
    from edscreen.screening.scorecard import Finding, Scorecard

PILOT = Waiver("board-approved pilot", "superintendent's office", date(2027, 6, 30))

VERDICTS = {
    "No red flag found in 4 of 4 red-flag questions; 2 answers rest on the vendor's word alone; "
    "1 red flag waived": "pass pass pass/documented pass/documented flag/documented/waived",
    "1 red flag; 2 answers rest on the vendor's word alone; 1 red flag waived": "flag flag/claimed/waived",
    "No red flag found in 1 of 1 red-flag question; 1 open red-flag question known from the baseline": (
        "pass/documented undisclosed/-/known"
    ),
    "The one red-flag question is waived; 1 red flag waived": "flag/documented/waived",
    "The one red-flag question is waived or known; 1 red flag known from the baseline": (
        "flag/documented/known"
    ),
    "Every red-flag question is waived; 2 open red-flag questions waived": (
        "undisclosed/-/waived skipped/-/waived"
    ),
    "The one red-flag question is not answered; 1 not answered yet; 1 red flag waived": (
        "undisclosed flag/documented/waived"
    ),
    "None of 2 red-flag questions answered; 2 not answered yet; 1 red flag known from the baseline": (
        "undisclosed undisclosed flag/documented/known"
    ),
}


@pytest.fixture
def card_of(
    make_finding: Callable[..., Finding], make_scorecard: Callable[..., Scorecard]
) -> Callable[[str], Scorecard]:
    """Make a scorecard of findings told as `outcome/basis/cover`."""

    def make(told: str) -> Scorecard:
        findings = []
        for number, each in enumerate(told.split()):
            outcome, basis, cover = (*each.split("/"), "", "")[:3]
            given = {"basis": basis} if basis not in {"", "-"} else {}
            finding = make_finding(outcome, f"rule-{number}", **given)
            findings.append(
                finding._replace(waiver=PILOT if cover == "waived" else None, in_baseline=cover == "known")
            )
        return make_scorecard(*findings)

    return make


@pytest.mark.parametrize(("verdict", "told"), VERDICTS.items())
def test_a_verdict_counts_apart_what_is_covered(
    card_of: Callable[[str], Scorecard], verdict: str, told: str
) -> None:
    assert words.verdict(card_of(told)) == verdict


def test_each_finding_stands_in_one_section(card_of: Callable[[str], Scorecard]) -> None:
    card = card_of("flag flag/documented/waived undisclosed/-/known pass not_applicable")
    assert [(section.kind, len(section.findings)) for section in sections(card)] == [
        *(("red", 1), ("waived", 1), ("known", 1), ("pass", 1), ("not_applicable", 1)),
    ]


def test_a_waiver_says_by_whom_why_and_until_when(
    report: Callable[..., str], card_of: Callable[[str], Scorecard]
) -> None:
    text = report([card_of("flag/documented/waived")], Terminal(120))
    assert text.startswith("◇ ")
    assert report([card_of("flag/documented/waived")], Terminal(encoding="cp437")).startswith("~ ")
    assert "WAIVED (1): accepted by the district for a time, and not counted above\n" in text
    assert "  Waived until 30 June 2027 by superintendent's office: board-approved pilot\n" in text


def test_policy_and_notices_stand_at_the_end(
    report: Callable[..., str], card_of: Callable[[str], Scorecard], policy_used: Ending
) -> None:
    text = report([card_of("pass")], Terminal(120), ending=policy_used)
    assert "NOTICES (2)\n  - the waiver of screen-time for Lumen Reading expired on 30 June 2026\n" in text
    assert f"\n{policy_used.policy}\n" in text
    assert f"\n{policy_used.policy}\n" in report([], Terminal(120), ending=policy_used)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ((), "No product was screened"),
        (("pass",), "1 product screened: 1 with no red flag found"),
        (
            ("flag", "flag/documented/waived", "pass undisclosed/-/known"),
            (
                "3 products screened: 1 with a red flag, "
                "2 with no red flag found but for what is waived or known"
            ),
        ),
        (
            ("undisclosed", "not_applicable"),
            (
                "2 products screened: 1 with a red-flag question that has no answer, "
                "1 not screened for red flags"
            ),
        ),
    ],
)
def test_a_run_in_one_sentence(card_of: Callable[[str], Scorecard], told: tuple[str, ...], said: str) -> None:
    totals = Totals()
    for each in told:
        totals.count(card_of(each))
    assert totals.in_words() == said
