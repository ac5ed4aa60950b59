"""Lists as JSON Lines and as Parquet."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from edscreen.batch.lists.json_values import NotJson, read_json
from edscreen.batch.lists.listing import UnreadableList

if TYPE_CHECKING:
    from pathlib import Path

    from tests.batch.lists.conftest import Opened, Read


def lines(*values: Any) -> str:
    return "".join(json.dumps(value) + "\n" for value in values)


def test_objects_keyed_by_headings(opened: Opened) -> None:
    read = opened(
        lines(
            {"Vendor": "Acme", "Product": "Reader", "Subjects": ["Reading", "Math"], "Minutes per week": 30},
            {"Notes": "new", "Product": "Counter", "Vendor": "Beta", "Grades": ["K", 1]},
        ),
        "list.jsonl",
    )
    assert read.names == ["Reader", "Counter"]
    assert [profile.product.subjects for profile in read.profiles] == [("reading", "math"), None]
    assert read.profiles[1].product.grades == ("K", "1")
    assert read.documents[0].place(("dosage", 0, "minutes"))[:2] == (1, 4)


def test_objects_keyed_by_fields_flat_or_in_groups(opened: Opened) -> None:
    read = opened(
        lines(
            {"vendor.name": "Acme", "product.name": "Reader", "dosage[0].minutes": "30-40"},
            {
                "vendor": {"name": "Beta"},
                "product": {"name": "Counter"},
                "dosage": [{"minutes": 20, "per": "day"}],
            },
        ),
        "list.jsonl",
    )
    assert [str(profile.dosage and profile.dosage[0].minutes) for profile in read.profiles] == [
        "30 to 40",
        "20",
    ]


def test_each_object_may_be_keyed_in_its_own_way(opened: Opened) -> None:
    read = opened(
        lines(
            {"Vendor": "Acme", "Product": "Reader", "Grades": ["K"], "Notes": "x"},
            {"vendor": {"name": "Beta"}, "product": {"name": "Counter", "grades": ["1"]}},
            {"Product Name": "Speller", "vendor.name": "Gamma"},
        ),
        "list.jsonl",
    )
    assert read.names == ["Reader", "Counter", "Speller"]
    assert [profile.vendor.name for profile in read.profiles] == ["Acme", "Beta", "Gamma"]
    assert [profile.product.grades for profile in read.profiles] == [("K",), ("1",), None]
    assert not [notice for notice in read.notices if "two columns" in notice]


def test_two_keys_of_one_object_that_mean_the_same_stay_two(opened: Opened) -> None:
    read = opened(lines({"Vendor": "Acme", "Product": "Reader", "vendor.name": "Acme Inc."}), "list.jsonl")
    assert read.profiles[0].vendor.name == "Acme Inc."
    notice, differing = read.notices
    assert notice.startswith("two columns hold vendor.name")
    assert differing.startswith('1 row (first: row 1) says one thing under "vendor.name" and another under')


def test_whole_profiles_beside_lines_keyed_by_headings(opened: Opened) -> None:
    line = {"Vendor": "Acme", "Product": "Reader"}
    profile = {"edscreen": 1, "vendor": {"name": "Beta"}, "product": {"name": "Counter"}}
    read = opened(lines(line, profile), "list.jsonl")
    assert (read.names, [each.number for each in read.aside]) == (["Reader"], [2])
    assert read.aside[0].problem.message.startswith(
        "this line is a whole profile, as it has the key edscreen"
    )
    read = opened(lines(profile, line), "list.jsonl")
    assert (read.names, [each.number for each in read.aside]) == (["Counter"], [2])
    assert read.aside[0].problem.message.startswith("this line is no profile, as it lacks the key edscreen")


def test_whole_profiles(opened: Opened) -> None:
    vendor = '{"edscreen": 1, "vendor": {"name": "Acme"}, '
    acme = vendor + '"product": {"name": "Reader", "version": %s}, "studies": []}'
    text = (
        acme % "4.10"
        + '\n\n{"edscreen": 1, "vendor": {"name": "Beta"}, "product": {"nme": "Counter"}}\n'
        + acme % '"4.10"'
        + '\n{"edscreen_policy": 1}\n{"edscreen": 1, "edscreen": 2}\n[]\n'
    )
    read = opened(text, "profiles.jsonl")
    [profile] = read.profiles
    assert (profile.product.version, profile.studies) == ("4.10", [])
    assert read.documents[0].place(("product", "name"))[:2] == (1, 1)
    places = [each.partition(": ")[0] for each in read.mistakes]
    assert places == ["profiles.jsonl:3:1", "profiles.jsonl:3:1", "profiles.jsonl:5:1"]
    assert [(each.number, each.problem.kind) for each in read.aside] == [
        (4, "duplicate"),
        (6, "invalid_profile"),
        (7, "invalid_profile"),
    ]


def test_a_profile_that_comes_again(opened: Opened) -> None:
    profile = {"edscreen": 1, "vendor": {"name": "Acme"}, "product": {"name": "Reader"}}
    again = {"edscreen": 1, "vendor": {"name": "ACME"}, "product": {"name": "reader!"}}
    read = opened(lines(profile, again), "profiles.jsonl")
    assert [each.problem.kind for each in read.aside] == ["duplicate"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('[\n{"Vendor": "Acme"}\n]\n', "one JSON value over several lines"),
        ('[{"Vendor": "Acme"}]\n', "one JSON value over several lines"),
        ("{\n", "one JSON value over several lines"),
        (lines({f"k{n}": 1 for n in range(1_001)}), "more than 1,000 different keys"),
        (lines({"Maker": "Acme", "Vendor": "x"}), "no column of this list names the product"),
    ],
)
def test_json_that_is_no_list(opened: Opened, content: str, message: str) -> None:
    with pytest.raises(UnreadableList, match=message):
        opened(content, "list.json")


@pytest.mark.parametrize(
    "text", ["{", '{"a": NaN}', '{"a": 1, "a": 2}', "[" * 100_000, '{"a":' * 60 + "1" + "}" * 60, "", "nul"]
)
def test_what_is_no_json_that_is_read(text: str) -> None:
    with pytest.raises(NotJson):
        read_json(text)


def test_half_a_surrogate_pair_becomes_a_character(opened: Opened) -> None:
    read = opened('{"Vendor": "A\\ud800", "Product": "\\ud83d\\ude00 Reader"}\n', "list.jsonl")
    assert (read.profiles[0].vendor.name, read.names) == ("A\ufffd", ["\U0001f600 Reader"])


def test_a_line_without_end_costs_its_own_row(opened: Opened) -> None:
    good = lines({"Vendor": "Acme", "Product": "Reader"})
    read = opened(
        good + '{"Vendor": "' + "x" * 3_000_000 + "\n" + good.replace("Reader", "Writer"), "list.jsonl"
    )
    assert read.names == ["Reader", "Writer"]
    assert [(each.number, each.problem.line) for each in read.aside] == [(2, 2)]


def parquet(opened: Opened, tmp_path: Path, columns: dict[str, list[Any]]) -> Read:
    pyarrow = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    pq.write_table(pyarrow.table(columns), tmp_path / "made.parquet")
    return opened((tmp_path / "made.parquet").read_bytes(), "list.parquet")


def test_parquet(opened: Opened, tmp_path: Path) -> None:
    columns: dict[str, list[Any]] = {
        "Vendor": ["Acme", None, "Beta"],
        "Product": ["Reader", None, "Counter"],
        "Minutes per week": [30.0, float("nan"), None],
        "Subjects": [["Reading", "Math"], None, []],
    }
    read = parquet(opened, tmp_path, columns)
    assert read.names == ["Reader", "Counter"]
    assert [each.number for each in read.items] == [1, 3]
    assert read.profiles[0].product.subjects == ("reading", "math")
    assert str(read.profiles[0].dosage and read.profiles[0].dosage[0].minutes) == "30"


def test_parquet_that_is_damaged(opened: Opened) -> None:
    pytest.importorskip("pyarrow")
    with pytest.raises(UnreadableList, match=r"^list\.parquet: this Parquet file cannot be read"):
        opened(b"PAR1 and no more", "list.parquet")


def test_parquet_without_what_reads_it(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(UnreadableList, match=r'pip install "edscreen\[parquet\]"; or save the list as CSV'):
        opened(b"PAR1 and no more", "list.parquet")
