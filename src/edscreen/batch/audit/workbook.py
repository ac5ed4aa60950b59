"""The workbook of an audit: what a person judges on the first sheet, the tool's verdicts on the second."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from edscreen.batch.audit.sheet_rows import (
    CHOICES,
    JUDGE,
    REMARK,
    TOLD,
    TOOL,
    TOOLS,
    VERDICT,
    drawn_from,
    sheet_rows,
)
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
_RULES = (
    "What a question asks for, and what is flagged: edscreen rules explain RULE; the rule of each row is"
    " named beside the question."
)
_UNALTERED = (
    "Rows may be filtered and widened. What edscreen wrote must stay as it is: a workbook with altered rows"
    " is refused, and the cell is named."
)
_STEPS = (
    "1. Read the question, what is cited and where it stands; open the link where there is one.",
    "2. Choose your verdict from the list in the yellow cell, and say in the remarks what decided it.",
    "3. Save the workbook, and read it back: edscreen audit FOLDER --read THIS-FILE.xlsx",
    _RULES,
    _UNALTERED,
)


def write_workbook(tables: sqlite3.Connection, sample: Sample, path: Path) -> None:
    """Write the workbook, the same bytes in every run.

    Args:
        tables: the tables of the run that the sample was drawn from.
        sample: the sample.
        path: the file.

    Raises:
        OSError: it could not be written; then nothing was changed.
    """
    [[day]] = tables.execute("SELECT value FROM run WHERE name = 'as_of'")
    rows = list(sheet_rows(tables, sample))
    with packed_book(path, "Audit of a screening", date.fromisoformat(day)) as book:
        looks = Looks(book)
        judge = _sheet(book, JUDGE, (*TOLD, VERDICT, REMARK), looks)
        judge.set_row(0, 32)
        judge.merge_range(0, 0, 0, len(TOLD) + 1, _DO, looks.bold)
        judge.write_string(1, 0, drawn_from(sample), looks.plain)
        _headings(judge, (*TOLD, VERDICT, REMARK), looks)
        tool = _sheet(book, TOOL, TOOLS, looks)
        tool.write_string(0, 0, "To be read once you have judged.", looks.bold)
        _headings(tool, TOOLS, looks)
        for number, row in enumerate(rows, HEAD):
            for column, text in enumerate(row.told):
                judge.write_string(number, column, text, looks.wrapped)
            for column in (len(TOLD), len(TOLD) + 1):
                judge.write_blank(number, column, None, looks.asked)
            for column, text in enumerate(row.tools):
                tool.write_string(number, column, text, looks.wrapped)
        last = HEAD + max(len(rows), 1) - 1
        judge.data_validation(HEAD, len(TOLD), last, len(TOLD), _offer())
        for sheet, columns in ((judge, len(TOLD) + 2), (tool, len(TOOLS))):
            sheet.autofilter(HEAD - 1, 0, last, columns - 1)
        _guide(book, looks)


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
        "error_title": "One of the list",
        "error_message": "Choose one of the list, or leave the cell empty.",
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
