"""What a site shows, as people, documents and programs read it; the golden files hold it word for word."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from edscreen.report.site_json import site_json
from edscreen.report.site_markdown import site_markdown
from edscreen.report.site_text import site_text
from edscreen.report.terminal import Terminal
from edscreen.report.words import CLOSING
from edscreen.site.seen import Evidence, PageRead, SiteReport

if TYPE_CHECKING:
    from collections.abc import Callable

HOME = "https://www.lumen.example/"
STUDY = "https://www.lumen.example/research/four-districts"
READ_AT = "2026-11-21T09:30:00Z"

LINKED = SiteReport(
    url=HOME,
    verdict="linked",
    clicks=2,
    pages=(
        PageRead(HOME, 200, "a" * 64, READ_AT, 0),
        PageRead("https://www.lumen.example/research", 200, "b" * 64, READ_AT, 1),
        PageRead("https://www.lumen.example/efficacy", 403, None, READ_AT, 1, "bot_wall"),
        PageRead(STUDY, 200, "c" * 64, READ_AT, 2),
    ),
    pages_budget=8,
    evidence=(
        Evidence(
            "named-evaluator",
            "independent",
            "The Brook Center found that students who used Lumen Reading gained two months more than others.",
            STUDY,
            "main",
            None,
            "A study by a named group outside the company, with its result.",
        ),
        Evidence("research-link", "research_link", "Research", HOME, "navigation", f"{HOME}research"),
        Evidence("statistic", "claim", "9 in 10 students read better", HOME, "hero"),
    ),
    unread=1,
)
UNREADABLE = SiteReport(
    url=HOME,
    verdict="unreadable",
    clicks=None,
    pages=(PageRead(HOME, 403, None, READ_AT, 0, "bot_wall"),),
    pages_budget=8,
    problem="bot_wall",
    detail="its answer is marked as a challenge",
    proxy="http://proxy.district.example:8080",
)
LINK_ONLY = replace(
    LINKED, clicks=None, pages=LINKED.pages[:3], evidence=LINKED.evidence[1:], out_of_time=True
)
HOSTILE = (
    "\x1b[2J\x1b]8;;https://evil.example\x07click\u202e `` [x](https://evil.example) <b>|</b> @team #1\n# no"
)


@pytest.mark.parametrize(
    ("report", "name"),
    [
        (LINKED, "linked"),
        (UNREADABLE, "unreadable"),
        (LINK_ONLY, "link_only"),
        (replace(LINKED, verdict="shown", clicks=0, pages=LINKED.pages[:1]), "shown"),
        (replace(LINKED, verdict="absent", clicks=None, pages=LINKED.pages[:1], evidence=()), "absent"),
    ],
)
def test_what_people_read(report: SiteReport, name: str, same_as_golden: Callable[[str, str], None]) -> None:
    text = site_text(report, Terminal(80))
    same_as_golden(text, f"site_{name}_80.txt")
    assert all(len(line) <= 80 or "://" in line for line in text.splitlines())
    assert " ".join(text.split()).endswith(CLOSING)


def test_the_document(same_as_golden: Callable[[str, str], None]) -> None:
    same_as_golden(site_markdown(LINKED), "site_linked.md")


def test_programs_read_the_contract() -> None:
    data = json.loads(site_json(LINKED))
    assert list(data)[:9] == [
        *("schema_version", "url", "verdict", "clicks", "pages_read", "pages_budget", "evidence"),
        *("pages", "problem"),
    ]
    assert (data["pages_read"], data["pages_budget"], data["clicks"]) == (3, 8, 2)
    assert list(data["evidence"][0])[:6] == ["signal", "strength", "quote", "url", "where", "link"]
    assert data["evidence"][1]["link"] == "https://www.lumen.example/research"
    assert data["pages"][0] == {
        "url": HOME,
        "status": 200,
        "sha256": "a" * 64,
        "fetched_at": READ_AT,
        "clicks": 0,
    }
    assert data["pages"][2]["problem"] == "bot_wall"
    assert data["problem"] is None
    assert json.loads(site_json(UNREADABLE))["problem"] == "bot_wall"
    assert site_json(LINKED).isascii()


def test_a_vendors_words_act_on_no_terminal_and_no_document() -> None:
    wicked = "https://evil.example/`|<x>\u202e"
    evidence = tuple(replace(seen, quote=HOSTILE, url=wicked, link=wicked) for seen in LINKED.evidence)
    pages = tuple(replace(page, url=wicked) for page in LINKED.pages)
    report = replace(LINKED, url=wicked, evidence=evidence, pages=pages)

    text = site_text(report, Terminal(80))
    assert text.isprintable() or set(text) & set("\x1b\x07\u202e") == set()

    document = site_markdown(report)
    assert set(document) & set("\x1b\x07\u202e") == set()
    for line in document.splitlines():
        assert not line.startswith("# no")
        outside = "".join(line.split("```")[::2]) if "```" in line else line
        assert "[x](" not in outside
        assert "<b>" not in outside
        assert "@team" not in outside


@given(words=st.text(max_size=200), url=st.text(max_size=60).map("https://lumen.example/".__add__))
def test_whatever_a_vendor_writes_no_markup_comes_of_it(words: str, url: str) -> None:
    seen = replace(LINKED.evidence[0], quote=words, url=url, link=url, why="")
    pages = (PageRead(url, 200, "a" * 64, READ_AT, 0),)
    report = replace(LINKED, url=url, pages=pages, evidence=(seen,))

    tokens = MarkdownIt("commonmark").parse(site_markdown(report))
    kinds = {token.type for token in tokens} | {
        child.type for token in tokens for child in token.children or ()
    }
    assert kinds <= {
        *("heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text"),
        *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close", "code_inline"),
        *("link_open", "link_close", "strong_open", "strong_close"),
    }
    links = [child.attrs["href"] for token in tokens for child in token.children or () if child.attrs]
    assert all(str(link).startswith("https://lumen.example/") for link in links)

    text = site_text(report, Terminal(80))
    assert all(line.isprintable() for line in text.split("\n"))


def test_people_are_shown_the_first_pieces_and_told_of_the_others() -> None:
    many = tuple(replace(LINKED.evidence[2], quote=f"Claim {number} of many") for number in range(40))
    report = replace(LINKED, evidence=many)
    for text in (site_text(report, Terminal(80)), site_markdown(report)):
        assert text.count(" of many") == 12
        assert "28 more: --format json lists them." in text
    assert site_json(report).count(" of many") == 40


def test_a_plain_address_is_a_link_in_the_document() -> None:
    assert f"<{STUDY}>" in site_markdown(LINKED)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.lumen.example/?a=1&b=2",
        "https://www.lumen.example/;rm$(touch%20x)",
        "https://www.lumen.example/`id`",
        "https://www.lumen.example/'x'",
        "https://www.lumen.example/a b",
        "https://www.lumen.example/!x",
    ],
)
def test_no_shell_is_given_an_address_that_it_would_take_apart(url: str) -> None:
    report = replace(UNREADABLE, url=url)
    text = site_text(report, Terminal(80))
    for shown in (text, site_markdown(report)):
        [command] = [line for line in shown.splitlines() if "edscreen site FILE.html" in line]
        assert command.strip(" `").endswith("edscreen site FILE.html --url ADDRESS")


def test_half_a_character_costs_programs_no_report() -> None:
    data = json.loads(site_json(replace(UNREADABLE, detail="x\ud800y", url=f"{HOME}\udfff")))
    assert (data["detail"], data["url"]) == ("x?y", f"{HOME}?")


def test_what_a_saved_file_does_not_tell_is_told() -> None:
    saved = replace(
        LINK_ONLY,
        file_changed="1970-01-01T00:00:00Z",
        file_cut="the saved file is damaged behind the pages that could be read",
    )
    text = " ".join(site_text(saved, Terminal(80)).split())
    assert (
        "On which day the page was saved is not known; the file was last changed on 1 January 1970." in text
    )
    assert "Not all of the saved file was read: the saved file is damaged behind the pages" in text
    assert "read on 21 November 2026" not in text


def test_a_page_that_is_not_in_the_saved_file_is_not_called_out_of_reach() -> None:
    missing = PageRead(HOME, None, None, READ_AT, 0, "connect", "the page is not in the saved file")
    report = replace(UNREADABLE, pages=(missing,), problem="connect", detail=missing.detail)
    text = " ".join(site_text(report, Terminal(80)).split())
    assert "What happened: the page is not in the saved file. What you can do: read the site itself" in text
    assert "not read: the page is not in the saved file" in text
    assert "no connection" not in text
