"""`edscreen site` through the installed command, against a web server on this machine."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Site

    Run = Callable[..., subprocess.CompletedProcess[str]]

STUDY = (
    "<p>In a randomized controlled trial with 1,240 students in four districts, researchers at Brook "
    "University found that students who used Lumen Reading gained two months more in reading than students "
    "who did not.</p>"
)
CLAIM = "<p>Lumen Reading is proven: 92% of students improved their reading scores.</p>"
_LINES = (
    "(Researchers at Brook University found in a randomized controlled trial that students who) Tj T* "
    "(used Lumen Reading gained two months more in reading than students who did not.) Tj"
)
_CONTENT = f"BT /F1 11 Tf 14 TL 60 740 Td {_LINES} ET"
PDF = f"""%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R
  /Resources << /Font << /F1 4 0 R >> >> >> endobj
4 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj
5 0 obj << /Length {len(_CONTENT)} >>
stream
{_CONTENT}
endstream endobj
trailer << /Size 6 /Root 1 0 R >>
startxref
0
%%EOF
""".encode()
CLOSING = "This is a screen for warning signs. It does not show that a product works, and is no endorsement."


def page(content: str, menu: str = "") -> str:
    """A page of the vendor."""
    return (
        "<!doctype html><html lang=en><head><title>Lumen Reading | Lumen Learning</title></head><body>"
        f"<header><nav>{menu}</nav></header><main><p>Lumen Reading is a program for the early grades, made "
        "by Lumen Learning. It is used in class and at home, in small groups and alone, with stories that "
        f"children choose for themselves.</p>{content}</main><footer>© 2026 Lumen Learning</footer>"
    )


@pytest.fixture
def read(edscreen: Run, site: Site) -> Run:
    """Read the server's site, without a cache."""

    def run(*options: str, url: str | None = None) -> subprocess.CompletedProcess[str]:
        return edscreen("site", url or site.url, "--allow-host", site.place, "--no-cache", *options)

    return run


def test_a_second_look_that_agrees_confirms_the_first(read: Run, site: Site) -> None:
    site.pages = {"/": page(CLAIM)}

    result = read("--confirm")

    assert (result.returncode, site.asked.count("/")) == (1, 2)
    assert "Read again at the end of the run: the same." in result.stdout


def test_two_looks_that_contradict_are_no_verdict(read: Run, site: Site) -> None:
    site.pages = {"/": [page(CLAIM), page(STUDY)]}

    result = read(
        "--confirm", "--format", "json", "--output", "rich=report.txt", "--output", "markdown=report.md"
    )

    report = json.loads(result.stdout)
    assert (result.returncode, report["verdict"], report["clicks"], report["evidence"]) == (
        3,
        "unreadable",
        None,
        [],
    )
    assert report["detail"] == "read twice, it showed two things: claims only, then shown"
    assert len(report["pages"]) == 2
    assert "exit code 3: the home page showed two things when it was read twice" in result.stderr


def test_a_page_that_shows_research_is_not_read_twice(read: Run, site: Site) -> None:
    site.pages = {"/": page(STUDY)}
    assert read("--confirm").returncode == 0
    assert site.asked.count("/") == 1


def test_evidence_one_click_away(read: Run, site: Site) -> None:
    site.pages = {"/": page(CLAIM, '<a href="/research">Research</a>'), "/research": page(STUDY)}

    result = read("--format", "json", "--output", "rich=report.txt", "--output", "markdown=out/report.md")

    assert result.returncode == 1, result.stderr
    report = json.loads(result.stdout)
    assert (report["url"], report["verdict"], report["clicks"]) == (site.url, "linked", 1)
    assert (report["pages_read"], report["pages_budget"], report["problem"]) == (2, 8, None)
    assert report["evidence"][0]["strength"] == "independent"
    assert "Brook University" in report["evidence"][0]["quote"]
    assert [(entry["url"], entry["status"], entry["clicks"]) for entry in report["pages"]] == [
        (site.url, 200, 0),
        (f"{site.url}research", 200, 1),
    ]
    assert site.asked == ["/robots.txt", "/", "/research"]
    assert result.stderr == (
        "edscreen: exit code 1: the home page only links to research; independent evidence is 1 click away\n"
    )


def test_evidence_in_a_pdf_file(read: Run, site: Site) -> None:
    site.pages = {
        "/": page(CLAIM, '<a href="/files/efficacy-study.pdf">Efficacy study</a>'),
        "/files/efficacy-study.pdf": (200, {"Content-Type": "application/pdf"}, PDF),
    }
    report = json.loads(read("--format", "json").stdout)
    assert (report["verdict"], report["clicks"], report["pages_read"]) == ("linked", 1, 2)
    assert report["evidence"][0]["url"] == f"{site.url}files/efficacy-study.pdf"
    assert report["evidence"][0]["strength"] == "independent"


@pytest.mark.skipif(os.name == "nt", reason="a process is sent Ctrl-C in another way there")
def test_ctrl_c_ends_it_at_once(command: str, site: Site) -> None:
    site.hangs.set()
    process = subprocess.Popen(
        [command, "site", site.url, "--allow-host", site.place, "--no-cache"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert site.was_asked.wait(20)
    process.send_signal(signal.SIGINT)
    output, talk = process.communicate(timeout=10)
    assert (process.returncode, output, talk) == (130, "", "edscreen: interrupted (exit code 130).\n")


def test_every_format_is_written_where_it_was_asked_for(read: Run, site: Site, tmp_path: Path) -> None:
    site.pages = {"/": page(STUDY)}

    result = read(
        "--output", "json=a/report.json", "--output", "markdown=report.md", "--output", "rich=report.txt"
    )

    assert result.returncode == 0, result.stderr
    text = (tmp_path / "report.txt").read_text(encoding="utf-8")
    assert result.stdout == text
    assert " ".join(text.split()).endswith(CLOSING)
    assert all(len(line) <= 80 or "://" in line for line in text.splitlines())
    assert json.loads((tmp_path / "a/report.json").read_bytes())["verdict"] == "shown"
    assert (tmp_path / "report.md").read_text(encoding="utf-8").startswith("# Independent research stands on")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "report.md", "report.txt"]


@pytest.mark.parametrize(
    ("pages", "code", "verdict", "problem"),
    [
        ({"/": page(CLAIM)}, 1, "claims_only", None),
        ({}, 3, "unreadable", "http_4xx"),
        ({"/": (403, {"cf-mitigated": "challenge"}, "Just a moment...")}, 3, "unreadable", "bot_wall"),
        ({"/": page(STUDY), "/robots.txt": "User-agent: *\nDisallow: /"}, 3, "unreadable", "robots"),
    ],
)
def test_the_verdict_is_the_exit_code(
    read: Run, site: Site, pages: dict[str, str], code: int, verdict: str, problem: str | None
) -> None:
    site.pages.update(pages)
    result = read("--format", "json")
    report = json.loads(result.stdout)
    assert (result.returncode, report["verdict"], report["problem"]) == (code, verdict, problem)
    assert result.stderr.startswith(f"edscreen: exit code {code}: ")


def test_the_budget_is_kept_at_the_server(read: Run, site: Site) -> None:
    menu = "".join(f'<a href="/research/{number}">Research study {number}</a> ' for number in range(30))
    site.pages = {"/": page(CLAIM, menu)}

    report = json.loads(read("--format", "json", "--max-pages", "3").stdout)

    assert len([path for path in site.asked if path != "/robots.txt"]) == report["pages_budget"] == 3
    assert (report["pages_read"], report["unread"]) == (1, 30)


def test_the_same_site_gives_the_same_bytes(read: Run, site: Site) -> None:
    site.pages = {"/": page(STUDY + CLAIM, '<a href="/research">Research</a>')}
    first, second = (json.loads(read("--format", "json").stdout) for _ in range(2))
    for report in (first, second):
        report["pages"][0].pop("fetched_at")
    assert json.dumps(first) == json.dumps(second)


def test_a_host_that_is_not_public_is_out_of_reach(edscreen: Run, site: Site) -> None:
    site.pages = {"/": page(STUDY)}
    result = edscreen("site", site.url, "--no-cache", "--format", "json")
    assert (result.returncode, json.loads(result.stdout)["problem"]) == (3, "blocked_address")
    assert site.asked == []


def test_a_redirect_is_followed_and_the_last_address_named(read: Run, site: Site) -> None:
    site.pages = {"/": (301, {"Location": "/en/"}, ""), "/en/": page(STUDY)}
    report = json.loads(read("--format", "json").stdout)
    assert (report["url"], report["verdict"]) == (f"{site.url}en/", "shown")


def test_a_redirect_out_of_reach_is_told_under_the_address_asked_for(read: Run, site: Site) -> None:
    target = "http://169.254.169.254/latest"
    site.pages = {"/": (302, {"Location": target}, "")}

    done, told = read("--format", "json"), " ".join(read().stdout.split())

    report = json.loads(done.stdout)
    assert (report["url"], report["problem"]) == (site.url, "blocked_address")
    assert report["detail"].startswith(f"the address leads on to {target}, and 169.254.169.254 is ")
    assert [(page["url"], page["status"]) for page in report["pages"]] == [(site.url, 302)]
    assert f"What happened: the address leads on to {target}, and " in told
    assert "--allow-host" not in told
    assert "tell the vendor where it leads" in told


def test_a_page_behind_a_redirect_is_told_with_the_address_asked_for(read: Run, site: Site) -> None:
    site.pages = {"/": (301, {"Location": "/en/"}, ""), "/en/": page(STUDY)}
    [first] = json.loads(read("--format", "json").stdout)["pages"]
    assert (first["url"], first["asked"], first["status"]) == (f"{site.url}en/", site.url, 200)


def test_pages_of_a_host_opened_by_hand_are_asked_for_anew(edscreen: Run, site: Site, tmp_path: Path) -> None:
    site.pages = {"/": (200, {"ETag": '"1"'}, page(STUDY))}
    result = edscreen("site", site.url, "--allow-host", site.place, "--cache-dir", "kept", "-q")
    assert (result.returncode, result.stderr) == (0, "")
    assert not any(path.is_file() for path in (tmp_path / "kept").rglob("*"))


def test_progress_is_told_where_it_is_wanted(read: Run, site: Site) -> None:
    site.pages = {"/": page(STUDY)}
    assert f"edscreen: reading page 1 of at most 8: {site.url}\n" in read("-v").stderr
