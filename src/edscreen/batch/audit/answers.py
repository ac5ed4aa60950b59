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
from edscreen.batch.audit.workbook import HEAD
from edscreen.profile.quoting import shown
from edscreen.profile.sheet_places import place_in_words
from edscreen.profile.sources import Unreadable, shown_path
from edscreen.profile.words import counted, joined, same_words
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
_BY_WORDS: dict[str, Person] = {same_words(words): person for person, words in CHOICES.items()}


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
    """A workbook cannot be read back; the message names the sheet and the cell, and says what to do."""


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

    def read(self, tables: sqlite3.Connection) -> Answers:
        sample = self._sample(tables)
        drawn = {row.told[0]: row for row in sheet_rows(tables, sample)}
        told = {name: row.told for name, row in drawn.items()}
        columns = self._checked(TOOL, {name: row.tools for name, row in drawn.items()}, TOOLS)
        for _ in columns:  # checked as it goes
            pass
        given = list(self._given(self._checked(JUDGE, told, JUDGING), drawn))
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
    ) -> Iterator[tuple[str, int]]:
        """Yield the ids on a sheet with their rows, each row being as it was drawn."""
        found: dict[str, int] = {}
        for number in sorted(self._rows.get(sheet, {})):
            if number <= HEAD:
                continue
            name = self._text(sheet, number, 1)
            if name not in rows:
                if not name and not self._rows[sheet][number].keys() & set(range(1, len(columns) + 1)):
                    continue  # a person's own notes beside the table
                what = shown(name) if name else "nothing"
                raise NotTheSample(
                    f"{self._place(sheet, number, 1)}: here stands {what}, which is no id of this sample: put"
                    " back the id that this row had when it was drawn; it stands on both sheets"
                )
            if name in found:
                raise NotTheSample(
                    f"{self._place(sheet, number, 1)}: this id stands in row {found[name]} already: take the "
                    "copied row out"
                )
            found[name] = number
            self._check_texts(sheet, number, rows[name])
            yield name, number
        if missing := [name for name in rows if name not in found]:
            raise NotTheSample(
                f"{self._file}, sheet {sheet}: {counted(len(missing), 'row')} of {len(rows)} "
                f"{'is' if len(missing) == 1 else 'are'} missing, the first with the id {missing[0]}: a part"
                " of a sample does not stand for the run, so put them back; a row not judged stays empty"
            )

    def _check_texts(self, sheet: str, number: int, texts: tuple[str, ...]) -> None:
        for column, text in enumerate(texts, 1):
            # Spreadsheets end a cell's lines in ways of their own.
            if self._text(sheet, number, column).split() != _plain(text).split():
                was = shown(text) if text else "nothing"
                raise NotTheSample(
                    f"{self._place(sheet, number, column)}: this is not what was drawn, so the answer in this"
                    f" row may be about something else: put back {was}, or draw a new sample"
                )

    def _given(self, rows: Iterator[tuple[str, int]], drawn: Mapping[str, SheetRow]) -> Iterator[Answer]:
        column = VERDICT_COLUMN
        for name, number in rows:
            cell = self._rows[JUDGE][number].get(column)
            if cell is None:
                continue
            if cell.problem:
                raise NotTheSample(f"{self._place(JUDGE, number, column)}: {cell.problem}")
            person = _BY_WORDS.get(same_words(str(cell.value)))
            if person is None:
                choices = joined([f"“{words}”" for words in CHOICES.values()]).replace(" and ", " or ")
                raise NotTheSample(
                    f"{self._place(JUDGE, number, column)}: {shown(str(cell.value))} is no verdict: choose "
                    f"{choices}, or leave the cell empty"
                )
            yield Answer(drawn[name].finding, person, self._text(JUDGE, number, column + 1))

    def _text(self, sheet: str, row: int, column: int) -> str:
        cell = self._rows.get(sheet, {}).get(row, {}).get(column)
        return "" if cell is None or cell.value is None else _plain(str(cell.value))

    def _place(self, sheet: str, row: int, column: int) -> str:
        return place_in_words(self._file, row, column, sheet)


def _plain(text: str) -> str:
    return text.strip().replace(_UNDERSCORE, "_")
