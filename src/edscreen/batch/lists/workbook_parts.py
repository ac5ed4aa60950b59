"""The parts of a workbook, each gone through before the library that reads workbooks gets it.

What a part costs that library follows from how it is read, whatever the part is called: some are taken into
memory as a whole, of a sheet one row is at a time, of the stored texts one text. So what is bounded is what
stays in memory and how much there is to do, counted by the parser that the library itself uses.
"""

from __future__ import annotations

import zipfile
from typing import IO, TYPE_CHECKING, Any, NamedTuple
from xml.parsers.expat import ParserCreate

from edscreen.batch.lists.listing import UnreadableList
from edscreen.batch.lists.rows import MAX_COLUMNS

if TYPE_CHECKING:
    from typing import BinaryIO

_MIB = 1024 * 1024
MAX_UNPACKED = 128 * _MIB
"""The most that the parts of a workbook may hold together once unpacked, in bytes: some 200,000 rows."""
MAX_KEPT = 400_000
"""Elements that stay in memory: all but what stands in rows and in stored texts."""
MAX_ELEMENTS = 8_000_000
"""Elements in the rows of all sheets; two of them make a cell."""
MAX_TEXTS = 1_000_000
"""Texts that are stored apart from the cells that show them, and are all kept in memory."""
MAX_WALKED = 64_000_000
"""Places between the first and the last cell of the rows of all sheets, and empty rows between those."""
_MAX_TEXT_BYTES = 48 * _MIB
_MAX_TEXT_ELEMENTS = 3 * MAX_TEXTS
_MAX_WHOLE = 32 * _MIB  # bytes of a part that is taken into memory as a whole
_MAX_PARTS = 2_000
_MAX_ROW = 4 * _MIB  # bytes of one row or stored text
_MAX_IN_ROW = 131_072  # elements of one row or stored text
_MAX_MARK = _MIB  # bytes between < and >, which the library's parser may look through again and again
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # in Excel
_USUAL_ATTRIBUTES = 16  # more than these of one element count as another element

_FORGOTTEN = frozenset(("r", "spans"))  # attributes of a row that the library does not keep

_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ROW, _CELL, _FORMULA, _VALUE, _TEXT = (f"{_SPACE}{name}" for name in ("row", "c", "f", "v", "si"))

NO_WORKBOOK = "this is no workbook: save the list as an Excel workbook (.xlsx) or as CSV"
DAMAGED = "this workbook cannot be read: open it, save it again as an Excel workbook (.xlsx), or as CSV"
TOO_LARGE = (
    f"this workbook holds more than {MAX_UNPACKED // _MIB} MiB once unpacked, the most that is read: save "
    "the sheet with the list as CSV"
)
TOO_MUCH = "this workbook holds more than can be read: save the sheet with the list as CSV"
TOO_WIDE = (
    f"one row of this workbook holds more than {MAX_COLUMNS:,} columns can: delete what stands behind the "
    "list, or save the sheet with the list as CSV"
)


class Formulas(NamedTuple):
    """The cells of a sheet that hold a formula whose result the workbook does not store.

    Attributes:
        cells: how many.
        row: of the first, the row, counted from 1.
        column: of the first, the column, counted from 1.
    """

    cells: int = 0
    row: int = 0
    column: int = 0

    def with_one_more(self, row: int, column: int) -> Formulas:
        """Return these and another."""
        return self._replace(cells=self.cells + 1) if self.cells else Formulas(1, row, column)


class _Counts:
    """What was counted in all parts of a workbook."""

    def __init__(self) -> None:
        self.kept = self.elements = self.texts = self.text_elements = self.walked = 0

    def check(self) -> None:
        """Refuse what is more than any list needs."""
        if (
            self.kept > MAX_KEPT
            or self.elements > MAX_ELEMENTS
            or self.texts > MAX_TEXTS
            or self.text_elements > _MAX_TEXT_ELEMENTS
            or self.walked > MAX_WALKED
        ):
            raise UnreadableList(TOO_MUCH)


class WorkbookParts(zipfile.ZipFile):
    """The parts of a workbook; one that holds too much is refused instead of being handed out.

    Attributes:
        is_known: whether all that the library reads was handed out once.
        texts: the name of the part with the stored texts; None where there is none, or it is not known yet.
        formulas: the formulas without result in each sheet, in the order in which they were handed out.
    """

    def __init__(self, file: BinaryIO) -> None:
        """Look at the sizes.

        Raises:
            UnreadableList: there is too much.
        """
        super().__init__(file)
        parts = self.infolist()
        if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise UnreadableList(TOO_LARGE)
        if "xl/workbook.xml" not in self.namelist():
            raise UnreadableList(NO_WORKBOOK)
        self.is_known = False
        self.texts: str | None = None
        self.formulas: list[Formulas] = []
        self._counts = _Counts()
        self._streamed: set[str] = set()

    def read(self, name: Any, pwd: bytes | None = None) -> bytes:
        """Return a part that is taken as a whole."""
        if self.getinfo(name).file_size > _MAX_WHOLE:
            raise UnreadableList(TOO_MUCH)
        with super().open(name, "r", pwd) as part:
            _Part(self._counts, None).go_through(part)
        with super().open(name, "r", pwd) as part:
            return part.read()

    def open(self, name: Any, *args: Any, **more: Any) -> IO[bytes]:
        """Return a part that is read bit by bit: a sheet, or the stored texts.

        Until it `is_known`, each is asked for once, as long as the workbook is what programs write.
        """
        if self.is_known:
            return super().open(name, *args, **more)
        if name in self._streamed:
            raise UnreadableList(DAMAGED)
        self._streamed.add(name)
        is_texts = name == self.texts
        if is_texts and self.getinfo(name).file_size > _MAX_TEXT_BYTES:
            raise UnreadableList(TOO_LARGE)
        found = _Part(self._counts, _TEXT if is_texts else _ROW)
        with super().open(name) as part:
            found.go_through(part)
        if not is_texts:
            self.formulas.append(found.formulas)
        return super().open(name, *args, **more)


class _Part:
    """Goes through one part.

    The library forgets what stands in an `item`, once it has ended: a row, or a stored text. Where there is
    no such item, it keeps everything.
    """

    def __init__(self, counts: _Counts, item: str | None) -> None:
        self.formulas = Formulas()
        self._counts = counts
        self._item = item
        self._items = 0
        self._depth = 0  # items begun and not ended
        self._begun = self._elements = self._cells = 0  # of the item
        self._row = self._column = 0
        self._place: str | None = None  # of the last cell that says its own
        self._is_open = self._has_result = False  # of a cell with a formula
        self._parser = parser = ParserCreate(namespace_separator="}")
        parser.StartElementHandler = self._start_kept
        parser.EndElementHandler = None
        parser.StartDoctypeDeclHandler = _refuse

    def go_through(self, part: IO[bytes]) -> None:
        """Read it to its end, or until it is refused.

        Raises:
            UnreadableList: it holds too much, or what no workbook holds.
            ExpatError: it is no XML.
        """
        size = 0
        while block := part.read(_MIB):
            self._parser.Parse(block)
            size += len(block)
            if self._parser.CurrentByteIndex >= 0 and size - self._parser.CurrentByteIndex > _MAX_MARK:
                raise UnreadableList(DAMAGED)
            if self._depth and size - self._begun > _MAX_ROW:
                raise UnreadableList(TOO_WIDE)
            self._check()
        self._parser.Parse(b"", True)
        self._check()

    def _check(self) -> None:
        if self._elements > _MAX_IN_ROW or self._cells > LAST_COLUMN:
            raise UnreadableList(TOO_WIDE)
        if self._items > LAST_ROW:
            raise UnreadableList(TOO_MUCH)
        self._counts.check()

    def _start_kept(self, name: str, attributes: dict[str, str]) -> None:
        """An element outside of items begins."""
        if name != self._item:
            self._counts.kept += 1 + len(attributes) // _USUAL_ATTRIBUTES
            return
        self._items += 1
        self._depth = 1
        self._begun = self._parser.CurrentByteIndex
        self._elements, self._cells, self._column, self._place = 1, 0, 0, None
        if name == _ROW:
            self._begin_row(attributes)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def _begin_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        row = self._row + 1 if number is None else _whole(number)
        if not 0 < row <= LAST_ROW:
            raise UnreadableList(DAMAGED)
        self._counts.walked += max(1, row - self._row)
        self._row = row
        if attributes.keys() - _FORGOTTEN:
            self._counts.kept += 1 + len(attributes) // _USUAL_ATTRIBUTES

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        """An element within an item begins."""
        self._elements += 1
        if name == _CELL:
            self._cells += 1
            if "r" in attributes:
                self._place, self._column = attributes["r"], 0
            else:
                self._column += 1
            self._is_open = False
            self._has_result = attributes.get("t") == "str"
        elif name == _FORMULA:
            self._is_open = not self._has_result
        elif name == _VALUE:
            if self._is_open:
                self._parser.CharacterDataHandler = self._result
        elif name == self._item:
            self._depth += 1
        if len(attributes) >= _USUAL_ATTRIBUTES:
            self._elements += len(attributes) // _USUAL_ATTRIBUTES

    def _result(self, _: str) -> None:
        self._has_result = True

    def _end(self, name: str) -> None:
        """An element within an item, or the item itself, ends."""
        if self._is_open and name == _CELL:
            self._parser.CharacterDataHandler = None
            self._is_open = False
            if not self._has_result:
                self.formulas = self.formulas.with_one_more(self._row, self._last_column())
        elif name == self._item:
            self._depth -= 1
            if not self._depth:
                self._end_item(name)

    def _end_item(self, name: str) -> None:
        if self._parser.CurrentByteIndex - self._begun > _MAX_ROW:
            raise UnreadableList(TOO_WIDE)
        if name == _TEXT:
            self._counts.texts += 1
            self._counts.text_elements += self._elements
        else:
            self._counts.elements += self._elements
            self._counts.walked += self._last_column()
        self._check()
        self._parser.StartElementHandler = self._start_kept
        self._parser.EndElementHandler = None

    def _last_column(self) -> int:
        return self._column + (_column(self._place) if self._place else 0)


def _refuse(*_: object) -> None:
    """Refuse a part that defines something: no program writes that, and it could make the part grow."""
    raise UnreadableList(DAMAGED)


def _whole(number: str) -> int:
    digits = number.removesuffix(".0")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0


def _column(place: str) -> int:
    """Return the column of a cell such as D2; too far a one is refused by the library."""
    column = 0
    for letter in place[:3].upper():
        if not "A" <= letter <= "Z":
            break
        column = column * 26 + ord(letter) - 64
    return column
