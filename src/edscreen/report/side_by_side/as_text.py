"""Products side by side on a terminal: below each question a row of cells, as many abreast as can be read."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from rich.cells import cell_len

from edscreen.profile.words import joined
from edscreen.report.finding_text import STYLES
from edscreen.report.layout import GAP, Page
from edscreen.report.layout import Cell as Box
from edscreen.report.side_by_side.table import EXPLAINED, NOT_JUDGED
from edscreen.report.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.report.side_by_side.table import Cell, Row, SideBySide

_NARROWEST = 18  # columns of a terminal in which a sentence can still be read
_ROOMY = 36  # columns in which all that was found has room; in fewer stands what decides
_SHORTER = (
    "Each answer is told by the fact that decides it. The whole answers stand in the comparison as a file: "
    "--output html=FILE."
)
# An address, a host, an identifier or a path, without the brackets and stops around it.
_ADDRESS = re.compile(r"[\w@./~%#?&=+:\\-]*(?:://|\w[./\\]\w)[\w@./~%#?&=+:\\-]*\w[/]?")


def render(table: SideBySide, terminal: Terminal | None = None) -> Iterator[str]:
    """The page, piece by piece, laid out for `terminal`, which is standard output unless named."""
    terminal = terminal or Terminal.of(sys.stdout)
    laid = _Laid(table, terminal)
    yield laid.top()
    yield laid.questions()
    yield laid.facts()
    yield laid.bottom()


class _Laid:
    """A comparison laid out for one terminal; addresses too long for a cell are numbered as they come."""

    def __init__(self, table: SideBySide, terminal: Terminal) -> None:
        self._table = table
        self._terminal = terminal
        number = len(table.columns)
        most = max(1, (terminal.width + GAP) // (_NARROWEST + GAP))
        blocks = -(-number // most)
        self._abreast = -(-number // blocks)
        self._width = (terminal.width + GAP) // self._abreast - GAP
        self._addresses: dict[str, int] = {}
        self._is_shortened = False

    def top(self) -> str:
        """What is compared, and how to read it."""
        table, page = self._table, Page(self._terminal)
        for_whom = f" for {table.district}" if table.district else ""
        number = len(table.columns)
        page.paragraph(f"{number} products side by side{for_whom}, as of {table.day}", style="bold")
        page.blank()
        for place, column in enumerate(table.columns, start=1):
            lead = f"{place}  "
            page.paragraph(f"{column.product} ({column.vendor})", lead=lead, hang=len(lead))
            if column.file:
                page.place(column.file, indent=len(lead))
        page.blank()
        page.paragraph(EXPLAINED)
        if self._abreast < number:
            page.paragraph(
                f"{self._terminal.width} columns are too narrow for {number} products in one row: the rows "
                f"hold {joined(map(_span, self._blocks()))}, one below the other."
            )
        return page.rendered()

    def questions(self) -> str:
        """Below each question the names and what was answered."""
        page = Page(self._terminal)
        page.blank()
        page.paragraph("QUESTIONS", style="bold underline")
        for row in self._table.questions:
            page.blank()
            page.line_across()
            page.paragraph(row.title, style="bold")
            for block in self._blocks():
                page.blank()
                self._add_names(page, block)
                self._add_cells(page, row, block)
        return page.rendered()

    def facts(self) -> str:
        """The facts, which are short: the names stand above them all."""
        page = Page(self._terminal)
        page.blank()
        page.paragraph(NOT_JUDGED.upper(), style="bold underline")
        for block in self._blocks():
            page.blank()
            page.line_across()
            self._add_names(page, block)
            for row in self._table.facts:
                page.blank()
                page.paragraph(row.title, style="bold")
                self._add_cells(page, row, block)
        return page.rendered()

    def bottom(self) -> str:
        """The addresses, what is true of the run as a whole, and the closing sentence."""
        page = Page(self._terminal)
        page.blank()
        page.line_across()
        for address, number in self._addresses.items():
            page.paragraph(address, lead=f"[{number}] ", whole=True)
        if self._addresses:
            page.blank()
        if self._is_shortened:
            page.paragraph(_SHORTER)
        for remark in self._table.remarks:
            page.paragraph(remark)
        page.paragraph(self._table.made_with, style="dim")
        page.paragraph(self._table.closing, style="bold")
        return page.rendered()

    def _blocks(self) -> list[range]:
        number = len(self._table.columns)
        return [range(first, min(first + self._abreast, number)) for first in range(0, number, self._abreast)]

    def _add_names(self, page: Page, block: range) -> None:
        page.row([self._box(f"{place + 1} {self._table.columns[place].short}", "cyan") for place in block])

    def _add_cells(self, page: Page, row: Row, block: range) -> None:
        cells = [row.cells[place] for place in block]
        if any(cell.outcome for cell in cells):
            outcomes = [f"{page.signs.of(cell.kind)} {cell.outcome}" if cell.kind else "" for cell in cells]
            looks = [STYLES[cell.kind] if cell.kind else "" for cell in cells]
            page.row([self._box(text, look) for text, look in zip(outcomes, looks, strict=True)])
        said = [self._box(self._said(cell)) for cell in cells]
        if any(box.text for box in said):
            page.row(said)

    def _said(self, cell: Cell) -> str:
        if self._width >= _ROOMY or cell.decides == cell.text:
            return cell.text
        self._is_shortened = True
        return cell.decides

    def _box(self, text: str, style: str = "") -> Box:
        """A cell, in which a number stands for an address that would have to be broken."""
        shown = self._terminal.line_of(text)
        return Box(" ".join(map(self._numbered, shown.split(" "))), self._width, style)

    def _numbered(self, word: str) -> str:
        if cell_len(word) <= self._width:
            return word
        return _ADDRESS.sub(self._number, word)

    def _number(self, found: re.Match[str]) -> str:
        address = found[0]
        return f"[{self._addresses.setdefault(address, len(self._addresses) + 1)}]"


def _span(block: range) -> str:
    first, last = block.start + 1, block.stop
    return f"product {first}" if first == last else f"products {first} to {last}"
