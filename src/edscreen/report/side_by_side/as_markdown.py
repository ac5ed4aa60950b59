"""Products side by side as a Markdown table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.report.markdown_text import code, escaped
from edscreen.report.side_by_side.table import EXPLAINED, NOT_JUDGED
from edscreen.report.signs import DRAWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from edscreen.report.side_by_side.table import Cell, Column, Row, SideBySide


def render(table: SideBySide) -> Iterator[str]:
    """The document, piece by piece."""
    for_whom = f" for {escaped(table.district)}" if table.district else ""
    yield f"## {len(table.columns)} products side by side{for_whom}\n\n"
    yield f"As of {table.day}. {EXPLAINED}\n\n"
    yield from _rows("Question", table.columns, table.questions)
    yield f"\n### {NOT_JUDGED}\n\n"
    yield from _rows("Fact", table.columns, table.facts)
    for remark in (*table.remarks, table.made_with):
        yield f"\n{escaped(remark)}\n"
    yield f"\n**{table.closing}**\n"


def _rows(what: str, columns: Sequence[Column], rows: Sequence[Row]) -> Iterator[str]:
    names = [
        f"{escaped(column.product)}<br>{escaped(column.vendor)}"
        + (f"<br>{code(column.file)}" if column.file else "")
        for column in columns
    ]
    yield f"| {what} | {' | '.join(names)} |\n"
    yield f"|---|{'---|' * len(names)}\n"
    for row in rows:
        about = f"<br>{_about(row.about)}" if row.about else ""
        yield f"| **{escaped(row.title)}**{about} | {' | '.join(map(_cell, row.cells))} |\n"


def _about(about: str) -> str:
    kind, _, rule = about.rpartition(", ")
    return f"{escaped(kind)} ({code(rule)})"


def _cell(cell: Cell) -> str:
    if not cell.kind:
        return escaped(cell.text)
    outcome = f"**{DRAWN.of(cell.kind)} {escaped(cell.outcome)}**"
    return f"{outcome}<br>{escaped(cell.text)}" if cell.text else outcome
