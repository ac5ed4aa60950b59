"""What each column of a list means: a field of a profile, or nothing that edscreen knows."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from edscreen.batch.lists.data_files import read_entries
from edscreen.batch.lists.fields import close_paths, looks_like_path, path_named
from edscreen.batch.lists.texts import same_heading
from edscreen.profile.documents import dotted
from edscreen.profile.quoting import shown
from edscreen.profile.sheet_places import cell_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from edscreen.profile.yaml_tree import Path

ADDRESS: Path = ("address",)
"""Stands for the vendor's website or the product's page, as each address decides."""
VENDOR, PRODUCT = ("vendor", "name"), ("product", "name")
WEBSITE, PAGE = ("vendor", "website"), ("product", "page")
IGNORE = "ignore"

_AGAIN = re.compile(r"(.+) \([0-9]+\)", re.DOTALL)

# The keys under which reports keep, beside the list's own columns, the row's number and what its site states.
_OF_THE_ROW = ("row", "filled", "differs")


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
    """Return the headings of a list, each once: `URL (2)`; a blank one is named for its column."""
    found: dict[str, None] = dict.fromkeys(_OF_THE_ROW)
    for at, cell in enumerate(cells):
        written = " ".join((cell or "").split()) or unnamed(at)
        heading, times = written, 1
        while heading in found:
            times += 1
            heading = f"{written} ({times})"
        found[heading] = None
    return tuple(found)[len(_OF_THE_ROW) :]


def field_alone(heading: str) -> Path | None:
    """Return the field that a heading means, where it says nothing beside it; else None."""
    if path := path_named(heading):
        return path
    _, meaning = usual().strong.get(same_heading(heading), (0, None))
    return meaning.path if meaning and not (meaning.also or meaning.certain) else None


def unnamed(index: int) -> str:
    """Return what a column without a heading is called."""
    return f"column {cell_name(1, index + 1)[:-1]}"


def columns_of(
    headings: Sequence[str], mapped: Mapping[str, str] | None = None
) -> tuple[tuple[Column, ...], list[str]]:
    """Return the columns of a list, and what is to be said of them.

    Args:
        headings: its headings, each once.
        mapped: what a file of `--map` says, by `same_heading`: a field's path, or `ignore`.
    """
    meanings: dict[int, Meaning] = {}
    others: dict[int, list[tuple[int, Meaning]]] = {}
    ignored: set[int] = set()
    notices: list[str] = []
    written = [as_written(heading, headings) for heading in headings]
    for at, heading in enumerate(headings):
        said = (mapped or {}).get(same_heading(heading))
        if said == IGNORE:
            ignored.add(at)
        elif path := path_named(said or written[at]):
            meaning = Meaning(path, words=_words_of(path))
            _take(meanings, at, meaning, headings, notices, None if said else others)
        elif looks_like_path(heading):
            notices.append(
                f"the column {shown(heading)} looks like a field of a profile, but there is none such"
                f"{close_paths(heading)}"
            )
    rest = [at for at in range(len(headings)) if at not in meanings and at not in ignored]
    for named in usual():
        has_vendor = VENDOR in {each.path for each in meanings.values()}
        if named is usual().weak and not has_vendor:
            break
        known = [(*named[key], at) for at in rest if (key := same_heading(written[at])) in named]
        for _, meaning, at in sorted(known, key=lambda each: (each[0], each[2])):
            if at not in meanings:
                _take(meanings, at, meaning, headings, notices, others, weak=named is usual().weak)
    taken = {meaning.path for meaning in meanings.values()}
    columns = []
    for at, heading in enumerate(headings):
        found = meanings.get(at)
        if found and found.path == ADDRESS and taken >= {WEBSITE, PAGE}:
            found = None
        # What may stay out of the profile is not to be lost.
        is_spare = found is None or found.certain or (found.path == ADDRESS and PAGE in taken)
        instead = [Column(other, headings[other], meant, True) for other, meant in others.get(at, ())]
        columns.append(
            Column(at, heading, found, is_spare and at not in ignored, tuple(instead) if found else ())
        )
    return tuple(columns), notices


def as_written(heading: str, headings: Sequence[str]) -> str:
    """Return a heading that stands a second time, and so was told apart by a number, as it stands there."""
    repeated = _AGAIN.fullmatch(heading)
    return repeated[1] if repeated and repeated[1] in headings else heading


def _take(
    meanings: dict[int, Meaning],
    at: int,
    meaning: Meaning,
    headings: Sequence[str],
    notices: list[str],
    others: dict[int, list[tuple[int, Meaning]]] | None,
    *,
    weak: bool = False,
) -> None:
    """Give a column its meaning, unless another has it; that is said, but of headings that say little.

    Others count where it is blank, but for a column that a file of `--map` chose, and has no `others`.
    """
    first = next((other for other, each in meanings.items() if each.path == meaning.path), None)
    if first is None:
        meanings[at] = meaning
        if others is not None and not weak:
            others[at] = []
        return
    completed = None if weak or others is None else others.get(first)
    if completed is not None:
        completed.append((at, meaning))
    if not weak and not meaning.certain:
        field = "the address" if meaning.path == ADDRESS else dotted(meaning.path)
        taken, other = shown(headings[first]), shown(headings[at])
        rest = (
            f"and where it is blank {other}, which is carried through as well"
            if completed is not None
            else f"{other} is only carried through"
        )
        notices.append(f"two columns hold {field}: {taken} was taken, {rest}")
