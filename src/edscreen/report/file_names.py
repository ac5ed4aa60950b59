"""Names of vendors and products as parts of file names that every system takes."""

from __future__ import annotations

import unicodedata

from edscreen.report.escaping import visible

_LONGEST = 80  # bytes; a file's name may hold 255, and both names may stand in one
_UNNAMED = "unnamed"
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin", "conout", "clock"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in range(10)]
)
"""What Windows takes for a device, with any ending."""


def safe_name(text: str) -> str:
    """Return `text` as a name without a path in it: letters, figures, marks, and `-`, `_`, `.` within.

    What was two names can become one: `A/B` and `A B` are both `A-B`.
    """
    plain = unicodedata.normalize("NFKC", text)
    kept = "".join(char if _is_kept(char) else " " for char in plain)
    name = "-".join(kept.split()).strip("-._")
    name = _cut(name).rstrip("-._") or _UNNAMED
    return f"_{name}" if name.partition(".")[0].casefold() in _DEVICES else name


def same_file(path: str) -> str:
    """What two paths have in common that some system takes for one file."""
    return unicodedata.normalize("NFC", path).casefold()


def _is_kept(char: str) -> bool:
    return char in "-_." or (unicodedata.category(char)[0] in "LNM" and visible(char) == char)


def _cut(name: str) -> str:
    while len(name.encode()) > _LONGEST:
        name = name[:-1]
    return name
