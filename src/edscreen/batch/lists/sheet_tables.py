"""Lists in workbooks, read row by row behind a check of what they hold once unpacked."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar
from zipfile import ZipFile

from edscreen.batch.lists.kept_rows import KeptRows
from edscreen.batch.lists.listing import UnreadableList
from edscreen.batch.lists.rows import MAX_COLUMNS, TOO_LONG, Row, cells_of, too_long
from edscreen.batch.lists.workbook_parts import DAMAGED, NO_WORKBOOK, TOO_MUCH, WorkbookParts
from edscreen.profile.quoting import escaped, shown
from edscreen.profile.sheet_places import cell_name
from edscreen.profile.words import joined

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from edscreen.batch.lists.workbook_parts import Formulas

Archive = TypeVar("Archive", bound=ZipFile)

_MAX_SHEETS = 200
_FAR = (
    "something stands in cell {}, farther to the right than a list reaches ({:,} columns): empty the cells "
    "behind the list"
)


class SheetTable:
    """One sheet of a workbook."""

    names = None
    is_profiles = False

    def __init__(self, path: Path, sheet: str, formulas: Formulas, book: Any, *, is_hidden: bool) -> None:
        """Say which.

        Args:
            path: the workbook, into which `sheets_of` has looked.
            sheet: the sheet's name.
            formulas: those without result in it.
            book: the workbook as the library opened it, as long as it is open.
            is_hidden: whether the workbook does not show it.
        """
        self._path = path
        self.sheet = sheet
        self.book = book
        self.is_hidden = is_hidden
        self._kept = KeptRows()
        self.notices = [_without_result(sheet, formulas)] if formulas.cells else []

    @property
    def shown(self) -> str:
        """Its name, fit to be shown, and whether it is hidden."""
        return shown(self.sheet) + (" (hidden in the workbook)" if self.is_hidden else "")

    def rows(self) -> Iterator[Row]:
        """Yield the rows that are not empty; the workbook itself is read once.

        Raises:
            UnreadableList: the sheet is damaged.
        """
        return self._kept.again() or self._kept.keeping(self._read())

    def _read(self) -> Iterator[Row]:
        try:
            if self.book:
                yield from self._rows_of(self.book)
            else:
                with _opened(self._path, ZipFile) as (book, _):
                    yield from self._rows_of(book)
        except OSError:
            raise
        except Exception:  # a damaged part fails in as many ways as there are parts
            raise UnreadableList(DAMAGED) from None

    def _rows_of(self, book: Any) -> Iterator[Row]:
        sheet = book[self.sheet]
        sheet.reset_dimensions()  # what a sheet says of its size may be anything
        for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
            if values and (row := _row(number, values)):
                yield row

    def not_read(self, others: list[SheetTable], lists: list[SheetTable]) -> None:
        """Say that the workbook has other sheets, which are not read, and how to read one that is a list."""
        named = joined([each.shown for each in others[:5]])
        more = f" and {len(others) - 5} more" if len(others) > 5 else ""
        verb = "was" if len(others) == 1 else "were"
        notice = f"only the sheet {self.shown} was read; {named}{more} {verb} not"
        if lists:
            from edscreen.interview.yaml_text import scalar

            line = f"sheet: {scalar(escaped(lists[0].sheet))}"
            notice += (
                f": to read {shown(lists[0].sheet)} instead, write the line {line} into a file for --map"
            )
        self.notices.append(notice)


@contextmanager
def sheets_of(path: Path) -> Iterator[list[SheetTable]]:
    """Look at what a workbook holds, and open its sheets; within the context it is opened but once.

    Raises:
        OSError: it cannot be read.
        UnreadableList: it is none, or holds too much.
    """
    with _opened(path, WorkbookParts) as (book, parts):
        parts.is_known = True
        if len(book.worksheets) > _MAX_SHEETS:
            raise UnreadableList(TOO_MUCH)
        tables = [
            SheetTable(path, sheet.title, formulas, book, is_hidden=sheet.sheet_state != "visible")
            for sheet, formulas in zip(book.worksheets, parts.formulas, strict=True)
        ]
        try:
            yield tables
        finally:
            for table in tables:
                table.book = None


@contextmanager
def _opened(path: Path, kind: type[Archive]) -> Iterator[tuple[Any, Archive]]:
    with path.open("rb") as file:
        try:
            archive = kind(file)
        except (OSError, UnreadableList):
            raise
        except Exception:  # each way of packing has errors of its own
            raise UnreadableList(NO_WORKBOOK) from None
        with archive:
            try:
                book = _read_book(file, archive)
            except (OSError, UnreadableList):
                raise
            except Exception:
                raise UnreadableList(DAMAGED) from None
            yield book, archive


def _read_book(file: BinaryIO, archive: ZipFile) -> Any:
    """Return what `openpyxl.load_workbook` does, read from an archive of ours, and no more than a list needs.

    What programs wrote beside the cells, such as charts, defined names and properties, is not looked at.
    """
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.styles.stylesheet import apply_stylesheet
    from openpyxl.xml.constants import SHARED_STRINGS

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about what is not kept when such a file is written anew
        # Formulas are not worked out: what the program showed that saved the list is what it holds.
        reader: Any = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
        reader.archive = archive
        reader.valid_files = [name for name in archive.namelist() if not name.endswith(".rels")]
        reader.read_chartsheet = _left_out
        reader.read_manifest()
        texts = reader.package.find(SHARED_STRINGS)
        if isinstance(archive, WorkbookParts):
            archive.texts = texts and texts.PartName[1:]
        reader.read_strings()
        reader.read_workbook()
        apply_stylesheet(archive, reader.wb)
        reader.read_worksheets()
    return reader.wb


def _left_out(*_: object) -> None:
    """Do nothing about a sheet that holds a chart."""


def _without_result(sheet: str, formulas: Formulas) -> str:
    first = f"cell {cell_name(formulas.row, formulas.column)}"
    of = f"of the sheet {shown(sheet)}"
    what = (
        f"{formulas.cells:,} cells {of} hold formulas whose results are not stored, and were read as empty "
        f"(first: {first})"
        if formulas.cells > 1
        else f"{first} {of} holds a formula whose result is not stored, and was read as empty"
    )
    return f"{what}: open the workbook in Excel or LibreOffice and save it there, or type the results"


def _row(number: int, values: tuple[Any, ...]) -> Row | None:
    if len(values) > MAX_COLUMNS:
        far = next((at for at in range(MAX_COLUMNS, len(values)) if values[at] not in (None, "")), None)
        if far is not None:
            message = _FAR.format(cell_name(number, far + 1), MAX_COLUMNS)
            return Row(number, cells_of([_text(value) for value in values[:MAX_COLUMNS]]), message, far + 1)
        values = values[:MAX_COLUMNS]
    cells = cells_of([_text(value) for value in values])
    if not cells:
        return None
    column = too_long(cells)
    return Row(number, cells, TOO_LONG, column) if column else Row(number, cells)


def _text(value: Any) -> str:
    """Return what a cell shows, as near as its value tells."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, timedelta):  # as cells show lengths of time, not `1 day, 2:00:00`
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return value.isoformat() if isinstance(value, date) else str(value)
