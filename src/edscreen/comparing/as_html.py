"""A comparison as one HTML file: to read, to print and to hand on, without network or scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from edscreen import __version__
from edscreen.comparing import words
from edscreen.comparing.changes import KINDS
from edscreen.report.html_environment import content_policy, style, template
from edscreen.report.words import CLOSING, SEVERITY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.comparing.changes import Change, Product
    from edscreen.comparing.comparison import Comparison

_SHEET = "compare.css"


def as_html(comparison: Comparison) -> Iterator[str]:
    """Yield the page in pieces."""
    results = comparison.results
    title = f"Vendor screening compared: {words.headline(comparison)}"
    yield template("head.html").render(
        beginning={"version": __version__},
        title=title,
        kind="comparison",
        style=style(_SHEET),
        policy=content_policy(_SHEET),
    )
    sections = list(_sections(comparison))
    yield template("compare_top.html").render(
        headline=words.headline(comparison),
        runs=words.runs(comparison),
        differences=[difference.message for difference in comparison.differences],
        sections=[(name, heading, number) for name, heading, number, _ in sections],
        nothing=words.nothing_changed(comparison),
    )
    item = template("compare_product.html")
    for name, heading, number, meaning in sections:
        yield template("compare_section.html").render(
            id=name, heading=heading, number=number, meaning=meaning
        )
        products = results.of_status(name) if name in words.STATUS else results.of_kind(name)
        for product in products:
            yield item.render(product=_shown(product))
        yield "</section>"
    yield template("compare_end.html").render(
        sentences=[words.gone_note(comparison)] if words.gone_note(comparison) else [],
        version=__version__,
        closing=CLOSING,
    )


def _sections(comparison: Comparison) -> Iterator[tuple[Any, str, int, str]]:
    results = comparison.results
    for kind in KINDS:
        if number := results.kinds[kind]:
            yield kind, words.HEADING[kind], number, words.sentence(words.MEANING[kind])
    yield from words.status_sections(comparison)


def _shown(product: Product) -> dict[str, Any]:
    flags = [
        {
            "kind": flag.severity,
            "title": flag.title,
            "rule": flag.rule,
            "turn": SEVERITY[flag.severity],
            "message": flag.message,
            "cause": "",
        }
        for flag in product.flags
    ]
    return {
        "name": product.product,
        "vendor": product.vendor,
        "remark": words.sentence(product.remark) if product.remark else "",
        "answers": flags or [_answer(change) for change in product.changes],
    }


def _answer(change: Change) -> dict[str, Any]:
    counts = change.kind not in {"worse", "lapsed"} or change.counts
    return {
        "kind": words.section_kind(change),
        "title": change.title,
        "rule": change.rule,
        "turn": words.turn(change),
        "message": words.message(change),
        "cause": words.cause(change) + ("" if counts else " Does not count for the exit code."),
    }
