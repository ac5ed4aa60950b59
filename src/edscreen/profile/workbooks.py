"""The guarded reading of a workbook: small, no formula worked out, no link followed, nothing run."""

from __future__ import annotations

import hashlib
import io
import re
import warnings
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from edscreen.profile.sources import Unreadable, read_bytes

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

MAX_BYTES = 2 * 1024 * 1024
"""The largest workbook that is read, in bytes."""
MAX_UNPACKED = 16 * 1024 * 1024
"""The most that its parts may hold together once unpacked, in bytes."""

_MAX_PARTS = 200
_MAX_ROWS, _MAX_COLUMNS = 2_000, 60  # what a far cell claims to lie between is never walked through
_MAX_SHEETS = 20
_MAX_TEXT = 32_767  # characters that Excel lets one cell hold
_MAX_CELLS = 200_000
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_WORKBOOK = "this is no workbook: save it as an Excel workbook (.xlsx), and check that"
_DAMAGED = "this workbook cannot be read: open it, save it again as an Excel workbook (.xlsx), and check that"
_TOO_LARGE = (
    "this workbook is larger than an answered questionnaire can be: take pictures and other sheets out of it"
)
_DEFINES = b"<!doctype"  # what could make a part grow while it is read; no program writes it into one
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([^\"']*)")
# In these what defines something reads as it does in ASCII; in UTF-7 or EBCDIC it would not be seen.
_ENCODINGS = frozenset(
    (
        *(b"utf-8", b"utf8", b"utf-16", b"utf-16le", b"utf-16be"),
        *(b"us-ascii", b"iso-8859-1", b"windows-1252"),
    )
)
_EBCDIC = b"\x4c\x6f\xa7\x94"  # "<?xm"


class Bounds(NamedTuple):
    """How large a workbook may be.

    Attributes:
        packed: bytes of the file.
        unpacked: bytes of its parts together.
        characters: of its cells together: one stored text may stand in any number of them.
        too_large: what is said of a larger one.
    """

    packed: int
    unpacked: int
    characters: int
    too_large: str


_QUESTIONNAIRE = Bounds(MAX_BYTES, MAX_UNPACKED, 4 * 1024 * 1024, _TOO_LARGE)


class Cell(NamedTuple):
    """One cell with something in it.

    Attributes:
        sheet: the sheet's name.
        row: its row, counted from 1.
        column: its column, counted from 1.
        value: text, number, truth value or day; None where it cannot be used.
        problem: why it cannot be used; empty where it can.
    """

    sheet: str
    row: int
    column: int
    value: str | float | bool | date | None
    problem: str


@dataclass(frozen=True, slots=True)
class Workbook:
    """What stands in a workbook.

    Attributes:
        rows: the cells with something in them, row by row, sheet after sheet.
        sha256: SHA-256 of the file's bytes, in hexadecimal.
    """

    rows: tuple[tuple[Cell, ...], ...]
    sha256: str


def read_workbook(path: str | os.PathLike[str], bounds: Bounds = _QUESTIONNAIRE) -> Workbook:
    """Read the workbook at `path`.

    Args:
        path: the file.
        bounds: how large it may be; otherwise as large as an answered questionnaire.

    Raises:
        Unreadable: there is none, it is too large, or it is no workbook.
    """
    content = read_bytes(path, bounds.packed)
    if content.startswith(_OLD_OR_LOCKED):
        raise Unreadable(
            "this workbook is protected by a password, or in an old format: save it without a password as an "
            "Excel workbook (.xlsx)"
        )
    if len(content) > bounds.packed:
        raise Unreadable(bounds.too_large)
    try:
        _guard(content, bounds)
    except Unreadable:
        raise
    except Exception:  # each way of packing has errors of its own
        raise Unreadable(_NO_WORKBOOK) from None
    try:
        _guard_sheets(content, bounds)
        rows = tuple(_rows(content, bounds))
    except Unreadable:
        raise
    except Exception:
        raise Unreadable(_DAMAGED) from None
    return Workbook(rows, hashlib.sha256(content).hexdigest())


def _guard(content: bytes, bounds: Bounds) -> None:
    """Unpack every part once, within bounds, before the library does.

    Raises:
        Unreadable: it is too large, or holds what no workbook does.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > bounds.unpacked:
            raise Unreadable(bounds.too_large)
        if "xl/workbook.xml" not in {part.filename for part in parts}:
            raise Unreadable(_NO_WORKBOOK)
        for part in parts:  # a part is read no further than its stated size
            if _may_grow(archive.read(part)):
                raise Unreadable(_DAMAGED)


def _may_grow(part: bytes) -> bool:
    """Return whether a part defines something, or is written so that nobody could see whether it does."""
    text = part.replace(b"\0", b"").lower()  # what is left of UTF-16 and UTF-32
    begins = text.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if begins.startswith(b"<?xml"):
        named = _ENCODING.search(begins[: begins.find(b"?>")])
        if named and named[1] not in _ENCODINGS:
            return True
    return _DEFINES in text or part.startswith(_EBCDIC)


def _guard_sheets(content: bytes, bounds: Bounds) -> None:
    """Count the sheets before any is opened: one part named as many sheets is read as often.

    Raises:
        Unreadable: there are too many, or two are one part.
    """
    from openpyxl.reader.excel import ExcelReader

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reader = ExcelReader(io.BytesIO(content), read_only=True, keep_links=False)
        reader.read_manifest()
        reader.read_workbook()
        parts = [part.target for _, part in reader.parser.find_sheets()]
    if len(parts) > _MAX_SHEETS:
        raise Unreadable(bounds.too_large)
    if len(set(parts)) < len(parts):
        raise Unreadable(_DAMAGED)


def _rows(content: bytes, bounds: Bounds) -> Iterator[tuple[Cell, ...]]:
    from openpyxl import load_workbook

    count = characters = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about what is not kept when such a file is written anew
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        try:
            for sheet in book.worksheets:
                for row in sheet.iter_rows(max_row=_MAX_ROWS, max_col=_MAX_COLUMNS):
                    cells = tuple(_cell(sheet.title, cell) for cell in row if cell.value not in (None, ""))
                    count += len(cells)
                    characters += sum(len(cell.value) for cell in cells if isinstance(cell.value, str))
                    if count > _MAX_CELLS or characters > bounds.characters:
                        raise Unreadable(bounds.too_large)
                    if cells:
                        yield cells
        finally:
            book.close()


def _cell(sheet: str, cell: Any) -> Cell:
    value, problem = cell.value, ""
    if cell.data_type == "f":
        value, problem = None, "a formula is not worked out here: type the answer itself"
    elif cell.data_type == "e":
        value, problem = None, "this cell shows an error: type the answer itself"
    elif isinstance(value, datetime):
        value = value.date()
    elif isinstance(value, str) and len(value) > _MAX_TEXT:
        value, problem = None, "this text is longer than a cell can hold: write a shorter answer"
    elif isinstance(value, str):
        value = value.strip()
    elif not isinstance(value, bool | int | float | date):
        value, problem = None, "a time of day is no answer here: type the answer as text"
    return Cell(sheet, cell.row, cell.column, value, problem)
