"""What the columns of a list leave open: fields without their partners, and columns not understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.batch.lists.columns import as_written, listed, meaning_named, unnamed, usual
from edscreen.batch.lists.data_files import read_entries
from edscreen.batch.lists.texts import same_heading, same_name
from edscreen.profile.documents import dotted
from edscreen.profile.guide import fields_of, group_at
from edscreen.profile.quoting import shown

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from edscreen.batch.lists.columns import Column
    from edscreen.profile.yaml_tree import Path

_LONGEST = 60  # characters of a heading in a line to copy


def notices_on(columns: Sequence[Column], key: str = "") -> Iterator[str]:
    """Yield what is to be said of the columns of a list.

    Args:
        columns: the columns.
        key: the heading of the column of `--id`.
    """
    yield from _of_no_period(columns)
    yield from _of_nothing_named(columns)
    unread = [column.heading for column in not_understood(columns) if column.heading != key]
    if unread:
        many, they = (
            ("1 column was", "it holds")
            if len(unread) == 1
            else (f"{len(unread):,} columns were", "they hold")
        )
        yield f"{many} carried through, not read: {listed(unread)}; a file for --map can say what {they}"


def not_understood(columns: Sequence[Column]) -> list[Column]:
    """Return the columns that are carried through since their headings match nothing."""
    headings = [column.heading for column in columns]
    read = {other.at for column in columns for other in column.others}
    return [
        column
        for column in columns
        if column.is_carried
        and column.meaning is None
        and column.at not in read
        and not _is_known(column, headings)
    ]


def that_sound_like(columns: Sequence[Column], sections: Container[str]) -> list[str]:
    """Return the headings that hold a word for one of the sections, going by `data/section_words.yaml`."""
    words = [
        f" {same_name(word)} "
        for entry in read_entries("section_words")
        if entry["section"] in sections
        for word in entry["words"]
    ]
    return [each.heading for each in columns if any(word in f" {same_name(each.heading)} " for word in words)]


def _is_known(column: Column, headings: Sequence[str]) -> bool:
    written = as_written(column.heading, headings)
    return (
        written == unnamed(column.at)
        or meaning_named(written) is not None
        or same_heading(written) in usual().weak
    )


def _of_no_period(columns: Sequence[Column]) -> Iterator[str]:
    """Say which columns hold minutes and do not say whether these are for a week, a day or a session."""
    filled = {column.path for column in columns}
    for column in columns:
        path = column.path
        if path is None or path[::2] != ("dosage", "minutes") or (period := (*path[:-1], "per")) in filled:
            continue
        bare = [each for each in (column, *column.others) if period not in dict(each.also)]
        if not bare:
            continue
        heading = bare[0].heading
        in_a_map = f"write {_line(heading)} into a file for --map, or per Day or per Session, or "
        yield (
            f"the column {shown(heading)} holds minutes and does not say for what period: a cell that does "
            f"not say it either answers no question; {in_a_map if path[1] == 0 else ''}name a column "
            f"{dotted(period)} that says week, day, session or year"
        )


def _of_nothing_named(columns: Sequence[Column]) -> Iterator[str]:
    """Say which columns hold something of a study, say, of which no column holds what names it."""
    filled = {column.path: column.heading for column in columns if column.path}
    without: dict[Path, list[str]] = {}
    for path, heading in filled.items():
        for at, part in enumerate(path, 1):
            group = group_at(path[:at]) if isinstance(part, int) else None
            for name, info in fields_of(group).items() if group else ():
                if info.is_required() and (*path[:at], name) not in filled:
                    without.setdefault((*path[:at], name), []).append(heading)
    for due, headings in without.items():
        yield (
            f"no column holds {dotted(due)}, without which no row that fills {listed(headings)} can be read: "
            "name one that does, or write ignore behind the others in a file for --map"
        )


def _line(heading: str) -> str:
    from edscreen.interview.yaml_text import scalar

    column = scalar(heading) if len(heading) <= _LONGEST and heading.isprintable() else "its heading"
    return f"{column}: Minutes per Week"
