"""The JSON Schema of a profile and `check` accept the same documents, but for checks across fields."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from itertools import islice
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from edscreen.profile.documents import Document, read_documents
from edscreen.profile.guide import guide
from edscreen.profile.models import Profile
from edscreen.profile.schema import definition, profile_schema, schema_text
from edscreen.profile.yaml_builder import trees

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCHEMA = profile_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
HEAD: dict[str, Any] = {"edscreen": 1, "vendor": {"name": "Lumen"}, "product": {"name": "Reading"}}

# What only code can tell: that a range runs upwards, that an answer is due after the asking, that an address
# has a host, and what is no JSON at all.
BEYOND_A_SCHEMA = {
    "edscreen_range_order",
    "edscreen_reply_order",
    "edscreen_minutes_in_unit",
    "url_parsing",
    "finite_number",
}

ABOUT = ("description", "examples", "x-level")
SPELLINGS: list[object] = [
    None, True, False, 0, 1, 2, 3.0, 7, 8, 0.41, -1, -0.5, 1.5, 1240.0, 1984, 10_080, 10_081, 525_600.5,
    1e9, 1e18,
    float("inf"), float("nan"), "", " ", "\u00a0", "\u0085", "\x1c", "\ufeff", "text", "4.10", "30",
    "30-40", "40-30",
    "5 \u2013 9", "30+", "up to 60", "Up to 60", "up to 10081", "0-7", "0-8", "007-0007.0", "521+",
    "520.0+",
    "525601+", "41%", "100 %", "101%", "0041.5%", "1,240", "01,240", "12,40", "1,000,000,000",
    "1,000,000,001",
    "$1,200", "$ 1200.50", "1200 USD", "1000000000.0", "1000000001", "yes", "NO", " no\n", "true", "y",
    "K", "pk", "K-3", "3-K", "11 - 12", "12-1", "13", "0", "reading", "ELA", " Language Arts ",
    "juggling",
    "2026-11-02", "2026-02-29", "2024-02-29", "2000-02-29", "1900-02-29", "2026-04-31", "1899-12-31",
    "2100-12-31",
    "2026-11-02\n", "11/02/2026", "\u0662\u0660\u0662\u0666-11-02", "\u0664\u0661%", "UT", "ut", "Utah",
    "https://www.lumen.example/", "HTTP:\\\\lumen.example", " https://lumen.example ",
    "https:lumen.example", "https://",
    "https:///", "http://user@lumen.example", "http://@lumen.example", "http://:80", "http://%",
    "h\nttp://a.example",
    "\x01http://a.example", "ftp://a.example", "www.lumen.example", "https://" + "a" * 2080,
    "10.3102/0013189X20912345", "doi:10.3102/x", "https://doi.org/10.3102/x ", "10.3/x", "ED629011",
    "ed629011", "84555",
    84555, 84555.0, "https://ies.ed.gov/ncee/wwc/Study/84555/", "evidence_for_essa", "core", "week",
    "none", "approved",
    "\u201cA\u201d", " \u201eA\u2019s\u201d\n", "\u2018A\u2019", "\u201c",
    "\u201cA\u201d and \u201cB\u201d", "A \u201cB\u201d",
    "\u201cA\u201d B", "\u2018A\u2019s B\u2019", "\u201cA\u2019",
    [], {}, [None], [[]], [[None]], {"a": None}, {"a": []}, [{}], {"min": 30}, {"max": None},
    {"min": None, "a": None},
    {"min": 30, "max": 40}, {"min": 40, "max": 30}, {"min": {}, "max": 7}, {"min": "30"}, {"min": -1},
    {"max": 1e9},
    ["reading", None, {}], ["K", 1, "2-3"], ["K", [1]], [1.0, 12], [13], ["UT", "NO"], ["efficacy"],
    ["text", 4.1],
]  # fmt: skip


def resolved(field: dict[str, Any]) -> list[dict[str, Any]]:
    """The alternatives of a field, definitions looked up."""
    field = SCHEMA["$defs"][definition(field)] if "$ref" in field else field
    if "properties" in field:
        return [field]
    return [found for option in field.get("anyOf", ()) for found in resolved(option)] or [field]


def values(field: dict[str, Any]) -> st.SearchStrategy[Any]:
    """What people may write in a field: right, nearly right, blank or wrong."""
    name = definition(field)
    if name in {"blank", "blank_group", "blank_list"}:
        return st.sampled_from([None, {}, [None], {"a": None}])
    if name in SCHEMA["$defs"] and "properties" in SCHEMA["$defs"][name]:
        return st.deferred(lambda: groups(SCHEMA["$defs"][name]))
    right = []
    for option in resolved(field) if "anyOf" not in field else field["anyOf"]:
        if "anyOf" in field:
            right.append(values(option))
        elif "enum" in option:
            right.append(st.sampled_from(option["enum"]))
        elif "pattern" in option:
            right.append(st.from_regex(re.compile(option["pattern"])))
        elif "items" in option:
            right.append(st.lists(values(option["items"]), max_size=3))
        elif "minimum" in option:
            right.append(
                st.floats(option["minimum"], option["maximum"]) | st.integers(0, int(option["maximum"]))
            )
    return st.one_of(*right, st.sampled_from(SPELLINGS))


def groups(model: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Documents of one group of fields, some with what does not belong there."""
    fields = {key: values(field) for key, field in model["properties"].items()}
    keys = st.lists(st.sampled_from(sorted(fields)), max_size=4, unique=True)
    written = keys.flatmap(lambda chosen: st.fixed_dictionaries({key: fields[key] for key in chosen}))
    stray: st.SearchStrategy[dict[str, Any]] = st.dictionaries(
        st.sampled_from(["unknown", "minuts"]), st.sampled_from([None, 1, {}]), max_size=1
    )
    return st.tuples(written, st.just({}) | st.just({}) | stray).map(lambda both: both[0] | both[1])


def documents() -> st.SearchStrategy[Any]:
    """Whole profiles, most of them with what has to be there."""
    head: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
        [HEAD] * 8 + [{**HEAD, "vendor": {"name": None}}, {}]
    )

    def joined(parts: tuple[dict[str, Any], Any]) -> dict[str, Any]:
        first, rest = parts
        joint: dict[str, Any] = first | rest
        for key in ("vendor", "product"):
            if isinstance(first.get(key), dict) and isinstance(rest.get(key), dict):
                joint[key] = first[key] | rest[key]
        return joint

    return st.tuples(head, groups(SCHEMA)).map(joined)


class WrittenOut(yaml.SafeDumper):
    """Writes a list that stands in two places twice, where PyYAML would refer to it by an alias."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def compare(document: Any) -> None:
    """Read one document both ways."""
    text = yaml.dump(document, Dumper=WrittenOut, sort_keys=False)
    found = list(read_documents(["-"], stdin=io.BytesIO(text.encode())))
    (tree,) = trees(text)
    read = all(isinstance(item, Document) for item in found)
    accepted = VALIDATOR.is_valid(tree.data)
    if accepted and not read:
        try:
            Profile.model_validate(tree.without_blanks().data)
            kinds = {"unknown field in a blank group"}
        except ValidationError as error:
            kinds = {detail["type"] for detail in error.errors()}
        assert kinds <= BEYOND_A_SCHEMA, f"only the schema accepts {text}: {[str(item) for item in found]}"
    assert accepted or not read, f"only check accepts {text}"


@given(documents())
def test_check_and_the_schema_accept_the_same_documents(document: Any) -> None:
    compare(document)


def every_field(model: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the way to every field, `*` standing for a list, and what the schema says is due there."""
    for key, field in model["properties"].items():
        yield (*path, key), json.dumps({name: field[name] for name in field if name not in ABOUT})
        for option in resolved(field):
            if "properties" in option and not any(end in option["properties"] for end in ("min", "max")):
                yield from every_field(option, (*path, key))
            for entry in resolved(option["items"]) if "items" in option else ():
                yield (*path, key, "*"), json.dumps(option["items"])
                if "properties" in entry:
                    yield from every_field(entry, (*path, key, "*"))


FIELDS = dict(every_field(SCHEMA))
ONE_OF_EACH_KIND = sorted({(kind, len(path) > 2): path for path, kind in FIELDS.items()}.values())


@pytest.mark.parametrize("path", ONE_OF_EACH_KIND, ids=".".join)
def test_every_spelling_is_read_alike_in_every_kind_of_field(path: tuple[str, ...]) -> None:
    due = {"studies": {"title": "A trial"}, "outcomes": {"measure": "MAP"}, "approvals": {"state": "UT"}}
    for spelling in SPELLINGS:
        value: Any = spelling
        for depth in range(len(path), 0, -1):
            value = [value] if path[depth - 1] == "*" else {path[depth - 1]: value}
            if depth == 3 and path[1] == "*" and isinstance(value, dict):
                value = due.get(path[0], {}) | value
        for key, inner in HEAD.items():
            if key == path[0] and len(path) > 1:
                value[key] = inner | value[key]
        compare(HEAD | value)


def test_the_fields_are_those_of_the_models() -> None:
    assert len(FIELDS) > 150
    assert all(guide([part for part in path if part != "*"]) for path in FIELDS)


def test_about_thirty_fields_can_be_answered_from_a_proposal() -> None:
    answers = [path for path in FIELDS if path[-1] != "*" and level(path) == "essential" and is_leaf(path)]
    assert 30 <= len(answers) <= 36, answers


def field_at(path: tuple[str, ...]) -> dict[str, Any]:
    """What the schema says at `path`."""
    found: dict[str, Any] = SCHEMA
    for part in path:
        options = [found] if "properties" in found else resolved(found)
        if part == "*":
            found = next(option["items"] for option in options if "items" in option)
        else:
            found = next(option["properties"][part] for option in options if "properties" in option)
    return found


def level(path: tuple[str, ...]) -> str:
    return str(field_at(path)["x-level"])


def is_leaf(path: tuple[str, ...]) -> bool:
    return not any(
        other[: len(path)] == path for other in FIELDS if len(other) > len(path) and other[-1] != "*"
    )


def test_every_field_has_a_meaning_and_a_level() -> None:
    for path in FIELDS:
        if path[-1] != "*":
            assert level(path) in {"essential", "research"}, path
            assert field_at(path)["description"].endswith("."), path


def test_the_schema_carries_no_leftovers_of_its_making() -> None:
    text = json.dumps(SCHEMA)
    assert '"default"' not in text
    assert "x-definition" not in text
    assert text.count('"title": "') == 1
    assert len(text) < 100_000
    Draft202012Validator.check_schema(SCHEMA)


PARTLY_FILLED = """\
edscreen: 1
prepared: {by: , role: }
vendor: {name: Lumen, website: }
product: {name: Reading, grades: [K, null, 2]}
dosage:
  - minutes: 30-40
    per: week
    attained: {share: 41%, students: "1,250"}
  - {minutes: , per: }
studies:
  - {title: , url: , evaluator: {name: , tie: }, findings: [{outcome: , effect_size: }]}
approvals: [{state: NO, result: }]
training: {required_hours: 6, price_usd: "$1,200"}
"""


def test_a_half_filled_skeleton_is_judged_alike() -> None:
    filled, wrong = PARTLY_FILLED.replace("NO", "UT"), PARTLY_FILLED
    for text, accepted in ((filled, True), (wrong, False), (filled.replace("minutes", "minuts"), False)):
        (tree,) = trees(text)
        assert VALIDATOR.is_valid(tree.data) == accepted
        (document,) = islice(read_documents(["-"], stdin=io.BytesIO(text.encode())), 1)
        assert isinstance(document, Document) == accepted


def test_check_jsonschema_accepts_all_examples(root: Path, tmp_path: Path) -> None:
    schema = tmp_path / "profile.schema.json"
    schema.write_text(schema_text(SCHEMA), encoding="utf-8")
    found = sorted((root / "examples").rglob("*.yaml"))
    profiles = [str(path) for path in found if re.search("(?m)^edscreen:", path.read_text(encoding="utf-8"))]
    assert len(profiles) >= 9
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), *profiles]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout


def test_the_command_prints_the_schema() -> None:
    command = [sys.executable, "-m", "edscreen", "schema", "profile"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == schema_text(SCHEMA)
    assert done.stdout.isascii()
    assert not done.stderr
