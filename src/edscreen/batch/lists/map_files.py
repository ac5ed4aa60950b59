"""The file of `--map`: what the columns of a list mean, where their headings do not say it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from edscreen.batch.lists.columns import close_meaning, listed, meaning_named
from edscreen.batch.lists.fields import path_named
from edscreen.batch.lists.listing import UnreadableList
from edscreen.batch.lists.texts import same_heading
from edscreen.profile.kinds import FileKind
from edscreen.profile.quoting import shown
from edscreen.profile.sources import Unreadable, read_file, shown_path
from edscreen.profile.yaml_builder import trees
from edscreen.profile.yaml_scalars import written
from edscreen.profile.yaml_syntax import BrokenYaml
from edscreen.profile.yaml_tree import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from edscreen.batch.lists.columns import Meaning
    from edscreen.profile.yaml_tree import Tree

_KIND = FileKind("map", "Vendor: vendor.name", "Vendor: vendor.name")
_MOST_TOLD = 10
_SHEET, _IGNORE = "sheet", "ignore"


class ColumnMap:
    """What a file of `--map` says.

    Attributes:
        shown: the file, fit to be shown.
        fields: what a column means, by its heading as `same_heading` gives it; None: leave it out.
        sheet: the sheet of a workbook that holds the list; None where it names none.
    """

    def __init__(self, path: str) -> None:
        """Read the file.

        Raises:
            UnreadableList: it cannot be read, or names what is neither field nor usual heading.
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
        self.fields: Mapping[str, Meaning | None] = {
            same_heading(str(heading)): None if _is_left_out(named) else meaning_named(named)
            for heading, field in self._columns.items()
            for named in (str(field).strip(),)
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
            hint = f"did you mean {shown(close[0])}?" if close else f"its sheets are {listed(names)}"
            message = f"the workbook has no sheet {shown(self.sheet)}: {hint}"
            self._refuse([self._mistake(_SHEET, message, at_value=True)])

    def _wrong_fields(self) -> Iterator[Mistake]:
        taken: dict[tuple[object, ...], tuple[str, str]] = {}
        for heading, field in self._columns.items():
            named = field.strip() if isinstance(field, str) else ""
            meaning = meaning_named(named)
            if _is_left_out(named):
                continue
            if not named:
                due = "write what this column holds, like Minutes per Week or vendor.name, or ignore"
                yield self._mistake(heading, due)
            elif meaning is None:
                message = (
                    f"{shown(named)} is neither a usual heading nor a field of a profile that a column can "
                    f"hold{close_meaning(named)}"
                )
                yield self._mistake(heading, message, at_value=True)
            else:  # minutes a week and minutes a session may stand side by side
                first, before = taken.setdefault(meaning[:2], (heading, named))
                if first != heading:
                    same = (
                        "stands twice, first" if before == named else f"is the same as {before}, which stands"
                    )
                    message = f"{named} {same} for {shown(str(first))}: take one of the two away"
                    yield self._mistake(heading, message, at_value=True)

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
    return None if not named or _is_left_out(named) or path_named(named) else named


def _is_left_out(named: str) -> bool:
    return named.casefold() == _IGNORE
