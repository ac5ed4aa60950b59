"""What is said of answers that were taken over from a site, and that no person has confirmed yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.profile.documents import STDIN_SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FILES, _LINES = 10, 10


def unconfirmed(marked: Sequence[tuple[str, tuple[int, ...]]]) -> Iterator[str]:
    """Yield how many such answers there are, where, and what to do about them, at most some files by name.

    Args:
        marked: each file as it is shown, with the lines of those answers.
    """
    for shown, lines in marked[:_FILES]:
        number = len(lines)
        answers = "1 answer" if number == 1 else f"{number} answers"
        were = "was" if number == 1 else "were"
        named = ", ".join(map(str, lines[:_LINES])) + (", ..." if number > _LINES else "")
        typed = f'"{shown}"' if " " in shown else shown
        asked = "" if shown == STDIN_SHOWN else f" run edscreen init {typed}, or"
        it, above, at = ("it", "it", "line") if number == 1 else ("them", "each", "lines")
        yield (
            f"{answers} in {shown} {were} taken over from a site and confirmed by nobody ({at} {named}): "
            f"to confirm {it},{asked} delete the mark above {above}"
        )
    more = len(marked) - _FILES
    if more > 0:
        files = "1 more file" if more == 1 else f"{more} more files"
        yield f"answers that nobody has confirmed stand in {files}, too"
