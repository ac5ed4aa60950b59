"""The profile's fields by their path, as `training.included`: what kind of value each holds."""

from __future__ import annotations

import types
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from pydantic_core import Url

from edscreen.profile.fields import Model, Says
from edscreen.profile.guide import fields_of
from edscreen.profile.models import Profile
from edscreen.profile.quoting import shown
from edscreen.profile.ranges import Range

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

Kind = Literal[
    "truth", "text", "choice", "number", "amount", "day", "address", "group", "entries", "values", "other"
]
"""What a field holds; `amount` may be a range, `entries` is a list of groups, `values` of single values."""

IN_WORDS: dict[Kind, str] = {
    "truth": "yes or no",
    "text": "text",
    "choice": "one of a closed list",
    "number": "a number",
    "amount": "an amount that may be a range",
    "day": "a day",
    "address": "a web address",
    "group": "a group of fields",
    "entries": "a list of entries",
    "values": "a list of values",
    "other": "kept as it is",
}

_KIND_OF: dict[type, Kind] = {
    bool: "truth",
    date: "day",
    int: "number",
    float: "number",
    Range: "amount",
    Url: "address",
}
# The district's own entries, and the arguments by which rules get them.
_OWN = {"purchase": "purchase", "home_page": "home_page", "asked": "asked", "product.category": "category"}
STEPS_TO_OWN = {"purchase": 1, "home_page": 1, "asked": 1, "category": 2}
"""How many steps lead from the profile to each of the district's own entries."""
# What a range's ends are called in a profile, and in `Range`.
_ENDS = {"min": "low", "max": "high"}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the profile, or of an entry of a list.

    Attributes:
        path: its keys, from the profile, with 0 for any entry of a list.
        keys: its keys, from the profile or the entry that it is looked up in.
        steps: the same as the models' attributes.
        kind: what it holds.
        type: what reads a value as it is written in a profile.
        unit: the name of what it counts, where the profile's schema has one: `money`, `share`, ...
        model: the group of fields that it is, or that each of its entries is.
        cut: how many of `keys` do not stand in a profile by themselves: 1 for an end of a range.
        argument: the argument by which a rule gets it, or what it is in, as far as that is the district's own
            word; empty where anybody's word counts.
    """

    path: tuple[str | int, ...] = ()
    keys: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    kind: Kind = "group"
    type: Any = None
    unit: str = ""
    model: type[Model] | None = Profile
    cut: int = 0
    argument: str = ""

    @property
    def name(self) -> str:
        """Its path as people write it, from where it is looked up; of an entry itself, that."""
        return ".".join(self.keys) or "the entry"

    @property
    def cited(self) -> tuple[str, ...]:
        """The keys that lead to it in a profile."""
        return self.keys[: len(self.keys) - self.cut]

    @property
    def entry(self) -> Field:
        """Any entry of the list that this is."""
        path = (*self.path, 0)
        if self.model is not None:
            return Field(path=path, model=self.model)
        [inner] = [each for each in get_args(_list_in(self.type)) if each is not Ellipsis]
        return replace(_described(inner), path=path)

    def value(self, base: Any, *, behind: int = 0) -> Any:
        """What it holds in `base`, `behind` steps on its way; None where anything on it is left out."""
        for step in self.steps[behind:]:
            if base is None:
                return None
            base = getattr(base, step)
        return base


class NoSuchField(Exception):
    """A path leads to no field of the profile; the message says what to write instead."""


PROFILE = Field()
"""The profile itself, from which paths lead to its fields."""


def field_at(written: str, base: Field = PROFILE, *, through_lists: bool = False) -> Field:
    """Return the field that `written` names, looked up in `base`.

    Args:
        written: keys with dots between them.
        base: the profile, or the entry of a list.
        through_lists: whether the keys may lead through a list, to a field of its entries.

    Raises:
        NoSuchField: where there is none.
    """
    keys = tuple(written.split("."))
    found = replace(base, keys=(), steps=(), cut=0)
    for place, key in enumerate(keys):
        if place and found.kind == "entries" and not through_lists:
            raise NoSuchField(_behind_a_list(keys[:place], keys[place:], found))
        inner = _within(found, key)
        if inner is None:
            raise NoSuchField(_unknown(written, base))
        path = (*found.path, 0) if place and found.kind == "entries" else found.path
        found = replace(
            inner,
            path=(*path, key),
            keys=(*found.keys, key),
            steps=(*found.steps, *inner.steps),
            cut=inner.cut,
        )
    if base is PROFILE and (own := next((own for own in _OWN if f"{written}.".startswith(f"{own}.")), None)):
        return replace(found, argument=_OWN[own])
    return found


def _within(group: Field, key: str) -> Field | None:
    if group.kind == "amount" and key in _ENDS:
        return Field(steps=(_ENDS[key],), kind="number", type=float, model=None, cut=1)
    if group.model is None:
        return None
    return _fields_in(group.model).get(key)


@cache
def _fields_in(model: type[Model]) -> dict[str, Field]:
    attributes = {info.alias or name: name for name, info in model.model_fields.items()}
    return {
        key: replace(_described(_whole_type(info)), steps=(attributes[key],))
        for key, info in fields_of(model).items()
    }


def _whole_type(info: FieldInfo) -> Any:
    whole: Any = info.annotation
    for part in info.metadata:
        whole = Annotated[whole, part]
    return whole


def _described(annotation: Any) -> Field:
    parts = list(_parts(annotation))
    model = next((part for part in parts if isinstance(part, type) and issubclass(part, Model)), None)
    says = next((part for part in parts if isinstance(part, Says)), None)
    unit = str(says.definition["x-definition"]) if says else ""
    found = Field(type=annotation, unit=unit, model=None)
    if Range in parts:
        return replace(found, kind="amount")
    if _list_in(annotation) is not None:
        return replace(found, kind="entries", model=model) if model else replace(found, kind="values")
    if model:
        return replace(found, kind="group", model=model)
    if choices := [choice for part in parts if get_origin(part) is Literal for choice in get_args(part)]:
        return replace(found, kind="number" if all(isinstance(each, int) for each in choices) else "choice")
    if any(get_origin(part) is tuple for part in parts):  # a grade, of which a span has several
        return replace(found, kind="choice")
    if any(get_origin(part) is dict for part in parts):
        return replace(found, kind="other")
    kind = next((_KIND_OF[part] for part in parts if isinstance(part, type) and part in _KIND_OF), None)
    if kind:
        return replace(found, kind=kind)
    return replace(found, kind="choice" if says and "enum" in str(says.definition) else "text")


def _parts(annotation: Any) -> Iterator[Any]:
    """Yield what an annotation is made of, outermost first; what a list holds is left out but for a group."""
    yield annotation
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *metadata = get_args(annotation)
        yield from metadata
        yield from _parts(inner)
    elif origin in (Union, types.UnionType):
        for member in get_args(annotation):
            yield from _parts(member)
    elif origin is list:
        yield from (part for part in get_args(annotation) if isinstance(part, type))


def _list_in(annotation: Any) -> Any:
    return next((part for part in _parts(annotation) if get_origin(part) is list), None)


@cache
def _all_paths(model: type[Model]) -> tuple[str, ...]:
    """Every path from a group to a field that no list stands before; the models do not hold themselves."""
    found: list[str] = []
    for key, field in _fields_in(model).items():
        found.append(key)
        if field.kind == "group" and field.model:
            found += [f"{key}.{inner}" for inner in _all_paths(field.model)]
    return tuple(found)


def _unknown(written: str, base: Field) -> str:
    group = base.model
    if group is None:
        return f"an entry here is {IN_WORDS[base.kind]} and has no fields: take the line 'field' away"
    said = f"{'a profile' if group is Profile else 'such an entry'} has no field {shown(written)}"
    plain = written.strip().lower().replace(" ", "_").replace("-", "_")
    paths = _all_paths(group)
    if alike := [path for path in paths if path == plain or path.endswith(f".{plain}")]:
        return f"{said}: did you mean {' or '.join(alike[:3])}?"
    section, _, rest = plain.partition(".")
    inner = _fields_in(group).get(section)
    if rest and inner and inner.model:
        within = [path for path in paths if path.startswith(f"{section}.")]
        close = get_close_matches(plain, within, n=1, cutoff=0.85)
        known = ", ".join(_fields_in(inner.model))
        return (
            f"{said}: did you mean {close[0]}?" if close else f"{said}: the fields of {section} are {known}"
        )
    if close := get_close_matches(plain, paths, n=1, cutoff=0.7):
        return f"{said}: did you mean {close[0]}?"
    return f"{said}: the fields are {', '.join(_fields_in(group))}"


def _behind_a_list(before: tuple[str, ...], behind: tuple[str, ...], found: Field) -> str:
    listed, rest = ".".join(before), ".".join(behind)
    if found.model and behind[0] not in _fields_in(found.model):
        rest = "..."
    return (
        f"{listed} is a list: say of which of its entries it is to hold, like "
        f"{{field: {listed}, any: {{field: {rest}, ...}}}} (any, all or none)"
    )
