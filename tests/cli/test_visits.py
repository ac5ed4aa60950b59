"""The visits of `edscreen check --site`: how far they go, what is said meanwhile, and how they end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Site

    Run = Callable[..., subprocess.CompletedProcess[str]]
    Profile = Callable[..., str]

STUDY = (
    "<p>In a randomized controlled trial with 1,240 students in four districts, researchers at Brook "
    "University found that students who used Lumen Reading gained two months more in reading than students "
    "who did not.</p>"
)
RULE = "research-on-home-page"


def page(content: str) -> str:
    """A page of the vendor."""
    return (
        "<!doctype html><html lang=en><head><title>Lumen Reading | Lumen Learning</title></head><body><main>"
        "<h1>Lumen Reading</h1><p>Lumen Reading is a program for the early grades, made by Lumen Learning. "
        f"It is used in class and at home, in small groups and alone.</p>{content}</main></body></html>"
    )


@pytest.fixture
def vendor(tmp_path: Path) -> Profile:
    """Write a profile whose vendor has the site, and give its name."""

    def write(website: str, product_page: str = "", name: str = "lumen.yaml") -> str:
        about = f", page: '{product_page}'" if product_page else ""
        (tmp_path / name).write_text(
            "edscreen: 1\nprepared: {role: district}\n"
            f"product: {{name: Lumen Reading, category: supplemental{about}}}\n"
            f"vendor: {{name: Lumen Learning, website: '{website}'}}\n",
            encoding="utf-8",
        )
        return name

    return write


@pytest.fixture
def check(edscreen: Run, site: Site) -> Run:
    """Check with `--site` and without a cache, and give the report as JSON."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        visit = ("--site", "--allow-host", site.place, "--no-cache", "--select", RULE, "--format", "json")
        return edscreen("check", *arguments, *visit)

    return run


def finding(done: subprocess.CompletedProcess[str], number: int = 0) -> dict[str, Any]:
    """The answer for a profile."""
    assert done.stdout, done.stderr
    [found] = json.loads(done.stdout)["scorecards"][number]["findings"]
    return dict(found)


def test_the_products_own_page_counts_where_it_shows_more(site: Site, check: Run, vendor: Profile) -> None:
    site.pages = {"/": page(""), "/reading": page(STUDY)}

    found = finding(check(vendor(site.url, f"{site.url}reading")))

    assert (found["outcome"], found["basis"]) == ("pass", "verified")
    assert found["evidence"][0]["url"] == f"{site.url}reading"


def test_no_more_pages_are_asked_for_than_wanted(site: Site, check: Run, vendor: Profile) -> None:
    site.pages = {"/": page('<a href="/research">Research</a>'), "/research": page(STUDY)}

    found = finding(check(vendor(site.url), "--max-pages", "1"))

    assert site.asked == ["/robots.txt", "/"]
    assert (found["outcome"], found["severity"]) == ("flag", "caution")  # nobody knows what stands there


def test_a_page_that_shows_something_else_the_second_time_is_no_verdict(
    site: Site, check: Run, vendor: Profile
) -> None:
    site.pages = {"/": [page(""), page(STUDY)]}

    found = finding(check(vendor(site.url), "--confirm"))

    assert found["outcome"] == "unavailable"
    assert "read twice, it showed two things: absent, then shown" in found["message"]
    assert site.asked.count("/") == 2


def test_both_looks_of_confirm_are_kept_for_the_record(
    site: Site, check: Run, vendor: Profile, tmp_path: Path
) -> None:
    site.pages = {"/": [page(""), page(STUDY)]}

    check(vendor(site.url), "--confirm", "--save-evidence", "kept")

    lines = (tmp_path / "kept" / "pages.csv").read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[0] for line in lines] == ["url", site.url, site.url]
    assert len(list((tmp_path / "kept" / "text").rglob("*.txt.gz"))) == 2


def test_each_page_is_told_before_it_is_read_where_that_is_wanted(
    site: Site, check: Run, vendor: Profile
) -> None:
    site.pages = {"/": page('<a href="/research">Research</a>'), "/research": page(STUDY)}
    name = vendor(site.url)

    assert check(name, "-v").stderr.splitlines()[:2] == [
        f"edscreen: {name}: reading page 1 of at most 8: {site.url}",
        f"edscreen: {name}: reading page 2 of at most 8: {site.url}research",
    ]
    assert "reading page" not in check(name).stderr
    assert check(name, "-v", "-q").stderr == ""


@pytest.mark.skipif(os.name == "nt", reason="there is no such terminal to be had there")
def test_on_a_terminal_each_page_is_told_unasked(
    site: Site, command: str, vendor: Profile, tmp_path: Path
) -> None:
    site.pages = {"/": page(STUDY)}
    name = vendor(site.url)
    screen, terminal = os.openpty()
    subprocess.run(
        [command, "check", name, "--site", "--allow-host", site.place, "--no-cache"],
        stdout=subprocess.DEVNULL,
        stderr=terminal,
        cwd=tmp_path,
        check=False,
        timeout=60,
    )
    os.close(terminal)
    said = os.read(screen, 10_000).decode()
    os.close(screen)
    assert said.startswith(f"edscreen: {name}: reading page 1 of at most 8: {site.url}\r\n")


def test_a_source_is_told_before_it_is_opened(
    site: Site, edscreen: Run, vendor: Profile, tmp_path: Path
) -> None:
    site.pages = {"/": page(""), "/paper": page("")}
    with (tmp_path / vendor("http://localhost/")).open("a", encoding="utf-8") as profile:
        profile.write(f"studies: [{{title: Trial, url: '{site.url}paper'}}]\n")

    done = edscreen("check", "lumen.yaml", "--site", "--allow-host", site.place, "--no-cache", "-v")

    assert f"edscreen: lumen.yaml: reading a source named: {site.url}paper\n" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="a process is sent Ctrl-C in another way there")
def test_ctrl_c_ends_a_visit_at_once(command: str, site: Site, vendor: Profile, tmp_path: Path) -> None:
    site.hangs.set()
    process = subprocess.Popen(
        [command, "check", vendor(site.url), "--site", "--allow-host", site.place, "--no-cache"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        encoding="utf-8",
    )
    assert site.was_asked.wait(20)
    process.send_signal(signal.SIGINT)
    output, talk = process.communicate(timeout=10)
    assert (process.returncode, output, talk) == (130, "", "edscreen: interrupted (exit code 130).\n")


def test_an_address_that_no_site_can_have_is_told_as_a_slip(site: Site, check: Run, vendor: Profile) -> None:
    site.pages = {"/": page(STUDY)}

    done = check(vendor("http://lumen..example/", name="a.yaml"), vendor(site.url, name="b.yaml"))

    assert finding(done)["outcome"] == "unavailable"
    assert "check the address in the profile for a slip" in finding(done)["message"]
    assert finding(done, 1)["outcome"] == "pass"
