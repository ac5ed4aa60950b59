"""Replies of vendors that stand beside no finding, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from edscreen.profile.documents import dotted
from edscreen.profile.sheet_places import place_in_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from edscreen.profile.documents import Document


class NotShown(NamedTuple):
    """A reply that stands beside no finding.

    Attributes:
        profile: the profile, fit to be shown.
        line: where it stands there.
        column: the column of that.
        sheet: of a workbook, the sheet; line and column are row and column there.
        path: the field.
        why: why it is not shown.
    """

    profile: str
    line: int
    column: int
    sheet: str
    path: str
    why: str

    @property
    def sentence(self) -> str:
        """Where it stands and why it is not shown: `lumen.yaml:9:3: replies[0].rule: no rule is named`."""
        return f"{place_in_words(*self[:4])}: {self.path}: {self.why}"


def replies_not_shown(document: Document, rule_ids: Collection[str]) -> Iterator[NotShown]:
    """Yield each such reply.

    Args:
        document: the profile.
        rule_ids: the ids of every rule loaded.
    """
    replies = document.profile.replies or ()
    last = {reply.rule: index for index, reply in enumerate(replies)}
    for index, reply in enumerate(replies):
        if not reply.rule:
            why = "no rule is named"
        elif reply.rule not in rule_ids:
            why = "no rule has this id"
        elif last[reply.rule] != index:
            why = "a later reply to the same question stands below"
        else:
            continue
        place = document.place(("replies", index, "rule"))
        sheet = document.sheet(place.path)
        yield NotShown(document.shown, place.line, place.column, sheet, dotted(place.path), why)
