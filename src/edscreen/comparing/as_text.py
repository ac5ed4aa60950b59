"""A comparison for people: in a terminal, a pipe or a file."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from edscreen.comparing import words
from edscreen.comparing.changes import KINDS
from edscreen.report.escaping import shortened
from edscreen.report.layout import Page
from edscreen.report.words import CLOSING, NAME_LENGTH, SEVERITY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.comparing.changes import Change, Product
    from edscreen.comparing.comparison import Comparison
    from edscreen.report.terminal import Terminal

SHOWN = 50
"""Products of one heading that are shown in full where not all are asked for."""

_LONGEST = 1_000
_COLOUR = {"red": "red", "caution": "yellow", "note": "blue", "pass": "green", "waived": "cyan"}


def as_text(comparison: Comparison, terminal: Terminal, *, show_all: bool) -> Iterator[str]:
    """Yield the comparison in pieces, laid out for `terminal`.

    Args:
        comparison: the comparison.
        terminal: where it is shown.
        show_all: whether every product is listed, and not only the first ones of each heading.
    """
    yield _head(comparison, terminal)
    for kind in KINDS:
        number = comparison.results.kinds[kind]
        if number:
            heading = f"{words.HEADING[kind]} ({number:,}): {words.MEANING[kind]}"
            yield _heading(heading, terminal)
            products = comparison.results.of_kind(kind)
            for product in products if show_all else islice(products, SHOWN):
                yield _product(product, terminal)
            yield from _rest(number, terminal, show_all=show_all)
    for status, heading, number, mind in words.status_sections(comparison):
        yield _heading(f"{heading} ({number:,}){f': {mind}' if mind else ''}", terminal)
        products = comparison.results.of_status(status)
        for product in products if show_all else islice(products, SHOWN):
            yield _once(product, terminal)
        yield from _rest(number, terminal, show_all=show_all)
    yield _end(comparison, terminal)


def _head(comparison: Comparison, terminal: Terminal) -> str:
    page = Page(terminal)
    page.paragraph(f"{words.headline(comparison)}.", style="bold")
    for difference in comparison.differences:
        page.blank()
        page.paragraph(difference.message, lead=f"{page.signs.caution} ", hang=2, style="yellow")
    page.blank()
    for label, run in words.runs(comparison):
        page.paragraph(run, lead=f"{label}  ", hang=5)
    if nothing := words.nothing_changed(comparison):
        page.blank()
        page.paragraph(nothing)
    return page.rendered()


def _heading(text: str, terminal: Terminal) -> str:
    page = Page(terminal)
    page.blank()
    page.line_across()
    page.paragraph(text, style="bold")
    return page.rendered()


def _product(product: Product, terminal: Terminal) -> str:
    page = Page(terminal)
    page.blank()
    page.paragraph(_named(product), style="bold")
    for change in product.changes:
        _change(page, change)
    return page.rendered()


def _change(page: Page, change: Change) -> None:
    kind = words.section_kind(change)
    page.paragraph(
        f"{change.rule}: {words.turn(change)}",
        lead=f"{page.signs.of(kind)} ",
        hang=2,
        indent=2,
        style=_COLOUR.get(kind, "magenta"),
    )
    page.paragraph(shortened(words.message(change), _LONGEST), indent=4)
    page.paragraph(words.cause(change), indent=4, hang=2)
    if change.kind in {"worse", "lapsed"} and not change.counts:
        page.paragraph("Does not count for the exit code.", indent=4)


def _once(product: Product, terminal: Terminal) -> str:
    page = Page(terminal)
    page.blank()
    page.paragraph(_named(product), style="bold")
    if product.remark:
        page.paragraph(words.sentence(product.remark), indent=2)
    for flag in product.flags:
        page.paragraph(
            f"{flag.rule}: {SEVERITY[flag.severity]}",
            lead=f"{page.signs.of(flag.severity)} ",
            hang=2,
            indent=2,
            style=_COLOUR[flag.severity],
        )
        page.paragraph(shortened(flag.message, _LONGEST), indent=4)
    return page.rendered()


def _rest(number: int, terminal: Terminal, *, show_all: bool) -> Iterator[str]:
    if number > SHOWN and not show_all:
        page = Page(terminal)
        page.blank()
        page.paragraph(f"and {number - SHOWN:,} more: to see them all, add -v; the format json holds them.")
        yield page.rendered()


def _end(comparison: Comparison, terminal: Terminal) -> str:
    page = Page(terminal)
    page.blank()
    page.line_across()
    for sentence in (words.gone_note(comparison), CLOSING):
        if sentence:
            page.paragraph(sentence)
    return page.rendered()


def _named(product: Product) -> str:
    return f"{shortened(product.product, NAME_LENGTH)}, {shortened(product.vendor, NAME_LENGTH)}"
