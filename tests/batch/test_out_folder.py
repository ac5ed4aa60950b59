"""The folder that results go to: whose files it may hold, and what of a finished run stays as it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.batch.test_changed_lists import outputs_of, row, rows_with_everything, write_csv

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]


@pytest.fixture
def screen(edscreen: Run) -> Run:
    """Screen a list into a folder."""

    def run(products: str, out: str, *more: str) -> CompletedProcess[str]:
        usual = ("--no-policy", "--workers", "1", "--select", "screen-time")
        return edscreen("batch", products, "--out", out, *usual, *more)

    return run


def test_what_people_wrote_into_the_outputs_of_a_finished_run_stays(screen: Run, tmp_path: Path) -> None:
    write_csv(tmp_path / "list.csv", rows_with_everything())
    screen("list.csv", "run")
    made = outputs_of(tmp_path / "run")
    for name in ("scorecards.xlsx", "scorecards.csv", "index.html"):
        (tmp_path / "run" / name).write_bytes(b"my own words")
    (tmp_path / "run/index.html").unlink()
    said = screen("list.csv", "run", "--resume").stderr
    assert "making the spreadsheets" in said
    now = outputs_of(tmp_path / "run")
    changed = {name for name in made if now[name] != made[name]}
    assert changed == {"scorecards.xlsx", "scorecards.csv"}
    said = screen("list.csv", "run", "--resume").stderr
    assert "nothing is new, so the report, the spreadsheets and the pages are left as they are" in said
    write_csv(tmp_path / "list.csv", rows_with_everything()[1:])
    screen("list.csv", "run", "--resume")
    assert b"my own words" not in outputs_of(tmp_path / "run").values()


def lengthen(file: Path) -> None:
    with file.open("ab") as opened:
        opened.write(b"X")


def shorten(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


@pytest.mark.parametrize("damage", [lengthen, shorten, Path.unlink])
def test_a_damaged_report_of_a_finished_run_is_written_anew_and_nothing_else_is(
    screen: Run, tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    write_csv(tmp_path / "list.csv", rows_with_everything())
    screen("list.csv", "run")
    made = outputs_of(tmp_path / "run")
    (tmp_path / "run/scorecards.csv").write_bytes(b"my own words")
    damage(tmp_path / "run/report.jsonl")
    said = screen("list.csv", "run", "--resume").stderr
    assert "report.jsonl was missing or not as it was written, so it was written anew" in said
    assert "nothing is new, so the spreadsheets and the pages are left as they are" in said
    assert outputs_of(tmp_path / "run") == made | {"scorecards.csv": b"my own words"}


def test_the_page_of_a_vendor_that_is_missing_is_made(screen: Run, tmp_path: Path) -> None:
    names = ("Ümlaut/Söhne", "Lumen", "A_B", "LUMEN ")
    write_csv(tmp_path / "list.csv", [row(number, Vendor=name) for number, name in enumerate(names)])
    screen("list.csv", "run")
    made = outputs_of(tmp_path / "run")
    pages = sorted((tmp_path / "run/vendors").iterdir())
    assert len(pages) == 3
    assert "nothing is new, so the report, the sp" in screen("list.csv", "run", "--resume").stderr
    (tmp_path / "run/scorecards.csv").write_bytes(b"my own words")
    for page in pages:
        page.unlink()
        assert "making the spreadsheets and the pages" in screen("list.csv", "run", "--resume").stderr
    assert outputs_of(tmp_path / "run") == made | {"scorecards.csv": b"my own words"}


def test_a_file_in_place_of_the_folder_of_pages_is_said_and_left_alone(screen: Run, tmp_path: Path) -> None:
    write_csv(tmp_path / "list.csv", [row(0)])
    screen("list.csv", "run")
    pages = tmp_path / "run/vendors"
    for page in pages.iterdir():
        page.unlink()
    pages.rmdir()
    pages.write_text("mine", encoding="utf-8")
    done = screen("list.csv", "run", "--resume")
    assert "edscreen: exit code 4: run/vendors could not be written: " in done.stderr
    assert done.stderr.endswith("; mend that, and add --resume\n")
    assert pages.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("resume", [(), ("--resume",)])
def test_a_folder_of_other_files_is_left_alone(screen: Run, tmp_path: Path, resume: Sequence[str]) -> None:
    write_csv(tmp_path / "list.csv", [row(0)])
    mine = tmp_path / "mine"
    mine.mkdir()
    for name in ("index.html", "scorecards.xlsx", "a.txt", "z.txt"):
        (mine / name).write_text("mine", encoding="utf-8")
    done = screen("list.csv", "mine", *resume)
    assert done.returncode == 2
    assert "mine holds no run of edscreen, but a.txt, index.html, scorecards.xlsx and 1 more" in done.stderr
    assert sorted(each.name for each in mine.iterdir()) == ["a.txt", "index.html", "scorecards.xlsx", "z.txt"]


def test_a_folder_is_empty_though_a_computer_put_something_into_it(screen: Run, tmp_path: Path) -> None:
    write_csv(tmp_path / "list.csv", [row(0)])
    (tmp_path / "new").mkdir()
    for name in (".DS_Store", "Thumbs.db", ".results.lock"):
        (tmp_path / "new" / name).touch()
    assert screen("list.csv", "new").returncode in {1, 3}


@pytest.mark.parametrize("out", ["file.csv", "file.csv/below"])
def test_a_file_is_no_folder_for_results(screen: Run, tmp_path: Path, out: str) -> None:
    write_csv(tmp_path / "list.csv", [row(0)])
    (tmp_path / "file.csv").write_text("mine", encoding="utf-8")
    done = screen("list.csv", out)
    assert done.returncode == 2
    assert "exit code 2: file.csv is a file, and --out names a folder for the results" in done.stderr
