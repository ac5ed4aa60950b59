"""What is wrong with a text that is not YAML, in words for people who never heard of YAML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from edscreen.profile.kinds import PROFILE
from edscreen.profile.quoting import shown
from edscreen.profile.yaml_above import found_above, line_start

if TYPE_CHECKING:
    from collections.abc import Callable

    import yaml

    from edscreen.profile.kinds import FileKind
    from edscreen.profile.yaml_tree import Lines

_BEHIND_ENTRY = re.compile(r"[,\]}]")
_FIELD_WITHOUT_SPACE = re.compile(r"[ \t]*(?:- +)*([A-Za-z_][\w-]{0,40}):(?!//)([\x21-\x7e][^\r\n]*)")
_DASH_WITHOUT_SPACE = re.compile(r"\s*-(?=[^\s-])")

TAB = "a tab stands where spaces are due: indent with spaces, two for each step"
BACKSLASH = (
    "inside double quotes a backslash begins a code that YAML does not know here: "
    "write two backslashes, or use single quotes"
)
NO_NAME = "a field's name is missing before the colon: write one, like name: Lumen Learning"
_BAD_INDENT = "this line does not line up with the lines it belongs to: indent it just as they are"
_UNKNOWN = (
    "edscreen cannot make sense of this line: check that each name is followed by a colon and a space, "
    "that lists line up, and that text with special characters stands in quotes"
)


class BrokenYaml(Exception):
    """A text stops being YAML.

    Attributes:
        line: line of the place to mend, counted from 1.
        column: column in characters, counted from 1.
        message: what is wrong there and what to write instead.
    """

    def __init__(self, line: int, column: int, message: str) -> None:
        """Keep the place and the message."""
        super().__init__(f"{line}:{column}: {message}")
        self.line = line
        self.column = column
        self.message = message


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where the parser stopped: offset of the problem, offset where what it was reading began."""

    text: str
    at: int
    begun: int
    kind: FileKind = PROFILE

    @property
    def char(self) -> str:
        return self.text[self.at : self.at + 1]

    def line(self, offset: int) -> str:
        """Return the whole line in which `offset` lies."""
        return self.text[self.line_start(offset) :].splitlines()[0] if self.text[offset:] else ""

    def line_start(self, offset: int) -> int:
        return line_start(self.text, offset)

    def before(self) -> str:
        """Return what stands before the problem in its line, without blanks around it."""
        return self.text[self.line_start(self.at) : self.at].strip()

    def line_above(self) -> int:
        """Return the offset at which the nearest line above that holds anything begins."""
        above = self.text[: self.line_start(self.at)].rstrip()
        return self.line_start(len(above))


_Finding = tuple[int, str]


def explain(error: yaml.MarkedYAMLError, text: str, lines: Lines, kind: FileKind) -> BrokenYaml:
    """Return PyYAML's `error` about `text` as a place and a sentence on what to write instead."""
    at = error.problem_mark.index if error.problem_mark else 0
    spot = _Spot(text, at, error.context_mark.index if error.context_mark else at, kind)
    said = f"{error.problem} {error.context}"
    finding = found_above(text, at) if any(needle in said for needle in _MET_BELOW) else None
    if finding is None:
        handlers = (handler for needles, handler in _HANDLERS if any(needle in said for needle in needles))
        finding = next(handlers, _unknown)(spot)
    offset, message = finding
    return BrokenYaml(*lines.at(min(offset, len(text))), message)


def unreadable() -> BrokenYaml:
    """Return what is said of a text in which the parser names no place."""
    return BrokenYaml(1, 1, "edscreen cannot read this file as YAML: save it again as plain text in UTF-8")


def space_due(text: str, start: int) -> str:
    """Return what to write if at `start` a name and a colon stand without a space, else nothing."""
    match = _FIELD_WITHOUT_SPACE.match(text, start)
    return f"put a space after the colon: {match[1]}: {shown(match[2], 30)[1:-1]}" if match else ""


def _unknown(spot: _Spot) -> _Finding:
    return spot.at, _UNKNOWN


def _bad_start(spot: _Spot) -> _Finding:
    if spot.char == "\t":
        return spot.at, TAB
    return spot.at, f"text that begins with {shown(spot.char)} must stand in quotes, like {_quoted(spot)}"


def _needs_quotes(spot: _Spot) -> _Finding:
    spot = _Spot(spot.text, spot.begun, spot.begun)
    return spot.at, f"text that begins with {shown(spot.char)} must stand in quotes, like {_quoted(spot)}"


def _quoted(spot: _Spot) -> str:
    rest = spot.text[spot.at :].splitlines()[0].split(" #")[0]
    before = spot.text[spot.line_start(spot.at) : spot.at]
    if sum(map(before.count, "[{")) > sum(map(before.count, "]}")):
        rest = _BEHIND_ENTRY.split(rest, maxsplit=1)[0]
    return shown(rest.strip().replace('"', ""))


def _second_colon(spot: _Spot) -> _Finding:
    above = spot.line_above()
    name, colon, value = spot.line(spot.at).partition(": ")
    if colon and spot.line_start(spot.at) + len(name) < spot.at:
        example = f"{shown(name.strip(' -'), 40)[1:-1]}: {shown(value.strip())}"
        return spot.at, f"there is a second colon in this line: put the text in quotes, like {example}"
    if found := _written_together(spot, above):
        return found
    if ":" not in spot.line(above) and spot.text[above : spot.line_start(spot.at)].strip():
        return _no_colon(_Spot(spot.text, above, above))
    return spot.line_start(spot.at), (
        "this line is indented under a line that already has a value: "
        "line it up with that line, or put the value above in quotes if it goes on here"
    )


def _no_colon(spot: _Spot) -> _Finding:
    start = spot.line_start(spot.begun)
    if found := _written_together(spot, start):
        return found
    line = spot.line(start)
    if dash := _DASH_WITHOUT_SPACE.match(line):
        return start + dash.end(), "put a space after the dash"
    if spot.line(_Spot(spot.text, start, start).line_above()).lstrip().startswith("- "):
        return start + len(line) - len(line.lstrip()), (
            "this line has neither a colon nor a dash: begin it with a dash and a space if it is an entry "
            "of the list, or write a field's name, a colon, a space and the value"
        )
    return start + len(line) - len(line.lstrip()), (
        "this line has no colon: write a field's name, a colon, a space and the value, "
        f"not {shown(line.strip())}"
    )


def _written_together(spot: _Spot, start: int) -> _Finding | None:
    message = space_due(spot.text, start)
    return (spot.text.index(":", start) + 1, message) if message else None


def _open_quote(spot: _Spot) -> _Finding:
    return spot.begun, "the quotation mark that opens here is never closed: add one at the end of the text"


def _bad_indent(spot: _Spot) -> _Finding:
    before = spot.before()
    if spot.char == ":" and not before:
        return spot.at, NO_NAME
    if spot.char in tuple("]}"):
        return spot.at, f"this {spot.char} closes a bracket that was never opened: take it away"
    if before.endswith(('"', "'")):
        return spot.at, (
            "text goes on after the closing quotation mark: put all of it inside one pair of quotes "
            "(an apostrophe or quotation mark inside needs the other kind of quotes around it)"
        )
    if before.endswith(("]", "}")):
        return (
            spot.at,
            "text goes on after the closing bracket: put it on a line of its own, or all of it in quotes",
        )
    if before:
        return spot.at, _UNKNOWN
    found = _written_together(spot, spot.line_start(spot.at))
    return found or (
        spot.at,
        "this line does not line up with the lines it belongs to: indent it just as they are",
    )


def _not_an_entry(spot: _Spot) -> _Finding:
    if spot.char == "-":
        return spot.at, _BAD_INDENT
    return spot.at, (
        "this line stands in a list but does not begin with a dash: begin it with a dash and a space, "
        "or indent it as the text of the entry above"
    )


def _open_bracket(spot: _Spot) -> _Finding:
    bracket = spot.text[spot.begun : spot.begun + 1]
    if "\n" in spot.text[spot.begun : spot.at] or spot.at >= len(spot.text):
        return (
            spot.begun,
            f"the bracket {bracket} that opens here is not closed, or a comma is missing after an entry",
        )
    return (
        spot.at,
        f"a comma is missing here, or the text must stand in quotes (the bracket {bracket} is still open)",
    )


def _no_value(spot: _Spot) -> _Finding:
    if spot.at >= len(spot.text) or spot.text.startswith(("---", "..."), spot.at):
        opened = max(spot.text.rfind("[", 0, spot.at), spot.text.rfind("{", 0, spot.at), 0)
        return opened, "the bracket that opens here is never closed"
    return spot.at, f"a value is missing before this {shown(spot.char)}, or the text must stand in quotes"


def _dash_behind_name(spot: _Spot) -> _Finding:
    return spot.at, (
        "a dash begins a list only on a line of its own: put it on the next line, "
        "or put text that begins with a dash in quotes"
    )


def _after_the_end(spot: _Spot) -> _Finding:
    other = ", or put a line with --- before it if another product begins here" if spot.kind.has_many else ""
    return spot.at, f"this does not belong to what stands above it: line it up with the names above{other}"


_MET_BELOW = (
    "values are not allowed",
    "entries are not allowed",
    "expected ':'",
    "expected key",
    "block mapping",
    "block collection",
    "'-' indicator",
    "document start",
    "cannot start any token",
    "',' or ']'",
    "',' or '}'",
)
"""What the parser says where the cause may stand further up."""

_HANDLERS: tuple[tuple[tuple[str, ...], Callable[[_Spot], _Finding]], ...] = (
    (("tab character",), lambda spot: (spot.at, TAB)),
    (("cannot start any token",), _bad_start),
    (("values are not allowed",), _second_colon),
    (("expected ':'",), _no_colon),
    (("end of stream", "document indicator"), _open_quote),
    (("escape", "hexdecimal", "hexadecimal"), lambda spot: (spot.at, BACKSLASH)),
    (("entries are not allowed",), _dash_behind_name),
    (("directive", "incompatible YAML"), lambda spot: _needs_quotes(_Spot(spot.text, spot.at, spot.begun))),
    (("keys are not allowed", "alphabetic or numeric", "block scalar", " tag"), _needs_quotes),
    (("',' or ']'", "',' or '}'"), _open_bracket),
    (("node content",), _no_value),
    (("block collection", "'-' indicator"), _not_an_entry),
    (("expected key", "block mapping"), _bad_indent),
    (("document start",), _after_the_end),
)
