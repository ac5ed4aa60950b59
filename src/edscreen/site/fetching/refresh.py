"""Where a page sends its reader by itself: `<meta http-equiv=refresh>` and the `Refresh` header.

A small scanner, and no parser: it runs on every page before anything else does, so it must be linear on
hostile input, which lexbor and lxml are not (a tag with 100,000 attributes), and cheap on the pages
without a refresh, which are nearly all. It reads bytes as Latin-1: what it looks for is ASCII in every
charset that a page may declare but UTF-16, which a byte order mark announces.
"""

from __future__ import annotations

import codecs
import html
import re

# What a parser takes for text, not for tags, up to the end tag or the page's end; comments as browsers
# end them. `noscript` is for readers without scripts, which the vendor's visitors are not.
_PIECE = re.compile(
    r"<!--(?:>|->|.*?--!?>|.*)"
    r"|<(?P<raw>script|style|noscript|template|textarea|title|xmp|iframe|noembed|noframes)\b"
    r".*?(?:</(?P=raw)\b|\Z)"
    r"|<meta(?=[\s/])",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"""[\s/]*(?P<name>[^\s/>=]+)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s>"']*)))?"""
)
_LONGEST_TAG = 4_096
_MOST_TAGS = 500

# https://html.spec.whatwg.org/#shared-declarative-refresh-steps
_CONTENT = re.compile(
    r"\s*(?P<seconds>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[0-9.]*"
    r"(?:(?:\s*[;,]\s*|\s+)(?:url\s*=\s*)?(?P<quote>[\"']?)(?P<url>.*))?",
    re.IGNORECASE | re.DOTALL,
)


def page_refresh(body: bytes, longest: float) -> str | None:
    """Return where a page sends the reader within `longest` seconds, as written; None for nowhere."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        body = body.decode("utf-16", errors="replace").encode("utf-8")
    if b"refresh" not in body.lower():
        return None
    text = body.decode("latin-1")
    tags = 0
    for piece in _PIECE.finditer(text):
        if piece[0].lower() != "<meta":
            continue
        tags += 1
        if tags > _MOST_TAGS:
            break
        attributes = _attributes(text[piece.end() : piece.end() + _LONGEST_TAG])
        if attributes.get("http-equiv", "").strip().lower() == "refresh":
            target = refresh_target(html.unescape(_decoded(attributes.get("content", ""))), longest)
            if target is not None:
                return target
    return None


def refresh_target(content: str, longest: float) -> str | None:
    """Return where a refresh leads: an http(s) or relative address, after `longest` seconds at most."""
    found = _CONTENT.match(content[:_LONGEST_TAG])
    if not found or not found["url"] or float(found["seconds"]) > longest:
        return None
    url = found["url"]
    if found["quote"]:
        url = url.partition(found["quote"])[0]
    url = url.strip()
    scheme = re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", url)
    # A script or data is nothing to go to, and browsers do not.
    return url if url and (not scheme or scheme[0].lower() in {"http:", "https:"}) else None


def _attributes(text: str) -> dict[str, str]:
    """Return the attributes up to the tag's end; of two alike the first counts, as in browsers."""
    found: dict[str, str] = {}
    place = 0
    while attribute := _ATTRIBUTE.match(text, place):
        value = attribute["double"] or attribute["single"] or attribute["bare"] or ""
        found.setdefault(attribute["name"].lower(), value)
        place = attribute.end()
    return found


def _decoded(text: str) -> str:
    raw = text.encode("latin-1")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return text
