"""The fast reader: lexbor's tree as flat nodes. Only for pages that `harmless` lets through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from edscreen.site.problems import Unreadable
from edscreen.site.reading.nodes import LEFT_OUT, MOST_NODES, NO_ATTRIBUTES, RAW

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from edscreen.site.reading.nodes import Node

_ENTERED, _RAW, _LEFT_OUT, _DRAWING, _TEXT = range(5)


def fast_nodes(page: str | bytes) -> list[Node]:
    """Return the nodes of a page, given as text or as UTF-8.

    Raises:
        Unreadable: `too_complex`.
    """
    root = LexborHTMLParser(page).root
    return _walk(root) if root is not None else []


def _walk(start: LexborNode) -> list[Node]:
    """Flatten the tree without recursion; one look at each node, because this is most of reading's time."""
    nodes: list[Node] = []
    add = nodes.append
    kinds: dict[int, tuple[str, int]] = {}
    above: list[LexborNode] = []
    node, depth = start, 0
    while True:
        number = node.tag_id
        known = kinds.get(number)
        if known is None:
            known = kinds[number] = _kind(node)
        tag, kind = known
        child = None
        if kind == _TEXT:
            add((depth, "", NO_ATTRIBUTES, node.text_content or ""))
        elif kind != _LEFT_OUT:
            attributes = node.attributes
            if kind == _RAW:
                add((depth, tag, attributes, node.text()))
            else:
                add((depth, tag, attributes, ""))
                # Most drawings hold no word; to see that at once saves a walk through their paths.
                if kind == _ENTERED or node.text().strip():
                    child = node.first_child
        if child is not None:
            above.append(node)
            node = child
            depth += 1
            continue
        following = node.next if above else None
        while following is None:
            if not above:
                return nodes
            node = above.pop()
            depth -= 1
            following = node.next if above else None
        node = following
        if len(nodes) > MOST_NODES:
            raise Unreadable("too_complex", f"it holds more than {MOST_NODES:,} elements and texts")


def _kind(node: LexborNode) -> tuple[str, int]:
    if node.is_text_node:
        return "", _TEXT
    tag = (node.tag or "").lower()
    if not node.is_element_node or tag in LEFT_OUT:
        return tag, _LEFT_OUT
    if tag in RAW:
        return tag, _RAW
    return tag, _DRAWING if tag == "svg" else _ENTERED
