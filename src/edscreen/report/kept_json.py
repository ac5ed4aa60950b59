"""A JSON document read piece by piece, so that a long report is never held whole.

The standard library decodes one value at a time; here is only what leads it from value to value. The kept
library for this, ijson, hands over events that would have to be put together again, several times as slowly.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from typing import TextIO

MOST_CHARACTERS = 32 * 1024 * 1024
"""The longest single value that is read; a product's scorecard has some thousands of characters."""

_STEP = 1 << 16
_DECODER = json.JSONDecoder()
_SPACE = " \t\r\n"


class Damaged(Exception):
    """A document is no JSON, or ends too early; the message says so, with the line."""


class JsonStream:
    """A text that is one JSON object, and what stands where in it."""

    def __init__(self, file: TextIO) -> None:
        """Begin at the start of `file`."""
        self._file = file
        self._text = ""
        self._at = 0
        self._line = 1
        self._is_whole = False

    def members(self, one_by_one: Collection[str]) -> Iterator[tuple[str, Any]]:
        """Yield the object's keys and values in their order; of the lists `one_by_one`, each element.

        Raises:
            Damaged: it is no object, no JSON, or a single value is too long.
        """
        self._expect("{")
        if self._next() == "}":
            self._at += 1
        else:
            yield from self._all_members(one_by_one)
        if self._next():
            raise self._damaged("something stands behind its end")

    def _all_members(self, one_by_one: Collection[str]) -> Iterator[tuple[str, Any]]:
        while True:
            key = self._value()
            if not isinstance(key, str):
                raise self._damaged("a name is due there")
            self._expect(":")
            if key in one_by_one and self._next() == "[":
                for element in self._elements():
                    yield key, element
            else:
                yield key, self._value()
            if self._ends("}"):
                return

    def _elements(self) -> Iterator[Any]:
        self._expect("[")
        if self._next() == "]":
            self._at += 1
            return
        while True:
            yield self._value()
            if self._ends("]"):
                return

    def _ends(self, closing: str) -> bool:
        """Whether what comes next closes the list or object; otherwise a comma leads on."""
        if self._next() == closing:
            self._at += 1
            return True
        self._expect(",")
        return False

    def _expect(self, char: str) -> None:
        if self._next() != char:
            raise self._damaged(f"{char} is due there")
        self._at += 1

    def _next(self) -> str:
        """The next character that is no space; empty at the end."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in _SPACE:
                    return self._text[self._at]
                self._at += 1
            if not self._more():
                return ""

    def _value(self) -> Any:
        self._next()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if self._more():
                    continue
                raise self._damaged(error.msg, error.pos) from None
            except (RecursionError, ValueError):  # a deep nesting, or a number of thousands of digits
                raise self._damaged("a value there cannot be read") from None
            if end == len(self._text) and self._more():  # a number may go on
                continue
            self._at = end
            return value

    def _more(self) -> bool:
        """Read on; whether there was more. What is left is doubled, so no value is decoded often."""
        left = len(self._text) - self._at
        if left > MOST_CHARACTERS:
            raise self._damaged("a single value there is too long")
        self._line += self._text.count("\n", 0, self._at)
        piece = "" if self._is_whole else self._file.read(max(_STEP, left))
        self._text, self._at = self._text[self._at :] + piece, 0
        self._is_whole = not piece
        return bool(piece)

    def _damaged(self, why: str, at: int | None = None) -> Damaged:
        place = self._at if at is None else at
        line = self._line + self._text.count("\n", 0, place)
        if self._is_whole and (why.startswith("Unterminated") or place >= len(self._text.rstrip())):
            return Damaged(f"it ends too early, in line {line}")
        return Damaged(f"line {line} is no JSON as edscreen writes it ({why})")
