"""What is said of answers that were taken over from a site, and that no person has confirmed yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
        yield (
            f"{answers} in {shown} {were} taken over from a site and confirmed by nobody (line"
            f"{'' if number == 1 else 's'} {named}); to confirm {'it' if number == 1 else 'them'}: "
            f"edscreen init {shown}"
        )
    more = len(marked) - _FILES
    if more > 0:
        files = "1 more file" if more == 1 else f"{more} more files"
        yield f"answers that nobody has confirmed stand in {files}, too"
