"""Where links lead, as in a browser, and what they are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .conftest import Read


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("research", "https://www.lumen.example/products/research"),
        ("/research", "https://www.lumen.example/research"),
        ("../a/./b", "https://www.lumen.example/a/b"),
        ("?p=2", "https://www.lumen.example/products/index.html?p=2"),
        ("//other.example/x", "https://other.example/x"),
        ("\\\\other.example\\x", "https://other.example/x"),
        ("HTTP://Other.Example:80", "http://other.example/"),
        ("https:research", "https://www.lumen.example/products/research"),
        ("http:other.example", "http://other.example/"),
        (" \t/re\nsearch\r ", "https://www.lumen.example/research"),
        ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
        ("https://ann:secret@lumen.example/a", "https://lumen.example/a"),
        ("//ann b@lumen.example/a", "https://lumen.example/a"),
        ("/a b", "https://www.lumen.example/a%20b"),
        ("/go?to=https://x.example/", "https://www.lumen.example/go?to=https://x.example/"),
        ("", "https://www.lumen.example/products/index.html"),
    ],
)
def test_a_link_is_resolved_as_browsers_do(href: str, url: str, read: Read) -> None:
    [link] = read(f'<a href="{href}">x</a>').links
    assert (link.url, link.fragment) == (url, "")


@pytest.mark.parametrize(
    "href",
    [
        "javascript:void(0)",
        "mailto:a@b.example",
        "tel:1",
        "data:text/html,x",
        "ftp://x.example/",
        "https://",
        "http://[",
        "//",
    ],
)
def test_what_is_no_web_address_is_no_link(href: str, read: Read) -> None:
    page = read(f'<a href="{href}">x</a><a>y</a><a name=z>z</a>')
    assert page.links == ()
    assert [block.text for block in page.blocks] == ["x yz"]


def test_a_fragment_stands_apart(read: Read) -> None:
    [here, there] = read('<a href="#study">x</a> <a href="/a?b#c">y</a>').links
    assert (here.url, here.fragment) == ("https://www.lumen.example/products/index.html", "study")
    assert (there.url, there.fragment) == ("https://www.lumen.example/a?b", "c")


def test_a_base_is_what_links_are_resolved_against(read: Read) -> None:
    page = read("<html><head><base href='/en/'><base href='/no/'></head><body><a href=x>x</a></body></html>")
    assert page.links[0].url == "https://www.lumen.example/en/x"


def test_a_saved_page_without_an_address_has_its_absolute_links(read: Read) -> None:
    page = read("<a href=/x>x</a><a href=https://a.example>y</a>", "saved.html")
    assert [link.url for link in page.links] == ["https://a.example/"]


@pytest.mark.parametrize(
    ("body", "text", "label", "block"),
    [
        ("<a href=/x>The <b>re</b>search</a>", "The research", "", "The research"),
        ("<a href=/x title='Our research'>Here</a>", "Here", "Our research", "Here"),
        ("<a href=/x aria-label=Research title=no>Here</a>", "Here", "Research", "Here"),
        ("<a href=/x><img alt='Research'></a>", "Research", "", "Research"),
        ("<a href=/x><img src=y></a>", "", "", None),
        ("<a href=/x><svg><title>Research</title></svg></a>", "Research", "", "Research"),
        ("<svg><a xlink:href=/x><text>Research</text></a></svg>", "Research", "", "Research"),
        ("<map><area href=/x alt=Research></map>", "Research", "", "Research"),
        ("<a href=/x><h3>Why</h3><p>Read it</p></a>", "Why Read it", "", "Why"),
        ("<p>See <a href=/x>this</a> now</p>", "this", "", "See this now"),
        ("<a href=/x aria-label=Research><i></i></a>", "", "Research", "Research"),
    ],
)
def test_a_link_is_called_what_a_reader_sees(
    body: str, text: str, label: str, block: str | None, read: Read
) -> None:
    page = read(body)
    [link] = page.links
    found = None if link.block is None else page.blocks[link.block].text
    assert (link.url, link.text, link.label, found) == ("https://www.lumen.example/x", text, label, block)


def test_a_block_names_the_links_in_it(read: Read) -> None:
    page = read("<p><a href=/1>a</a> <a href=/2>b</a></p><p>c</p><a href=/3><p>d</p><p>e</p></a><p>f</p>")
    assert [block.links for block in page.blocks] == [(0, 1), (), (2,), (2,), ()]


def test_a_picture_without_words_does_not_lend_its_link_to_the_next_text(read: Read) -> None:
    page = read("<div><a href=/1><img src=x></a></div><p>text</p>")
    assert (page.links[0].block, page.blocks[0].links) == (None, ())
