"""JSON in ASCII that any console shows, and that nothing which reads along takes for a command."""

from __future__ import annotations

from typing import Any

from pydantic_core import to_json


def json_text(value: Any, *, indent: int | None = None) -> str:
    """Return `value` as JSON; every text in it is read back as it was."""
    text = to_json(value, indent=indent)
    if not text.isascii():  # escaping doubles the time, and few scorecards need it
        text = to_json(value, indent=indent, ensure_ascii=True)
    # The one control character that JSON lets stand, and what GitHub takes for a command anywhere in a line.
    return text.decode("ascii").replace("\x7f", "\\u007f").replace("##[", "\\u0023#[")
