"""`edscreen site --save-evidence`, `--render`, and the kept pages read again: the same without the site."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Site

    Run = Callable[..., subprocess.CompletedProcess[str]]

STUDY = (
    "<p>In a randomized controlled trial with 1,240 students in four districts, researchers at Brook "
    "University found that students who used Lumen Reading gained two months more in reading than students "
    "who did not.</p>"
)
RULE = "research-on-home-page"
HEAD = "<!doctype html><html lang=en><head><title>Lumen Reading | Lumen Learning</title></head>"
INTRODUCTION = (
    "<p>Lumen Reading is a program for the early grades, made by Lumen Learning. It is used in class and at "
    "home, in small groups and alone, with stories that children choose for themselves.</p>"
)
SCRIPTED = (
    f"{HEAD}<body><main id=page></main><script>"
    f"document.getElementById('page').innerHTML = {json.dumps(INTRODUCTION + STUDY)}</script></body></html>"
)


def page(content: str) -> str:
    """A page of the vendor."""
    return f"{HEAD}<body><main>{INTRODUCTION}{content}</main><footer>© 2026 Lumen Learning</footer></html>"


@pytest.fixture
def edscreen(called: Run) -> Run:
    """The command in this process, as nothing here depends on how it is started."""
    return called


@pytest.fixture
def read(edscreen: Run, site: Site) -> Run:
    """Read the server's site, without a cache, and give the report as JSON."""

    def run(*options: str) -> subprocess.CompletedProcess[str]:
        return edscreen(
            "site", site.url, "--allow-host", site.place, "--no-cache", "--format", "json", *options
        )

    return run


@pytest.fixture
def kept(site: Site, read: Run, tmp_path: Path) -> tuple[Path, dict[str, Any]]:
    """Pages of a site that is gone by now, and the report of the visit."""
    site.pages = {"/": page('<a href="/research">Research</a>'), "/research": page(STUDY)}
    done = read("--save-evidence", "kept", "--product", "Lumen Reading")
    site.pages = {}
    [file] = (tmp_path / "kept").glob("*.warc.gz")
    return file, json.loads(done.stdout)


@pytest.mark.parametrize("name", [None, "saved.bin", "home.html"])
def test_kept_pages_give_the_same_report_by_name_and_by_content(
    edscreen: Run, kept: tuple[Path, dict[str, Any]], name: str | None
) -> None:
    file, visited = kept
    file = file.rename(file.with_name(name)) if name else file

    done = edscreen("site", str(file), "--product", "Lumen Reading", "--format", "json")

    assert (visited["verdict"], visited["clicks"], len(visited["pages"])) == ("linked", 1, 2)
    assert json.loads(done.stdout) == visited
    assert done.returncode == 1


def test_the_page_to_begin_at_can_be_named(
    edscreen: Run, site: Site, kept: tuple[Path, dict[str, Any]]
) -> None:
    file, _ = kept

    there = edscreen("site", str(file), "--url", site.url, "--format", "json")
    elsewhere = edscreen("site", str(file), "--url", "https://www.lumen.example/")

    assert json.loads(there.stdout)["verdict"] == "linked"
    assert (elsewhere.returncode, elsewhere.stdout) == (2, "")
    assert (
        f"the page https://www.lumen.example/ is not in it; its home page is {site.url}" in elsewhere.stderr
    )


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.warc", b"", "it is no WARC file"),
        ("page.warc.gz", b"<!doctype html><p>Lumen", "it is no WARC file"),
        (
            "head.warc",
            b"WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n",
            "no page of a site is in it",
        ),
    ],
)
def test_a_file_without_pages_is_told_in_a_sentence(
    edscreen: Run, profile: Callable[..., str], tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    (tmp_path / name).write_bytes(content)

    for call in (("site", name), ("check", profile(), "--site-file", name)):
        done = edscreen(*call)
        assert done.returncode == 2
        assert says in done.stderr
        assert "Traceback" not in done.stderr


@pytest.fixture
def with_website(tmp_path: Path) -> str:
    """A profile that names the vendor's home page."""
    text = (
        "edscreen: 1\nproduct: {name: Lumen Reading}\n"
        "vendor: {name: Lumen Learning, website: 'https://www.lumen.example/'}\n"
    )
    (tmp_path / "lumen.yaml").write_text(text, encoding="utf-8")
    return "lumen.yaml"


def test_kept_pages_of_another_site_are_not_the_vendors(
    edscreen: Run, with_website: str, site: Site, kept: tuple[Path, dict[str, Any]]
) -> None:
    file, _ = kept

    done = edscreen("check", with_website, "--site-file", str(file), "--format", "json")

    assert done.returncode == 2
    assert f"it was saved from {site.url}, which is not on www.lumen.example: " in done.stderr
    assert "save the vendor's home page, or name this site in the profile" in done.stderr


def test_a_saved_page_of_another_site_is_not_the_vendors(
    edscreen: Run, with_website: str, tmp_path: Path
) -> None:
    noted = "<!-- saved from url=(0026)https://www.other.example/ -->\n"
    (tmp_path / "home.html").write_text(noted + page(STUDY), encoding="utf-8")

    checked = edscreen("check", with_website, "--site-file", "home.html")
    alone = edscreen("site", "home.html", "--url", "https://www.lumen.example/", "--format", "json")

    assert checked.returncode == 2
    assert (
        "home.html: it was saved from https://www.other.example/, which is not on www.lumen.example: "
        in checked.stderr
    )
    assert json.loads(alone.stdout)["url"] == "https://www.lumen.example/"


def test_a_saved_page_without_address_counts_only_where_it_bears_a_name_itself(
    edscreen: Run, with_website: str, tmp_path: Path
) -> None:
    answers = []
    for content in (page(STUDY).replace("Lumen", "Quillfern"), page(STUDY)):
        (tmp_path / "home.html").write_text(content, encoding="utf-8")
        done = edscreen(
            "check", with_website, "--site-file", "home.html", "--select", RULE, "--format", "json"
        )
        answers += json.loads(done.stdout)["scorecards"][0]["findings"]

    assert [each["outcome"] for each in answers] == ["unavailable", "pass"]
    assert "the page bears neither the product's name nor the vendor's" in answers[0]["message"]
    assert "save the vendor's home page anew" in answers[0]["message"]


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (b"%PDF-1.7 a brochure", "save the home page from a browser, as a web page or as one file"),
        (b"<p>" + b"x" * 8 * 1024 * 1024, "record what you see under home_page"),
    ],
    ids=["a PDF file", "a file too large"],  # what is run learns a test's name, and may not be told megabytes
)
def test_who_saved_a_page_is_not_told_to_save_it(
    edscreen: Run, with_website: str, tmp_path: Path, content: bytes, advice: str
) -> None:
    (tmp_path / "home.html").write_bytes(content)

    done = edscreen(
        *("check", with_website, "--site-file", "home.html", "--select", "research-on-home-page"),
        *("--format", "json"),
    )

    [found] = json.loads(done.stdout)["scorecards"][0]["findings"]
    assert advice in found["message"]
    assert "--site-file" not in found["message"]


def test_a_missing_file_is_told_as_such(edscreen: Run) -> None:
    done = edscreen("site", "nowhere.warc.gz")

    assert done.returncode == 2
    assert "nowhere.warc.gz: there is no such file" in done.stderr


@pytest.mark.parametrize("option", [["--render"], ["--save-evidence", "kept"]])
def test_what_only_a_visit_can_heed_is_refused_beside_a_file(
    edscreen: Run, tmp_path: Path, option: list[str]
) -> None:
    (tmp_path / "home.html").write_text(page(STUDY), encoding="utf-8")

    done = edscreen("site", "home.html", *option)

    assert done.returncode == 2
    assert f"{option[0]} goes with an address" in " ".join(done.stderr.split())


def test_a_folder_that_cannot_be_written_gives_4_and_the_report_all_the_same(
    site: Site, read: Run, tmp_path: Path
) -> None:
    site.pages = {"/": page(STUDY)}
    (tmp_path / "kept").write_text("a file where the folder should be", encoding="utf-8")

    done = read("--save-evidence", "kept")

    assert (done.returncode, json.loads(done.stdout)["verdict"]) == (4, "shown")
    assert "edscreen: kept: not every page read could be kept: " in done.stderr
    assert done.stderr.endswith("edscreen: exit code 4: not every page read could be kept\n")


@pytest.mark.usefixtures("browser")
def test_a_browser_runs_the_scripts_first_and_its_picture_is_kept(
    site: Site, read: Run, edscreen: Run, tmp_path: Path
) -> None:
    site.pages = {"/": SCRIPTED}
    assert json.loads(read().stdout)["problem"] == "js_shell"

    rendered = json.loads(read("--render", "--save-evidence", "kept").stdout)

    assert rendered["verdict"] == "shown"
    [picture] = (tmp_path / "kept").glob("*.png")
    assert picture.read_bytes().startswith(b"\x89PNG")
    [file] = (tmp_path / "kept").glob("*.warc.gz")
    assert json.loads(edscreen("site", f"kept/{file.name}", "--format", "json").stdout) == rendered


@pytest.mark.usefixtures("browser")
def test_a_browser_runs_the_scripts_of_a_profiles_site(site: Site, edscreen: Run, tmp_path: Path) -> None:
    site.pages = {"/": SCRIPTED}
    (tmp_path / "lumen.yaml").write_text(
        "edscreen: 1\nproduct: {name: Lumen Reading}\n"
        f"vendor: {{name: Lumen Learning, website: '{site.url}'}}\n",
        encoding="utf-8",
    )

    done = edscreen(
        *("check", "lumen.yaml", "--site", "--render", "--allow-host", site.place, "--no-cache"),
        *("--select", "research-on-home-page", "--format", "json"),
    )

    [found] = json.loads(done.stdout)["scorecards"][0]["findings"]
    assert (found["outcome"], found["basis"]) == ("pass", "verified")


@pytest.mark.usefixtures("browser")
def test_a_browser_that_does_not_start_says_nothing_about_the_site(
    site: Site, read: Run, edscreen: Run, tmp_path: Path
) -> None:
    site.pages = {"/": page(STUDY)}
    program = tmp_path / "browser"
    program.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    (tmp_path / "lumen.yaml").write_text(
        "edscreen: 1\nproduct: {name: Lumen Reading}\n"
        f"vendor: {{name: Lumen Learning, website: '{site.url}'}}\n",
        encoding="utf-8",
    )

    alone = read("--render", "--browser", str(program))
    checked = edscreen(
        *("check", "lumen.yaml", "--site", "--allow-host", site.place, "--no-cache", "--format", "json"),
        *("--select", "research-on-home-page", "--render", "--browser", str(program)),
    )

    assert (alone.returncode, alone.stdout) == (4, "")
    assert "did not start" in alone.stderr
    [found] = json.loads(checked.stdout)["scorecards"][0]["findings"]
    assert found["outcome"] == "unavailable"
    assert "did not start" in found["message"]
    assert "name another browser with --browser, or run it without --render" in found["message"]
