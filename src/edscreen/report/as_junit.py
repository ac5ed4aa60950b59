"""The report as JUnit's XML, which CI systems show as tests: a suite a product, a test case a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from junitparser import Error, TestCase

from edscreen.report.escaping import on_one_line
from edscreen.report.facts import rule_books
from edscreen.report.junit_cases import Suite, problem_case, product_suite
from edscreen.report.words import CLOSING

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.report.run import Beginning, Ending, Problem
    from edscreen.screening.scorecard import Scorecard

_RUN = "edscreen"


class JUnitWriter:
    """Writes `--format junit`."""

    def __init__(self, write: Callable[[str], None]) -> None:
        """Hand every suite to `write`."""
        self._write = write
        self._problems: list[TestCase] = []

    def begin(self, beginning: Beginning) -> None:
        """Write what comes before the first suite."""
        self._beginning = beginning
        self._write(f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="{_RUN}">\n')

    def scorecard(self, scorecard: Scorecard) -> None:
        """Write a suite with a test case for each question."""
        self._write(product_suite(scorecard, self._beginning).laid_out())

    def problem(self, problem: Problem) -> None:
        """Keep what could not be read for the last suite."""
        self._problems.append(problem_case(problem))

    def end(self, ending: Ending) -> None:
        """Write a suite about the run itself: its settings, what could not be read, and its notices."""
        suite = Suite(_RUN)
        for name, value in _settings(self._beginning).items():
            suite.add_property(name, value)
        suite.add_testcases(self._problems)
        for notice in ending.notices:
            if notice.kind == "nothing_screened":
                case = TestCase(on_one_line(notice.message), notice.kind)
                case.append(Error(on_one_line(notice.message), notice.kind))
                suite.add_testcase(case)
        told = [
            ending.policy,
            *(notice.message for notice in ending.notices),
            ending.exit_code.reason,
            CLOSING,
        ]
        suite.system_out("\n".join(on_one_line(line) for line in told if line))
        self._write(suite.laid_out() + "</testsuites>\n")


def _settings(beginning: Beginning) -> dict[str, str]:
    policy = beginning.policy
    settings = {
        "version": beginning.version,
        "as_of": beginning.as_of.isoformat(),
        "fail_on": beginning.fail_on,
        "unanswered": beginning.unanswered,
        "policy": f"{policy.path} (SHA-256 {policy.sha256})" if policy else "",
        "rule_books": rule_books(beginning),
        "deselected": ", ".join(beginning.deselected),
    }
    return {name: on_one_line(value) for name, value in settings.items() if value}
