"""Builds a `Tree` from every document of a YAML text, without recursion and within limits.

No kept library does this for files that people write: PyYAML's own loader drops positions, reads YAML 1.1,
keeps the last of two equal keys in silence and crashes on deep nesting; ruamel.yaml is many times slower; the
parsers written in Rust give no places.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from edscreen.profile.kinds import PROFILE
from edscreen.profile.yaml_scalars import plain
from edscreen.profile.yaml_syntax import BACKSLASH, NO_NAME, BrokenYaml, explain, space_due, unreadable
from edscreen.profile.yaml_tree import Lines, Mistake, Path, Tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.profile.kinds import FileKind

MAX_DEPTH = 32
MAX_NODES = 50_000

# Without libyaml the parser written in Python does the same, about ten times slower.
_Parser: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader

# YAML 1.1 breaks lines at these, YAML 1.2 and editors do not; to the parser they are blanks.
_OLD_LINE_BREAKS = dict.fromkeys(map(ord, "\x85\u2028\u2029"), " ")
_HALF_CHARACTER = re.compile(r"\\u[dD][89a-fA-F]|\\U0000[dD][89a-fA-F]")

_ANCHOR = "an anchor (&) is not allowed here: put text that begins with & in quotes"
_TAG = "a tag (!) is not allowed here: put text that begins with ! in quotes"
_ALIAS = "an alias (*) is not allowed here: write the value out, or put text that begins with * in quotes"
_MERGE = "merging with << is not allowed: write the fields out"
_COMPLEX_NAME = (
    "what stands before a colon must be a field's name, not a list or a group in brackets: "
    "put text that begins with [ or { in quotes"
)
_TOO_DEEP = f"this is nested more than {MAX_DEPTH} levels deep: a {{}} needs far fewer"
_TOO_MANY = f"this document has more than {MAX_NODES:,} entries: a {{}} needs far fewer"


def trees(text: str, kind: FileKind = PROFILE) -> Iterator[Tree]:
    """Yield every document of `text`, those without content left out.

    Args:
        text: the file.
        kind: what messages call it.

    Raises:
        BrokenYaml: where the text stops being YAML; the documents before that have been yielded.
    """
    lines = Lines(text)
    readable = text if text.isascii() else text.translate(_OLD_LINE_BREAKS)
    if _Parser is yaml.SafeLoader and (half := _HALF_CHARACTER.search(text)):  # libyaml refuses these itself
        raise BrokenYaml(*lines.at(half.start()), BACKSLASH)
    parser = _Parser(readable)
    try:
        while True:
            event = parser.get_event()
            if event.__class__ is yaml.DocumentStartEvent:
                builder = _Builder(parser, readable, lines, kind)
                builder.run()
                if builder.has_content:
                    yield builder.tree()
                if builder.is_last:
                    return
            elif event.__class__ is yaml.StreamEndEvent:
                return
    except yaml.MarkedYAMLError as error:
        raise explain(error, readable, lines, kind) from None
    except (
        yaml.YAMLError,
        ValueError,
    ):  # only the parser written in Python gets here
        raise unreadable() from None
    finally:
        parser.dispose()


def _top_list(kind: FileKind) -> str:
    several = " (put --- between two products in one file)" if kind.has_many else ""
    return (
        f"a {kind.noun} does not begin with a list: take away the dash or bracket, and begin with the line "
        f"{kind.begins}{several}"
    )


def _top_text(kind: FileKind) -> str:
    return (
        f"this is not a {kind.noun}: begin with the line {kind.begins}, then write each field as its name, "
        f"a colon, a space and the value, like {kind.like}"
    )


class _Refused(Exception):
    """What follows in this document is passed over."""


class _Builder:
    """Builds one document; the parser has just given its document start."""

    def __init__(self, parser: Any, text: str, lines: Lines, kind: FileKind) -> None:
        self._parser = parser
        self._kind = kind
        self._text = text + "\n"  # an empty value at the very end has an offset, too
        self._lines = lines
        self._mistakes: dict[int, tuple[Path, str]] = {}
        self._stack: list[tuple[Any, Any, str | None]] = []  # containers around the present one
        self._data: Any = {}
        self._mark: Any = (0, {})
        self._has_blanks = False
        self._complete = True
        self.has_content = True
        self.is_last = False

    def tree(self) -> Tree:
        """Return the document that was built."""
        mistakes = tuple(
            Mistake(*self._lines.at(offset), path, message)
            for offset, (path, message) in sorted(self._mistakes.items())
        )
        return Tree(self._data, self._has_blanks, mistakes, self._complete, self._mark, self._lines)

    def run(self) -> None:
        """Read up to the end of the document."""
        try:
            self._build()
        except _Refused:
            self._complete = False
            try:
                self._pass_over()
            except yaml.YAMLError:  # that the rest is broken as well would only confuse
                self.is_last = True

    def _pass_over(self) -> None:
        """Read up to the end of the document, or give up where nesting makes libyaml slow (quadratic)."""
        depth = len(self._stack) + 1
        while depth <= MAX_DEPTH:
            event = self._parser.get_event()
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.DocumentEndEvent):
                return
        self.is_last = True

    def _build(self) -> None:  # noqa: C901, PLR0912, PLR0915 - the hot path: one loop over local names
        next_event, text, stack = self._parser.get_event, self._text, self._stack
        scalar, map_start, list_start = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
        map_end, list_end, document_end = yaml.MappingEndEvent, yaml.SequenceEndEvent, yaml.DocumentEndEvent
        container: Any = None
        marks: Any = None
        key: str | None = None  # in a mapping: the key whose value comes next
        key_offset = nodes = 0
        at_key = False
        value: Any

        while True:
            event = next_event()
            kind = event.__class__
            offset = event.start_mark.index
            if kind is scalar:
                value, mark = event.value, offset
                if text[offset] in "!&":
                    self._mistake(offset, container, key, _TAG if text[offset] == "!" else _ANCHOR)
                if at_key:
                    key, key_offset, at_key = value, offset, False
                    if not value or (value == "<<" and not event.style):
                        self._complete = False
                        self._mistake(offset, container, None, _MERGE if value else NO_NAME)
                    continue
                if not event.style:
                    value = plain(value)
                    if value is None:
                        self._has_blanks = True
            elif kind is map_start or kind is list_start:
                if event.anchor is not None or event.tag is not None:
                    self._mistake(offset, container, key, _TAG if event.anchor is None else _ANCHOR)
                if at_key:
                    self._refuse(offset, container, None, _COMPLEX_NAME)
                if len(stack) == MAX_DEPTH:
                    self._refuse(offset, container, key, _TOO_DEEP.format(self._kind.noun))
                value, mark = ({}, (offset, {})) if kind is map_start else ([], (offset, [], None))
            elif kind is map_end or kind is list_end:
                nodes += len(container)
                if nodes > MAX_NODES:
                    self._refuse(self._mark[0], None, None, _TOO_MANY.format(self._kind.noun))
                if not container and kind is map_end:
                    self._has_blanks = True
                container, marks, key = stack.pop()
                at_key, key = key is not None, None
                continue
            elif kind is document_end:
                return
            else:  # an alias
                self._complete = False
                self._mistake(offset, container, key, _ALIAS)
                value, mark = None, offset
                if at_key:
                    key, key_offset, at_key = event.anchor, offset, False
                    continue

            if key is not None:
                if key in container:
                    self._twice(key_offset, container, marks, key)
                else:
                    container[key] = value
                    marks[key] = (key_offset, mark)
            elif container is None:
                self._top(kind, value, mark)
            else:
                container.append(value)
                marks.append(mark)
            if kind is map_start or kind is list_start:
                stack.append((container, marks, key))
                container, marks, key, at_key = value, mark[1], None, kind is map_start
            elif key is not None:
                key, at_key = None, True

    def _top(self, kind: type, value: Any, mark: Any) -> None:
        if kind is yaml.MappingStartEvent:
            self._data, self._mark = value, mark
        elif value is None:
            self._complete = False
            self.has_content = bool(self._mistakes)
        else:
            offset = mark if isinstance(mark, int) else mark[0]
            self._mark = (offset, {})
            message = _top_text(self._kind) if kind is yaml.ScalarEvent else _top_list(self._kind)
            self._refuse(offset, None, None, space_due(self._text, offset) or message)

    def _twice(self, offset: int, container: Any, marks: Any, key: str) -> None:
        line, column = self._lines.at(marks[key][0])
        self._mistake(
            offset,
            container,
            key,
            f"this field appears twice (first at {line}:{column}): keep one of the two",
        )

    def _mistake(self, offset: int, container: Any, key: str | None, message: str) -> None:
        frames = [*((around, inner) for around, _, inner in self._stack), (container, key)]
        path: list[str | int] = []
        for depth, (around, inner) in enumerate(frames):
            if isinstance(around, dict):
                path.extend([] if inner is None else [inner])
            elif isinstance(around, list):
                path.append(len(around) - (depth < len(frames) - 1))
        self._mistakes.setdefault(offset, (tuple(path), message))

    def _refuse(self, offset: int, container: Any, key: str | None, message: str) -> None:
        self._mistake(offset, container, key, message)
        raise _Refused
