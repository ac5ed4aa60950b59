"""Findings as JUnit's test cases: what of them fails a build is what fails the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from junitparser import Attr, Element, Error, Failure, Skipped, SystemOut, TestCase, TestSuite
from lxml import etree

from edscreen.report import words
from edscreen.report.escaping import on_one_line, visible_page
from edscreen.report.finding_words import acceptance, listed, looked, place, quoted, reply_in_words, stated
from edscreen.report.list_columns import ROW, own_cells, row_of_list
from edscreen.screening.answers import FromRegistry
from edscreen.screening.scorecard import FromProfile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from junitparser.junitparser import FinalResult

    from edscreen.report.run import Beginning, Problem
    from edscreen.screening.answers import FromSite
    from edscreen.screening.scorecard import Finding, Scorecard


class Suite(TestSuite):
    """A `testsuite` with the file that it is about, as Jenkins' schema has it."""

    file = Attr()

    def system_out(self, text: str) -> None:
        """Add what there is to tell beside the test cases."""
        Element.append(self, SystemOut(text))

    def laid_out(self) -> str:
        """The element as text, indented as a part of `testsuites`; in ASCII, so that any console shows it."""
        etree.indent(self._elem, level=1)
        text = etree.tostring(self._elem, encoding="us-ascii").decode("ascii")
        return f"  {text.replace('##[', '&#35;#[')}\n"  # GitHub takes that for a command, anywhere in a line


def product_suite(scorecard: Scorecard, beginning: Beginning) -> Suite:
    """A suite with a test case for each question to one product."""
    name = on_one_line(f"{scorecard.vendor}: {scorecard.product}")
    suite = Suite(name)
    suite.file = on_one_line(scorecard.profile)
    counting = _counting(scorecard, beginning)
    cases = []
    for finding in scorecard.findings:
        case = TestCase(on_one_line(f"{finding.rule}: {finding.title}"), name)
        _add_outcome(case, finding, counts=finding.rule in counting)
        cases.append(case)
    for heading, text in _of_list(scorecard):
        suite.add_property(on_one_line(heading), on_one_line(text))
    suite.add_testcases(cases)
    return suite


def _of_list(scorecard: Scorecard) -> Iterator[tuple[str, str]]:
    """The product's row in its list, and what the list's own columns say of it."""
    if (row := row_of_list(scorecard)) is not None:
        yield ROW, str(row)
    for heading, text in own_cells(scorecard).items():
        if text:
            yield f"list.{heading}", text


def problem_case(problem: Problem) -> TestCase:
    """A test case for something that could not be read; it fails in every case."""
    case = TestCase(on_one_line(problem.place), problem.kind)
    field = f"{problem.path}: " if problem.path else ""
    case.append(Error(on_one_line(field + problem.message), problem.kind))
    return case


def _counting(scorecard: Scorecard, beginning: Beginning) -> set[str]:
    """The rules whose findings decide the run's exit code."""
    if beginning.fail_on == "never":
        return set()
    open_questions = [
        finding
        for finding in scorecard.open_questions(beginning.fail_on)
        if finding.outcome == "error" or beginning.unanswered == "fail"
    ]
    return {finding.rule for finding in (*scorecard.flagged(beginning.fail_on), *open_questions)}


def _add_outcome(case: TestCase, finding: Finding, *, counts: bool) -> None:
    said = on_one_line(f"{words.outcome(finding)}: {finding.message}")
    more = visible_page("\n".join(_details(finding)))
    if finding.outcome == "pass":
        case.append(SystemOut(f"{said}\n{more}"))
        return
    result: FinalResult
    if not counts:
        result = Skipped(said, finding.outcome)
    elif finding.outcome == "error":
        result = Error(said, finding.outcome)
    else:
        result = Failure(said, finding.outcome)
    if more:
        result.text = f"{said}\n{more}"
    case.append(result)


def _details(finding: Finding) -> list[str]:
    """What a person needs beside the message, each on a line of its own."""
    lines = [f"{label} {text}" for label, text in acceptance(finding)]
    if finding.basis:
        lines.append(f"Basis: {words.basis(finding)}")
    lines += [_evidence(evidence) for evidence in finding.evidence]
    if finding.ask_vendor:
        lines.append(f"Ask the vendor: {finding.ask_vendor}")
    if finding.reply:
        source = f" Source: {finding.reply.source}" if finding.reply.source else ""
        lines.append("The vendor's reply: " + "".join(reply_in_words(finding.reply)) + source)
    return [on_one_line(line) for line in lines]


def _evidence(evidence: FromProfile | FromRegistry | FromSite) -> str:
    if isinstance(evidence, FromProfile):
        return f"At {place(evidence)}: {stated(evidence)}".removesuffix(": ")
    if isinstance(evidence, FromRegistry):
        return f"By {listed(evidence)} ({evidence.url})"
    parts = [evidence.url, looked(evidence), quoted(evidence.quote) if evidence.quote else ""]
    return "On " + ", ".join(part for part in parts if part)
