"""What is said of user names and passwords that were left out of a profile's addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from edscreen.profile.documents import dotted
from edscreen.profile.sheet_places import place_in_words
from edscreen.profile.words import counted

if TYPE_CHECKING:
    from edscreen.profile.documents import Document


class LeftOut(NamedTuple):
    """Values of a profile from whose addresses a user name or a password was left out.

    Attributes:
        profile: the profile, fit to be shown.
        line: where the first of them stands.
        column: the column of that.
        sheet: of a workbook, the sheet; line and column are row and column there.
        path: the field; empty in a workbook, whose cell says it.
        more: how many others there are.
    """

    profile: str
    line: int
    column: int
    sheet: str
    path: str
    more: int

    @property
    def sentence(self) -> str:
        """Where it stood and what is to be done about it, without its words."""
        field = f"{self.path}: " if self.path else ""
        more = f", and in {counted(self.more, 'more place')}" if self.more else ""
        return (
            f"{place_in_words(*self[:4])}: {field}a user name or a password stands in this web address"
            f"{more}: what stands before @ was left out; delete it in the file as well"
        )


def left_out_of(document: Document) -> LeftOut | None:
    """Return what was left out of a profile; None where that is nothing."""
    users = document.tree.users
    if not users:
        return None
    sheet, first = document.sheet(users[0].path), users[0]
    path = "" if sheet else dotted(first.path)
    return LeftOut(document.shown, first.line, first.column, sheet, path, len(users) - 1)
