"""One finding as people read it: the answer, what it rests on, what to ask next, and the vendor's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.report.finding_words import (
    acceptance,
    listed,
    looked,
    place,
    quoted,
    reply_in_words,
    standing,
    stated,
)
from edscreen.report.sections import Kind, kind_of
from edscreen.screening.answers import FromRegistry
from edscreen.screening.scorecard import FromProfile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from edscreen.report.layout import Page
    from edscreen.report.signs import Signs
    from edscreen.screening.answers import FromSite
    from edscreen.screening.scorecard import Finding, Reply

_INDENT = 2

STYLES: dict[Kind, str] = {
    "red": "bold red",
    "caution": "bold yellow",
    "note": "bold blue",
    "undisclosed": "bold magenta",
    "unavailable": "bold magenta",
    "skipped": "bold magenta",
    "error": "bold magenta",
    "waived": "bold cyan",
    "known": "bold cyan",
    "pass": "bold green",
    "not_applicable": "dim",
}
"""How the sign and the title of a finding look, by the section in which it is read."""


def style(finding: Finding) -> str:
    """How a finding's sign and title look."""
    return STYLES[kind_of(finding)]


def sign(finding: Finding, signs: Signs) -> str:
    """The sign that stands before a finding."""
    return signs.of(kind_of(finding))


def add_finding(page: Page, finding: Finding) -> None:
    """Add a finding in full."""
    add_title(page, finding)
    page.paragraph(f"{standing(finding)} ({finding.rule})", indent=_INDENT)
    for label, text in acceptance(finding):
        _add_labelled(page, f"{label} ", text)
    page.paragraph(finding.message, indent=_INDENT)
    if finding.evidence:
        page.paragraph("Evidence:", indent=_INDENT, style="bold")
        _add_evidence(page, finding.evidence)
    if finding.ask_vendor:
        _add_labelled(page, "Ask the vendor: ", finding.ask_vendor)
    if finding.reply:
        add_reply(page, finding.reply)


def add_title(page: Page, finding: Finding, *, with_rule: bool = False) -> None:
    """Add a finding's sign and title, and the rule's id where no other line names it."""
    look = style(finding)
    title = f"{finding.title} ({finding.rule})" if with_rule else finding.title
    page.paragraph(title, lead=f"{sign(finding, page.signs)} ", hang=_INDENT, style=look)


def add_reply(page: Page, reply: Reply) -> None:
    """Add the vendor's words in quotes, with who said them, when and where."""
    quote, given = reply_in_words(reply)
    _add_labelled(page, "The vendor's reply: ", quote + given)
    if reply.source:
        page.paragraph(f"source: {reply.source}", indent=2 * _INDENT, hang=_INDENT)


def _add_labelled(page: Page, label: str, text: str) -> None:
    page.paragraph(text, lead=label, indent=_INDENT, hang=_INDENT, lead_style="bold")


def _add_evidence(page: Page, cited: Sequence[FromProfile | FromRegistry | FromSite]) -> None:
    column = max((len(place(each)) for each in cited if isinstance(each, FromProfile)), default=0)
    for each in cited:
        if isinstance(each, FromProfile):
            page.place(place(each), stated(each), indent=2 * _INDENT, column=column)
        else:
            _add_from_elsewhere(page, each, 2 * _INDENT)


def _add_from_elsewhere(page: Page, evidence: FromRegistry | FromSite, indent: int) -> None:
    if isinstance(evidence, FromRegistry):
        page.paragraph(listed(evidence), indent=indent, hang=_INDENT)
        page.place(evidence.url, indent=indent + _INDENT)
        return
    page.place(evidence.url, looked(evidence), indent=indent)
    if evidence.quote:
        page.paragraph(quoted(evidence.quote), indent=indent + _INDENT)
