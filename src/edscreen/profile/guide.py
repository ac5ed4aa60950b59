"""What the models of a file say of the field at a path: its kind, its choices, its example.

The models are the profile's where no others are named; a policy or a rule has its own.
"""

from __future__ import annotations

import types
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from edscreen.profile.models import Profile
from edscreen.profile.models.sourced import Sourced
from edscreen.profile.yaml_scalars import written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic.fields import FieldInfo


@dataclass(frozen=True, slots=True)
class Guide:
    """What is due in one field.

    Attributes:
        key: the field's name, as people write it; of an entry, its list's.
        example: a value as people write it; empty where the models give none.
        choices: the closed list of values, or nothing.
        model: the group of fields that is due, or that each entry of the list is.
        is_entry: whether it is one entry of a list.
        is_required: whether the field has to be there.
        is_named: whether what it holds stands under names that people choose, such as ids of rules.
    """

    key: str
    example: str
    choices: tuple[str | int, ...]
    model: type[BaseModel] | None
    is_entry: bool
    is_required: bool
    is_named: bool = False


NOTHING = Guide("", "", (), None, is_entry=False, is_required=False)
"""What is due where the models say nothing, as inside a contract."""

_LEFT_OUT = frozenset(Sourced.model_fields)


@cache
def fields_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return the fields of `model` by the name that people write."""
    return {info.alias or name: info for name, info in model.model_fields.items()}


def guide(path: Sequence[str | int], root: type[BaseModel] = Profile) -> Guide | None:
    """Return what is due at `path` of a file whose model is `root`; None where it knows no such field."""
    model: type[BaseModel] | None = root
    found: Guide | None = None
    for part in path:
        if isinstance(part, str) and found is not None and found.is_named:
            example = _group_example(found.model) if found.model else ""
            found = replace(found, key=part, example=example, is_named=False, is_required=False)
            continue
        if isinstance(part, int):
            if found is not None:
                example = _group_example(found.model) if found.model else ""
                found = replace(found, example=example, is_entry=True)
            continue
        if model is None or part not in fields_of(model):
            return None
        found = _guide(model, part)
        model = found.model
    return found


def group_at(path: Sequence[str | int], root: type[BaseModel] = Profile) -> type[BaseModel] | None:
    """Return the group of fields that stands at `path`; `root` itself at the empty one."""
    found = guide(path, root)
    return root if not path else found.model if found else None


@cache
def sections(root: type[BaseModel] = Profile) -> dict[str, tuple[type[BaseModel], ...]]:
    """Return the groups of fields by the names of the sections they stand in, outermost first."""
    found: dict[str, tuple[type[BaseModel], ...]] = {}
    waiting: list[tuple[str, type[BaseModel]]] = [("", root)]
    while waiting:
        name, model = waiting.pop(0)
        if model in found.get(name, ()):
            continue
        found[name] = (*found.get(name, ()), model)
        for key in fields_of(model):
            inner = _guide(model, key).model
            if inner and inner.__name__ != "RangeEnds":
                waiting.append((key, inner))
    return found


def as_written(value: object) -> str:
    """Return `value` as people write it in a file."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_in_brackets, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_in_brackets(inner)}" for key, inner in value.items()) + "}"
    return str(written(value))


def _in_brackets(value: object) -> str:
    text = as_written(value)
    return f'"{text}"' if isinstance(value, str) and set(text) & set(",[]{}#:") else text


@cache  # an interview asks for each of them after every answer
def _guide(around: type[BaseModel], key: str) -> Guide:
    info = fields_of(around)[key]
    parts = _parts(info.annotation)
    model = next((part for part in parts if isinstance(part, type) and issubclass(part, BaseModel)), None)
    choices = next((get_args(part) for part in parts if get_origin(part) is Literal), ())
    is_list = any(part in (list, tuple) for part in parts)
    is_named = model is not None and dict in parts
    example = as_written(info.examples[0]) if info.examples else ""
    if not example and choices:
        example = as_written([choices[0]] if is_list else choices[0])
    if not example and model:
        example = _group_example(model)
    return Guide(key, example, choices, model, False, info.is_required(), is_named)


@cache
def _group_example(model: type[BaseModel]) -> str:
    own = {key: info for key, info in fields_of(model).items() if key not in _LEFT_OUT}
    shown = {key: info.examples[0] for key, info in own.items() if info.examples}
    wanted = {key: shown.get(key, "...") for key, info in own.items() if info.is_required()}
    return as_written(wanted or dict(list(shown.items())[:1]))


def _parts(annotation: Any) -> list[Any]:
    origin = get_origin(annotation)
    if origin is Annotated:
        return _parts(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        return [part for member in get_args(annotation) for part in _parts(member)]
    if origin in (list, tuple, dict):
        return [origin, *(part for member in get_args(annotation) for part in _parts(member))]
    return [annotation]
