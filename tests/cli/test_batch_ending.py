"""What `edscreen batch` says last: which rows were lost and why, what became of the list, where to look."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import CompletedProcess

    Run: TypeAlias = Callable[..., CompletedProcess[str]]

BAD = "Vendor,Product,Minutes per week\n" + "".join(f",Reader {number},20\n" for number in range(7))


def test_rows_that_could_not_be_screened_are_named_with_the_page_that_has_all(
    edscreen: Run, tmp_path: Path
) -> None:
    (tmp_path / "bad.csv").write_text(f"{BAD}Acme,Maths,20\n", encoding="utf-8")
    done = edscreen("batch", "bad.csv", "--out", "screening", "--no-policy")
    lines = done.stderr.splitlines()
    assert lines[0].startswith('bad.csv:2:1: vendor.name: column "Vendor": this row names no vendor')
    assert [line.partition(": ")[0] for line in lines[:5]] == [f"bad.csv:{row}:1" for row in range(2, 7)]
    page = str(Path("screening", "index.html"))
    assert lines[5] == (
        "edscreen: 2 further reasons; 7 rows in all could not be screened:"
        f" see {page}, or the table errors of results.sqlite"
    )
    assert lines[-2] == (
        "edscreen: 1 product screened: 1 with red-flag questions open;"
        f" 7 rows could not be screened; open {page}"
    )
    assert lines[-1] == "edscreen: exit code 2: 7 rows could not be screened"
    assert done.returncode == 2


def test_a_quiet_run_still_names_the_rows_that_it_lost(edscreen: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("Vendor,Product\nAcme,Maths\n,Reader\n", encoding="utf-8")
    done = edscreen("batch", "bad.csv", "--out", "screening", "--no-policy", "--quiet")
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert line.startswith("bad.csv:3:1: vendor.name: ")


def test_numbers_of_the_last_summary_add_up(edscreen: Run, tmp_path: Path) -> None:
    rows = ["Vendor,Product,Minutes per week", "Acme,Maths,60", "Acme,Reader,20", "Acme,Maths,60"]
    (tmp_path / "list.csv").write_text("\n".join(rows), encoding="utf-8")
    done = edscreen("batch", "list.csv", "--out", "screening", "--no-policy")
    page = Path("screening", "index.html")
    assert done.stderr.splitlines()[-2] == (
        "edscreen: 2 products screened: 1 with a red flag and 1 with red-flag questions open;"
        f" 1 row set aside; open {page}"
    )


def test_rows_listed_before_that_differ_are_counted_apart_and_no_page_calls_them_harmless(
    edscreen: Run, tmp_path: Path
) -> None:
    head, harmless = "Vendor,Product,Minutes per week\nAcme,Maths,60\n", "say nothing about anybody"
    again, other = "Acme,Maths,60\n", "Acme,Maths,20\n"
    told, pages = [], []
    for name, rows in (("same", again), ("differing", other + again)):
        (tmp_path / f"{name}.csv").write_text(head + rows, encoding="utf-8")
        done = edscreen("batch", f"{name}.csv", "--out", name, "--no-policy")
        told.append(done.stderr.splitlines()[0])
        pages.append((tmp_path / name / "index.html").read_text(encoding="utf-8"))
    assert told == [
        "edscreen: set aside: 1 row listed before",
        (
            "edscreen: set aside: 2 rows listed before, 1 of which differs from the row that was screened"
            " (first: row 3)"
        ),
    ]
    assert f"They are no mistake and {harmless}" in pages[0]
    assert "1 of them differs from the row that was screened" in pages[1]
    assert f"The others are no mistake and {harmless}" in pages[1]


def test_words_of_the_list_make_no_row_differ_and_hide_none_that_does(edscreen: Run, tmp_path: Path) -> None:
    end = "which is the one that is screened"
    keys = (f"{end}; this row differs from it", end)
    rows = [f"Acme,{key[-6:]},60,{key}\n" for key in keys]
    told, pages = [], []
    for name, minutes in (("same", "60"), ("differing", "20")):
        again = [row.replace("60", minutes) for row in rows]
        text = "Vendor,Product,Minutes per week,ID\n" + "".join(rows + again)
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        done = edscreen("batch", f"{name}.csv", "--id", "ID", "--out", name, "--no-policy")
        told.append(done.stderr.splitlines()[0])
        pages.append((tmp_path / name / "index.html").read_text(encoding="utf-8"))
    before = "edscreen: set aside: 2 rows listed before"
    assert told == [before, f"{before}, 2 of which differ from the row that was screened (first: row 4)"]
    assert "They are no mistake" in pages[0]
    assert "2 of them differ from the row that was screened" in pages[1]
