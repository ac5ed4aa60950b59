"""What a site shows, as Markdown; foreign words stand in code spans, where nothing in them is markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from edscreen.report import site_words, words
from edscreen.report.escaping import on_one_line, visible

if TYPE_CHECKING:
    from edscreen.site.seen import Evidence, SiteReport

_TICKS = re.compile("`+")
# All that a link may hold between angle brackets without ending early or holding markup.
_PLAIN_ADDRESS = re.compile(r"https?://[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%\[\]]+")


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
    lines += [f"- {address(page.url)}: {escaped(site_words.page_line(page))}" for page in report.pages]
    lines += ["", "## Ask the vendor", "", site_words.ASK[report.verdict], "", f"**{words.CLOSING}**", ""]
    return "\n".join(lines)


def _piece(seen: Evidence) -> str:
    link = f", which leads to {address(seen.link)}" if seen.link else ""
    return f"- {code(seen.quote)}{link}"


def code(text: str) -> str:
    """Foreign text as a code span, whatever backticks it holds."""
    plain = on_one_line(text)
    fence = "`" * (1 + max((len(run) for run in _TICKS.findall(plain)), default=0))
    edge = " " if plain.startswith("`") or plain.endswith("`") else ""
    return f"{fence}{edge}{plain}{edge}{fence}" if plain else ""


def address(url: str) -> str:
    """An address as a link, or as a code span where it holds what could be markup."""
    shown = visible(url)
    return f"<{shown}>" if _PLAIN_ADDRESS.fullmatch(shown) else code(shown)


def escaped(text: str) -> str:
    """Prose in which nothing is markup."""
    return re.sub(r"([\\`*_{}\[\]<>#|~$&@])", r"\\\1", on_one_line(text)).replace("://", r"\://")
