"""The tree: YAML 1.2 as people mean it, and the place of every key and value."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from edscreen.profile import yaml_builder
from edscreen.profile.yaml_builder import MAX_DEPTH, MAX_NODES, trees
from edscreen.profile.yaml_scalars import WrittenFloat, WrittenInt
from edscreen.profile.yaml_syntax import BrokenYaml

if TYPE_CHECKING:
    from edscreen.profile.yaml_tree import Tree


def only(text: str) -> Tree:
    (tree,) = trees(text)
    return tree


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("off", "off"),
        ("1:30", "1:30"),
        ("1_000", "1_000"),
        ("2024-05-01", "2024-05-01"),
        ("1,240", "1,240"),
        ("9999999999999999999", "9999999999999999999"),
        ("true", True),
        ("FALSE", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("30", 30),
        ("-7", -7),
        ("0755", 755),
        ("0o17", 15),
        ("0x1F", 31),
        ("4.10", 4.1),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("-.INF", -math.inf),
        ("'30'", "30"),
        ('"true"', "true"),
        ("|\n  two\n  lines\n", "two\nlines\n"),
        (">\n  one\n  line\n", "one line\n"),
        ("one\n  line", "one line"),
    ],
)
def test_reads_scalars_as_yaml_1_2_does(written: str, read: object) -> None:
    value = only(f"a: {written}").data["a"]

    assert value == read
    assert isinstance(value, type(read))


def test_reads_nan_as_a_number() -> None:
    assert math.isnan(only("a: .nan").data["a"])


@pytest.mark.parametrize("written", ["4.10", "1e3", "12.50"])
def test_keeps_how_a_decimal_was_written(written: str) -> None:
    tree = only(f"version: {written}")

    assert isinstance(tree.data["version"], WrittenFloat)
    assert tree.data["version"].written == tree.value(["version"]) == written


@pytest.mark.parametrize("written", ["0755", "+5", "0x10"])
def test_keeps_how_a_whole_number_was_written(written: str) -> None:
    tree = only(f"version: {written}")

    assert isinstance(tree.data["version"], WrittenInt)
    assert tree.data["version"].written == tree.value(["version"]) == written


PROFILE = """\
edscreen: 1
vendor: {name: Lumen, website: "https://www.lumen.example/"}
dosage:
  - population: Grundschüler 🎒 # a comment
    minutes: {min: 30, max: 40}
  -
  - grades: [K, 1, , 2]
    weeks:
studies: []
training: {}
"""


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        ((), 1, 1),
        (("edscreen",), 1, 11),
        (("vendor",), 2, 9),
        (("vendor", "website"), 2, 32),
        (("dosage",), 4, 3),
        (("dosage", 0, "population"), 4, 17),
        (("dosage", 0, "minutes", "max"), 5, 29),
        (("dosage", 2, "grades", 3), 7, 24),
        (("dosage", 2, "weeks"), 8, 5),
        (("dosage", 2, "scope"), 7, 5),
        (("dosage", 7, "weeks"), 4, 3),
        (("approvals", 0), 1, 1),
    ],
)
def test_gives_the_place_of_a_value_or_of_the_nearest_thing_around_it(
    path: tuple[str | int, ...], line: int, column: int
) -> None:
    place = only(PROFILE.replace(", ,", ', "",')).place(path)

    assert (place.line, place.column, place.path) == (line, column, path)


def test_gives_the_place_of_a_key() -> None:
    place = only(PROFILE.replace(", ,", ",")).key_place(("dosage", 0, "minutes"))

    assert (place.line, place.column, place.value) == (5, 5, {"min": 30, "max": 40})


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_counts_lines_as_an_editor_does(line_break: str) -> None:
    text = "# \u2028 \x85 ä\na: 1\nb: 🎒 \u2029\nc: [é, x]\n".replace("\n", line_break)
    tree = only(text)

    assert tree.place(("c", 1))[:2] == (4, 8)
    assert tree.place(("a",))[:2] == (2, 4)


def test_prunes_what_was_left_blank_and_still_knows_where_all_stood() -> None:
    tree = only(
        "vendor: {name: , parent: }\n"
        "studies:\n"
        "  -\n"
        "  - {title: , findings: [{outcome: }]}\n"
        "  - {title: A trial, findings: [ {}, {outcome: reading} ], grades: []}\n"
        "dosage: [{}, {minutes: }]\n"
        "reviews: []\n"
    )
    pruned = tree.without_blanks()

    assert tree.has_blanks
    assert pruned.data == {
        "vendor": None,
        "studies": [{"title": "A trial", "findings": [{"outcome": "reading"}], "grades": []}],
        "dosage": None,
        "reviews": [],
    }
    place = pruned.place(("studies", 0, "findings", 0, "outcome"))
    assert place == (5, 48, ("studies", 2, "findings", 1, "outcome"), "reading")
    assert pruned.place(("vendor", "name"))[:3] == (1, 1, ("vendor", "name"))
    assert pruned.without_blanks().data == pruned.data


def test_a_document_of_nothing_but_blanks_keeps_its_keys() -> None:
    pruned = only("a:\nb: {c: }\n").without_blanks()

    assert pruned.data == {"a": None, "b": None}
    assert pruned.place(("b",))[:2] == (2, 1)


def test_a_document_without_blanks_is_pruned_at_no_cost() -> None:
    tree = only("a: [1, {b: []}]\n")

    assert not tree.has_blanks
    assert tree.without_blanks() is tree


def test_reads_every_document_and_passes_over_empty_ones() -> None:
    assert [tree.data for tree in trees("--- \n---\na: 1\n---\n# nothing\n---\nb: 2\n...\n")] == [
        {"a": 1},
        {"b": 2},
    ]


def test_names_all_that_a_profile_may_not_hold_and_where() -> None:
    tree = only("a: &x 1\nb: [!!str 2, ! 3]\na: 4\nl:\n  - {c: 1, c: {d: 1}}\n")

    assert [(mistake.line, mistake.column, mistake.path) for mistake in tree.mistakes] == [
        (1, 4, ("a",)),
        (2, 5, ("b", 0)),
        (2, 14, ("b", 1)),
        (3, 1, ("a",)),
        (5, 12, ("l", 0, "c")),
    ]
    assert "first at 1:1" in tree.mistakes[3].message
    assert tree.data["a"] == 1, "the first of two equal keys is kept"


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: " + "[" * 100, 1, 3 + MAX_DEPTH),
        ("a: " + "{b: " * 100, 1, 4 + 4 * (MAX_DEPTH - 1)),
        ("a: [" + "1," * (MAX_NODES + 1) + "]", 1, 1),
        ("b: 1\n? [1]\n: 2\n", 2, 3),
        ("b: *a\n", 1, 4),
        ("- a\n", 1, 1),
        ("a text\n", 1, 1),
    ],
)
def test_refuses_the_rest_of_a_document_with_place(text: str, line: int, column: int) -> None:
    tree = only(text)

    assert not tree.complete
    assert tree.mistakes[0][:2] == (line, column)


def test_goes_on_with_the_next_document_after_a_refused_one() -> None:
    assert [tree.complete for tree in trees("- a\n- {b: [c]}\n---\na: 1\n")] == [False, True]


plain_data = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(min_size=1, max_size=80), inner, max_size=4)
    ),
    max_leaves=20,
)


def as_yaml(value: Any) -> str:
    """Write `value` as YAML 1.2 with brackets, all text in quotes."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{as_yaml(key)}: {as_yaml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(as_yaml, value))}]"
    if isinstance(value, str):
        return '"' + "".join(char if char.isalnum() else f"\\U{ord(char):08x}" for char in value) + '"'
    return json.dumps(value).replace("Infinity", ".inf")


@given(st.dictionaries(st.text(min_size=1, max_size=80), plain_data, min_size=1, max_size=5))
def test_reads_what_was_written_as_it_was(data: dict[str, Any]) -> None:
    assert only(as_yaml(data)).data == data


@given(plain_data)
def test_places_every_value_of_block_style_text(data: Any) -> None:
    text = yaml.dump({"top": data}, allow_unicode=False, sort_keys=False, width=10_000)
    tree = only(text)
    waiting: list[tuple[tuple[str | int, ...], Any]] = [((), tree.data)]
    while waiting:
        path, value = waiting.pop()
        place = tree.place(path)
        assert 1 <= place.line <= text.count("\n") + 1
        assert place.path == path
        for asked in (path, (*path, "missing"), (*path, -1), (*path, 10_000)):
            assert tree.find(asked) == tree.place(asked)
        if isinstance(value, dict):
            waiting += [((*path, key), inner) for key, inner in value.items()]
        elif isinstance(value, list):
            waiting += [((*path, index), inner) for index, inner in enumerate(value)]
        elif isinstance(value, int) and not isinstance(value, bool):
            line = text.splitlines()[place.line - 1]
            assert line[place.column - 1 :].startswith(str(tree.value(path)))


yamlish = st.text(alphabet="ab:-?,[]{}#&*!|>'\"%@` \t\n\\01.~<é\u2028", max_size=60)


@given(yamlish)
@example("a: [b\n  : c: {")
@example("? &a\n- *a")
@example('"\\ud800": 1')
@pytest.mark.parametrize("parser", [yaml.CSafeLoader, yaml.SafeLoader])
def test_any_text_gives_trees_or_a_place(parser: Any, text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_builder, "_Parser", parser)
        lines = text.replace("\r", "\n").count("\n") + 1
        places: list[tuple[int, int]] = []
        try:
            for tree in trees(text):
                assert isinstance(tree.data, dict)
                json.dumps(tree.without_blanks().data).encode()
                places += [mistake[:2] for mistake in tree.mistakes]
                assert tree.complete or tree.mistakes, "what is left out is told"
        except BrokenYaml as error:
            places.append((error.line, error.column))
        assert all(1 <= line <= lines and column >= 1 for line, column in places)
