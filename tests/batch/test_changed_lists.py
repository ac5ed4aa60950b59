"""A list that has changed since a run over it began: what is the same is kept, and ends as in a fresh run."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from shutil import copytree
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]
    Rows = list[tuple[object, ...]]
    Cells = list[str]

HEADINGS = ["Vendor", "Product", "Minutes per week", "Website", "Grades", "Contact", "Contract"]
WIKI = "https://en.wikipedia.org/wiki/Reading"
ONLY = ("--select", "screen-time", "--select", "outcomes-and-dosage", "--select", "independent-research")

ROW_BY_ROW = {
    "items": "SELECT item, key, digest, identity, state, attempts FROM items ORDER BY item",
    "findings": (
        "SELECT item, document, rule, findings.severity, outcome, basis, message, ask_vendor, waiver, reply,"
        " fingerprint FROM findings JOIN scorecards USING (scorecard) ORDER BY item, document, rule"
    ),
    "evidence": (
        "SELECT item, document, rule, evidence.* FROM evidence JOIN findings USING (finding)"
        " JOIN scorecards USING (scorecard) ORDER BY item, document, rule, position"
    ),
    "notes": "SELECT * FROM notes ORDER BY item, kind, about",
    "waiver_uses": "SELECT * FROM waiver_uses ORDER BY item, waiver",
}
DIES_AFTER = """
import contextlib, os
from edscreen.__main__ import main
from edscreen.batch.ledger import Ledger

transaction, left = Ledger._transaction, [{}]

@contextlib.contextmanager
def dies(ledger):
    with transaction(ledger):
        yield
    left[0] -= 1
    if not left[0]:
        os._exit(9)

Ledger._transaction = dies
main()
"""
"""The command, killed once it has written to the ledger so often."""

NUMBERS = {"scorecard", "finding", "error"}  # in the order in which rows came


def row(number: int, **cells: str) -> Cells:
    """A row of a list; every sixth product is flagged on its minutes."""
    given = {
        "Vendor": f"Vendor {number}",
        "Product": f"Product {number}",
        "Minutes per week": str(150 if number % 6 == 0 else 30),
        "Grades": "K-2",
        "Contact": f"person {number}",
        "Contract": f"C-{number}",
    }
    return [(given | cells).get(heading, "") for heading in HEADINGS]


def rows_with_everything() -> list[Cells]:
    """Products, a row whose minutes cannot be read, a page that is no product's, and a duplicate."""
    several = [row(number) for number in range(12)]
    several[3] = row(3, **{"Minutes per week": "forty"})
    several[5] = row(5, Website=WIKI)
    several[8] = row(2, Contact="somebody else", Contract="C-8")
    return several


def write_csv(path: Path, rows: Iterable[Cells], above: int = 0) -> None:
    lines = [",".join(cells) for cells in [HEADINGS, *rows]]
    path.write_text("A title\n" * above + "\n".join(lines) + "\n", encoding="utf-8")


def write_sheet(path: Path, rows: Iterable[Cells], sheet: str) -> None:
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet)
    for cells in [HEADINGS, *rows]:
        page.append(cells)
    book.save(path)


def select(run: Path, statement: str) -> Rows:
    """What a statement finds in the tables of a run."""
    with closing(sqlite3.connect(run / "results.sqlite")) as tables:
        return tables.execute(statement).fetchall()


def tables_of(run: Path) -> dict[str, Rows]:
    """All that the tables tell, whatever the numbers of its rows."""
    told = dict(ROW_BY_ROW)
    with closing(sqlite3.connect(run / "results.sqlite")) as tables:
        for table in ("scorecards", "errors"):
            columns = [name for _, name, *_ in tables.execute(f"PRAGMA table_info({table})")]
            named = ", ".join(f'"{name}"' for name in columns if name not in NUMBERS)
            told[table] = f"SELECT {named} FROM {table} ORDER BY item, line"
        found = {table: tables.execute(statement).fetchall() for table, statement in told.items()}
    # The number of the finding stands in its evidence, too.
    found["evidence"] = [(*each[:3], *each[4:]) for each in found["evidence"]]
    return found


def outputs_of(run: Path) -> dict[str, bytes]:
    """Every file that people open, by its path in the folder."""
    files = (each for each in run.rglob("*") if each.is_file() and not each.name.startswith(".results"))
    return {
        each.relative_to(run).as_posix(): each.read_bytes()
        for each in files
        if not each.name.startswith("results.sqlite")
    }


def kept(run: Path) -> dict[str, int]:
    """The number of each product's scorecard: another where it was screened anew."""
    found = select(run, "SELECT product, scorecard FROM scorecards")
    return {str(product): int(str(number)) for product, number in found}


@pytest.fixture
def edscreen(called: Run) -> Run:
    """The command in this process, as nothing here depends on how it is started."""
    return called


@pytest.fixture
def screen(edscreen: Run, tmp_path: Path) -> Callable[..., CompletedProcess[str]]:
    """Screen a list into a folder."""

    def run(products: str, out: str, *more: str) -> CompletedProcess[str]:
        policy = () if (tmp_path / "edscreen.yaml").exists() else ("--no-policy",)
        done = edscreen("batch", products, "--out", out, "--workers", "1", *policy, *ONLY, *more)
        assert done.returncode in {1, 2, 3}, done.stderr
        return done

    return run


@pytest.fixture
def resumed(screen: Run, tmp_path: Path) -> Callable[..., str]:
    """Take up the run in `run` over a list, check that it ends as a fresh one, and give what it said."""

    def go_on(products: str, *more: str) -> str:
        again = screen(products, "run", "--resume", *more)
        fresh = screen(products, "fresh", *more)
        assert again.returncode == fresh.returncode, again.stderr
        assert tables_of(tmp_path / "run") == tables_of(tmp_path / "fresh")
        assert outputs_of(tmp_path / "run") == outputs_of(tmp_path / "fresh")
        return again.stderr

    return go_on


def test_a_row_gone_near_the_top_costs_no_other_row_its_result(
    screen: Run, resumed: Callable[..., str], tmp_path: Path
) -> None:
    rows = rows_with_everything()
    write_csv(tmp_path / "list.csv", rows)
    screen("list.csv", "run")
    before = kept(tmp_path / "run")
    del rows[1]
    rows[8] = row(9, Contact="a new person")
    write_csv(tmp_path / "list.csv", [*rows, row(12)])
    said = resumed("list.csv")
    assert (
        "the list has changed: of 12 rows before, 10 are the same (9 in another row now), 1 was changed and"
        " 1 is gone; 1 row is new; what is the same keeps its result" in said
    )
    after = kept(tmp_path / "run")
    assert set(before) - set(after) == {"Product 1"}
    assert {name for name in before if name in after and after[name] != before[name]} == {"Product 9"}


def test_a_list_in_another_order_is_not_screened_again(
    screen: Run, resumed: Callable[..., str], tmp_path: Path
) -> None:
    rows = [row(number) for number in range(10)]
    write_csv(tmp_path / "list.csv", rows)
    screen("list.csv", "run")
    before = kept(tmp_path / "run")
    write_csv(tmp_path / "list.csv", reversed(rows), above=2)
    assert "of 10 rows before, 10 are the same (10 in another row now); what" in resumed("list.csv")
    assert kept(tmp_path / "run") == before


def test_a_list_saved_under_another_name_keeps_its_results_under_that_name(
    screen: Run, resumed: Callable[..., str], tmp_path: Path
) -> None:
    write_csv(tmp_path / "week-47.csv", rows_with_everything())
    screen("week-47.csv", "run")
    before = kept(tmp_path / "run")
    write_csv(tmp_path / "week-48.csv", rows_with_everything())
    said = resumed("week-48.csv")
    assert "the list is week-48.csv now and was week-47.csv" in said
    assert "the list has changed" not in said
    assert kept(tmp_path / "run") == before
    assert b"week-47" not in b"".join(outputs_of(tmp_path / "run").values())


def test_a_workbook_with_another_sheet_keeps_its_results_with_their_cells(
    screen: Run, resumed: Callable[..., str], tmp_path: Path
) -> None:
    rows = rows_with_everything()
    write_sheet(tmp_path / "list.xlsx", rows, "Autumn")
    screen("list.xlsx", "run")
    before = kept(tmp_path / "run")
    write_sheet(tmp_path / "list.xlsx", [row(50), *rows], "Winter")
    assert "12 are the same (12 in another row now); 1 row is new" in resumed("list.xlsx")
    after = kept(tmp_path / "run")
    assert {name: after[name] for name in before} == before
    cells = select(tmp_path / "run", "SELECT DISTINCT sheet, cell FROM errors WHERE kind = 'invalid_profile'")
    assert cells == [("Winter", "C6")]


def test_another_kind_of_file_is_refused_by_name(screen: Run, tmp_path: Path) -> None:
    rows = [row(number) for number in range(3)]
    write_csv(tmp_path / "list.csv", rows)
    write_sheet(tmp_path / "list.xlsx", rows, "Products")
    screen("list.csv", "run")
    again = screen("list.xlsx", "run", "--resume")
    assert again.returncode == 2
    assert "this has changed: the kind of file that the list is; answers" in again.stderr


def test_profiles_a_line_keep_what_is_noted_of_them(
    screen: Run, resumed: Callable[..., str], tmp_path: Path
) -> None:
    profile = (
        '{"edscreen": 1, "vendor": {"name": "Vendor %d"}, "product": {"name": "Reader", "grades": ["K"]},'
        ' "dosage": [{"minutes": 200, "per": "week"}], "replies": [{"rule": "no-such-rule", "text": "No."}]}'
    )
    lines = [profile % number for number in range(4)]
    (tmp_path / "list.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    screen("list.jsonl", "run")
    (tmp_path / "new.jsonl").write_text("\n".join(lines[1:]) + "\n", encoding="utf-8")
    said = resumed("new.jsonl")
    assert "of 4 rows before, 3 are the same (3 in another row now) and 1 is gone" in said
    assert "3 replies are not shown beside a finding (first: new.jsonl:1:1: replies[0].rule" in said


def test_files_under_another_name_keep_their_results(
    screen: Run, resumed: Callable[..., str], vendors: Callable[[int], Path], tmp_path: Path
) -> None:
    folder = vendors(4)
    (folder / "00003.yaml").write_text("edscreen: 1\nvendor: {}\n", encoding="utf-8")
    screen("vendors", "run")
    before = kept(tmp_path / "run")
    (folder / "00000.yaml").unlink()
    folder.rename(tmp_path / "bidders")
    said = resumed("bidders")
    assert "of 4 files before, 3 are the same (3 under another name now) and 1 is gone" in said
    assert kept(tmp_path / "run") == {name: before[name] for name in ("Product 1", "Product 2")}


def test_a_duplicate_of_a_row_now_gone_is_screened(
    screen: Run, resumed: Callable[..., str], tmp_path: Path
) -> None:
    rows = rows_with_everything()
    write_csv(tmp_path / "list.csv", rows)
    screen("list.csv", "run")
    del rows[2]
    write_csv(tmp_path / "list.csv", rows)
    said = resumed("list.csv")
    assert (
        "11 are the same (9 in another row now) and 1 is gone; 1 of the same is set aside no longer" in said
    )
    contacts = "SELECT json_extract(list, '$.Contact') FROM scorecards WHERE product = 'Product 2'"
    assert select(tmp_path / "run", contacts) == [("somebody else",)]


def test_a_row_before_its_like_makes_that_a_duplicate(
    screen: Run, resumed: Callable[..., str], tmp_path: Path
) -> None:
    rows = [row(number) for number in range(4)]
    write_csv(tmp_path / "list.csv", rows)
    screen("list.csv", "run")
    write_csv(tmp_path / "list.csv", [row(2, Contact="somebody else"), *rows])
    said = resumed("list.csv")
    assert "(4 in another row now); 1 row is new; 1 of the same is set aside now as repeated" in said
    assert select(tmp_path / "run", "SELECT item, kind FROM errors") == [(5, "duplicate")]


def test_waivers_cover_rows_that_moved(screen: Run, resumed: Callable[..., str], tmp_path: Path) -> None:
    waiver = "rule: screen-time, vendor: Vendor {0}, product: Product {0}, reason: a pilot, by: the board"
    waivers = "\n".join(f"  - {{{waiver.format(number)}, expires: 2030-01-01}}" for number in (0, 6, 7))
    (tmp_path / "edscreen.yaml").write_text(f"edscreen_policy: 1\nwaivers:\n{waivers}\n", encoding="utf-8")
    rows = [row(number) for number in range(8)]
    write_csv(tmp_path / "list.csv", rows)
    screen("list.csv", "run")
    write_csv(tmp_path / "list.csv", rows[2:])
    resumed("list.csv")
    uses = "SELECT item, waiver FROM waiver_uses WHERE \"use\" = 'covers'"
    assert select(tmp_path / "run", uses) == [(6, 1)]


def test_what_people_said_of_an_answer_stays_with_its_row(screen: Run, tmp_path: Path) -> None:
    rows = [row(number) for number in range(4)]
    write_csv(tmp_path / "list.csv", rows)
    screen("list.csv", "run")
    of_third = (
        "SELECT finding FROM findings JOIN scorecards USING (scorecard)"
        " WHERE product = 'Product 2' AND rule = 'screen-time'"
    )
    [(finding,)] = select(tmp_path / "run", of_third)
    with closing(sqlite3.connect(tmp_path / "run/results.sqlite")) as tables, tables:
        tables.execute("INSERT INTO audit VALUES (?, 1, 4, 'flag', NULL)", [finding])
    (tmp_path / "run/index.html").unlink()
    screen("list.csv", "run", "--resume")
    told = "How far people agree"
    assert told in (tmp_path / "run/index.html").read_text(encoding="utf-8")
    write_csv(tmp_path / "list.csv", rows[1:])
    screen("list.csv", "run", "--resume")
    assert select(tmp_path / "run", "SELECT finding FROM audit") == [(finding,)]
    assert told in (tmp_path / "run/index.html").read_text(encoding="utf-8")
    write_csv(tmp_path / "list.csv", rows[3:])
    screen("list.csv", "run", "--resume")
    assert told not in (tmp_path / "run/index.html").read_text(encoding="utf-8")


def test_another_column_of_keys_is_heeded(screen: Run, resumed: Callable[..., str], tmp_path: Path) -> None:
    rows = [row(number, Contract="C-1" if number > 3 else f"C-{number}") for number in range(6)]
    write_csv(tmp_path / "list.csv", rows)
    screen("list.csv", "run")
    before = kept(tmp_path / "run")
    said = resumed("list.csv", "--id", "Contract")
    assert 'rows are known by the column "Contract" (--id) now and were by their numbers: keys' in said
    assert select(tmp_path / "run", "SELECT key FROM items WHERE item = 4") == [("C-2",)]
    assert kept(tmp_path / "run") == {name: before[name] for name in list(before)[:4]}


def test_another_map_is_refused_by_name(screen: Run, tmp_path: Path) -> None:
    write_csv(tmp_path / "list.csv", [row(0)])
    (tmp_path / "map.yaml").write_text("Contact: ignore\n", encoding="utf-8")
    screen("list.csv", "run")
    again = screen("list.csv", "run", "--resume", "--map", "map.yaml")
    assert again.returncode == 2
    assert "this has changed: how the list's columns are read (their headings, --map);" in again.stderr


def test_of_a_run_cut_short_nobody_knows_which_rows_are_new(
    screen: Run, resumed: Callable[..., str], tmp_path: Path
) -> None:
    rows = [row(number) for number in range(8)]
    write_csv(tmp_path / "list.csv", rows)
    screen("list.csv", "run")
    with closing(sqlite3.connect(tmp_path / "run/results.sqlite")) as tables:
        tables.executescript(
            "DELETE FROM evidence WHERE finding IN"
            " (SELECT finding FROM findings JOIN scorecards USING (scorecard) WHERE item > 5);"
            "DELETE FROM findings WHERE scorecard IN (SELECT scorecard FROM scorecards WHERE item > 5);"
            "DELETE FROM scorecards WHERE item > 5; DELETE FROM items WHERE item > 5;"
            "DELETE FROM notes WHERE item > 5; UPDATE run SET value = 'running' WHERE name = 'state'"
        )
    copytree(tmp_path / "run", tmp_path / "as-it-was")
    assert "the list has changed" not in screen("list.csv", "as-it-was", "--resume").stderr
    write_csv(tmp_path / "list.csv", rows[1:])
    said = resumed("list.csv")
    assert "of 4 rows before, 3 are the same (3 in another row now) and 1 is gone; 4 rows are new or" in said


@pytest.mark.parametrize("written", [1, 2, 3])
def test_after_a_kill_results_bear_the_name_of_the_list_that_is_gone_on_with(
    screen: Run, resumed: Callable[..., str], tmp_path: Path, written: int
) -> None:
    write_csv(tmp_path / "week-47.csv", rows_with_everything())
    write_csv(tmp_path / "week-48.csv", rows_with_everything(), above=2)
    screen("week-47.csv", "run")
    arguments = ("batch", "week-48.csv", "--out", "run", "--resume", "--workers", "1", "--no-policy", *ONLY)
    killed = subprocess.run(
        [sys.executable, "-c", DIES_AFTER.format(written), *arguments],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert killed.returncode == 9, killed.stderr
    assert "the list is week-47.csv now and was week-48.csv" in resumed("week-47.csv")
    assert b"week-48" not in b"".join(outputs_of(tmp_path / "run").values())
