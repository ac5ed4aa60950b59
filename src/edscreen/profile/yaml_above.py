"""Mistakes in one line that a YAML parser meets only in a later, innocent one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from edscreen.profile.quoting import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

NO_BREAK_SPACES = (
    "this line begins with no-break spaces, which look like spaces and are none (text pasted from a word "
    "processor holds them): replace them by ordinary spaces"
)
_OPEN_QUOTE = "the quotation mark that opens here is not closed in this line: add one at the end of the text"

_NO_BREAK = "\u00a0\u2007\u202f"
_BEGINS_WITH_NO_BREAK = re.compile(rf"[ \t]*(?:- *)*[{_NO_BREAK}]")
_OPENS_A_VALUE = re.compile(r"(?:[^#]*(?:[:,-] +|[\[{] *))?")
_LINE = re.compile(r"( *)((?:-(?: +|$))*)(.*)")
_FIELD = re.compile(r"[^\s:#\[{|>&*!%@`\"'][^:#]{0,100}:(?:\s+(.*))?")
_COMMENT = re.compile(r"(?:^|\s)#.*")
_CLOSES = {'"': '"', "'": "'", "[": "]", "{": "}"}
_QUOTES = "\"'"
_NOT_IN_THIS_LINE = tuple("|>&*!")


def found_above(text: str, at: int) -> tuple[int, str] | None:
    """Return the offset of the mistake behind the parser's problem at `at`, and what to write instead.

    None where the problem is in the line in which the parser met it.
    """
    return _no_break_spaces(text, at) or _opened_above(text, at) or _answered_above(text, at)


def begins_with_no_break_space(name: str) -> bool:
    """Return whether no-break spaces became part of a field's name, as YAML has it."""
    return _BEGINS_WITH_NO_BREAK.match(name) is not None


def line_start(text: str, offset: int) -> int:
    """Return the offset at which the line of `offset` begins."""
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def _upwards(text: str, offset: int) -> Iterator[tuple[int, str]]:
    """Yield offset and text of the lines above that of `offset`, the nearest first, that are no comments."""
    start = line_start(text, offset)
    for line in reversed(text[:start].splitlines(keepends=True)):
        start -= len(line)
        if line.strip() and not line.lstrip().startswith("#"):
            yield start, line.rstrip("\r\n")


def _no_break_spaces(text: str, at: int) -> tuple[int, str] | None:
    start = line_start(text, at)
    above, _ = next(_upwards(text, at), (start, ""))
    for begin in (above, start):
        if match := _BEGINS_WITH_NO_BREAK.match(text, begin):
            return match.end() - 1, NO_BREAK_SPACES
    return None


def _opened_above(text: str, at: int) -> tuple[int, str] | None:
    start = line_start(text, at)
    for mark in ('"', "'"):
        opened = text.rfind(mark, 0, start)
        if opened < 0 or text.find(mark, start, at + 1) < 0:
            continue
        if _OPENS_A_VALUE.fullmatch(text, line_start(text, opened), opened):
            return opened, _OPEN_QUOTE
    return None


def _answered_above(text: str, at: int) -> tuple[int, str] | None:
    line = text[line_start(text, at) :].splitlines()[0] if text[at:] else ""
    depth = len(line) - len(line.lstrip(" ")) + line.lstrip(" ").startswith("- ")
    for start, above in _upwards(text, at):
        match = _LINE.match(above)
        indent, dashes, rest = match.groups() if match else ("", "", above)
        column = len(indent + dashes)
        if depth <= 0:
            return None
        if len(indent) >= depth:
            continue
        if rest and column < depth:
            field = _FIELD.fullmatch(rest)
            answer = _COMMENT.sub("", field[1] or "").strip() if field else ""
            if answer and _is_whole(answer):
                return start + column, _answered(answer)
            if answer or not field:
                return None
        depth = len(indent) + 1 if dashes else column
    return None


def _is_whole(answer: str) -> bool:
    """Return whether an answer ends in its line."""
    closes = _CLOSES.get(answer[0])
    if closes:
        return len(answer) > 1 and answer.endswith(closes)
    return not answer.startswith(_NOT_IN_THIS_LINE)


def _answered(answer: str) -> str:
    goes_on = "; text that goes on in the next line must stand in quotes" if " " in answer else ""
    return (
        f"this line has an answer already, {shown(answer.strip(_QUOTES), 40)}, and more lines are indented "
        f"under it: take that answer away, or the lines below it (or line them up with this one{goes_on})"
    )
