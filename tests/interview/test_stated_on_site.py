"""What a whole site states: names that two places agree on, minutes and tiers that no page contradicts."""

from __future__ import annotations

from typing import Any

import pytest

from edscreen.interview.site_pages import SitePage, Stated
from edscreen.interview.stated_on_site import _is_on_another, stated_on_site
from edscreen.site.reading.page_reader import read_page
from edscreen.site.seen import Evidence, SiteReport

HOME = "https://www.lumen.example/"
HEAD = (
    '<nav><a href="/">Lumen Learning</a> <a href="/reading">Lumen Reading</a> <a href="/home">Home</a></nav>'
)
TEXT = "<h1>Every child a reader</h1><p>Try Lumen Reading with one class for six weeks.</p>"
FOOT = "© 2026 Lumen Learning, Inc. All rights reserved."
TITLE = "Lumen Reading | Home"
USE = "<p>Students use Lumen Reading for 30 minutes a week.</p>"


def html(body: str, url: str = HOME, title: str = "", head: str = "") -> SitePage:
    text = f'<html lang="en"><head><title>{title}</title>{head}</head><body>{body}</body></html>'
    page = read_page(text.encode(), url, "text/html")
    lines = "\n".join(block.text for block in page.blocks)
    return SitePage(url, "2026-11-21", lines, page, is_home=url == HOME)


def home(
    title: str = TITLE, text: str = TEXT, foot: str = FOOT, *, nav: str = HEAD, head: str = ""
) -> SitePage:
    body = f"<header>{nav}</header><main>{text}</main><footer><p>{foot}</p></footer>"
    return html(body, title=title, head=head)


def stated(*pages: SitePage, evidence: tuple[Evidence, ...] = (), **known: Any) -> dict[str, Stated]:
    report = SiteReport(HOME, "linked", None, (), 8, evidence)
    found = stated_on_site(report, pages, **known).certain
    return {".".join(map(str, each.path)): each for each in found}


def names(*pages: SitePage, **known: Any) -> tuple[Any, Any]:
    found = stated(*pages, **known)
    return tuple(found[key].value if key in found else None for key in ("vendor.name", "product.name"))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("page", "vendor", "product"),
    [
        (home(), "Lumen Learning", "Lumen Reading"),
        (home("Home | Lumen Reading"), "Lumen Learning", "Lumen Reading"),
        (home("Welcome"), "Lumen Learning", None),
        (home("Home - Lumen Learning"), "Lumen Learning", None),
        (home("Every child a reader"), "Lumen Learning", None),
        (home("Lumen Reading & Lumen Math"), "Lumen Learning", None),
        (home(text="<h1>Every child a reader</h1>"), "Lumen Learning", None),
        (home(foot="Lumen Learning, 12 Millrace Street, Alder Valley"), "Lumen Learning", "Lumen Reading"),
        (home(foot="Copyright 2019-2026 by LUMEN LEARNING LLC"), "Lumen Learning", "Lumen Reading"),
        (
            home(nav="", head='<meta property="og:site_name" content="Lumen Learning">'),
            "Lumen Learning",
            None,
        ),
        # Each of these leaves a doubt.
        (home(foot="Made with care"), None, None),
        (home(foot="© 2026 Bright Holdings"), None, None),
        (home(foot="© 2026 Bright Holdings. Lumen Learning, 12 Millrace Street"), None, None),
        (home(foot="Lumen Learning is loved by teachers"), None, None),
        (home(nav="", foot=FOOT), None, None),
        (home(nav='<a href="/">Home</a>', foot="© 2026 Home"), None, None),
    ],
)
def test_names_are_taken_where_two_places_agree(
    page: SitePage, vendor: str | None, product: str | None
) -> None:
    assert names(page) == (vendor, product)


def test_what_is_known_is_not_stated_anew() -> None:
    assert names(home(), vendor="Ours") == (None, "Lumen Reading")
    assert names(home(), vendor="Lumen Learning", product="Lumen Reading") == (None, None)
    assert stated(home(text=TEXT + USE), product="Lumen Math").keys().isdisjoint({"dosage.0.minutes"})


def test_each_value_has_its_sentence_page_and_day() -> None:
    reading = html(f"<main><h1>How</h1>{USE}</main>", HOME + "reading")
    found = stated(home(), reading)
    said = "Students use Lumen Reading for 30 minutes a week."
    assert found["dosage.0.minutes"] == Stated(("dosage", 0, "minutes"), 30, said, reading.url, "2026-11-21")
    assert found["dosage.0.per"].value == "week"
    assert found["vendor.name"].quote == FOOT
    assert found["vendor.website"].value == HOME


@pytest.mark.parametrize(
    "other",
    [
        "<p>Students should use Lumen Reading for 40 minutes a week.</p>",
        "<p>Students spend 30 minutes a day on Lumen Reading.</p>",
        "<ul><li>Children practise with Lumen Reading for 20 minutes each session.</li></ul>",
    ],
)
def test_amounts_that_differ_are_left_to_a_person(other: str) -> None:
    found = stated(home(text=TEXT + USE), html(f"<main>{other}</main>", HOME + "a"))
    assert "dosage.0.minutes" not in found
    assert "dosage.0.minutes" in stated(home(text=TEXT + USE), html(f"<main>{USE}</main>", HOME + "a"))


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("<p>Lumen Reading meets ESSA Tier 2.</p><p>Lumen Reading holds ESSA Tier 2.</p>", 2),
        ("<p>Lumen Reading meets ESSA Tier 2.</p><p>Lumen Reading meets ESSA Tier 3.</p>", None),
        ("<h2>Our goals</h2><p>Lumen Reading meets ESSA Tier 2.</p>", None),
        ("<p>We hope that:</p><ul><li>It grows.</li><li>Lumen Reading meets ESSA Tier 2.</li></ul>", None),
        ("<blockquote>Lumen Reading meets ESSA Tier 2.</blockquote>", None),
        ("<p>We do not say this; Lumen Reading meets ESSA Tier 2.</p>", None),
        ("<p>We do not say<br>that Lumen Reading meets ESSA Tier 2.</p>", None),
        ("<p hidden>Lumen Reading meets ESSA Tier 2.</p>", None),
    ],
)  # fmt: skip
def test_a_tier_is_read_with_what_stands_around_it(text: str, tier: int | None) -> None:
    found = stated(home(text=TEXT + text)).get("product.claimed_essa_tier")
    assert (found and found.value) == tier


def test_what_is_no_html_page_is_shown_and_not_taken_as_a_line_of_it_may_begin_amid_a_sentence() -> None:
    paper = SitePage(HOME + "a.pdf", "2026-11-20", "Nobody says that\nLumen Reading meets ESSA Tier 3.")
    found = stated_on_site(SiteReport(HOME, "linked", None, (), 8, ()), [home(), paper])
    assert [(each.why, each.stated[0].day) for each in found.doubtful] == [("unclear", "2026-11-20")]


def test_links_to_research_bear_their_own_words() -> None:
    long = "The report " + "on reading " * 30
    text = f'{TEXT}<p>See <a href="/a">{long}</a> and <a href="/b"><img src="x" alt="the trial"></a>.</p>'
    quote = "a whole paragraph " * 12
    evidence = tuple(
        Evidence("link", "research_link", quote, HOME, "main", HOME + name) for name in ("a", "b", "c")
    )
    found = stated(home(text=text), evidence=evidence)
    assert found["records.0.name"].value.startswith("The report on reading")
    assert len(found["records.0.name"].value) <= 104
    assert found["records.1.name"].value == "the trial"
    assert (found["records.2.url"].value, "records.2.name" in found) == (HOME + "c", False)


def test_a_site_without_a_home_page_states_nothing() -> None:
    assert stated(html(USE, HOME + "other"), product="Lumen Reading") == {}


@pytest.mark.parametrize(
    ("words", "is_on_another"),
    [
        ("RCT of Lettera", True),
        ("general paper on spacing", True),
        ("An independent trial of Numble", False),
        ("Independent evaluation of Acme's practice", False),
        ("Read the study", False),
        ("the report on reading", False),
    ],
)
def test_a_paper_on_something_else_is_no_document_of_the_product(words: str, is_on_another: bool) -> None:
    assert _is_on_another(words, ("Numble", "Acme")) is is_on_another
