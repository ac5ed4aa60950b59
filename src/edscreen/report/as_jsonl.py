"""The report as JSON Lines: one scorecard or error a line, for lists of any length."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic_core import to_json

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
        self._write(_line(scorecard_data(scorecard)))

    def problem(self, problem: Problem) -> None:
        """Write what could not be read."""
        self._write(_line({"error": problem_data(problem)}))

    def end(self, ending: Ending) -> None:
        """Write nothing: every line stands alone."""


def _line(value: dict[str, Any]) -> str:
    line = to_json(value)
    if not line.isascii():  # escaping doubles the time, and few scorecards need it
        line = to_json(value, ensure_ascii=True)
    return line.decode("ascii") + "\n"
