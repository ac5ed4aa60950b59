"""What a site shows, for people: the verdict in plain words, the words seen, what could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.report import site_words, words
from edscreen.report.layout import Page

if TYPE_CHECKING:
    from edscreen.profile.models.terms import SiteVerdict
    from edscreen.report.terminal import Terminal
    from edscreen.site.seen import SiteReport

_STYLES: dict[SiteVerdict, str] = {
    "shown": "bold green",
    "linked": "bold yellow",
    "claims_only": "bold red",
    "absent": "bold red",
    "unreadable": "bold magenta",
}
_INDENT = 2


def site_text(report: SiteReport, terminal: Terminal) -> str:
    """The report as `terminal` can show it."""
    page = Page(terminal)
    page.line_across()
    page.place(report.url, indent=0)
    page.paragraph(
        f"{site_words.headline(report)}.",
        lead=f"{_sign(page, report.verdict)} ",
        hang=_INDENT,
        style=_STYLES[report.verdict],
    )
    page.paragraph(f"{site_words.read_pages(report)}.", indent=_INDENT)
    for sentence in site_words.remarks(report):
        page.paragraph(sentence, indent=_INDENT)
    if command := site_words.command(report):
        page.paragraph("To read the page once it is saved:", indent=_INDENT)
        page.paragraph(command, indent=2 * _INDENT, whole=True)
    page.blank()
    _add_evidence(page, report)
    _add_pages(page, report)
    page.paragraph("ASK THE VENDOR", style="bold underline")
    page.paragraph(site_words.ASK[report.verdict], indent=_INDENT)
    page.blank()
    page.line_across()
    page.paragraph(words.CLOSING, style="bold")
    return page.rendered()


def _sign(page: Page, verdict: SiteVerdict) -> str:
    signs = page.signs
    return {"shown": signs.passed, "linked": signs.caution, "unreadable": signs.unseen}.get(
        verdict, signs.red
    )


def _add_evidence(page: Page, report: SiteReport) -> None:
    if not report.evidence:
        return
    page.paragraph("WHAT WAS SEEN", style="bold underline")
    for first, pieces in site_words.groups(report.evidence):
        page.paragraph(site_words.place_of(first), indent=_INDENT, style="bold")
        page.place(first.url, indent=_INDENT)
        if first.why:
            page.paragraph(first.why, indent=_INDENT, style="dim")
        for seen in pieces:
            page.paragraph(f'"{seen.quote}"', indent=2 * _INDENT, hang=1)
            if seen.link:
                page.paragraph("which leads to", indent=3 * _INDENT, style="dim")
                page.place(seen.link, indent=3 * _INDENT)
        page.blank()
    if more := site_words.not_shown(report):
        page.paragraph(more, indent=_INDENT)
        page.blank()


def _add_pages(page: Page, report: SiteReport) -> None:
    page.paragraph("PAGES", style="bold underline")
    for read in report.pages:
        page.place(read.url, indent=_INDENT)
        line = site_words.page_line(read, report)
        page.paragraph(line, indent=2 * _INDENT, style="" if read.problem else "dim")
    page.blank()
