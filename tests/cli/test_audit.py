"""`edscreen audit`: a sample drawn, judged and read back, as a shell runs it."""

from __future__ import annotations

import csv
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING, TypeAlias

import pytest
from openpyxl import load_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Site

    Run: TypeAlias = Callable[..., subprocess.CompletedProcess[str]]

PROFILE = """edscreen: 1
vendor: {{name: Vendor {0}}}
product: {{name: Product {0}, category: supplemental, subjects: [reading], grades: [K, 1]}}
dosage: [{{minutes: {1}, per: week}}]
approvals: []
"""
CHOICES = {
    "✗": "flagged",
    "!": "flagged",
    "i": "flagged",
    "?": "not answered yet",
    "○": "we could not look",
    "✓": "answered well",
    "–": "does not apply",
}


def edscreen(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "edscreen", *arguments],
        cwd=folder,
        env={**os.environ, **variables},
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def screened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which `screening` holds the run over 40 profiles."""
    folder = tmp_path_factory.mktemp("screened")
    profiles = folder / "vendors"
    profiles.mkdir()
    for number in range(40):
        text = PROFILE.format(number, 20 + number)
        (profiles / f"{number:03}.yaml").write_text(text, encoding="utf-8")
    edscreen(folder, "batch", "vendors", "--out", "screening", "--no-policy", "--workers", "1")
    return folder


@pytest.fixture
def run(screened: Path, tmp_path: Path) -> Path:
    """A copy of it to work on."""
    shutil.copytree(screened, tmp_path, dirs_exist_ok=True)
    return tmp_path


def fill_in(path: Path, *, disagreeing: int = 0) -> None:
    """Judge as the tool did, but for some rows."""
    book = load_workbook(path)
    judge, tool = book["Your verdicts"], book["The tool's verdicts"]
    tools = {row[0].value: str(row[4].value) for row in tool.iter_rows(min_row=4)}
    for number, row in enumerate(judge.iter_rows(min_row=4)):
        row[10].value = "cannot tell" if number < disagreeing else CHOICES[tools[row[0].value][0]]
    book.save(path)


def test_a_sample_is_drawn_filled_in_and_read_back(run: Path) -> None:
    drawn = edscreen(run, "audit", "screening", "--sample", "50", "--seed", "7")
    assert (drawn.returncode, drawn.stdout) == (0, "screening/audit-50-7.xlsx\n")
    assert drawn.stderr.splitlines()[-1].endswith("edscreen audit screening --read screening/audit-50-7.xlsx")
    fill_in(run / "screening/audit-50-7.xlsx", disagreeing=3)

    read = edscreen(run, "audit", "screening", "--read", "screening/audit-50-7.xlsx")
    assert read.returncode == 0
    assert "People agreed with 47 of the 47 verdicts that they judged" in " ".join(read.stdout.split())
    assert "Counted apart: 3 verdicts that people could not tell." in read.stdout
    assert read.stderr.splitlines()[-1] == "edscreen: exit code 0: the verdicts were read"
    assert all(len(line) <= 80 for line in read.stdout.splitlines())

    again = edscreen(run, "audit", "screening", "--read", "screening/audit-50-7.xlsx", "--format", "json")
    data = json.loads(again.stdout)
    assert (data["overall"]["judged"], data["overall"]["agreed"], data["cannot_tell"]) == (47, 47, 3)
    with closing(sqlite3.connect(run / "screening/results.sqlite")) as tables:
        assert tables.execute("SELECT count(*) FROM audit").fetchall() == [(50,)]

    narrow = edscreen(run, "audit", "screening", "--read", "screening/audit-50-7.xlsx", COLUMNS="40")
    assert "  Judged: " in narrow.stdout
    assert all(len(line) <= 40 for line in narrow.stdout.splitlines())
    document = edscreen(
        run, "audit", "screening", "--read", "screening/audit-50-7.xlsx", "--format", "markdown"
    )
    assert document.stdout.startswith("# How far people agree with this screening\n")


def test_two_people_who_draw_a_sample_each_keep_both_their_verdicts(called: Run, run: Path) -> None:
    people = []
    for seed, disagreeing in ((21, 0), (22, 30)):
        called("audit", "screening", "--sample", "110", "--seed", str(seed))
        path = run / f"screening/audit-110-{seed}.xlsx"
        fill_in(path, disagreeing=disagreeing)
        people.append(called("audit", "screening", "--read", str(path), "--format", "json"))
    with closing(sqlite3.connect(run / "screening/results.sqlite")) as tables:
        kept = dict(tables.execute("SELECT seed, count(*) FROM audit WHERE sample = 110 GROUP BY seed"))
        [[answers]] = tables.execute("SELECT count(DISTINCT finding) FROM audit")
    assert kept == {21: 110, 22: 110}
    both = json.loads(people[1].stdout)
    assert both["overall"]["judged"] + both["cannot_tell"] + both["disputed"] == answers < 220


STUDY = (
    "In a randomized controlled trial with 1,240 students in four districts, researchers at Brook University"
    " found that students who used Lumen Reading gained two months more in reading than students who did not."
)
CLAIM = "Lumen Reading is proven: students gain 2.5 grade levels in a year."


def screen_site(called: Run, folder: Path, site: Site, *options: str) -> None:
    """Screen a product whose site claims something on its home page and shows a study on another one."""
    head = "<!doctype html><html lang=en><title>Lumen Reading</title><body><main><h1>Lumen Reading</h1>"
    made = "<p>Lumen Reading is a program for the early grades, made by Lumen Learning for use in class.</p>"
    site.pages = {
        "/": f"{head}{made}<p>{CLAIM}</p><a href=/research.html>Research and evidence</a></main>",
        "/research.html": f"{head}{made}<h2>Research</h2><p>{STUDY}</p></main>",
    }
    rows = f"Vendor,Product,Website\nLumen Learning,Lumen Reading,{site.url}\n"
    (folder / "list.csv").write_text(rows, encoding="utf-8")
    (folder / "edscreen.yaml").write_text(
        "edscreen_policy: 1\nsite: {requests_per_second: 10}\n", encoding="utf-8"
    )
    call = ("batch", "list.csv", "--out", "out", "--site", "--allow-host", site.place, "--no-cache")
    called(*call, "--select", "research-on-home-page", "--workers", "1", *options)


def rows_of(path: Path, sheet: str) -> list[dict[str, str]]:
    """The rows of a sheet by their headings."""
    with closing(load_workbook(path)) as book:
        head, *rows = book[sheet].iter_rows(min_row=3, values_only=True)
    return [
        {str(name): str(value or "") for name, value in zip(head, row, strict=True)} for row in rows if row[0]
    ]


def test_words_of_several_pages_stand_each_with_its_own_page_and_with_that_page_as_it_was_kept(
    called: Run, site: Site, tmp_path: Path
) -> None:
    screen_site(called, tmp_path, site, "--save-evidence", "kept")
    drawn = called("audit", "out")
    assert "this run kept every page that is cited" in drawn.stderr
    book = tmp_path / "out/audit-200-1.xlsx"
    [row] = rows_of(book, "Your verdicts")
    with (tmp_path / "kept/pages.csv").open(encoding="utf-8", newline="") as index:
        pages = {line["url"]: line for line in csv.DictReader(index)}
    home, research = site.url, f"{site.url}research.html"
    links = row["Link (to be copied; not live)"].split("\n")
    assert {link.split("] ")[1] for link in links} == {home, research}
    for link, where, words in zip(
        links, row["Where it stands"].split("\n"), row["What is cited"].split("\n"), strict=True
    ):
        mark, url = link.split(" ")
        page = pages[url]
        read = f"{mark} {url}, read {page['fetched_at']}, SHA-256 of the page {page['sha256']}"
        assert where == read
        assert words.startswith(mark)
    [file] = (tmp_path / "kept").glob("*.warc.gz")
    assert row["Saved page"] == "\n".join(f"{link.split(' ')[0]} ../kept/{file.name}" for link in links)

    sources = rows_of(book, "Sources")
    assert [each["Id"] for each in sources] == [row["Id"]] * len(links)
    [quoted] = [each for each in sources if "Brook University" in each["What is cited"]]
    assert quoted["Link (to be copied; not live)"] == research
    assert quoted["SHA-256 of the page"] == pages[research]["sha256"]
    assert quoted["Read on"] == pages[research]["fetched_at"]
    named = quoted["Saved page, from this workbook’s folder"].split(", ")
    assert [(book.parent / name).is_file() for name in named] == [True, True]
    saved = quoted["Saved text; what is cited in [[ ]]"]
    assert "made by Lumen Learning for use in class" in saved
    assert "Brook University" in saved.partition("[[")[2].partition("]]")[0]

    shutil.rmtree(tmp_path / "kept")
    fill_in(book)
    read_back = called("audit", "out", "--read", "out/audit-200-1.xlsx")
    assert (read_back.returncode, "People agreed with 1 of the 1 verdict" in read_back.stdout) == (0, True)


def test_where_no_page_was_kept_the_workbook_holds_what_is_stored_and_says_how_to_keep_pages(
    called: Run, site: Site, tmp_path: Path
) -> None:
    screen_site(called, tmp_path, site)
    drawn = called("audit", "out")
    assert "of the 2 pages cited here this run kept none" in drawn.stderr
    assert "add --save-evidence FOLDER to edscreen batch LIST --out DIR --site" in drawn.stderr
    book = tmp_path / "out/audit-200-1.xlsx"
    [row] = rows_of(book, "Your verdicts")
    assert row["Saved page"] == "not kept in this run: see the sheet “Sources”"
    sources = rows_of(book, "Sources")
    assert {each["Saved page, from this workbook’s folder"] for each in sources} == {"not kept in this run"}
    [quoted] = [each for each in sources if "Brook University" in each["What is cited"]]
    assert "Brook University" in quoted["Saved text; what is cited in [[ ]]"]
    assert len(quoted["SHA-256 of the page"]) == 64
    with closing(load_workbook(book)) as opened:
        assert "--save-evidence FOLDER" in str(opened["Sources"]["A1"].value)


def test_the_overview_is_brought_up_to_date(called: Run, run: Path) -> None:
    from edscreen.batch.pages.writing import write_pages

    folder = run / "screening"
    with closing(sqlite3.connect(folder / "results.sqlite")) as tables:
        write_pages(tables, folder)
    assert "How far people agree" not in (folder / "index.html").read_text(encoding="utf-8")
    called("audit", "screening", "--sample", "50")
    fill_in(folder / "audit-50-1.xlsx")
    read = called("audit", "screening", "--read", "screening/audit-50-1.xlsx")
    assert "screening/index.html shows how far people agree" in read.stderr
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "People agreed with 50 of the 50 verdicts" in page
    pages = sorted(each.name for each in (folder / "vendors").iterdir())
    assert len(pages) == 40


def test_a_workbook_that_was_filled_in_is_never_written_over(called: Run, run: Path) -> None:
    called("audit", "screening", "--sample", "50")
    path = run / "screening/audit-50-1.xlsx"
    empty = path.read_bytes()
    again = called("audit", "screening", "--sample", "50")
    assert (again.returncode, path.read_bytes()) == (0, empty)

    fill_in(path)
    filled = path.read_bytes()
    refused = called("audit", "screening", "--sample", "50")
    assert refused.returncode == 2
    assert "is there already and differs from what would be drawn" in refused.stderr
    assert path.read_bytes() == filled


def test_what_cannot_be_used_is_exit_code_2_in_a_sentence(called: Run, run: Path) -> None:
    called("audit", "screening", "--sample", "50")
    path = run / "screening/audit-50-1.xlsx"
    for arguments, said in (
        (("vendors",), "vendors holds no run of edscreen batch"),
        (("screening", "--sample", "2"), "a sample holds one of each at least: give --sample "),
        (("screening", "--read", "nothing.xlsx"), "nothing.xlsx: "),
        (("screening", "--read", str(path), "--seed", "3"), "--sample and --seed draw a new sample"),
        (("screening", "--format", "json"), "--format goes with --read"),
        (("screening", "--sample", "0"), "--sample takes 1 or more"),
        (("screening", "--read", str(path)), "no verdict is filled in"),
    ):
        done = called("audit", *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr
        assert "Traceback" not in done.stderr
    book = load_workbook(path)
    book["Your verdicts"]["B4"] = "Another vendor"
    book.save(path)
    altered = called("audit", "screening", "--read", "screening/audit-50-1.xlsx")
    assert altered.returncode == 2
    assert (
        "screening/audit-50-1.xlsx, sheet Your verdicts, cell B4: this is not what was drawn"
        in altered.stderr
    )
    book["Your verdicts"]["K5"] = "maybe"
    book.save(path)
    several = called("audit", "screening", "--read", "screening/audit-50-1.xlsx").stderr.splitlines()
    assert [line.partition(": ")[0].rpartition(" ")[2] for line in several[:2]] == ["B4", "K5"]
    last = "edscreen: exit code 2: 2 cells of screening/audit-50-1.xlsx cannot be used, as said above"
    assert several[2].startswith(last)


def test_a_damaged_database_is_named(called: Run, run: Path) -> None:
    file = run / "screening/results.sqlite"
    content = file.read_bytes()
    file.write_bytes(content[:8_192] + b"\xff" * (len(content) - 8_192))
    done = called("audit", "screening")
    assert done.returncode == 2
    assert done.stderr.startswith("edscreen: exit code 2: screening/results.sqlite cannot be read: ")


def test_an_unfinished_run_is_not_drawn_from(called: Run, run: Path) -> None:
    with closing(sqlite3.connect(run / "screening/results.sqlite")) as tables:
        tables.execute("UPDATE run SET value = 'running' WHERE name = 'state'")
        tables.commit()
    done = called("audit", "screening")
    assert done.returncode == 2
    assert "is not finished, so a sample of it would not stand for the list" in done.stderr


@pytest.mark.usefixtures("run")
def test_a_small_run_is_drawn_whole_and_that_is_said(called: Run) -> None:
    done = called("audit", "screening", "--sample", "1000")
    assert done.returncode == 0
    assert "answers to judge: all are drawn" in done.stderr


def test_what_a_list_leaves_open_is_not_given_to_people_to_judge(called: Run, tmp_path: Path) -> None:
    rows = "Vendor,Product,Minutes per week\nLumen Learning,Lumen Reading,30\nBrook,Brook Math,\n"
    (tmp_path / "list.csv").write_text(rows, encoding="utf-8")
    called("batch", "list.csv", "--out", "out", "--no-policy", "--workers", "1")
    drawn = called("audit", "out")
    assert drawn.returncode == 0
    [row] = rows_of(tmp_path / "out/audit-200-1.xlsx", "Your verdicts")
    assert (row["Vendor"], row["Rule"]) == ("Lumen Learning", "screen-time")
    assert "left out: 9 answers saying only that a list or a profile leaves something open" in drawn.stderr
    fill_in(tmp_path / "out/audit-200-1.xlsx")
    read = called("audit", "out", "--read", "out/audit-200-1.xlsx", "--format", "json")
    data = json.loads(read.stdout)
    assert (data["overall"]["judged"], data["judgeable"], data["covered"]) == (1, 1, 1)


def test_a_run_that_says_only_what_its_list_leaves_open_is_exit_code_2_with_what_to_do(
    called: Run,
    tmp_path: Path,
) -> None:
    (tmp_path / "list.csv").write_text("Vendor,Product\nBrook,Brook Math\n", encoding="utf-8")
    called("batch", "list.csv", "--out", "out", "--no-policy", "--workers", "1")
    done = called("audit", "out", "--sample", "20")
    assert (done.returncode, done.stdout) == (2, "")
    assert "out holds no answer that a person could judge" in done.stderr
    assert "with edscreen batch LIST --out DIR --site" in done.stderr
    assert not list((tmp_path / "out").glob("audit*"))


def test_what_cannot_be_written_is_exit_code_4(called: Run, run: Path) -> None:
    (run / "screening/audit-50-1.xlsx").mkdir()
    assert called("audit", "screening", "--sample", "50").returncode == 2  # a folder stands there
    from filelock import FileLock

    called("audit", "screening", "--sample", "60")
    fill_in(run / "screening/audit-60-1.xlsx")
    with FileLock(run / "screening/.results.lock"):
        done = called("audit", "screening", "--read", "screening/audit-60-1.xlsx")
    assert done.returncode == 4
    assert "another run of edscreen is writing to screening" in done.stderr
