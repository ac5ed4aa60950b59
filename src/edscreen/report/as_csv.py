"""The report as CSV: one line a finding, for spreadsheets."""

from __future__ import annotations

import csv
from types import SimpleNamespace
from typing import TYPE_CHECKING

from edscreen.report.csv_cells import cell
from edscreen.report.finding_place import place_of
from edscreen.report.list_columns import ROW, own_cells, row_of_list

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.report.run import Beginning, Ending, Problem
    from edscreen.screening.scorecard import Finding, Scorecard

COLUMNS = (
    "profile",
    "document",
    "vendor",
    "product",
    "rule",
    "severity",
    "outcome",
    "basis",
    "waived",
    "message",
    "ask_vendor",
    "file",
    "line",
    "column",
    "path",
)

_MARK = "\ufeff"
"""Without this mark at its beginning, Excel does not read a file as UTF-8."""


class CsvWriter:
    """Writes `--format csv`."""

    def __init__(self, write: Callable[[str], None]) -> None:
        """Hand every line to `write`."""
        self._write = write
        # Every text stands in quotes: LibreOffice begins a new cell at a semicolon outside of them, too.
        self._rows = csv.writer(
            SimpleNamespace(write=write), quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n"
        )

    def begin(self, beginning: Beginning) -> None:
        """Write the names of the columns; behind those of every run stand those of its list."""
        self._list_columns = beginning.list_columns
        self._write(_MARK)
        self._rows.writerow((*COLUMNS, *self._of_list(ROW, lambda heading: cell(f"list.{heading}"))))

    def scorecard(self, scorecard: Scorecard) -> None:
        """Write a line for each finding."""
        profile, vendor, product = map(cell, (scorecard.profile, scorecard.vendor, scorecard.product))
        own = own_cells(scorecard)
        listed = self._of_list(row_of_list(scorecard), lambda heading: cell(own.get(heading) or ""))
        for finding in scorecard.findings:
            place = place_of(scorecard, finding)
            self._rows.writerow(
                (
                    profile,
                    scorecard.document,
                    vendor,
                    product,
                    finding.rule,
                    finding.severity,
                    finding.outcome,
                    finding.basis,
                    _covered_by(finding),
                    cell(finding.message),
                    cell(finding.ask_vendor or ""),
                    cell(place.file),
                    place.line,
                    place.column,
                    cell(place.path),
                    *listed,
                )
            )

    def problem(self, problem: Problem) -> None:
        """Write what could not be read as a line with the outcome `error` and no rule."""
        file = cell(problem.profile)
        empty = "", "", ""
        place = (file, problem.line, problem.column, cell(problem.path))
        listed = self._of_list(problem.line, lambda _heading: "")
        self._rows.writerow(
            (file, *empty, "", "", "error", "", "", cell(problem.message), "", *place, *listed)
        )

    def end(self, ending: Ending) -> None:
        """Write nothing: every line is a finding."""

    def _of_list(self, row: object, column: Callable[[str], str]) -> tuple[object, ...]:
        """What stands in the columns of a list, by heading; nothing where no list is screened."""
        return () if self._list_columns is None else (row, *map(column, self._list_columns))


def _covered_by(finding: Finding) -> str:
    return "waiver" if finding.waiver else "baseline" if finding.in_baseline else ""
