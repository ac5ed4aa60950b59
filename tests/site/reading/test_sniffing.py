"""Whether an answer is a page, told as browsers tell it."""

from __future__ import annotations

import pytest

from edscreen.site.problems import Unreadable
from edscreen.site.reading.page_reader import read_page

URL = "https://www.lumen.example/"
XHTML = b'<?xml version="1.0"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml"><body>Hi</body></html>'


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("text/html", b"Hi"),
        ("TEXT/HTML ; Charset=utf-8", b"Hi"),
        ("application/xhtml+xml", XHTML),
        ("application/xml", XHTML),
        ("text/xml; charset=utf-8", XHTML),
        (None, b"<!DOCTYPE html><title>t</title>Hi"),
        (None, b"\n\n  <HTML><body>Hi"),
        (None, b"\xef\xbb\xbf<p>Hi"),
        (None, "<p>Hi".encode("utf-16")),
        (None, b"<!-- saved from url=(0014)about:internet -->\n<html>Hi"),
        (None, b"<main>Hi</main>"),
        (None, XHTML),
        ("", b"<p>Hi"),
        ("nonsense", b"<p>Hi"),
        ("*/*", b"<p>Hi"),
        ("unknown/unknown", b"<p>Hi"),
    ],
)
def test_a_page_is_read(content_type: str | None, body: bytes) -> None:
    assert read_page(body, URL, content_type).blocks[0].text == "Hi"


@pytest.mark.parametrize(
    ("content_type", "body", "detail"),
    [
        ("text/html", b"", "the answer was empty"),
        (None, b" \r\n\t ", "the answer was empty"),
        ("text/html", b" " * 5_000, "the answer was empty"),
        ("text/plain", b"<!doctype html><p>Hi", "the server calls it text/plain"),
        ("application/json", b'{"a": "<p>"}', "the server calls it application/json"),
        ("image/svg+xml", b"<svg><text>Hi</text></svg>", "the server calls it image/svg+xml"),
        ("application/octet-stream", b"<p>Hi", "the server calls it application/octet-stream"),
        ("application/rss+xml", b"<rss/>", "it is a news feed"),
        ("text/html", b"<?xml version='1.0'?><!-- x --><rss version='2.0'>", "it is a news feed"),
        ("text/html", b"<feed xmlns='http://www.w3.org/2005/Atom'>", "it is a news feed"),
        ("text/html", b"%PDF-1.7 ...", "it is a PDF file"),
        (None, b"%PDF-1.7 ...", "it is a PDF file"),
        (None, b"\x89PNG\r\n\x1a\n....", "it is a picture"),
        ("text/html", b"PK\x03\x04...", "it is a packed file"),
        (None, b"Just some words with a <p> in them", "it is plain text"),
        (None, b"\x00\x01\x02\x03", "it is no text"),
        (None, b"<?xml version='1.0'?><note/>", "it is an XML file"),
        ("text/xml", b"<?xml version='1.0'?><note/>", "the server calls it text/xml"),
    ],
)
def test_what_is_no_page_is_said(content_type: str | None, body: bytes, detail: str) -> None:
    with pytest.raises(Unreadable) as error:
        read_page(body, URL, content_type)
    assert (error.value.problem, error.value.detail) == ("not_html", detail)
