"""What a page's links lead to: research, evidence outside, results and stories."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from edscreen.registries.addresses import host_and_parents, host_matches, parse_address, path_under
from edscreen.site.judging.data import any_stem, places, statements
from edscreen.site.judging.text import key, plain
from edscreen.site.judging.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from edscreen.registries.addresses import Address
    from edscreen.site.judging.data import Place
    from edscreen.site.judging.names import Names
    from edscreen.site.page import Link, Page

_SHORT = 8
_LONG = 40
# Parts of an address below which "evidence" or "research" is what the product teaches, sells or hires for.
_ELSEWHERE = re.compile(
    r"tools?|activit\w+|lessons?|courses?|subjects?|standards|units?|jobs?|careers?|collections?|tags?|category|"
    r"authors?|events?|webinars?|privacy|legal|login|shop|store|glossary|forum|questions?"
)
_VAGUE = re.compile(
    r"about(?: us)?|resources|why \w+|approach|how it works|quienes somos|nosotros|acerca de|como funciona"
)
_TOLD = re.compile(r"(?:\w+ ){0,2}stories|(?:\w+ ){0,2}historias(?: de \w+)?")
_STORIES = re.compile(r"blog|news|posts?|press|noticias|\d{4}")
# A host that stands in an address as `parse_address` gives it; others are taken apart.
_HOST = re.compile(r"https?://([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?:[/?#]|$)")
_FILE = re.compile(r"\.(?:pdf|docx?)$")


@dataclass(frozen=True, slots=True)
class Led:
    """What a link leads to.

    Attributes:
        research: whether its words say research, evidence, efficacy or studies on the product or company.
        place: the clearinghouse, registry or journal on whose page on one program or study it ends.
        rank: how promising it is for the hunt, 0 the most; None where it is not worth following.
    """

    research: bool = False
    place: Place | None = None
    rank: int | None = None


def place_of(url: str) -> Place | None:
    """Return the clearinghouse, registry or journal whose page on one program or study `url` is."""
    return _place_of(url) if len(url) <= 2_048 else None


@lru_cache(maxsize=1)
def _place_ends() -> frozenset[str]:
    return frozenset(place.host for place in places())


@lru_cache(maxsize=4_096)
def _place_of(url: str) -> Place | None:
    if (plainly := _HOST.match(url)) and _place_ends().isdisjoint(host_and_parents(plainly[1])):
        return None
    address = parse_address(url)
    if address is None:
        return None
    if not _place_ends().isdisjoint(host_and_parents(address.host)):
        return _place_at(address)
    return None


def _place_at(address: Address) -> Place | None:
    tail = (f"{address.path}?{address.query}" if address.query else address.path).lower()
    for place in places():
        there = host_matches(address.host, place.host) and path_under(address.path, place.path)
        if there and (place.only is None or place.only.search(tail)):
            return place
    return None


def led_to(link: Link, page: Page, names: Names) -> Led:
    """Judge where a link leads by its text, label, heading and address; see `telling` first."""
    address = parse_address(link.url)
    if address is None or _same_page(link, address, page):
        return Led()
    text, label = key(link.text), key(link.label)
    by_words = _says_research(text, names) or _says_research(label, names) or _by_heading(text, link, names)
    if place := place_of(link.url):
        return Led(research=by_words, place=place, rank=0)
    if by_words:
        return Led(research=True, rank=0)
    if not _refused(text or label) and _by_address(address, text, names):
        return Led(research=True, rank=1)
    return Led(rank=_rank(text or label, address))


def telling(links: Sequence[Link]) -> set[int]:
    """Return, fast, the positions of the links that may be worth following by any of their words."""
    words = [plain(f"{link.text} {link.label} {link.url} {link.heading}") for link in links]
    return Vocabulary(words).holding_in_lower_case(any_stem("link"))


def names_research(words: str, names: Names) -> bool:
    """Tell whether a heading or a part of an address (see `text.key`) names research on the product."""
    return _says_research(words, names)


def _same_page(link: Link, address: Address, page: Page) -> bool:
    own = parse_address(page.url)
    # "#/research" is how some sites name another page.
    return own == address and not link.fragment.startswith(("/", "!"))


def _says_research(words: str, names: Names) -> bool:
    """Tell whether a link's words say that it leads to research on the product or company."""
    said = statements()
    words = names.without_product(words)
    if not words or not said["research_link_words"].search(words) or said["not_research_link"].search(words):
        return False
    ours = "xxxx" in words or re.search(r"(?<!\w)(?:our|us|we|nuestr[oa]s?|the program)(?!\w)", words)
    if said["field_research_link"].search(words) and not ours:
        return False
    count = len(words.split())
    return count <= _SHORT or (count <= _LONG and bool(ours))


def _refused(words: str) -> bool:
    return bool(words and statements()["not_research_link"].search(words))


def _by_heading(text: str, link: Link, names: Names) -> bool:
    """Tell whether a link such as "Learn more" stands under a heading about research on the product."""
    heading = key(link.heading)
    if link.region in {"navigation", "footer"} or not heading or len(heading.split()) > _SHORT:
        return False
    return (
        not text or bool(statements()["plain_link_words"].sub("", text + " ").strip() == "")
    ) and _says_research(heading, names)


def _by_address(address: Address, text: str, names: Names) -> bool:
    """Tell whether the address says research where the link's own words do not say something else."""
    segments = [key(part) for part in _FILE.sub("", address.path.lower()).split("/") if part]
    query = key(address.query.lower()) if len(address.query) < 300 else ""
    for place, words in enumerate(segments):
        if any(_ELSEWHERE.fullmatch(before) for before in segments[:place]):
            return False
        if _says_research(words, names) and not _is_story(segments[:place], words):
            return True
    return (
        bool(query)
        and len(query.split()) <= _SHORT
        and _says_research(query, names)
        and len(text.split()) <= 3
    )


def _is_story(before: list[str], words: str) -> bool:
    """Tell whether an address is a blog's or paper's article about the field."""
    return any(_STORIES.fullmatch(part) for part in before) and len(words.split()) > 3


def _rank(words: str, address: Address) -> int | None:
    """Return how promising a link is for the hunt that is none to research by its words."""
    said, path = statements(), key(address.path)
    if _TOLD.fullmatch(words):
        return 4
    if said["no_study_link"].search(words):
        return None
    if words and len(words.split()) <= _SHORT + 4:
        if said["research_link_words"].search(words):
            return 2
        if said["results_link_words"].search(words):
            return 4 if _VAGUE.fullmatch(words) else 3
    if said["results_link_words"].search(path):
        return 5
    if _FILE.search(address.path.lower()):
        return 6
    return None
