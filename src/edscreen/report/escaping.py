"""Foreign text made fit for people to read: on one line, without anything that a terminal could act upon."""

from __future__ import annotations

from edscreen.profile.quoting import escaped

# Letters by their category, yet nothing is seen of them: fillers, joiners and the like.
_INVISIBLE = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
_VISIBLE = {ord(char): f"\\u{ord(char):04x}" for char in _INVISIBLE}

# What an output that knows few characters shows in place of usual typography.
_PLAIN = str.maketrans(
    {
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
        "\N{MINUS SIGN}": "-",
        "\N{HORIZONTAL ELLIPSIS}": "...",
        "\N{MULTIPLICATION SIGN}": "x",
    }
)


def on_one_line(text: str) -> str:
    """Return `text` with spaces and line breaks as one space each time, the rest as `visible` shows it."""
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


def encodable(text: str, encoding: str) -> str:
    """Return `text` in the characters that `encoding` has, plain ones or codes in place of the others."""
    if text.isascii():
        return text
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_PLAIN).encode(encoding, "backslashreplace").decode(encoding)
    return text
