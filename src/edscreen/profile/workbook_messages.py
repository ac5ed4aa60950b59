"""What is wrong in a workbook, in words for a person who sees its questions and cells, and no fields."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from edscreen.profile import workbook_layout as layout
from edscreen.profile.guide import fields_of, group_at
from edscreen.profile.quoting import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from edscreen.profile.yaml_tree import Mistake

_LONGEST_QUESTION = 200
_IN_CELLS = (
    ("leave the line blank where it is not known", "leave this cell empty where it is not known"),
    ("is blank: fill it in", "this is empty: fill it in"),
    (", or nothing behind the colon", ", or leave it empty"),
    (" in this place", ""),
    ("put true in quotes if it is meant as a word", "format this cell as text, and type it again"),
    ("put false in quotes if it is meant as a word", "format this cell as text, and type it again"),
)
_MISSING = re.compile(r"is missing: add it.*")
_NO_ROW = "this question is gone from the sheet: take a fresh workbook, and fill that in"
_TRUTHS = {"true": "yes", "false": "no"}


def in_a_cell(mistake: Mistake, question: str, questions: Mapping[str, str]) -> str:
    """Return a mistake's message as it is said of a cell: of what it is to hold alone, with its question.

    Args:
        mistake: what is wrong, as it is said of a file.
        question: the words of the question in the cell's row; empty where there is none.
        questions: the words of all, by the field's path as its row names it.
    """
    message = _MISSING.sub(_NO_ROW, mistake.message)
    path = mistake.path
    while path and isinstance(path[-1], int):
        path = path[:-1]
    if path:
        message = message.replace(f"{path[-1]}: ", "")
        around = group_at(path[:-1])
        for key in fields_of(around) if around else ():
            if asked := questions.get(layout.written_path((*path[:-1], key))):
                message = _elsewhere(key, asked, message)
    for in_file, in_cell in _IN_CELLS:
        message = message.replace(in_file, in_cell)
    return f"{shown(question, _LONGEST_QUESTION)}: {message}" if question else message


def _elsewhere(key: str, asked: str, message: str) -> str:
    """Return a message that says what to write in another field, with that one's question."""
    return re.sub(
        rf"(?<![\w\"'.]){key}: ([^,;\"]+)",
        lambda found: f"{_TRUTHS.get(found[1], found[1])} behind {shown(asked, _LONGEST_QUESTION)}",
        message,
    )
