"""The format csv: right columns in every spreadsheet, and never a formula."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from edscreen.report.as_csv import COLUMNS, CsvWriter
from edscreen.report.csv_cells import cell
from edscreen.report.run import Problem
from edscreen.screening.scorecard import FromProfile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edscreen.screening.scorecard import Finding, Scorecard

PROBLEM = Problem("invalid_profile", "vendors/bad.yaml", 3, 9, "dosage[0].minuts", "unknown; =1+1")
SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def read(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff"), "Excel takes a file without this mark for Windows-1252"
    return list(csv.DictReader(text.removeprefix("\ufeff").splitlines()))


def test_every_outcome(
    report_as: Callable[..., str],
    every_outcome: Scorecard,
    covered: tuple[Scorecard, ...],
    same_as_golden: Callable[[str, str], None],
) -> None:
    same_as_golden(report_as(CsvWriter, [every_outcome, *covered], [PROBLEM]), "every_outcome.csv")


def test_a_line_holds_one_finding_in_the_columns_of_the_contract(
    report_as: Callable[..., str], every_outcome: Scorecard
) -> None:
    rows = read(report_as(CsvWriter, [every_outcome]))

    assert list(rows[0]) == list(COLUMNS)
    assert [row["rule"] for row in rows] == [finding.rule for finding in every_outcome.findings]
    first = {name: rows[0][name] for name in ("severity", "outcome", "basis", "line", "column", "path")}
    assert first == {
        "severity": "red",
        "outcome": "flag",
        "basis": "claimed",
        "line": "12",
        "column": "14",
        "path": "dosage[0].minutes",
    }


def test_what_covers_a_finding_is_named(
    report_as: Callable[..., str], covered: tuple[Scorecard, ...]
) -> None:
    rows = read(report_as(CsvWriter, covered))

    assert {(row["product"], row["rule"]): row["waived"] for row in rows} == {
        ("Lumen Reading", "sea-approval"): "waiver",
        ("Lumen Reading", "independent-research"): "",
        ("Lumen Reading", "screen-time"): "",
        ("Lumen Reading", "price-stated"): "baseline",
        ("Lumen Math", "screen-time"): "",
        ("Lumen Math", "independent-research"): "baseline",
        ("Lumen Math", "sea-approval"): "waiver",
        ("Slate", "screen-time"): "waiver",
    }


def test_a_profile_that_cannot_be_read_is_a_line_without_a_rule(report_as: Callable[..., str]) -> None:
    [row] = read(report_as(CsvWriter, [], [PROBLEM]))

    assert (row["outcome"], row["rule"], row["vendor"]) == ("error", "", "")
    assert (row["profile"], row["line"], row["path"]) == ("vendors/bad.yaml", "3", "dosage[0].minuts")


def test_without_evidence_in_the_profile_a_line_names_where_the_document_begins(
    report_as: Callable[..., str],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
) -> None:
    [row] = read(report_as(CsvWriter, [make_scorecard(make_finding("error"), line=40)]))

    assert (row["file"], row["line"], row["column"], row["path"]) == ("vendors/lumen.yaml", "40", "1", "")


def payloads(root: Path) -> list[str]:
    listed = (root / "tests/data/csv_formula_payloads.txt").read_text(encoding="utf-8").splitlines()
    leads = [f"{sign}1+1" for sign in SIGNS]
    behind = [f"harmless{separator}{lead}" for separator in (";", "\t", "\n", '; "') for lead in leads]
    quoted = [f"{quotes}{lead}" for quotes in ('"', "'", " ", '" ') for lead in leads]
    return listed + leads + behind + quoted


def test_no_text_is_a_formula_wherever_it_stands(
    root: Path,
    report_as: Callable[..., str],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
) -> None:
    texts = payloads(root)
    scorecards = [
        make_scorecard(
            make_finding(
                "flag", message=text, ask_vendor=text, evidence=(FromProfile(text, 1, 1, text, text),)
            ),
            vendor=text,
            product=text,
            profile=text,
        )
        for text in texts
    ]
    written = report_as(
        CsvWriter, scorecards, [Problem("invalid_profile", text, 1, 1, text, text) for text in texts]
    )

    assert len(read(written)) == 2 * len(texts)
    for separator in ",;\t|":  # people in other countries, and those who import by hand, split at others
        for row in csv.reader(written.splitlines()[1:], delimiter=separator):
            assert not [text for text in row if text.lstrip(' "').startswith(SIGNS)], separator


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("-5 points; +3 points", "'-5 points; '+3 points"),
        ("two\r\nlines\tand a tab", "two lines and a tab"),
        ("a zero\u200bwidth", "a zero\\u200bwidth"),
        ("2025-11-21, e-mail a@b.example", "2025-11-21, e-mail a@b.example"),
        ("読書 é", "読書 é"),
    ],
)
def test_text_in_a_cell(text: str, shown: str) -> None:
    assert cell(text) == shown


def test_a_cell_is_no_longer_than_excel_takes() -> None:
    assert len(cell("word " * 20_000)) < 32_767


def test_texts_stand_in_quotes_so_that_libreoffice_splits_at_no_semicolon(
    report_as: Callable[..., str],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
) -> None:
    written = report_as(CsvWriter, [make_scorecard(make_finding("flag", message="one; two"))])

    assert '"one; two"' in written
