"""The report for people: scorecards in plain words, in a terminal, a pipe or a file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from edscreen.report import words
from edscreen.report.end_text import end_text, nothing_screened
from edscreen.report.held_pages import HeldPages
from edscreen.report.layout import Page
from edscreen.report.scorecard_text import scorecard_text
from edscreen.report.summary_rows import Row, row_of
from edscreen.report.summary_table import table_text
from edscreen.report.terminal import Terminal
from edscreen.report.totals import Totals
from edscreen.report.troubles import Troubles

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.report.run import Beginning, Ending, Problem
    from edscreen.screening.rule import Source
    from edscreen.screening.scorecard import Scorecard


class TextWriter:
    """Writes `--format rich`; it keeps one short row of every scorecard for the table.

    A few products are shown in full, with the table behind them; of many the table comes first, then in full
    those with a flag that counts. With `show_all` every product is shown in full as soon as it is screened.
    """

    def __init__(
        self, write: Callable[[str], None], terminal: Terminal | None = None, *, show_all: bool = False
    ) -> None:
        """Hand every piece to `write`, laid out for `terminal`, which is standard output unless named."""
        self._write = write
        self._terminal = terminal or Terminal.of(sys.stdout)
        self._show_all = show_all
        self._rows: list[Row] = []
        self._totals = Totals()
        self._line = _line_across(self._terminal)
        self._pages = HeldPages(self._line)
        self._sources: dict[Source, list[str]] = {}
        self._troubles = Troubles()

    def begin(self, beginning: Beginning) -> None:
        """Keep what every scorecard names."""
        self._beginning = beginning
        self._threshold = words.threshold(beginning.fail_on)

    def scorecard(self, scorecard: Scorecard) -> None:
        """Write one scorecard, or hold it until it is known how many there are."""
        if self._show_all:
            self._write((self._line if self._rows else "") + self._page(scorecard))
        else:
            counts = bool(scorecard.flagged(self._threshold))
            self._pages.add(lambda: self._page(scorecard), counts=counts)
        self._rows.append(row_of(scorecard))
        self._totals.count(scorecard)
        for finding in scorecard.findings:
            for source in finding.sources if finding.outcome != "not_applicable" else ():
                rules = self._sources.setdefault(source, [])
                if finding.rule not in rules:
                    rules.append(finding.rule)

    def problem(self, problem: Problem) -> None:
        """Count what could not be read; standard error has said why."""
        self._troubles.count(problem)

    def end(self, ending: Ending) -> None:
        """Write what was held, the table, and what is true of the run as a whole."""
        if not self._rows:
            self._write(nothing_screened(self._troubles, ending, self._terminal))
            return
        if self._pages.are_many:
            self._table()
            self._write(self._selection())
        for piece in self._pages.pieces():
            self._write(piece)
        if len(self._rows) > 1 and not self._pages.are_many:
            self._write(self._line)
            self._table()
        self._write(end_text(self._beginning, ending, self._troubles, self._sources, self._terminal))

    def _page(self, scorecard: Scorecard) -> str:
        return scorecard_text(scorecard, self._beginning, self._terminal)

    def _table(self) -> None:
        page = Page(self._terminal)
        page.paragraph(f"{self._totals.in_words()}.", style="bold")
        page.blank()
        self._write(page.rendered())
        for piece in table_text(self._rows, self._terminal):
            self._write(piece)
        self._write("\n")

    def _selection(self) -> str:
        """Which products follow in full, and how to see the others."""
        shown, all_of_them = self._pages.held, self._totals.products
        which = words.FLAGGED[self._threshold]
        found = (
            f"In full below: {shown:,} of {all_of_them:,} products, those {which}."
            if shown
            else (f"No product is shown in full, as there is none {which}.")
        )
        page = Page(self._terminal)
        page.paragraph(
            f"{found} To see all {all_of_them:,} in full: -v; the formats json and csv hold them all.",
            style="bold",
        )
        return page.rendered()


def _line_across(terminal: Terminal) -> str:
    page = Page(terminal)
    page.line_across()
    return page.rendered()
