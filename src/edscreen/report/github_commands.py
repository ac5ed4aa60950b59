"""Commands to a GitHub workflow: one line each, whatever the words in it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from edscreen.report.escaping import on_one_line, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINE_BREAK = "%0A"

Level: TypeAlias = Literal["error", "warning", "notice"]


def annotation(
    level: Level,
    title: str,
    lines: Sequence[str],
    *,
    file: str | None = None,
    line: int | None = None,
    column: int | None = None,
) -> str:
    """A command that makes an annotation, with the line break at its end.

    Args:
        level: how serious it is.
        title: its title, foreign or own.
        lines: its text, foreign or own, a line each.
        file: the file it stands at; without one it is about the run.
        line: the line there, counted from 1.
        column: the column there, counted from 1.
    """
    places = {"file": file, "line": line, "col": column, "title": " ".join(title.split())}
    named = ",".join(
        f"{name}={value if isinstance(value, int) else _property(value)}"
        for name, value in places.items()
        if value is not None
    )
    return f"::{level} {named}::{_LINE_BREAK.join(map(_data, lines))}\n"


@lru_cache(maxsize=1024)  # what a rule says of itself is the same for every product
def _data(line: str) -> str:
    return _escaped(on_one_line(line))


def _property(text: str) -> str:
    return _escaped(visible(text)).replace(":", "%3A").replace(",", "%2C")


def _escaped(text: str) -> str:
    """Text on one line in which no command of the older kind begins: `##[` anywhere in a line is one."""
    return text.replace("##[", "## [").replace("%", "%25")
