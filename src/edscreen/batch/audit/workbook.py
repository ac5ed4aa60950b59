"""The workbook of an audit: what a person judges on the first sheet, the tool's verdicts on the second."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from edscreen.batch.audit.sheet_rows import (
    CHOICES,
    JUDGE,
    JUDGING,
    TOOL,
    TOOLS,
    VERDICT_COLUMN,
    drawn_from,
    sheet_rows,
)
from edscreen.batch.audit.sources_sheet import COLUMNS, SOURCES, told_of
from edscreen.batch.spreadsheets.looks import Looks
from edscreen.batch.spreadsheets.packing import packed_book
from edscreen.report.words import CLOSING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from pathlib import Path

    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from edscreen.batch.audit.sampling import Sample
    from edscreen.batch.audit.saved_pages import SavedPages
    from edscreen.batch.audit.sources_sheet import Told
    from edscreen.batch.spreadsheets.long_sheets import Heading

HEAD = 3
"""The row of headings, counted from 1; above it stand what to do and what the sample was drawn from."""

_GUIDE = "How to judge"
_DO = (
    "Choose a verdict in the yellow column from what the source says, before you look at the second sheet;"
    " leave a row empty that you do not judge. The sheet “How to judge” says what each verdict means."
)
_HOW = (
    ("answered well", "the source says what the question asks for, and it gives no reason for concern"),
    ("flagged", "the source gives a reason for concern, as the question's page says"),
    ("not answered yet", "the source was there to be read, and does not say"),
    ("we could not look", "the source could not be opened or read"),
    ("does not apply", "the question does not arise for this product"),
    ("cannot tell", "what is cited does not suffice to say; counted apart, neither for nor against"),
)
_NO_PAGE = (
    "None of the answers drawn cites a page that this run read: what is cited stands where the row says."
)
_RULES = (
    "What a question asks for, and what is flagged: edscreen rules explain RULE; the rule of each row is"
    " named beside the question."
)
_UNALTERED = (
    "Rows may be filtered and widened. What edscreen wrote must stay as it is: a workbook with altered rows"
    " is refused, and the cell is named."
)
_READ = (
    "1. Read the question, what is cited and where it stands; [1], [2] and so on belong together in these"
    " columns. Open the links where there are some. The sheet “Sources” holds each piece in a row of its own,"
    " with its link in a cell of its own, and with the text of the page where the run kept it."
)
_STEPS = (
    _READ,
    "2. Choose your verdict from the list in the yellow cell, and say in the remarks what decided it.",
    "3. Save the workbook, and read it back: edscreen audit FOLDER --read THIS-FILE.xlsx",
    _RULES,
    _UNALTERED,
)


def write_workbook(tables: sqlite3.Connection, sample: Sample, pages: SavedPages, path: Path) -> Told:
    """Write the workbook, the same bytes in every run.

    Args:
        tables: the tables of the run that the sample was drawn from.
        sample: the sample.
        pages: the pages that the run kept.
        path: the file.

    Returns:
        What it tells of the pages that the answers cite.

    Raises:
        OSError: it could not be written; then nothing was changed.
    """
    [[day]] = tables.execute("SELECT value FROM run WHERE name = 'as_of'")
    rows = list(sheet_rows(tables, sample))
    told = told_of(rows, pages)
    with packed_book(path, "Audit of a screening", date.fromisoformat(day)) as book:
        looks = Looks(book)
        judge = _sheet(book, JUDGE, JUDGING, looks)
        _lead(judge, _DO, JUDGING, 32, looks)
        judge.write_string(1, 0, drawn_from(sample), looks.plain)
        _headings(judge, JUDGING, looks)
        tool = _sheet(book, TOOL, TOOLS, looks)
        tool.write_string(0, 0, "To be read once you have judged.", looks.bold)
        _headings(tool, TOOLS, looks)
        for number, (row, saved) in enumerate(zip(rows, told.saved, strict=True), HEAD):
            _write(judge, number, (*row.told, saved), looks)
            for column in (VERDICT_COLUMN - 1, VERDICT_COLUMN):
                judge.write_blank(number, column, None, looks.asked)
            _write(tool, number, row.tools, looks)
        sources = _sheet(book, SOURCES, COLUMNS, looks)
        _lead(sources, told.in_words or _NO_PAGE, COLUMNS, 48, looks)
        _headings(sources, COLUMNS, looks)
        for number, texts in enumerate(told.sources, HEAD):
            _write(sources, number, texts, looks)
        last = HEAD + max(len(rows), 1) - 1
        judge.data_validation(HEAD, VERDICT_COLUMN - 1, last, VERDICT_COLUMN - 1, _offer())
        last_source = HEAD + max(len(told.sources), 1) - 1
        for sheet, columns, end in (
            (judge, JUDGING, last),
            (tool, TOOLS, last),
            (sources, COLUMNS, last_source),
        ):
            sheet.autofilter(HEAD - 1, 0, end, len(columns) - 1)
        _guide(book, looks)
    return told


def _write(sheet: Worksheet, row: int, texts: Sequence[str], looks: Looks) -> None:
    for column, text in enumerate(texts):
        sheet.write_string(row, column, text, looks.wrapped)


def _sheet(book: Workbook, name: str, columns: Sequence[Heading], looks: Looks) -> Worksheet:
    sheet = book.add_worksheet(name)
    for column, heading in enumerate(columns):
        sheet.set_column(column, column, heading.width, looks.wrapped)
    sheet.freeze_panes(HEAD, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD - 1)
    sheet.set_footer("&C&A, page &P of &N")
    sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
    return sheet


def _lead(sheet: Worksheet, text: str, columns: Sequence[Heading], height: int, looks: Looks) -> None:
    sheet.set_row(0, height)
    sheet.merge_range(0, 0, 0, len(columns) - 1, text, looks.bold)


def _headings(sheet: Worksheet, columns: Sequence[Heading], looks: Looks) -> None:
    sheet.set_row(HEAD - 1, 32)
    for column, heading in enumerate(columns):
        sheet.write_string(HEAD - 1, column, heading.text, looks.head)


def _offer() -> dict[str, object]:
    return {
        "validate": "list",
        "source": list(CHOICES.values()),
        "input_title": "Your verdict",
        "input_message": "Choose from the list; the sheet “How to judge” says what each means.",
        "error_type": "information",  # other words are taken, too: a person is told, and not kept from them
        "error_title": "Not one of the list",
        "error_message": (
            "Words of a report, such as red flag, are read as well; what is no verdict is named when the"
            " workbook is read back."
        ),
    }


def _guide(book: Workbook, looks: Looks) -> None:
    sheet = book.add_worksheet(_GUIDE)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 110)
    lines = [("What to do" if not number else "", text) for number, text in enumerate(_STEPS)]
    for row, (label, text) in enumerate([*lines, ("", ""), *_HOW, ("", ""), ("", CLOSING)]):
        if label:
            sheet.write_string(row, 0, label, looks.bold)
        if text:
            sheet.write_string(row, 1, text, looks.wrapped)
