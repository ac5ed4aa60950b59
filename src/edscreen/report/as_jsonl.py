"""The report as JSON Lines: one scorecard or error a line, for lists of any length."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.report.json_text import json_text
from edscreen.report.scorecard_data import problem_data, scorecard_data

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.report.run import Beginning, Ending, Problem
    from edscreen.screening.scorecard import Scorecard


class JsonLinesWriter:
    """Writes `--format jsonl`."""

    def __init__(self, write: Callable[[str], None]) -> None:
        """Hand every line to `write`."""
        self._write = write

    def begin(self, beginning: Beginning) -> None:
        """Write nothing: every line stands alone."""

    def scorecard(self, scorecard: Scorecard) -> None:
        """Write one scorecard."""
        self._write(json_text(scorecard_data(scorecard)) + "\n")

    def problem(self, problem: Problem) -> None:
        """Write what could not be read."""
        self._write(json_text({"error": problem_data(problem)}) + "\n")

    def end(self, ending: Ending) -> None:
        """Write nothing: every line stands alone."""
