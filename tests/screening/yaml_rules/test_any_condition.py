"""Whatever stands in a condition, it is read or refused; and what it holds of, no further answer changes."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from edscreen.profile.guide import fields_of
from edscreen.profile.models import Profile
from edscreen.screening.yaml_rules.conditions import Place
from edscreen.screening.yaml_rules.fields import PROFILE, Field, field_at
from edscreen.screening.yaml_rules.operands import OPERATORS, QUANTIFIERS
from edscreen.screening.yaml_rules.reading import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.screening.yaml_rules.conditions import Condition
    from edscreen.screening.yaml_rules.fields import Kind

FULL: dict[str, Any] = {
    "edscreen": 1,
    "vendor": {"name": "Lumen Learning", "parent": "TBD", "other_domains": ["a.example", "b.example"]},
    "product": {
        "name": "Lumen Reading", "grades": "K-3", "subjects": ["reading", "math"], "released": "2025-07-01",
        "category": "core", "ai": "student_facing", "claimed_essa_tier": 2, "ai_model": {"version": "4.10"},
    },
    "purchase": {"tier": 2, "minutes_scheduled": "30-60", "students": 1240},
    "dosage": [{"minutes": "30+", "per": "week", "grades": ["K"]}, {"minutes": 45, "lessons_per_week": 3}],
    "studies": [
        {"title": "A", "year": 2024, "ai_free_posttest": "yes", "states": ["UT", "MN"],
         "findings": [{"effect_size": 0.2, "students": 90}, {"effect_size": -0.1}]},
        {"title": "B", "findings": []},
    ],
    "approvals": [],
    "training": {"included": "no", "price_usd": 1200, "required_hours": 6},
    "data_practices": {"agreement": {"name": "NDPA", "expires": "2026-11-21"}},
}  # fmt: skip
VALUES: st.SearchStrategy[Any] = st.sampled_from(
    [
        *(
            "yes",
            "no",
            "K",
            "K-2",
            "reading",
            "none",
            "core",
            "UT",
            "NDPA",
            "41%",
            "$1,200",
            "30-60",
            "as_of",
        ),
        *("2026-11-21", "2025-07-01", "", None, True, 0, 1, 2, 45, 0.5, 2024, -1, 10**17, [], {}),
    ]
)
LIKELY: dict[Kind, tuple[Any, ...]] = {
    "truth": ("yes", "no"),
    "number": (0, 1, 2, 6, 1200, 2024),
    "amount": (30, 45, 60),
    "day": ("2026-11-21", "2025-07-01", "as_of"),
    "choice": ("none", "core", "K", "UT", "reading", "student_facing"),
    "text": ("NDPA", "Lumen Learning", "a.example"),
}
STATED = {
    "training.included",
    "training.price_usd",
    "product.grades",
    "product.ai",
    "product.released",
    "studies",
}
JUNK = st.recursive(
    VALUES | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["field", "and", "or", "not", *OPERATORS, *QUANTIFIERS, "x"]), inner
        )
    ),
    max_leaves=12,
)


@cache
def paths_below(base: Field) -> tuple[str, ...]:
    """The paths of the fields that a condition looked up in `base` may name."""
    return tuple(fields_below(base))


def fields_below(base: Field, prefix: str = "") -> Iterator[str]:
    if base.model is None:
        return
    for key in fields_of(base.model):
        found = field_at(key, Field(path=base.path, model=base.model))
        yield prefix + key
        if found.kind == "group":
            yield from fields_below(found, f"{prefix}{key}.")


@st.composite
def conditions(draw: st.DrawFn, base: Field = PROFILE, level: int = 1) -> Any:
    """A condition whose fields there are and whose operators fit; what they compare with may be anything."""
    if level < 4 and (word := draw(st.sampled_from(["and", "or", "not", "", "", ""]))):
        inner = conditions(base, level + 1)
        return {word: draw(inner if word == "not" else st.lists(inner, min_size=1, max_size=3))}
    written: dict[str, Any] = {}
    found = base
    if base.model is not None:
        there = paths_below(base)
        likely = [name for name in there if name in STATED] or there
        written["field"] = draw(st.sampled_from(likely) | st.sampled_from(there))
        found = field_at(written["field"], base)
    if found.kind in {"entries", "values"} and level < 5:
        return written | {draw(st.sampled_from(QUANTIFIERS)): draw(conditions(found.entry, level + 1))}
    fitting = [name for name, operator in OPERATORS.items() if found.kind in operator.fits]
    name = draw(st.sampled_from(fitting or ["exists"]))
    values = st.sampled_from(LIKELY.get(found.kind, ("x",))) | VALUES
    value = draw(st.lists(values, min_size=1, max_size=2) if name == "in" else values)
    return written | {name: "yes" if name == "exists" else value}


def read(written: Any) -> Condition | None:
    reader = Reader()
    condition = reader.condition(written, ())
    assert bool(condition) is not bool(reader.mistakes), "either it is read, or it is said why not"
    assert all(message for _, message, _ in reader.mistakes)
    return condition


def judged(condition: Condition, data: dict[str, Any]) -> bool | None:
    profile = Profile.model_validate(data)
    own = {name: getattr(profile, name) for name in ("purchase", "home_page", "asked")}
    own["category"] = profile.product.category
    found = condition.judge(Place(profile, (), date(2026, 11, 21), own))
    assert bool(found.missing) is (found.holds is None)
    assert bool(found.evidence) is (found.holds is not None)
    return found.holds


def leaves(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The paths of what may be left out of the profile: all but what every entry must have."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        if (
            isinstance(value, dict | list)
            and value
            and not isinstance(value[0] if isinstance(value, list) else 0, str)
        ):
            yield from leaves(value, (*path, key))
        elif key not in {"edscreen", "name", "title", "state", "measure"} and isinstance(key, str):
            yield (*path, key)


def without(data: dict[str, Any], left_out: list[tuple[str | int, ...]]) -> dict[str, Any]:
    rest = deepcopy(data)
    for path in left_out:
        node: Any = rest
        for part in path[:-1]:
            node = node[part]
        node.pop(path[-1], None)
    return {key: value for key, value in rest.items() if value != {}}


@given(JUNK)
def test_anything_is_read_or_refused(written: Any) -> None:
    if (condition := read(written)) is not None:
        judged(condition, FULL)


@given(conditions(), st.lists(st.sampled_from(sorted(leaves(FULL), key=str)), unique=True))
def test_an_answer_stays_whatever_more_is_stated(written: Any, left_out: list[tuple[str | int, ...]]) -> None:
    condition = read(written)
    if condition is None:
        return
    before = judged(condition, without(FULL, left_out))
    assert before is None or judged(condition, FULL) is before


@given(conditions())
def test_of_a_profile_that_states_nothing_nothing_holds(written: Any) -> None:
    bare = {key: FULL[key] for key in ("edscreen",)} | {"vendor": {"name": "TBD"}, "product": {"name": "TBD"}}
    condition = read(written)
    # The names and what holds them are all that such a profile states.
    if condition is not None and not any(name in str(written) for name in ("vendor'", "product'")):
        assert judged(condition, bare) is None
