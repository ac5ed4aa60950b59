"""Both parsers give the same page: wholly where its markup is sound, in words and links where it is not."""

# ruff: noqa: E501 -- a page's markup stands on one line

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from edscreen.site.reading.page_reader import read_page

if TYPE_CHECKING:
    from edscreen.site.page import Page

URL = "https://www.lumen.example/"

TEXTS = st.sampled_from(
    [
        "Reading ",
        " grew",
        "by 31%",
        "&amp; <3 ",
        "ESSA&nbsp;Tier 2",
        "¡más!",
        "1",
        "\n",
        "{{ x }}",
        "&lt;b&gt;",
        "a.b",
    ]
)
ATTRIBUTES = st.sampled_from(
    [
        "", "", " class=card", " class='slide active'", " class=slide hidden", " id=x", " id=root", " hidden",
        " style='display:none'", " role=tabpanel", " class=footer", " aria-label='Our study'", " data-target='#x'",
        " class=gone", " class='a gone shown'", " role=heading", " aria-expanded=false",
    ]
)  # fmt: skip
INLINE = st.sampled_from(["b", "span", "em", "sup", "q", "small", "strong", "label", "my-mark"])
BLOCK = st.sampled_from(
    [
        "div",
        "section",
        "article",
        "header",
        "footer",
        "nav",
        "main",
        "aside",
        "figure",
        "blockquote",
        "details",
        "dialog",
    ]
)
SINGLE = st.sampled_from(
    [
        "<br>", "<hr>", "<img alt='A study'>", "<img src=x>", "<input type=submit value=Go>", "<input type=password>",
        "<svg><title>Tier 1</title><path d=''/></svg>", "<!-- no -->", "<script>x < y</script>", "<iframe src=/f></iframe>",
        "<template><p>no</p></template>", "<noscript>on</noscript>", "<style>.gone{display:none}.shown{display:block}</style>",
        "<button aria-controls=x>Open</button>", "<select><option>no</option></select>",
    ]
)  # fmt: skip

phrase = st.recursive(
    TEXTS,
    lambda inner: st.builds(
        "<{0}{1}>{2}</{0}>".format, INLINE, ATTRIBUTES, st.lists(inner, max_size=3).map("".join)
    ),
    max_leaves=5,
)
phrases = st.lists(phrase, max_size=4).map("".join)
link = st.builds(
    "<a href='{}'{}>{}</a>".format, st.sampled_from(["/r", "#x", "mailto:a@b", "?q"]), ATTRIBUTES, phrases
)
paragraph = st.builds(
    "<{0}{1}>{2}{3}{4}</{0}>".format,
    st.sampled_from(["p", "h1", "h2", "h4"]),
    ATTRIBUTES,
    phrases,
    link | phrase,
    phrases,
)
listing = st.lists(phrases | link, max_size=4).map(
    lambda each: "<ul>" + "".join(f"<li>{one}</li>" for one in each) + "</ul>"
)
row = st.lists(
    st.builds("<{0}>{1}</{0}>".format, st.sampled_from(["td", "th"]), phrases | link), min_size=1, max_size=3
)
table = st.lists(row.map(lambda cells: f"<tr>{''.join(cells)}</tr>"), max_size=3).map(
    lambda rows: f"<table><tbody>{''.join(rows)}</tbody></table>"
)
leaf = paragraph | listing | table | SINGLE | phrases | link
fragment = st.recursive(
    leaf,
    lambda inner: st.builds(
        "<{0}{1}>{2}</{0}>".format, BLOCK, ATTRIBUTES, st.lists(inner, max_size=4).map("".join)
    ),
    max_leaves=12,
)
sound = st.lists(fragment, max_size=5).map("".join)
broken = st.lists(
    fragment
    | st.sampled_from(["</p>", "</div>", "<p>", "<li>", "</b>", "<b>", "<div>", "</section>", "<td>", "<", "&", "<a href=/u>"]),
    max_size=8,
).map("".join)  # fmt: skip


def whole(body: str) -> bytes:
    return f"<!doctype html><html><head><title>t</title></head><body>{body}</body></html>".encode()


def both_ways(body: str) -> tuple[Page, Page]:
    fast, safe = (read_page(whole(body), URL, "text/html", parser=parser) for parser in ("fast", "safe"))
    return replace(fast, parser="safe"), safe


@settings(max_examples=200)  # each reads a page twice
@given(sound)
def test_the_page_is_the_same(body: str) -> None:
    fast, safe = both_ways(body)
    assert fast == safe


@settings(max_examples=200)
@given(broken)
def test_broken_markup_reads_the_same_in_words_and_links_whichever_parser_is_chosen(body: str) -> None:
    page = whole(body)
    chosen, safe = read_page(page, URL, "text/html"), read_page(page, URL, "text/html", parser="safe")
    assert characters(chosen) == characters(safe)
    assert {link.url for link in chosen.links} == {link.url for link in safe.links}


def test_links_that_begin_within_links_go_to_the_safe_parser() -> None:
    body = "<a href=/u><dialog><p><a href='/r' aria-label='Our study'></a></p></dialog>"
    assert read_page(whole(body), URL, "text/html").parser == "safe"


@given(
    st.binary(max_size=400) | st.text(alphabet="<>/=\"'! -abpdivhrefscript&;", max_size=300).map(str.encode)
)
def test_nothing_makes_reading_crash(body: bytes) -> None:
    page = read_page(b"<!doctype html><p>Seen</p>" + body, URL, "text/html; charset=windows-1252")
    assert page.blocks[0].text.startswith("Seen")


def characters(page: Page) -> list[str]:
    return sorted("".join(block.text for block in page.blocks).replace(" ", ""))
