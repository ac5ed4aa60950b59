"""The sentences of a vendor's page, each with what stands over it and the product that it stands under."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from edscreen.interview.stated_alone import is_topic, minutes_alone, tier_alone
from edscreen.interview.stated_amounts import may_hold_amount
from edscreen.interview.stated_tiers import may_hold_tier
from edscreen.interview.taken_back import is_taken_back
from edscreen.site.judging.text import composed, key, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from edscreen.interview.site_pages import SitePage
    from edscreen.site.page import Block

Stands: TypeAlias = Literal["under", "content", "elsewhere"]

_FEW = 8
"""Words that a line without an end has at most which may be the name of another product."""
_SHORT = 3
"""Letters that a word in lower case has at most in a name: "Words of the Day"."""


class Line(NamedTuple):
    """A sentence of a page.

    Attributes:
        text: the sentence, whole.
        context: the heading above it and the line that leads to it.
        label: the heading or short line right above it.
        stands: `under` a heading that is the product's name and nothing else, at the head of its paragraph,
            with nothing between that may be about another product; in the page's `content`; or `elsewhere`.
        seen: the page.
    """

    text: str
    context: str
    label: str
    stands: Stands
    seen: SitePage


def lines_of(seen: SitePage, product: str) -> Iterator[Line]:
    """Yield the sentences of a page.

    Args:
        seen: the page.
        product: the product's name.
    """
    if seen.page is None:
        for told in _clauses([(line, "") for line in seen.text.split("\n")]):
            yield from (Line(text, context, "", "elsewhere", seen) for text, context in told)
        return
    # Quotations are somebody's words.
    blocks = [block for block in seen.page.blocks if block.kind in {"text", "heading"}]
    clauses = _clauses([(block.text, block.heading) for block in blocks])
    over = _Over(product)
    for block, after, told in zip(blocks, [*blocks[1:], None], clauses, strict=True):
        stands: Stands = "content" if _is_content(block) else "elsewhere"
        is_under = stands == "content" and over.is_under(block) and not _is_limited(block, after)
        for text, context in told[:1]:
            yield Line(text, context, over.label, "under" if is_under else stands, seen)
        yield from (Line(text, context, "", stands, seen) for text, context in told[1:])
        over.pass_by(block)


def _is_content(block: Block) -> bool:
    return block.region in {"hero", "main"}


def _clauses(lines: Sequence[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """Yield the sentences of each line with what stands over them."""
    lead = above = ""
    for line, heading in lines:
        lead = lead if heading == above else ""
        above = heading
        told: list[tuple[str, str]] = []
        begun: list[str] = []
        for clause in sentences(composed(line)):
            begun.append(clause.text)
            if not clause.text.endswith(";"):  # what stands behind it may take it back
                told.append((" ".join(begun), f"{heading} {lead}"))
                begun = []
        if begun:
            told.append((" ".join(begun), f"{heading} {lead}"))
        yield told
        if line.rstrip().endswith(":"):  # a list follows, of which it says what it is
            lead = line


class _Over:
    """Follows, from block to block, which heading a line stands under."""

    def __init__(self, product: str) -> None:
        self._product = key(product)
        self._heading = ""
        self._is_product = False
        self.label = ""

    def is_under(self, block: Block) -> bool:
        """Whether a block stands under the product's name; not where another part of the page has begun."""
        return self._is_product and block.heading == self._heading

    def pass_by(self, block: Block) -> None:
        """Go on behind a block."""
        text, self.label = block.text, ""
        if not _is_content(block):
            self._is_product = False
        elif is_topic(text):
            self.label = text
        elif key(text) == self._product:
            self._is_product |= block.kind == "heading"
        elif (block.kind == "heading" or _may_be_name(text)) and not _states_alone(text):
            self._is_product = False
        if block.kind == "heading":
            self._heading = text


def _states_alone(text: str) -> bool:
    return (may_hold_tier(text) and tier_alone(text) is not None) or (
        may_hold_amount(text) and minutes_alone(text) is not None
    )


def _may_be_name(text: str) -> bool:
    """Return whether a line may name something else that the lines below it are about: "Lumen Maths"."""
    words = text.split()
    has_end = text.rstrip().endswith((".", "!", "?"))
    return (
        not has_end
        and len(words) <= _FEW
        and not any(len(word) > _SHORT and word.islower() for word in words)
    )


def _is_limited(block: Block, after: Block | None) -> bool:
    """Return whether something beside a line limits it: its paragraph, or the one below a heading."""
    beside = after.text if block.kind == "heading" and after else ""
    return is_taken_back(block.text, beside, "alone")
