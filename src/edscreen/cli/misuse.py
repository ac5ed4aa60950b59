"""What is wrong with a call, in one plain sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from edscreen.profile.quoting import MAX_SHOWN

if TYPE_CHECKING:
    import typer

_CHOICE = re.compile(r"(?:Value error, )?.* is not one of ('.*')\.", re.DOTALL)
_WHOLE_NUMBER = {"int_parsing", "int_parsing_size", "int_type", "int_from_float"}


def in_plain_words(error: typer.TyperException) -> str:
    """Return what is wrong with a call; what Typer's own checks of a value say is for programmers."""
    found = getattr(error.__cause__, "errors", None)
    names = getattr(getattr(error, "param", None), "opts", None)
    if found is None or not names:
        return error.format_message() or "name a command"
    first: dict[str, Any] = found()[0]
    wanted = _wanted(first)
    given = str(first["input"])
    if len(given) > MAX_SHOWN:
        given = given[: MAX_SHOWN - 3] + "..."
    return f"{names[-1]} takes {wanted}, not {given!r}" if wanted else error.format_message()


def _wanted(first: dict[str, Any]) -> str:
    limits = first.get("ctx", {})
    if first["type"] in _WHOLE_NUMBER:
        return "a whole number"
    if "ge" in limits:
        return f"{limits['ge']} or more"
    if "le" in limits:
        return f"{limits['le']} or less"
    if choices := _CHOICE.fullmatch(first["msg"]):
        return f"one of {choices[1].replace(chr(39), '')}"
    return ""
