"""The documentation's site: built without a warning, whole, linked, and asking nobody for anything."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest
import typer
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from edscreen.cli.app import app
from edscreen.screening.rulebook import open_book

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import Tag
    from scripts import docs_site

    from edscreen.screening.rule import Rule
else:
    spec = importlib.util.spec_from_file_location(
        "docs_site", Path(__file__).resolve().parents[2] / "scripts" / "docs_site.py"
    )
    docs_site = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = docs_site
    spec.loader.exec_module(docs_site)

pytestmark = pytest.mark.xdist_group("docs-site")  # built once, by one process
ROOT = Path(__file__).resolve().parents[2]
FORM = ("h1", "h2", "h3", "h4", "li", "pre", "table", "tr", "blockquote", "strong", "em")
FETCHED = {
    "audio": "src",
    "embed": "src",
    "iframe": "src",
    "img": "src",
    "link": "href",
    "script": "src",
    "video": "src",
}


@pytest.fixture(scope="session")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the site was built."""
    folder = tmp_path_factory.mktemp("docs-site")
    docs_site.Sources().lay_out(folder)
    done = docs_site.render(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No issues found" in done.stdout + done.stderr
    return folder


@pytest.fixture(scope="session")
def site(laid_out: Path) -> Path:
    return laid_out / "site"


@pytest.fixture(scope="session")
def pages(laid_out: Path, site: Path) -> dict[str, BeautifulSoup]:
    """Each page that was made from Markdown, by its place."""
    made = [
        file.relative_to(laid_out / "docs").with_suffix(".html") for file in (laid_out / "docs").rglob("*.md")
    ]
    return {place.as_posix(): parsed((site / place).read_text(encoding="utf-8")) for place in made}


def parsed(text: str) -> BeautifulSoup:
    return BeautifulSoup(text, "lxml")


def content(page: BeautifulSoup) -> Tag:
    article = page.find("article")
    assert article is not None
    return article


def words(element: Tag) -> list[str]:
    return element.get_text(" ").split()


def test_a_folder_of_other_files_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ours, theirs = tmp_path / "thesis", tmp_path / "notes.txt"
    (ours / "docs").mkdir(parents=True)
    (ours / "docs/chapter.md").write_text("years of work", encoding="utf-8")
    theirs.write_text("a file", encoding="utf-8")

    assert docs_site.main([str(ours)]) == 2
    assert f"{ours} holds files that this script did not make, and is left alone" in capsys.readouterr().err
    assert (ours / "docs/chapter.md").read_text(encoding="utf-8") == "years of work"
    assert docs_site.main([str(theirs)]) == 2
    assert f"{theirs} is a file" in capsys.readouterr().err
    assert theirs.read_text(encoding="utf-8") == "a file"


def test_a_folder_filled_before_is_filled_anew(tmp_path: Path) -> None:
    docs_site.Sources().lay_out(tmp_path)  # which is empty
    (tmp_path / "docs/gone.md").write_text("# No longer a page\n", encoding="utf-8")
    docs_site.Sources().lay_out(tmp_path)

    assert not (tmp_path / "docs/gone.md").exists()
    assert (tmp_path / "docs/policy.md").is_file()


@pytest.mark.parametrize("link", ["nowhere.md", "policy.md#nowhere", "rules/nowhere.md"])
def test_a_link_that_leads_nowhere_fails_the_build(laid_out: Path, tmp_path: Path, link: str) -> None:
    (tmp_path / "docs").mkdir()
    for name in ("zensical.toml", "docs/policy.md"):
        (tmp_path / name).write_bytes((laid_out / name).read_bytes())
    (tmp_path / "docs/index.md").write_text("# Index\n\n[Policy](policy.md)\n", encoding="utf-8")
    assert docs_site.render(tmp_path).returncode == 0
    (tmp_path / "docs/index.md").write_text(f"# Index\n\n[Policy]({link})\n", encoding="utf-8")
    assert docs_site.render(tmp_path).returncode != 0


def test_every_link_of_the_site_leads_somewhere(site: Path, pages: dict[str, BeautifulSoup]) -> None:
    anchors = {site / place: {tag["id"] for tag in page.find_all(id=True)} for place, page in pages.items()}
    lost = []
    for place, page in pages.items():
        for tag in page.find_all(["a", "img", "link", "script"]):
            link = urlsplit(str(tag.get("href") or tag.get("src") or ""))
            if link.scheme or link.netloc or not (link.path or link.fragment):
                continue
            target = ((site / place).parent / unquote(link.path)).resolve() if link.path else site / place
            found = target.is_file() and (
                not link.fragment or unquote(link.fragment) in anchors.get(target, ())
            )
            if not found:
                lost.append(f"{place}: {link.geturl()}")
    assert not lost


def test_no_page_asks_another_host_for_anything(site: Path, pages: dict[str, BeautifulSoup]) -> None:
    asked = [
        f"{place}: {tag[FETCHED[tag.name]]}"
        for place, page in pages.items()
        for tag in page.find_all(list(FETCHED))
        if tag.get(FETCHED[tag.name]) and urlsplit(str(tag[FETCHED[tag.name]])).netloc
    ]
    assert not asked
    styles = "".join(file.read_text(encoding="utf-8") for file in site.rglob("assets/**/*.css"))
    assert not re.search(r"(?:url\(|@import)\s*['\"]?(?:https?:)?//", styles)


def test_every_page_has_a_title_of_its_own_and_one_heading(pages: dict[str, BeautifulSoup]) -> None:
    titles = Counter(page.title.get_text() for page in pages.values() if page.title)
    assert sum(titles.values()) == len(pages)
    assert titles.most_common(1)[0][1] == 1
    assert {place for place, page in pages.items() if len(content(page).find_all("h1")) != 1} == set()


def test_every_page_of_docs_is_in_the_navigation(pages: dict[str, BeautifulSoup]) -> None:
    linked = {str(link["href"]).removeprefix("./") for link in pages["index.html"].select("nav a[href]")}
    written = {f"{file.stem}.html" for file in (ROOT / "docs").glob("*.md")}
    assert written - linked == set(), "name it in zensical.toml"


def rules() -> tuple[Rule, ...]:
    return open_book(ROOT / "rules").rules


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_every_rule_has_its_page_and_is_in_the_list(rule: Rule, pages: dict[str, BeautifulSoup]) -> None:
    place = f"rules/{rule.id}.html"
    assert rule.folder is not None
    heading = (rule.folder / "README.md").read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
    assert " ".join(words(content(pages[place]).h1 or content(pages[place]))).startswith(heading)
    row = content(pages["rules/index.html"]).find("a", href=f"{rule.id}.html")
    assert row is not None
    assert row.get_text() == rule.title


def commands(called: tuple[str, ...] = (), command: Any = None) -> Iterator[tuple[str, ...]]:
    """The words behind `edscreen` that call each command."""
    command = command or typer.main.get_command(app)
    yield called
    for name, each in getattr(command, "commands", {}).items():
        yield from commands((*called, name), each)


@pytest.mark.parametrize("called", list(commands()), ids=" ".join)
def test_every_command_stands_there_with_the_options_of_its_help(
    called: tuple[str, ...], pages: dict[str, BeautifulSoup]
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "edscreen", *called, "--help"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    offered = set(re.findall(r"^\W*(?:-\w, *)?(--[a-z][a-z-]+)", done.stdout, re.MULTILINE)) - {"--help"}
    heading = content(pages["commands.html"]).find("h2", id="-".join(["edscreen", *called]))
    assert heading is not None
    told: set[str] = set()
    for part in heading.find_next_siblings():
        if part.name == "h2":
            break
        told.update(
            re.findall(r"--[a-z][a-z-]+", " ".join(code.get_text() for code in part.find_all("code")))
        )
    assert offered - told == set()


def sources() -> dict[str, Path]:
    """The pages that people write or that stand in the repository, by their places on the site."""
    top = [ROOT / f"{name}.md" for name in ("SECURITY", "CHANGELOG", "CONTRIBUTING", "ARCHITECTURE")]
    return {
        **{f"{file.stem.lower()}.html": file for file in [*(ROOT / "docs").glob("*.md"), *top]},
        **{f"rules/{rule.id}.html": rule.folder / "README.md" for rule in rules() if rule.folder},
    }


@pytest.mark.parametrize("place", sorted(sources()))
def test_a_page_reads_on_the_site_as_it_does_in_the_repository(
    place: str, pages: dict[str, BeautifulSoup]
) -> None:
    here = parsed(str(content(pages[place])))
    for extra in here.select(".headerlink, .filename, .md-path"):
        extra.decompose()
    there = parsed(
        MarkdownIt("commonmark").enable("table").render(sources()[place].read_text(encoding="utf-8"))
    )
    for paragraph in there.find_all("p"):
        if paragraph.get_text().startswith("Made by python scripts/generate.py"):
            paragraph.decompose()
    assert {name: len(here.find_all(name)) for name in FORM} == {
        name: len(there.find_all(name)) for name in FORM
    }
    assert "".join(words(here)) == "".join(words(there))


@pytest.fixture(scope="module")
def chromium(browser: None) -> Iterator[Any]:  # noqa: ARG001 - it looks whether there is one
    """A browser of this module's own."""
    from playwright.sync_api import sync_playwright

    from edscreen.site.rendering.finding import find_browser

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        yield started
        started.close()


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
@pytest.mark.parametrize("place", ["index", "commands", "policy", "rules/screen-time", "rule-books"])
def test_everybody_can_read_it(
    chromium: Any, axe: str, site: Path, place: str, width: int, scheme: str
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto((site / f"{place}.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(f"{axe}; 0")
    found = page.evaluate("axe.run(document)")
    page.close()
    assert len(found["passes"]) > 20
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []


def test_a_page_opened_from_a_folder_asks_for_nothing_else_and_can_be_searched(
    chromium: Any, site: Path
) -> None:
    page = chromium.new_page(viewport={"width": 360, "height": 800})
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto((site / "index.html").as_uri())
    page.keyboard.press("Control+k")
    page.wait_for_function("document.activeElement !== document.body")
    page.keyboard.type("How many minutes a week does the product keep a student at a screen")
    for _ in range(50):  # results come in their own time, and stand where no script can see them
        page.keyboard.press("Enter")
        page.wait_for_timeout(200)
        if "index.html" not in page.url:
            break
    assert page.url.startswith((site / "rules/screen-time.html").as_uri())
    page.close()
    assert {urlsplit(address).scheme for address in asked} <= {"file", "data", "blob"}
    assert complaints == []


def test_on_a_phone_the_navigation_opens_by_keyboard(chromium: Any, site: Path) -> None:
    page = chromium.new_page(viewport={"width": 360, "height": 800})
    page.goto((site / "index.html").as_uri())
    link = page.get_by_role("link", name="Rules of your own")
    assert not link.is_visible()
    page.get_by_role("button", name="Navigation").focus()
    page.keyboard.press("Enter")
    section = page.locator("label[tabindex='0']", has_text="Your district")
    section.wait_for(state="visible")
    section.focus()
    page.keyboard.press("Enter")
    link.wait_for(state="visible")
    page.close()
