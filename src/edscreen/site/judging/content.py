"""A page's text, taken apart only where it can matter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from edscreen.site.judging.data import any_stem
from edscreen.site.judging.links import place_of
from edscreen.site.judging.organisations import naming_bodies
from edscreen.site.judging.passages import Passage
from edscreen.site.judging.text import Sentence, composed, plain, sentences
from edscreen.site.judging.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from edscreen.site.judging.names import Names
    from edscreen.site.page import Link, Page

_ANCHORS = re.compile(
    r"ESSA|Succeeds|Journal|Quarterly|Review|Revista|Annals|Proceedings|Transactions|10\.|npj|AEARCTR|ISRCTN|REES"
    r"|Registry|E[DJ]\d|NCT\d"
)
_REVIEWED = re.compile("[Pp]eer.[Rr]eview")
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
        words = Vocabulary(texts)
        self.candidates = self._bounded(sorted(_anchored(texts, words) | linked))
        claims = sorted(words.holding_in_lower_case(any_stem("claim")))
        self.claiming = self._bounded(
            number for number in claims if page.blocks[number].region != "navigation"
        )

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
    return bool(_anchored([text], Vocabulary([text])))


def _anchored(texts: Sequence[str], words: Vocabulary) -> set[int]:
    """Return the positions of plain texts that may hold what only evidence needs."""
    reviewed = {number for number, text in enumerate(texts) if "eview" in text and _REVIEWED.search(text)}
    return naming_bodies(words) | words.holding(_ANCHORS) | reviewed
