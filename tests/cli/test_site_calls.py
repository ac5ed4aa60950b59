"""Calls of `edscreen site` that need no server: saved pages, outputs, and calls that are wrong."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]

STUDY = (
    "<p>In a randomized controlled trial with 1,240 students in four districts, researchers at Brook "
    "University found that students who used Lumen Reading gained two months more in reading than students "
    "who did not.</p>"
)
PAGE = (
    "<!doctype html><html lang=en><head><title>Lumen Reading | Lumen Learning</title></head><body><main>"
    "<p>Lumen Reading is a program for the early grades, made by Lumen Learning. It is used in class and at "
    "home, in small groups and alone, with stories that children choose for themselves.</p>{}</main>"
    "<footer>© 2026 Lumen Learning</footer>"
)


@pytest.fixture
def edscreen(called: Run) -> Run:
    """The command in this process, as nothing here depends on how it is started."""
    return called


@pytest.fixture
def saved(tmp_path: Path) -> str:
    (tmp_path / "lumen.html").write_text(PAGE.format(STUDY), encoding="utf-8")
    return "lumen.html"


def test_a_saved_pages_address_is_given(edscreen: Run, saved: str) -> None:
    result = edscreen("site", saved, "--url", "https://www.lumen.example/", "--format", "json")
    report = json.loads(result.stdout)
    assert (result.returncode, report["url"]) == (0, "https://www.lumen.example/")
    assert (report["verdict"], report["clicks"], report["pages_budget"]) == ("shown", 0, 1)
    assert report["pages"][0]["status"] is None


def test_without_address_the_saved_file_is_named(edscreen: Run, saved: str) -> None:
    report = json.loads(edscreen("site", saved, "--format", "json").stdout)
    assert (report["url"], report["evidence"][0]["url"], report["verdict"]) == (saved, saved, "shown")


def test_no_other_page_is_read(edscreen: Run, tmp_path: Path) -> None:
    text = PAGE.format('<p><a href="http://127.0.0.1:9/research">Research</a></p>')
    (tmp_path / "lumen.html").write_text(text, encoding="utf-8")
    result = edscreen("site", "lumen.html", "--url", "http://127.0.0.1:9/", "--format", "json")
    report = json.loads(result.stdout)
    assert (result.returncode, report["verdict"], report["clicks"]) == (1, "linked", None)
    assert [page["url"] for page in report["pages"]] == ["http://127.0.0.1:9/"]


def test_a_page_about_research_is_no_home_page(edscreen: Run, tmp_path: Path) -> None:
    text = PAGE.format(f"<h1>Research</h1>{STUDY}").replace("<title>", "<title>Research | ")
    (tmp_path / "saved.html").write_text(text, encoding="utf-8")
    result = edscreen("site", "saved.html", "--url", "https://www.lumen.example/research")
    assert (result.returncode, result.stdout) == (2, "")
    assert "save the home page" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere.html"], "nowhere.html: there is no such file"),
        (["./nowhere"], "./nowhere: there is no such file"),
        *(
            ([name], f"{name}: there is no such file")
            for name in ("clear.yaml", "vendor.YML", "home.mhtml", "kept.warc.gz", "offer.pdf", "offer.docx")
        ),
        (["."], "this is a folder"),
        (["nowhere"], "takes the address of a web page"),
        (["ftp://lumen.example/"], "takes the address of a web page"),
        (["https://lumen.example/", "--url", "https://lumen.example/"], "--url goes with a saved page"),
        (["x.html", "--url", "lumen"], "--url takes the address"),
        (["lumen.example", "--output", "pdf=x"], "--output takes FORMAT=PATH"),
        (["lumen.example", "--output", "json=x", "--output", "rich=x"], "twice"),
        (["lumen.example", "--allow-host", "http://x"], "is no host"),
        (["lumen.example", "--proxy", "nonsense"], "proxy"),
        (["lumen.example", "--no-cache", "--cache-dir", "x"], "exclude each other"),
        (["lumen.example", "--max-pages", "0"], "--max-pages"),
        (["x.html", "--proxy", "http://proxy.example:3128"], "--proxy goes with an address"),
        (["x.html", "--allow-host", "127.0.0.1"], "--allow-host goes with an address"),
        (["x.html", "--confirm"], "--confirm goes with an address"),
        (["x.html", "--cache-dir", "kept"], "--cache-dir goes with an address"),
        ([], "Missing argument"),
    ],
)
def test_a_wrong_call_is_told_in_a_sentence(edscreen: Run, arguments: list[str], says: str) -> None:
    result = edscreen("site", *arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert says in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr


def test_a_profile_in_place_of_a_page_is_told_as_such(edscreen: Run, profile: Callable[..., str]) -> None:
    done = edscreen("site", profile())

    assert (done.returncode, done.stdout) == (2, "")
    assert (
        "lumen.yaml: this is a vendor profile, and no web page: edscreen check lumen.yaml --site"
        in done.stderr
    )


@pytest.mark.parametrize(
    ("content", "says", "advice"),
    [
        (b"%PDF-1.7 a brochure", "the file is no web page", "save the home page from a browser"),
        (b"Some notes.", "the file is no web page", "save the home page from a browser"),
        (
            b"<html><body><div id=root></div><script src=app.js></script></body></html>",
            "the saved file holds the page without the content that its scripts show",
            "wait until all of it is there",
        ),
    ],
)
def test_of_a_saved_file_the_advice_speaks_of_the_file(
    edscreen: Run, tmp_path: Path, content: bytes, says: str, advice: str
) -> None:
    (tmp_path / "home.html").write_bytes(content)

    done = edscreen("site", "home.html")

    told = " ".join(done.stdout.split())
    assert done.returncode == 3
    assert says in told
    assert advice in told
    assert "use the address" not in told
    assert "--render" not in told


def test_an_output_that_cannot_be_written_gives_4_and_the_report_all_the_same(
    edscreen: Run, tmp_path: Path
) -> None:
    (tmp_path / "lumen.html").write_text(PAGE.format(STUDY), encoding="utf-8")
    (tmp_path / "taken").write_text("", encoding="utf-8")
    result = edscreen(
        "site", "lumen.html", "--output", "json=taken/report.json", "--output", "json=report.json"
    )
    assert result.returncode == 4
    assert "taken/report.json could not be written" in result.stderr
    assert "Independent research stands" in result.stdout
    assert (tmp_path / "report.json").exists()


def test_a_name_without_scheme_is_an_https_address(edscreen: Run, tmp_path: Path) -> None:
    (tmp_path / "10.0.0.1").mkdir()
    report = json.loads(edscreen("site", "10.0.0.1", "--no-cache", "--format", "json").stdout)
    assert (report["url"], report["problem"]) == ("https://10.0.0.1/", "blocked_address")


def test_an_address_with_a_password_is_refused_and_not_repeated(edscreen: Run) -> None:
    done = edscreen("site", "https://user:secret@lumen.example/")

    assert done.returncode == 2
    assert "leave out what stands before @" in " ".join(done.stderr.replace("│", " ").split())
    assert "secret" not in done.stdout + done.stderr
