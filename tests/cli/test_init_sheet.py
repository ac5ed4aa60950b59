"""The workbook goes to the vendor and comes back: no terminal is needed to answer it."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]

# docs/proposal.md, as its vendor would answer.
ANSWERS: dict[str, list[Any]] = {
    "prepared.by": ["Brightfern Learning, sales"],
    "vendor.name": ["Brightfern Learning"],
    "vendor.website": ["https://www.brightfern.example", "proposal, page 1", "2026-10-14"],
    "product.name": ["Brightfern Numbers", "proposal, page 1", "2026-10-14"],
    "product.subjects": ["math", "proposal, page 1", "2026-10-14"],
    "product.grades": ["3-5"],
    "product.category": ["supplemental"],
    "product.students_use": ["yes"],
    "dosage[].minutes": ["", "30-40"],
    "dosage[].per": ["", "week"],
    "dosage[].scope": ["", "total"],
    "dosage[].weeks": ["", "26"],
    "dosage[].source": ["", "proposal, page 1"],
    "studies[].title": ["", "Practice that adapts"],
    "studies[].url": ["", "https://research.stonebrook-university.example/brightfern-numbers"],
    "studies[].design": ["", "randomized_controlled_trial"],
    "studies[].evaluator.name": ["", "Center for Mathematics Learning at Stonebrook University"],
    "studies[].evaluator.tie": ["", "none"],
    "studies[].funder.kind": ["", "government"],
    "studies[].findings[0].outcome": ["", "mathematics achievement"],
    "studies[].findings[0].effect_size": ["", 0.12],
    "approvals": ["", "none"],
    "outcomes[].measure": ["", "NWEA MAP Growth Math"],
    "outcomes[].growth": ["", 5],
    "outcomes[].unit": ["", "percentile points"],
    "outcomes[].timeframe_weeks": ["", 26],
    "outcomes[].dosage_minutes_per_week": ["", 35],
}


@pytest.fixture
def edscreen(called: Run) -> Run:
    """The command in this process, as nothing here depends on how it is started."""
    return called


def answer(path: Path, answers: dict[str, list[Any]]) -> None:
    """Fill in a workbook as a person does: in the cells behind the questions."""
    book = openpyxl.load_workbook(path)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell, value in zip(row[2:], answers.get(str(row[0].value), ()), strict=False):
                if value != "":
                    cell.value = value
    book.save(path)


def test_a_vendor_answers_the_workbook_and_the_district_screens_it(edscreen: Run, tmp_path: Path) -> None:
    made = edscreen("init", "--sheet", "questions.xlsx")
    assert (made.returncode, made.stdout) == (0, "questions.xlsx\n")
    assert made.stderr.endswith("edscreen: edscreen check questions.xlsx\n")
    answer(tmp_path / "questions.xlsx", ANSWERS)
    done = edscreen("check", "questions.xlsx", "--as-of", "2026-11-21", "--format", "json")
    assert done.returncode == 1, done.stderr
    report = json.loads(done.stdout)
    (card,) = report["scorecards"]
    assert (card["vendor"], card["product"]) == ("Brightfern Learning", "Brightfern Numbers")
    findings = {finding["rule"]: finding for finding in card["findings"]}
    assert findings["sea-approval"]["outcome"] == "flag"
    assert findings["screen-time"]["outcome"] == "pass"
    minutes = findings["screen-time"]["evidence"][0]
    assert (minutes["path"], minutes["sheet"]) == ("dosage[0].minutes", "Use")
    assert minutes["cell"] == f"D{minutes['line']}"
    assert minutes["column"] == 4
    assert minutes["value"] == "30-40"
    assert list(minutes)[:6] == ["kind", "file", "line", "column", "sheet", "cell"]


def test_people_are_shown_sheet_and_cell(edscreen: Run, tmp_path: Path) -> None:
    edscreen("init", "--sheet", "q.xlsx")
    answer(tmp_path / "q.xlsx", ANSWERS)
    for output in ("rich", "markdown", "html"):
        shown = edscreen("check", "q.xlsx", "--as-of", "2026-11-21", "--format", output).stdout
        file = "" if output == "html" else "q.xlsx, "  # a page names a product's profile once
        assert f"{file}sheet Approvals, cell D2" in shown, output
        assert output != "rich" or "(vendor)" in shown


def test_mistakes_name_sheet_and_cell_everywhere(edscreen: Run, tmp_path: Path) -> None:
    edscreen("init", "--sheet", "q.xlsx")
    answer(tmp_path / "q.xlsx", ANSWERS | {"product.category": ["suplemental"]})
    said = 'q.xlsx, sheet Product, cell C11: "What kind of product is it?": "suplemental" is'
    for output in ("rich", "json", "markdown", "junit", "html"):
        done = edscreen("check", "q.xlsx", "--format", output)
        assert done.returncode == 2
        assert done.stderr.startswith(said), output
    (error,) = json.loads(edscreen("check", "q.xlsx", "--format", "json").stdout)["errors"]
    assert (error["sheet"], error["cell"], error["line"], error["column"]) == ("Product", "C11", 11, 3)
    assert "q.xlsx, sheet Product, cell C11" in edscreen("check", "q.xlsx", "--format", "markdown").stdout


def test_the_report_with_sheets_fits_its_schema(edscreen: Run, tmp_path: Path) -> None:
    import jsonschema

    edscreen("init", "--sheet", "q.xlsx")
    answer(tmp_path / "q.xlsx", ANSWERS)
    edscreen("init", "--sheet", "bad.xlsx")
    report = json.loads(edscreen("check", "q.xlsx", "bad.xlsx", "--format", "json").stdout)
    jsonschema.validate(report, json.loads(edscreen("schema", "report").stdout))
    assert report["errors"][0]["cell"] == "C5"


def test_nothing_is_overwritten_untold(edscreen: Run, tmp_path: Path) -> None:
    (tmp_path / "q.xlsx").write_bytes(b"answers")
    done = edscreen("init", "--sheet", "q.xlsx")
    assert done.returncode == 2
    assert done.stderr == (
        "edscreen init: q.xlsx is there already, and nothing is overwritten: write another name, or add "
        "--force (exit code 2).\n"
    )
    assert (tmp_path / "q.xlsx").read_bytes() == b"answers"
    assert edscreen("init", "--sheet", "q.xlsx", "--force", "--vendor", "Brightfern").returncode == 0
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "q.xlsx").read_bytes()))
    assert book["Product"]["C5"].value == "Brightfern"


def test_a_call_that_makes_no_sense_is_told(edscreen: Run) -> None:
    for arguments, said in (
        (("--sheet", "q.pdf"), "q.pdf: a workbook's name ends in .xlsx: write it so"),
        (("a.yaml", "--sheet", "q.xlsx"), "name either a file to fill in here, or a workbook with --sheet"),
        (("--sheet", "q.xlsx", "--vendor", " "), "--vendor: is blank: fill it in, like name: Lumen Learning"),
    ):
        done = edscreen("init", *arguments)
        assert done.returncode == 2
        assert said in done.stderr


def test_questions_are_not_asked_into_a_workbook(edscreen: Run, tmp_path: Path) -> None:
    unmade = edscreen("init", "questions.xlsx", input="office\n")
    assert unmade.returncode == 2
    assert "edscreen init --sheet questions.xlsx writes the questions as one" in " ".join(
        unmade.stderr.split()
    )
    assert not list(tmp_path.iterdir())
    assert edscreen("init", "--sheet", "questions.xlsx").returncode == 0
    before = (tmp_path / "questions.xlsx").read_bytes()
    there = edscreen("init", "questions.xlsx", "--force", input="office\n")
    assert there.returncode == 2
    assert "save it, and read it with edscreen check questions.xlsx" in " ".join(there.stderr.split())
    assert "ends in .yaml" in edscreen("init", "answers.docx", input="office\n").stderr
    assert (tmp_path / "questions.xlsx").read_bytes() == before
