"""The report for people: scorecards in plain words, in a terminal, a pipe or a file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from edscreen.profile.words import joined
from edscreen.report import words
from edscreen.report.layout import Page
from edscreen.report.scorecard_text import scorecard_text
from edscreen.report.summary_table import Row, row_of, table_text
from edscreen.report.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.report.run import Beginning, Ending, Problem
    from edscreen.screening.rule import Source
    from edscreen.screening.scorecard import Scorecard


class TextWriter:
    """Writes `--format rich`; it keeps one short row of every scorecard for the table at the end."""

    def __init__(self, write: Callable[[str], None], terminal: Terminal | None = None) -> None:
        """Hand every piece to `write`, laid out for `terminal`, which is standard output unless named."""
        self._write = write
        self._terminal = terminal or Terminal.of(sys.stdout)
        self._rows: list[Row] = []
        self._sources: dict[Source, list[str]] = {}
        self._unreadable: set[str] = set()
        self._broken_rules = 0

    def begin(self, beginning: Beginning) -> None:
        """Keep what every scorecard names."""
        self._beginning = beginning

    def scorecard(self, scorecard: Scorecard) -> None:
        """Write one scorecard."""
        if self._rows:
            self._write(self._line())
        self._write(scorecard_text(scorecard, self._beginning, self._terminal))
        self._rows.append(row_of(scorecard))
        for finding in scorecard.findings:
            for source in finding.sources if finding.outcome != "not_applicable" else ():
                rules = self._sources.setdefault(source, [])
                if finding.rule not in rules:
                    rules.append(finding.rule)

    def problem(self, problem: Problem) -> None:
        """Count what could not be read; standard error has said why."""
        if problem.kind == "invalid_rule_book":
            self._broken_rules += 1
        else:
            self._unreadable.add(problem.profile)

    def end(self, ending: Ending) -> None:
        """Write the table of several products, what could not be read, sources, and the closing sentence."""
        del ending  # notices and exit code stand on standard error
        if not self._rows:
            self._write(self._nothing_screened())
            return
        if len(self._rows) > 1:
            self._write(self._line(f"{len(self._rows):,} products screened"))
            for piece in table_text(self._rows, self._terminal):
                self._write(piece)
            self._write("\n")
        page = Page(self._terminal)
        page.line_across()
        self._add_troubles(page)
        self._add_sources(page)
        books = ", ".join(f"{book.name} {book.version or ''}".strip() for book in self._beginning.rule_books)
        page.paragraph(
            f"Screened with edscreen {self._beginning.version}; rule books: {books or 'none'}.", style="dim"
        )
        page.paragraph(words.CLOSING, style="bold")
        self._write(page.rendered())

    def _line(self, heading: str = "") -> str:
        page = Page(self._terminal)
        page.line_across()
        if heading:
            page.paragraph(heading, style="bold")
            page.blank()
        return page.rendered()

    def _nothing_screened(self) -> str:
        page = Page(self._terminal)
        reasons = []
        if self._unreadable:
            reasons.append(f"{words.plural(len(self._unreadable), 'profile')} could not be read")
        if self._broken_rules:
            reasons.append(f"{words.plural(self._broken_rules, 'part')} of the rule books could not be used")
        why = f": {joined(reasons)}, as the messages beside this report say" if reasons else ""
        page.paragraph(f"No product was screened{why}.", lead=f"{page.signs.error} ", hang=2)
        page.paragraph(words.CLOSING, style="bold")
        return page.rendered()

    def _add_troubles(self, page: Page) -> None:
        lines: list[str] = []
        if self._unreadable:
            lines.append(
                f"{words.plural(len(self._unreadable), 'profile')} could not be read and screened: "
                "the messages beside this report say where, and what to write instead."
            )
        if self._broken_rules:
            lines.append(
                f"{words.plural(self._broken_rules, 'part')} of the rule books could not be used, "
                "so not every question was asked."
            )
        for line in lines:
            page.paragraph(line, lead=f"{page.signs.error} ", hang=2, style="bold magenta")
        if lines:
            page.blank()

    def _add_sources(self, page: Page) -> None:
        if not self._sources:
            return
        page.paragraph("WHERE THE QUESTIONS COME FROM", style="bold underline")
        for source, rules in self._sources.items():
            page.paragraph(source.title, indent=2, hang=2)
            page.place(source.url, indent=4)
            page.paragraph(f"for {joined(sorted(rules))}", indent=4, hang=2, style="dim")
        page.blank()
