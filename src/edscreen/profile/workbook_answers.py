"""The answers in a workbook as a document: judged, cited and reported like one written in YAML."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from edscreen.profile import workbook_layout as layout
from edscreen.profile.annotations import holds_list, kinds_of
from edscreen.profile.cell_trees import Gathered
from edscreen.profile.guide import fields_of, group_at, guide
from edscreen.profile.workbook_cells import read_text, unit_beside
from edscreen.profile.workbook_sources import Sources
from edscreen.profile.yaml_tree import Mistake

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from edscreen.profile.workbooks import Cell, Workbook
    from edscreen.profile.yaml_tree import Path, Tree

_NOT_OURS = "this is not a workbook that edscreen init --sheet wrote: fill in such a one, or a profile"
_MOVED = "the questions of '{}' stand on two sheets: take a fresh workbook, and fill that in"
_TWICE = "this question stands twice (first in {}): empty one of the two rows"
_NO_ROW = "this answer stands beside no question: write it behind the question that it answers"
_NO_CELL = "nothing is asked for in this cell: write the answer behind its question, and empty this cell"
_CHANGED = "the hidden first column of this row was changed: take a fresh workbook, and fill that in"
_BOTH = "'none' stands here, and answers below it: empty the answers, or choose yes"
_YES_OR_NONE = "choose yes or none, or leave this empty"
_OTHER_SHEET = (
    "this sheet is none of the workbook's, so nothing on it is read: write what it says behind the "
    "questions, and take the sheet away"
)
_OWN_ROLE = (
    "a workbook is the vendor's word, whatever it says: leave this empty, and screen it with --prepared-by"
)
_A_DATE = "this cell was turned into a date, {}: format it as text, and type the answer again{}"


@dataclass(frozen=True, slots=True)
class SheetAnswers:
    """The answers in a workbook.

    Attributes:
        tree: the answers as a document, with what was left blank.
        sheets: the sheet on which each section stands, by its name; the first sheet's under the empty one.
        mistakes: cells that cannot be used, each with its sheet.
        questions: the words of the questions, by the field's path as its row names it.
        rows: the same by sheet and row.
    """

    tree: Tree
    sheets: dict[str, str]
    mistakes: tuple[tuple[str, Mistake], ...]
    questions: Mapping[str, str]
    rows: Mapping[tuple[str, int], str]


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
        self._gathered = Gathered()
        self._mistakes: list[tuple[str, Mistake]] = []
        self._asked: dict[str, Cell] = {}
        self._none: dict[Path, Cell] = {}
        self._sources = Sources()
        self._texts: dict[tuple[str, int], str] = {}
        self._questions: dict[str, str] = {}
        self._rows: dict[tuple[str, int], str] = {}

    def read(self, workbook: Workbook) -> SheetAnswers:
        ours = {row[0].sheet for row in workbook.rows if str(row[0].value) in {layout.HEAD, layout.MARK}}
        rows = [row for row in workbook.rows if row[0].sheet in ours]
        for row in rows:
            self._look(row)
        for row in rows:
            self._row(row)
        for first in {row[0].sheet: row[0] for row in reversed(workbook.rows)}.values():
            if first.sheet not in ours:
                self._mistake(first, (), _OTHER_SHEET)
        self._fill_gaps()
        self._sources.tell(self._gathered)
        self._gathered.put(("edscreen",), 1)
        self._gathered.put(("prepared", "role"), "vendor")
        mistakes = tuple(self._mistakes)
        return SheetAnswers(self._gathered.tree(), self._sheets, mistakes, self._questions, self._rows)

    def _look(self, row: Sequence[Cell]) -> None:
        """Keep a row's question, and the texts behind it: one answer may need another to be understood."""
        written = str(row[0].value) if row[0].column == layout.FIELD else layout.HEAD
        if written in {layout.HEAD, layout.MARK}:
            return
        for cell in row:
            if isinstance(cell.value, str) and cell.column >= layout.ANSWER:
                self._texts.setdefault((written, cell.column), cell.value)
            elif isinstance(cell.value, str) and cell.column == layout.QUESTION:
                self._questions.setdefault(written, cell.value)
                self._rows[cell.sheet, cell.row] = cell.value

    def _row(self, row: Sequence[Cell]) -> None:
        head = row[0] if row[0].column == layout.FIELD else None
        if head is None:
            self._beside((), row)
            return
        written = str(head.value)
        if written in {layout.HEAD, layout.MARK}:
            if row[0].row > 1:  # a heading between the questions; the first row only labels the columns
                self._beside((), row)
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
            self._gathered.put(path, None, head.row, column)
        asked = {layout.ENTRY_HELP, column}
        if not is_list:
            self._stated(path, cells.get(layout.SOURCE), cells.get(layout.DATE))
            asked = {layout.ANSWER, layout.SOURCE, layout.DATE, layout.HELP}
        self._beside(path, [cell for place, cell in cells.items() if place not in asked])

    def _is_list_of_groups(self, path: Path) -> bool:
        around, due = group_at(path[:-1]), guide(path)
        info = fields_of(around).get(str(path[-1])) if around else None
        return info is not None and due is not None and due.model is not None and holds_list(info)

    def _answer(self, path: Path, cell: Cell) -> None:
        if cell.problem:
            self._mistake(cell, path, cell.problem)
            self._gathered.put(path, None, cell.row, cell.column)
        elif self._is_list_of_groups(path):
            self._whether_any(path, cell)
        elif path == ("prepared", "role"):
            self._mistake(cell, path, _OWN_ROLE)
        else:
            self._gathered.put(path, self._value(path, cell), cell.row, cell.column)

    def _fill_gaps(self) -> None:
        """Give every blank answer of an entry that was begun its own cell, and refuse entries of none."""
        for written, head in self._asked.items():
            if not layout.has_entries(written):
                continue
            entries = self._gathered.node((written.partition("[")[0],))
            for entry in sorted(key for key in entries.inner if isinstance(key, int)) if entries else ():
                path = layout.read_path(written, entry) or ()
                if self._gathered.node(path) is None:
                    self._gathered.put(path, None, head.row, layout.FIRST_ENTRY + entry)
        for path, cell in self._none.items():
            node = self._gathered.node(path)
            if node and node.inner:
                self._mistake(cell, path, _BOTH)

    def _whether_any(self, path: Path, cell: Cell) -> None:
        said = str(cell.value).lower()
        if said == layout.NONE:
            self._gathered.put(path, [], cell.row, cell.column)
            self._none[path] = cell
        elif said == layout.SOME:
            self._gathered.put(path, None, cell.row, cell.column)
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
        if isinstance(value, str):
            unit = layout.written_path((*path[:-1], unit_beside(str(path[-1]))))
            value, wrong = read_text(path, value, self._texts.get((unit, cell.column), ""))
            if wrong:
                self._mistake(cell, path, wrong)
            return value
        return [value] if info and holds_list(info) else value

    def _stated(self, path: Path, source: Cell | None, day: Cell | None) -> None:
        """Keep where one answer of a group is stated."""
        usable = {}
        for key, cell in (("source", source), ("as_of", day)):
            if cell and cell.problem:
                self._mistake(cell, path, cell.problem)
            elif cell and len(path) > 1:
                usable[key] = cell
        if usable:
            section, given = str(path[0]), usable.get("as_of")
            wrong = self._sources.take(section, str(path[-1]), usable.get("source"), given)
            if wrong and given:
                self._mistake(given, (section, "as_of"), wrong)

    def _beside(self, path: Path, cells: Sequence[Cell]) -> None:
        """Name what stands where nothing is asked for, so that nobody takes it for read."""
        for cell in cells:
            if cell.column >= layout.ANSWER:
                self._mistake(cell, path, _NO_ROW if not path else _NO_CELL)

    def _mistake(self, cell: Cell, path: Path, message: str) -> None:
        self._mistakes.append((cell.sheet, Mistake(cell.row, cell.column, path, message)))
