"""`batch --output F=PATH`: what `check` writes of the same profiles, after a run over a list."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest
from lxml import etree

from edscreen.report.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import CompletedProcess

    Run: TypeAlias = Callable[..., CompletedProcess[str]]

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
POLICY = """\
edscreen_policy: 1
district: {name: Alder Valley School District, state: UT, grades: [K, 1]}
fail_on: red
screen_budget: [{grades: [K, 1, 2], flag_at: 60}]
rules:
  sea-efficacy: off
waivers:
  - {rule: screen-time, product: '*', reason: board-approved pilot, by: the board, expires: 2027-06-30}
  - {rule: screen-time, product: Nobody's, reason: forgotten, by: the board, expires: 2025-06-30}
  - {rule: sea-approval, product: Nobody's, reason: forgotten, by: the board, expires: 2027-06-30}
"""
HOSTILE = """\
edscreen: 1
prepared: {role: district, by: "<b>me</b>", on: 2026-11-02}
vendor: {name: "=cmd|' /C calc'!A0"}
product: {name: "<script>alert(1)</script> [x](javascript:alert(1))", category: supplemental, grades: [K]}
dosage: [{minutes: {min: 30}, per: week}, {minutes: 20.5, per: day, days_per_week: 5}]
price: {per_student_usd: 12.50, per: year, quoted_on: 2026-10-20}
replies: [{rule: screen-time, on: 2026-10-20, by: Lumen, text: no}, {rule: nothing, text: x}]
contract: {x: 1}
"""


@pytest.fixture
def edscreen(called: Run) -> Run:
    """The command in this process, as nothing here depends on how it is started."""
    return called


@pytest.fixture
def profiles(tmp_path: Path) -> str:
    """Profiles of every kind in a folder: shipped, hostile, several in a file, broken ones, and others."""
    folder = tmp_path / "profiles"
    folder.mkdir()
    for name in ("clear", "flagged", "incomplete"):
        (folder / f"{name}.yaml").write_bytes((EXAMPLES / f"{name}.yaml").read_bytes())
    broken = "---\nedscreen: 1\nvendor: {name: A}\nproduct: {nome: B}\n---\nedscreen: 1\nvendor: {name: C}\n"
    (folder / "hostile.yaml").write_text(HOSTILE + broken + "product: {name: D}\n", encoding="utf-8")
    (folder / "unreadable.yaml").write_text("edscreen: 1\nvendor: {name: [}\n", encoding="utf-8")
    (folder / "settings.yaml").write_text("port: 80\n", encoding="utf-8")
    (tmp_path / "edscreen.yaml").write_text(POLICY, encoding="utf-8")
    return folder.name


def _outputs(folder: str) -> list[str]:
    named = [f"{name}={folder}/report.{name}" for name in FORMATS]
    documents = [
        f"letter={folder}/letter.docx",
        f"memo={folder}/{{vendor}}-{{product}}.docx",
        f"letter={folder}/to {{vendor}}.txt",
    ]
    return [word for each in (*named, *documents) for word in ("--output", each)]


def test_every_format_is_byte_for_byte_what_check_writes(
    edscreen: Run, profiles: str, tmp_path: Path
) -> None:
    known = edscreen("check", f"{profiles}/flagged.yaml", "--write-baseline", "known.json")
    assert known.returncode == 0, known.stderr
    options = ["--baseline", "known.json"]
    checked = edscreen("check", profiles, *options, *_outputs("checked"))
    screened = edscreen("batch", profiles, "--out", "out", "--workers", "2", *options, *_outputs("batch"))
    assert (checked.returncode, screened.returncode) == (2, 2), screened.stderr
    expected = {file.name: file.read_bytes() for file in (tmp_path / "checked").iterdir()}
    found = {file.name: file.read_bytes() for file in (tmp_path / "batch").iterdir()}
    assert sorted(found) == sorted(expected)
    assert {f"report.{name}" for name in FORMATS} < set(found)
    assert [name for name in expected if found[name] != expected[name]] == []
    kinds = {notice["kind"] for notice in json.loads(found["report.json"])["notices"]}
    assert {"waiver_expired", "waiver_unused", "passed_over", "reply_not_shown"} <= kinds
    assert zipfile.is_zipfile(tmp_path / "batch" / "letter.docx")


LIST = """\
Vendor,Product,Website,Grades,Minutes per week,Contact
Lumen Learning,Lumen Reading,lumen.example,K-2,30,Ann
Brightpath,Brightpath Math,brightpath.example,3-5,forty,
Acme,Acme Paper,https://acme.example/paper.pdf,K,,
Acme,Acme Words,acme.example,K,45,
"""


@pytest.fixture
def vendors(tmp_path: Path) -> Path:
    """A list with a row that cannot be read and one that is no product."""
    path = tmp_path / "vendors.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_a_list_gives_a_report_and_a_letter_to_each_vendor(
    edscreen: Run, vendors: Path, tmp_path: Path
) -> None:
    outputs = ["--output", "json=out/report.json", "--output", "letter=letters/{vendor}.docx"]
    done = edscreen("batch", vendors.name, "--out", "out", *outputs)
    assert done.returncode == 2
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert [each["product"] for each in report["scorecards"]] == ["Lumen Reading", "Acme Words"]
    assert [each["list"] for each in report["scorecards"]] == [
        {"row": 2, "Contact": "Ann"},
        {"row": 5, "Contact": None},
    ]
    assert [(each["kind"], each["line"]) for each in report["errors"]] == [
        ("invalid_profile", 3),
        ("not_a_product", 4),
    ]
    assert report["exit_code"] == 2
    assert sorted(file.name for file in (tmp_path / "letters").iterdir()) == [
        "Acme.docx",
        "Lumen-Learning.docx",
    ]
    assert "add this line at the end of" not in done.stderr  # a list has no such place


NOTED = """\
Vendor,Product,Grades,Minutes per week,Contact,=1+1,<b>Note</b>
Lumen Learning,Lumen Reading,K-2,30,Ann,=cmd|' /C calc'!A0,<script>alert(1)</script> [x](javascript:alert(1))
Brightpath,Brightpath Math,3-5,forty,Bo,,
Acme,Acme Words,K,45,,,
"""


def test_a_lists_own_columns_stand_in_every_report_but_those_for_others(
    edscreen: Run, vendors: Path, tmp_path: Path
) -> None:
    vendors.write_text(NOTED, encoding="utf-8")
    formats = [name for name in FORMATS if name != "github"]
    outputs = [word for name in formats for word in ("--output", f"{name}=r.{name}")]
    edscreen("batch", vendors.name, "--out", "out", *outputs)
    found = {name: (tmp_path / f"r.{name}").read_text(encoding="utf-8-sig") for name in formats}

    rows = list(csv.DictReader(found["csv"].splitlines()))
    own = ["row", "list.Contact", "list.=1+1", "list.<b>Note</b>"]
    assert list(rows[0])[-4:] == own
    note = "<script>alert(1)</script> [x](javascript:alert(1))"
    lines = {tuple(row[name] for name in own) for row in rows}
    assert lines == {("2", "Ann", "'=cmd|' /C calc'!A0", note), ("3", "", "", ""), ("4", "", "", "")}

    assert "<dt>Contact<dd>Ann<dt>=1+1<dd>=cmd" in found["html"]
    assert "<script>" not in found["html"]
    assert "- In the list: row 2\n  - Contact: Ann\n  - \\=1+1: =cmd&#124;" in found["markdown"]
    assert "](javascript" not in found["markdown"].replace("\\]", "")
    assert "In the list  row 2\n               Contact: Ann\n" in found["rich"]
    first = json.loads(found["sarif"])["runs"][0]["results"][0]["properties"]["list"]
    assert first == {
        "row": 2,
        "Contact": "Ann",
        "=1+1": "=cmd|' /C calc'!A0",
        "<b>Note</b>": note.replace("](", "] ("),
    }
    suites = etree.fromstring(found["junit"].encode()).findall("testsuite")
    properties = {each.get("name"): each.get("value") for each in suites[0].iter("property")}
    assert properties == {"row": "2", "list.Contact": "Ann", "list.=1+1": "=cmd|' /C calc'!A0"} | {
        "list.<b>Note</b>": note
    }
    assert [name for name in ("letter", "memo") if "Ann" in found[name]] == []


def test_a_list_is_told_by_its_rows_wherever_people_read(
    edscreen: Run, vendors: Path, tmp_path: Path
) -> None:
    vendors.write_text(NOTED, encoding="utf-8")
    formats = ("html", "markdown", "rich", "memo")
    edscreen("batch", vendors.name, "--out", "out", *(f"--output={name}=r.{name}" for name in formats))
    found = {name: (tmp_path / f"r.{name}").read_text(encoding="utf-8") for name in formats}
    page = (tmp_path / "out/vendors/acme.html").read_text(encoding="utf-8")
    assert "Profile      vendors.csv, row 4" in found["rich"]
    assert "- Profile: `vendors.csv, row 4`" in found["markdown"]
    assert "vendors.csv, row 4" in found["memo"]
    assert "(row 4)" in found["memo"] or "<small>row 4" in found["memo"]
    assert "Facts by row and column of " in found["html"]
    assert "vendors.csv, row 4; role not stated" in page
    assert [name for name, text in (found | {"page": page}).items() if "(document" in text] == []


def test_a_report_of_profiles_has_no_columns_of_a_list(edscreen: Run, profiles: str, tmp_path: Path) -> None:
    edscreen("batch", profiles, "--out", "out", "--output", "csv=r.csv")
    [heading, *_] = (tmp_path / "r.csv").read_text(encoding="utf-8-sig").splitlines()
    assert heading.endswith('"line","column","path"')


def test_rows_that_are_no_product_fail_no_report(edscreen: Run, vendors: Path, tmp_path: Path) -> None:
    vendors.write_text(LIST.replace("forty", "40"), encoding="utf-8")
    done = edscreen("batch", vendors.name, "--out", "out", "--output", "json=r.json")
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert [each["kind"] for each in report["errors"]] == ["not_a_product"]
    assert report["exit_code"] == done.returncode
    assert done.returncode in {1, 3}


def test_a_finished_run_gives_another_report_without_screening_again(
    edscreen: Run, vendors: Path, tmp_path: Path
) -> None:
    at_once = edscreen("batch", vendors.name, "--out", "out", "--output", "html=once.html")
    later = edscreen("batch", vendors.name, "--out", "out", "--resume", "--output", "html=later.html")
    assert (at_once.returncode, later.returncode) == (2, 2)
    assert (tmp_path / "later.html").read_bytes() == (tmp_path / "once.html").read_bytes()
    assert "4 rows screened before" in later.stderr


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("vendors.csv", "the list that this run is to screen"),
        ("edscreen.yaml", "the district's policy"),
        ("map.yaml", "the file of --map"),
        ("out/report.jsonl", "a file that this run keeps in out"),
        ("out/../out/results.sqlite", "a file that this run keeps in out"),
        ("out/INDEX.html", "a file that this run keeps in out"),
        ("out/vendors/lumen.html", "a file that this run keeps in out"),
    ],
)
def test_no_report_is_written_over_what_the_run_reads_or_keeps(
    edscreen: Run, vendors: Path, tmp_path: Path, path: str, what: str
) -> None:
    (tmp_path / "map.yaml").write_text("Vendor: vendor.name\n", encoding="utf-8")
    (tmp_path / "edscreen.yaml").write_text("edscreen_policy: 1\n", encoding="utf-8")
    before = {file: file.read_bytes() for file in tmp_path.iterdir()}
    call = ["batch", vendors.name, "--out", "out", "--map", "map.yaml", "--output", f"html={path}"]
    done = edscreen(*call)
    assert done.returncode == 2
    assert f"--output would write over {path}, {what}" in _on_one_line(done.stderr)
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_no_profile_of_a_pattern_and_no_page_of_a_vendor_is_written_over(
    edscreen: Run, profiles: str
) -> None:
    target = f"{profiles}/flagged.yaml"
    call = ["batch", f"{profiles}/*.yaml", "--out", "out", "--output", f"markdown={target}"]
    done = edscreen(*call)
    assert done.returncode == 2
    assert f"would write over {target}, a file of {profiles}/*.yaml" in _on_one_line(done.stderr)
    memos = edscreen("batch", profiles, "--out", "out", "--output", "memo=out/vendors/{vendor}.html")
    assert (memos.returncode, "a file that this run keeps in out" in memos.stderr) == (2, True)


def test_a_report_that_cannot_be_written_costs_only_itself(
    edscreen: Run, vendors: Path, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    outputs = ["--output", "csv=folder", "--output", "sarif=good.sarif"]
    done = edscreen("batch", vendors.name, "--out", "out", *outputs)
    assert done.returncode == 4
    last = done.stderr.splitlines()[-1]
    assert last.startswith("edscreen: exit code 4: folder could not be written: ")
    assert last.endswith("add --resume")
    assert json.loads((tmp_path / "good.sarif").read_text(encoding="utf-8"))["runs"]
    assert (tmp_path / "out" / "index.html").is_file()


def test_a_format_that_there_is_none_of_is_refused_before_anything_is_screened(
    edscreen: Run, vendors: Path, tmp_path: Path
) -> None:
    done = edscreen("batch", vendors.name, "--out", "out", "--output", "pdf=report.pdf")
    assert (done.returncode, (tmp_path / "out").exists()) == (2, False)


def _on_one_line(text: str) -> str:
    return " ".join("".join(each for each in text if each not in "│╭╮╰╯─").split())
