"""Whether an answer is a page at all, told as browsers tell it (https://mimesniff.spec.whatwg.org)."""

from __future__ import annotations

import re

from edscreen.site.problems import Unreadable

_LOOKED_AT = 1_445  # bytes that browsers sniff
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_XML = re.compile(r"(?:text|application)/xml|[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+\+xml")
_SAYS_NOTHING = frozenset({"", "unknown/unknown", "application/unknown", "*/*"})
_TYPE = re.compile(r"\s*([a-z0-9!#$%&'*+.^_`|~-]+/[a-z0-9!#$%&'*+.^_`|~-]+)\s*(?:;|$)")

_FILES = (
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG\r\n\x1a\n", "a picture"),
    (b"GIF87a", "a picture"),
    (b"GIF89a", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"PK\x03\x04", "a packed file"),
    (b"\x1f\x8b\x08", "a packed file"),
    (b"%!PS-Adobe-", "a PostScript file"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
)
_BEFORE_ROOT = re.compile(rb"(?:\s|<\?(?s:.*?)\?>|<!--(?s:.*?)-->|<!doctype[^<>\[]*>)*", re.IGNORECASE)
_FEED = re.compile(rb"<(?:rss|feed|rdf:rdf)[\s/>]", re.IGNORECASE)
_HTML_ROOT = re.compile(rb"<(?:[a-z]+:)?html[\s/>]", re.IGNORECASE)
# The standard's list of opening tags, and the other elements that a page kept in pieces may begin with.
_OPENING = re.compile(
    rb"<(?:!doctype html|!--|(?:html|head|script|iframe|h[1-6]|div|font|table|a|style|title|b|body|br|p|meta"
    rb"|link|base|main|section|article|nav|header|footer|aside|figure|form|ul|ol|dl|img|picture|span|blockquote"
    rb"|details|template|noscript|center|button|svg)[\s/>])",
    re.IGNORECASE,
)
_BINARY = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_TEXT_MARKS = (b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf")


def demand_page(body: bytes, content_type: str | None) -> None:
    """Return where the answer is an HTML page.

    A stated type is believed, but for a file that its first bytes give away and a feed that calls itself
    HTML; an answer without one is a page where it begins as pages do.

    Raises:
        Unreadable: `not_html`, with what it is instead.
    """
    start = _start(body)
    if not start and not body.strip():
        raise Unreadable("not_html", "the answer was empty")
    for magic, what in _FILES:
        if start.startswith(magic):
            raise Unreadable("not_html", f"it is {what}")
    stated = _essence(content_type)
    root = _root(start)
    if _FEED.match(root):
        raise Unreadable("not_html", "it is a news feed")
    if stated in _PAGES:
        return
    if stated in _SAYS_NOTHING:
        _sniff(start, root)
    elif not (_XML.fullmatch(stated) and _HTML_ROOT.match(root)):
        raise Unreadable("not_html", f"the server calls it {stated}")


def _start(body: bytes) -> bytes:
    """The first bytes without white space, as ASCII-compatible ones."""
    start = body[:_LOOKED_AT]
    if start.startswith(_TEXT_MARKS[:2]):
        codec = "utf-16-be" if start.startswith(b"\xfe") else "utf-16-le"
        start = start[2:].decode(codec, "ignore").encode()
    return start.removeprefix(_TEXT_MARKS[2]).lstrip()


def _root(start: bytes) -> bytes:
    before = _BEFORE_ROOT.match(start)
    return start[before.end() :] if before else start


def _essence(content_type: str | None) -> str:
    found = _TYPE.match((content_type or "").lower())
    return found[1] if found else ""


def _sniff(start: bytes, root: bytes) -> None:
    if start[:5].lower() == b"<?xml":
        if not _HTML_ROOT.match(root):
            raise Unreadable("not_html", "it is an XML file")
    elif not _OPENING.match(start):
        is_binary = _BINARY.search(start)
        raise Unreadable("not_html", "it is no text" if is_binary else "it is plain text")
