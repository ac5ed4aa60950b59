"""How a run ends: what the scorecards and the errors come to as an exit code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from edscreen.screening.answers import AT_LEAST

if TYPE_CHECKING:
    from edscreen.screening.answers import Severity
    from edscreen.screening.scorecard import Scorecard


CLEAN, FLAGGED, UNREADABLE, UNANSWERED = range(4)
"""The exit codes of a run that came to its end."""


@dataclass(frozen=True, slots=True)
class ExitCode:
    """How a run ends, and why.

    Attributes:
        code: the process's exit code, 0 to 3.
        reason: the reason in a few words.
    """

    code: int
    reason: str


@dataclass(slots=True)
class Tally:
    """Counts what decides a run's exit code while scorecards pass by.

    Attributes:
        fail_on: the severity from which on flags and open questions count; None where none does.
        open_questions_fail: whether a question without an answer counts.
        exit_zero: whether flags and open questions are to end in 0 all the same.
        writes_baseline: whether what is found is recorded as known, so that it ends in 0.
        screened: scorecards seen.
        flagged: products with a flag that counts.
        unanswered: products with an open question that counts.
        crashed: products with a question that counts where a rule failed.
        covered: findings that would count, and that a waiver or the baseline covers.
        unreadable: mistakes in profiles, the policy, rule books or the call itself.
    """

    fail_on: Severity | None
    open_questions_fail: bool
    exit_zero: bool = False
    writes_baseline: bool = False
    screened: int = 0
    flagged: int = 0
    unanswered: int = 0
    crashed: int = 0
    covered: int = 0
    unreadable: int = 0

    def count(self, scorecard: Scorecard) -> None:
        """Take one scorecard into account."""
        self.screened += 1
        if self.fail_on is None:
            return
        if scorecard.flagged(self.fail_on):
            self.flagged += 1
        open_questions = scorecard.open_questions(self.fail_on)
        self.unanswered += bool(open_questions)
        self.crashed += any(finding.outcome == "error" for finding in open_questions)
        for finding in scorecard.findings:
            if finding.is_covered and finding.severity in AT_LEAST[self.fail_on]:
                self.covered += 1

    def exit_code(self) -> ExitCode:
        """The exit code so far."""
        found = self._found()
        if self.exit_zero and found.code in {FLAGGED, UNANSWERED}:
            return ExitCode(CLEAN, f"{found.reason} ({found.code} without --exit-zero)")
        return found

    def _found(self) -> ExitCode:
        level = f"at or above '{self.fail_on}'"
        if self.unreadable:
            return ExitCode(
                UNREADABLE, f"{_count(self.unreadable, 'error')} in profiles, policy, rule books or the call"
            )
        if self.writes_baseline:
            return ExitCode(CLEAN, "what was found is recorded as known in the baseline")
        if self.flagged:
            return ExitCode(FLAGGED, f"{_count(self.flagged, 'product')} with a flag {level}")
        if self.open_questions_fail and self.unanswered:
            return ExitCode(
                UNANSWERED, f"{_count(self.unanswered, 'product')} with an unanswered question {level}"
            )
        if self.crashed:
            return ExitCode(
                UNANSWERED, f"{_count(self.crashed, 'product')} with a question {level} where a rule failed"
            )
        if self.fail_on is None:
            return ExitCode(CLEAN, "flags and open questions do not count with --fail-on never")
        passed_over = [f"no flag {level}"]
        if self.unanswered:
            passed_over.append(f"{_count(self.unanswered, 'product')} with an unanswered question")
        if self.covered:
            passed_over.append(f"{_count(self.covered, 'finding')} waived or known")
        return ExitCode(CLEAN, "; ".join(passed_over))


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
