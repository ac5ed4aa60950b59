"""Foreign text made fit for people to read: on one line, without anything that a terminal could act upon."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from edscreen.profile.quoting import escaped

# Letters by their category, yet nothing is seen of them: fillers, joiners and the like.
_INVISIBLE = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
_VISIBLE = {ord(char): f"\\u{ord(char):04x}" for char in _INVISIBLE}

# What an output that knows few characters shows in place of usual typography.
_PLAIN = {
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{SINGLE LOW-9 QUOTATION MARK}": "'",
    "\N{LEFT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    "\N{DOUBLE LOW-9 QUOTATION MARK}": '"',
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}": '"',
    "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}": '"',
    "\N{PRIME}": "'",
    "\N{DOUBLE PRIME}": '"',
    "\N{HYPHEN}": "-",
    "\N{NON-BREAKING HYPHEN}": "-",
    "\N{FIGURE DASH}": "-",
    "\N{EN DASH}": "-",
    "\N{EM DASH}": "-",
    "\N{MINUS SIGN}": "-",
    "\N{HORIZONTAL ELLIPSIS}": "...",
    "\N{BULLET}": "*",
    "\N{MIDDLE DOT}": "*",
    "\N{MULTIPLICATION SIGN}": "x",
    "\N{LESS-THAN OR EQUAL TO}": "<=",
    "\N{GREATER-THAN OR EQUAL TO}": ">=",
    "\N{ALMOST EQUAL TO}": "~",
    "\N{RIGHTWARDS ARROW}": "->",
    "\N{LEFTWARDS ARROW}": "<-",
    "\N{SECTION SIGN}": "section ",
    "\N{COPYRIGHT SIGN}": "(c)",
    "\N{REGISTERED SIGN}": "(R)",
    "\N{TRADE MARK SIGN}": "(TM)",
    "\N{INVERTED QUESTION MARK}": "?",
    "\N{INVERTED EXCLAMATION MARK}": "!",
}


def on_one_line(text: str) -> str:
    """Return `text` with spaces and line breaks as one space each time, the rest as `visible` shows it."""
    if text.isascii() and text.isprintable() and "  " not in text and text[:1] != " " != text[-1:]:
        return text
    return visible(" ".join(text.split()))


def visible(text: str) -> str:
    r"""Return `text` with every control, bidirectional and invisible character as its code (``\u202e``)."""
    return text if text.isascii() and text.isprintable() else escaped(text.translate(_VISIBLE))


def visible_page(text: str) -> str:
    """Return a text of many lines with each line as `visible` shows it."""
    return "\n".join(visible(line.expandtabs(4)) for line in text.split("\n"))


def shortened(text: str, limit: int) -> str:
    """Return `text`, or as many of its first words as `limit` characters hold; one long word is cut."""
    if len(text) <= limit:
        return text
    start = text[: limit + 1]
    return (start.rpartition(" ")[0] or start[:limit]) + " ..."


def encodable(text: str, encoding: str, *, exactly: bool = False) -> str:
    """Return `text` in the characters that `encoding` has, plain ones or codes in place of the others.

    With `exactly`, as for a path or an address, only codes take the place of a character.
    """
    if text.isascii():
        return text
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(char if char.isascii() else _encodable(char, encoding, exactly) for char in text)
    return text


@lru_cache(maxsize=4096)
def _encodable(char: str, encoding: str, exactly: bool) -> str:  # noqa: FBT001 - a cache knows no names
    code = char.encode(encoding, "backslashreplace").decode(encoding)
    if code == char or exactly:
        return code
    if unicodedata.combining(char):  # an accent is what can be spared
        return ""
    letter = unicodedata.normalize("NFD", char)[0]
    return _PLAIN.get(char) or (letter if letter.isascii() and letter.isalpha() else code)
