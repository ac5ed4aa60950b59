"""The kinds of values that a profile's fields hold: what is read, and what the JSON Schema says of it."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
)
from pydantic import BaseModel as PydanticModel
from pydantic_core import CoreSchema

from edscreen.profile import patterns, spellings

JsonSchema = dict[str, Any]


class Model(PydanticModel):
    """What every part of a file has in common: closed keys, strict types, no change once read."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False, defer_build=True)


def essential(meaning: str, example: object = None, *, name: str | None = None) -> Any:
    """Declare a field that a person fills in from a proposal; `name` is its key where Python reserves it."""
    return _field(meaning, example, "essential", name, None)


def research(meaning: str, example: object = None, *, name: str | None = None) -> Any:
    """Declare a field that takes looking up; `name` is its key where Python reserves it."""
    return _field(meaning, example, "research", name, None)


def required(meaning: str, example: object = None) -> Any:
    """Declare a field without which its part of the profile cannot be read."""
    return _field(meaning, example, "essential", None, ...)


def optional(meaning: str, example: object = None, *, name: str | None = None) -> Any:
    """Declare a field of another file than a profile; `name` is its key where Python reserves it."""
    return _field(meaning, example, None, name, None)


def due(meaning: str, example: object = None, *, name: str | None = None) -> Any:
    """Declare a field of another file than a profile, without which that part of it cannot be read."""
    return _field(meaning, example, None, name, ...)


def _field(meaning: str, example: object, level: str | None, name: str | None, default: object) -> Any:
    examples = None if example is None else [example]
    extra: dict[str, Any] | None = {"x-level": level} if level else None
    return Field(default, alias=name, description=meaning, examples=examples, json_schema_extra=extra)


class Says:
    """Replaces what the JSON Schema says of a type by a definition with this name and meaning."""

    def __init__(self, name: str, meaning: str, *alternatives: JsonSchema) -> None:
        self.definition: JsonSchema = {"x-definition": name, "x-meaning": meaning}
        if len(alternatives) == 1:
            self.definition |= alternatives[0]
        else:
            self.definition["anyOf"] = list(alternatives)

    def __get_pydantic_json_schema__(self, _core: CoreSchema, _handler: object) -> JsonSchema:
        return dict(self.definition)


def number(low: float, high: float, kind: str = "number") -> JsonSchema:
    """Return the JSON Schema of a number from `low` to `high`."""
    return {"type": kind, "minimum": low, "maximum": high}


def spelled(pattern: str) -> JsonSchema:
    """Return the JSON Schema of a text that `pattern` matches."""
    return {"type": "string", "pattern": pattern}


MOST = patterns.MOST

Text = Annotated[
    str,
    Field(pattern=patterns.TEXT),
    BeforeValidator(spellings.read_text),
    Says("text", "Text; a bare number is kept as written.", spelled(patterns.TEXT), {"type": "number"}),
]
"""Text; a bare number is kept as written."""
Day = Annotated[
    date,
    PlainValidator(spellings.read_day),
    Says("day", "A calendar day, year-month-day: 2026-11-21.", spelled(patterns.DAY)),
]
"""A calendar day, `2026-11-21`."""
Truth = Annotated[
    bool,
    BeforeValidator(spellings.read_truth),
    Says("truth", "yes or no (or true or false).", {"type": "boolean"}, spelled(patterns.TRUTH)),
]
"""`true`, `false`, `yes` or `no`."""
Share = Annotated[
    float,
    Field(ge=0, le=1),
    BeforeValidator(spellings.read_share),
    Says(
        "share",
        "A share: 41%, or a number from 0 to 1 (0.41).",
        number(0, 1),
        spelled(patterns.PERCENT),
    ),
]
"""A share of 1, written `0.41` or `41%`."""
Count = Annotated[
    int,
    Field(ge=0, le=MOST),
    BeforeValidator(spellings.read_count),
    Says(
        "count",
        "A whole number: 1240 or 1,240.",
        number(0, MOST, "integer"),
        spelled(patterns.COUNT),
    ),
]
"""A whole number of people or things, written `1240` or `1,240`."""
Money = Annotated[
    float,
    Field(ge=0, le=MOST),
    BeforeValidator(spellings.read_money),
    Says("money", "US dollars: 1200, 1,200 or $1,200.", number(0, MOST), spelled(patterns.MONEY)),
]
"""US dollars, written `1200`, `1,200` or `$1,200`."""
Year = Annotated[int, Field(ge=1900, le=2100), BeforeValidator(spellings.read_whole)]
Probability = Annotated[float, Field(ge=0, le=1)]
Number = Annotated[float, Field(ge=0, le=1_000_000)]
Weeks = Annotated[float, Field(ge=0, le=520)]
EffectSize = Annotated[float, Field(ge=-10, le=10)]
SignedNumber = Annotated[float, Field(ge=-1_000_000, le=1_000_000)]
Numbered = BeforeValidator(spellings.read_numbered)
"""Goes with a closed list of numbers, such as tiers."""
_GRADE: JsonSchema = {
    "x-definition": "grade",
    "x-meaning": "A grade (PK, TK, K, 1 to 12), or a span of grades such as K-3.",
    "anyOf": [number(1, 12, "integer"), spelled(patterns.GRADE)],
}

if TYPE_CHECKING:
    Grades: TypeAlias = tuple[str, ...]
else:
    Grades = Annotated[
        list[Annotated[tuple[str, ...], PlainValidator(spellings.read_grade_entry)]],
        BeforeValidator(spellings.as_entries),
        AfterValidator(spellings.in_order),
        PlainSerializer(list),
        Says(
            "grades",
            "Grades: a list ([K, 1, 2]), one grade, or a span (K-3).",
            {"type": "array", "items": _GRADE},
            _GRADE,
        ),
    ]
