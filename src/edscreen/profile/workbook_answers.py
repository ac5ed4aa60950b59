"""The answers in a workbook as a document: judged, cited and reported like one written in YAML."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from edscreen.profile import workbook_layout as layout
from edscreen.profile.annotations import holds_list, kinds_of
from edscreen.profile.guide import fields_of, group_at, guide
from edscreen.profile.yaml_scalars import plain
from edscreen.profile.yaml_tree import Lines, Mistake, Tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from edscreen.profile.workbooks import Cell, Workbook
    from edscreen.profile.yaml_tree import Mark, Path

_NOT_OURS = "this is not a workbook that edscreen init --sheet wrote: fill in such a one, or a profile"
_MOVED = "the questions of '{}' stand on two sheets: take a fresh workbook, and fill that in"
_TWICE = "this question stands twice (first in {}): empty one of the two rows"
_NO_ROW = "this answer stands beside no question: write it behind the question that it answers"
_CHANGED = "the hidden first column of this row was changed: take a fresh workbook, and fill that in"
_BOTH = "'none' stands here, and answers below it: empty the answers, or choose yes"
_YES_OR_NONE = "choose yes or none, or leave this empty"
_OWN_ROLE = (
    "a workbook is the vendor's word, whatever it says: leave this empty, and screen it with --prepared-by"
)
_A_DATE = "this cell was turned into a date, {}: format it as text, and type the answer again{}"


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


@dataclass(frozen=True, slots=True)
class SheetAnswers:
    """The answers in a workbook.

    Attributes:
        tree: the answers as a document, with what was left blank.
        sheets: the sheet on which each section stands, by its name; the first sheet's under the empty one.
        mistakes: cells that cannot be used, each with its sheet.
    """

    tree: Tree
    sheets: dict[str, str]
    mistakes: tuple[tuple[str, Mistake], ...]


@dataclass(slots=True)
class _Node:
    """A group of answers, a list of them, or one answer, and the cell where it begins."""

    at: int
    value: Any = None
    inner: dict[str | int, _Node] = field(default_factory=dict)


def answers_in(workbook: Workbook) -> SheetAnswers | str:
    """Return the answers of a workbook that `edscreen init --sheet` wrote, or why it is none."""
    first = workbook.rows[0][0] if workbook.rows else None
    if first is None or first.value != layout.MARK or (first.row, first.column) != (1, 1):
        return _NOT_OURS
    return _Reader(first.sheet).read(workbook)


class _Reader:
    """Reads one workbook."""

    def __init__(self, first_sheet: str) -> None:
        self._sheets = {"": first_sheet}
        self._places: list[tuple[int, int]] = [(1, 1)]
        self._mistakes: list[tuple[str, Mistake]] = []
        self._root = _Node(0)
        self._asked: dict[str, Cell] = {}
        self._none: dict[Path, Cell] = {}
        self._told: dict[str, list[tuple[str, str, str]]] = {}

    def read(self, workbook: Workbook) -> SheetAnswers:
        for row in workbook.rows:
            self._row(row)
        self._fill_gaps()
        self._tell_sources()
        self._put(("edscreen",), 1, 0)
        self._put(("prepared", "role"), "vendor", 0)
        data, mark = _built(self._root)
        tree = Tree(data, True, (), True, mark, SheetLines(self._places))
        return SheetAnswers(tree, self._sheets, tuple(self._mistakes))

    def _row(self, row: Sequence[Cell]) -> None:
        head = row[0] if row[0].column == layout.FIELD else None
        if head is None:
            for cell in row:
                if cell.column >= layout.ANSWER:
                    self._mistake(cell, (), _NO_ROW)
            return
        written = str(head.value)
        if written in {layout.HEAD, layout.MARK}:
            return
        path = layout.read_path(written, 0)
        if path is None or path[0] in layout.NOT_THE_VENDORS:  # of these no row is written
            self._mistake(head, (), _CHANGED)
        elif first := self._asked.get(written):
            if any(cell.column >= layout.ANSWER for cell in row):
                self._mistake(head, path, _TWICE.format(f"{first.sheet}, row {first.row}"))
        elif self._sheets.setdefault(str(path[0]), head.sheet) != head.sheet:
            self._mistake(head, (), _MOVED.format(path[0]))
        else:
            self._asked[written] = head
            self._answers(written, path, head, {cell.column: cell for cell in row})

    def _answers(self, written: str, path: Path, head: Cell, cells: dict[int, Cell]) -> None:
        if layout.has_entries(written):
            for column, cell in cells.items():
                if column >= layout.FIRST_ENTRY:
                    inner = layout.read_path(written, column - layout.FIRST_ENTRY)
                    self._answer(inner or path, cell)
            return
        is_list = self._is_list_of_groups(path)
        column = layout.FIRST_ENTRY if is_list else layout.ANSWER
        if answer := cells.get(column):
            self._answer(path, answer)
        else:
            self._put(path, None, self._at(head.row, column))
        if not is_list:
            self._source(path, cells.get(layout.SOURCE), cells.get(layout.DATE))

    def _is_list_of_groups(self, path: Path) -> bool:
        around, due = group_at(path[:-1]), guide(path)
        info = fields_of(around).get(str(path[-1])) if around else None
        return info is not None and due is not None and due.model is not None and holds_list(info)

    def _answer(self, path: Path, cell: Cell) -> None:
        at = self._at(cell.row, cell.column)
        if cell.problem:
            self._mistake(cell, path, cell.problem)
            self._put(path, None, at)
        elif self._is_list_of_groups(path):
            self._whether_any(path, cell, at)
        elif path == ("prepared", "role"):
            self._mistake(cell, path, _OWN_ROLE)
        else:
            self._put(path, self._value(path, cell), at)

    def _fill_gaps(self) -> None:
        """Give every blank answer of an entry that was begun its own cell, and refuse entries of none."""
        for written, head in self._asked.items():
            if not layout.has_entries(written):
                continue
            entries = self._node((written.partition("[")[0],))
            for entry in sorted(key for key in entries.inner if isinstance(key, int)) if entries else ():
                path = layout.read_path(written, entry) or ()
                if self._node(path) is None:
                    self._put(path, None, self._at(head.row, layout.FIRST_ENTRY + entry))
        for path, cell in self._none.items():
            node = self._node(path)
            if node and node.inner:
                self._mistake(cell, path, _BOTH)

    def _node(self, path: Path) -> _Node | None:
        node: _Node | None = self._root
        for part in path:
            node = node.inner.get(part) if node else None
        return node

    def _whether_any(self, path: Path, cell: Cell, at: int) -> None:
        said = str(cell.value).lower()
        if said == layout.NONE:
            self._put(path, [], at)
            self._none[path] = cell
        elif said == layout.SOME:
            self._put(path, None, at)
        else:
            self._mistake(cell, path, _YES_OR_NONE)

    def _value(self, path: Path, cell: Cell) -> Any:
        """Return what a cell says, as YAML would hold it."""
        around = group_at(path[:-1])
        info = fields_of(around).get(str(path[-1])) if around else None
        kinds = kinds_of(info) if info else frozenset()
        value: Any = cell.value
        if isinstance(value, date):
            if not kinds & {date, str}:
                due = guide(path)
                like = f", like {due.example.strip('[]')}" if due and due.example else ""
                self._mistake(cell, path, _A_DATE.format(value.isoformat(), like))
                return None
            return value.isoformat()
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if info and holds_list(info):
            if not isinstance(value, str):
                return [value]
            parts = [part.strip() for part in value.strip("[]").replace(";", ",").split(",")]
            return [plain(part) for part in parts if part] or None
        return value if str in kinds or not isinstance(value, str) else plain(value)

    def _source(self, path: Path, source: Cell | None, day: Cell | None) -> None:
        """Keep where one answer of a group is stated, until all are known."""
        for cell in (source, day):
            if cell and cell.problem:
                self._mistake(cell, path, cell.problem)
        if not (source or day) or len(path) < 2:
            return
        where = str(source.value) if source and source.value is not None else ""
        told = self._told.setdefault(str(path[0]), [])
        when = ""
        if day and not day.problem:
            when = day.value.isoformat() if isinstance(day.value, date) else str(day.value)
            self._put((path[0], "as_of"), min([when, *(each[2] for each in told if each[2])]),
                      self._at(day.row, day.column))  # fmt: skip
        if source or day:
            told.append((str(path[-1]), where, when))
        if source and not source.problem:
            self._put((path[0], "source"), where, self._at(source.row, source.column))

    def _tell_sources(self) -> None:
        """Say of each group where its answers are stated: once where all are stated in one place."""
        for section, told in self._told.items():
            places: dict[str, list[str]] = {}
            days = {when for _, _, when in told if when}
            for name, where, when in told:
                text = ", ".join(filter(None, (where, when if len(days) > 1 else "")))
                if where:
                    places.setdefault(text, []).append(name)
            node = self._root.inner[section].inner.get("source")
            if node and len(places) > 1:
                node.value = "; ".join(f"{text} ({', '.join(names)})" for text, names in places.items())

    def _put(self, path: Path, value: Any, at: int) -> None:
        node = self._root
        for part in path:
            node = node.inner.setdefault(part, _Node(at))
        node.value, node.at = value, at

    def _at(self, row: int, column: int) -> int:
        self._places.append((row, column))
        return len(self._places) - 1

    def _mistake(self, cell: Cell, path: Path, message: str) -> None:
        self._mistakes.append((cell.sheet, Mistake(cell.row, cell.column, path, message)))


def _built(node: _Node) -> tuple[Any, Mark]:
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
