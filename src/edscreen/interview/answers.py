"""Answers by the path of their field, as plain data that may be held half filled in."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


def answer_at(data: Any, path: Sequence[str | int]) -> Any:
    """Return what is answered at `path`, or None where nothing is."""
    for part in path:
        if isinstance(data, dict) and isinstance(part, str):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return None
    return data


def with_answer(data: Any, path: Sequence[str | int], value: Any) -> Any:
    """Return a copy of `data` with `value` at `path`; groups and entries on the way are made."""
    if not path:
        return deepcopy(value)
    part, rest = path[0], path[1:]
    if isinstance(part, int):
        entries = list(data) if isinstance(data, list) else []
        entries += [{}] * (part + 1 - len(entries))
        entries[part] = with_answer(entries[part], rest, value)
        return entries
    group = dict(data) if isinstance(data, dict) else {}
    group[part] = with_answer(group.get(part), rest, value)
    return group


def without_answer(data: Any, path: Sequence[str | int]) -> Any:
    """Return a copy of `data` without what stands at `path`; an entry of a list moves the later ones up."""
    if answer_at(data, path) is None:
        return data
    parent, last = path[:-1], path[-1]
    around = answer_at(data, parent)
    if isinstance(last, int):
        return with_answer(data, parent, [*around[:last], *around[last + 1 :]])
    return with_answer(data, parent, {key: value for key, value in around.items() if key != last})


def is_answered(value: Any) -> bool:
    """Return whether `value` holds an answer anywhere; an empty list is one, an empty group is none."""
    if isinstance(value, dict):
        return any(map(is_answered, value.values()))
    if isinstance(value, list) and value:
        return any(map(is_answered, value))
    return value is not None
