"""Tells whether two pages are one and the same."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, TypeAlias

from edscreen.site.obstacles.words import plain

if TYPE_CHECKING:
    from edscreen.site.page import Page

_RUN = 4
_OVERLAP = 0.9

Wording: TypeAlias = "array[int]"
"""What a page says, kept in little room for comparison with many others; for this process only."""


def wording(page: Page) -> Wording:
    """Return what a page says."""
    return array("q", _runs(page))


def is_same_page(first: Page | Wording, second: Page) -> bool:
    """Tell whether two pages say the same, as where a site answers every address with one page.

    Their sets of four words in a row are compared: the same are those that share more than nine in ten of
    all that either holds. Two pages without words are not known to be the same.
    """
    one = first if isinstance(first, array) else wording(first)
    other = _runs(second)
    missing = len(other.difference(one))
    return len(other) - missing > _OVERLAP * (len(one) + missing)


def _runs(page: Page) -> set[int]:
    """The hashes of all runs of words; one of 64 bits that Python salts anew stands for its run."""
    words = " ".join([plain(block.text) for block in page.blocks]).split()
    if len(words) < _RUN:
        return {hash(tuple(words))} if words else set()
    return set(map(hash, zip(words, words[1:], words[2:], words[3:], strict=False)))
