"""`edscreen compare` on reports that edscreen itself wrote: what a district sees from week to week."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from edscreen.cli import compare_run
from edscreen.cli.talk import Talk

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

Run: TypeAlias = "Callable[..., subprocess.CompletedProcess[str]]"
Report: TypeAlias = "Callable[..., str]"


LUMEN = """\
edscreen: 1
prepared: {{by: purchasing office, role: district, on: 2026-11-02}}
vendor: {{name: Lumen Learning}}
product: {{name: Lumen Reading, category: supplemental, subjects: [reading], grades: [K, 1]}}
dosage: [{{minutes: {minutes}, per: week}}]
approvals:
  - {{state: UT, approver: Utah State Board of Education, list: Software, result: approved,
     judged: [efficacy], grades: [K, 1], date: 2025-11-18, expires: {expires}, url: "https://schools.utah.gov/x"}}
"""
STRICT = "edscreen_policy: 1\nrules: {screen-time: {options: {limits: [{grades: [K, 1], flag_at: 10}]}}}\n"


@pytest.fixture
def edscreen(called: Run) -> Run:
    """The command in this process, as nothing here depends on how it is started."""
    return called


@pytest.fixture
def report(tmp_path: Path, edscreen: Run) -> Report:
    """Screen one product and give the name of the report."""

    def write(
        name: str,
        minutes: int = 30,
        *options: str,
        expires: str = "2026-11-18",
        day: str = "2026-11-14",
        output_format: str = "json",
    ) -> str:
        (tmp_path / "lumen.yaml").write_text(LUMEN.format(minutes=minutes, expires=expires), encoding="utf-8")
        policy = options or ("--no-policy",)
        done = edscreen("check", "lumen.yaml", "--as-of", day, "--format", output_format, *policy)
        assert done.returncode in {0, 1, 3}, done.stderr
        (tmp_path / name).write_text(done.stdout, encoding="utf-8")
        return name

    return write


def changes(done: subprocess.CompletedProcess[str]) -> dict[str, dict[str, Any]]:
    """The changes of the one product by rule."""
    [product] = json.loads(done.stdout)["products"]
    return {change["rule"]: change for change in product["changes"]}


def test_nothing_changed_in_a_week(edscreen: Run, report: Report) -> None:
    old, new = (
        report("old.json", expires="2027-11-18"),
        report("new.json", expires="2027-11-18", day="2026-11-21"),
    )
    done = edscreen("compare", old, new)
    assert done.returncode == 0
    assert "Nothing changed." in done.stdout
    assert done.stderr == "edscreen: exit code 0: no product got worse at or above 'red'\n"


def test_an_approval_that_ended_during_the_week(edscreen: Run, report: Report) -> None:
    done = edscreen("compare", report("old.json"), report("new.json", day="2026-11-21"), "--format", "json")
    lapsed = changes(done)["sea-approval"]
    assert (lapsed["kind"], lapsed["cause"], lapsed["counts"]) == ("lapsed", "date", True)
    assert done.returncode == 1
    assert done.stderr == "edscreen: exit code 1: 1 product has an answer that lapsed at or above 'red'\n"


def test_a_profile_that_was_edited(edscreen: Run, report: Report) -> None:
    done = edscreen("compare", report("old.json"), report("new.json", 90), "--format", "json")
    worse = changes(done)["screen-time"]
    assert (worse["kind"], worse["cause"], worse["counts"]) == ("worse", "profile", True)
    assert worse["because"] == ["dosage[0].minutes was 30, is 90"]
    assert done.returncode == 1


def test_a_stricter_policy_is_told_first_and_is_no_worsening(
    edscreen: Run, report: Report, tmp_path: Path
) -> None:
    (tmp_path / "strict.yaml").write_text(STRICT, encoding="utf-8")
    old, new = report("old.json"), report("new.json", 30, "--policy", "strict.yaml")
    done = edscreen("compare", old, new)
    assert done.returncode == 0
    assert done.stdout.index("There is a policy now (strict.yaml)") < done.stdout.index("Worse (1)")
    assert "Cause: the policy" in done.stdout
    assert "Does not count for the exit code." in done.stdout
    found = changes(edscreen("compare", old, new, "--format", "json"))["screen-time"]
    assert (found["kind"], found["cause"], found["counts"]) == ("worse", "policy", False)


def test_a_policy_and_a_profile_that_both_changed_are_not_told_apart(
    edscreen: Run, report: Report, tmp_path: Path
) -> None:
    (tmp_path / "strict.yaml").write_text(STRICT, encoding="utf-8")
    old, new = report("old.json"), report("new.json", 90, "--policy", "strict.yaml")
    done = edscreen("compare", old, new, "--format", "json")
    found = changes(done)["screen-time"]
    assert (found["cause"], found["possible"], done.returncode) == (None, ["profile", "policy"], 1)


@pytest.mark.parametrize(("fail_on", "code"), [("red", 1), ("note", 1), ("never", 0)])
def test_how_serious_it_must_be(
    edscreen: Run,
    report: Report,
    fail_on: str,
    code: int,
) -> None:
    done = edscreen("compare", report("old.json"), report("new.json", 90), "--fail-on", fail_on, "--quiet")
    assert (done.returncode, done.stderr) == (code, "")


def test_folders_of_two_batches(edscreen: Run, report: Report, tmp_path: Path) -> None:
    (tmp_path / "vendors").mkdir()
    for folder, minutes, day in (("last", 30, "2026-11-14"), ("now", 90, "2026-11-15")):
        report("unused.json", minutes)
        (tmp_path / "lumen.yaml").replace(tmp_path / "vendors/lumen.yaml")
        done = edscreen("batch", "vendors", "--out", folder, "--no-policy", "--as-of", day, "--workers", "1")
        assert (tmp_path / folder / "results.sqlite").exists(), done.stderr
    done = edscreen("compare", "last", "now", "--format", "json")
    found = changes(done)["screen-time"]
    assert (found["cause"], done.returncode) == ("profile", 1)
    assert json.loads(done.stdout)["old"]["form"] == "batch"


def test_the_same_list_read_by_another_map_was_edited_by_nobody(edscreen: Run, tmp_path: Path) -> None:
    rows = "Vendor,Product,Use,Homework,Per\nLumen,Reading,30,90,week\n"
    (tmp_path / "list.csv").write_text(rows, encoding="utf-8")
    for folder, column in (("last", "Use"), ("now", "Homework")):
        mapping = f"{column}: dosage[0].minutes\nPer: dosage[0].per\n"
        (tmp_path / "map.yaml").write_text(mapping, encoding="utf-8")
        command = ("batch", "list.csv", "--map", "map.yaml", "--out", folder, "--no-policy", "--workers", "1")
        edscreen(*command, "--as-of", "2026-11-21")
    found = changes(edscreen("compare", "last", "now", "--format", "json"))["screen-time"]
    assert (found["cause"], set(found["possible"])) == (None, {"policy", "profile"})
    told = " ".join(edscreen("compare", "last", "now").stdout.split())
    assert "The runs differ in how the list's columns are read (their headings, --map)" in told
    assert "the run's options differ" in told


def test_json_lines_cannot_say_why(edscreen: Run, report: Report) -> None:
    old = report("old.jsonl", output_format="jsonl")
    done = edscreen("compare", old, report("new.json", 90))
    assert "The old report is JSON Lines" in done.stdout
    assert "Cause: cannot be told apart" in done.stdout


def test_every_format_to_a_file(edscreen: Run, report: Report, tmp_path: Path) -> None:
    files = {"json": "c.json", "html": "pages/c.html", "markdown": "c.md", "rich": "c.txt"}
    outputs = [text for name, path in files.items() for text in ("--output", f"{name}={path}")]
    done = edscreen("compare", report("old.json"), report("new.json", 90), *outputs)
    for path in files.values():
        assert "screen-time" in (tmp_path / path).read_text(encoding="utf-8")
    assert (tmp_path / "c.txt").read_text(encoding="utf-8") == done.stdout
    assert done.returncode == 1


def test_a_file_that_cannot_be_written(edscreen: Run, report: Report, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = edscreen("compare", report("old.json"), report("new.json"), "--output", "json=file/c.json")
    assert done.returncode == 4
    assert "file/c.json could not be written" in done.stderr
    assert done.stderr.endswith("exit code 4: not every output could be written\n")


@pytest.mark.parametrize("name", ["old.json", "new.json"])
def test_no_report_is_written_over(edscreen: Run, report: Report, name: str) -> None:
    done = edscreen("compare", report("old.json"), report("new.json"), "--output", f"json={name}")
    assert done.returncode == 2
    assert "would write over" in done.stderr


def test_what_is_no_report(edscreen: Run, report: Report, tmp_path: Path) -> None:
    good = report("new.json")
    for output_format, why in (
        ("sarif", "this is SARIF"),
        ("csv", "this is no JSON"),
        ("html", "this is no JSON"),
    ):
        done = edscreen("compare", report(f"old.{output_format}", output_format=output_format), good)
        assert (done.returncode, done.stdout) == (2, "")
        assert why in done.stderr
        assert done.stderr.count("\n") == 1
    whole = (tmp_path / good).read_text(encoding="utf-8")
    (tmp_path / "cut.json").write_text(whole[: len(whole) // 2], encoding="utf-8")
    assert "it ends too early" in edscreen("compare", "cut.json", good).stderr
    assert edscreen("compare", good).returncode == 2


def test_the_help_has_an_example(edscreen: Run) -> None:
    text = " ".join(edscreen("compare", "--help").stdout.split())
    assert "Example: edscreen compare last-week/ this-week/ --output markdown=changes.md" in text


def test_a_temporary_file_without_room(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(compare_run, "compared", full)
    request = compare_run.CompareRequest("old.json", "new.json", "rich", [], "red")
    assert compare_run.compare_reports(request, Talk(quiet=True, verbosity=0)) == 4
    assert "could not be written (database or disk is full): make room" in capsys.readouterr().err


def test_the_folders_compared_stay_as_they_were(edscreen: Run, report: Report, tmp_path: Path) -> None:
    report("unused.json")
    (tmp_path / "vendors").mkdir()
    (tmp_path / "lumen.yaml").replace(tmp_path / "vendors/lumen.yaml")
    edscreen("batch", "vendors", "--out", "last", "--no-policy", "--workers", "1")
    files = [file for file in (tmp_path / "last").rglob("*") if file.is_file()]
    before = {file: file.read_bytes() for file in files}
    assert edscreen("compare", "last", "last").returncode == 0
    assert {file: file.read_bytes() for file in (tmp_path / "last").rglob("*") if file.is_file()} == before


def screened(edscreen: Run, tmp_path: Path, folder: str, rows: list[str], *options: str) -> None:
    """Screen a list into a folder."""
    text = "\n".join(["Vendor,Product,Minutes,Per", *rows, ""])
    (tmp_path / "list.csv").write_text(text, encoding="utf-8")
    (tmp_path / "map.yaml").write_text("Minutes: dosage[0].minutes\nPer: dosage[0].per\n", encoding="utf-8")
    command = ("batch", "list.csv", "--map", "map.yaml", "--out", folder, "--no-policy", "--workers", "1")
    edscreen(*command, "--as-of", "2026-11-21", *options)


ROWS = ["Lumen,Lumen Reading,30,week", "Lumen,Lumen Math,30,week", "Marlowe,Marlowe Math,30,week"]


@pytest.mark.parametrize("unfinished", ["last", "now"])
def test_a_run_that_was_stopped_is_never_taken_for_a_whole_list(
    edscreen: Run, tmp_path: Path, unfinished: str
) -> None:
    for folder in ("last", "now"):
        screened(edscreen, tmp_path, folder, ROWS)
    with sqlite3.connect(tmp_path / unfinished / "results.sqlite") as tables:  # as Ctrl-C leaves it
        tables.execute("UPDATE run SET value = 'running' WHERE name = 'state'")
        tables.execute("DELETE FROM scorecards WHERE item > 2")
    tables.close()
    done = edscreen("compare", "last", "now", "--output", "markdown=changes.md")
    assert (done.returncode, done.stdout) == (2, "")
    assert not (tmp_path / "changes.md").exists()
    assert done.stderr == (
        f"edscreen compare: the run in {unfinished} is not finished, so products that it has not come to "
        f"would be taken for gone: go on with edscreen batch LIST --out {unfinished} --resume first "
        "(exit code 2)\n"
    )
    command = ("batch", "list.csv", "--map", "map.yaml", "--out", unfinished, "--no-policy", "--workers", "1")
    edscreen(*command, "--as-of", "2026-11-21", "--resume")
    assert edscreen("compare", "last", "now").returncode == 0


def test_a_row_that_cannot_be_read_any_more_is_in_the_list_wherever_it_stands(
    edscreen: Run, tmp_path: Path
) -> None:
    screened(edscreen, tmp_path, "last", ROWS)
    rows = [
        "New,New Art,30,week",
        "Lumen,Lumen Reading,30,week",
        "Lumen,Lumen Math,abc,week",
        ",Marlowe Math,30,",
    ]
    screened(edscreen, tmp_path, "now", rows)
    done = edscreen("compare", "last", "now")
    text = " ".join(done.stdout.split())
    assert "1 product compared: 2 that could not be read any more, 1 new, 1 unchanged." in text
    assert "In the list, could not be read (2)" in text
    assert "Lumen Math, Lumen Its row could not be read for the new report: list.csv:4:3: column" in text
    assert "Marlowe Math, Marlowe Its row could not be read for the new report: list.csv:5:1: column" in text
    assert "Gone" not in text
    assert done.returncode == 0
    assert done.stderr.endswith("'red'; 2 rows or files of the new report could not be read\n")
    back = " ".join(edscreen("compare", "now", "last").stdout.split())
    assert "Lumen Math, Lumen Its row could not be read for the old report." in back


def test_which_product_a_row_holds_is_not_guessed(edscreen: Run, tmp_path: Path) -> None:
    two = ["Lumen,Math,30,week", "Marlowe,Math,30,week"]
    screened(edscreen, tmp_path, "last", two)
    screened(edscreen, tmp_path, "now", ["Lumen,Art,30,week", ",Math,30,week"])
    done = edscreen("compare", "last", "now")
    text = " ".join(done.stdout.split())
    assert "Gone from the list (2): 1 row or file of the new report could not be read; some of these" in text
    assert "In the list" not in text


def test_a_question_that_was_not_selected_changes_no_product_but_those_it_had_an_answer_for(
    edscreen: Run, tmp_path: Path
) -> None:
    rows = ["Lumen,Lumen Reading,30,week", "Lumen,Lumen Math,,"]
    screened(edscreen, tmp_path, "last", rows)
    screened(edscreen, tmp_path, "now", rows, "--ignore", "screen-time", "--ignore", "independent-research")
    done = edscreen("compare", "last", "now", "--format", "json")
    told = json.loads(done.stdout)
    assert "Asked in the old report only: independent-research and screen-time." in done.stderr
    [product] = told["products"]
    [change] = product["changes"]
    assert (product["product"], change["rule"], change["kind"]) == (
        "Lumen Reading",
        "screen-time",
        "lost_sight",
    )
    assert (change["cause"], done.returncode) == ("policy", 0)
    assert "not selected" in change["because"][0]


def test_quiet_keeps_the_report_on_standard_output_as_check_does(edscreen: Run, report: Report) -> None:
    old, new = report("old.json"), report("new.json", 90)
    for command in (("compare", old, new), ("check", "lumen.yaml", "--no-policy")):
        aloud, quiet = (edscreen(*command, *more, "--output", "html=c.html") for more in ((), ("-q",)))
        assert (quiet.stdout, quiet.stderr) == (aloud.stdout, "")
        assert quiet.stdout
