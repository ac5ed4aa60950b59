"""No page makes reading slow, crash or lose text: it is read, or it is too complex."""

# ruff: noqa: E501 -- a page's markup stands on one line

from __future__ import annotations

import time

import pytest

from edscreen.site.problems import Unreadable
from edscreen.site.reading.harmless import is_harmless
from edscreen.site.reading.page_reader import read_page

URL = "https://www.lumen.example/"
LIMIT = 20  # seconds of the processor; most take a tenth of one
END = "<p>the end <a href=/end>link</a></p>"

BOMBS = {
    "nested": "<div>" * 100_000 + END,
    "nested behind a stray end": "<div></x>" * 70_000 + END,
    "nested behind ends in comments": "<div><!--</div>-->" * 40_000 + END,
    "nested behind ends in values": "<div title='</div>'>" * 40_000 + END,
    "nested links": "<a href=/x><div>" * 50_000 + END,
    "nested lists": "<ul><li>" * 40_000 + END,
    "nested tables": "<table><tr><td>" * 20_000 + END,
    "nested drawings": "<svg><g>" * 40_000 + END,
    "nested spans with ids": "".join(f"<span id=x{number} class=c{number}>" for number in range(30_000)) + END,
    "formatting never ended": "".join(f"<b class=c{number}>" for number in range(5_000)) + "<p>x</p>" * 5_000 + END,
    "formatting alike": "<b>" * 140_000 + END,
    "formatting crossed": "<p><b><i></p>" * 30_000 + END,
    "attributes": "<div " + " ".join(f"a{number}" for number in range(100_000)) + ">" + END,
    "attributes with angle brackets": "<div " + " ".join(f"a{number}='>'" for number in range(60_000)) + ">" + END,
    "attributes out of step": "<p>='</p><div x='=\"' " + " ".join(f"a{number}" for number in range(60_000)) + " y='\"'>" + END,
    "comments unended": END + "<!--" * 140_000,
    "comment ends": "-->" * 140_000 + END,
    "cdata": END + "<![CDATA[" * 100_000,
    "cdata in drawings": "<svg>" + "<![CDATA[" * 50_000 + "]]></svg>" + END,
    "angle brackets": END + "<" * 140_000,
    "tag unended": END + "<a " * 100_000,
    "quote unended": END + '<a href="' + "x" * 1_000_000,
    "hidden in hidden": "<div hidden id=x>" * 5_000 + "x" + "</div>" * 5_000 + END,
    "hidden in a chain": "".join(f"<div hidden id=x{n}><a href=#x{n + 1}></a></div>" for n in range(20_000)) + END,
    "hidden under one parent": "<div>" + "<p class=s hidden>x</p>" * 40_000 + "</div>" + END,
    "hidden at each level": "<div><p hidden>x</p>" * 3_000 + "</div>" * 3_000 + END,
    "rows": "<table>" + "<tr><td>a<td>b" * 40_000 + "</table>" + END,
    "headers": "<header>x</header>" * 60_000 + END,
    "breaks": "a<br>" * 100_000 + END,
    "spaces before a break": "a" + "<b> </b>" * 30_000 + "<br>" * 10_000 + END,
    "links": "<a href=/x></a>" * 60_000 + END,
    "superscripts": "<sup>1</sup>" * 60_000 + END,
    "names": "<div class='" + "x-y " * 100_000 + "'>" + END,
    "data attributes": "".join(f"<p data-{number}=x>" for number in range(60_000)) + END,
    "rules": "<style>" + ".a .b{display:none}" * 40_000 + "</style>" + "<div class=a>" * 50 + "<p class=b>x</p>" * 9_000 + "</div>" * 50 + END,
    "rules for others": "<style>" + ".z .b{display:none}" * 5_000 + "</style><i class=z></i>" + "<div><p class=b>x</p>" * 3_000 + END,
    "groups of rules": "<style>" + "@media x{" * 100_000 + "</style>" + END,
    "rule comments": "<style>" + "display:none/*" * 100_000 + "</style>" + END,
    "selectors": "<style>" + "," * 300_000 + "{display:none}</style>" + END,
    "placeholders": "<p>" + "{{" * 200_000 + "</p>" + END,
    "references": "<p>" + "&a" * 200_000 + "&#x;" * 100_000 + "</p>" + END,
    "a long word": "<p>" + "x" * 1_500_000 + "</p>" + END,
    "metas": "<meta charset=" * 100_000 + END,
    "noscripts": "<noscript>" * 50_000 + "</noscript>" + END,
    "scripts": "<script><!--<script>" * 40_000 + "</script></script>" + END,
}  # fmt: skip


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_read_in_time_or_refused(bomb: str) -> None:
    body = f"<!doctype html><html><head><title>t</title></head><body>{BOMBS[bomb]}".encode()
    start = time.process_time()
    try:
        page = read_page(body, URL, "text/html")
    except Unreadable as error:
        assert error.problem == "too_complex"  # noqa: PT017
    else:
        assert page.blocks or bomb in {"scripts", "noscripts"}
    assert time.process_time() - start < LIMIT


@pytest.mark.parametrize(
    "bomb",
    [
        "nested", "nested behind a stray end", "nested behind ends in comments", "nested behind ends in values",
        "nested links", "formatting never ended", "formatting alike", "attributes", "attributes with angle brackets",
        "attributes out of step", "comments unended", "cdata",
    ],
)  # fmt: skip
def test_the_fast_parser_never_sees_what_makes_it_slow(bomb: str) -> None:
    assert not is_harmless(f"<!doctype html><body>{BOMBS[bomb]}".encode())


@pytest.mark.parametrize(
    "body",
    [
        "<p>plain <b>text</b> <a href='/x?a=b&c' title=\"it's\">link</a> <br/> <img src=a.png alt=''>",
        "<!doctype html><!--[if IE]><p><![endif]--><![if !IE]><p><![endif]><?php x ?>a < b",
        "<script>if (a < b && c > d) { s = '<div>' + \"</div>\" }</script><script><!-- x --></script>",
        "<style>a > b { content: '<' }</style><title>a < b</title><textarea><p></textarea>",
        "<svg viewBox='0 0 1 1'><title>t</title><style>.a{}</style><g><path d='M0 0'/></g></svg><p>x",
        "<svg><defs><svg><path></path></svg></defs></svg>",
        "<noscript><img src=a></noscript><iframe src=x></iframe>",
        "<p>" * 5_000,
        "<li><a href=x>y</a>" * 5_000,
        "<div><p>x</p></div>" * 9_000,
        "".join(f"<i class='icon-{number}'></i>" for number in range(2_000)),
    ],
)
def test_an_ordinary_page_is_harmless(body: str) -> None:
    assert is_harmless(body.replace("noscript", "noframes").encode())


@pytest.mark.parametrize(
    "body",
    [
        "<xmp><!--</xmp><div>-->",
        "<plaintext><p>",
        "<svg><style><div a b></style></svg>",
        "<svg><script><div></script></svg>",
        "<svg><foreignObject><p></foreignObject></svg>",
        "<script><!--<script></script>--></script>",
        '<div a"b>',
        "<div title='x>",
        "<!-- never ended",
        "<math><mi>x</mi></math>",
        "<p <b>",
    ],
)
def test_what_can_be_read_in_two_ways_is_not_harmless(body: str) -> None:
    assert not is_harmless(body.encode())


def test_no_text_is_lost_in_the_deep() -> None:
    deep = "<div>" * 5_000 + "deep <a href=/x>link</a>" + "</div>" * 5_000
    page = read_page(deep.encode(), URL, parser="safe")
    assert ([block.text for block in page.blocks], len(page.links)) == (["deep link"], 1)


def test_a_page_too_large_is_refused() -> None:
    with pytest.raises(Unreadable, match="larger than 8 MiB"):
        read_page(b"<p>" + b"x" * (8 * 2**20), URL)
