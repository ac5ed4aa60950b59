"""A page that somebody saved from a browser, judged alone: no network."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import TYPE_CHECKING

from edscreen.profile.sources import read_bytes, shown_path
from edscreen.registries.addresses import parse_address
from edscreen.site import pdf_text, unwrapping
from edscreen.site.fetched import Fetched
from edscreen.site.judging.asked import judge_for
from edscreen.site.judging.subject import subject_of
from edscreen.site.obstacles.recognise import obstacle_on_page
from edscreen.site.problems import Unreadable
from edscreen.site.reading.page_reader import read_page
from edscreen.site.stop import Stop
from edscreen.site.verdict import report_on_one
from edscreen.site.visit import Visited

if TYPE_CHECKING:
    import os

    from edscreen.site.seen import SiteReport

MAX_BYTES = 8 * 1024 * 1024
"""The largest saved page that is read, in bytes."""

# Links of a page whose address nobody knows are resolved against this one (RFC 2606: it is nobody's).
_NOWHERE = "https://saved-page.invalid/"
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d{4,}\)(https?://[^\s>]+)\s*-->", re.IGNORECASE)
_HEADER = rb"[A-Za-z-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*"
_MHTML = re.compile(rb"\A\s*(?:" + _HEADER + rb")*?MIME-Version:", re.IGNORECASE)


class NotAHomePage(Exception):
    """A saved page is about research, and its address is no front page: it answers another question."""


@dataclass(frozen=True, slots=True)
class _Saved:
    """What a saved file holds."""

    body: bytes
    content_type: str | None = None
    url: str | None = None


def read_saved_page(
    path: str | os.PathLike[str],
    url: str | None = None,
    *,
    vendor: str | None = None,
    product: str | None = None,
    other_domains: tuple[str, ...] = (),
) -> SiteReport:
    """Judge a saved page as the vendor's home page; `clicks` is 0 or None, as nothing behind links is read.

    Args:
        path: the file, as a browser saves it: HTML, or one file of the whole page (MHTML).
        url: the page's address; where it is None, the one that the browser wrote into the file counts.
        vendor: the vendor's name, None where unknown.
        product: the product's name, None where unknown.
        other_domains: further domains that are the vendor's.

    Raises:
        edscreen.profile.sources.Unreadable: where there is no such file or it is no regular one.
        NotAHomePage: where the page is known not to be the home page but one about research.
    """
    data = read_bytes(path, MAX_BYTES)
    saved = _opened(data)
    address = url or saved.url
    at = datetime.fromtimestamp(Path(path).stat().st_mtime, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    headers = (("content-type", saved.content_type),) if saved.content_type else ()
    fetched = Fetched(address or _NOWHERE, address or _NOWHERE, None, headers, saved.body, at)
    stop = Stop.at(_visited(fetched, is_whole=len(data) <= MAX_BYTES), 0)
    stop.judge(
        lambda page: judge_for(page, subject_of(page, vendor, product, other_domains), (product, vendor))
    )
    if stop.judgement.is_research_page and address and not unwrapping.is_front_page(address):
        raise NotAHomePage
    report = replace(report_on_one(stop), saved=True)
    return report if address else _named(report, shown_path(path))


def _visited(fetched: Fetched, *, is_whole: bool) -> Visited:
    if not is_whole:
        detail = f"the file is larger than {MAX_BYTES // (1024 * 1024)} MiB"
        return Visited(fetched, problem="too_large", detail=detail)
    content_type = fetched.header("content-type")
    if pdf_text.looks_like_pdf(content_type, fetched.body):
        return Visited(fetched, problem="not_html", detail="it is a PDF file")
    try:
        page = unwrapping.unwrapped_page(read_page(fetched.body, fetched.url, content_type))
    except Unreadable as error:
        return Visited(fetched, problem=error.problem, detail=error.detail)
    obstacle = obstacle_on_page(fetched, page)
    if obstacle and obstacle.decides:
        return Visited(fetched, problem=obstacle.problem, detail=obstacle.detail)
    return Visited(fetched, page=page, gap=obstacle)


def _opened(data: bytes) -> _Saved:
    """Take the page out of the file, and the address that browsers note in it."""
    if _MHTML.match(data[:4096]):
        return _from_mhtml(data) or _Saved(data)
    noted = _SAVED_FROM.search(data[:4096])
    return _Saved(data, url=_address(noted[1].decode("ascii", "replace")) if noted else None)


def _from_mhtml(data: bytes) -> _Saved | None:
    """The first HTML part of a page saved as one file (RFC 2557)."""
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(data)
        for part in message.walk():
            body = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
            if isinstance(body, bytes):
                charset = part.get_content_charset()
                content_type = f"text/html; charset={charset}" if charset else "text/html"
                noted = message.get("Snapshot-Content-Location") or part.get("Content-Location")
                return _Saved(body, content_type, _address(str(noted or "")))
    except (ValueError, LookupError, RecursionError):
        return None
    return None


def _address(text: str) -> str | None:
    return text if parse_address(text) else None


def _named(report: SiteReport, file: str) -> SiteReport:
    """Name the file where the page's address is not known."""
    return replace(
        report,
        url=file,
        pages=tuple(replace(page, url=file) for page in report.pages),
        evidence=tuple(
            replace(seen, url=file, link=None if (seen.link or "").startswith(_NOWHERE) else seen.link)
            for seen in report.evidence
        ),
    )
