"""The vendor's and the product's name, as far as a home page gives each in two places that agree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from edscreen.interview.site_pages import Stated
from edscreen.site.judging.data import words_of
from edscreen.site.judging.text import composed, key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from edscreen.interview.site_pages import SitePage
    from edscreen.site.page import Page

_OWNER = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)(?: ?(?:©|\(c\)))? ?(?:\d{4}(?: ?[-–] ?(?:\d{4}|present))?,? )?(?:by )?"
    r"(?P<name>[^.,;|©()]{2,60})",
    re.IGNORECASE,
)
_FORM = re.compile(
    r",? (?:inc|llc|ltd|corp|corporation|co|gmbh|pbc|limited|incorporated)\b\.?$| all rights reserved$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?P<name>[^,;|]{2,60}?)(?:, (?:Inc|LLC|Ltd|Corp)\.?)?, (?=\d|P\.? ?O\.? )")
_PARTS = re.compile(r"\s*[|:–—·•]\s*|\s+-\s+")
_INDEX = re.compile(r"(?<=/)(?:index|default|home)\.(?:html?|php|aspx?)$")
_LONGEST, _FOOT = 60, 600


def vendor_stated(home: SitePage) -> Stated | None:
    """Return the vendor's name where the page's foot gives it, and its head or structured data do, too."""
    page = home.page
    if page is None:
        return None
    feet = [
        (_named(found["name"]), block.text)
        for block in page.blocks
        if block.region == "footer"
        for shape in (_OWNER, _ADDRESS)
        for found in shape.finditer(composed(block.text)[:_FOOT])
    ]
    owners = {key(name) for name, text in feet if _OWNER.search(text)}
    own = [*map(_named, page.names), *_brands(page)]
    agreed: dict[str, tuple[str, str]] = {}
    for name, text in feet:
        same = [other for other in own if key(other) == key(name)]
        if same and _is_name(name) and (not owners or key(name) in owners):
            agreed.setdefault(key(name), (same[0], text))
    if len(agreed) != 1:
        return None
    ((name, text),) = agreed.values()
    return Stated(("vendor", "name"), name, text, home.url, home.day)


def product_stated(home: SitePage, vendor: str | None) -> Stated | None:
    """Return the product's name where the page's title, a heading or the menu, and its text all give it.

    Args:
        home: the home page.
        vendor: the vendor's name; without it nobody can tell which of the two a title names.
    """
    page = home.page
    if page is None or not vendor:
        return None
    theirs = {key(vendor), key(_named(vendor)), *map(key, _brands(page))}
    labels = {key(block.text) for block in page.blocks if block.kind == "heading"} | set(map(key, page.names))
    labels |= {key(link.text) for link in page.links if not _leads_home(link.url, page)}
    found = {
        key(part): part
        for part in map(str.strip, _PARTS.split(composed(page.title)))
        if _is_name(part) and key(part) not in theirs and key(part) in labels and _is_said(part, page)
    }
    if len(found) != 1:
        return None
    (name,) = found.values()
    return Stated(("product", "name"), name, page.title, home.url, home.day)


def _named(name: str) -> str:
    """Return a company's name without what only says its legal form."""
    name = " ".join(composed(name).split())
    while (shorter := _FORM.sub("", name)) != name:
        name = shorter
    return name.strip()


def _is_name(text: str) -> bool:
    words = key(text).split()
    no_names = words_of("no_names")
    return 0 < len(words) <= 6 and len(text) <= _LONGEST and not all(word in no_names for word in words)


def _brands(page: Page) -> Iterator[str]:
    """Yield what the head's links to the home page itself are called."""
    for link in page.links:
        if link.region == "navigation" and _leads_home(link.url, page) and _is_name(link.text):
            yield _named(link.text)


def _leads_home(url: str, page: Page) -> bool:
    return _INDEX.sub("", url) == _INDEX.sub("", page.url)


def _is_said(name: str, page: Page) -> bool:
    """Return whether a sentence of the page's content speaks of it, as none does of a slogan."""
    texts: Iterable[str] = (
        composed(block.text)
        for block in page.blocks
        if block.kind == "text" and block.region in {"hero", "main"}
    )
    said = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    return any(said.search(text) and len(key(text).split()) > len(key(name).split()) + 3 for text in texts)
