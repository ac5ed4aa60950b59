"""How far people agree with the tool, for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.batch.audit.agreement_words import ALL, HEADINGS, headline, remarks, table
from edscreen.report.layout import GAP, Cell, Page

if TYPE_CHECKING:
    from edscreen.batch.audit.agreement import Agreement
    from edscreen.report.terminal import Terminal

_WIDTHS = (17, 7, 6, 6, 16, 16)
_ROOM = sum(_WIDTHS) + GAP * (len(_WIDTHS) - 1)


def agreement_text(found: Agreement, terminal: Terminal) -> str:
    """The result as `terminal` can show it."""
    page = Page(terminal)
    page.line_across()
    page.paragraph(f"{headline(found)}.", style="bold")
    page.blank()
    if terminal.width >= _ROOM:
        _add_table(page, found)
    else:
        _add_list(page, found)
    page.blank()
    for remark in remarks(found):
        page.paragraph(f"{remark}.")
    return page.rendered()


def _add_table(page: Page, found: Agreement) -> None:
    page.row([_cell(column, text, "bold") for column, text in enumerate(HEADINGS)])
    for row in table(found):
        page.row([_cell(column, text, "bold" if row[0] == ALL else "") for column, text in enumerate(row)])


def _add_list(page: Page, found: Agreement) -> None:
    for name, *texts in table(found):
        page.paragraph(name, style="bold")
        for label, text in zip(HEADINGS[1:], texts, strict=True):
            page.paragraph(text, lead=f"{label}: ", indent=2, hang=2)


def _cell(column: int, text: str, style: str) -> Cell:
    return Cell(text, _WIDTHS[column], style, is_number=column > 0)
