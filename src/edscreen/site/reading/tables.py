"""Tables: a row of data reads as one sentence, `Study: Reading trial; Design: randomized; Tier: 1`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.site.reading.flow import tidy

if TYPE_CHECKING:
    from edscreen.site.reading.builder import Builder
    from edscreen.site.reading.nodes import Attributes

# Marks between cells while a row is gathered; no text of a page holds them.
_CELL, _HEADER = "\0d", "\0h"
_MOST_IN_ROW = 400  # nodes; a longer row is no row of data

# What a cell of data does not hold. A page laid out by a table is full of these.
_NO_DATA = frozenset(
    {
        "table", "div", "ul", "ol", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "nav",
        "form", "blockquote", "header", "footer", "main", "aside", "figure", "details", "iframe", "hr", "pre",
    }
)  # fmt: skip


def begin_table(page: Builder, depth: int, _attributes: Attributes, _text: str) -> None:
    """A table has column headers of its own."""
    page.flow.flush()
    before, page.headers = page.headers, []

    def leave() -> None:
        page.flow.flush()
        page.headers = before

    page.at_end(depth, leave)


def begin_row(page: Builder, depth: int, _attributes: Attributes, _text: str) -> None:
    """A row is one block, unless its cells hold blocks of their own."""
    flow = page.flow
    if flow.in_row or not _is_data(page, depth):
        page.block(depth)
        return
    flow.flush()
    flow.in_row = True

    def leave() -> None:
        flow.in_row = False
        text = "".join(flow.pieces)
        cells = [(cell[:1] == "h", tidy(cell[1:])) for cell in text.split("\0")[1:]]
        if cells and all(is_header or not cell for is_header, cell in cells):
            page.headers = [cell for _, cell in cells]
            flow.end_block("; ".join(filter(None, page.headers)))
        else:
            flow.end_block(_sentence(cells, page.headers))

    page.at_end(depth, leave)


def begin_cell(page: Builder, depth: int, attributes: Attributes, _text: str) -> None:
    """A cell is a part of its row, or a block where the row is none of data."""
    if page.flow.in_row:
        is_header = page.nodes[page.index][1] == "th" or attributes.get("role") == "columnheader"
        page.flow.pieces.append(_HEADER if is_header else _CELL)
    else:
        page.block(depth)


def _is_data(page: Builder, depth: int) -> bool:
    """Whether the row that is looked at holds nothing but cells with running text."""
    nodes = page.nodes
    cells = 0
    last = min(len(nodes), page.index + _MOST_IN_ROW)
    for place in range(page.index + 1, last):
        deep, tag, _, _ = nodes[place]
        if deep <= depth:
            return cells > 1
        if tag in _NO_DATA:
            return False
        cells += tag in {"td", "th"}
    return cells > 1 and last == len(nodes)


def _sentence(cells: list[tuple[bool, str]], headers: list[str]) -> str:
    named = headers if len(headers) == len(cells) else [""] * len(cells)
    said = [
        f"{name}: {cell}" if name and name != cell else cell
        for name, (_, cell) in zip(named, cells, strict=True)
    ]
    said = [each for each, (_, cell) in zip(said, cells, strict=True) if cell]
    if len(said) > 1 and not any(named) and cells[0][0]:
        return f"{said[0]}: {'; '.join(said[1:])}"
    return "; ".join(said)
