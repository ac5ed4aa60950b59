"""The fields of a profile that a column can fill: paths, what they hold, and what was meant by another."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from edscreen.profile.annotations import holds_list
from edscreen.profile.documents import dotted
from edscreen.profile.guide import fields_of, group_at, guide
from edscreen.profile.models import Profile
from edscreen.profile.ranges import RangeEnds
from edscreen.profile.workbook_layout import read_path

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

    from edscreen.profile.yaml_tree import Path

_MOST_ENTRIES = 50  # of a list whose entries stand side by side in columns


@cache
def path_named(text: str) -> Path | None:
    """Return the field that `text` names, as `dosage[0].minutes`; None where no cell can fill it."""
    path = read_path(text, -1)
    # What stands in no section is no answer of a list's: the format's own number, or a file beside it.
    return path if path and len(path) > 1 and info_at(path) else None


@cache
def info_at(path: Path) -> FieldInfo | None:
    """Return what the models say of a field that one cell can fill; None where there is no such field."""
    if not _is_written_out(path):
        return None
    due, around = guide(path), group_at(path[:-1])
    if due is None or around is None or (due.model is not None and due.model is not RangeEnds):
        return None
    return fields_of(around).get(str(path[-1]))


def looks_like_path(text: str) -> bool:
    """Tell whether a heading is meant for a field's path: it begins with a section, and goes on below it."""
    head, sign, rest = text.replace("[", ".").partition(".")
    return bool(sign and rest) and head in fields_of(Profile) and " " not in text


def close_paths(text: str) -> str:
    """Return the field that was most likely meant, as a question; empty where none is close."""
    close = get_close_matches(text.strip().lower().replace(" ", "_"), _every_path(), n=1, cutoff=0.6)
    if not close:
        tail = [path for path in _every_path() if path.rpartition(".")[2] == _tail(text)]
        close = tail[:1]
    return f": did you mean {close[0]}?" if close else ""


def _tail(text: str) -> str:
    """Return the last name of a path."""
    return text.rpartition(".")[2].strip().lower()


def _is_written_out(path: Path) -> bool:
    """Tell whether every list of groups on the way has the number of its entry, and nothing else has one."""
    for at, part in enumerate(path):
        if isinstance(part, int):
            continue
        around, due = group_at(path[:at]), guide(path[: at + 1])
        info = fields_of(around).get(part) if around else None
        if info is None or due is None:
            return False
        is_many = due.model is not None and due.model is not RangeEnds and holds_list(info)
        entry = path[at + 1] if at + 1 < len(path) else None
        if is_many != isinstance(entry, int) or (isinstance(entry, int) and not 0 <= entry < _MOST_ENTRIES):
            return False
    return not isinstance(path[-1], int)


@cache
def _every_path() -> tuple[str, ...]:
    return tuple(dotted(path) for path in _below((), Profile) if len(path) > 1)


def _below(path: Path, model: type[BaseModel]) -> list[Path]:
    found: list[Path] = []
    for key, info in fields_of(model).items():
        here: Path = (*path, key)
        due = guide(here)
        if due is None:
            continue
        if due.model is None or due.model is RangeEnds:
            found.append(here)
        else:
            found += _below((*here, 0) if holds_list(info) else here, due.model)
    return found
