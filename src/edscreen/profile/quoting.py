"""Text from a file made fit to stand in a message: short, on one line, without control characters."""

from __future__ import annotations

from edscreen.profile.users import hidden

MAX_SHOWN = 60


def shown(text: str, limit: int = MAX_SHOWN) -> str:
    """Return `text` in double quotes, at most `limit` characters of it, unprintable ones escaped.

    A user name and a password in a web address are not shown.
    """
    text = hidden(text)
    if len(text) > limit:
        text = text[: limit - 3] + "..."
    return f'"{text}"' if text.isprintable() else f'"{escaped(text)}"'


def escaped(text: str) -> str:
    r"""Return `text` with control, bidirectional and other unprintable characters as codes (``\u202e``)."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else _code(ord(char)) for char in text)


def _code(point: int) -> str:
    return f"\\x{point:02x}" if point < 0x100 else f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"
