"""What each column of a list means: a field of a profile, or nothing that edscreen knows."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from edscreen.batch.lists.data_files import read_entries
from edscreen.batch.lists.fields import close_paths, fields_called, path_named, section_of
from edscreen.batch.lists.texts import same_heading
from edscreen.profile.quoting import shown
from edscreen.profile.sheet_places import cell_name
from edscreen.profile.users import without_users
from edscreen.profile.words import joined

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from edscreen.profile.yaml_tree import Path

ADDRESS: Path = ("address",)
"""Stands for the vendor's website or the product's page, as each address decides."""
VENDOR, PRODUCT = ("vendor", "name"), ("product", "name")
WEBSITE, PAGE = ("vendor", "website"), ("product", "page")
SUBJECTS = ("product", "subjects")

_NAMED_AT_MOST, _LONGEST_NAME = 12, 40  # names in a message, and characters of one
_AGAIN = re.compile(r"(.+) \([0-9]+\)", re.DOTALL)

# The keys under which reports keep, beside the list's own columns, the row's number and what its site states.
_OF_THE_ROW = ("row", "filled", "differs", "not_taken")


class Meaning(NamedTuple):
    """What a heading says of the cells below it.

    Attributes:
        path: the field; `ADDRESS` where each address decides.
        also: what it says beside the cell, by field.
        certain: whether a cell counts only where it holds one of the field's own words.
        words: those words by what people write for them, as `same_heading` gives it.
    """

    path: Path
    also: tuple[tuple[Path, str], ...] = ()
    certain: bool = False
    words: tuple[tuple[str, str], ...] = ()


class Column(NamedTuple):
    """One column of a list.

    Attributes:
        at: its position, counted from 0.
        heading: what stands above it; two of one list differ.
        meaning: what it means; None where it matches nothing.
        is_carried: whether its cells are carried through to every output.
        others: the columns for the same field, which count where this one is blank, in their order.
    """

    at: int
    heading: str
    meaning: Meaning | None
    is_carried: bool
    others: tuple[Column, ...] = ()

    @property
    def path(self) -> Path | None:
        """The field; None where it matches nothing."""
        return self.meaning.path if self.meaning else None

    @property
    def also(self) -> tuple[tuple[Path, str], ...]:
        """What its heading says beside its cells, by field."""
        return self.meaning.also if self.meaning else ()


class Named(NamedTuple):
    """What the usual headings mean.

    Attributes:
        strong: by heading, where in the data it stands (the lower, the stronger) and what it means.
        weak: the same of headings that count only where no other does.
    """

    strong: Mapping[str, tuple[int, Meaning]]
    weak: Mapping[str, tuple[int, Meaning]]


@cache
def usual() -> Named:
    """Return what the usual headings mean, from `data/headings.yaml`."""
    strong: dict[str, tuple[int, Meaning]] = {}
    weak: dict[str, tuple[int, Meaning]] = {}
    for entry in read_entries("headings"):
        meaning = _meaning(entry)
        for headings, found in ((entry["headings"], strong), (entry.get("weak", ()), weak)):
            for heading in headings:
                found.setdefault(same_heading(heading), (len(strong) + len(weak), meaning))
    return Named(strong, weak)


@cache
def _words_of(path: Path) -> tuple[tuple[str, str], ...]:
    return next((meaning.words for _, meaning in usual().strong.values() if meaning.path == path), ())


def _meaning(entry: Mapping[str, Any]) -> Meaning:
    path = ADDRESS if entry["path"] == "address" else _path(entry["path"])
    also = tuple((_path(field), str(value)) for field, value in entry.get("also", {}).items())
    words = tuple(
        (same_heading(written), word)
        for word, several in entry.get("words", {}).items()
        for written in several
    )
    return Meaning(path, also, bool(entry.get("certain")), words)


def _path(text: str) -> Path:
    path = path_named(text)
    if path is None:
        raise ValueError(f"data/headings.yaml names {text}, which is no field of a profile")
    return path


def unique_headings(cells: Sequence[str | None]) -> tuple[str, ...]:
    """Return the headings of a list, each once: `URL (2)`; a blank one is named for its column.

    Like cells they are without users and passwords in web addresses.
    """
    found: dict[str, None] = dict.fromkeys(_OF_THE_ROW)
    for at, cell in enumerate(cells):
        written = " ".join(without_users(cell or "").split()) or unnamed(at)
        heading, times = written, 1
        while heading in found:
            times += 1
            heading = f"{written} ({times})"
        found[heading] = None
    return tuple(found)[len(_OF_THE_ROW) :]


def meaning_named(text: str) -> Meaning | None:
    """Return what a field's path or a usual heading means; None where `text` is neither."""
    if path := path_named(text):
        return Meaning(path, words=_words_of(path))
    return usual().strong.get(same_heading(text), (0, None))[1]


def close_meaning(text: str) -> str:
    """Return the usual heading or the fields that were most likely meant, as a question; or nothing."""
    section, tail = section_of(text), same_heading(text.rpartition(".")[2])
    known = usual().strong
    if section:  # dosage[0].minutes_per_week is no field, and Minutes per Week is a heading for one
        close = [tail] if tail in known and known[tail][1].path[0] == section else []
    else:
        close = [] if fields_called(text) else get_close_matches(same_heading(text), known, n=1, cutoff=0.75)
    return f": did you mean {_headings()[close[0]]}?" if close else close_paths(text)


@cache
def _headings() -> Mapping[str, str]:
    """Return the usual headings as they stand in the data, by `same_heading`."""
    return {same_heading(each): each for entry in read_entries("headings") for each in entry["headings"]}


def field_alone(heading: str) -> Path | None:
    """Return the field that a heading means, where it says nothing beside it; else None."""
    meaning = meaning_named(heading)
    return meaning.path if meaning and not (meaning.also or meaning.certain) else None


def listed(names: Sequence[str], quotes: str = '""') -> str:
    """Return names in quotation marks, not too many of them: `"Code", "Notes" and 3 more`."""
    told = [shown(name, _LONGEST_NAME)[1:-1].join(quotes) for name in names[:_NAMED_AT_MOST]]
    more = len(names) - len(told)
    return f"{', '.join(told)} and {more:,} more" if more else joined(told)


def unnamed(index: int) -> str:
    """Return what a column without a heading is called."""
    return f"column {cell_name(1, index + 1)[:-1]}"


def as_written(heading: str, headings: Sequence[str]) -> str:
    """Return a heading that stands a second time, and so was told apart by a number, as it stands there."""
    repeated = _AGAIN.fullmatch(heading)
    return repeated[1] if repeated and repeated[1] in headings else heading
