"""Opening a source that a profile names, to see whether it names the product."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pydantic_core import Url

from edscreen.profile.tables import read_table
from edscreen.registries.addresses import parse_address
from edscreen.site.obstacles.recognise import obstacle_before_reading, obstacle_on_page
from edscreen.site.pdf_text import MAX_BYTES, looks_like_pdf, read_pdf
from edscreen.site.problems import Unreadable
from edscreen.site.reading.page_reader import read_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from edscreen.site.fetched import Fetched
    from edscreen.site.page import Page
    from edscreen.site.problems import Problem
    from edscreen.site.visit import PageSource

_LONGEST_QUOTE = 300
_WORD = re.compile(r"[^\W_]+")
_SIGNS = re.compile("[®™©℠]")
_ECHO = "it was asked for by the product's name, so that the name on it tells nothing"
_NO_MERIT = "the product's name stands only in its title or beside words such as 'not found' or 'rejected'"


@dataclass(frozen=True, slots=True)
class Opened:
    """What came of opening a source.

    Attributes:
        fetched: what was answered.
        names_product: whether one of the product's names stands there; None where it could not be read.
        quote: the words around the name, at most 300 characters.
        problem: why it could not be read.
        part: what of it was read, as a clause, where that was not all and the name does not stand in it.
        why_not: why the product's name, which stands there, does not count, as a clause; None where it counts
            or is not there.
        text: its visible text, a block a line; None where it could not be read.
    """

    fetched: Fetched
    names_product: bool | None = None
    quote: str | None = None
    problem: Problem | None = None
    text: str | None = None
    part: str | None = None
    why_not: str | None = None


async def open_source(pages: PageSource, url: str, product: str, *, until: float | None = None) -> Opened:
    """Open a page or PDF file and look for the product's name, whole words in their order.

    Args:
        pages: where pages come from.
        url: the page's or the file's address.
        product: the product's name.
        until: the event loop's time at which the source has been given enough time.
    """
    fetched = await pages.fetch(url, until=until, max_bytes=MAX_BYTES)
    try:
        page, gap = await _read(fetched)
    except Unreadable as error:
        return Opened(fetched, problem=error.problem)
    quote = words_around(page, product)
    text = "\n".join(block.text for block in page.blocks)
    if _repeats_the_question(fetched, product):
        return Opened(fetched, False, text=text, why_not=_ECHO)
    if quote is None and gap:
        return Opened(fetched, problem=gap.problem, text=text, part=gap.part)
    why_not = None if quote or not _stands_in(page, product) else _NO_MERIT
    return Opened(fetched, quote is not None, quote, text=text, why_not=why_not)


def _repeats_the_question(fetched: Fetched, product: str) -> bool:
    """Whether the page was asked for by the product's name: a search page repeats what it was asked."""
    wanted = _words(product)
    asked = [Url(url).query_params() for url in (fetched.asked, fetched.url) if parse_address(url)]
    return any(_place(wanted, _words(value)) is not None for query in asked for _, value in query)


class _Gap(NamedTuple):
    """Why it is doubtful that all of a page is there, and what of it is, where that can be told."""

    problem: Problem
    part: str | None = None


async def _read(fetched: Fetched) -> tuple[Page, _Gap | None]:
    """The page, and what makes it doubtful that all of it is there."""
    obstacle = obstacle_before_reading(fetched)
    if obstacle and obstacle.decides:
        raise Unreadable(obstacle.problem, obstacle.detail)
    if fetched.problem:
        raise Unreadable(fetched.problem, fetched.detail)
    if looks_like_pdf(fetched.header("content-type"), fetched.body):
        text, cut = await read_pdf(fetched.body, fetched.url)
        return text, _Gap(cut.problem, cut.detail) if cut else None
    page = read_page(fetched.body, fetched.url, fetched.header("content-type"))
    obstacle = obstacle_on_page(fetched, page)
    if obstacle and obstacle.decides:
        raise Unreadable(obstacle.problem, obstacle.detail)
    return page, _Gap(obstacle.problem) if obstacle else None


def words_around(page: Page, name: str) -> str | None:
    """Return the words in which `name` stands on the page, at most 300 characters; None where it does not.

    Case, accents, punctuation and trademark signs make no difference. The page's title does not count, nor
    does a paragraph or a row that says no: "No results were found for Lumen Reading".
    """
    wanted = _words(name)
    for block in page.blocks:
        words = _words(block.text)
        first = _place(wanted, words)
        if first is not None and not _says_no(words):
            return _cut(block.text, words[first].start, words[first + len(wanted) - 1].end)
    return None


def _stands_in(page: Page, name: str) -> bool:
    wanted = _words(name)
    texts = (page.title, *(block.text for block in page.blocks))
    return any(_place(wanted, _words(text)) is not None for text in texts)


class _Word(NamedTuple):
    folded: str
    start: int
    end: int


def _words(text: str) -> list[_Word]:
    plain = _SIGNS.sub(" ", text)
    return [_Word(_folded(match[0]), match.start(), match.end()) for match in _WORD.finditer(plain)]


def _place(wanted: Sequence[_Word], words: Sequence[_Word]) -> int | None:
    """Where the words wanted begin among others; None where they do not stand there, or none are wanted."""
    for first in range(len(words) - len(wanted) + 1 if wanted else 0):
        if all(words[first + step].folded == word.folded for step, word in enumerate(wanted)):
            return first
    return None


def _says_no(words: Sequence[_Word]) -> bool:
    said = f" {' '.join(word.folded for word in words)} "
    return any(phrase in said for phrase in _negations())


@lru_cache(maxsize=1)
def _negations() -> tuple[str, ...]:
    table = Path(__file__).with_name("data") / "negations.csv"
    return tuple(f" {' '.join(word.folded for word in _words(row['words']))} " for row in read_table(table))


def _folded(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word).casefold()
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _cut(text: str, start: int, end: int) -> str:
    spare = max(_LONGEST_QUOTE - (end - start), 0) // 2
    return text[max(start - spare, 0) : end + spare][:_LONGEST_QUOTE].strip()
