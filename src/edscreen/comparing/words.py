"""The words in which a comparison is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.comparing.changes import KINDS
from edscreen.profile.words import counted, in_words
from edscreen.report.words import OUTCOME, SEVERITY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from edscreen.comparing.changes import Cause, Change, Kind, Standing
    from edscreen.comparing.comparison import Comparison
    from edscreen.report.sections import Kind as SectionKind

HEADING: dict[Kind, str] = {
    "worse": "Worse",
    "lapsed": "Lapsed",
    "better": "Better",
    "answered": "Answered",
    "lost_sight": "Lost sight of",
    "changed": "Changed otherwise",
}
MEANING: dict[Kind, str] = {
    "worse": "a flag stands that did not stand before, or a graver one, or a new question is open",
    "lapsed": "an answer, an approval or a waiver that has ended or is gone",
    "better": "a flag is gone, or is milder",
    "answered": "a question that had no answer has one now",
    "lost_sight": "we could see an answer before and cannot now; this is about us, not about the vendor",
    "changed": "neither better nor worse, as where a waiver or the baseline covers a flag now, or a question "
    "does not arise any more",
}
STATUS = {
    "unread": "In the list, could not be read",
    "new": "New in the list",
    "gone": "Gone from the list",
}
"""The headings of products that do not stand in both reports, in the order in which reports list them."""

CAUSE: dict[Cause, str] = {
    "profile": "the profile",
    "site": "the vendor's site",
    "registry": "a registry",
    "date": "the date",
    "policy": "the policy",
    "rules": "the rules",
}


def headline(comparison: Comparison) -> str:
    """What became of the products, in one sentence."""
    results = comparison.results
    parts = [f"{results.kinds[kind]:,} {_OF_PRODUCTS[kind]}" for kind in KINDS if results.kinds[kind]]
    parts += [f"{results.products[name]:,} {_OF_STATUS[name]}" for name in STATUS if results.products[name]]
    both = results.products["both"]
    compared = f"{both:,} {'product' if both == 1 else 'products'} compared"
    unchanged = f"{results.products['unchanged']:,} unchanged"
    told = sum(results.kinds[kind] for kind in KINDS) + results.products["unchanged"]
    several = " (a product may be among several of these)" if told > both else ""
    return f"{compared}: {', '.join([*parts, unchanged])}{several}"


_OF_STATUS = {"unread": "that could not be read any more", "new": "new", "gone": "gone"}
_OF_PRODUCTS: dict[Kind, str] = {
    "worse": "worse",
    "lapsed": "with an answer that lapsed",
    "better": "better",
    "answered": "with a question answered",
    "lost_sight": "with an answer lost sight of",
    "changed": "changed otherwise",
}


def got_worse(counting: Mapping[Kind, int], level: str) -> str:
    """How many products count for the exit code, each for what weighs most of what became of it.

    Args:
        counting: these products, worse or with an answer that lapsed.
        level: from which severity on answers count.
    """
    worse, lapsed = counting.get("worse", 0), counting.get("lapsed", 0)
    has = "has" if lapsed == 1 else "have"
    if not worse:
        return f"{counted(f'{lapsed:,}', 'product')} {has} an answer that lapsed {level}"
    told = f"{counted(f'{worse:,}', 'product')} got worse"
    return f"{told} and {lapsed:,} {has} an answer that lapsed, {level}" if lapsed else f"{told} {level}"


def runs(comparison: Comparison) -> list[tuple[str, str]]:
    """Which reports were compared: a label, and the report with its day and size."""
    told = []
    for label, name, head, products, aside, errors in zip(
        ("Old", "New"),
        comparison.names,
        comparison.heads,
        comparison.products,
        comparison.set_aside,
        comparison.errors,
        strict=True,
    ):
        parts = [name, *([f"as of {in_words(head.as_of)}"] if head.as_of else [])]
        parts.append(f"{products:,} {'product' if products == 1 else 'products'}")
        if aside:
            parts.append(f"{counted(f'{aside:,}', 'row')} set aside as no product or as listed before")
        if errors:
            parts.append(f"{rows_or_files(errors)} that could not be read")
        told.append((label, ", ".join(parts)))
    return told


def rows_or_files(number: int) -> str:
    """So many rows of a list, or files: reports do not tell which of both they are."""
    return f"{number:,} {'row or file' if number == 1 else 'rows or files'}"


def status_sections(comparison: Comparison) -> Iterator[tuple[str, str, int, str]]:
    """Yield status, heading, number and what to bear in mind, of products in one report only."""
    for name, heading in STATUS.items():
        if number := comparison.results.products[name]:
            yield name, heading, number, _mind(comparison, name)


def _mind(comparison: Comparison, name: str) -> str:
    if name == "unread":
        return (
            "Screened for the old report; the row or file cannot be read any more, and nothing was screened "
            "this time. This is about the list, not about the vendor: it does not count for the exit code."
        )
    if name == "gone" and (number := comparison.unknown):
        which = "this product" if comparison.results.products[name] == 1 else "some of these products"
        where = "in it" if number == 1 else "among them"
        return f"{rows_or_files(number)} of the new report could not be read; {which} may be {where}."
    return ""


def gone_note(comparison: Comparison) -> str:
    """What to bear in mind of products that are new and gone; empty where there are none of one of both."""
    products = comparison.results.products
    if products["new"] and products["gone"]:
        return "A product or vendor that was renamed counts as gone and as new."
    return ""


def status(standing: Standing | None) -> str:
    """How a question stands: `red flag`, `answered well`, `caution, waived`."""
    if standing is None:
        return "not asked"
    words = SEVERITY[standing.severity] if standing.outcome == "flag" else OUTCOME[standing.outcome]
    return f"{words}, waived or known" if standing.covered else words


def turn(change: Change) -> str:
    """How a question stands now, and how it stood."""
    return f"{status(change.new)}; before: {status(change.old)}"


def section_kind(change: Change) -> SectionKind:
    """The kind of section that an answer belongs to, by which its sign and its colour go."""
    standing = change.new
    if standing is None:
        return "skipped"
    if standing.covered:
        return "waived"
    return standing.severity if standing.outcome == "flag" else standing.outcome


def cause(change: Change) -> str:
    """What is behind a change, or that it cannot be told, with what differs."""
    details = "; ".join(change.because)
    if change.cause:
        return f"Cause: {CAUSE[change.cause]} ({details})."
    if change.possible:
        *first, last = (CAUSE[each] for each in change.possible)
        several = f"{', '.join(first)} or {last}"
        return f"Cause: cannot be told apart: {several} ({details})."
    return "Cause: not shown by the reports."


def message(change: Change) -> str:
    """What the answer says now; what it said before, where it is not asked any more."""
    if change.new:
        return change.new.message
    return f"Before: {change.old.message}" if change.old else ""


def nothing_changed(comparison: Comparison) -> str:
    """One sentence where no product changed, could not be read, is new or gone; else empty."""
    results = comparison.results
    if results.kinds or any(results.products[name] for name in STATUS):
        return ""
    return "Nothing changed." if results.products["both"] else "There was no product to compare."


def sentence(words: str) -> str:
    """Words as a sentence."""
    return f"{words[0].upper()}{words[1:]}."
