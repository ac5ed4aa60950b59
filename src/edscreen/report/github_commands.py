"""Commands to a GitHub workflow: one line each, whatever the words in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from edscreen.report.escaping import on_one_line, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

Level: TypeAlias = Literal["error", "warning", "notice"]

_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


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
    shown = None if file is None else _no_old_command(visible(file))
    places = {"file": shown, "line": line, "col": column, "title": _plain(title)}
    named = ",".join(
        f"{name}={str(value).translate(_PROPERTY)}" for name, value in places.items() if value is not None
    )
    text = "\n".join(map(_plain, lines)).translate(_DATA)
    return f"::{level} {named}::{text}\n"


def _plain(text: str) -> str:
    return _no_old_command(on_one_line(text))


def _no_old_command(text: str) -> str:
    """Text in which no command of the older kind begins: `##[` anywhere in a line is one."""
    return text.replace("##[", "## [")
