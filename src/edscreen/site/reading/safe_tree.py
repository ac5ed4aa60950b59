"""The safe reader: BeautifulSoup's tree, made by lxml, as flat nodes; no markup makes it slow."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, cast

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, Tag, XMLParsedAsHTMLWarning
from bs4.element import NavigableString, PreformattedString

from edscreen.site.problems import Unreadable
from edscreen.site.reading.nodes import LEFT_OUT, MOST_NODES, NO_ATTRIBUTES, RAW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4.element import PageElement

    from edscreen.site.reading.nodes import Attributes, Node


def safe_nodes(text: str) -> list[Node]:
    """Return the nodes of a page.

    Raises:
        Unreadable: `too_complex`.
    """
    with warnings.catch_warnings():
        # What is to be read as a page was decided before.
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        soup = BeautifulSoup(text, "lxml", multi_valued_attributes=None)
    nodes: list[Node] = []
    open_elements: list[Iterator[PageElement]] = [iter(soup.contents)]
    while open_elements:
        element = next(open_elements[-1], None)
        if element is None:
            open_elements.pop()
        elif content := _add(nodes, element, len(open_elements) - 1):
            open_elements.append(iter(content))
        if len(nodes) > MOST_NODES:
            raise Unreadable("too_complex", f"it holds more than {MOST_NODES:,} elements and texts")
    return nodes


def _add(nodes: list[Node], element: PageElement, depth: int) -> list[PageElement]:
    """Add one node; return what of its content is to follow."""
    if isinstance(element, Tag):
        tag = element.name.lower()
        if tag in LEFT_OUT:
            return []
        attributes = cast("Attributes", element.attrs or NO_ATTRIBUTES)
        if tag in RAW:
            nodes.append((depth, tag, attributes, "".join(element.strings) or element.get_text()))
            return []
        nodes.append((depth, tag, attributes, ""))
        return element.contents
    # Comments, declarations and the like are strings too.
    if isinstance(element, NavigableString) and not isinstance(element, PreformattedString):
        nodes.append((depth, "", NO_ATTRIBUTES, str(element)))
    return []
