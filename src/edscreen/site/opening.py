"""Opening a source that a profile names, to see whether it names the product."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from edscreen.site.obstacles.recognise import obstacle_before_reading, obstacle_on_page
from edscreen.site.pdf_text import MAX_BYTES, looks_like_pdf, read_pdf
from edscreen.site.problems import Unreadable
from edscreen.site.reading.page_reader import read_page

if TYPE_CHECKING:
    from edscreen.site.fetched import Fetched
    from edscreen.site.page import Page
    from edscreen.site.problems import Problem
    from edscreen.site.visit import PageSource

_LONGEST_QUOTE = 300
_WORD = re.compile(r"[^\W_]+")
_SIGNS = re.compile("[®™©℠]")


@dataclass(frozen=True, slots=True)
class Opened:
    """What came of opening a source.

    Attributes:
        fetched: what was answered.
        names_product: whether one of the product's names stands there; None where it could not be read.
        quote: the words around the name, at most 300 characters.
        problem: why it could not be read.
        text: its visible text, a block a line; None where it could not be read.
    """

    fetched: Fetched
    names_product: bool | None = None
    quote: str | None = None
    problem: Problem | None = None
    text: str | None = None


async def open_source(pages: PageSource, url: str, product: str) -> Opened:
    """Open a page or PDF file and look for the product's name, whole words in their order."""
    fetched = await pages.fetch(url, max_bytes=MAX_BYTES)
    try:
        page, gap = await _read(fetched)
    except Unreadable as error:
        return Opened(fetched, problem=error.problem)
    quote = words_around(page, product)
    text = "\n".join(block.text for block in page.blocks)
    if quote is None and gap:
        return Opened(fetched, problem=gap, text=text)
    return Opened(fetched, quote is not None, quote, text=text)


async def _read(fetched: Fetched) -> tuple[Page, Problem | None]:
    """The page, and what makes it doubtful that all of it is there."""
    obstacle = obstacle_before_reading(fetched)
    if obstacle and obstacle.decides:
        raise Unreadable(obstacle.problem, obstacle.detail)
    if fetched.problem:
        raise Unreadable(fetched.problem, fetched.detail)
    if looks_like_pdf(fetched.header("content-type"), fetched.body):
        return await read_pdf(fetched.body, fetched.url), None
    page = read_page(fetched.body, fetched.url, fetched.header("content-type"))
    obstacle = obstacle_on_page(fetched, page)
    if obstacle and obstacle.decides:
        raise Unreadable(obstacle.problem, obstacle.detail)
    return page, obstacle.problem if obstacle else None


def words_around(page: Page, name: str) -> str | None:
    """Return the words in which `name` stands on the page, at most 300 characters; None where it does not.

    Case, accents, punctuation and trademark signs make no difference.
    """
    wanted = [_folded(word) for word in _WORD.findall(_SIGNS.sub(" ", name))]
    if not wanted:
        return None
    for text in (page.title, *(block.text for block in page.blocks)):
        words = [(match.start(), match.end(), _folded(match[0])) for match in _WORD.finditer(text)]
        for first in range(len(words) - len(wanted) + 1):
            if all(words[first + step][2] == word for step, word in enumerate(wanted)):
                return _cut(text, words[first][0], words[first + len(wanted) - 1][1])
    return None


def _folded(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word).casefold()
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _cut(text: str, start: int, end: int) -> str:
    spare = max(_LONGEST_QUOTE - (end - start), 0) // 2
    return text[max(start - spare, 0) : end + spare][:_LONGEST_QUOTE].strip()
