"""The demo site is whole, can be read without scripts, and is what its profile says."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
PAGES = sorted((EXAMPLES / "demo-site").glob("*.html"))


class Outline(HTMLParser):
    """Collects what the tests ask of a page."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.named: set[str] = set()
        self.labels: list[str] = []
        self.language: str | None = None
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.named |= {given["id"]} if "id" in given else set()
        self.links += [given[name] for name in ("href", "src") if name in given]
        self.labels += [given["aria-labelledby"]] if "aria-labelledby" in given else []
        if tag == "html":
            self.language = given.get("lang")


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.name)
def test_a_page_has_a_language_a_title_one_main_heading_and_no_script(file: Path) -> None:
    page = Outline(file)

    assert page.language == "en"
    assert [page.tags.count(tag) for tag in ("title", "h1", "main", "nav")] == [1, 1, 1, 1]
    assert not {"script", "iframe", "form"}.intersection(page.tags)
    assert set(page.labels) <= page.named


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.name)
def test_every_link_leads_somewhere(file: Path) -> None:
    page = Outline(file)

    for link in page.links:
        if link.startswith("#"):
            assert link[1:] in page.named
        elif "://" in link:
            assert link.split("/")[2].endswith(".example")
        elif not link.startswith("mailto:"):
            assert (file.parent / link).is_file(), link


def test_the_study_stands_one_click_away_and_not_on_the_home_page() -> None:
    home, research = (EXAMPLES / "demo-site" / name for name in ("index.html", "research.html"))

    assert "research.html" in Outline(home).links
    assert "Cressbrook" not in home.read_text(encoding="utf-8")
    assert "Cressbrook University" in research.read_text(encoding="utf-8")


def test_the_profile_says_how_to_serve_and_check_the_site() -> None:
    profile = (EXAMPLES / "demo-site.yaml").read_text(encoding="utf-8")

    assert "python -m http.server 8765 --directory examples/demo-site\n" in profile
    assert "edscreen check examples/demo-site.yaml --site --allow-host localhost:8765\n" in profile
    assert 'website: "http://localhost:8765/"' in profile
