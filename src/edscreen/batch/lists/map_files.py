"""The file of `--map`: what the columns of a list mean, where their headings do not say it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from edscreen.batch.lists.columns import IGNORE
from edscreen.batch.lists.fields import close_paths, path_named
from edscreen.batch.lists.listing import UnreadableList
from edscreen.batch.lists.texts import same_heading
from edscreen.profile.kinds import FileKind
from edscreen.profile.quoting import shown
from edscreen.profile.sources import Unreadable, read_file, shown_path
from edscreen.profile.words import joined
from edscreen.profile.yaml_builder import trees
from edscreen.profile.yaml_scalars import written
from edscreen.profile.yaml_syntax import BrokenYaml
from edscreen.profile.yaml_tree import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from edscreen.profile.yaml_tree import Tree

_KIND = FileKind("map", "Vendor: vendor.name", "Vendor: vendor.name")
_MOST_TOLD = 10
_SHEET = "sheet"


class ColumnMap:
    """What a file of `--map` says.

    Attributes:
        shown: the file, fit to be shown.
        fields: the field, or `ignore`, by the heading as `same_heading` gives it.
        sheet: the sheet of a workbook that holds the list; None where it names none.
    """

    def __init__(self, path: str) -> None:
        """Read the file.

        Raises:
            UnreadableList: it cannot be read, or names fields that there are not; each with its place.
        """
        self.shown = shown_path(path)
        try:
            source = read_file(path, _KIND)
        except Unreadable as error:
            raise UnreadableList(f"{self.shown}: {error.message}") from None
        try:
            documents = list(trees(source.text, _KIND))
        except BrokenYaml as error:
            raise UnreadableList(f"{self.shown}:{error.line}:{error.column}: {error.message}") from None
        if len(documents) != 1 or not isinstance(documents[0].data, dict) or not documents[0].data:
            due = "write on each line a column and the field that it holds, as Vendor: vendor.name"
            raise UnreadableList(f"{self.shown}: {due}")
        self._tree: Tree = documents[0]
        self.sheet = _sheet_named(self._tree.data.get(_SHEET))
        self._columns = {
            heading: field
            for heading, field in self._tree.data.items()
            if heading != _SHEET or self.sheet is None
        }
        self._refuse([*self._tree.mistakes, *self._wrong_fields()])
        self.fields: Mapping[str, str] = {
            same_heading(str(heading)): str(field).strip() for heading, field in self._columns.items()
        }

    def check(self, headings: Sequence[str]) -> None:
        """See that the list has the columns that the map names.

        Raises:
            UnreadableList: it has not.
        """
        there = {same_heading(heading): heading for heading in headings}
        wrong = []
        for heading in self._columns:
            if same_heading(str(heading)) in there:
                continue
            close = get_close_matches(same_heading(str(heading)), there, n=1)
            meant = f": did you mean {shown(there[close[0]])}?" if close else ""
            wrong.append(self._mistake(heading, f"the list has no column {shown(str(heading))}{meant}"))
        self._refuse(wrong)

    def check_sheet(self, names: Sequence[str]) -> None:
        """See that a workbook has the sheet that the map names.

        Raises:
            UnreadableList: it has not.
        """
        if self.sheet is not None and self.sheet not in names:
            close = get_close_matches(self.sheet, names, n=1)
            hint = f"did you mean {shown(close[0])}?" if close else f"its sheets are {_listed(names)}"
            message = f"the workbook has no sheet {shown(self.sheet)}: {hint}"
            self._refuse([self._mistake(_SHEET, message, at_value=True)])

    def _wrong_fields(self) -> Iterator[Mistake]:
        taken: dict[str, str] = {}
        for heading, field in self._columns.items():
            named = field.strip() if isinstance(field, str) else ""
            if named == IGNORE:
                continue
            if not named:
                yield self._mistake(
                    heading, "write the field that this column holds, like vendor.name, or ignore"
                )
            elif path_named(named) is None:
                message = f"a profile has no field {shown(named)} that a column can hold{close_paths(named)}"
                yield self._mistake(heading, message, at_value=True)
            elif named in taken:
                message = f"{named} stands twice, first for {shown(taken[named])}: take one of the two away"
                yield self._mistake(heading, message, at_value=True)
            taken.setdefault(named, str(heading))

    def _mistake(self, heading: str, message: str, *, at_value: bool = False) -> Mistake:
        place = self._tree.place((heading,)) if at_value else self._tree.key_place((heading,))
        return Mistake(place.line, place.column, (), message)

    def _refuse(self, mistakes: Sequence[Mistake]) -> None:
        if mistakes:
            told = [
                f"{self.shown}:{each.line}:{each.column}: {each.message}"
                for each in sorted(mistakes, key=lambda each: each[:2])[:_MOST_TOLD]
            ]
            raise UnreadableList("\n".join(told))


def _sheet_named(value: object) -> str | None:
    """Return the sheet behind `sheet:`; None where it says what a column of that name holds."""
    if value is None or isinstance(value, list | dict):
        return None
    named = str(written(value)).strip()
    return None if not named or named == IGNORE or path_named(named) else named


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_TOLD} more" if len(names) > _MOST_TOLD else ""
    told = [shown(name) for name in names[:_MOST_TOLD]]
    return ", ".join(told) + more if more else joined(told)
