"""What is wrong with a call, in one plain sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from edscreen.profile.quoting import MAX_SHOWN

if TYPE_CHECKING:
    import typer

_CHOICE = re.compile(r"(?:Value error, )?.* is not one of ('.*')\.", re.DOTALL)
_TOO_MANY = re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", re.DOTALL)
_WHOLE_NUMBER = {"int_parsing", "int_parsing_size", "int_type", "int_from_float"}


def in_plain_words(error: typer.TyperException) -> str:
    """Return what is wrong with a call; what Typer's own checks of a value say is for programmers."""
    found = getattr(error.__cause__, "errors", None)
    names = getattr(getattr(error, "param", None), "opts", None)
    if found is None or not names:
        message = error.format_message()
        return _one_too_many(message) or message or "name a command"
    first: dict[str, Any] = found()[0]
    wanted = _wanted(first)
    given = _short(str(first["input"]))
    return f"{names[-1]} takes {wanted}, not {given!r}" if wanted else error.format_message()


def _one_too_many(message: str) -> str:
    """Return how to write names that a shell took apart, where they are what is wrong."""
    extra = _TOO_MANY.fullmatch(message)
    if extra is None:
        return ""
    return (
        f'more was written than it takes ({_short(extra[1])}): put a pattern such as "vendors/*.yaml", or a '
        "name with blanks, into quotation marks"
    )


def _short(text: str) -> str:
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 3] + "..."


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
