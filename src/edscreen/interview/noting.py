"""Notes in a profile that the vendor was asked, and leaves all else in it as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from edscreen.interview.answers import answer_at, with_answer
from edscreen.interview.begun import answers_of, read_begun
from edscreen.interview.filling_in import filled_in
from edscreen.interview.forms import PROFILE_FORM
from edscreen.profile.kinds import PROFILE
from edscreen.profile.sources import read_file
from edscreen.profile.yaml_builder import trees
from edscreen.profile.yaml_syntax import BrokenYaml

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_ENTRY = "asked"


def with_asked(path: Path, *, on: date, reply_by: date) -> str:
    """Return the text of the profile at `path` with the day of asking and the last day for an answer.

    A line at its end, where that says it; else it is written anew as by an interview, its comments kept.

    Raises:
        CannotGoOn: the file cannot be read, or holds several profiles.
    """
    begun = read_begun(PROFILE_FORM, path)
    data: Any = with_answer(begun.data, (_ENTRY, "on"), on.isoformat())
    data = with_answer(data, (_ENTRY, "reply_by"), reply_by.isoformat())
    if answer_at(begun.data, (_ENTRY,)) is None:
        text = read_file(path).text
        line = f"{_ENTRY}: {{on: {on}, reply_by: {reply_by}}}"
        end = "\r\n" if "\r\n" in text else "\n"
        longer = f"{text}{'' if text.endswith(end) else end}{line}{end}"
        if _says(longer, data):
            return longer
    return filled_in(PROFILE_FORM, data, begun.remarks)


def _says(text: str, data: Any) -> bool:
    try:
        read = list(trees(text, PROFILE))
    except BrokenYaml:
        return False
    return len(read) == 1 and not read[0].mistakes and answers_of(read[0].without_blanks().data) == data
