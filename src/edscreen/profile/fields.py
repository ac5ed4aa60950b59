"""The kinds of values that a profile's fields hold: what is read, and what the JSON Schema says of it."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    PlainSerializer,
    PlainValidator,
    Tag,
)
from pydantic import BaseModel as PydanticModel
from pydantic_core import CoreSchema, Url, core_schema

from edscreen.profile import patterns, spellings
from edscreen.profile.spellings import Range
from edscreen.profile.vocabularies import CLEARINGHOUSES, STATES, SUBJECTS

JsonSchema = dict[str, Any]


class Model(PydanticModel):
    """What every part of a profile has in common: closed keys, strict types, no change once read."""

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


def _field(meaning: str, example: object, level: str, name: str | None, default: object) -> Any:
    examples = None if example is None else [example]
    return Field(
        default, alias=name, description=meaning, examples=examples, json_schema_extra={"x-level": level}
    )


class _Says:
    """Replaces what the JSON Schema says of a type by a definition with this name and meaning."""

    def __init__(self, name: str, meaning: str, *alternatives: JsonSchema) -> None:
        self.definition: JsonSchema = {"x-definition": name, "x-meaning": meaning}
        if len(alternatives) == 1:
            self.definition |= alternatives[0]
        else:
            self.definition["anyOf"] = list(alternatives)

    def __get_pydantic_json_schema__(self, _core: CoreSchema, _handler: object) -> JsonSchema:
        return dict(self.definition)


def _number(low: float, high: float, kind: str = "number") -> JsonSchema:
    return {"type": kind, "minimum": low, "maximum": high}


def _spelled(pattern: str) -> JsonSchema:
    return {"type": "string", "pattern": pattern}


MOST = patterns.MOST

Text = Annotated[
    str,
    Field(pattern=patterns.TEXT),
    BeforeValidator(spellings.read_text),
    _Says("text", "Text; a bare number is kept as written.", _spelled(patterns.TEXT), {"type": "number"}),
]
"""Text; a bare number is kept as written."""
Day = Annotated[
    date,
    PlainValidator(spellings.read_day),
    _Says("day", "A calendar day, year-month-day: 2026-11-21.", _spelled(patterns.DAY)),
]
"""A calendar day, `2026-11-21`."""
Truth = Annotated[
    bool,
    BeforeValidator(spellings.read_truth),
    _Says("truth", "yes or no (or true or false).", {"type": "boolean"}, _spelled(patterns.TRUTH)),
]
"""`true`, `false`, `yes` or `no`."""
Share = Annotated[
    float,
    Field(ge=0, le=1),
    BeforeValidator(spellings.read_share),
    _Says(
        "share",
        "A share: 41%, or a number from 0 to 1 (0.41).",
        _number(0, 1),
        _spelled(patterns.PERCENT),
    ),
]
"""A share of 1, written `0.41` or `41%`."""
Count = Annotated[
    int,
    Field(ge=0, le=MOST),
    BeforeValidator(spellings.read_count),
    _Says(
        "count",
        "A whole number: 1240 or 1,240.",
        _number(0, MOST, "integer"),
        _spelled(patterns.COUNT),
    ),
]
"""A whole number of people or things, written `1240` or `1,240`."""
Money = Annotated[
    float,
    Field(ge=0, le=MOST),
    BeforeValidator(spellings.read_money),
    _Says("money", "US dollars: 1200, 1,200 or $1,200.", _number(0, MOST), _spelled(patterns.MONEY)),
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
State = Annotated[
    str,
    BeforeValidator(spellings.read_state),
    _Says("state", "A state or territory by its postal code: UT.", {"enum": sorted(STATES)}),
]
"""The postal code of a state, the District of Columbia or a territory."""
Doi = Annotated[
    str,
    BeforeValidator(spellings.read_doi),
    _Says("doi", "A digital object identifier: 10.3102/0013189X20912345.", _spelled(patterns.DOI)),
]
"""A digital object identifier, `10.3102/0013189X20912345`."""
Eric = Annotated[
    str,
    BeforeValidator(spellings.read_eric),
    _Says("eric", "A number of the ERIC library: ED629011 or EJ1106562.", _spelled(patterns.ERIC)),
]
"""A number of the ERIC library, `ED629011` or `EJ1106562`."""
WwcNumber = Annotated[
    str,
    PlainValidator(spellings.read_wwc),
    _Says(
        "wwc",
        "A study's number in the What Works Clearinghouse: 84555, or the address of its page there.",
        _number(1, 999_999, "integer"),
        _spelled(patterns.WWC),
    ),
]
"""A study's number in the What Works Clearinghouse, `84555`, or the address of its page there."""


Subject = Annotated[
    str,
    BeforeValidator(spellings.read_subject),
    _Says(
        "subject",
        "A subject, or a usual other name for one.",
        {"enum": list(dict.fromkeys(SUBJECTS.values()))},
        _spelled(patterns.one_of(*map(patterns.any_case, SUBJECTS))),
    ),
]
"""One of the closed list of subjects, or a usual other name for it."""
ClearinghouseId = Annotated[
    str,
    BeforeValidator(spellings.read_clearinghouse),
    _Says("clearinghouse", "A clearinghouse by its id.", {"enum": list(CLEARINGHOUSES)}),
]
"""The id of a clearinghouse that reviews research."""


class _WebAddress:
    """Reads an http or https address by the WHATWG rules, and keeps it as browsers normalise it."""

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: object) -> CoreSchema:
        address = core_schema.url_schema(
            allowed_schemes=["http", "https"], host_required=True, max_length=2083, strict=False
        )
        return core_schema.no_info_wrap_validator_function(spellings.read_address, address)

    @classmethod
    def __get_pydantic_json_schema__(cls, _core: CoreSchema, _handler: object) -> JsonSchema:
        return {
            "x-definition": "web_address",
            "x-meaning": "A web address, from http:// or https:// on.",
            **_spelled(patterns.ADDRESS),
            "maxLength": 2083,
        }


class RangeEnds(Model):
    """A range written out; an end that is left out is not stated."""

    min: float | None = Field(None, ge=0, description="The low end.")
    max: float | None = Field(None, ge=0, description="The high end.")


def _join(ends: RangeEnds) -> Range:
    if ends.min is None and ends.max is None:
        spellings.refuse("range", "a range needs 'min', 'max' or both, like {min: 30, max: 40}")
    return spellings.ordered(Range(ends.min, ends.max))


def _at_most(most: float, what: str) -> Callable[[Range], Range]:
    def check(span: Range) -> Range:
        if (span.low or 0) < 0:
            spellings.refuse("negative", "write a number that is not negative")
        if max(span.low or 0, span.high or 0) > most:
            spellings.refuse("range_limit", f"{span} is more than there can be: {what} is {most:,g} at most")
        return span

    return check


def _range_of(name: str, most: int, what: str) -> Any:
    def end(meaning: str) -> JsonSchema:
        return {
            "anyOf": [_number(0, most), {"type": "null"}],
            "description": meaning,
            "x-level": "research",
        }

    ends = {
        "type": "object",
        "properties": {"min": end("The low end."), "max": end("The high end.")},
        "additionalProperties": False,
    }
    meaning = f"A number, a range (30-40), 30+ for '30 or more', or 'up to 60'; {most:,} at most."
    return Annotated[
        Annotated[Range, PlainValidator(spellings.read_range), Tag("spelled")]
        | Annotated[RangeEnds, AfterValidator(_join), Tag("ends")],
        Discriminator(lambda value: "ends" if isinstance(value, dict) else "spelled"),
        AfterValidator(_at_most(most, what)),
        _Says(name, meaning, _number(0, most), _spelled(patterns.range_up_to(most)), ends),
    ]


_GRADE: JsonSchema = {
    "x-definition": "grade",
    "x-meaning": "A grade (PK, TK, K, 1 to 12), or a span of grades such as K-3.",
    "anyOf": [_number(1, 12, "integer"), _spelled(patterns.GRADE)],
}

if TYPE_CHECKING:
    WebAddress: TypeAlias = Url
    MinuteRange: TypeAlias = Range
    WeeklyMinuteRange: TypeAlias = Range
    CountRange: TypeAlias = Range
    DayRange: TypeAlias = Range
    WeekRange: TypeAlias = Range
    Grades: TypeAlias = tuple[str, ...]
    Subjects: TypeAlias = tuple[str, ...]
else:
    WebAddress = Annotated[Url, _WebAddress]
    MinuteRange = _range_of("minute_range", 525_600, "a year's minutes")
    WeeklyMinuteRange = _range_of("weekly_minute_range", 10_080, "a week's minutes")
    CountRange = _range_of("count_range", 1_000, "a week's number of them")
    DayRange = _range_of("day_range", 7, "a week's number of days")
    WeekRange = _range_of("week_range", 520, "the number of weeks")
    Grades = Annotated[
        list[Annotated[tuple[str, ...], PlainValidator(spellings.read_grade_entry)]],
        BeforeValidator(spellings.as_entries),
        AfterValidator(spellings.in_order),
        PlainSerializer(list),
        _Says(
            "grades",
            "Grades: a list ([K, 1, 2]), one grade, or a span (K-3).",
            {"type": "array", "items": _GRADE},
            _GRADE,
        ),
    ]
    Subjects = Annotated[list[Subject], AfterValidator(lambda subjects: tuple(dict.fromkeys(subjects)))]
