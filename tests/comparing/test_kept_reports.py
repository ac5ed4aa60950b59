"""Reports are read back in each form that they are kept in; what is none is refused in one sentence."""

from __future__ import annotations

import io
import json
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edscreen.comparing.comparison import NotComparable, compared
from edscreen.report.kept_json import Damaged, JsonStream
from edscreen.report.kept_reports import ReadReport
from edscreen.report.kept_scorecards import KeptError, KeptScorecard, UnreadableReport

if TYPE_CHECKING:
    from pathlib import Path

    from tests.comparing.conftest import Made


def read(path: Path | str) -> tuple[list[str], ReadReport]:
    """The products of a report, and the report."""
    report = ReadReport(path)
    entries = list(report.entries())
    return [each.product for each in entries if isinstance(each, KeptScorecard)], report


def why_not(path: Path) -> str:
    with pytest.raises(UnreadableReport) as caught:
        read(path)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_json_however_it_is_laid_out_and_saved(
    tmp_path: Path, made: type[Made], indent: int | None, encoding: str
) -> None:
    content = made.report(made.card(made.finding(message="Größe"), product="Größe"), made.card())
    file = tmp_path / "report.json"
    file.write_text(json.dumps(content, indent=indent, ensure_ascii=False), encoding=encoding)
    products, report = read(file)
    assert products == ["Größe", "Lumen Reading"]
    assert (report.head.version, report.head.policy, report.head.site) == ("1.2.3", "", "")


def test_keys_may_come_in_another_order_and_new_ones_may_come(tmp_path: Path, made: type[Made]) -> None:
    errors = [{"kind": "invalid_profile", "profile": "bad.yaml"}]
    content = made.report(made.card(made.finding(later=1), later=[]), later={"a": 1}, errors=errors)
    file = tmp_path / "report.json"
    for keys in (list(content), sorted(content)):
        file.write_text(json.dumps({key: content[key] for key in keys}), encoding="utf-8")
        assert read(file)[0] == ["Lumen Reading"]
        assert KeptError(kind="invalid_profile", profile="bad.yaml") in list(ReadReport(file).entries())


def test_json_lines_say_nothing_of_the_run(tmp_path: Path, made: type[Made]) -> None:
    file = tmp_path / "report.jsonl"
    error = {"error": {"kind": "invalid_profile", "profile": "bad.yaml"}}
    lines = [json.dumps(each) for each in (made.card(made.finding()), error, made.card(product="Second"))]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    products, report = read(file)
    assert products == ["Lumen Reading", "Second"]
    assert (report.head.form, report.head.as_of, report.head.policy) == ("jsonl", None, None)
    assert [each for each in ReadReport(file).entries() if isinstance(each, KeptError)]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "the file is empty"),
        ("hello", "this is no JSON"),
        ("[1, 2]", "this is no JSON"),
        ('{"a": 1}', "this is no report of edscreen"),
        ('{"version": "2.1.0", "runs": [{}]}', "this is SARIF"),
        ('{"edscreen_baseline": 1, "findings": []}', "not as edscreen writes it"),
        ('{"schema_version": "2.0", "scorecards": [{}]}', "this edscreen reads 1.0"),
        (
            '{"schema_version": "1.0", "scorecards": [{}]}',
            "scorecard 1 is not as edscreen writes it (profile",
        ),
        ('{"schema_version": "1.0", "scorecards": []}', "its head is not as edscreen writes it (tool"),
        ('{"schema_version": "1.0", "scorecards": [{"a', "it ends too early, in line 1"),
        ('{"schema_version": "1.0",\n\n', "it ends too early, in line 3"),
        ('{"schema_version": "1.0"\n "a": 1}', "line 2 is no JSON"),
        ('{"schema_version": "1.0"} {}', "something stands behind its end"),
        ('{"a": ' * 100_000, "cannot be read"),
        ('{"a": ' + "9" * 5_000 + "}", "cannot be read"),
        ('{"findings": []}\nnonsense\n', "not as edscreen writes it"),
    ],
)
def test_what_is_no_report_is_refused(tmp_path: Path, text: str, why: str) -> None:
    file = tmp_path / "report.json"
    file.write_text(text, encoding="utf-8")
    assert why in why_not(file)


@pytest.mark.parametrize(
    ("entry", "where"),
    [
        ({"column": 0, "sheet": "Studies"}, "column"),
        ({"column": -1, "sheet": "Studies"}, "column"),
        ({"column": 10**30, "sheet": "Studies"}, "column"),
        ({"line": 0}, "line"),
        ({"line": 10**30}, "line"),
        ({"row": {"item": -1, "identity": "", "name": ""}}, "row.item"),
        ({"row": {"item": 10**30, "identity": "", "name": ""}}, "row.item"),
    ],
)
def test_a_place_that_is_none_in_any_file_is_refused(
    tmp_path: Path, made: type[Made], entry: dict[str, Any], where: str
) -> None:
    file = tmp_path / "report.json"
    error = {"kind": "invalid_profile", "profile": "bad.xlsx"} | entry
    file.write_text(json.dumps(made.report(errors=[error])), encoding="utf-8")
    assert f"errors is not as edscreen writes it ({where}: " in why_not(file)


@pytest.mark.parametrize("value", ["\ud800", [[]]])
def test_a_value_that_no_report_can_hold(tmp_path: Path, made: type[Made], value: Any) -> None:
    for _ in range(0 if value == "\ud800" else 600):
        value = [value]
    file = tmp_path / "report.json"
    content = made.report(made.card(made.finding(evidence=[made.stated("a", value)])))
    file.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(NotComparable, match="holds what no report can hold") as caught:
        compared(str(file), str(file), ("old", "new"), "red").__enter__()
    assert str(caught.value).startswith("old: ")


@pytest.mark.parametrize(
    "entry",
    [
        {"message": "\ud800"},
        {"profile": "list.csv\ud800"},
        {"row": {"item": 7, "identity": "\ud800", "name": ""}},
        {"row": {"item": 7, "identity": "", "name": "\ud800"}},
    ],
)
def test_an_error_that_no_report_can_hold(tmp_path: Path, made: type[Made], entry: dict[str, Any]) -> None:
    file = tmp_path / "report.json"
    error = {"kind": "invalid_row", "profile": "list.csv", "line": 7} | entry
    file.write_text(json.dumps(made.report(errors=[error])), encoding="utf-8")
    with pytest.raises(NotComparable) as caught:
        compared(str(file), str(file), ("old", "new"), "red").__enter__()
    profile = "list.csv\\ud800" if "profile" in entry else "list.csv"
    assert str(caught.value) == (
        f'old: the error of "{profile}", line 7, holds what no report can hold: make the report anew'
    )


@pytest.mark.parametrize(
    ("head", "where"),
    [
        ({"tool": {"name": "edscreen", "version": "\ud800"}}, "tool.version"),
        ({"policy": {"path": "\ud800", "sha256": ""}}, "policy.path"),
        ({"policy": {"path": "", "sha256": "\ud800"}}, "policy.sha256"),
        ({"rule_books": [{"name": "\ud800", "version": None}]}, "rule_books.0.name"),
        ({"rule_books": [{"name": "", "version": "\ud800"}]}, "rule_books.0.version"),
    ],
)
def test_a_head_with_half_a_character(
    tmp_path: Path, made: type[Made], head: dict[str, Any], where: str
) -> None:
    file = tmp_path / "report.json"
    file.write_text(json.dumps(made.report(**head)), encoding="utf-8")
    assert f"its head is not as edscreen writes it ({where}: " in why_not(file)


def test_a_line_cut_off(tmp_path: Path, made: type[Made]) -> None:
    file = tmp_path / "report.jsonl"
    line = json.dumps(made.card(made.finding()))
    file.write_text(f"{line}\n{line[:200]}", encoding="utf-8")
    assert "it ends too early, in line 2" in why_not(file)


@pytest.mark.parametrize(("content", "why"), [(b"\xff\xfe\x00", "UTF-8"), (b"{\xe9}", "UTF-8")])
def test_bytes_that_are_no_text(tmp_path: Path, content: bytes, why: str) -> None:
    file = tmp_path / "report.json"
    file.write_bytes(content)
    assert why in why_not(file)


def test_a_folder_without_a_batch_and_one_whose_database_is_none(tmp_path: Path) -> None:
    assert "holds no results.sqlite" in why_not(tmp_path)
    database = tmp_path / "results.sqlite"
    database.write_bytes(b"nothing")
    assert "damaged" in why_not(tmp_path)
    with sqlite3.connect(tmp_path / "other") as tables:
        tables.execute("CREATE TABLE run (name TEXT, value TEXT)")
        tables.execute("INSERT INTO run VALUES ('schema_version', '9')")
    tables.close()
    (tmp_path / "other").replace(database)
    assert "schema_version is 9" in why_not(tmp_path)
    assert "name the folder" in why_not(database)


def test_nothing_is_there(tmp_path: Path) -> None:
    assert "no such file" in why_not(tmp_path / "missing.json")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(st.text(), JSON), st.sampled_from([None, 1]), st.sampled_from([None, "many"]))
def test_an_object_is_read_as_the_standard_library_reads_it(
    content: dict[str, Any], indent: int | None, many: str | None
) -> None:
    content |= {many: [1, 2.5, {"a": []}, 10**30]} if many else {}
    found: dict[str, Any] = {"many": []} if many else {}
    for key, value in JsonStream(io.StringIO(json.dumps(content, indent=indent))).members({"many"}):
        if key == "many" and many:
            found[key].append(value)
        else:
            found[key] = value
    assert found == content


@given(st.integers(1, 200))
def test_an_object_cut_off_anywhere_is_damaged(length: int) -> None:
    text = json.dumps({"many": [{"a": [1, "two", None]}] * 9, "b": 1.5e10})
    with pytest.raises(Damaged):
        list(JsonStream(io.StringIO(text[: min(length, len(text) - 1)])).members({"many"}))


class Endless(io.StringIO):
    """A text that begins one value and never ends it."""

    def __init__(self) -> None:
        super().__init__()
        self._beginning = '{"a": "'

    def read(self, size: int | None = -1, /) -> str:
        beginning, self._beginning = self._beginning, ""
        return beginning or "x" * (size or 1)


def test_a_value_without_an_end_is_not_read_for_ever() -> None:
    with pytest.raises(Damaged, match="too long"):
        list(JsonStream(Endless()).members(()))
