"""Builds a page from its nodes, in one pass: text, links, regions, and what is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from edscreen.site.reading.elements import HANDLERS
from edscreen.site.reading.flow import Flow
from edscreen.site.reading.landmarks import LANDMARK_TAGS, Where, signs, within
from edscreen.site.reading.openings import Gate, Openings
from edscreen.site.reading.seen_so_far import Gathered, Hero
from edscreen.site.reading.style_rules import StyleRules
from edscreen.site.reading.visibility import Visibility, all_names
from edscreen.site.reading.web_links import Resolver

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from edscreen.site.reading.landmarks import Signs
    from edscreen.site.reading.nodes import Attributes, Node

    Frame: TypeAlias = tuple[int, Callable[[], None]]

# What an attribute asks to be looked at for.
_PLACE, _HIDING, _LABEL, _OPENER, _SILENT = 1, 2, 4, 8, 16
_LOOKS = {
    "class": _PLACE, "id": _PLACE, "role": _PLACE,
    "hidden": _HIDING, "style": _HIDING, "popover": _HIDING,
    "aria-label": _LABEL, "aria-hidden": _SILENT,
    "aria-controls": _OPENER, "aria-expanded": _OPENER, "popovertarget": _OPENER, "commandfor": _OPENER,
    "data-open": _OPENER, "data-toggle": _OPENER, "data-modal": _OPENER, "data-popup": _OPENER,
}  # fmt: skip
_LISTS = frozenset({"ul", "ol"})
_EXPANDED_BELOW = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary"})
_LABELLED_OTHERWISE = frozenset(
    {"a", "area", "button", "input", "svg", "img", "form", "iframe", "body", "html"}
)


class Builder:
    """Walks through the nodes and keeps what the page shows.

    Attributes:
        nodes: the page's nodes.
        index: position of the node that is looked at.
        flow: the text so far.
        openings: what is hidden so far.
        gathered: all else so far.
        resolver: resolves links.
    """

    def __init__(self, nodes: Sequence[Node], url: str) -> None:
        self.nodes = nodes
        self.index = 0
        self.flow = Flow()
        self._flush = self.flow.flush
        self.openings = Openings()
        self.gathered = Gathered()
        self.hero = Hero()
        self.resolver = Resolver(url)
        self.headers: list[str] = []
        self._where = Where()
        self._sections = 0
        self._frames: list[Frame] = [(-1, _nothing)]
        self._path: list[int] = [-1] * 64
        self._expanders: set[int] = set()
        self._looks = dict(_LOOKS)
        self._looks_of: dict[tuple[str, ...], int] = {}
        sheets = [
            (text, attributes.get("media") or "") for _, tag, attributes, text in nodes if tag == "style"
        ]
        self._visibility = Visibility(StyleRules(sheets, lambda: all_names(nodes)), nodes, self._path)
        self._signs: dict[tuple[str, str | None, str | None, str | None], tuple[Signs, bool]] = {}
        self._looked_at = LANDMARK_TAGS | _LISTS | self._visibility.ruled_tags()

    def run(self) -> None:
        """Read all nodes."""
        pieces = self.flow.pieces
        add = pieces.append
        frames, path, looked_at = self._frames, self._path, self._looked_at
        for index, (depth, tag, attributes, text) in enumerate(self.nodes):
            while depth <= frames[-1][0]:
                frames.pop()[1]()
            if not tag:
                if pieces or not text.isspace():
                    add(text)
                continue
            self.index = index
            if depth >= len(path):
                path.extend([-1] * len(path))
            if attributes or tag in looked_at:
                self._look(depth, tag, attributes)
            handler = HANDLERS.get(tag)
            if handler is None:
                if "-" in tag:
                    self.block(depth)
            else:
                handler(self, depth, attributes, text)
            path[depth] = index
        while len(frames) > 1:
            frames.pop()[1]()
        self.flow.flush()

    @property
    def in_drawing(self) -> bool:
        """Whether the node that is looked at lies in a drawing."""
        depth = self.nodes[self.index][0]
        return any(
            self.nodes[place][1] == "svg" for place in self._path[max(0, depth - 20) : depth] if place >= 0
        )

    def at_end(self, depth: int, do: Callable[[], None]) -> None:
        """Do something when the element at this depth ends."""
        self._frames.append((depth, do))

    def block(self, depth: int) -> None:
        """An element that stands apart from what is before and behind it."""
        self._flush()
        self._frames.append((depth, self._flush))

    def _look(self, depth: int, tag: str, attributes: Attributes) -> None:
        """Look at an element's attributes, as far as they tell something."""
        names = tuple(attributes)
        looks = self._looks_of.get(names)
        if looks is None:
            looks = self._looks_of[names] = self._looks_for(names)
        if looks & _PLACE or tag in self._looked_at:
            key = (tag, attributes.get("class"), attributes.get("id"), attributes.get("role"))
            known = self._signs.get(key)
            if known is None:
                sign = signs(tag, key[1] or "", key[2] or "", key[3] or "")
                known = self._signs[key] = (sign, self._visibility.may_hide(tag, attributes))
            sign, is_ruled = known
            if is_ruled or looks & _HIDING or tag == "dialog":
                self._hide(depth, tag, attributes)
            if sign.tells or (tag in _LISTS and self._where.in_head):
                self._enter(depth, sign)
            if sign.role == "heading":
                HANDLERS["h4"](self, depth, attributes, "")
            if sign.is_mount:
                self.gathered.mounts.append(self.index)
        elif looks & _HIDING:
            self._hide(depth, tag, attributes)
        if looks & _OPENER:
            self._note_opener(depth, attributes)
        if looks & _SILENT and attributes["aria-hidden"] == "true":
            self._frames.append((depth, self.flow.silence()))
        if looks & _LABEL and tag not in _LABELLED_OTHERWISE:
            self._label(attributes)

    def _looks_for(self, names: tuple[str, ...]) -> int:
        """What attributes of these names ask to be looked at for."""
        looks = 0
        for name in names:
            look = self._looks.get(name)
            if look is None:
                look = self._looks[name] = _OPENER if _is_target(name) else 0
            looks |= look
        return looks

    def _enter(self, depth: int, sign: Signs) -> None:
        """Note where the content of an element stands, if that is elsewhere than the element."""
        old = self._where
        new = within(old, sign, has_headline=sign.is_header and not old.in_head and self._has_headline(depth))
        if new is old and not sign.is_part and not sign.is_hero:
            return
        flow = self.flow
        flow.flush()
        before = (flow.region, flow.section, flow.heading)
        self._where, flow.region = new, new.region
        if sign.is_part or new.region != old.region:
            self._sections += 1
            flow.section = self._sections
        is_banner = sign.is_hero or sign.tag in {"section", "header"}
        if is_banner and new.region == "main":
            self.hero.enter(depth, len(flow.blocks), len(flow.links), is_named=sign.is_hero)

        def leave() -> None:
            flow.flush()
            self._where = old
            flow.region, flow.section, flow.heading = before
            if is_banner:
                self.hero.leave(depth, len(flow.blocks), len(flow.links))

        self._frames.append((depth, leave))

    def _has_headline(self, depth: int) -> bool:
        """Whether the element that is looked at holds an `h1`."""
        for place in range(self.index + 1, len(self.nodes)):
            deep, tag, _, _ = self.nodes[place]
            if deep <= depth:
                return False
            if tag == "h1":
                return True
        return False

    def _hide(self, depth: int, tag: str, attributes: Attributes) -> None:
        """Note it where an element is hidden; what it holds is kept apart until all openers are known."""
        hidden, opens = self._visibility.look(depth, tag, attributes)
        if not hidden:
            return
        parent = self._parent(depth)
        sibling = self._path[depth]
        opens = opens or (attributes.get("role") or "") == "tabpanel"
        opens = opens or (sibling > parent and sibling in self._expanders)
        opens = opens or (self._where.region == "navigation" and self._is_in_entry(depth))
        self.put_aside(depth, opens=opens)

    def put_aside(self, depth: int, *, opens: bool) -> None:
        """Keep what an element holds apart, to be handed on only if it is found that a reader can open it."""
        flow, before = self.flow, self.flow.gate
        held = flow.hold()
        flow.gate = self.openings.hide(Gate(before, self.index, self._parent(depth), opens=opens))

        def leave() -> None:
            flow.resume(held)
            flow.gate = before

        self._frames.append((depth, leave))

    def _parent(self, depth: int) -> int:
        return self._path[depth - 1] if depth else -1

    def _is_in_entry(self, depth: int) -> bool:
        """Whether it lies in an entry of a menu, over which a reader can move."""
        return any(
            self.nodes[place][1] == "li" for place in self._path[max(0, depth - 4) : depth] if place >= 0
        )

    def _note_opener(self, depth: int, attributes: Attributes) -> None:
        """Note what an element says it opens."""
        gate = self.flow.gate
        for name, value in attributes.items():
            if not value or not self._looks.get(name, 0) & _OPENER:
                continue
            if name == "aria-expanded":
                self._expanders.add(self.index)
                parent = self._parent(depth)
                if parent >= 0 and self.nodes[parent][1] in _EXPANDED_BELOW:
                    self._expanders.add(parent)
            else:
                for target in value.replace(",", " ").split()[:20]:
                    self.openings.names(target if target[0] in "#." else f"#{target}", gate)

    def _label(self, attributes: Attributes) -> None:
        label = attributes.get("aria-label") or ""
        if (attributes.get("role") or "") == "img":
            self.flow.add_alternative(label)
        else:
            self.flow.add_label(label)


def _is_target(name: str) -> bool:
    return name.startswith("data-") and name.endswith("target")


def _nothing() -> None:
    """End the page itself: nothing is left to do."""
