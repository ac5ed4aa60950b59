"""The questions as a workbook for the vendor: the annex to a request for proposals."""

from __future__ import annotations

import io
import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from edscreen.interview.answers import answer_at
from edscreen.interview.sheet_questions import sheets_of
from edscreen.profile import workbook_layout as layout
from edscreen.profile.guide import as_written
from edscreen.profile.quoting import escaped
from edscreen.profile.repacking import EPOCH, repacked
from edscreen.profile.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from edscreen.interview.forms import Form
    from edscreen.interview.sheet_questions import SheetOfQuestions, SheetRow

ENTRIES = 8
"""For how many entries of a list columns are laid out; more can stand to the right of them."""

_INK, _SOFT, _WHITE, _HEAD, _BAND, _ASKED, _EDGE = (
    *("1D2530", "565F6B", "FFFFFF", "1F3A5F", "E6ECF3", "FFF8E1", "C9B26B"),
)
_WIDTHS = {layout.QUESTION: 46, layout.ANSWER: 40, layout.SOURCE: 28, layout.DATE: 13, layout.HELP: 58}
_ENTRY_WIDTHS = {layout.QUESTION: 42, layout.ENTRY_HELP: 46}
_ENTRY_WIDTH = 32
_LINE = 15.0
_LONGEST_LIST = 255  # characters that Excel takes for the choices of a cell
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_SIDE = Side("thin", color=_EDGE)
_EDGES = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_START = Path(__file__).parent / "data" / "read_me_first.csv"


def sheet_bytes(form: Form, data: Any, *, full: bool) -> bytes:
    """Return a workbook with the questions that a vendor can answer, the same bytes in every run.

    Args:
        form: what is filled in.
        data: answers that are known already.
        full: whether it asks all that a vendor can answer, not only what a proposal does.
    """
    book = Workbook()
    sheets = sheets_of(form, full=full)
    start = book.active
    if start is None:
        raise TypeError
    _start(start, sheets)
    for sheet in sheets:
        _Sheet(book.create_sheet(sheet.name), sheet, data).write()
    book.properties.title = "Questions about your product"
    book.properties.creator = "edscreen"
    book.properties.created = datetime(*EPOCH)  # noqa: DTZ001 - as the format has it, without a zone
    unpacked = io.BytesIO()
    book.save(unpacked)
    return repacked(unpacked.getvalue(), _without_moment)


def _without_moment(part: str, content: bytes) -> bytes:
    """Return a part without the moment of this run, which the library writes into one."""
    return _MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z", content) if part == "docProps/core.xml" else content


def _start(sheet: Worksheet, sheets: list[SheetOfQuestions]) -> None:
    sheet.title = "Read me first"
    _hide_fields(sheet)
    sheet["A1"] = layout.MARK
    sheet.column_dimensions["B"].width = 110
    lines = [(row["text"], int(row["size"])) for row in read_table(_START)]
    lines += [(f"•  {each.name}: {each.heading}", 11) for each in sheets]
    for number, (text, size) in enumerate(lines, 1):
        cell = sheet.cell(number, layout.QUESTION, text or None)
        cell.font = Font(name="Calibri", size=size, bold=size > 11, color=_HEAD if size > 11 else _INK)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.row_dimensions[number].height = max(size * 1.7, 20 * -(-len(text) // 115))
    sheet.sheet_view.showGridLines = False
    _printed(sheet, rows="")
    _protected(sheet)


class _Sheet:
    """Writes one sheet of questions."""

    def __init__(self, sheet: Worksheet, questions: SheetOfQuestions, data: Any) -> None:
        self._sheet = sheet
        self._questions = questions
        self._data = data
        self._has_entries = bool(questions.noun)

    def write(self) -> None:
        sheet, questions = self._sheet, self._questions
        _hide_fields(sheet)
        widths = _ENTRY_WIDTHS if self._has_entries else _WIDTHS
        for column, width in widths.items():
            sheet.column_dimensions[get_column_letter(column)].width = width
        labels = [
            "Question",
            "What it means",
            *(f"{questions.noun.capitalize()} {n}" for n in range(1, ENTRIES + 1)),
        ]
        if not self._has_entries:
            labels = ["Question", "Answer", "Where it is stated", "As of", "What it means"]
        sheet.cell(1, layout.FIELD, layout.HEAD)
        for column, label in enumerate(labels, layout.QUESTION):
            cell = sheet.cell(1, column, label)
            cell.font = Font(name="Calibri", size=11, bold=True, color=_WHITE)
            cell.fill = PatternFill("solid", fgColor=_HEAD)
            cell.alignment = Alignment(vertical="center", wrap_text=True)
            if self._has_entries and column >= layout.FIRST_ENTRY:
                sheet.column_dimensions[get_column_letter(column)].width = _ENTRY_WIDTH
        sheet.row_dimensions[1].height = 24
        for number, row in enumerate(questions.rows, 2):
            self._heading(number, row) if not row.path else self._question(number, row)
        sheet.freeze_panes = f"{get_column_letter(layout.ANSWER)}2"
        sheet.sheet_view.showGridLines = False
        _printed(sheet, rows="1:1")
        _protected(sheet)

    def _heading(self, number: int, row: SheetRow) -> None:
        for column in range(layout.QUESTION, layout.HELP + 1):
            self._sheet.cell(number, column).fill = PatternFill("solid", fgColor=_BAND)
        cell = self._sheet.cell(number, layout.QUESTION, row.text)
        cell.font = Font(name="Calibri", size=11, bold=True, color=_HEAD)
        self._sheet.cell(number, layout.FIELD, layout.HEAD)
        self._sheet.row_dimensions[number].height = 22

    def _question(self, number: int, row: SheetRow) -> None:
        sheet = self._sheet
        sheet.cell(number, layout.FIELD, row.written)
        asked = sheet.cell(number, layout.QUESTION, row.text)
        asked.font = Font(name="Calibri", size=11, color=_INK)
        asked.alignment = Alignment(wrap_text=True, vertical="top")
        help_column = layout.ENTRY_HELP if self._has_entries else layout.HELP
        helped = sheet.cell(number, help_column, row.help or None)
        helped.font = Font(name="Calibri", size=10, color=_SOFT)
        helped.alignment = Alignment(wrap_text=True, vertical="top")
        if self._has_entries:
            count = 1 if row.is_single else ENTRIES
            answers = [sheet.cell(number, layout.FIRST_ENTRY + entry) for entry in range(count)]
        else:
            answers = [sheet.cell(number, layout.ANSWER)]
            for column, is_day in ((layout.SOURCE, False), (layout.DATE, True)):
                if row.path[0] != "prepared":  # who answers is stated nowhere else
                    _to_be_filled_in(sheet.cell(number, column), is_day=is_day)
        for entry, cell in enumerate(answers):
            _to_be_filled_in(cell, is_day=row.is_day)
            path = (row.path[0], entry, *row.path[2:]) if self._has_entries else row.path
            self._fill(cell, row, answer_at(self._data, path))
        self._offer(row, answers)
        widths = _ENTRY_WIDTHS if self._has_entries else _WIDTHS
        lines = max(
            -(-len(row.text) // (widths[layout.QUESTION] - 4)),
            -(-len(row.help) // (widths[help_column] - 2)),
            1,
        )
        sheet.row_dimensions[number].height = _LINE * lines + 5

    def _fill(self, cell: Cell | MergedCell, row: SheetRow, value: Any) -> None:
        """Write what is known, as text that no program takes for a formula."""
        if value is None or (isinstance(value, list) and row.choices == (layout.SOME, layout.NONE)):
            return
        text = escaped(
            ", ".join(_in_words(row, each) for each in (value if isinstance(value, list) else [value]))
        )
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = text[:1] in set("=+-@")

    def _offer(self, row: SheetRow, answers: Sequence[Cell | MergedCell]) -> None:
        """Offer the choices as a drop-down; where several may be given, anything can be typed."""
        listed = ",".join(row.choices)
        if not row.choices or len(listed) > _LONGEST_LIST:
            return
        offer = DataValidation("list", formula1=f'"{listed}"', allow_blank=True)
        offer.showErrorMessage = not row.several
        offer.errorTitle, offer.error = "One of the choices", "Choose one of the list, or leave this empty."
        offer.showInputMessage = True
        offer.promptTitle = "Choose"
        several = " Several: type them, with commas between them." if row.several else ""
        offer.prompt = f"One of: {', '.join(row.choices)}.{several}"[:_LONGEST_LIST]
        offer.add(f"{answers[0].coordinate}:{answers[-1].coordinate}")
        self._sheet.add_data_validation(offer)


def _in_words(row: SheetRow, value: Any) -> str:
    """Return an answer as people write it, a choice in its words."""
    if isinstance(value, bool) and row.words:
        return "yes" if value else "no"
    return row.words.get(str(value), as_written(value))


def _to_be_filled_in(cell: Cell | MergedCell, *, is_day: bool) -> None:
    cell.fill = PatternFill("solid", fgColor=_ASKED)
    cell.border = _EDGES
    cell.protection = Protection(locked=False)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(name="Calibri", size=11, color=_INK)
    cell.number_format = "yyyy-mm-dd" if is_day else "@"  # as text, 3-5 does not become the fifth of March


def _hide_fields(sheet: Worksheet) -> None:
    sheet.column_dimensions[get_column_letter(layout.FIELD)].hidden = True


def _protected(sheet: Worksheet) -> None:
    """Keep questions from being written over by mistake; there is no password."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False


def _printed(sheet: Worksheet, *, rows: str) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if sheet.oddFooter:
        sheet.oddFooter.center.text = "&A, page &P of &N"
    if rows:
        sheet.print_title_rows = rows
