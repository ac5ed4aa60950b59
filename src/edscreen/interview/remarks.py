"""The comments that a person wrote into a file, kept when the file is written anew."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

import yaml

from edscreen.profile.yaml_tree import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.profile.yaml_tree import Path, Tree

_COMMENT = re.compile(r"#[^\r\n]*")
_Loader: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


def remarks_in(text: str, tree: Tree, known: frozenset[str]) -> dict[Path, list[str]]:
    """Return the comments in `text` but those in `known`, by the field that they stand above or behind.

    Args:
        text: a file of one document that can be read.
        tree: that document.
        known: comment lines that are written anyway, without blanks around them.

    Returns:
        Comment lines by path; those below the last field are under the empty path.
    """
    lines = Lines(text)
    fields = sorted((tree.key_place(path)[:2], number, path) for number, path in enumerate(_paths(tree.data)))
    places = [place for place, _, _ in fields]
    found: dict[Path, list[str]] = {}
    for offset, comment in _comments(text):
        if comment.strip() in known:
            continue
        line, column = lines.at(offset)
        before = text[max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1 : offset]
        at = bisect_left(places, (line, column))
        if before.strip():  # behind an answer: the comment is about that
            at = max(at - 1, 0)
        path = fields[at][2] if at < len(fields) else ()
        found.setdefault(path, []).append(comment.rstrip())
    return found


def _comments(text: str) -> Iterator[tuple[int, str]]:
    """Yield offset and text of each comment: only comments and blanks stand between YAML's tokens."""
    end = 0
    for token in yaml.scan(text, Loader=_Loader):
        for found in _COMMENT.finditer(text, end, max(end, token.start_mark.index)):
            yield found.start(), found[0]
        end = max(end, token.end_mark.index)
    for found in _COMMENT.finditer(text, end):
        yield found.start(), found[0]


def _paths(data: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the way to every field; the builder has refused documents that are nested deeply."""
    if isinstance(data, dict):
        for key, inner in data.items():
            yield (*path, key)
            yield from _paths(inner, (*path, key))
    elif isinstance(data, list):
        for index, inner in enumerate(data):
            yield from _paths(inner, (*path, index))
