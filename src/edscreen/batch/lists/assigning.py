"""Which column of a list fills which field: each field once, and others where that one is blank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.batch.lists.columns import (
    ADDRESS,
    PAGE,
    SUBJECTS,
    VENDOR,
    WEBSITE,
    Column,
    as_written,
    meaning_named,
    usual,
)
from edscreen.batch.lists.fields import close_paths, looks_like_path, path_named
from edscreen.batch.lists.texts import same_heading
from edscreen.profile.documents import dotted
from edscreen.profile.quoting import shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TypeAlias

    from edscreen.batch.lists.columns import Meaning

    Others: TypeAlias = "dict[int, list[tuple[int, Meaning]]]"

_BY_SUBJECT = frozenset(("dosage", "outcomes"))  # sections whose minutes may be for each subject
_OF_ONE_SITE = "; where one holds a site's front page and the other a page within it, both are taken"


def columns_of(
    headings: Sequence[str], mapped: Mapping[str, Meaning | None] | None = None
) -> tuple[tuple[Column, ...], list[str]]:
    """Return the columns of a list, and what is to be said of them.

    Args:
        headings: its headings, each once.
        mapped: what a file of `--map` says, by `same_heading`; None where a column is to be left out.
    """
    assigned = _Assigned(headings, mapped or {})
    return tuple(map(assigned.column, range(len(headings)))), assigned.notices


class _Assigned:
    """The columns of a list with what each of them means.

    What a file of `--map` says comes first, then fields named by their paths, then usual headings.
    """

    def __init__(self, headings: Sequence[str], mapped: Mapping[str, Meaning | None]) -> None:
        self.notices: list[str] = []
        self._headings = headings
        self._written = [as_written(heading, headings) for heading in headings]
        self._meanings: dict[int, Meaning] = {}
        # A column that a file of --map chose is completed only from another that the file names.
        self._chosen: Others = {}
        self._others: Others = {}
        said = {at: mapped[key] for at, each in enumerate(headings) if (key := same_heading(each)) in mapped}
        self._ignored = {at for at, meaning in said.items() if meaning is None}
        for at, meaning in said.items():
            if meaning:
                self._take(at, meaning, self._chosen)
        rest = [at for at in range(len(headings)) if at not in said]
        self._take_paths(rest)
        self._take_usual([at for at in rest if at not in self._meanings])
        self._taken = {meaning.path for meaning in self._meanings.values()}

    def column(self, at: int) -> Column:
        """Return the column at a position."""
        found = self._sparing(self._meanings.get(at))
        if found and found.path == ADDRESS and self._taken >= {WEBSITE, PAGE}:
            found = None
        # What may stay out of the profile is not to be lost.
        is_spare = found is None or found.certain or (found.path == ADDRESS and PAGE in self._taken)
        others = (self._chosen | self._others).get(at, ()) if found else ()
        return Column(
            at,
            self._headings[at],
            found,
            is_spare and at not in self._ignored,
            tuple([Column(each, self._headings[each], self._sparing(meant), True) for each, meant in others]),
        )

    def _sparing(self, meaning: Meaning | None) -> Meaning | None:
        """Let subjects that edscreen does not know cost no row where no minutes are counted for each."""
        if meaning and meaning.path == SUBJECTS and not any(path[0] in _BY_SUBJECT for path in self._taken):
            return meaning._replace(certain=True)
        return meaning

    def _take_paths(self, rest: Sequence[int]) -> None:
        for at in rest:
            heading = self._headings[at]
            if path_named(self._written[at]) and (meaning := meaning_named(self._written[at])):
                self._take(at, meaning, self._others)
            elif looks_like_path(heading) and meaning_named(heading) is None:
                self.notices.append(
                    f"the column {shown(heading)} looks like a field of a profile, but there is none such"
                    f"{close_paths(heading)}"
                )

    def _take_usual(self, rest: Sequence[int]) -> None:
        for named in usual():
            is_weak = named is usual().weak
            if is_weak and VENDOR not in {each.path for each in self._meanings.values()}:
                return
            known = [(*named[key], at) for at in rest if (key := same_heading(self._written[at])) in named]
            for _, meaning, at in sorted(known, key=lambda each: (each[0], each[2])):
                if at not in self._meanings:
                    self._take(at, meaning, self._others, is_weak=is_weak)

    def _take(self, at: int, meaning: Meaning, others: Others, *, is_weak: bool = False) -> None:
        """Give a column its meaning, unless another has it; that is said, but of headings that say little.

        Args:
            at: the column.
            meaning: what it means.
            others: the columns of its kind that have a meaning, each with those that count where it is blank.
            is_weak: whether its heading says little.
        """
        first = next((other for other, each in self._meanings.items() if each.path == meaning.path), None)
        if first is None:
            self._meanings[at] = meaning
            if not is_weak:
                others[at] = []
            return
        completed = None if is_weak else others.get(first)
        if completed is not None:
            completed.append((at, meaning))
        if is_weak or meaning.certain:
            return
        is_address = meaning.path == ADDRESS
        taken, other = shown(self._headings[first]), shown(self._headings[at])
        rest = (
            f"and where it is blank {other}, which is carried through as well"
            f"{_OF_ONE_SITE if is_address else ''}"
            if completed is not None
            else f"{other} is only carried through"
        )
        field = "the address" if is_address else dotted(meaning.path)
        self.notices.append(f"two columns hold {field}: {taken} was taken, {rest}")
