"""What is hidden when a page opens, and whether a reader can open it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from edscreen.site.reading.page_names import meanings, without_state

if TYPE_CHECKING:
    from collections.abc import Sequence

    from edscreen.site.reading.nodes import Attributes, Node

_LONGEST_CHAIN = 20  # what opens only after so many other openings counts as closed
_MOST_LOOKS = 2_000_000  # nodes looked at to find the siblings of hidden ones, in one page
_PAGE_WIDE = frozenset({"html", "body", "main"})


@dataclass(frozen=True, slots=True)
class Gate:
    """A hidden element.

    Attributes:
        around: the gate it lies in; 0 where it lies in none.
        node: its position among the nodes.
        parent: its parent's.
        opens: whether its own kind says that a reader can open it, such as a tab's panel.
    """

    around: int
    node: int
    parent: int
    opens: bool


@dataclass(slots=True)
class Openings:
    """Hidden elements, and what names them.

    Attributes:
        gates: the hidden elements; the first stands for the page itself.
        openers: `#id` or `.class` that something names, with the gates in which that lies.
    """

    gates: list[Gate] = field(default_factory=lambda: [Gate(0, -1, -1, opens=True)])
    openers: dict[str, set[int]] = field(default_factory=dict)

    def hide(self, gate: Gate) -> int:
        """Note a hidden element; return its number."""
        self.gates.append(gate)
        return len(self.gates) - 1

    def names(self, target: str, gate: int) -> None:
        """Note that something in a gate names an element."""
        self.openers.setdefault(target, set()).add(gate)

    def opened(self, nodes: Sequence[Node]) -> set[int]:
        """Return the gates that a reader can open, one after the other, from what the page shows."""
        opened = {0}
        waiting = list(range(1, len(self.gates)))
        slides: set[int] = set()
        is_searched = False
        for _ in range(_LONGEST_CHAIN):
            reached = [number for number in waiting if self.gates[number].around in opened]
            found = [each for each in reached if each in slides or self._is_named(each, nodes, opened)]
            if not found and reached and not is_searched:
                slides, is_searched = self._slides(nodes, waiting), True
                found = [each for each in reached if each in slides]
            if not found:
                break
            opened.update(found)
            waiting = [number for number in waiting if number not in opened]
        return opened

    def _is_named(self, number: int, nodes: Sequence[Node], opened: set[int]) -> bool:
        gate = self.gates[number]
        if gate.opens:
            return True
        attributes = nodes[gate.node][2]
        keys = [f".{name}" for name in (attributes.get("class") or "").split()[:50]]
        if identifier := attributes.get("id"):
            keys.append(f"#{identifier}")
        return any(not opened.isdisjoint(self.openers[key]) for key in keys if key in self.openers)

    def _slides(self, nodes: Sequence[Node], waiting: Sequence[int]) -> set[int]:
        """The gates that are shown in turn with others of their kind under the same parent."""
        hidden = {gate.node for gate in self.gates}
        by_parent: dict[int, list[int]] = {}
        for number in waiting:
            gate = self.gates[number]
            if gate.parent >= 0 and not _is_variant(nodes[gate.node][2]):
                by_parent.setdefault(gate.parent, []).append(number)
        found: set[int] = set()
        looks = _MOST_LOOKS
        for parent, gates in by_parent.items():
            _, tag, outer, _ = nodes[parent]
            if _is_variant(outer):
                continue
            if tag not in _PAGE_WIDE and "turns" in meanings(_names(outer)):
                found.update(gates)
                continue
            children, looked = _children(nodes, parent, looks)
            looks -= looked
            shown = {_kind(nodes[place]) for place in children if place not in hidden}
            found.update(number for number in gates if _is_like(_kind(nodes[self.gates[number].node]), shown))
        return found


def _names(attributes: Attributes) -> str:
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}"


def _is_variant(attributes: Attributes) -> bool:
    """Whether its names say that it is one of several versions, of which a visitor is shown one."""
    return "variant" in meanings(" ".join([_names(attributes), *attributes]))


def _kind(node: Node) -> tuple[str, frozenset[str]]:
    return node[1], without_state(node[2].get("class") or "")


def _is_like(kind: tuple[str, frozenset[str]], shown: set[tuple[str, frozenset[str]]]) -> bool:
    return bool(kind[1]) and kind in shown


def _children(nodes: Sequence[Node], parent: int, looks: int) -> tuple[list[int], int]:
    """The elements directly in one, and how many nodes were looked at for that, at most `looks`."""
    depth = nodes[parent][0]
    found: list[int] = []
    last = min(len(nodes), parent + 1 + looks)
    for place in range(parent + 1, last):
        deep = nodes[place][0]
        if deep <= depth:
            return found, place - parent
        if deep == depth + 1 and nodes[place][1]:
            found.append(place)
    return found, last - parent
