"""The marks of answers that were taken over from somewhere, and that no person has confirmed yet."""

from __future__ import annotations

import re

TO_CONFIRM = "# To be confirmed:"
"""Begins the comment above such an answer."""

_MARK = re.compile(rf"^[ \t]*{re.escape(TO_CONFIRM)}", re.MULTILINE)


def lines_to_confirm(text: str) -> tuple[int, ...]:
    """Return the lines of a profile's text, counted from 1, of the answers that stand below such a mark."""
    if TO_CONFIRM not in text:
        return ()
    lines = (text.count("\n", 0, found.start()) + 2 for found in _MARK.finditer(text))
    return tuple(lines)
