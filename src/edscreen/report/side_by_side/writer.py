"""The formats in which products stand side by side, and what gathers the products for them."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from edscreen.report.side_by_side.table import FEWEST, MOST, table_of
from edscreen.report.troubles import Troubles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from edscreen.report.run import Beginning, Ending, Problem
    from edscreen.report.side_by_side.table import SideBySide
    from edscreen.report.terminal import Terminal
    from edscreen.screening.scorecard import Scorecard

FORMATS = ("rich", "html", "markdown", "csv")
"""The formats that can show products side by side."""

_MODULES = {"rich": "as_text", "html": "as_html", "markdown": "as_markdown", "csv": "as_csv"}


class SideBySideWriter:
    """Writes products side by side at the end of the run; nothing where they are too few or too many."""

    def __init__(self, write: Callable[[str], None], render: Callable[[SideBySide], Iterator[str]]) -> None:
        """Hand what `render` makes of the table to `write`."""
        self._write = write
        self._render = render
        self._scorecards: list[Scorecard] = []
        self._troubles = Troubles()

    def begin(self, beginning: Beginning) -> None:
        """Keep what the run began with."""
        self._beginning = beginning

    def scorecard(self, scorecard: Scorecard) -> None:
        """Add a column."""
        if len(self._scorecards) <= MOST:  # one more than can be shown tells that there are too many
            self._scorecards.append(scorecard)

    def problem(self, problem: Problem) -> None:
        """Take note of something that could not be read."""
        self._troubles.count(problem)

    def end(self, ending: Ending) -> None:
        """Write the table."""
        if FEWEST <= len(self._scorecards) <= MOST:
            table = table_of(self._scorecards, self._beginning, ending, self._troubles.sentences())
            for piece in self._render(table):
                self._write(piece)


def writer_for(name: str, write: Callable[[str], None], terminal: Terminal | None = None) -> SideBySideWriter:
    """The writer of the format `name`; `terminal` is what `rich` is laid out for."""
    render = import_module(f"edscreen.report.side_by_side.{_MODULES[name]}").render
    return SideBySideWriter(write, partial(render, terminal=terminal) if terminal else render)
