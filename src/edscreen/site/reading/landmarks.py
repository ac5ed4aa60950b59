"""In which region and which part of a page something stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from edscreen.site.reading.page_names import is_mount, meanings

if TYPE_CHECKING:
    from edscreen.site.page import Region

_NAVIGATION_ROLES = frozenset({"navigation", "menu", "menubar"})
_PART_ROLES = frozenset(
    {"tabpanel", "region", "dialog", "alertdialog", "article", "complementary", "listitem"}
)
_PARTS = frozenset(
    {"section", "article", "aside", "main", "nav", "header", "footer", "details", "dialog", "fieldset"}
)
_INSETS = frozenset({"article", "blockquote", "figure", "section", "details", "dialog"})
_ROLES = _NAVIGATION_ROLES | {"main", "contentinfo"}
_TELLING = frozenset({"navigation", "footer", "hero", "bar"})
_PAGE_WIDE = frozenset({"html", "body"})

_LONGEST_KEPT = 500  # characters of names; longer ones are rare, and would fill the memory

LANDMARK_TAGS = frozenset({"nav", "main", "header", "footer"}) | _PARTS | _INSETS
"""Elements that change where one is without any attribute."""


@dataclass(frozen=True, slots=True)
class Where:
    """A place on the page.

    Attributes:
        region: its region; `hero` is told apart from `main` only when all is read.
        by_name: whether the region rests on a class or id alone.
        in_head: whether it lies in the page's head, outside menus.
        inset: whether it lies in an article, a card or the like, whose own head and foot are not the page's.
    """

    region: Region = "main"
    by_name: bool = False
    in_head: bool = False
    inset: bool = False


@dataclass(frozen=True, slots=True)
class Signs:
    """What an element says of itself.

    Attributes:
        is_part: whether it is a part of the page of its own.
        is_hero: whether its names say that it is the opening banner.
        is_header: whether it is a page's head, should it not be an article's.
        is_mount: whether scripts fill it.
        tells: whether any of this makes a difference to where its content stands.
        said: what its names mean.
    """

    tag: str
    role: str
    said: frozenset[str]
    is_part: bool
    is_hero: bool
    is_header: bool
    is_mount: bool
    tells: bool


def signs(tag: str, classes: str, identifier: str, role: str) -> Signs:
    """Read an element's tag, class, id and role; an attribute that it has not is empty."""
    if len(classes) + len(identifier) + len(role) <= _LONGEST_KEPT:
        return _signs_kept(tag, classes, identifier, role)
    return _signs(tag, classes, identifier, role)


def _signs(tag: str, classes: str, identifier: str, role: str) -> Signs:
    role = role.strip().lower()
    said: frozenset[str] = frozenset()
    if tag not in _PAGE_WIDE:
        said = meanings(f"{classes} {identifier}")
    is_part = tag in _PARTS or role in _PART_ROLES or "part" in said
    is_header = tag == "header" or role == "banner" or "header" in said
    return Signs(
        tag,
        role,
        said,
        is_part=is_part,
        is_hero="hero" in said,
        is_header=is_header,
        is_mount=tag != "body" and is_mount(identifier or tag),
        tells=is_part or is_header or tag in LANDMARK_TAGS or role in _ROLES or not said.isdisjoint(_TELLING),
    )


# The pages of one site have most of their elements' names in common.
_signs_kept = lru_cache(maxsize=4_096)(_signs)


def within(where: Where, sign: Signs, *, has_headline: bool) -> Where:
    """Return where the content of an element stands.

    Args:
        where: where the element itself stands.
        sign: what it says of itself.
        has_headline: whether a page's head holds the page's main heading, and so the opening banner.
    """
    inset = where.inset or sign.tag in _INSETS or "part" in sign.said
    region = _stated_region(where, sign)
    if region is not None:
        return Where(region, inset=inset)
    if where.region == "navigation" and where.by_name and sign.tag in {"article", "section"}:
        return Where("main", inset=inset)
    if where.in_head and "bar" in sign.said:
        return Where("main", inset=inset)
    if sign.is_header and not where.inset and where.region == "main":
        return Where("main" if has_headline else "navigation", in_head=True, inset=inset)
    if where.in_head and where.region == "main" and sign.tag in {"ul", "ol"}:
        return Where("navigation", inset=inset)
    if where.region == "main" and not where.inset and "footer" in sign.said:
        return Where("footer", inset=inset)
    if (
        where.region == "main"
        and "navigation" in sign.said
        and sign.tag not in {"main", "article", "section"}
    ):
        return Where("navigation", by_name=True, inset=inset)
    return replace(where, inset=inset) if inset != where.inset else where


def _stated_region(where: Where, sign: Signs) -> Region | None:
    """The region that tag or role state."""
    if sign.tag == "nav" or sign.role in _NAVIGATION_ROLES:
        return "navigation" if where.region != "footer" else "footer"
    if sign.tag == "main" or sign.role == "main":
        return "main"
    if (sign.tag == "footer" or sign.role == "contentinfo") and not where.inset:
        return "footer"
    return None
