"""What a field is compared with: which operators fit it, and how what stands behind one is read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from edscreen.profile.fields import Truth
from edscreen.profile.guide import NOTHING, guide
from edscreen.profile.value_messages import Wrong, say
from edscreen.profile.words import joined, same_words
from edscreen.screening.yaml_rules import conditions

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from edscreen.profile.ranges import Range
    from edscreen.screening.yaml_rules.fields import Field, Kind

_STRICT = ConfigDict(strict=True, allow_inf_nan=False)


@dataclass(frozen=True, slots=True)
class Operator:
    """One way of comparing a field.

    Attributes:
        compare: says of a value, an operand and the day of the run whether it holds.
        fits: the kinds of fields that it can be asked of.
    """

    compare: Callable[[Any, Any, date], bool | None]
    fits: frozenset[Kind]


_SINGLE: frozenset[Kind] = frozenset({"truth", "text", "choice", "number", "day"})
_COUNTED: frozenset[Kind] = frozenset({"number", "amount"})
_ANY_KIND: frozenset[Kind] = _SINGLE | {"amount", "address", "group", "entries", "values"}

OPERATORS: dict[str, Operator] = {
    "exists": Operator(conditions.is_there, _ANY_KIND),
    "equals": Operator(conditions.is_among, _SINGLE),
    "in": Operator(conditions.is_among, _SINGLE - {"truth"}),
    "at_least": Operator(conditions.at_least, _COUNTED),
    "at_most": Operator(conditions.at_most, _COUNTED),
    "before": Operator(conditions.is_before, frozenset({"day"})),
    "after": Operator(conditions.is_after, frozenset({"day"})),
}
"""The operators that compare a value, by the word that a condition has for them."""

QUANTIFIERS = ("any", "all", "none")
"""The operators that ask for a list's entries."""

AS_OF = "as_of"


class BadOperand(Exception):
    """What stands behind an operator cannot stand there; the message says what to write instead."""


def fitting(kind: Kind) -> str:
    """The operators that can be asked of a kind of field, in words."""
    words = [name for name, operator in OPERATORS.items() if kind in operator.fits]
    if kind in {"entries", "values"}:
        words += QUANTIFIERS
    return joined(words).replace(" and ", " or ")


def read_operand(name: str, field: Field, written: Any) -> conditions.Operand:
    """Read what stands behind the operator `name`, as that field's values are read in a profile.

    Raises:
        BadOperand: where it is no such value.
    """
    if name == "exists":
        return _read_exists(written)
    if name in {"before", "after"} and written == AS_OF:
        return AS_OF
    if name == "in":
        if not isinstance(written, list) or not written:
            raise BadOperand("a list is due here, with a dash before each entry or in brackets: [.., ..]")
        return frozenset().union(*(_values(field, value, name) for value in written))
    if name == "equals":
        values = _values(field, written, name)
        if len(values) > 1:
            raise BadOperand(f"{written} means several values: write 'in' in place of 'equals'")
        return values
    if field.kind == "amount":
        return _one_number(field, written, name)
    try:
        return _read(field, written, name)
    except BadOperand as error:
        if field.kind == "day":
            raise BadOperand(f"{error}, or as_of for the day by which the screening judges dates") from None
        raise


def _read_exists(written: Any) -> bool:
    try:
        wanted = TypeAdapter(Truth, config=_STRICT).validate_python(written)
    except ValidationError:
        raise BadOperand("write exists: yes") from None
    if not wanted:
        raise BadOperand(
            "silence is no answer: where a field is left out, the rule answers 'undisclosed' by itself; "
            "take this away"
        )
    return True


def _values(field: Field, written: Any, name: str) -> frozenset[Any]:
    value = _read(field, written, name)
    values = value if isinstance(value, tuple) else (value,)
    return frozenset(same_words(each) if isinstance(each, str) else each for each in values)


def _one_number(field: Field, written: Any, name: str) -> float:
    amount: Range = _read(field, written, name)
    if amount.low is None or amount.low != amount.high:
        raise BadOperand(f"one number is due here, not {amount}")
    return amount.low


def _read(field: Field, written: Any, name: str) -> Any:
    """Read a value as the profile's own reader does, with its words for what is wrong."""
    if written is None:
        raise BadOperand("is blank: write what the field is to be compared with")
    try:
        return _adapter(field).validate_python(written)
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        due = replace(guide(field.path) or NOTHING, key=name, is_entry=name == "in", is_required=True)
        wrong = Wrong(detail["type"], detail["msg"], detail.get("ctx", {}), detail["input"], due)
        raise BadOperand(say(wrong)) from None


@cache
def _adapter(field: Field) -> TypeAdapter[Any]:
    return TypeAdapter(field.type, config=_STRICT)
