"""The report as Markdown, as a renderer and a forge read it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from edscreen.report.as_markdown import MarkdownWriter
from edscreen.report.markdown_text import address, code, escaped
from edscreen.report.run import Notice, Problem
from edscreen.report.words import CLOSING
from edscreen.screening.answers import FromRegistry, FromSite
from edscreen.screening.scorecard import FromProfile, Reply, Waiver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markdown_it.token import Token

    from edscreen.report.run import Ending
    from edscreen.screening.scorecard import Finding, Scorecard

BAD = Problem(
    "invalid_profile",
    "vendors/bad.yaml",
    3,
    9,
    "dosage[0].minuts",
    "unknown key 'minuts'; did you mean 'minutes'?",
)
OURS = {"<details>", "</details>", "<summary>", "</summary>"}
RENDERER = MarkdownIt("commonmark", {"html": True, "linkify": False}).enable(["table", "strikethrough"])

anything = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
any_text = st.text(st.characters(exclude_categories=()), max_size=80)
WICKED = [
    "<img src=x onerror=alert(1)> <b>bold</b> <!-- comment",
    "[click](https://evil.example) ![x](https://evil.example/x.png) [ref]: https://evil.example",
    "<https://evil.example> https://evil.example. www.evil.example WWW.evil.example ftp://evil.example",
    "mail me@evil.example, mailto:me@evil.example, thanks @octocat and @org/team",
    "fixes #1, closes octo/repo#2, GH-3, !4, https://github.com/octo/repo/issues/5",
    "a | b \\| c `d | e` \\",
    "``` fence ``` ` tick `` two",
    "# heading\n- item\n1. one\n> quote\n---\n===\n    code",
    "1. one",
    "- item",
    "+ item",
    "=== rule",
    "*a* _b_ ~c~ ~~d~~ $e$ :white_check_mark: :+1: &lt;b&gt; &#64;octocat &#x3c;b>",
    "</summary></details><details open>",
    "www.|x http://`y https:// :// www. http://.",
    "\u202eovert\u2066 \x1b[31mred \x07 zero\u200bwidth \u3164",
]


def tokens_of(document: str) -> Iterator[Token]:
    for token in RENDERER.parse(document):
        yield token
        yield from token.children or ()


def text_of(document: str) -> str:
    """What stands outside code, links and our own tags: where a forge looks for mentions and the like."""
    inside = 0
    pieces = []
    for token in tokens_of(document):
        inside += (token.type == "link_open") - (token.type == "link_close")
        if token.type == "text" and not inside:
            pieces.append(token.content)
    return "\n".join(pieces)


@pytest.fixture(scope="session")
def markdown(report_as: Callable[..., str]) -> Callable[..., str]:
    return partial(report_as, MarkdownWriter)


def test_one_product(
    markdown: Callable[..., str], every_outcome: Scorecard, same_as_golden: Callable[[str, str], None]
) -> None:
    same_as_golden(markdown([every_outcome]), "every_outcome.md")


def test_several_products_with_waivers_baseline_and_policy(
    markdown: Callable[..., str],
    every_outcome: Scorecard,
    covered: tuple[Scorecard, ...],
    policy_used: Ending,
    same_as_golden: Callable[[str, str], None],
) -> None:
    document = markdown(
        [*covered, every_outcome], [BAD], policy_used, deselected=("peer-results", "training")
    )
    same_as_golden(document, "several_products.md")
    assert [token.type for token in RENDERER.parse(document)].count("tr_open") == 5


def test_nothing_screened(markdown: Callable[..., str]) -> None:
    document = markdown([], [BAD])
    assert document.startswith("## No product was screened\n")
    assert (
        "`vendors/bad.yaml:3:9` `dosage[0].minuts`: unknown key 'minuts'; did you mean 'minutes'?" in document
    )
    assert document.endswith(f"**{CLOSING}**\n")


def test_what_was_not_screened_is_told_from_what_could_not_be_used(markdown: Callable[..., str]) -> None:
    policy = replace(BAD, kind="invalid_policy", profile="edscreen.yaml")

    assert "Could not be read and screened (1)\n" in markdown([], [BAD])
    assert "Could not be used (2)\n" in markdown([], [BAD, policy])


def foreign(text: str, make_finding: Callable[..., Finding], outcome: str, **given: Any) -> Finding:
    """A finding in which everything that others write is `text`."""
    return make_finding(
        outcome,
        title=text,
        message=text,
        ask_vendor=text,
        evidence=(
            FromProfile(text, 1, 2, text, text),
            FromProfile("v.yaml", 1, 2, "studies[0].url", f"https://evil.example/{text}"),
            FromRegistry(text, text, text, text),
            FromSite(text, None, None, text),
        ),
        reply=Reply(text, date(2026, 1, 2), text, text),
        **given,
    )


def hostile_document(
    text: str,
    markdown: Callable[..., str],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
    policy_used: Ending,
) -> str:
    waiver = Waiver(text, text, date(2027, 1, 1))
    card = make_scorecard(
        foreign(text, make_finding, "flag"),
        foreign(text, make_finding, "pass", rule="two"),
        foreign(text, make_finding, "flag", rule="three", waiver=waiver),
        vendor=text,
        product=text,
        product_version=text,
        profile=text,
    )
    ending = replace(policy_used, notices=(Notice("x", text),), policy=text)
    return markdown([card, card], [replace(BAD, profile=text, path=text, message=text)], ending)


def check_harmless(document: str) -> None:
    for token in tokens_of(document):
        if token.type in {"html_block", "html_inline"}:
            left = re.sub(r"Answered well \(1\)|Where the questions come from", "", token.content)
            assert set(re.findall(r"<[^>]*>|\S+", left)) <= OURS, token.content
        if token.type == "link_open":
            assert re.match(r"https?://", str(token.attrs["href"])), token.attrs
            assert token.info == "auto"
        assert token.type not in {"image", "s_open", "code_block", "fence", "blockquote_open", "hr"}, token
        if token.type == "heading_open":
            assert token.markup in {"##", "###", "####"}
    seen = text_of(document)
    assert not re.search(r"@[A-Za-z0-9]|[#!]\d|(?i:\bgh-\d)|://|(?i:www\.)|:(?:[+-]1|[a-z][a-z_]*):", seen), (
        seen
    )
    assert set(document) & set("\x1b\x07\u202e\u2066\u200b\u3164\r") == set()


@pytest.mark.parametrize("text", WICKED)
def test_no_markup_comes_of_what_a_vendor_writes(
    text: str,
    markdown: Callable[..., str],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
    policy_used: Ending,
) -> None:
    check_harmless(hostile_document(text, markdown, make_finding, make_scorecard, policy_used))


@anything
@given(text=any_text)
def test_no_markup_comes_of_any_text(
    text: str,
    markdown: Callable[..., str],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
    policy_used: Ending,
) -> None:
    check_harmless(hostile_document(text, markdown, make_finding, make_scorecard, policy_used))


@pytest.mark.parametrize("text", WICKED)
def test_a_row_of_the_table_has_its_cells_whatever_a_name_holds(
    text: str,
    markdown: Callable[..., str],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
) -> None:
    card = make_scorecard(make_finding("flag"), vendor=text, product=text)
    rows = [line for line in markdown([card, card]).splitlines() if line.startswith("| ")]
    assert len(rows) == 3
    for row in rows:
        # As GitHub reads it: a backslash takes the next character with it, code spans or not.
        assert len(re.findall(r"(?:\\.|[^|\\])+\|", row)) == 7
        assert row.endswith(" |")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("40% of $12.50 & more", "40% of \\$12.50 &amp; more"),
        ("see https://a.example/x_y.", "see `https://a.example/x_y`."),
        ("@team, #12 and GH-7", "@&#8203;team, \\#&#8203;12 and GH-&#8203;7"),
        ("at 10:30:15 sharp", "at 10:30:15 sharp"),
        ("1. first", "1&#8203;. first"),
        ("well-known - really", "well-known - really"),
    ],
)
def test_prose(written: str, shown: str) -> None:
    assert escaped(written) == shown


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/x?y=1&z=2", "<https://a.example/x?y=1&z=2>"),
        ("https://github.com/octo/repo/issues/1", "`https://github.com/octo/repo/issues/1`"),
        ("https://a.example/<b>", "`https://a.example/<b>`"),
        ("javascript:alert(1)", "`javascript:alert(1)`"),
        ("https://notgithub.com/", "<https://notgithub.com/>"),
    ],
)
def test_addresses(url: str, shown: str) -> None:
    assert address(url) == shown


def test_code_holds_any_ticks() -> None:
    assert code("a `b` ``c") == "```a `b` ``c```"
