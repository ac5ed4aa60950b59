"""What is wrong in a file, in words for the person who wrote it: a sentence a mistake, with its place."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import reduce
from operator import getitem
from typing import TYPE_CHECKING, NamedTuple

from pydantic import ValidationError

from edscreen.profile.guide import NOTHING, fields_of, group_at, guide, sections
from edscreen.profile.models import Profile
from edscreen.profile.models.sourced import Sourced
from edscreen.profile.quoting import escaped, shown
from edscreen.profile.value_messages import Wrong, say
from edscreen.profile.yaml_above import NO_BREAK_SPACES, begins_with_no_break_space
from edscreen.profile.yaml_tree import Mistake

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

    from edscreen.profile.guide import Guide
    from edscreen.profile.yaml_tree import Path, Tree

_AFTER_COMMA = re.compile("[0-9]{3}")  # what is left of 1,240
_RUN_TOGETHER = re.compile(r"([A-Za-z_][\w-]{0,40}):(\S.*)", re.DOTALL)
_MINUTES_PER = re.compile(
    r"(?:minutes?_(?:(?:a|an|per|each)_)?(week|day|session|year)|(week|dai|year)ly_minutes?)"
)
_LISTED_AT_MOST = 14


class _Judged(NamedTuple):
    """What was judged by which model, and where it stands in its document."""

    tree: Tree
    root: type[BaseModel]
    at: Path

    def guide(self, path: Path) -> Guide | None:
        """Return what is due at `path` of the document."""
        return guide(path[len(self.at) :], self.root)

    def group_at(self, path: Path) -> type[BaseModel] | None:
        """Return the group of fields that stands at `path` of the document."""
        return group_at(path[len(self.at) :], self.root)


def explain_errors(
    error: ValidationError, tree: Tree, whole: Tree, root: type[BaseModel] = Profile, at: Path = ()
) -> list[Mistake]:
    """Return what the models found wrong in `tree.data`, in the order of the file, one mistake a field.

    Args:
        error: what the models found.
        tree: the document that they judged.
        whole: the same document with what was left blank in it.
        root: the model that judged it.
        at: where in the document that begins which the model judged.
    """
    judged = _Judged(tree, root, at)
    unpruned = judged._replace(tree=whole)
    found: dict[Path, ErrorDetails] = {}
    for detail in error.errors(include_url=False):
        found.setdefault(_path(detail, judged), detail)
    return [
        _mistake(inner, detail, unpruned if inner != path else judged)
        for path, detail in found.items()
        for inner in _blanks_in(path, detail, unpruned)
    ]


def _blanks_in(path: Path, detail: ErrorDetails, judged: _Judged) -> list[Path]:
    """Return the ways to the blank fields that have to be filled in, in a group that was left blank."""
    due = judged.guide(path) if detail["input"] is None else None
    if due is None or due.model is None:
        return [path]
    fields = [(*path, key) for key, info in fields_of(due.model).items() if info.is_required()]
    return [field for field in fields if judged.tree.holds(field)] or [path]


def explain_blank_keys(tree: Tree, root: type[BaseModel] = Profile, at: Path = ()) -> list[Mistake]:
    """Return the unknown fields in `tree`, those in groups that were otherwise left blank included.

    Args:
        tree: the document with what was left blank.
        root: the model of what stands at `at`.
        at: where in the document that begins; there is nothing to say where it does not.
    """
    if not tree.holds(at):
        return []
    try:
        root.model_validate(reduce(getitem, at, tree.data))
    except ValidationError as error:
        details = [
            detail for detail in error.errors(include_url=False) if detail["type"] == "extra_forbidden"
        ]
        judged = _Judged(tree, root, at)
        return [_mistake(_path(detail, judged), detail, judged) for detail in details]
    return []


def _path(detail: ErrorDetails, judged: _Judged) -> Path:
    """Return where `detail` stands in the document: without the parts that pydantic adds for unions."""
    path: list[str | int] = list(judged.at)
    for part in detail["loc"]:
        if judged.tree.holds((*path, part)):
            path.append(part)
    if detail["type"] == "missing":
        path.append(detail["loc"][-1])
    return tuple(path)


def _mistake(path: Path, detail: ErrorDetails, judged: _Judged) -> Mistake:
    unknown = detail["type"] == "extra_forbidden"
    place = judged.tree.key_place(path) if unknown else judged.tree.place(path)
    message = _unknown_key(path, judged) if unknown else _sentence(path, detail, judged)
    return Mistake(place.line, place.column, place.path, message)


def _sentence(path: Path, detail: ErrorDetails, judged: _Judged) -> str:
    due = judged.guide(path) or NOTHING
    written = f"{due.key}: {due.example or '...'}"
    value = detail["input"]
    if detail["type"] == "missing":
        around = f" under {path[-2]}" if len(path) > 1 and isinstance(path[-2], str) else ""
        return f"is missing: add it{around}, like {written}"
    if value is None or (isinstance(value, str) and not value.strip()):
        return f"is blank: fill it in, like {written}" + (
            "" if due.is_required else ", or nothing behind the colon"
        )
    if judged.at and detail["type"] == "value_error":  # options of a rule: their author says what is wrong
        return escaped(str(detail["ctx"]["error"]))
    if "_than" in detail["type"]:  # about what was read; people know what they wrote
        value = judged.tree.value(path) or value
    return say(Wrong(detail["type"], detail["msg"], detail.get("ctx", {}), value, due))


def _unknown_key(path: Path, judged: _Judged) -> str:
    key = str(path[-1])
    root = judged.root
    group = judged.group_at(path[:-1])
    known = fields_of(group) if group else {}
    if nearest := _miswritten(key, known):
        return nearest
    plain = re.sub(r"[\s/-]+", "_", key.strip().lower())
    section, _, rest = plain.partition("_")
    if group is root and (inner := group_at((section,), root)) and rest in fields_of(inner):
        return f"{plain} is written as {rest}, under {section}"
    anywhere = plain if plain in Sourced.model_fields else plain.removesuffix("s")
    if group is Profile and anywhere in Sourced.model_fields:
        return f"there is no field {shown(key)} here: write {anywhere} in the section that it is about"
    close = (
        [plain]
        if plain in known
        else get_close_matches(plain, known, n=1, cutoff=0.6 if group is root else 0.7)
    )
    if close:
        again = " (which is there already)" if judged.tree.holds((*path[:-1], close[0])) else ""
        return f"there is no field {shown(key)} here: did you mean {close[0]}{again}?"
    homes = [
        name for name, models in sections(root).items() if any(plain in fields_of(model) for model in models)
    ]
    if "" in homes and not judged.at:
        return f"{plain} does not belong here: it stands at the beginning of a line, with no spaces before it"
    if homes:
        return f"{plain} does not belong here: it belongs under {', or '.join(homes[:3])}"
    if 0 < len(known) <= _LISTED_AT_MOST:
        return f"there is no field {shown(key)} here: the fields are {', '.join(known)}"
    note = ", or keep what it says under note" if "note" in known else ""
    return f"there is no field {shown(key)} here: take it away{note}"


def _miswritten(key: str, known: Mapping[str, object]) -> str:
    """Return what to write where `key` shows by itself what went wrong; empty where it does not."""
    if _AFTER_COMMA.fullmatch(key):
        return (
            f"in braces a comma begins a new field, here {shown(key)}: write a number without it, like 1240"
        )
    if begins_with_no_break_space(key):
        return NO_BREAK_SPACES
    if match := _RUN_TOGETHER.fullmatch(key):
        return f"put a space after the colon: {match[1]}: {shown(match[2])}"
    match = _MINUTES_PER.fullmatch(re.sub(r"[\s/-]+", "_", key.strip().lower()))
    if match and {"minutes", "per"} <= known.keys():
        per = match[1] or match[2].replace("dai", "day")
        return f"there is no field {shown(key)} here: write minutes: ... and below it per: {per}"
    return ""
