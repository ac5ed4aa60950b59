"""The JSON Schema of a policy accepts what edscreen accepts; any text is a policy or has mistakes."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from edscreen.profile.schema import definition
from edscreen.profile.yaml_builder import trees
from edscreen.screening.policy.in_force import InForce, put_in_force
from edscreen.screening.policy.reading import PolicyFile, named_policy, read_policy
from edscreen.screening.policy.schema import policy_schema

if TYPE_CHECKING:
    from pathlib import Path

    from edscreen.screening.rule import Rule

HEAD = {"edscreen_policy": 1}
# What only code can tell: what an address or a reason is worth, and what is no JSON at all.
BEYOND_A_SCHEMA = (
    "no web site can have this name",
    "no single owner's web site",
    "this says nothing",
    "there is no rule",
    "endless",
    "is not a number that can be judged",
    "a whole number is due here, not",  # 3.0 is one to JSON Schema, and is read as it is written
)
VALUES: list[Any] = [
    None, True, False, 0, 1, 2, 3.0, 0.5, -1, 20, 45.5, 100, 101, 10_080, 10_081, 4_900_030, 100_005, 99_999,
    math.inf, "", " ", "text", "off", "OFF", " off", "no", "yes", "tbd", "*", "4900030", " 0100005 ",
    "490003", "20", "K-2", "K", "13", "UT", "Utah", "rural", "reading", "ELA", "2027-06-30", "2027-02-30",
    "carei.umn.edu", "carei.umn.edu ", "https://carei.umn.edu", "umn", "k12.mn.us", "a b.edu", "a.edu:80",
    "/list", "list", "/a b", "red", "caution", "never", "screen-time", "sea-approval", "peer-results",
    [], {}, [None], [[]], {"a": None}, ["K", 1, "2-3"], ["reading"], ["sea-approval"], ["./our-rules", 4.1],
    {"min": 30}, {"off": True}, {"severity": "red"}, {"severity": None, "options": {}},
    {"options": {"flag_at": 20}}, {"options": {"flag_at": 0}}, {"options": {"flagat": None}},
    {"options": {"flag_at": "20"}}, {"options": {"limits": [{"flag_at": 5, "grades": "K-2"}]}},
    {"options": {"limits": [{"flag_at": None, "grades": None}, None]}}, {"options": {"limits": {}}},
    {"options": {"whole": -1}}, {"options": {"whole": 7}}, {"flag_at": 60, "grades": [1, 2]},
]  # fmt: skip


@pytest.fixture(scope="module")
def schema(rules: tuple[Rule, ...]) -> dict[str, Any]:
    return policy_schema(rules)


def options_of(field: dict[str, Any], definitions: dict[str, Any]) -> list[dict[str, Any]]:
    """The alternatives of a field, definitions looked up."""
    if name := definition(field):
        return options_of(definitions[name], definitions)
    found = [one for option in field.get("anyOf", ()) for one in options_of(option, definitions)]
    return [field] if "properties" in field else found or [field]


def written(field: dict[str, Any], definitions: dict[str, Any], depth: int = 0) -> st.SearchStrategy[Any]:
    """What people may write in a field: mostly right, else nearly right, blank or wrong."""
    right: list[st.SearchStrategy[Any]] = []
    for option in options_of(field, definitions):
        if option.get("properties") and depth < 5:
            right.append(group(option, definitions, depth + 1))
        elif "enum" in option:
            right.append(st.sampled_from(option["enum"]))
        elif "items" in option and depth < 5:
            right.append(st.lists(written(option["items"], definitions, depth + 1), max_size=2))
        elif "pattern" in option:
            right.append(st.from_regex(option["pattern"], alphabet=st.characters(codec="ascii")))
        elif option.get("type") in ("number", "integer"):
            right.append(st.integers(1, 100))
    wrong = st.sampled_from(VALUES)
    return st.integers(0, 9).flatmap(lambda chance: st.one_of(*right) if right and chance else wrong)


def group(fields: dict[str, Any], definitions: dict[str, Any], depth: int = 0) -> st.SearchStrategy[Any]:
    """A few fields of a group, those that are due most often among them, and now and then a stray one."""
    inner = {key: written(one, definitions, depth) for key, one in fields["properties"].items()}
    due: list[str] = next(
        (option["required"] for option in fields.get("anyOf", ()) if "required" in option), []
    )

    def chosen(keys: list[str]) -> st.SearchStrategy[Any]:
        return st.fixed_dictionaries({key: inner.get(key, st.sampled_from([None, 1])) for key in keys})

    few = st.lists(st.sampled_from([*inner, *inner, *inner, "flag"]), max_size=3)
    return st.tuples(few, st.integers(0, 9)).flatmap(
        lambda drawn: chosen(list(dict.fromkeys([*(due if drawn[1] else []), *drawn[0]])))
    )


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_schema_accepts_what_is_read_and_nothing_else(
    data: st.DataObject, schema: dict[str, Any], rules: tuple[Rule, ...], tmp_path: Path
) -> None:
    policy = data.draw(group(schema, schema["$defs"]))
    policy = {**policy, **HEAD} if data.draw(st.integers(0, 9)) else policy
    text = json.dumps(policy).replace("Infinity", ".inf")
    file = tmp_path / "edscreen.yaml"
    file.write_text(text, encoding="utf-8")
    read = read_policy(named_policy(file))
    found = put_in_force(read, rules) if isinstance(read, PolicyFile) else read
    is_valid = Draft202012Validator(schema).is_valid(next(trees(text)).data)

    event("valid" if isinstance(found, InForce) else "not")
    if isinstance(found, InForce):
        assert is_valid, text
        assert found.takes_away(running=(), fail_on="red", waivers_used=0).isprintable()
    else:
        assert found
        for mistake in found:
            assert mistake.message.isprintable()
            assert mistake.line >= 1
        beyond = any(words in mistake.message for mistake in found for words in BEYOND_A_SCHEMA)
        assert beyond or not is_valid, (text, found)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet="edscrn_policywavtu: []{},-\n\"'#&*!|>0129x\t", max_size=150))
def test_any_text_is_a_policy_or_has_mistakes_with_places(text: str, tmp_path: Path) -> None:
    file = tmp_path / "edscreen.yaml"
    file.write_text(f"edscreen_policy: 1\n{text}", encoding="utf-8")
    read = read_policy(named_policy(file))

    if not isinstance(read, PolicyFile):
        assert all(mistake.line >= 1 and mistake.message.isprintable() for mistake in read)


def test_an_editor_is_offered_the_options_of_the_rules(schema: dict[str, Any]) -> None:
    [named] = [option for option in schema["properties"]["rules"]["anyOf"] if "properties" in option]
    rule = named["properties"]["screen-time"]
    [setting] = [option for option in rule["anyOf"] if "properties" in option]
    [options, _] = setting["properties"]["options"]["anyOf"]

    Draft202012Validator.check_schema(schema)
    assert rule["description"] == "How long does it keep a student at a screen?"
    assert options["properties"]["flag_at"]["default"] == 45
    assert options["properties"]["flag_at"]["description"] == "Minutes that are flagged."
    assert not Draft202012Validator(schema).is_valid(
        {**HEAD, "rules": {"screen-time": {"options": {"x": 1}}}}
    )
    assert Draft202012Validator(schema).is_valid({**HEAD, "rules": {"our-own": {"options": {"x": 1}}}})


def test_two_rules_may_call_different_things_by_one_name(rules: tuple[Rule, ...]) -> None:
    schema = policy_schema(rules)
    again = policy_schema([*rules, *rules])

    assert {"Limit", "grades", "WaiverItem"} <= schema["$defs"].keys()
    assert again["$defs"].keys() == schema["$defs"].keys()
