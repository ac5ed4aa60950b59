"""The report as annotations of a GitHub workflow, each on the line of the profile that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.profile.words import in_words
from edscreen.report import words
from edscreen.report.escaping import shortened
from edscreen.report.finding_words import acceptance, standing
from edscreen.report.github_commands import Level, annotation
from edscreen.report.sections import kind_of
from edscreen.report.spool import Spool
from edscreen.report.totals import Totals
from edscreen.report.troubles import title_of
from edscreen.screening.answers import AT_LEAST, UNANSWERED
from edscreen.screening.scorecard import FromProfile

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.report.run import Beginning, Ending, Problem
    from edscreen.screening.scorecard import Finding, Scorecard

MOST_SHOWN = 10
"""Annotations of one level that GitHub shows of a step; all of them stand in the step's log."""

_TITLE = 200  # GitHub cuts titles at 255 characters
_NAME = 60
_TEXT = 4_000


class GithubWriter:
    """Writes `--format github`.

    GitHub shows the first few of each level, so the order is that of importance. Errors (what could not be
    read) and red flags come at once. The rest is kept for the end: the other warnings (cautions, and open
    questions that count); then, as notices, the run as a whole, notes, what is waived or known, and the other
    open questions. Passes make no annotation.
    """

    def __init__(self, write: Callable[[str], None]) -> None:
        """Hand every line to `write`."""
        self._write = write
        self._warnings = Spool()
        self._notices = Spool()
        self._written: dict[Level, int] = {"error": 0, "warning": 0, "notice": 0}
        self._totals = Totals()

    def begin(self, beginning: Beginning) -> None:
        """Keep what every annotation names."""
        self._as_of = in_words(beginning.as_of)
        self._counting = AT_LEAST[words.threshold(beginning.fail_on)]

    def scorecard(self, scorecard: Scorecard) -> None:
        """Write the red flags of one scorecard, and keep the rest for the end."""
        self._totals.count(scorecard)
        for finding in scorecard.findings:
            if level := self._level(finding):
                self._written[level] += 1
                text = self._annotation(level, finding, scorecard)
                if kind_of(finding) == "red":
                    self._write(text)
                else:
                    (self._notices if level == "notice" else self._warnings).write(text)

    def problem(self, problem: Problem) -> None:
        """Write what could not be read."""
        self._written["error"] += 1
        field = f"{problem.path}: " if problem.path else ""
        text = [f"{field}{shortened(problem.message, _TEXT)}"]
        self._write(
            annotation(
                "error",
                title_of(problem),
                text,
                file=_file(problem.profile),
                line=problem.line,
                column=problem.column,
            )
        )

    def end(self, ending: Ending) -> None:
        """Write what was kept, and what is true of the run as a whole."""
        for piece in self._warnings.pieces():
            self._write(piece)
        self._write(annotation("notice", self._totals.screened(), self._summary(ending)))
        for notice in ending.notices:
            self._write(annotation("notice", "About this run", [shortened(notice.message, _TEXT)]))
        for piece in self._notices.pieces():
            self._write(piece)

    def _level(self, finding: Finding) -> Level | None:
        kind = kind_of(finding)
        if kind in {"pass", "not_applicable"}:
            return None
        if kind in {"red", "caution"}:
            return "warning"
        return "warning" if kind in UNANSWERED and finding.question in self._counting else "notice"

    def _annotation(self, level: Level, finding: Finding, scorecard: Scorecard) -> str:
        product = shortened(scorecard.product, _NAME)
        title = shortened(f"{_label(finding)}: {product}: {finding.title}", _TITLE)
        lines = [
            shortened(finding.message, _TEXT),
            *(f"{label} {text}" for label, text in acceptance(finding)),
            *([f"Ask the vendor: {shortened(finding.ask_vendor, _TEXT)}"] if finding.ask_vendor else []),
            f"{standing(finding)} ({finding.rule}), as of {self._as_of}.",
            *(f"Why it is asked: {source.title}, {source.url}" for source in finding.sources[:1]),
        ]
        cited = next((each for each in finding.evidence if isinstance(each, FromProfile)), None)
        where, line = (cited.file, cited.line) if cited else (scorecard.profile, scorecard.line)
        column = cited.column if cited else None
        return annotation(level, title, lines, file=_file(where), line=line, column=column)

    def _summary(self, ending: Ending) -> list[str]:
        lines = [f"{self._totals.in_words()}.", f"As of {self._as_of}."]
        if ending.policy:
            lines.append(ending.policy)
        many = [f"{number:,} {level}s" for level, number in self._written.items() if number > MOST_SHOWN]
        if many:
            lines.append(
                f"GitHub shows {MOST_SHOWN} annotations of a level for each step, and this one wrote "
                f"{', '.join(many)}: all of them stand in the step's log, and in the other formats' files."
            )
        return [*lines, words.CLOSING]


def _label(finding: Finding) -> str:
    """What the finding is called at the head of its title."""
    if finding.waiver:
        return "Waived"
    if finding.in_baseline:
        return "Known from the baseline"
    return words.outcome(finding).capitalize() if finding.outcome != "error" else words.outcome(finding)


def _file(name: str) -> str | None:
    """The file as GitHub finds it in the repository; None for standard input."""
    return None if name == "<stdin>" else name.removeprefix("./")
