"""What a cell of a workbook says, read as an answer that is typed in an interview is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from edscreen.profile.annotations import holds_list, kinds_of
from edscreen.profile.asked import asked_at
from edscreen.profile.guide import fields_of, group_at
from edscreen.profile.placeholders import is_stated
from edscreen.profile.typed_answers import as_meant, as_typed, not_one
from edscreen.profile.yaml_scalars import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

    from edscreen.profile.asked import Asked
    from edscreen.profile.yaml_tree import Path

_LONGEST_MEANT = 300  # characters; a longer text is no number, day or choice
_LEAVE_EMPTY = "; leave this cell empty where it is not known"


def unit_beside(key: str) -> str:
    """Return the field beside `key` that holds the unit of its number."""
    return "unit" if key == "growth" else "per"


def read_text(path: Path, written: str, beside: str = "") -> tuple[Any, str]:
    """Return the value that the text of a cell is, and what is wrong with it where the models cannot say it.

    Args:
        path: the field that it answers.
        written: the text.
        beside: what the cell says that holds the unit of its number.
    """
    asked, around = asked_at(path, beside), group_at(path[:-1])
    info = fields_of(around).get(str(path[-1])) if around else None
    if asked is None or info is None:
        return plain(written), ""
    text = _without_key(asked.key, written)
    if not text:
        return None, ""
    value = _as_it_stands(info, text)
    if _is_taken(path, value):
        return value, ""
    if len(text) <= _LONGEST_MEANT:
        for meant in (*as_typed(asked, text), *as_meant(asked, text)):
            if _is_taken(path, meant):
                return meant, ""
        if said := not_one(asked, text):
            return value, said if is_stated(text) else said + _LEAVE_EMPTY
    return list(_entries(path, asked, value)) if isinstance(value, list) else value, ""


def _without_key(key: str, written: str) -> str:
    """Return an answer without the field's own name, as a profile has it: `minutes: 30-40`."""
    return re.sub(rf"\A{re.escape(key)}\s*:\s*", "", written, flags=re.IGNORECASE)


def _as_it_stands(info: FieldInfo, text: str) -> Any:
    if holds_list(info):
        parts = [part.strip() for part in text.strip("[]").replace(";", ",").split(",")]
        return [plain(part) for part in parts if part] or None
    return text if str in kinds_of(info) else plain(text)


def _entries(path: Path, asked: Asked, listed: list[Any]) -> Iterator[Any]:
    """Yield the entries of a list that is not taken as it stands, those that are clear as they are meant."""
    for entry in listed:
        meant = as_meant(asked, entry) if isinstance(entry, str) else ()
        lists = (each for each in meant if isinstance(each, list) and _is_taken(path, each))
        yield from [entry] if _is_taken(path, [entry]) else next(lists, [entry])


def _is_taken(path: Path, value: Any) -> bool:
    """Return whether the field by itself takes a value; what others say beside it is judged later."""
    around, key = group_at(path[:-1]), path[-1]
    if around is None:
        return True
    try:
        around.model_validate({key: value})
    except ValidationError as error:
        return all(detail["loc"][:1] != (key,) for detail in error.errors(include_url=False))
    return True
