"""Words that people write where they have nothing to write, and marks beside what is not certain."""

from __future__ import annotations

import re
from pathlib import Path

from edscreen.profile.tables import read_table

_TABLE = Path(__file__).parent / "data" / "placeholders.csv"
# A question mark, about, a mark of a footnote; a star between two numbers is a sign of times.
_DOUBT = re.compile(r"[?\uff1f\u00bf\u061f\u2248\u2260\u2020\u2021]|~(?!\w)|(?<!\w)~|\*(?! *[0-9])")
_PLACEHOLDERS = frozenset(row["written"] for row in read_table(_TABLE))


def is_stated(text: str | None) -> bool:
    """Whether `text` says something: it is there, and not a word such as TBD, n/a or unknown."""
    return text is not None and " ".join(text.split()).rstrip(".").casefold() not in _PLACEHOLDERS


def is_in_doubt(text: str) -> bool:
    """Whether a mark says that `text` is not certain, or not all: `Math?`, `High (?)`, `~3-5`, `MS*`."""
    return _DOUBT.search(text) is not None
