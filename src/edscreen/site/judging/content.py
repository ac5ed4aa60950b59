"""A page's text, taken apart only where it can matter."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import chain, compress
from typing import TYPE_CHECKING

from edscreen.site.judging.data import stems
from edscreen.site.judging.links import place_of
from edscreen.site.judging.organisations import all_places, may_name_body, places_of_bodies
from edscreen.site.judging.passages import Passage
from edscreen.site.judging.text import Sentence, composed, holding, plain, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from edscreen.site.judging.names import Names
    from edscreen.site.page import Link, Page

_ANCHORS = (
    *("ESSA", "Succeeds", "Journal", "Quarterly", "Review", "Revista", "Annals", "Proceedings"),
    *("Transactions", "10.", "npj", "AEARCTR", "ISRCTN", "REES", "Registry"),
)
# Those that are no plain words are only looked for where their one fixed part stands.
_SHAPED_ANCHORS = tuple(
    (part, re.compile(shape))
    for part, shape in (("ED", r"ED\d"), ("EJ", r"EJ\d"), ("NCT", r"NCT\d"), ("eview", "[Pp]eer.[Rr]eview"))
)
_MOST_TEXT = 400_000
"""Characters of one page that are looked at closely; what comes behind is not: no honest page has as many."""


class Content:
    """The blocks of a page that can hold evidence or claims, and their sentences.

    Attributes:
        page: the page.
        candidates: positions of blocks that can hold independent evidence.
        claiming: positions of blocks that can hold a claim.
        has_places: whether any link leads to a clearinghouse's, registry's or journal's page.
    """

    def __init__(self, page: Page) -> None:
        """Find the blocks with one of the words without which nothing is said; the others are left alone."""
        self.page = page
        self._sentences: dict[int, list[Sentence]] = {}
        self._wordless = [link for link in page.links if link.block is None and not link.text][:50]
        texts = [plain(composed(block.text)) for block in page.blocks]
        linked = {
            link.block for link in page.links if link.block is not None and place_of(link.url) is not None
        }
        beside = {
            (link.heading, link.region) for link in self._wordless if link.heading and place_of(link.url)
        }
        self.has_places = bool(linked) or any(place_of(link.url) for link in self._wordless)
        linked |= {
            number
            for number, block in enumerate(page.blocks)
            if beside and (block.heading, block.region) in beside
        }
        self.candidates = self._bounded(sorted(_anchored(texts) | linked))
        outside_menus = [number for number, block in enumerate(page.blocks) if block.region != "navigation"]
        claims = holding([texts[number].lower() for number in outside_menus], stems()["claim"])
        self.claiming = self._bounded(compress(outside_menus, claims))

    def sentences(self, number: int) -> list[Sentence]:
        """Return the sentences of a block, split once."""
        found = self._sentences.get(number)
        if found is None:
            found = self._sentences[number] = sentences(composed(self.page.blocks[number].text))
        return found

    def all_sentences(self) -> Iterator[Sentence]:
        """Return the sentences of all blocks that can hold independent evidence."""
        for number in self.candidates:
            yield from self.sentences(number)

    def links(self, numbers: Iterable[int]) -> list[Link]:
        """Return the links that lie in blocks, and pictures without words that link from beside them."""
        blocks = [self.page.blocks[number] for number in numbers]
        found = [self.page.links[link] for block in blocks for link in block.links[:12]]
        headings = {(block.heading, block.region) for block in blocks if block.heading}
        return found + [link for link in self._wordless if (link.heading, link.region) in headings]

    def about_product(self, link: Link, names: Names) -> bool:
        """Tell whether a link to a clearinghouse, registry or paper is about the product.

        A clearinghouse's page is, where the words near it name no other product; a paper is, where they name
        this one: papers on the method are cited as often.
        """
        around = [Sentence(composed(text)) for text in (link.text, link.label) if text]
        if link.block is not None:
            text = composed(self.page.blocks[link.block].text)
            if len(text) < 600:
                around.append(Sentence(text))
        passages = [Passage([one], one, names, link.heading) for one in around or [Sentence(link.heading)]]
        if any(
            names.other_product(one.main)
            or one.main_says("general")
            or one.main_says("skill_or_content")
            or (one.main_says("method") and not one.product_named())
            for one in passages
        ):
            return False
        if names.heads_other_product(link.heading):
            return False
        place = place_of(link.url)
        return (place is not None and place.kind == "clearinghouse") or any(
            one.product_named() for one in passages
        )

    def _bounded(self, numbers: Iterable[int]) -> list[int]:
        room, kept = _MOST_TEXT, []
        for number in numbers:
            room -= len(self.page.blocks[number].text)
            if room < 0:
                break
            kept.append(number)
        return kept


def may_anchor(text: str) -> bool:
    """Tell, fast, whether plain text may hold what only evidence needs: a body, tier, journal or number."""
    return may_name_body(text) or next(_anchors(text), None) is not None


def _anchors(text: str) -> Iterator[int]:
    """Return where plain text has a word of a tier, journal or number, in no order."""
    for word in _ANCHORS:
        yield from all_places(word, text)
    for part, shape in _SHAPED_ANCHORS:
        if part in text:
            for match in shape.finditer(text):
                yield match.start()


def _anchored(texts: list[str]) -> set[int]:
    """Return the numbers of the texts for which `may_anchor` holds, found in one pass over all of them."""
    starts, length = [], 0
    for text in texts:
        starts.append(length)
        length += len(text) + 1
    joined = "\n".join(texts)
    positions = chain(places_of_bodies(joined), _anchors(joined))
    return {bisect_right(starts, position) - 1 for position in positions}
