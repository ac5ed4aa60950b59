"""Which sentences are read together: evidence seldom stands in one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from edscreen.site.judging import tiers
from edscreen.site.judging.content import may_anchor
from edscreen.site.judging.data import statements
from edscreen.site.judging.findings import clearinghouse_link, holds
from edscreen.site.judging.passages import Passage
from edscreen.site.judging.text import composed, key, plain

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from edscreen.site.judging.content import Content
    from edscreen.site.judging.names import Names
    from edscreen.site.judging.text import Sentence

_NEAR = (
    (0, 1),
    (-1, 0),
    (-1, 0, 1),
    (0, 1, 2),
    (-2, -1, 0),
    (-2, -1, 0, 1),
    (0, 2),
    (0, 3),
    (0, 4),
    (-2, 0),
    (-3, 0),
)
_LONGEST_NEIGHBOUR = 600
_MOST_SENTENCES = 12
_MARK = re.compile(r"^\W?(?:\[(\d{1,2})\]|\(?(\d{1,2})[.):]?(?=[ A-Z])|([¹²³⁴⁵⁶⁷⁸⁹])|(\*{1,3}|†|‡))")
_ANY_MARK = re.compile(r"\[\d\]|[¹²³⁴⁵⁶⁷⁸⁹†‡]|(?<=[^\W\d_%.,!)])\s?[1-9*](?=\W|$)|\(\d\)")
_NOTES = re.compile(r"(?:foot)?notes|sources?|references|notas|fuentes?|referencias")
_TO_NOTE = re.compile(r"\W?(?:\d{1,2}|[*†‡¹²³⁴-⁹])\W?")
_SUPERSCRIPT = {"¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8", "⁹": "9"}


def windows(
    content: Content, number: int, names: Names, mains: Container[Sentence] | None = None
) -> Iterator[Passage]:
    """Return what is read together about each sentence of a block, the narrowest first.

    A sentence alone, with its neighbours in the block, with the blocks beside it in the same part of the
    page. What is said against a study anywhere in a wider passage counts against the whole. Where `mains`
    are given, the others are no main sentences.
    """
    block = content.page.blocks[number]
    own = content.sentences(number)
    # A menu's links are beside everything in it.
    here = [] if block.region == "navigation" else content.links([number])
    around = _around(content, number)
    for place, sentence in enumerate(own):
        if mains is not None and sentence not in mains:
            continue
        alone = Passage([sentence], sentence, names, block.heading, here, block.kind, around)
        if not _anchored(alone):
            continue
        yield alone
        for begin, end in (
            (place, place + 2),
            (place - 1, place + 1),
            (place - 1, place + 2),
            (place, place + 3),
            (place - 2, place + 1),
        ):
            if begin >= 0 and end <= len(own) and end - begin > 1:
                yield Passage(own[begin:end], sentence, names, block.heading, here, block.kind, around)
        if 3 < len(own) <= _MOST_SENTENCES:
            yield Passage(own, sentence, names, block.heading, here, block.kind, around)
        if len(composed(block.text)) <= _LONGEST_NEIGHBOUR:
            for steps in _NEAR:
                if (passage := _with_neighbours(content, number, steps, sentence, names)) is not None:
                    yield passage


def footnoted(
    content: Content, number: int, names: Names, mains: Container[Sentence] | None = None
) -> Iterator[Passage]:
    """Return a footnote together with each statement that bears its mark; of its sentences, `mains`."""
    blocks = content.page.blocks
    text = composed(blocks[number].text)
    mark = _MARK.match(text)
    if mark is None and not (
        blocks[number].region == "footer"
        or _NOTES.fullmatch(key(blocks[number].heading))
        or _noted_before(content, number)
    ):
        return
    # The numbers of a numbered list do not stand in its text.
    marked = _bearing(next(filter(None, mark.groups()))) if mark else _ANY_MARK
    for other, block in enumerate(blocks):
        if other == number or block.region == "navigation" or len(block.text) > _LONGEST_NEIGHBOUR:
            continue
        if not marked.search(block.text) or (_MARK.match(block.text) and block.region == "footer"):
            continue
        stated = content.sentences(other)
        near = [
            neighbour
            for neighbour in (other - 1, other + 1, other - 2)
            if 0 <= neighbour < len(blocks)
            and blocks[neighbour].section == block.section
            and len(blocks[neighbour].text) < 120
        ]
        for sentence in content.sentences(number):
            if mains is not None and sentence not in mains:
                continue
            links = content.links([number, other])
            yield Passage([*stated, sentence], sentence, names, block.heading, links, blocks[number].kind)
            for neighbour in near:
                yield Passage(
                    [*stated, *content.sentences(neighbour), sentence],
                    sentence,
                    names,
                    block.heading,
                    links,
                    blocks[number].kind,
                )


def _noted_before(content: Content, number: int) -> bool:
    """Tell whether a raised number before a block links to a note: those of a list bear no numbers."""
    return any(
        link.fragment and link.block is not None and link.block < number and _TO_NOTE.fullmatch(link.text)
        for link in content.page.links
    )


def _around(content: Content, number: int) -> list[Sentence]:
    """Return the sentences of a block and of those beside it in the same part of the page."""
    blocks = content.page.blocks
    return [
        sentence
        for other in range(max(0, number - 1), min(len(blocks), number + 3))
        if blocks[other].section == blocks[number].section
        and len(blocks[other].text) <= 2 * _LONGEST_NEIGHBOUR
        for sentence in content.sentences(other)
    ]


def _bearing(sign: str) -> re.Pattern[str]:
    """Return what finds a footnote's mark in the text that bears it."""
    digit = _SUPERSCRIPT.get(sign, sign)
    if not digit.isdigit():
        return re.compile(rf"^{re.escape(sign)}$|(?<=\S)\s?{re.escape(sign)}(?!\*)")
    raised = next((char for char, number in _SUPERSCRIPT.items() if number == digit), digit)
    return re.compile(
        rf"^{digit}$|\[{digit}\]|\({digit}\)|{raised}|(?<=[^\W\d_%.,!)?\"'])\s?{digit}(?=\W|$)|(?<=[%.!)?\"']){digit}(?=\W|$)"
    )


def _anchored(passage: Passage) -> bool:
    """Tell whether a sentence holds something that only a piece of evidence needs."""
    text = passage.main.plain
    return (
        bool(passage.bodies)
        or holds(passage, "essa_tier")
        or tiers.journal(text)
        or holds(passage, "registered")
        or holds(passage, "trial_number")
        or ("peer" in passage.main.low and (bool(passage.links) or may_anchor(text)))
        or (passage.main_says("rating_words") and clearinghouse_link(passage))
        or (passage.paper_link() and (passage.main_says("study") or passage.main_says("result")))
    )


def _with_neighbours(
    content: Content, number: int, steps: tuple[int, ...], sentence: Sentence, names: Names
) -> Passage | None:
    blocks, here = content.page.blocks, content.page.blocks[number]
    numbers = [number + step for step in steps]
    if numbers[0] < 0 or numbers[-1] >= len(blocks):
        return None
    for other in numbers:
        block = blocks[other]
        together = (
            block.section == here.section
            or (bool(block.heading) and block.heading == here.heading)
            or plain(block.text) == plain(here.heading)
        )
        if (
            not together
            or (block.region == "navigation") != (here.region == "navigation")
            or (other != number and (_testimonial(content, other) or len(block.text) > _LONGEST_NEIGHBOUR))
        ):
            return None
    joined = [
        one
        for other in numbers
        for one in (
            [sentence] if other == number and len(content.sentences(other)) > 3 else content.sentences(other)
        )
    ]
    links = [] if here.region == "navigation" else content.links(numbers)
    return Passage(joined, sentence, names, here.heading, links, here.kind, _around(content, number))


def _testimonial(content: Content, number: int) -> bool:
    said = statements()["first_person"]
    return content.page.blocks[number].kind == "quotation" and any(
        said.search(sentence.low) for sentence in content.sentences(number)
    )
