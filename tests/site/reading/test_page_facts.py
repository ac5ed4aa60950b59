"""What a page says of itself, and what its make-up tells."""

# ruff: noqa: E501 -- a page's markup stands on one line

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from edscreen.site.reading.page_reader import read_page

if TYPE_CHECKING:
    from .conftest import Read

URL = "https://www.lumen.example/"


def island(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script><p>x</p>'


def test_title_and_language(read: Read) -> None:
    page = read(
        "<html lang='es-US'><head><title> Lumen\n Lee </title></head><body><svg><title>x</title></svg></body></html>"
    )
    assert (page.title, page.language) == ("Lumen Lee", "es")


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("<meta property='og:site_name' content=' Lumen  Reading '>", ("Lumen Reading",)),
        ("<meta name='application-name' content='Lumen'>", ("Lumen",)),
        (
            island({"@type": "Organization", "name": "Lumen Learning", "description": "Proven"}),
            ("Lumen Learning",),
        ),
        (
            island([{"@type": ["Product", "Thing"], "name": "Lumen"}, {"@type": "WebSite", "name": "Lumen"}]),
            ("Lumen",),
        ),
        (island({"@graph": [{"@type": "https://schema.org/WebSite", "name": "Lumen"}]}), ("Lumen",)),
        (
            island(
                {"@type": "WebPage", "name": "Home", "publisher": {"@type": "Organization", "name": "Lumen"}}
            ),
            ("Lumen",),
        ),
        (
            island(
                {
                    "@type": "Product",
                    "name": "Lumen",
                    "review": {"author": {"@type": "Organization", "name": "Other"}},
                }
            ),
            ("Lumen",),
        ),
        (island({"@type": "FAQPage", "mainEntity": [{"@type": "Question", "name": "Does it work?"}]}), ()),
        (island({"@type": "Product", "name": {"a": 1}}), ()),
        ("<script type='application/ld+json'>{broken, name</script>", ()),
        ("<script>{'@type': 'Product', 'name': 'Lumen'}</script>", ()),
    ],
)
def test_a_page_is_called_by_its_structured_data(body: str, names: tuple[str, ...], read: Read) -> None:
    page = read(body)
    assert page.names == names
    assert "Proven" not in str(page.blocks)


def test_hostile_structured_data_is_passed_over(read: Read) -> None:
    deep = '{"name":' + "[" * 50_000 + "]" * 50_000 + "}"
    many = json.dumps(
        [{"@type": "Product", "name": f"Name {number} " + "x" * 1_000} for number in range(150)]
    )
    huge = '{"name": ' + "9" * 100_000 + "}"
    page = read("".join(f"<script type='application/ld+json'>{each}</script>" for each in (deep, huge, many)))
    assert len(page.names) == 20
    assert max(map(len, page.names)) == 200


def test_characters_are_counted_by_where_they_stand(read: Read) -> None:
    page = read(
        "<nav>12345</nav><main><p>1234567</p><p hidden>123</p><div aria-label=12></div></main><footer>1</footer>"
    )
    assert (page.shape.visible_characters, page.shape.main_characters) == (13, 7)


def test_scripts_are_counted_with_their_islands(read: Read) -> None:
    shape = read(
        "<script>12345\r\n</script><script src=x></script><script type='application/json'>{}</script>"
    ).shape
    assert (shape.scripts, shape.script_characters) == (3, 8)


@pytest.mark.parametrize(
    ("body", "mounts"),
    [
        ("<div id=root></div><p>x</p>", 1),
        ("<div id=__next>\n<!-- x --><script>1</script></div><p>x</p>", 1),
        ("<div id=root><p>x</p></div>", 0),
        ("<div id=root><img src=x></div><p>x</p>", 0),
        ("<noscript>x</noscript>\n<div class=z></div>\n<script src=a></script>", 1),
        ("<app-root></app-root><script src=a></script>", 1),
        ("<div class=z></div>", 0),
        ("<div class=z></div>Words<script src=a></script>", 0),
        ("<div></div><div><p>x</p></div><script src=a></script>", 0),
    ],
)
def test_elements_that_stand_empty_for_a_script_are_counted(body: str, mounts: int, read: Read) -> None:
    assert read(body).shape.empty_mounts == mounts


def test_placeholders_that_scripts_fill_are_counted(read: Read) -> None:
    shape = read(
        "<p>{{ title }} and {{a}}</p><p>&lt;%= x %&gt; ${name}</p><p>{ no }</p><p hidden>{{b}}</p>"
    ).shape
    assert shape.placeholders == 4


def test_what_stands_for_scripts_that_are_off_is_kept_apart(read: Read) -> None:
    page = read(
        "<html><head><noscript><p>Please <b>switch</b> &amp; wait</p></noscript><title>t</title></head>"
        "<body><NOSCRIPT id=x><div>" + "on " * 400 + "</NOSCRIPT><p>Seen</p></body></html>"
    )
    assert page.shape.noscript.startswith("Please switch & wait on on")
    assert len(page.shape.noscript) <= 500
    assert [block.text for block in page.blocks] == ["Seen"]
    assert page.title == "t"


def test_only_password_fields_that_are_seen_count(read: Read) -> None:
    assert read("<input type=PASSWORD><div hidden><input type=password></div>").shape.password_fields == 1


def test_frames_are_named(read: Read) -> None:
    shape = read("<iframe src=/a></iframe><iframe src='about:blank'></iframe><iframe></iframe>").shape
    assert shape.frames == ("https://www.lumen.example/a",)
    framed = b"<html><frameset cols=*><frame src=/b><noframes>no frames</noframes></frameset></html>"
    page = read_page(framed, URL, "text/html")
    assert (page.shape.frames, page.shape.noscript) == (("https://www.lumen.example/b",), "no frames")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("0; url=/home", (0.0, "https://www.lumen.example/home")),
        ("5;URL='https://a.example/b'", (5.0, "https://a.example/b")),
        ("1.5, url = x", (1.5, "https://www.lumen.example/products/x")),
        ("0;/home", (0.0, "https://www.lumen.example/home")),
        ("30", (None, None)),
        ("url=/x", (None, None)),
        ("0;url=javascript:x", (None, None)),
    ],
)
def test_a_refresh_is_noted(content: str, expected: tuple[float | None, str | None], read: Read) -> None:
    shape = read(
        f'<html><head><meta http-equiv="Refresh" content="{content}"></head><body>x</body></html>'
    ).shape
    assert (shape.refresh_seconds, shape.refresh) == expected


def test_a_refresh_for_readers_without_scripts_is_none(read: Read) -> None:
    assert read("<noscript><meta http-equiv=refresh content='0;url=/x'></noscript>x").shape.refresh is None
