"""What a site shows, as Markdown; foreign words stand in code spans, where nothing in them is markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.report import site_words, words
from edscreen.report.markdown_text import address, code, escaped

if TYPE_CHECKING:
    from edscreen.site.seen import Evidence, SiteReport


def site_markdown(report: SiteReport) -> str:
    """The report as a document of its own."""
    lines = [
        f"# {site_words.headline(report)}",
        "",
        f"Home page: {address(report.url)}",
        "",
        f"{site_words.read_pages(report)}.",
        "",
    ]
    for sentence in site_words.remarks(report):
        lines += [escaped(sentence), ""]
    if command := site_words.command(report):
        lines += [f"To read the page once it is saved: {code(command)}", ""]
    if report.evidence:
        lines += ["## What was seen", ""]
        for first, pieces in site_words.groups(report.evidence):
            why = f" {escaped(first.why)}" if first.why else ""
            lines += [f"{site_words.place_of(first)} {address(first.url)}.{why}", ""]
            lines += [*map(_piece, pieces), ""]
        if more := site_words.not_shown(report):
            lines += [more, ""]
    lines += ["## Pages", ""]
    lines += [
        f"- {address(page.url)}: {escaped(site_words.page_line(page, report))}" for page in report.pages
    ]
    lines += ["", "## Ask the vendor", "", site_words.ASK[report.verdict], "", f"**{words.CLOSING}**", ""]
    return "\n".join(lines)


def _piece(seen: Evidence) -> str:
    link = f", which leads to {address(seen.link)}" if seen.link else ""
    return f"- {code(seen.quote)}{link}"
