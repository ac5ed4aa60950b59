"""Lists in workbooks, read row by row behind a check of what they hold once unpacked."""

from __future__ import annotations

import warnings
import zipfile
from contextlib import contextmanager
from datetime import date, datetime
from typing import IO, TYPE_CHECKING, Any

from edscreen.batch.lists.kept_rows import KeptRows
from edscreen.batch.lists.listing import UnreadableList
from edscreen.batch.lists.rows import MAX_COLUMNS, TOO_LONG, Row, cells_of, too_long
from edscreen.profile.quoting import shown
from edscreen.profile.sheet_places import cell_name
from edscreen.profile.words import joined

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MIB = 1024 * 1024
MAX_UNPACKED = 128 * _MIB
"""The most that the parts of a workbook may hold together once unpacked, in bytes: some 200,000 rows."""
_MAX_STRINGS = 48 * _MIB  # the one part that is kept in memory as a whole
_MAX_PARTS = 2_000
_MAX_SHEETS = 200
_MAX_ROW = 4 * _MIB  # bytes of one row, which the library takes into memory as a whole
_ROW = (b"<row", b":row")
_STRINGS = "sharedstrings"
_DEFINES = b"<!doctype"  # what could make a part grow while it is read; no program writes it into one

_NO_WORKBOOK = "this is no workbook: save the list as an Excel workbook (.xlsx) or as CSV"
_DAMAGED = "this workbook cannot be read: open it, save it again as an Excel workbook (.xlsx), or as CSV"
_TOO_LARGE = (
    f"this workbook holds more than {MAX_UNPACKED // _MIB} MiB once unpacked, the most that is read: save "
    "the sheet with the list as CSV"
)
_TOO_WIDE = (
    f"one row of this workbook holds more than {MAX_COLUMNS:,} columns can: delete what stands behind the "
    "list, or save the sheet with the list as CSV"
)
_FAR = (
    "something stands in cell {}, farther to the right than a list reaches ({:,} columns): empty the cells "
    "behind the list"
)


class SheetTable:
    """One sheet of a workbook."""

    names = None
    is_profiles = False

    def __init__(self, path: Path, sheet: str) -> None:
        """Say which; `sheets_of` has looked into the workbook before."""
        self._path = path
        self.sheet = sheet
        self._kept = KeptRows()
        self.notices: list[str] = []

    def rows(self) -> Iterator[Row]:
        """Yield the rows that are not empty; the workbook itself is read once.

        Raises:
            UnreadableList: the sheet is damaged.
        """
        return self._kept.again() or self._kept.keeping(self._read())

    def _read(self) -> Iterator[Row]:
        try:
            with _opened(self._path) as book:
                sheet = book[self.sheet]
                sheet.reset_dimensions()  # what a sheet says of its size may be anything
                for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
                    if values and (row := _row(number, values)):
                        yield row
        except OSError:
            raise
        except Exception:  # a damaged part fails in as many ways as there are parts
            raise UnreadableList(_DAMAGED) from None

    def not_read(self, others: list[str]) -> None:
        """Say that the workbook has other sheets, which are not read."""
        named = joined([shown(each) for each in others[:5]])
        more = f" and {len(others) - 5} more" if len(others) > 5 else ""
        verb = "was" if len(others) == 1 else "were"
        self.notices.append(f"only the sheet {shown(self.sheet)} was read; {named}{more} {verb} not")


def sheets_of(path: Path) -> list[str]:
    """Return the names of a workbook's sheets, after having looked at what it holds once unpacked.

    Raises:
        OSError: it cannot be read.
        UnreadableList: it is none, or holds too much.
    """
    try:
        _guard(path)
    except (OSError, UnreadableList):
        raise
    except Exception:  # each way of packing has errors of its own
        raise UnreadableList(_NO_WORKBOOK) from None
    try:
        with _opened(path) as book:
            names = [sheet.title for sheet in book.worksheets]
    except OSError:
        raise
    except Exception:
        raise UnreadableList(_DAMAGED) from None
    if len(names) > _MAX_SHEETS:
        raise UnreadableList(_TOO_LARGE)
    return names


def _guard(path: Path) -> None:
    """Look at every part, and at its bytes a block at a time, before the library does.

    Raises:
        UnreadableList: there is too much, or what no workbook holds.
    """
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise UnreadableList(_TOO_LARGE)
        if "xl/workbook.xml" not in {part.filename for part in parts}:
            raise UnreadableList(_NO_WORKBOOK)
        if sum(part.file_size for part in parts if _STRINGS in part.filename.lower()) > _MAX_STRINGS:
            raise UnreadableList(_TOO_LARGE)
        for part in parts:  # a part is read no further than its stated size
            with archive.open(part) as file:
                _guard_part(file, is_sheet=part.filename.startswith("xl/worksheets/"))


def _guard_part(file: IO[bytes], *, is_sheet: bool) -> None:
    end, of_row = b"", 0
    while block := file.read(_MIB):
        if _DEFINES in (end + block).replace(b"\0", b"").lower():
            raise UnreadableList(_DAMAGED)
        end = block[-2 * len(_DEFINES) :]
        begun = max(block.rfind(mark) for mark in _ROW)
        of_row = of_row + len(block) if begun < 0 else len(block) - begun
        if is_sheet and of_row > _MAX_ROW:
            raise UnreadableList(_TOO_WIDE)


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    from openpyxl import load_workbook

    with path.open("rb") as file:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about what is not kept when such a file is written anew
            # Formulas are not worked out: what the program showed that saved the list is what it holds.
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        try:
            yield book
        finally:
            book.close()


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
    return value.isoformat() if isinstance(value, date) else str(value)
