"""A YAML document as plain data, with the place in the file of every key and every value."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import getitem
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from edscreen.profile.yaml_scalars import written

if TYPE_CHECKING:
    from collections.abc import Sequence

Path: TypeAlias = tuple[str | int, ...]

# A scalar's mark is its offset in the text; a mapping's is (offset, {key: (offset of the key, mark)}); a
# list's is (offset, [marks], index each entry had in the file, or None where nothing was removed).
Mark: TypeAlias = Any

# Lines are counted in full up to every so many characters, and from there to each place that is asked for:
# a list of every line's beginning takes four times as long to make, and few places are asked for.
_STRETCH = 1_024


class Place(NamedTuple):
    """Where something stands in a file.

    Attributes:
        line: line, counted from 1.
        column: column in characters, counted from 1.
        path: keys and list positions leading to it, as they stand in the file.
        value: what was written there; None where nothing was.
    """

    line: int
    column: int
    path: Path
    value: Any


class Mistake(NamedTuple):
    """Something that is wrong in a file, such as a key written twice."""

    line: int
    column: int
    path: Path
    message: str


class Lines:
    """Turns offsets in a text into lines and columns as an editor shows them."""

    __slots__ = ("_stretches", "_text")

    def __init__(self, text: str) -> None:
        """Keep `text`; its lines are counted when the first place is asked for."""
        self._text = text
        self._stretches: list[tuple[int, int]] | None = None

    def at(self, offset: int) -> tuple[int, int]:
        """Return line and column of the character at `offset`, both counted from 1."""
        if self._stretches is None:
            if "\r" in self._text:
                self._text = self._text.replace("\r\n", " \n").replace("\r", "\n")
            self._stretches = _stretches(self._text)
        line, start = self._stretches[offset // _STRETCH]
        begin = offset - offset % _STRETCH
        line += self._text.count("\n", begin, offset)
        start = self._text.rfind("\n", begin, offset) + 1 or start
        return line, offset - start + 1

    def end_of(self, line: int) -> int:
        """Return the last line of what begins at `line` and at the left margin: what follows is set in."""
        lines = self._text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        last = line
        for number, text in enumerate(lines[line:], line + 1):
            if text[:1] not in {"", " ", "-", "#", "}", "]"} or text[:3] == "---":
                break
            if text.strip() and not text.startswith("#"):
                last = number
        return last


def _stretches(text: str) -> list[tuple[int, int]]:
    """Return, where each stretch of `text` begins, the line and where that line begins."""
    found: list[tuple[int, int]] = []
    line, start = 1, 0
    for begin in range(0, len(text) + 1, _STRETCH):
        found.append((line, start))
        line += text.count("\n", begin, begin + _STRETCH)
        start = text.rfind("\n", begin, begin + _STRETCH) + 1 or start
    return found


@dataclass(slots=True)
class Tree:
    """One YAML document.

    Attributes:
        data: the document as dictionaries, lists, texts, numbers, truth values and None.
        has_blanks: whether anything in it was left blank.
        mistakes: what YAML allows and edscreen does not, in the order of the file.
        complete: False where a mistake left out a part of the document, so that judging `data` would mislead.
        users: the values from whose web addresses a user name or password was left out.
    """

    data: Any
    has_blanks: bool
    mistakes: tuple[Mistake, ...]
    complete: bool
    _mark: Mark
    _lines: Lines
    users: tuple[Place, ...] = ()

    def place(self, path: Sequence[str | int]) -> Place:
        """Return where the value at `path` stands.

        Where there is no such value it is the place of the nearest thing around it, at worst the
        document's start. `Place.path` counts list entries as they stand in the file, blank ones included.
        """
        return Place(*self._find(path, at_key=False))

    def key_place(self, path: Sequence[str | int]) -> Place:
        """Return where the key at `path` stands; a list entry has none, so its value's place is returned."""
        return Place(*self._find(path, at_key=True))

    def lines_of(self, key: str) -> tuple[int, int]:
        """Return the first and the last line of the entry `key` of the document itself."""
        first = self.key_place((key,)).line
        return first, self._lines.end_of(first)

    def value(self, path: Sequence[str | int]) -> Any:
        """Return what was written at `path`, or None where nothing was; ``4.10`` is the text ``4.10``."""
        return self._find(path, at_key=False)[3]

    def holds(self, path: Sequence[str | int]) -> bool:
        """Return whether `path` leads to something in this document, blank or not."""
        node = self.data
        for part in path:
            if isinstance(node, dict):
                if part not in node:
                    return False
            elif not (isinstance(node, list) and isinstance(part, int) and 0 <= part < len(node)):
                return False
            node = node[part]
        return True

    def without_blanks(self) -> Tree:
        """Return the document without what was left blank, or itself where that changes nothing.

        A mapping or list with nothing in it but blanks becomes None, blank list entries go; an explicitly
        written ``[]`` is an answer and stays.
        """
        if not self.has_blanks:
            return self
        data, mark = _pruned(self.data, self._mark)
        if data is self.data:
            return self
        if data is None:  # nothing but blanks: the keys stay, so that their places do
            data = dict.fromkeys(self.data)
            mark = (mark, {key: (offset, offset) for key, (offset, _) in self._mark[1].items()})
        return Tree(data, True, self.mistakes, self.complete, mark, self._lines)

    def find(self, path: Path) -> tuple[int, int, Path, Any]:
        """Return what `place` does, as a plain tuple: a screening asks for many, most of them of fields."""
        if self.has_blanks:  # list entries may have moved
            return self._find(path, at_key=False)
        try:
            key_offset, mark = reduce(getitem, _steps(path), self._mark)
            value = reduce(getitem, path, self.data)
        except (LookupError, TypeError):  # there is no such field
            return self._find(path, at_key=False)
        offset = key_offset if value is None else mark if isinstance(mark, int) else mark[0]
        line, column = self._lines.at(offset)
        return line, column, path, written(value)

    def _find(self, path: Sequence[str | int], *, at_key: bool) -> tuple[int, int, Path, Any]:
        node, mark, key_offset, is_there = self.data, self._mark, None, True
        shown = tuple(path)
        for step, part in enumerate(path):
            if isinstance(node, dict) and part in node:
                key_offset, mark = mark[1][part]
                node = node[part]
            elif isinstance(node, list) and isinstance(part, int) and 0 <= part < len(node):
                _, marks, originals = mark
                if originals is not None:
                    shown = (*shown[:step], originals[part], *shown[step + 1 :])
                node, mark, key_offset = node[part], marks[part], None
            else:
                is_there = False
                break
        if key_offset is not None and (node is None or (at_key and is_there)):
            offset = key_offset
        else:
            offset = mark if isinstance(mark, int) else mark[0]
        line, column = self._lines.at(offset)
        return line, column, shown, written(node) if is_there else None


@lru_cache(maxsize=4096)  # the same few fields are asked for in every profile of a list
def _steps(path: Path) -> Path:
    """Return the subscripts that lead from a document's mark to what is known of the field at `path`.

    Raises:
        LookupError: where it counts from a list's end.
        TypeError: where that is no field but a list entry.
    """
    steps: list[str | int] = []
    for part in path:
        if isinstance(part, str):
            steps += (1, part, 1)
        elif part >= 0:
            steps += (1, part)
        else:
            raise LookupError
    if not isinstance(path[-1], str):
        raise TypeError
    return tuple(steps[:-1])


def _pruned(data: Any, mark: Mark) -> tuple[Any, Mark]:
    """Return `data` without blanks and its mark; `data` itself where nothing changes.

    Calls itself: the builder has refused documents nested deeper than `yaml_builder.MAX_DEPTH`.
    """
    if isinstance(data, dict):
        pruned = {key: _pruned(value, mark[1][key][1]) for key, value in data.items()}
        if all(value is None for value, _ in pruned.values()):
            return None, mark[0]
        if all(value is data[key] for key, (value, _) in pruned.items()):
            return data, mark
        marks = {key: (mark[1][key][0], inner) for key, (_, inner) in pruned.items()}
        return {key: value for key, (value, _) in pruned.items()}, (mark[0], marks)
    if isinstance(data, list) and data:
        offset, marks, originals = mark
        kept = [
            (*_pruned(value, inner), index)
            for value, inner, index in zip(data, marks, originals or range(len(data)), strict=True)
        ]
        if all(value is old for (value, _, _), old in zip(kept, data, strict=True)) and None not in data:
            return data, mark
        kept = [entry for entry in kept if entry[0] is not None]
        if not kept:
            return None, offset
        values, inner_marks, indexes = (list(column) for column in zip(*kept, strict=True))
        return values, (offset, inner_marks, indexes)
    return data, mark
