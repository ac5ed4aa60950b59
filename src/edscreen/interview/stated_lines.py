"""The lines of a vendor's page that may hold a tier or minutes, each with what stands around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from edscreen.interview.stated_alone import is_topic
from edscreen.interview.stated_amounts import may_hold_amount
from edscreen.interview.stated_beside import is_fragment
from edscreen.interview.stated_tiers import may_hold_tier
from edscreen.site.judging.text import composed, key, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from edscreen.interview.site_pages import SitePage
    from edscreen.site.page import Block

Stands: TypeAlias = Literal["under", "alone", "amid", "elsewhere"]

_NEAR = 300
"""Characters of what stands around a line that are looked at: a heading can be as long as a page."""
_CONTENT = frozenset({"hero", "main"})
_ENDS = (".", "!")


class Line(NamedTuple):
    """A sentence of a page.

    Attributes:
        text: the sentence, whole.
        stands: `under` a heading that is the product's name and nothing else, as a paragraph of its own, with
            at most a topic between ("Evidence"); `alone` as a paragraph of its own elsewhere in the page's
            content; `amid` other sentences there, or not read aloud; `elsewhere`, as in a menu or in what is
            no HTML page.
        label: the short line or heading right above it.
        heading: the heading above it.
        over: what leads to it: the heading, and the line that ends with a colon or with no full stop.
        behind: the line that follows.
        is_followed: whether that is one of the text, and no heading of another.
        title: the page's first heading.
        seen: the page.
    """

    text: str
    stands: Stands
    label: str
    heading: str
    over: tuple[str, ...]
    behind: str
    is_followed: bool
    title: str
    seen: SitePage


def lines_of(seen: SitePage, product: str) -> Iterator[Line]:
    """Yield the sentences of a page that may hold a tier or minutes.

    Args:
        seen: the page.
        product: the product's name.
    """
    if seen.page is None:
        for text in filter(_is_worth, seen.text.split("\n")):
            yield from (Line(told, "elsewhere", "", "", (), "", False, "", seen) for told in _told(text))
        return
    blocks, lead = seen.page.blocks, ""
    title = next((block.text[:_NEAR] for block in blocks if block.kind == "heading"), "")
    for place, block in enumerate(blocks):
        # Quotations are somebody's words.
        if block.kind in {"text", "heading"} and _is_worth(block.text):
            told = _told(block.text)
            stands = _stands(blocks, place, product, is_whole=len(told) == 1)
            before, behind = _beside(blocks, place)
            heading = block.heading[:_NEAR]
            unended = "" if before.rstrip().endswith(_ENDS) and not is_fragment(before) else before
            is_followed = bool(behind) and blocks[place + 1].kind != "heading"
            over = (heading, lead, unended)
            for text in told:
                yield Line(text, stands, before, heading, over, behind, is_followed, title, seen)
        if block.kind == "heading":
            lead = ""
        elif block.text.endswith(":"):  # a list follows, of which it says what it is
            lead = block.text[-_NEAR:]


def is_name(text: str, product: str) -> bool:
    """Return whether a line is the product's name and nothing else."""
    return len(text) <= _NEAR and key(text) == key(product)


def _is_worth(text: str) -> bool:
    return may_hold_tier(text) or may_hold_amount(text)


def _told(text: str) -> list[str]:
    """Return the sentences of a text; what stands behind a semicolon may take back what stands before it."""
    told: list[str] = []
    for clause in sentences(composed(text)):
        if told and told[-1].endswith(";"):
            told[-1] += f" {clause.text}"
        else:
            told.append(clause.text)
    return told


def _stands(blocks: Sequence[Block], place: int, product: str, *, is_whole: bool) -> Stands:
    block = blocks[place]
    if block.region not in _CONTENT:
        return "elsewhere"
    if not is_whole or block.is_silent or len(block.text) > _NEAR:
        return "amid"
    head = place - 1
    if head > 0 and is_topic(blocks[head].text):
        head -= 1
    if head < 0 or blocks[head].kind != "heading" or not is_name(blocks[head].text, product):
        return "alone"
    is_one_part = all(_is_beside(each, block) for each in blocks[head:place])
    # Beside another heading the line may be its: of two in a row, or of a card that has its name below.
    others = (*blocks[max(0, head - 1) : head], *blocks[place + 1 : place + 2])
    return "under" if is_one_part and not any(_is_other(each, block) for each in others) else "alone"


def _is_other(other: Block, block: Block) -> bool:
    return other.kind == "heading" and _is_beside(other, block) and not is_topic(other.text)


def _is_beside(other: Block, block: Block) -> bool:
    return other.region in _CONTENT and other.section == block.section


def _beside(blocks: Sequence[Block], place: int) -> tuple[str, str]:
    """Return the end of what stands before a block, and the beginning of what stands behind it."""
    before, behind = blocks[max(0, place - 1) : place], blocks[place + 1 : place + 2]
    return (
        "".join(each.text[-_NEAR:] for each in before if each.region in _CONTENT),
        "".join(each.text[:_NEAR] for each in behind if each.region in _CONTENT),
    )
