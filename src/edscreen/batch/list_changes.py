"""What has become of a list since a run over it began, in words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from edscreen.profile.quoting import shown
from edscreen.profile.words import counted, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from edscreen.batch.alignment import Alignment
    from edscreen.batch.lists.listing import Listing


class ListNotes(NamedTuple):
    """What a run notes of its list, and tells anew where it is another now.

    Attributes:
        list: what the list is called.
        place: in JSON, the sheet of a workbook and the number of the first row; empty where it holds files.
        id: the heading of the column of keys; empty where there is none.
    """

    list: str
    place: str
    id: str

    @classmethod
    def of(cls, listing: Listing) -> ListNotes:
        """Return what is noted of a list."""
        rows = listing.rows
        place = json.dumps([rows.sheet, rows.first]) if rows else ""
        return cls(listing.shown, place, listing.id_heading)

    @classmethod
    def noted(cls, run: Mapping[str, str]) -> ListNotes:
        """Return what was noted of a list in a run's table `run`."""
        return cls(*(run.get(name, "") for name in cls._fields))

    def is_elsewhere(self, then: ListNotes) -> bool:
        """Whether results must tell the list's name, its sheet or their place in it anew."""
        return (self.list, self.place) != (then.list, then.place)


def changes(
    alignment: Alignment, now: ListNotes, then: ListNotes, *, is_files: bool, was_finished: bool
) -> Iterator[str]:
    """Yield sentences that say how a list differs from what was recorded of it; none where it does not.

    Args:
        alignment: how it differs, in numbers.
        now: what is noted of the list as it is.
        then: what was noted of it before.
        is_files: whether its items are files, not rows.
        was_finished: whether all of the list was recorded; where it was not, nobody knows which rows are new.
    """
    if now.list != then.list:
        yield f"the list is {now.list} now and was {then.list}: what was recorded is told under the new name"
    if now.id != then.id:
        yield (
            f"rows are known by {_known_by(now)} now and were by {_known_by(then)}: keys and duplicates were"
            " worked out anew"
        )
    if not alignment.is_of_same_rows or (was_finished and alignment.new):
        yield _what_changed(alignment, "file" if is_files else "row", was_finished=was_finished)


def _what_changed(alignment: Alignment, noun: str, *, was_finished: bool) -> str:
    moved = "under another name" if noun == "file" else "in another row"
    elsewhere = f" ({alignment.moved:,} {moved} now)" if alignment.moved else ""
    parts = [f"{alignment.same:,} {_are(alignment.same)} the same{elsewhere}"]
    if alignment.changed:
        parts.append(f"{alignment.changed:,} {'was' if alignment.changed == 1 else 'were'} changed")
    if alignment.gone:
        parts.append(f"{alignment.gone:,} {_are(alignment.gone)} gone")
    sentence = f"the list has changed: of {counted(f'{alignment.before:,}', noun)} before, {joined(parts)}"
    if alignment.new:
        or_later = "" if was_finished else " or were not reached before"
        sentence += f"; {counted(f'{alignment.new:,}', noun)} {_are(alignment.new)} new{or_later}"
    if alignment.repeating:
        sentence += (
            f"; {alignment.repeating:,} of the same {_are(alignment.repeating)} set aside now as repeated"
        )
    if alignment.freed:
        sentence += f"; {alignment.freed:,} of the same {_are(alignment.freed)} set aside no longer"
    return f"{sentence}; what is the same keeps its result"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _known_by(notes: ListNotes) -> str:
    return f"the column {shown(notes.id)} (--id)" if notes.id else "their numbers"
