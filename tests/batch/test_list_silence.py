"""What a list leaves open is the list's silence and is worded so; the outcomes stay as they are."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from edscreen.batch.ledger import FILE
from edscreen.batch.list_silence import ListSilence
from edscreen.batch.lists.opening import open_list
from edscreen.screening.rule import Section
from edscreen.screening.scorecard import Finding, Scorecard

if TYPE_CHECKING:
    from pathlib import Path

    from tests.batch.conftest import Run

SILENT = (
    "This list has no column for {}; that says nothing about the vendor.",
    "This row of the list does not say {}: '{}' is left blank.",
    "The profile does not say {}: '{}' is left out.",
)
UNREAD = "This list has no column that edscreen understands for {}; that says nothing about the vendor."
STUDIES, DOSAGE = (
    "what research there is on the product",
    "how many minutes a week a student is to spend at the screen",
)


@pytest.mark.parametrize(
    ("headings", "message", "not_read"),
    [
        ("Grades", SILENT[0], None),
        ("Notes,State approval,Independent study", UNREAD, ["State approval", "Independent study"]),
        ("Session code", UNREAD, []),
    ],
)
def test_where_columns_are_not_understood_the_list_is_not_said_to_have_none(
    tmp_path: Path, headings: str, message: str, not_read: list[str] | None
) -> None:
    file = tmp_path / "list.csv"
    file.write_text(f"Vendor,Product,Minutes per week,{headings}\nAcme,Reader,30\n", encoding="utf-8")
    asked = (Section("studies", STUDIES), Section("approvals", "who approves it"), Section("dosage", DOSAGE))
    rules: Any = [SimpleNamespace(id="asks", section=asked), SimpleNamespace(id="minutes", section=asked[2:])]
    silence = ListSilence(rules, open_list(str(file)).rows)
    assert (silence.no_column, silence.not_read) == (["asks"], not_read)
    found = Finding._make([None] * len(Finding._fields))._replace(
        rule="asks", message=SILENT[2].format(STUDIES, "studies")
    )
    card = Scorecard("list.csv", 0, "", "Acme", "Reader", None, (found,))
    assert silence.worded(card).findings[0].message == message.format(STUDIES)


@pytest.fixture
def messages(tmp_path: Path, edscreen: Run) -> dict[str, tuple[str, str]]:
    """Outcome and message by rule, of a list with a column for minutes and none for studies."""
    (tmp_path / "list.csv").write_text("Vendor,Product,Minutes per week\nAcme,Reader,\n", encoding="utf-8")
    done = edscreen("batch", "list.csv", "--out", "run", "--no-policy", "--workers", "1")
    assert done.returncode == 3, done.stderr
    with closing(sqlite3.connect(tmp_path / "run" / FILE)) as tables:
        found = tables.execute("SELECT rule, outcome, message FROM findings").fetchall()
    return {rule: (outcome, message) for rule, outcome, message in found}


def test_where_the_list_has_no_column_it_is_the_list_that_does_not_say(
    messages: dict[str, tuple[str, str]],
) -> None:
    assert messages["independent-research"] == ("undisclosed", SILENT[0].format(STUDIES))


def test_where_the_list_has_the_column_the_row_leaves_it_blank(messages: dict[str, tuple[str, str]]) -> None:
    assert messages["screen-time"] == ("undisclosed", SILENT[1].format(DOSAGE, "dosage"))


def test_pages_and_report_tell_it_too(
    messages: dict[str, tuple[str, str]], tmp_path: Path, edscreen: Run
) -> None:
    said = messages["independent-research"][1]
    assert said in (tmp_path / "run/vendors/acme.html").read_text(encoding="utf-8")
    assert said in (tmp_path / "run/report.jsonl").read_text(encoding="utf-8")
    overview = (tmp_path / "run/index.html").read_text(encoding="utf-8")
    assert "This list cannot answer “Is there independent research on what" in overview
    done = edscreen("batch", "list.csv", "--out", "run", "--no-policy", "--resume", "--output", "csv=r.csv")
    assert done.returncode == 3, done.stderr
    assert said in (tmp_path / "r.csv").read_text(encoding="utf-8-sig")


def test_a_profile_of_a_list_of_profiles_is_told_as_check_tells_it(tmp_path: Path, edscreen: Run) -> None:
    profile = {"edscreen": 1, "vendor": {"name": "Acme"}, "product": {"name": "Reader"}}
    (tmp_path / "list.jsonl").write_text(json.dumps(profile) + "\n", encoding="utf-8")
    edscreen("batch", "list.jsonl", "--out", "run", "--no-policy", "--workers", "1")
    report = json.loads((tmp_path / "run/report.jsonl").read_text(encoding="utf-8"))
    [message] = [each["message"] for each in report["findings"] if each["rule"] == "independent-research"]
    assert message == SILENT[2].format(STUDIES, "studies")
