"""Answers that stand in cells as a document: judged, cited and reported like one written in YAML."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from edscreen.profile.yaml_tree import Lines, Tree

if TYPE_CHECKING:
    from edscreen.profile.yaml_tree import Mark, Path


class SheetLines(Lines):
    """Turns positions in a list of cells into rows and columns, as `Lines` does with offsets in a text."""

    __slots__ = ("_places",)

    def __init__(self, places: list[tuple[int, int]]) -> None:
        """Keep the places of the cells."""
        super().__init__("")
        self._places = places

    def at(self, offset: int) -> tuple[int, int]:
        """Return row and column of the cell at that position."""
        return self._places[offset]


@dataclass(slots=True)
class Node:
    """A group of answers, a list of them, or one answer, and the cell where it begins.

    Attributes:
        at: position of that cell among those kept.
        value: the answer.
        inner: the nodes inside, by key or position.
    """

    at: int
    value: Any = None
    inner: dict[str | int, Node] = field(default_factory=dict)


class Gathered:
    """The answers that were read so far."""

    def __init__(self, begins: tuple[int, int] = (1, 1)) -> None:
        """Begin with none.

        Args:
            begins: row and column of the cell with which the document begins.
        """
        self.root = Node(0)
        self._places: list[tuple[int, int]] = [begins]

    def put(self, path: Path, value: Any, row: int | None = None, column: int = 1) -> None:
        """Keep an answer and the cell that it stands in, or else that of the beginning."""
        at = 0 if row is None else self._at(row, column)
        node = self.root
        for part in path:
            node = node.inner.setdefault(part, Node(at))
        node.value, node.at = value, at

    def node(self, path: Path) -> Node | None:
        """Return what stands at `path`; None where nothing does."""
        node: Node | None = self.root
        for part in path:
            node = node.inner.get(part) if node else None
        return node

    def tree(self) -> Tree:
        """Return the document."""
        data, mark = _built(self.root)
        return Tree(data, True, (), True, mark, SheetLines(self._places))

    def _at(self, row: int, column: int) -> int:
        if (row, column) == self._places[0]:
            return 0
        self._places.append((row, column))
        return len(self._places) - 1


def _built(node: Node) -> tuple[Any, Mark]:
    """Return a node's data, and its mark as `Tree` wants it."""
    if not node.inner:
        value = node.value
        return value, (node.at, [node.at] * len(value), None) if isinstance(value, list) else node.at
    inner = {key: _built(each) for key, each in node.inner.items()}
    if all(isinstance(key, int) for key in inner):
        count = max(key for key in inner if isinstance(key, int)) + 1
        entries = [inner.get(index, (None, node.at)) for index in range(count)]
        return [data for data, _ in entries], (node.at, [mark for _, mark in entries], None)
    marks = {key: (node.inner[key].at, mark) for key, (_, mark) in inner.items()}
    return {key: data for key, (data, _) in inner.items()}, (node.at, marks)
