"""People's answers out of the workbook of an audit; rows that are not as they were drawn are refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from edscreen.batch.audit.sampling import draw
from edscreen.batch.audit.sheet_rows import (
    CHOICES,
    JUDGE,
    JUDGING,
    TOOL,
    TOOLS,
    VERDICT,
    VERDICT_COLUMN,
    Person,
    SheetRow,
    drawn_from,
    sheet_rows,
)
from edscreen.batch.audit.verdict_words import person_of
from edscreen.batch.audit.workbook import HEAD
from edscreen.profile.quoting import shown
from edscreen.profile.sheet_places import place_in_words
from edscreen.profile.sources import Unreadable, shown_path
from edscreen.profile.words import counted, joined
from edscreen.profile.workbooks import Bounds, read_workbook

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from edscreen.batch.audit.sampling import Sample
    from edscreen.profile.workbooks import Cell

_DRAWN = re.compile(r"sample (\d{1,6}), seed (\d{1,18}), run [0-9a-f]{16}")
_UNDERSCORE = "_x005F_"  # how a workbook writes the `_` of a text that looks like one of its codes
# A thousand answers, each with a page's worth of what it cites and of the pages that were kept.
_LARGEST = Bounds(
    8 * 2**20,
    64 * 2**20,
    16 * 2**20,
    "this workbook is larger than edscreen drew it: take other sheets out of it",
)
_MOST_NAMED = 20
_ORDER = (JUDGE, TOOL)


class Answer(NamedTuple):
    """What a person said of one answer of the run.

    Attributes:
        finding: its row in `findings`.
        person: the outcome that the person sees, or that it cannot be told.
        remark: the person's own words; empty where there are none.
    """

    finding: int
    person: Person
    remark: str


class Answers(NamedTuple):
    """What a workbook holds.

    Attributes:
        sample: the sample that it was made for.
        given: the rows that were judged.
    """

    sample: Sample
    given: list[Answer]


class NotTheSample(Exception):
    """A workbook cannot be read back; the message names the sheet and the cell, and says what to do.

    Attributes:
        cells: sentences on single cells, where there are several; empty otherwise.
    """

    def __init__(self, message: str, cells: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.cells = cells


def read_answers(tables: sqlite3.Connection, path: Path) -> Answers:
    """Read what a person filled in.

    Args:
        tables: the tables of the run that the sample was drawn from.
        path: the workbook.

    Raises:
        NotTheSample: it cannot be read, comes from another run, or what edscreen wrote into it was altered.
    """
    return _Reader(path).read(tables)


class _Reader:
    """Reads one workbook."""

    def __init__(self, path: Path) -> None:
        self._file = shown_path(path)
        try:
            rows = read_workbook(path, _LARGEST).rows
        except Unreadable as error:
            raise NotTheSample(f"{self._file}: {error}") from None
        self._rows: dict[str, dict[int, dict[int, Cell]]] = {}
        for row in rows:
            cells = {cell.column: cell for cell in row}
            self._rows.setdefault(row[0].sheet, {})[row[0].row] = cells
        self._wrong: dict[tuple[int, int, int], str] = {}

    def read(self, tables: sqlite3.Connection) -> Answers:
        sample = self._sample(tables)
        drawn = {row.told[0]: row for row in sheet_rows(tables, sample)}
        judged = self._checked(JUDGE, {name: row.told for name, row in drawn.items()}, JUDGING)
        self._checked(TOOL, {name: row.tools for name, row in drawn.items()}, TOOLS)
        given = list(self._given(judged, drawn))
        self._refuse_wrong()
        if not given:
            raise NotTheSample(
                f"{self._file}, sheet {JUDGE}: no verdict is filled in: choose one in the column "
                f"“{VERDICT.text}” for each row that you judge, and read it again"
            )
        return Answers(sample, given)

    def _sample(self, tables: sqlite3.Connection) -> Sample:
        line = self._text(JUDGE, HEAD - 1, 1)
        stated = _DRAWN.search(line)
        if JUDGE not in self._rows or not stated:
            raise NotTheSample(
                f"{self._file}: this is no workbook that edscreen audit drew: there is no sheet “{JUDGE}”"
                f" that says in cell A{HEAD - 1} what it was drawn from"
            )
        size, seed = map(int, stated.groups())
        sample = draw(tables, size, seed)
        if line != drawn_from(sample):
            raise NotTheSample(
                f"{self._place(JUDGE, HEAD - 1, 1)}: this was drawn from another run, or this one has been"
                " changed since, so the answers are about something else: name the folder of the run that it"
                " was drawn from, or draw a new sample"
            )
        return sample

    def _checked(
        self, sheet: str, rows: Mapping[str, tuple[str, ...]], columns: tuple[object, ...]
    ) -> dict[str, int]:
        """Return the ids on a sheet with their rows; what is not as it was drawn is noted.

        Raises:
            NotTheSample: rows are missing.
        """
        found: dict[str, int] = {}
        is_whole = True
        for number in sorted(self._rows.get(sheet, {})):
            if number <= HEAD:
                continue
            name = self._text(sheet, number, 1)
            if not name and not self._rows[sheet][number].keys() & set(range(1, len(columns) + 1)):
                continue  # a person's own notes beside the table
            if name in found or name not in rows:
                is_whole = False
                self._note(sheet, number, 1, _wrong_id(name, found.get(name)))
                continue
            found[name] = number
            self._check_texts(sheet, number, rows[name])
        missing = [name for name in rows if name not in found]
        if missing and is_whole:  # else it is the row whose id was altered
            raise NotTheSample(
                f"{self._file}, sheet {sheet}: {counted(len(missing), 'row')} of {len(rows)} "
                f"{'is' if len(missing) == 1 else 'are'} missing, the first with the id {missing[0]}: a part"
                " of a sample does not stand for the run, so put them back; a row not judged stays empty"
            )
        return found

    def _check_texts(self, sheet: str, number: int, texts: tuple[str, ...]) -> None:
        for column, text in enumerate(texts, 1):
            # Spreadsheets end a cell's lines in ways of their own.
            if self._text(sheet, number, column).split() != _plain(text).split():
                was = shown(text) if text else "nothing"
                wrong = (
                    "this is not what was drawn, so the answer in this row may be about something else: put"
                    f" back {was}, or draw a new sample"
                )
                self._note(sheet, number, column, wrong)

    def _given(self, rows: Mapping[str, int], drawn: Mapping[str, SheetRow]) -> Iterator[Answer]:
        column = VERDICT_COLUMN
        for name, number in rows.items():
            cell = self._rows[JUDGE][number].get(column)
            text = self._text(JUDGE, number, column)
            if cell is None or not (cell.problem or text):
                continue
            person = None if cell.problem else person_of(text)
            if person:
                yield Answer(drawn[name].finding, person, self._text(JUDGE, number, column + 1))
            else:
                self._note(JUDGE, number, column, cell.problem or _no_verdict(text))

    def _note(self, sheet: str, row: int, column: int, wrong: str) -> None:
        place = (_ORDER.index(sheet), row, column)
        self._wrong[place] = f"{self._place(sheet, row, column)}: {wrong}"

    def _refuse_wrong(self) -> None:
        """Refuse the workbook where any cell is wrong.

        Raises:
            NotTheSample: one is.
        """
        cells = [sentence for _, sentence in sorted(self._wrong.items())]
        if len(cells) == 1:
            raise NotTheSample(cells[0])
        if cells:
            named = cells[:_MOST_NAMED]
            if len(cells) > _MOST_NAMED:
                named.append(f"and {len(cells) - _MOST_NAMED:,} more cells")
            message = (
                f"{len(cells):,} cells of {self._file} cannot be used, as said above, so no verdict was kept:"
                " put them right, and read the workbook again"
            )
            raise NotTheSample(message, tuple(named))

    def _text(self, sheet: str, row: int, column: int) -> str:
        cell = self._rows.get(sheet, {}).get(row, {}).get(column)
        return "" if cell is None or cell.value is None else _plain(str(cell.value))

    def _place(self, sheet: str, row: int, column: int) -> str:
        return place_in_words(self._file, row, column, sheet)


def _plain(text: str) -> str:
    return text.strip().replace(_UNDERSCORE, "_")


def _wrong_id(name: str, stands_in: int | None) -> str:
    if stands_in is not None:
        return f"this id stands in row {stands_in} already: take the copied row out"
    return (
        f"here stands {shown(name) if name else 'nothing'}, which is no id of this sample: put back the id"
        " that this row had when it was drawn; it stands on both sheets"
    )


def _no_verdict(text: str) -> str:
    choices = joined([f"“{words}”" for words in CHOICES.values()]).replace(" and ", " or ")
    return f"{shown(text)} is no verdict: choose {choices}, or leave the cell empty"
