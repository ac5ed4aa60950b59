"""A page of styled lines: indented paragraphs, wrapped by columns, with places and addresses kept whole."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, chop_cells
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from edscreen.report.terminal import Terminal

GAP = 2
"""Columns between the columns of a table."""

_WHOLE = re.compile(r"://|:\d+:\d+|\w\.ya?ml\b")


class Cell(NamedTuple):
    """What stands in one column of a row; a number is set to the right."""

    text: str
    width: int
    style: str = ""
    is_number: bool = False


class Page:
    """Lines for one terminal; every text handed over is made fit to be shown there."""

    def __init__(self, terminal: Terminal) -> None:
        """Begin an empty page for `terminal`."""
        self.signs = terminal.signs
        self._terminal = terminal
        self._text = Text(no_wrap=True, overflow="ignore", end="")

    def blank(self) -> None:
        """Leave a line free."""
        self._text.append("\n")

    def line_across(self) -> None:
        """Draw a line from margin to margin."""
        self._text.append(self.signs.line * self._terminal.width + "\n", "dim")

    def paragraph(
        self,
        text: str,
        *,
        lead: str = "",
        hang: int = 0,
        indent: int = 0,
        style: str = "",
        lead_style: str = "",
        whole: bool = False,
    ) -> None:
        """Add prose.

        Args:
            text: the prose, foreign or own.
            lead: own words or a sign before it, with the space that follows.
            hang: columns by which all lines but the first are set in.
            indent: columns by which all lines are set in.
            style: how the text looks.
            lead_style: how the lead looks.
            whole: whether the text is a path or an address, never to be broken.
        """
        width = self._terminal.width - indent
        lines = (
            [self._terminal.name_of(text)]
            if whole
            else wrapped(self._terminal.line_of(text), width - hang, width - len(lead))
        )
        self._text.append(" " * indent)
        self._text.append(lead if lines[0] else lead.rstrip(), lead_style or style)
        self._text.append(lines[0] + "\n", style)
        for line in lines[1:]:
            self._text.append(" " * (indent + hang))
            self._text.append(line + "\n", style)

    def place(self, name: str, text: str = "", *, indent: int, column: int = 0) -> None:
        """Add a path or an address, never broken, and `text` beside it, or below it where it does not fit.

        Args:
            name: the path or the address.
            text: what stands there.
            indent: columns by which it is set in.
            column: columns kept free for the name, so that the texts of several places stand in line.
        """
        shown, beside = self._terminal.name_of(name), self._terminal.line_of(text)
        gap = max(column - cell_len(shown), 0) + GAP
        self._text.append(" " * indent)
        self._text.append(shown, "cyan")
        if beside and indent + cell_len(shown) + gap + cell_len(beside) <= self._terminal.width:
            self._text.append(f"{' ' * gap}{beside}\n")
            return
        self._text.append("\n")
        if beside:
            self.paragraph(text, indent=indent + 2, hang=2)

    def row(self, cells: Sequence[Cell]) -> None:
        """Add a row of a table, by hand since Rich lays out tables differently from version to version."""
        columns = [
            wrapped(self._terminal.line_of(cell.text), cell.width, cell.width, whole_places=False)
            for cell in cells
        ]
        for line in zip_longest(*columns, fillvalue=""):
            last = max(number for number, text in enumerate(line) if text)
            for number, (cell, text) in enumerate(zip(cells[: last + 1], line, strict=False)):
                free = " " * (cell.width - cell_len(text))
                self._text.append(" " * GAP if number else "")
                self._text.append(free if cell.is_number else "")
                self._text.append(text, cell.style)
                self._text.append(free if number < last and not cell.is_number else "")
            self._text.append("\n")

    def rendered(self) -> str:
        """The page as text for its terminal."""
        return self._terminal.rendered(self._text)


def wrapped(text: str, width: int, first: int, *, whole_places: bool = True) -> list[str]:
    """Break `text` at its spaces into lines of at most `width` columns, the first of at most `first`.

    Rich cuts or breaks what is wider than a line, and the standard library counts characters, not columns.
    Here a longer address or place stays whole on a line of its own, unless told otherwise by `whole_places`;
    any other longer word is broken.
    """
    lines: list[str] = []
    line, room = "", first
    for word in text.split(" "):
        for piece in _pieces(word, width, whole_places=whole_places):
            columns, gap = cell_len(piece), 1 if line else 0
            if gap + columns > room and (line or room < width):
                lines.append(line)
                line, room, gap = "", width, 0
            line += " " * gap + piece
            room -= gap + columns
    return [*lines, line]


def _pieces(word: str, width: int, *, whole_places: bool) -> list[str]:
    if cell_len(word) <= width or (whole_places and _WHOLE.search(word)):
        return [word]
    return chop_cells(word, width)
