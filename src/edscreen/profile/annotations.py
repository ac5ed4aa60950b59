"""What kinds of values a model's field takes, by its annotation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo


def kinds_of(info: FieldInfo) -> frozenset[Any]:
    """Return the types that may stand in a field: `str`, `list`, a model, a closed list of choices, ..."""
    return frozenset(_kinds(info.annotation))


def holds_list(info: FieldInfo) -> bool:
    """Return whether a list may stand in a field."""
    return bool(kinds_of(info) & {list, tuple})


def _kinds(annotation: Any) -> set[Any]:
    origin = get_origin(annotation)
    if origin in (list, tuple, dict) or annotation in (list, tuple, dict):
        return {origin or annotation}
    inner = get_args(annotation)
    if origin is None or origin is Literal:
        return {annotation}
    if getattr(annotation, "__metadata__", None):
        return _kinds(inner[0])
    return {kind for member in inner for kind in _kinds(member)}
