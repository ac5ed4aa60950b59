"""Rows of a list as profiles."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from edscreen.batch.lists.columns import PRODUCT, VENDOR, unnamed
from edscreen.batch.lists.json_values import NotJson, read_json
from edscreen.batch.lists.texts import CannotRead
from edscreen.batch.lists.two_columns import Fields
from edscreen.batch.lists.values import said_beside, value_of
from edscreen.profile.cell_trees import Gathered, SheetLines
from edscreen.profile.documents import KEY, Document, InvalidProfile, another_kind, dotted, in_order, judge
from edscreen.profile.found_files import documents_of_file
from edscreen.profile.quoting import shown
from edscreen.profile.yaml_tree import Mistake, Tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.batch.items import Item
    from edscreen.batch.lists.columns import Column
    from edscreen.batch.lists.rows import Cells
    from edscreen.batch.lists.two_columns import Filling
    from edscreen.profile.yaml_tree import Mark, Path

_NO_NAME = {
    VENDOR: "this row names no vendor",
    PRODUCT: "this row names no product",
}
_TOO_MANY = (
    "this row has {} cells, and the list has {} columns: put a text that holds what stands between the "
    "columns into quotation marks"
)


def documents_in(item: Item, rows: RowReader | None) -> Iterator[Document | InvalidProfile]:
    """Yield the profiles in an item, or the mistakes in it.

    Args:
        item: a row or a file.
        rows: what turns rows into profiles, where the item is one.
    """
    if isinstance(item.content, bytes):
        yield from documents_of_file(item.shown, item.content)
    elif rows:
        yield from rows.documents(item.number, item.content)


@dataclass(frozen=True, slots=True)
class RowReader:
    """Turns rows of one list into profiles; it can be sent to another process.

    Attributes:
        shown: the list, fit to be shown.
        sheet: of a workbook, the sheet; empty otherwise.
        first: the number of the first row below the headings.
        columns: what each column means.
        is_profiles: whether each row is a whole profile, as JSON in its only cell.
    """

    shown: str
    sheet: str
    first: int
    columns: tuple[Column, ...]
    is_profiles: bool = False
    _fields: Fields = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Find out once which columns fill the same field in every row."""
        object.__setattr__(self, "_fields", Fields(self.columns))

    def documents(self, number: int, cells: Cells) -> Iterator[Document | InvalidProfile]:
        """Yield the profile that a row is, or the mistakes in it, each with row and column."""
        mistakes: list[Mistake] = []
        read: list[Filling] = [] if self.is_profiles else list(self._fields.in_row(cells))
        tree = self._profile(number, cells) if self.is_profiles else self._tree(number, cells, read, mistakes)
        if isinstance(tree, Mistake):
            yield from self._listed([tree])
            return
        profile, pruned, found = judge(tree)
        told = [mistake.path for mistake in mistakes]
        found = [each for each in found if not any(path[: len(each.path)] == each.path for path in told)]
        if not self.is_profiles:
            found = [_said_of_a_cell(each, cells, in_sheet=bool(self.sheet)) for each in found]
        mistakes += found
        if profile and not mistakes:
            sheets = {"": self.sheet} if self.sheet else None
            yield Document(
                profile, pruned, self.shown, number - self.first, self._digest(cells, read), sheets
            )
        else:
            yield from self._listed(mistakes)

    def carried(self, cells: Cells) -> dict[str, str | None]:
        """Return the list's own columns, which match nothing in a profile, by their headings."""
        found = {
            each.heading: cells[each.at] if each.at < len(cells) else None
            for each in self.columns
            if each.is_carried
        }
        if self.sheet:  # what stands beside the list, under no heading, is somebody's note
            found |= {unnamed(at): cells[at] for at in range(len(self.columns), len(cells)) if cells[at]}
        return found

    def _tree(self, number: int, cells: Cells, read: list[Filling], mistakes: list[Mistake]) -> Tree:
        """Return what a row says as a document, and add what cannot be read of it."""
        gathered = Gathered((number, 1))
        gathered.put((KEY,), 1)
        if len(cells) > len(self.columns) and not self.sheet:
            message = _TOO_MANY.format(len(cells), len(self.columns))
            mistakes.append(Mistake(number, len(self.columns) + 1, (), message))
        named = set()
        headed: list[tuple[Path, Any, Column]] = []
        for column, meaning, path in read:
            text = cells[column.at] if column.at < len(cells) else None
            place = (number, column.at + 1)
            try:
                value = value_of(text, meaning, path)
            except CannotRead as error:
                mistakes.append(Mistake(*place, path, str(error)))
                value = None
            if value is not None or path not in named:
                gathered.put(path, value, *place)
            if value is not None:
                named.add(path)
                beside = said_beside(text, meaning, path)
                headed += ((field, said, column) for field, said in beside)
        for other, message in self._fields.contradictions(cells):
            mistakes.append(Mistake(number, other.at + 1, other.path or (), message))
        mistakes += self._headed(gathered, number, headed)
        mistakes += self._nameless(number, named | {mistake.path for mistake in mistakes})
        return gathered.tree()

    def _headed(
        self, gathered: Gathered, number: int, headed: list[tuple[Path, Any, Column]]
    ) -> Iterator[Mistake]:
        """Add what headings say beside their cells; a blank cell of another column does not undo it."""
        for path, said, column in headed:
            node = gathered.node(path)
            if node and node.value not in (None, said):
                place = gathered.tree().place(path)
                is_headed = column.meaning is not None and (path, said) in column.meaning.also
                what = "heading" if is_headed else "cell under"
                remedy = "move the number under another heading" if is_headed else "mend the other"
                message = (
                    f"this cell says {shown(str(node.value))} and the {what} {shown(column.heading)} says "
                    f"{said}: leave this cell empty, or {remedy}"
                )
                yield Mistake(place.line, place.column, path, message)
            gathered.put(path, said, number, column.at + 1)

    def _nameless(self, number: int, named: set[Path]) -> Iterator[Mistake]:
        for path, message in _NO_NAME.items():
            if path not in named:
                column = next(each for each in self.columns if each.path == path)
                remedy = "write its name there"
                yield Mistake(number, column.at + 1, path, f"{message}: {remedy}")

    def _profile(self, number: int, cells: Cells) -> Tree | Mistake:
        """Return the profile that a line of JSON holds, all of it at the line's beginning."""
        try:
            data = read_json(cells[0] or "" if cells else "")
        except NotJson as error:
            return Mistake(number, 1, (), str(error))
        tree = Tree(data, True, (), True, _marked(data), SheetLines([(number, 1)]))
        return another_kind(tree, KEY) or tree

    def _listed(self, mistakes: list[Mistake]) -> Iterator[InvalidProfile]:
        for line, column, path, message in in_order(mistakes):
            headed = self.columns[column - 1].heading if 0 < column <= len(self.columns) and path else ""
            where = f"column {shown(headed)}: " if headed and not self.is_profiles else ""
            yield InvalidProfile(
                "invalid_profile", self.shown, line, column, dotted(path), where + message, self.sheet
            )

    def _digest(self, cells: Cells, read: list[Filling]) -> str:
        """Return a SHA-256 of what a row says of its product, whatever the list carries beside it."""
        if self.is_profiles:
            said: Any = cells
        else:
            said = sorted(
                [repr(meaning[:3]), cells[each.at]]
                for each, meaning, _ in read
                if each.at < len(cells) and cells[each.at]
            )
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _said_of_a_cell(mistake: Mistake, cells: Cells, *, in_sheet: bool) -> Mistake:
    """Return a mistake in words for a cell, where its own are for a file or leave out what stands there."""
    message = mistake.message
    if message.startswith("is missing: add it"):
        message = (
            f"what stands here cannot be read without {dotted(mistake.path)}, which no column of the list "
            "holds: add one that does, or write ignore behind this column in a file for --map"
        )
    elif message.startswith("is blank: "):
        message = message.replace(f", like {mistake.path[-1]}: ", ", like ")
    elif in_sheet and " is no web address: write one like " in message:
        message += " into the cell, as a link behind its text is not read"
    elif message.startswith("write ") and mistake.path:
        cell = cells[mistake.column - 1] if 0 < mistake.column <= len(cells) else None
        message += f", not {shown(cell)}" if cell and shown(cell) not in message else ""
    return mistake._replace(message=message)


def _marked(data: Any) -> Mark:
    if isinstance(data, dict):
        return (0, {key: (0, _marked(value)) for key, value in data.items()})
    return (0, [_marked(each) for each in data], None) if isinstance(data, list) else 0
