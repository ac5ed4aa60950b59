"""Lists as text with one product a line: CSV with any delimiter, in any encoding."""

from __future__ import annotations

import csv
from collections import deque
from itertools import islice
from typing import TYPE_CHECKING

from edscreen.batch.lists.encodings import encoding_of, open_text
from edscreen.batch.lists.listing import UnreadableList
from edscreen.batch.lists.rows import TOO_LONG, Row, cells_of, too_long

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import TextIO

_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_LOOKED_AT = 50  # rows that tell the delimiter
_MAX_LINE = 1024 * 1024  # characters; a longer line is never taken into memory
_MAX_RECORD = 128 * 1024  # characters: what a quotation mark that is never closed may swallow
_NOT_CLOSED = (
    'a quotation mark opens a cell in this row and is never closed: close it, or write it twice ("") where '
    "it is part of the text"
)
_LINE_TOO_LONG = f"this row is longer than the {_MAX_LINE:,} characters that are read: it is no list's"


class CsvTable:
    """A file of text with one row a line."""

    names = None
    sheet = ""
    is_profiles = False

    def __init__(self, path: Path, shown_as: str) -> None:
        """Find out its encoding and its delimiter.

        Args:
            path: the file.
            shown_as: what it is called.

        Raises:
            OSError: it cannot be read.
            UnreadableList: it is no text.
        """
        self._path = path
        self._encoding = encoding_of(path)
        with open_text(path, self._encoding) as file:
            begin = [line for line, _ in islice(_lines(file), _LOOKED_AT)]
        if sum(line.count("\0") for line in begin) > sum(map(len, begin)) // 10:
            raise UnreadableList("this is no text: save the list as CSV, or as an Excel workbook (.xlsx)")
        self._delimiter = _delimiter(begin)
        self.notices = self._encoding.notices(shown_as)

    def rows(self) -> Iterator[Row]:
        """Yield the rows that are not empty; blank lines count, as they do in a spreadsheet."""
        with open_text(self._path, self._encoding) as file:
            for number, (texts, problem) in enumerate(_records(_lines(file), self._delimiter), 1):
                if problem:
                    yield Row(number, cells_of(texts[:1]), problem)
                elif cells := cells_of(texts):
                    column = too_long(cells)
                    yield Row(number, cells, TOO_LONG, column) if column else Row(number, cells)


def _lines(file: TextIO) -> Iterator[tuple[str, bool]]:
    """Yield the lines of a file, and whether one was longer than is read."""
    while line := file.readline(_MAX_LINE):
        if len(line) < _MAX_LINE or line[-1] in "\r\n":
            yield line, False
            continue
        while (rest := file.readline(_MAX_LINE)) and rest[-1] not in "\r\n":
            pass
        yield line[:200], True


class _Fed:
    """Feeds lines to the library's reader, and keeps those of the record it is at."""

    def __init__(self, lines: Iterator[tuple[str, bool]]) -> None:
        self._lines = lines
        self._waiting: deque[tuple[str, bool]] = deque()
        self._swallowed = 0  # of those that wait, the first that a quotation mark left open had swallowed
        self.record: list[str] = []
        self.ended = False
        self._characters = 0

    def __iter__(self) -> _Fed:
        return self

    def __next__(self) -> str:
        if self._characters > _MAX_RECORD and self.record:
            raise _TooMuch
        line, is_long = self._waiting.popleft() if self._waiting else next(self._lines, ("", False))
        if not line:
            self.ended = True
            raise StopIteration
        if is_long:
            if self.record:
                self._waiting.appendleft((line, True))
            raise _TooMuch
        self.record.append(line)
        self._characters += len(line)
        return line

    def begin(self) -> None:
        """Take the next line for the beginning of a record."""
        self.record = []
        self._characters = 0

    def swallowed(self) -> str | None:
        """Return the next line where the record before had swallowed it; else None."""
        if not self._swallowed:
            return None
        self._swallowed -= 1
        return self._waiting.popleft()[0]

    def again(self, *, is_last_open: bool) -> None:
        """Feed the lines of this record again, but its first.

        Args:
            is_last_open: whether the record may have ended in its last line, which then may begin another.
        """
        rest = self.record[1:]
        self._waiting.extendleft((line, False) for line in reversed(rest))
        self._swallowed = max(0, len(rest) - is_last_open)
        self.ended = False


class _TooMuch(Exception):
    """A line or a record is longer than is read."""


def _records(lines: Iterator[tuple[str, bool]], delimiter: str) -> Iterator[tuple[list[str], str]]:
    """Yield the cells of each record, or why it cannot be read.

    A quotation mark that is never closed costs its own line, not the rest of the list. The lines that it had
    swallowed are then read one by one: would another record of several lines begin in them, it would
    have ended the first. So no line is looked at more than a few times.
    """
    fed = _Fed(lines)
    strict = csv.reader(fed, delimiter=delimiter, strict=True)
    while True:
        if line := fed.swallowed():
            yield _on_its_own(line, delimiter)
            continue
        fed.begin()
        try:
            yield next(strict), ""
        except StopIteration:
            return
        except (csv.Error, _TooMuch) as error:
            is_open = isinstance(error, _TooMuch) or fed.ended
            if not fed.record:
                yield [], _LINE_TOO_LONG
            elif is_open or len(fed.record) > 1:
                yield [fed.record[0][:200]], _NOT_CLOSED
                fed.again(is_last_open=not is_open)
            else:
                yield _on_its_own(fed.record[0], delimiter)
            strict = csv.reader(fed, delimiter=delimiter, strict=True)


def _on_its_own(line: str, delimiter: str) -> tuple[list[str], str]:
    """Return the cells of one line, even with a quotation mark in the middle of a cell, as most programs do.

    That is certain within a line only: over several it may be one that was left open, in two rows.
    """
    asked = 0

    def only_it() -> Iterator[str]:
        nonlocal asked
        yield line
        asked += 1

    try:
        texts = next(csv.reader(only_it(), delimiter=delimiter))
    except csv.Error:  # a cell longer than the library reads
        return [line[:200]], TOO_LONG
    return ([line[:200]], _NOT_CLOSED) if asked else (texts, "")


def _delimiter(begin: list[str]) -> str:
    """Return what stands between the cells: what splits most rows into as many cells as most others."""

    def fits(delimiter: str) -> tuple[int, int]:
        widths = [len(texts) for texts, problem in _records(iter((line, False) for line in begin), delimiter)
                  if texts and not problem]  # fmt: skip
        wide = [width for width in widths if width > 1]
        if not wide:
            return 0, 0
        usual = max(set(wide), key=lambda width: (wide.count(width), width))
        return wide.count(usual), usual

    return max(_DELIMITERS, key=fits)
