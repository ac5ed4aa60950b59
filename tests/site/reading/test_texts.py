"""How text is cut into blocks, and what stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .conftest import Read, Words


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>un<b>believ</b>able <i>gains</i></p>", ["unbelievable gains"]),
        ("<p>one<br>two</p>", ["one two"]),
        ("one<br><br>two", ["one", "two"]),
        ("<div>a<div>b</div>c</div>", ["a", "b", "c"]),
        ("<ul><li>a<li>b <p>c</p></ul>", ["a", "b", "c"]),
        ("<dl><dt>a<dd>b</dl>", ["a", "b"]),
        ("<a href=/a>One</a><a href=/b>Two</a>", ["One Two"]),
        ("<button>One</button><button>Two</button>", ["One Two"]),
        ("<my-card>One</my-card><my-card>Two</my-card>", ["One", "Two"]),
        ("<p>soft\u00adhy\u200bphen\u00a0\n  space</p>", ["softhyphen space"]),
        ("<p>&lt;b&gt; &amp; &copy; &#8217;</p>", ["<b> & © ’"]),
        ("<p><q>It works</q> says she</p>", ["“It works” says she"]),
        ("<p>results.<sup>1</sup></p>", ["results.¹"]),
        (
            "<p>31%<sup><a href='#f'>[2]</a></sup> of 1,200<sup>3, 4</sup> students</p>",
            ["31%[²] of 1,200³, ⁴ students"],
        ),
        ("<p>the 3<sup>rd</sup> Lumen<sup>TM</sup></p>", ["the 3rd LumenTM"]),
        ("<figure><img src=a alt=''><figcaption>b</figcaption></figure>", ["b"]),
        ("<p>a <wbr>b</p><hr>c", ["a b", "c"]),
        ("<span style='display:block'>a</span>", ["a"]),
        ("<p>Use: <del>30</del> 20 <s>or <b>10</b></s> minutes</p>", ["Use: 20 minutes"]),
        ("<del><p>a</p><p>b</p></del><strike><a href=/a>c</a></strike>d", ["d"]),
    ],
)
def test_text_is_cut_where_a_reader_sees_it_cut(body: str, expected: list[str], words: Words) -> None:
    assert words(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>See <img alt='ESSA Tier 2'> now</p>", ("See ESSA Tier 2 now", "text")),
        ("<div><img alt='ESSA Tier 2'></div>", ("ESSA Tier 2", "alternative")),
        ("<a href=/x><img alt='ESSA Tier 2'></a>", ("ESSA Tier 2", "alternative")),
        ("<h2><img alt='ESSA Tier 2'></h2>", ("ESSA Tier 2", "heading")),
        ("<svg><title>ESSA Tier 2</title><path d=''/></svg>", ("ESSA Tier 2", "alternative")),
        ("<svg aria-label='ESSA Tier 2'><path d=''/></svg>", ("ESSA Tier 2", "alternative")),
        ("<div role=img aria-label='ESSA Tier 2'></div>", ("ESSA Tier 2", "alternative")),
        ("<input type=image alt='ESSA Tier 2'>", ("ESSA Tier 2", "alternative")),
        ("<picture><source srcset=a><img alt='ESSA Tier 2'></picture>", ("ESSA Tier 2", "alternative")),
        ("<map><area alt='ESSA Tier 2' href=/x></map>", ("ESSA Tier 2", "alternative")),
        ("<svg><text>ESSA Tier 2</text></svg>", ("ESSA Tier 2", "text")),
        ("<a href=/x aria-label='ESSA Tier 2'><i></i></a>", ("ESSA Tier 2", "label")),
        ("<button aria-label='ESSA Tier 2'></button>", ("ESSA Tier 2", "label")),
        ("<section aria-label='ESSA Tier 2'></section>", ("ESSA Tier 2", "label")),
        ("<blockquote>It works</blockquote>", ("It works", "quotation")),
        ("<h4>Why</h4>", ("Why", "heading")),
        ("<div role=heading aria-level=2>Why</div>", ("Why", "heading")),
    ],
)
def test_what_stands_for_a_picture_is_read(body: str, expected: tuple[str, str], read: Read) -> None:
    [block] = read(body).blocks
    assert (block.text, block.kind) == expected


def test_a_row_of_a_table_reads_as_a_sentence(words: Words) -> None:
    table = (
        "<table><caption>Ratings</caption><thead><tr><th>Study</th><th>Design</th><th>Tier</th></tr></thead><tbody>"
        "<tr><td><a href=/s>Alder 2024</a></td><td>randomized</td><td><img alt='Tier 1'></td></tr>"
        "<tr><td>Birch 2025</td><td></td><td><p>Tier 2</p></td></tr></tbody></table>"
    )
    assert words(table) == [
        "Ratings",
        "Study; Design; Tier",
        "Study: Alder 2024; Design: randomized; Tier: Tier 1",
        "Study: Birch 2025; Tier: Tier 2",
    ]


def test_a_table_without_headers_is_read_by_row(words: Words) -> None:
    assert words("<table><tr><th>Sample<td>1,200<tr><td>a<td>b<td>c</table>") == ["Sample: 1,200", "a; b; c"]


def test_a_page_laid_out_by_a_table_is_read_by_cell(words: Words) -> None:
    inner = "<table><tr><td>x<td>y</table>"
    assert words(f"<table><tr><td><div>a</div><p>b</p><td>c{inner}d</table>") == ["a", "b", "c", "x; y", "d"]


def test_a_block_says_whether_some_of_it_is_kept_from_screen_readers(read: Read) -> None:
    page = read(
        "<p>a</p><p>b <i aria-hidden=true>c</i></p><p><i aria-hidden=true>✓</i> d</p>"
        "<div aria-hidden=true><p>e</p>f</div><p aria-hidden=false>g</p>"
    )
    assert [block.text for block in page.blocks if block.is_silent] == ["b c", "e", "f"]
