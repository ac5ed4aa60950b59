"""Asks at a terminal, once a letter is written, whether its days shall be written into the profiles."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from edscreen.cli.standard_output import say
from edscreen.profile.sources import shown_path
from edscreen.profile.words import in_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.cli.talk import Talk
    from edscreen.report.letter_asked import Offered

_MOST = 5  # files: beyond that, one sentence says it of all
_YES = frozenset(("y", "yes"))


def asks_for(talk: Talk) -> Callable[[list[Offered]], None] | None:
    """Return what asks a person; None where nobody sits at a terminal, or nothing is to be said."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    at_terminal = all(stream is not None and not stream.closed and stream.isatty() for stream in streams)
    if talk.quiet or not at_terminal or os.environ.get("CI"):
        return None
    return partial(_ask, talk)


def _ask(talk: Talk, offered: list[Offered]) -> None:
    """Ask of each profile, and take out of `offered` those into which the days were written."""
    if len({each.profile for each in offered}) > _MOST:
        return
    for each in list(offered):
        path = Path(each.profile)
        several = sum(other.profile == each.profile for other in offered) > 1
        if several or not path.is_file() or shown_path(path) != each.profile:  # or standard input
            continue
        if _wants(each):
            if refusal := _write(path, each):
                talk.error(f"edscreen: {refusal}: nothing was written")
                continue
            offered.remove(each)
            talk.notice(f"{each.profile} now says so; run the same line again for a letter with that day")


def _wants(each: Offered) -> bool:
    days = f"on: {each.on}, reply_by: {each.reply_by}"
    say(
        f"edscreen: the letter gives the vendor until {in_words(each.reply_by)}; from the day after, silence "
        f"counts, if {each.profile} says when you asked"
    )
    sys.stderr.write(f"Set 'asked' in {each.profile} to {{{days}}}? [y/N] ")
    sys.stderr.flush()
    try:
        return sys.stdin.readline().strip().casefold() in _YES
    except (OSError, UnicodeDecodeError):
        return False


def _write(path: Path, each: Offered) -> str:
    """Write the days into the profile; return why that cannot be done, or nothing."""
    from edscreen.interview.begun import CannotGoOn
    from edscreen.interview.noting import with_asked
    from edscreen.profile.whole_files import write_whole

    try:
        write_whole(path, with_asked(path, on=each.on, reply_by=each.reply_by).encode())
    except CannotGoOn as error:
        return error.sentences[0]
    except OSError as error:
        return f"{each.profile} could not be written: {error.strerror or error}"
    return ""
