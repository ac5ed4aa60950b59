"""Tells whether two pages are one and the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.site.obstacles.words import plain

if TYPE_CHECKING:
    from edscreen.site.page import Page

_SHINGLE = 4
_OVERLAP = 0.9


def is_same_page(first: Page, second: Page) -> bool:
    """Tell whether two pages say the same, as where a site answers every address with one page.

    Their sets of four words in a row are compared: the same are those that share more than nine in ten of
    all that either holds. Two pages without words are not known to be the same.
    """
    one, other = _shingles(first), _shingles(second)
    return bool(one and other) and len(one & other) > _OVERLAP * len(one | other)


def _shingles(page: Page) -> set[tuple[str, ...]]:
    words = plain(" ".join(block.text for block in page.blocks)).split()
    if len(words) < _SHINGLE:
        return {tuple(words)} if words else set()
    return {tuple(words[start : start + _SHINGLE]) for start in range(len(words) - _SHINGLE + 1)}
