"""The end of the report for people: what could not be read, notices, sources, policy, closing sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.profile.words import joined
from edscreen.report import words
from edscreen.report.facts import screened_with
from edscreen.report.layout import Page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from edscreen.report.run import Beginning, Ending
    from edscreen.report.terminal import Terminal
    from edscreen.report.troubles import Troubles
    from edscreen.screening.rule import Source

_MOST_NOTICES = 50


def end_text(
    beginning: Beginning,
    ending: Ending,
    troubles: Troubles,
    sources: Mapping[Source, Sequence[str]],
    terminal: Terminal,
) -> str:
    """The end of a report; `sources` names for each source the rules that rest on it."""
    page = Page(terminal)
    page.line_across()
    for line in troubles.sentences():
        page.paragraph(line, lead=f"{page.signs.error} ", hang=2, style="bold magenta")
    if troubles.sentences():
        page.blank()
    _add_notices(page, ending)
    _add_sources(page, sources)
    _add_policy(page, ending)
    page.paragraph(f"Screened {screened_with(beginning)}.", style="dim")
    page.paragraph(words.CLOSING, style="bold")
    return page.rendered()


def nothing_screened(troubles: Troubles, ending: Ending, terminal: Terminal) -> str:
    """The whole report where no product was screened."""
    page = Page(terminal)
    reasons = troubles.reasons()
    why = f": {joined(reasons)}, as the messages beside this report say" if reasons else ""
    page.paragraph(f"No product was screened{why}.", lead=f"{page.signs.error} ", hang=2)
    _add_policy(page, ending)
    page.paragraph(words.CLOSING, style="bold")
    return page.rendered()


def _add_notices(page: Page, ending: Ending) -> None:
    if not ending.notices:
        return
    page.paragraph(f"NOTICES ({len(ending.notices)})", style="bold underline")
    for notice in ending.notices[:_MOST_NOTICES]:
        page.paragraph(notice.message, lead="- ", indent=2, hang=2)
    if (more := len(ending.notices) - _MOST_NOTICES) > 0:
        page.paragraph(f"and {more:,} more: --format json lists them.", indent=2)
    page.blank()


def _add_policy(page: Page, ending: Ending) -> None:
    if ending.policy:
        page.paragraph(ending.policy)


def _add_sources(page: Page, sources: Mapping[Source, Sequence[str]]) -> None:
    if not sources:
        return
    page.paragraph("WHERE THE QUESTIONS COME FROM", style="bold underline")
    for source, rules in sources.items():
        page.paragraph(source.title, indent=2, hang=2)
        page.place(source.url, indent=4)
        page.paragraph(f"for {joined(sorted(rules))}", indent=4, hang=2, style="dim")
    page.blank()
