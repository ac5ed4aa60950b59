"""Whether an element is hidden when a page opens: by an attribute, its style, or a rule of the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from edscreen.site.reading.nodes import Attributes, Node
    from edscreen.site.reading.style_rules import Names, StyleRules

_STYLE = re.compile(r"(?:^|[;\s])(display|visibility)\s*:\s*([a-z-]+)", re.IGNORECASE)
_UNSEEN = frozenset({"hidden", "collapse"})


class Visibility:
    """Looks at the elements of a page in their order."""

    __slots__ = ("_names", "_nodes", "_path", "_rules", "_styles", "_unseen")

    def __init__(self, rules: StyleRules, nodes: Sequence[Node], path: Sequence[int]) -> None:
        """Begin a page.

        Args:
            rules: the rules of its style sheets.
            nodes: its nodes.
            path: the open elements by depth, kept up to date by the caller.
        """
        self._rules = rules
        self._nodes = nodes
        self._path = path
        self._styles: dict[str, tuple[str, str]] = {}
        self._names: dict[tuple[str, str | None, str | None], Names] = {}

    def look(self, depth: int, tag: str, attributes: Attributes) -> tuple[bool, bool]:
        """Return whether an element is hidden, and whether a rule lets the reader show it.

        Raises:
            Unreadable: `too_complex`.
        """
        style = attributes.get("style")
        display, visibility = self._own_style(style) if style else ("", "")
        hidden = "hidden" in attributes and (attributes["hidden"] or "").lower() != "until-found"
        hidden = hidden or "popover" in attributes or (tag == "dialog" and "open" not in attributes)
        opens = False
        names = self._names_of(tag, attributes)
        if self._rules.may_hide(names):
            by_rule, opens = self._rules.hides(names, self._above(depth))
            hidden = hidden or (by_rule and not display and not visibility)
        return hidden or display == "none" or visibility in _UNSEEN, opens

    def may_hide(self, tag: str, attributes: Attributes) -> bool:
        """Tell whether a rule of the page could hide an element, because of its tag, id or classes."""
        return self._rules.may_hide(self._names_of(tag, attributes))

    def ruled_tags(self) -> Names:
        """Return the tags whose elements a rule could hide, whatever their names."""
        return self._rules.ruled_tags()

    def _own_style(self, style: str) -> tuple[str, str]:
        known = self._styles.get(style)
        if known is None:
            found = {what.lower(): value.lower() for what, value in _STYLE.findall(style)}
            known = self._styles[style] = (found.get("display", ""), found.get("visibility", ""))
        return known

    def _above(self, depth: int) -> list[Names]:
        """The names of the elements above, the nearest last."""
        places = [place for place in self._path[max(0, depth - 60) : depth] if place >= 0]
        return [
            self._names_of(tag, attributes) for _, tag, attributes, _ in map(self._nodes.__getitem__, places)
        ]

    def _names_of(self, tag: str, attributes: Attributes) -> Names:
        key = (tag, attributes.get("class"), attributes.get("id"))
        names = self._names.get(key)
        if names is None:
            classes = (key[1] or "").split()[:100]
            if tag == "html" and "no-js" in classes:
                # A script of the page swaps it, and scripts run for a reader.
                classes = ["js" if each == "no-js" else each for each in classes]
            found = [tag, *(f".{each}" for each in classes)]
            names = self._names[key] = frozenset([*found, f"#{key[2]}"] if key[2] else found)
        return names


def all_names(nodes: Sequence[Node]) -> Names:
    """Return every `#id` and `.class` name of a page."""
    ids = {f"#{attributes['id']}" for _, _, attributes, _ in nodes if "id" in attributes}
    classes = {attributes["class"] or "" for _, _, attributes, _ in nodes if "class" in attributes}
    names = {f".{name}" for each in classes for name in each.split()}
    return frozenset({*ids, *names, ".js"})
