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
_MOST_MEANT = 3  # fields of one name, in several sections


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
    sign, rest = text.replace("[", ".").partition(".")[1:]
    return bool(sign and rest and section_of(text)) and " " not in text


def close_paths(text: str) -> str:
    """Return the fields that were most likely meant, as a question; empty where none is close.

    Where a section is named, they are its own: minutes of a study are none of the dosage.
    """
    if _as_path(text) == section_of(text):
        return ""
    meant = fields_called(text) or get_close_matches(_as_path(text), _of_section(text), n=1, cutoff=0.6)
    return f": did you mean {' or '.join(meant[:_MOST_MEANT])}?" if meant else ""


def fields_called(text: str) -> list[str]:
    """Return the fields whose last name `text` ends with; where it names a section, those of that."""
    tail = _as_path(text).rpartition(".")[2]
    return [path for path in _of_section(text) if path.rpartition(".")[2] == tail]


def section_of(text: str) -> str:
    """Return the section that a path begins with; empty where a profile has none such."""
    head = _as_path(text).partition(".")[0].partition("[")[0]
    return head if head in fields_of(Profile) else ""


def _as_path(text: str) -> str:
    return text.strip().lower().replace(" ", "_")


def _of_section(text: str) -> list[str]:
    head = section_of(text)
    return [path for path in _every_path() if not head or section_of(path) == head]


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
