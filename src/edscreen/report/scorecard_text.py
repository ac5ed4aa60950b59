"""One scorecard as people read it: the verdict first, then flags, open questions, passes and the rest."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from edscreen.report import words
from edscreen.report.facts import facts
from edscreen.report.finding_text import add_finding, add_reply, add_title, style
from edscreen.report.layout import Page
from edscreen.report.sections import sections

if TYPE_CHECKING:
    from edscreen.report.run import Beginning
    from edscreen.report.sections import Section
    from edscreen.report.signs import Signs
    from edscreen.report.terminal import Terminal
    from edscreen.screening.scorecard import Finding, Scorecard, Verdict


def scorecard_text(scorecard: Scorecard, beginning: Beginning, terminal: Terminal) -> str:
    """Everything that a screening found of one product, as text for `terminal`."""
    page = Page(terminal)
    _add_verdict(page, scorecard)
    _add_facts(page, scorecard, beginning)
    for section in sections(scorecard):
        page.blank()
        _add_heading(page, section)
        add = _add_outside if section.kind == "not_applicable" else _add_in_full
        add(page, section.findings)
    page.blank()
    return page.rendered()


def verdict_look(verdict: Verdict, signs: Signs, *, covered: bool) -> tuple[str, str]:
    """The sign and the style of a verdict; `covered` says whether a waiver or the baseline made it milder."""
    style = {
        "flagged": "bold red",
        "incomplete": "bold yellow",
        "clear": "bold cyan" if covered else "bold green",
        "not_screened": "bold",
    }[verdict]
    return signs.of_verdict(verdict, covered=covered), style


def _add_verdict(page: Page, scorecard: Scorecard) -> None:
    covered = words.is_softened_by_cover(scorecard)
    sign, look = verdict_look(scorecard.verdict, page.signs, covered=covered)
    page.paragraph(words.verdict(scorecard), lead=f"{sign} ", hang=2, style=look)


def _add_facts(page: Page, scorecard: Scorecard, beginning: Beginning) -> None:
    lines = facts(scorecard, beginning)
    page.blank()
    width = max(len(label) for label, _ in lines) + 2
    for label, text in lines:
        lead = f"{label:<{width}}"
        page.paragraph(text, lead=lead, indent=2, hang=width, lead_style="dim", whole=label == "Profile")


def _add_heading(page: Page, section: Section) -> None:
    meaning = f": {section.meaning}" if section.meaning else ""
    look = style(section.findings[0])
    page.paragraph(meaning, lead=section.title.upper(), lead_style=f"{look} underline")


def _add_in_full(page: Page, findings: list[Finding]) -> None:
    for finding in findings:
        page.blank()
        add_finding(page, finding)


def _add_outside(page: Page, findings: list[Finding]) -> None:
    for message, alike in groupby(findings, key=lambda finding: finding.message):
        page.blank()
        for finding in alike:
            add_title(page, finding, with_rule=True)
            if finding.reply:
                add_reply(page, finding.reply)
        page.paragraph(message, indent=2)
