"""A comparison as Markdown, short enough for the body of an issue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.comparing import words
from edscreen.comparing.changes import KINDS
from edscreen.report.as_markdown import MOST_CHARACTERS
from edscreen.report.escaping import shortened
from edscreen.report.markdown_text import code, escaped
from edscreen.report.signs import DRAWN
from edscreen.report.words import CLOSING, NAME_LENGTH, SEVERITY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from edscreen.comparing.changes import Change, Product
    from edscreen.comparing.comparison import Comparison

_LONGEST = 600
_LEAST = 400  # characters kept free for what says that something was left out


def as_markdown(comparison: Comparison, most_characters: int = MOST_CHARACTERS) -> str:
    """Return the comparison, no longer than `most_characters`: what counts most first, in whole products."""
    head, end = _head(comparison), _end(comparison)
    room = most_characters - len(head) - len(end) - _LEAST
    body = ""
    left_out = 0
    for heading, number, products in _sections(comparison):
        written, shown = "", 0
        for text in products:
            cost = len(text) + (0 if written else len(heading) + 2)
            if cost > room:
                break
            room -= cost
            written += text
            shown += 1
        left_out += number - shown
        body += f"{heading}\n\n{written}\n" if written else ""
    if left_out:
        those = f"{left_out:,} {'entry is' if left_out == 1 else 'entries are'}"
        body = (
            f"> **There is no room for everything here:** {those} left out, what counts most was kept. "
            f"The whole is in the same command's `--output json=changes.json`.\n\n{body}"
        )
    return head + body + end


def _head(comparison: Comparison) -> str:
    lines = [f"## {escaped(f'Vendor screening compared: {words.headline(comparison)}')}", ""]
    for difference in comparison.differences:
        lines += [f"> **{DRAWN.caution}** {escaped(shortened(difference.message, _LONGEST))}", ""]
    lines += [f"- {label}: {escaped(shortened(run, _LONGEST))}" for label, run in words.runs(comparison)]
    if nothing := words.nothing_changed(comparison):
        lines += ["", nothing]
    return "\n".join(lines) + "\n\n"


def _sections(comparison: Comparison) -> Iterator[tuple[str, int, Iterable[str]]]:
    """Headings, how many products stand under each, and these."""
    results = comparison.results
    for kind in KINDS:
        if number := results.kinds[kind]:
            heading = f"### {words.HEADING[kind]} ({number:,})\n\n{words.sentence(words.MEANING[kind])}"
            yield heading, number, map(_product, results.of_kind(kind))
    for status, name, number, mind in words.status_sections(comparison):
        heading = "\n\n".join(filter(None, (f"### {name} ({number:,})", mind)))
        yield heading, number, map(_once, results.of_status(status))


def _product(product: Product) -> str:
    return "".join([f"- {_named(product)}\n", *map(_change, product.changes)])


def _change(change: Change) -> str:
    sign = DRAWN.of(words.section_kind(change))
    counts = change.kind not in {"worse", "lapsed"} or change.counts
    lines = [
        f"  - {sign} {code(change.rule)}: **{escaped(words.turn(change))}**",
        f"    {escaped(shortened(words.message(change), _LONGEST))}",
        f"    {escaped(words.cause(change))}{'' if counts else ' Does not count for the exit code.'}",
    ]
    return "  \n".join(lines) + "\n"


def _once(product: Product) -> str:
    remark = f": {escaped(product.remark)}" if product.remark else ""
    flags = "".join(
        f"  - {DRAWN.of(flag.severity)} {code(flag.rule)}: **{SEVERITY[flag.severity]}**  \n"
        f"    {escaped(shortened(flag.message, _LONGEST))}\n"
        for flag in product.flags
    )
    return f"- {_named(product)}{remark}\n{flags}"


def _named(product: Product) -> str:
    name, vendor = shortened(product.product, NAME_LENGTH), shortened(product.vendor, NAME_LENGTH)
    return f"**{escaped(name)}**, {escaped(vendor)}"


def _end(comparison: Comparison) -> str:
    sentences = (words.gone_note(comparison), CLOSING)
    return "\n\n".join(sentence for sentence in sentences if sentence) + "\n"
