"""What a vendor's site states in words, as answers for a person to confirm, each with its page and day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from edscreen.interview.answers import answer_at, is_answered, with_answer
from edscreen.interview.asking import TO_CONFIRM
from edscreen.interview.begun import Begun
from edscreen.interview.judging import data_mistakes
from edscreen.profile.quoting import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from edscreen.interview.forms import Form
    from edscreen.profile.yaml_tree import Path
    from edscreen.site.page import Page
    from edscreen.site.seen import SiteReport

_MOST = 8
"""So many amounts of use and links are taken over at most; the rest is for a person to read."""

_QUOTE = 200
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_MINUTES = re.compile(
    r"(?<![\d.,:-])(?P<low>\d{1,3})(?: ?(?:-|–|to) ?(?P<high>\d{1,3}))?[ -]min(?:ute)?s?\b"
    r"(?: [\w'-]+){0,5}?(?: (?:a|per|each|every)|/) ?(?P<per>week|day|session)\b",
    re.IGNORECASE,
)
_ESSA = re.compile(r"\b(?:ESSA|Every Student Succeeds Act)\b")
_TIER = re.compile(r"\b(?:tier|level) ?(?P<tier>[1-4]|IV|I{1,3})\b", re.IGNORECASE)
_TIERS = {"I": 1, "II": 2, "III": 3, "IV": 4}
_TITLE_PARTS = re.compile(r"\s*[|:–—]\s*|\s+-\s+")


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page of the site that was read.

    Attributes:
        url: its address.
        day: the day on which it was read, `2026-11-21`.
        text: its visible text, a line for each run of text that stands together.
        page: its title and names, of the home page; None of any other.
    """

    url: str
    day: str
    text: str
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class _Stated:
    """One answer, or one entry of a list, with the words that it stands in."""

    path: Path
    value: Any
    words: str
    seen: SitePage


def add_stated(form: Form, begun: Begun, report: SiteReport, pages: Sequence[SitePage]) -> Begun:
    """Add what a site states to a profile's answers; what is answered already is left as it is.

    Every answer added is marked as one for a person to confirm, and its part of the profile names the page,
    the day and the words.
    """
    data, remarks = begun.data, dict(begun.remarks)
    for stated in [*_names(report, pages), *_tier(pages), *_amounts(pages), *_links(report, pages)]:
        path = stated.path
        in_list = len(path) > 1 and isinstance(path[1], int)
        if is_answered(answer_at(data, path)) or (in_list and is_answered(answer_at(begun.data, path[:1]))):
            continue
        added = with_answer(data, path, stated.value)
        around = path[:2] if in_list else path[:1]
        told_of = {"source": stated.seen.url, "as_of": stated.seen.day, "note": _quoted(stated.words)}
        for key, told in told_of.items():
            if answer_at(added, (*around, key)) is None:
                added = with_answer(added, (*around, key), told)
        if any(mistake.path[:1] == path[:1] and "is missing" not in mistake.message
               for mistake in data_mistakes(form, added)):  # fmt: skip
            continue
        data = added
        mark = f"{TO_CONFIRM} {stated.seen.url} states it, as of {stated.seen.day}."
        remarks.setdefault(path, []).append(escaped(mark))
    return Begun(data, remarks, begun.wrong)


def _quoted(words: str) -> str:
    words = " ".join(words.split())
    return f'The site says: "{words if len(words) <= _QUOTE else words[: _QUOTE - 3] + "..."}"'


def _names(report: SiteReport, pages: Sequence[SitePage]) -> Iterator[_Stated]:
    """Yield the site's address, and names that the home page gives itself and also shows in words."""
    home = next((seen for seen in pages if seen.page is not None), None)
    if home is None or home.page is None:
        return
    yield _Stated(("vendor", "website"), report.url, home.page.title, home)
    words = " ".join(home.text.split()).casefold()
    named = [name for name in home.page.names if name.strip() and name.strip().casefold() in words]
    for name in named[:1]:
        yield _Stated(("vendor", "name"), name.strip(), name, home)
    title = _TITLE_PARTS.split(home.page.title)[0].strip()
    if title and title.casefold() in words and title not in named[:1]:
        yield _Stated(("product", "name"), title, home.page.title, home)


def _tier(pages: Sequence[SitePage]) -> Iterator[_Stated]:
    """Yield the tier that is claimed, where the site claims a single one."""
    claimed: dict[int, tuple[str, SitePage]] = {}
    for sentence, seen in _sentences(pages):
        if _ESSA.search(sentence):
            for found in _TIER.finditer(sentence):
                written = found["tier"].upper()
                claimed.setdefault(_TIERS.get(written) or int(written), (sentence, seen))
    if len(claimed) == 1:
        ((tier, (sentence, seen)),) = claimed.items()
        yield _Stated(("product", "claimed_essa_tier"), tier, sentence, seen)


def _amounts(pages: Sequence[SitePage]) -> Iterator[_Stated]:
    """Yield each amount of use that is stated, once."""
    known: set[tuple[str, str]] = set()
    for sentence, seen in _sentences(pages):
        for found in _MINUTES.finditer(sentence):
            minutes = f"{found['low']}-{found['high']}" if found["high"] else int(found["low"])
            per = found["per"].lower()
            if (str(minutes), per) in known or len(known) == _MOST:
                continue
            entry = len(known)
            known.add((str(minutes), per))
            yield _Stated(("dosage", entry, "minutes"), minutes, sentence, seen)
            yield _Stated(("dosage", entry, "per"), per, sentence, seen)


def _links(report: SiteReport, pages: Sequence[SitePage]) -> Iterator[_Stated]:
    """Yield the links to research; whether one leads to a study of the product is for a person to see."""
    days = {seen.url: seen for seen in pages}
    links = {seen.link: seen for seen in reversed(report.evidence) if seen.link and seen.url in days}
    for entry, (link, seen) in enumerate(list(reversed(links.items()))[:_MOST]):
        page = days[seen.url]
        yield _Stated(("records", entry, "url"), link, seen.quote, page)
        yield _Stated(
            ("records", entry, "name"), " ".join(seen.quote.split())[:_QUOTE] or link, seen.quote, page
        )


def _sentences(pages: Iterable[SitePage]) -> Iterator[tuple[str, SitePage]]:
    for seen in pages:
        for sentence in _SENTENCE.split(seen.text):
            yield sentence, seen
