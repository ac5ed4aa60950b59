"""JSON as other people write it, read with the spelling of its numbers, as cells and as profiles."""

from __future__ import annotations

import json
import re
from typing import Any

from edscreen.profile.yaml_scalars import plain, written

_HALF_A_PAIR = re.compile("[\ud800-\udfff]")
_DEEPEST = 40


class NotJson(Exception):
    """A text is no JSON that is read; the message says why, as a clause."""


def read_json(text: str) -> Any:
    """Read JSON; numbers keep their spelling, and half a surrogate pair becomes U+FFFD.

    Raises:
        NotJson: it is none, a key stands twice in it, or it is nested too deeply.
    """
    try:
        value = json.loads(
            text, object_pairs_hook=_once, parse_float=plain, parse_int=plain, parse_constant=_no_number
        )
    except json.JSONDecodeError as error:
        raise NotJson(
            f"this is no JSON ({error.msg[0].lower()}{error.msg[1:]}, column {error.colno})"
        ) from None
    except RecursionError:
        raise NotJson("this is nested too deeply") from None
    return _whole(value, 0)


def as_cell(value: Any) -> str:
    """Return a value as the text of a cell: lists and groups as JSON, nothing as the empty text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(written(value))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise NotJson(f"the key {json.dumps(twice)[:60]} stands twice")
    return found


def _no_number(constant: str) -> Any:
    raise NotJson(f"{constant} is no number")


def _whole(value: Any, depth: int) -> Any:
    if depth > _DEEPEST:
        raise NotJson("this is nested too deeply")
    if isinstance(value, str):
        return _HALF_A_PAIR.sub("\ufffd", value)
    if isinstance(value, list):
        return [_whole(each, depth + 1) for each in value]
    if isinstance(value, dict):
        return {_HALF_A_PAIR.sub("\ufffd", key): _whole(each, depth + 1) for key, each in value.items()}
    return value
