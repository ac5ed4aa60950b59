"""`batch --save-evidence` and `--render`: pages of many products kept once, and pages with scripts run."""

from __future__ import annotations

import csv
import gzip
import json
import re
import sqlite3
import subprocess
import threading
from contextlib import closing
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from edscreen.cli.kept_pages import KeptPages
from edscreen.site.fetched import Fetched

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    from tests.cli.conftest import Answer, Site

    Run: TypeAlias = Callable[..., CompletedProcess[str]]

RULE = "research-on-home-page"
STUDY = (
    "In a randomized controlled trial with 1,240 students in four districts, researchers at Brook University"
    " found that students who used Lumen Reading gained two months more in reading than students who did not."
)
HEAD = "<!doctype html><html lang=en><head><title>Lumen Reading | Lumen Learning</title></head>"
INTRODUCTION = (
    "<p>Lumen Reading is a program for the early grades, made by Lumen Learning. It is used in class and at "
    "home, in small groups and alone, with stories that children choose for themselves.</p>"
)


def page(content: str) -> str:
    return f"{HEAD}<body><main>{INTRODUCTION}{content}</main><footer>© 2026 Lumen Learning</footer></html>"


def scripted(content: str, padding: int = 0) -> str:
    """A page whose middle a script writes, with so many characters of other text behind it."""
    filler = f"+ '<p>' + 'story '.repeat({padding // 6}) + '</p>'" if padding else ""
    return (
        f"{HEAD}<body><main id=page></main><script>"
        f"document.getElementById('page').innerHTML = {json.dumps(INTRODUCTION + content)}{filler}"
        "</script></body></html>"
    )


@pytest.fixture
def screen(edscreen: Run, site: Site, tmp_path: Path) -> Callable[..., CompletedProcess[str]]:
    """Screen a list of products whose pages stand at these paths of one site."""

    def run(paths: list[str], *options: str, **settings: Any) -> CompletedProcess[str]:
        rows = [f"Lumen Learning,Reader {number},{site.url}{path}" for number, path in enumerate(paths)]
        lines = ["Vendor,Product,Website", *rows]
        (tmp_path / "list.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        (tmp_path / "edscreen.yaml").write_text(
            "edscreen_policy: 1\nsite: {requests_per_second: 10}\n", encoding="utf-8"
        )
        usual = ("--out", "out", "--site", "--select", RULE, "--allow-host", site.place, "--no-cache")
        return edscreen("batch", "list.csv", *usual, *options, **settings)

    return run


def outcomes(folder: Path) -> list[Any]:
    lines = (folder / "out" / "report.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["findings"][0] for line in lines]


def index(folder: Path) -> list[dict[str, str]]:
    with (folder / "pages.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_pages_of_a_site_are_kept_once_for_all_its_products_and_can_be_read_again(
    screen: Run, edscreen: Run, site: Site, tmp_path: Path
) -> None:
    site.pages = {"/": page(f"<p>{STUDY}</p>")}
    done = screen(["", "", "", ""], "--workers", "2", "--save-evidence", "kept")

    assert "the pages of 1 site are kept in kept; edscreen site kept/" in done.stderr
    [file] = (tmp_path / "kept").glob("*.warc.gz")
    [kept] = index(tmp_path / "kept")
    assert (kept["url"], kept["status"], kept["file"]) == (site.url, "200", file.name)
    text = tmp_path / "kept" / "text" / kept["sha256"][:2] / f"{kept['sha256']}.txt.gz"
    assert STUDY in gzip.decompress(text.read_bytes()).decode()

    vendor = (tmp_path / "out" / "vendors" / "lumen-learning.html").read_text(encoding="utf-8")
    linked = set(re.findall(r'href="(\.\./\.\./kept/[^"]+)"', vendor))
    targets = {(tmp_path / "out" / "vendors" / link).resolve() for link in linked}
    assert targets == {text.resolve(), file.resolve()}

    site.pages = {}
    again = edscreen("site", f"kept/{file.name}", "--format", "json", "--product", "Reader 0")
    assert json.loads(again.stdout)["pages"][0]["sha256"] == kept["sha256"]


def test_sites_that_gave_no_page_are_told_apart_from_those_whose_pages_are_kept(tmp_path: Path) -> None:
    def keep(kept: KeptPages, name: str, status: int, text: str | None) -> None:
        url = f"https://www.{name}.example/"
        answer = Fetched(url, url, status, (), text.encode() if text else b"", "2026-11-22T09:00:00Z")
        kept.keep(url, answer, text)

    kept = KeptPages(tmp_path / "kept")
    keep(kept, "one", 503, None)
    assert kept.told().startswith("no site gave a page; what came of asking 1 site is kept in ")
    assert "again" not in kept.told()
    for name in ("two", "three"):
        keep(kept, name, 200, f"Words of {name}.")
    told = kept.told()
    assert told.startswith("the pages of 2 sites are kept in ")
    assert "kept, and what came of asking 1 more, which gave no page; edscreen site " in told
    assert "two-example" in told.partition("edscreen site ")[2]  # whose pages can be read again


def test_what_was_kept_before_stays_when_the_run_goes_on(screen: Run, site: Site, tmp_path: Path) -> None:
    site.pages = {"/": page(f"<p>{STUDY}</p>"), "/other": page("<p>Other.</p>")}
    screen([""], "--workers", "1", "--save-evidence", "kept")
    before = {file: file.read_bytes() for file in (tmp_path / "kept").glob("*.warc.gz")}
    resumed = screen(["", "other"], "--workers", "1", "--save-evidence", "kept", "--resume")
    after = {file: file.read_bytes() for file in (tmp_path / "kept").glob("*.warc.gz")}

    assert before.items() <= after.items()
    assert len(after) > len(before)
    assert "the pages of 1 site are kept in kept" in resumed.stderr
    nothing_new = screen(["", "other"], "--workers", "1", "--save-evidence", "kept", "--resume")
    assert "are kept in" not in nothing_new.stderr


def test_a_finished_run_that_is_to_keep_pages_reads_none_and_leaves_what_people_wrote(
    screen: Run, site: Site, tmp_path: Path
) -> None:
    site.pages = {"/": page(f"<p>{STUDY}</p>"), "/other": page("<p>Other.</p>")}
    screen([""], "--workers", "1")
    (tmp_path / "out/scorecards.csv").write_text("my own words", encoding="utf-8")
    again = screen([""], "--workers", "1", "--save-evidence", "kept", "--resume")
    assert "no page was read, so none was kept" in again.stderr
    assert "are left as they are" in again.stderr
    assert (tmp_path / "out/scorecards.csv").read_text(encoding="utf-8") == "my own words"
    assert noted_folders(tmp_path) == []

    more = screen(["", "other"], "--workers", "1", "--save-evidence", "kept", "--resume")
    assert "the pages of 1 site are kept in kept" in more.stderr
    assert noted_folders(tmp_path) == ["../kept"]
    written = (tmp_path / "out/scorecards.csv").read_text(encoding="utf-8")
    assert written != "my own words"


def noted_folders(folder: Path) -> list[str]:
    """The folders of kept pages that vendors' pages and an audit look into."""
    with closing(sqlite3.connect(folder / "out" / "results.sqlite")) as tables:
        found = tables.execute("SELECT value FROM run WHERE name = 'kept_pages'").fetchone()
    return list(json.loads(found[0])) if found else []


def test_after_a_kill_every_page_of_a_recorded_result_is_kept(
    screen: Run, command: str, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [f"{number}" for number in range(12)]
    was_killed, answer = threading.Event(), site.answer

    def last_held(path: str) -> Answer:
        """Give no last page before the kill."""
        if path == f"/{paths[-1]}":
            was_killed.wait(60)
        return answer(path)

    monkeypatch.setattr(site, "answer", last_held)
    site.pages = {
        f"/{path}": page(f"<p>{STUDY.replace('Lumen Reading', f'Reader {path}')}</p>") for path in paths
    }
    screen(paths, "--dry-run")  # writes the list
    call = [
        *("batch", "list.csv", "--out", "out", "--site", "--select", RULE, "--workers", "2"),
        "--no-cache",
    ]
    call += ["--allow-host", site.place, "--save-evidence", "kept"]
    run = subprocess.Popen([command, *call], cwd=tmp_path, stderr=subprocess.DEVNULL)
    until = monotonic() + 60
    while len(cited(tmp_path)) < 3 and run.poll() is None and monotonic() < until:
        sleep(0.05)
    assert run.poll() is None, "it was to be killed before its end"
    run.kill()
    run.wait()
    was_killed.set()
    before = cited(tmp_path)
    assert before <= {(line["url"], line["sha256"]) for line in index(tmp_path / "kept")}
    assert noted_folders(tmp_path) == ["../kept"]

    done = screen(paths, "--workers", "2", "--save-evidence", "kept", "--resume")
    after = cited(tmp_path)
    assert done.returncode == 0, done.stderr
    assert before < after
    assert after == {(line["url"], line["sha256"]) for line in index(tmp_path / "kept")} & after
    assert all((tmp_path / "kept/text" / sha256[:2] / f"{sha256}.txt.gz").is_file() for _, sha256 in after)


def cited(folder: Path) -> set[tuple[str, str]]:
    """The pages that recorded answers cite, by address and digest."""
    if not (folder / "out" / "results.sqlite").exists():
        return set()
    try:
        with closing(sqlite3.connect(folder / "out" / "results.sqlite")) as tables:
            return set(tables.execute("SELECT url, sha256 FROM evidence WHERE kind = 'site'").fetchall())
    except sqlite3.Error:  # its tables are being made
        return set()


def test_a_folder_that_cannot_be_written_gives_4_and_every_result_all_the_same(
    screen: Run, site: Site, tmp_path: Path
) -> None:
    site.pages = {"/": page(f"<p>{STUDY}</p>")}
    (tmp_path / "kept").write_text("a file where the folder should be", encoding="utf-8")
    done = screen([""], "--workers", "1", "--save-evidence", "kept")

    last = done.stderr.splitlines()[-1]
    assert (done.returncode, len(outcomes(tmp_path))) == (4, 1)
    assert last.startswith("edscreen: exit code 4: kept: not every page read could be kept: ")


@pytest.mark.usefixtures("browser")
def test_a_browser_runs_the_scripts_of_many_products_pages_however_large(
    screen: Run, site: Site, tmp_path: Path
) -> None:
    site.pages = {
        "/": scripted(f"<p>{STUDY.replace('Lumen Reading', 'Reader 0')}</p>", padding=1_000_000),
        "/b": scripted("<p>Children love it.</p>"),
        "/c": page("<p>Teachers love it.</p>"),
    }
    screen(["", "b", "c"], "--workers", "4", "--render", "--save-evidence", "kept", timeout=240)

    found = outcomes(tmp_path)
    assert [each["outcome"] for each in found] == ["pass", "flag", "flag"]
    assert found[0]["basis"] == "verified"
    kept = index(tmp_path / "kept")
    assert {each["problem"] for each in kept} == {""}
    pictures = {each["screenshot"] for each in kept} - {""}
    assert {file.name for file in (tmp_path / "kept").glob("*.png")} == pictures
    assert len(pictures) == len({each["sha256"] for each in kept})


@pytest.mark.usefixtures("browser")
def test_a_browser_that_does_not_start_says_nothing_about_the_sites(
    screen: Run, site: Site, tmp_path: Path
) -> None:
    site.pages = {"/": page(f"<p>{STUDY}</p>")}
    program = tmp_path / "browser"
    program.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    done = screen([""], "--render", "--browser", str(program))

    [found] = outcomes(tmp_path)
    assert (done.returncode, found["outcome"]) == (3, "unavailable")
    assert "did not start" in found["message"]
    assert "name another browser with --browser, or run it without --render" in found["message"]


@pytest.mark.usefixtures("browser")
@pytest.mark.parametrize("option", [["--render"], ["--max-clicks", "1"], ["--max-pages", "2"]])
def test_a_run_is_not_taken_up_with_sites_read_in_another_way(
    screen: Run, site: Site, option: list[str]
) -> None:
    site.pages = {"/": page(f"<p>{STUDY}</p>")}
    screen([""], "--workers", "1")
    done = screen([""], "--workers", "1", "--resume", *option)
    assert done.returncode == 2
    assert "this has changed: how sites are read (--site, --max-pages, --max-clicks, --render" in done.stderr


@pytest.mark.parametrize("option", [["--render"], ["--save-evidence", "kept"]])
def test_what_only_a_visit_can_heed_is_refused_without_one(
    edscreen: Run, tmp_path: Path, option: list[str]
) -> None:
    (tmp_path / "list.csv").write_text("Vendor,Product\nA,B\n", encoding="utf-8")
    done = edscreen("batch", "list.csv", "--out", "out", *option)
    assert (done.returncode, (tmp_path / "out").exists()) == (2, False)
    assert f"{option[0]} goes with --site" in " ".join(done.stderr.split())


def test_where_no_rule_asks_for_a_site_none_is_read_and_that_is_said(
    edscreen: Run, site: Site, tmp_path: Path
) -> None:
    (tmp_path / "list.csv").write_text(f"Vendor,Product,Website\nA,B,{site.url}\n", encoding="utf-8")
    call = ["batch", "list.csv", "--out", "out", "--site", "--allow-host", site.place]
    done = edscreen(*call, "--select", "screen-time", "--save-evidence", "kept")
    assert "no selected rule asks for the vendor's site, so none is read" in done.stderr
    assert (site.asked, (tmp_path / "kept").exists()) == ([], False)
