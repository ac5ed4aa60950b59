"""What a vendor's site says on a question that stays open: told beside the question, and no answer to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from edscreen.interview.site_pages import WHY
from edscreen.profile.quoting import shown
from edscreen.profile.words import counted, in_words
from edscreen.screening.scorecard import FromProfile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from edscreen.interview.site_pages import Doubtful, OnSite, Stated
    from edscreen.screening.scorecard import Finding, Scorecard

_QUOTE = 160


class SiteWords(NamedTuple):
    """What a site says on the questions about one section of a profile.

    Attributes:
        section: the section.
        told: what it says, in whole sentences.
        asked: what to ask the vendor of it, in one sentence; empty where there is nothing.
    """

    section: str
    told: str
    asked: str


def words_of(found: OnSite) -> tuple[SiteWords, ...]:
    """Put into words what a site says and what is no answer: links to research, and minutes left in doubt."""
    return (*_links(found.certain), *_minutes(found.doubtful))


def not_read(error: Exception) -> tuple[SiteWords, ...]:
    """Say beside every question that a site may answer that its statements could not be looked for."""
    why = (
        "What the vendor's site says of it could not be looked for, as edscreen failed here with"
        f" {type(error).__name__}; look there yourself."
    )
    return tuple(SiteWords(section, why, "") for section in ("dosage", "studies"))


def with_words(scorecard: Scorecard, words: Sequence[SiteWords]) -> Scorecard:
    """Return a scorecard whose open questions tell what the site says; outcomes stay as they are."""
    if not words:
        return scorecard
    return replace(scorecard, findings=tuple([_worded(each, words) for each in scorecard.findings]))


def _worded(finding: Finding, words: Sequence[SiteWords]) -> Finding:
    first = finding.evidence[0] if finding.evidence else None
    if finding.outcome != "undisclosed" or not isinstance(first, FromProfile):
        return finding
    for each in words:
        if first.path.partition("[")[0] == each.section:
            asked = " ".join(filter(None, (each.asked, finding.ask_vendor)))
            return finding._replace(message=f"{finding.message} {each.told}", ask_vendor=asked)
    return finding


def _links(certain: Sequence[Stated]) -> Iterator[SiteWords]:
    links = [each for each in certain if each.path[0] == "records" and each.path[-1] == "url"]
    if not links:
        return
    first, others = links[0], len(links) - 1
    are = "is" if others == 1 else "are"
    beside = f" {counted(others, 'more link')} of this kind {are} there." if others else ""
    yield SiteWords(
        "studies",
        f"On the vendor's site a link, {shown(first.quote, _QUOTE)} at {first.url}, leads to {first.value}"
        f" (read on {in_words(date.fromisoformat(first.day))}).{beside} That is the vendor's claim, which"
        " nobody has confirmed, and a link is no study: open it, and write into the list what stands there.",
        f"Your site links to research at {first.value}.",
    )


def _minutes(doubtful: Sequence[Doubtful]) -> Iterator[SiteWords]:
    found = [(each.stated[0], WHY[each.why]) for each in doubtful if each.stated[0].path[0] == "dosage"]
    if not found:
        return
    quotes = "; ".join(f"{shown(stated.quote, _QUOTE)} ({stated.url}; {why})" for stated, why in found)
    first, _ = found[0]
    yield SiteWords(
        "dosage",
        f"The vendor's site says, and edscreen took for no answer: {quotes}. Look there: if this product's"
        " students are meant, write the minutes into the list.",
        f"Your site says {shown(first.quote, _QUOTE)} at {first.url}: does that mean this product, and all of"
        " its students?",
    )
