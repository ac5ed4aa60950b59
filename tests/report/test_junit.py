"""The format junit: valid for Jenkins, and failing a build exactly where the run fails."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any, Literal

import pytest
from junitparser import JUnitXml
from lxml import etree

from edscreen.report.as_junit import JUnitWriter
from edscreen.report.run import Ending, Notice, Problem
from edscreen.screening.exit_codes import ExitCode, Tally

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edscreen.screening.answers import Severity
    from edscreen.screening.scorecard import Finding, Scorecard

PROBLEMS = [
    Problem("invalid_profile", "vendors/bad.yaml", 3, 9, "dosage[0].minuts", "there is no such field"),
    Problem("unreadable_profile", "vendors/gone.yaml", 1, 1, "", "there is no such file"),
]
OUTCOMES = ("pass", "flag", "undisclosed", "unavailable", "skipped", "not_applicable", "error")


@pytest.fixture(scope="module")
def schema(root: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(root / "tests/data/jenkins_junit-10.xsd"))


def test_every_outcome(
    report_as: Callable[..., str],
    every_outcome: Scorecard,
    covered: tuple[Scorecard, ...],
    schema: etree.XMLSchema,
    same_as_golden: Callable[[str, str], None],
) -> None:
    notices = (Notice("unused_waiver", "the waiver of sea-approval for Old Product was not used"),)
    ending = Ending(notices, ExitCode(2, "2 errors"), "policy ./edscreen.yaml (found): 2 rules off")
    written = report_as(JUnitWriter, [every_outcome, *covered], PROBLEMS, ending)

    schema.assertValid(etree.fromstring(written.encode()))
    assert written.isascii()
    same_as_golden(written, "every_outcome.junit.xml")


def counted(written: str) -> dict[str, int]:
    """What a CI system counts."""
    suites = list(JUnitXml.fromstring(written.encode()))
    cases = [case for suite in suites for case in suite]
    totals = {
        "passed": sum(case.is_passed for case in cases),
        "failures": sum(case.is_failure for case in cases),
        "errors": sum(case.is_error for case in cases),
        "skipped": sum(case.is_skipped for case in cases),
    }
    for name in ("failures", "errors", "skipped"):
        assert sum(getattr(suite, name) for suite in suites) == totals[name], "the totals are not the cases'"
    return totals


@pytest.mark.parametrize("fail_on", ["red", "caution", "note", "never"])
@pytest.mark.parametrize("unanswered", ["fail", "pass"])
def test_something_fails_exactly_where_the_run_does(
    report_as: Callable[..., str],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
    fail_on: str,
    unanswered: Literal["fail", "pass"],
) -> None:
    threshold: Severity | None = None if fail_on == "never" else fail_on  # type: ignore[assignment]
    for outcome, severity, is_covered in product(OUTCOMES, ("red", "caution", "note"), (False, True)):
        scorecard = make_scorecard(make_finding(outcome, severity=severity, in_baseline=is_covered))
        tally = Tally(threshold, open_questions_fail=unanswered == "fail")
        tally.count(scorecard)

        totals = counted(report_as(JUnitWriter, [scorecard], fail_on=fail_on, unanswered=unanswered))

        said = f"{outcome}, {severity}, covered: {is_covered}"
        assert bool(totals["failures"] or totals["errors"]) == bool(tally.exit_code().code), said
        assert bool(totals["passed"]) == (outcome == "pass"), said


def test_a_rule_that_failed_is_an_error_and_no_failure_of_the_product(
    report_as: Callable[..., str],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
) -> None:
    totals = counted(
        report_as(JUnitWriter, [make_scorecard(make_finding("error"), make_finding("flag", "x"))])
    )

    assert (totals["errors"], totals["failures"]) == (1, 1)


def test_what_cannot_be_read_is_an_error(report_as: Callable[..., str], schema: etree.XMLSchema) -> None:
    written = report_as(JUnitWriter, [], PROBLEMS)

    schema.assertValid(etree.fromstring(written.encode()))
    assert counted(written) == {"passed": 0, "failures": 0, "errors": 2, "skipped": 0}
    assert 'message="dosage[0].minuts: there is no such field"' in written


def test_a_run_that_screened_nothing_is_an_error(report_as: Callable[..., str]) -> None:
    ending = Ending((Notice("nothing_screened", "no rule is selected"),), ExitCode(2, "1 error"))

    assert counted(report_as(JUnitWriter, [], [], ending))["errors"] == 1


def test_nothing_names_the_hour_or_the_machine(
    report_as: Callable[..., str], every_outcome: Scorecard
) -> None:
    tree = etree.fromstring(report_as(JUnitWriter, [every_outcome]).encode())
    names: set[Any] = {name for element in tree.iter() for name in element.attrib}

    assert not names & {"timestamp", "hostname"}


def test_products_are_written_one_by_one(every_outcome: Scorecard, report_as: Callable[..., str]) -> None:
    one, three = (report_as(JUnitWriter, [every_outcome] * number) for number in (1, 3))
    begins, ends = one.index("  <testsuite "), one.index("</testsuite>\n") + len("</testsuite>\n")

    assert three == one[:begins] + 3 * one[begins:ends] + one[ends:]
