"""What a run of `check` has seen so far: what it reports, counts and has to say at its end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from edscreen.cli.unconfirmed import unconfirmed
from edscreen.profile.left_out import left_out_of
from edscreen.report.run import Ending, Notice, Problem
from edscreen.screening.replies import replies_not_shown

if TYPE_CHECKING:
    from edscreen.cli.at_start import Trouble
    from edscreen.cli.covering import Covering
    from edscreen.cli.talk import Talk
    from edscreen.profile.documents import Document, InvalidProfile
    from edscreen.report.run import Writer
    from edscreen.screening.exit_codes import ExitCode, Tally
    from edscreen.screening.scorecard import Scorecard
    from edscreen.screening.screen_budget import ScreenBudget


@dataclass(slots=True)
class RunSoFar:
    """What a run has seen so far.

    Attributes:
        writer: what its reports are written by.
        talk: what speaks to the person at the terminal.
        tally: what its exit code follows from.
        covering: the waivers and the baseline in force.
        rule_ids: the ids of every rule loaded.
        budget: the policy's limits for the minutes that all products come to; None where it sets none.
    """

    writer: Writer
    talk: Talk
    tally: Tally
    covering: Covering
    rule_ids: set[str]
    budget: ScreenBudget | None = None
    notices: list[Notice] = field(default_factory=list)
    unused: Counter[str] = field(default_factory=Counter)
    to_confirm: list[tuple[str, tuple[int, ...]]] = field(default_factory=list)

    def take(self, document: Document | None, scorecard: Scorecard) -> None:
        """Report what a screening found of a profile; None where nobody has it any more."""
        scorecard = self.covering.cover(scorecard)
        self.tally.count(scorecard)
        self.writer.scorecard(scorecard)
        if document:
            self._take_document(document, scorecard)

    def _take_document(self, document: Document, scorecard: Scorecard) -> None:
        if self.budget:
            self.budget.count(document.profile, scorecard.role)
        if document.profile.contract is not None:
            self.unused["contract"] += 1
        if document.to_confirm:
            self.to_confirm.append((document.shown, document.to_confirm))
        if left_out := left_out_of(document):
            self.note("user_left_out", left_out.sentence)
        for reply in replies_not_shown(document, self.rule_ids):
            self.note("reply_not_shown", f"{reply.sentence}, so this reply is not shown")

    def take_invalid(self, found: InvalidProfile) -> None:
        """Report a mistake in a profile."""
        self.take_problem(
            Problem(
                found.kind, found.profile, found.line, found.column, found.path, found.message, found.sheet
            ),
            str(found),
        )

    def take_trouble(self, trouble: Trouble) -> None:
        """Report what could not be read before the first profile."""
        self.take_problem(trouble.problem, trouble.sentence)
        if trouble.cause:
            self.talk.traceback(trouble.cause)

    def take_problem(self, problem: Problem, sentence: str) -> None:
        """Report something that could not be read."""
        self.tally.unreadable += 1
        self.writer.problem(problem)
        self.talk.error(sentence)

    def nothing_to_do(self, sentence: str) -> None:
        """Report that there was nothing to screen."""
        self.tally.unreadable += 1
        self.notices.append(Notice("nothing_screened", sentence))
        self.talk.error(f"edscreen: {sentence}")

    def note(self, kind: str, sentence: str) -> None:
        """Say something about the run as a whole, in its reports and at the terminal."""
        self.notices.append(Notice(kind, sentence))
        self.talk.notice(sentence)

    def end(self, policy: str) -> ExitCode:
        """Say what is left to say, and end the reports.

        Args:
            policy: the policy in force and what it takes away, as one sentence; empty where there is none.
        """
        for section, number in self.unused.items():
            holding = "1 profile holds" if number == 1 else f"{number} profiles hold"
            self.note(
                "unused_section",
                f"{holding} the section '{section}', which this version keeps and does not judge",
            )
        for sentence in unconfirmed(self.to_confirm):
            self.note("to_be_confirmed", sentence)
        for kind, sentence in self.covering.notices():
            self.note(kind, sentence)
        for line in self.budget.lines() if self.budget else ():
            self.note("screen_budget_reached" if line.reached else "screen_budget", line.text)
        exit_code = self.tally.exit_code()
        self.writer.end(Ending(tuple(self.notices), exit_code, policy))
        return exit_code
