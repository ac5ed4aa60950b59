"""The words for what a site shows: verdict, distance, what could not be read, what to do and to ask."""

from __future__ import annotations

import re
from datetime import date
from itertools import groupby, islice
from typing import TYPE_CHECKING

from edscreen.profile.words import in_words
from edscreen.report.words import plural
from edscreen.site.problems import explain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from edscreen.profile.models.terms import SiteVerdict
    from edscreen.site.page import Region
    from edscreen.site.seen import Evidence, PageRead, SiteReport, Strength

# Problems are explained for `check`; `site` reads a saved page by itself.
_OPTION = " for --site-file"

# What no shell takes for anything but a plain word: the address is the site's own choice.
_SAFE_ADDRESS = re.compile(r"https?://[A-Za-z0-9:/._~%-]+")

_HEADLINES: dict[SiteVerdict, str] = {
    "shown": "Independent research stands on the home page",
    "linked": "The home page links to research and shows none itself",
    "claims_only": "The home page claims that the product works and shows no research",
    "absent": "The home page says nothing of research on whether the product works",
    "unreadable": "The home page could not be read",
}

_REASON: dict[SiteVerdict, str] = {
    "shown": "independent research stands on the home page",
    "linked": "the home page only links to research",
    "claims_only": "the home page claims results and shows no research",
    "absent": "the home page says nothing of research",
    "unreadable": "the home page could not be read",
}

ASK: dict[SiteVerdict, str] = {
    "shown": "Is the product that was studied the version you offer us, for students like ours, used as "
    "much as in the study?",
    "linked": "Which of these studies was done by someone outside your company, with which result, and why "
    "does it not stand on your home page?",
    "claims_only": "Which study stands behind each of these claims: by whom, with how many students, with "
    "which result, and where can we read it?",
    "absent": "Has anyone outside your company studied whether this product works, and where can we read it?",
    "unreadable": "Where on your home page, or one click away from it, does independent research on this "
    "product stand?",
}
"""What to ask the vendor next."""

MOST_SHOWN = 12
"""Pieces of evidence that people are shown."""

_STRENGTH: dict[Strength, str] = {
    "independent": "Independent evidence",
    "research_link": "Links to research",
    "claim": "Claims",
}

_WHERE: dict[Region, str] = {
    "hero": "the opening banner",
    "main": "the main part",
    "navigation": "the menu",
    "footer": "the foot",
}


def headline(report: SiteReport) -> str:
    """The verdict in plain words, with the distance of what was found."""
    words = _HEADLINES[report.verdict]
    if report.verdict == "unreadable" and report.problem is None:
        return "The home page shows now this, now that, so that nobody can say"
    if report.verdict != "linked":
        return words
    if report.clicks is None and report.saved:
        return f"{words}; a saved page is judged alone, so nobody looked behind its links"
    if report.clicks is None:
        which = "those of its links that were followed" if report.unread else "its links"
        return f"{words}; no independent evidence was found behind {which}"
    return f"{words}; independent evidence is {plural(report.clicks, 'click')} away"


def reason(report: SiteReport) -> str:
    """Why the exit code is what it is, as a clause."""
    words = _REASON[report.verdict]
    if report.verdict == "unreadable" and report.problem is None:
        return "the home page showed two things when it was read twice"
    if report.clicks:
        return f"{words}; independent evidence is {plural(report.clicks, 'click')} away"
    return words


def remarks(report: SiteReport) -> list[str]:
    """What else must be known to understand the verdict; each a sentence."""
    sentences = []
    if report.verdict == "unreadable" and report.problem:
        known = explain(report.problem, report.detail, saved=report.saved)
        fact = f" ({report.detail})" if report.detail and report.detail != known.says else ""
        sentences.append(f"What happened: {known.says}{fact}.")
        sentences.append(f"What you can do: {known.do.replace(_OPTION, '')}.")
        sentences.append("This says nothing about whether there is research: nobody could look.")
    if report.verdict == "unreadable" and report.problem is None:
        sentences.append(f"What happened: {report.detail}.")
        sentences.append("What you can do: open the page in a browser and note what you see.")
    if report.confirmed:
        sentences.append("Read again at the end of the run: the same.")
    if report.in_place_of:
        sentences.append(
            f"The address given, {report.in_place_of}, is not there any more (404 or 410), so the site's"
            " front page was read in its place."
        )
    if not report.names_asked:
        sentences.append(
            "The page bears neither the product's name nor the vendor's, so nothing on it counts as evidence "
            "for them: check the names and the address."
        )
    blocked = sum(page.problem is not None for page in report.pages if page.clicks != 0)
    if blocked and report.clicks is None:
        pages = "1 page behind its links" if blocked == 1 else f"{blocked} pages behind its links"
        sentences.append(f"{pages} could not be read, so that what stands there is not known.")
    if report.verdict == "linked" and report.clicks is None and report.unread and not report.saved:
        pages = "1 page" if report.unread == 1 else f"{report.unread} pages"
        sentences.append(
            f"Links to research, on it or behind it, lead to {pages} that this run did not read: somebody "
            "else's, out of reach, or beyond the limits. Open them yourself before you conclude that "
            "nothing is there."
        )
    if report.out_of_time:
        sentences.append("The time for one site was over before all promising links were followed.")
    if report.file_changed:
        day = in_words(date.fromisoformat(report.file_changed[:10]))
        sentences.append(
            f"On which day the page was saved is not known; the file was last changed on {day}. The site may "
            "show something else by now."
        )
    if report.file_cut:
        sentences.append(f"Not all of the saved file was read: {report.file_cut}.")
    if report.proxy:
        sentences.append(f"Pages came through the proxy {report.proxy}, which checked the addresses.")
    return sentences


def command(report: SiteReport) -> str | None:
    """The command that reads the page once it is saved, where saving it helps; else None.

    ADDRESS stands for the address above it where a shell would take that for more than one plain word.
    """
    if report.problem is None or _OPTION not in explain(report.problem, report.detail, saved=report.saved).do:
        return None
    address = report.url if _SAFE_ADDRESS.fullmatch(report.url) else "ADDRESS"
    return f"edscreen site FILE.html --url {address}"


def read_pages(report: SiteReport) -> str:
    """How many pages were read, of how many that might have been."""
    if report.saved:
        return "A saved page, and no other, was to be read"
    return f"{plural(report.pages_read, 'page')} read, of {report.pages_budget} at most"


def place_of(seen: Evidence) -> str:
    """What a piece of evidence is, and where on the page it stands, up to the page's address."""
    return f"{_STRENGTH[seen.strength]}, in {_WHERE[seen.where]} of"


def groups(evidence: Iterable[Evidence]) -> Iterator[tuple[Evidence, list[Evidence]]]:
    """The first pieces by what they share, worth, place and reason: the first of each group, and all."""
    shown = islice(evidence, MOST_SHOWN)
    for _, same in groupby(shown, key=lambda seen: (seen.strength, seen.url, seen.where, seen.why)):
        pieces = list(same)
        yield pieces[0], pieces


def not_shown(report: SiteReport) -> str | None:
    """How many more pieces of evidence there are than people are shown; None where all are."""
    more = len(report.evidence) - MOST_SHOWN
    return f"{more} more: --format json lists them." if more > 0 else None


def page_line(page: PageRead, report: SiteReport) -> str:
    """How far a page lies from the home page, when it was read, and why it was not."""
    if page.clicks is None:
        distance = "named, and behind no link that was found"
    else:
        distance = f"{plural(page.clicks, 'click')} away" if page.clicks else "home page"
    if page.asked:
        distance += f", to which {page.asked} leads"
    if page.problem is None and report.file_changed:
        return f"{distance}, saved on a day that is not known"
    if page.problem is None:
        day = in_words(date.fromisoformat(page.fetched_at[:10]))
        return f"{distance}, read on {day} at {page.fetched_at[11:16]} UTC"
    return f"{distance}, not read: {explain(page.problem, page.detail, saved=report.saved).says}"
