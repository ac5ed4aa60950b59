"""The safe reader: BeautifulSoup's tree, made by lxml, as flat nodes; no markup makes it slow."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, cast

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, Tag, XMLParsedAsHTMLWarning
from bs4.builder._lxml import LXMLTreeBuilder
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
        soup = BeautifulSoup(text, builder=_builder())
    return _walk(soup)


def _builder() -> LXMLTreeBuilder:
    """Return what makes the tree, with attributes as plain text in plain dictionaries."""
    builder = LXMLTreeBuilder(multi_valued_attributes=None)
    # The usual ones look at the kind of each value, a sixth of all the time; lxml gives nothing but text.
    builder.attribute_dict_class = dict  # type: ignore[assignment]
    return builder


def _walk(soup: BeautifulSoup) -> list[Node]:
    """Flatten the tree without recursion."""
    nodes: list[Node] = []
    add = nodes.append
    above: list[Iterator[PageElement]] = []
    content = iter(soup.contents)
    while True:
        inner: list[PageElement] = []
        for element in content:
            if isinstance(element, Tag):
                tag = element.name
                if tag in LEFT_OUT:
                    continue
                attributes = cast("Attributes", element.attrs) if element.attrs else NO_ATTRIBUTES
                if tag in RAW:
                    add((len(above), tag, attributes, "".join(element.strings) or element.get_text()))
                    continue
                add((len(above), tag, attributes, ""))
                inner = element.contents
                if inner:
                    break
            # Comments, declarations and the like are strings too.
            elif isinstance(element, NavigableString) and not isinstance(element, PreformattedString):
                add((len(above), "", NO_ATTRIBUTES, str(element)))
        if len(nodes) > MOST_NODES:
            raise Unreadable("too_complex", f"it holds more than {MOST_NODES:,} elements and texts")
        if inner:
            above.append(content)
            content = iter(inner)
        elif above:
            content = above.pop()
        else:
            return nodes
