"""A page that somebody saved from a browser, judged alone: no network."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from pydantic_core import Url

from edscreen.profile.file_times import last_changed
from edscreen.profile.sources import read_bytes, shown_path
from edscreen.profile.users import without_user
from edscreen.registries.addresses import parse_address
from edscreen.site import mhtml, pdf_text, unwrapping
from edscreen.site.fetched import Fetched
from edscreen.site.judging.asked import judge_for
from edscreen.site.judging.subject import subject_of
from edscreen.site.obstacles.recognise import obstacle_on_page
from edscreen.site.owner import Owner, not_the_vendors
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
# As the extension SingleFile notes when it saved a page; the weekday and the time zone's name aside.
_SAVED_ON = re.compile(rb"saved date:\s*\w{3} (\w{3} \d\d \d{4} \d\d:\d\d:\d\d) GMT([+-]\d{4})")
# As Chromium and Firefox note a page's address, and as the extension SingleFile does.
_SAVED_FROM = re.compile(
    rb"<!--\s*(?:saved from url=\(\d{4,}\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s>]+)",
    re.IGNORECASE,
)
_NOTED_WITHIN = 16 * 1024


class NotAHomePage(Exception):
    """A saved page is about research, and its address is no front page: it answers another question."""


class SavedElsewhere(Exception):
    """A saved page is another owner's, by the address that the browser noted in it.

    Attributes:
        address: that address.
    """

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


@dataclass(frozen=True, slots=True)
class _Saved:
    """What a saved file holds and says of itself, or why nothing can be taken out of it."""

    body: bytes
    content_type: str | None = None
    url: str | None = None
    saved_at: str | None = None
    fault: Unreadable | None = None


def read_saved_page(
    path: str | os.PathLike[str],
    url: str | None = None,
    *,
    vendor: str | None = None,
    product: str | None = None,
    other_hosts: tuple[str, ...] = (),
    owner: Owner | None = None,
) -> SiteReport:
    """Judge a saved page as the vendor's home page; `clicks` is 0 or None, as nothing behind links is read.

    Args:
        path: the file, as a browser saves it: HTML, or one file of the whole page (MHTML).
        url: the page's address; where it is None, the one that the browser wrote into the file counts.
        vendor: the vendor's name, None where unknown.
        product: the product's name, None where unknown.
        other_hosts: further hosts, or addresses, that are the vendor's.
        owner: whose page it must be, by the address in the file, which then counts before `url`; None where
            `url` is what the user says of this very file.

    Raises:
        edscreen.profile.sources.Unreadable: where there is no such file or it is no regular one.
        NotAHomePage: where the page is known not to be the home page but one about research.
        SavedElsewhere: where the address in the file is on none of the owner's hosts.
    """
    data = read_bytes(path, MAX_BYTES)
    saved = _opened(data)
    if owner and saved.url and not owner.owns_url(saved.url):
        raise SavedElsewhere(saved.url)
    address = (saved.url or url) if owner else (url or saved.url)
    at = saved.saved_at or last_changed(path)
    headers = (("content-type", saved.content_type),) if saved.content_type else ()
    fetched = Fetched(address or _NOWHERE, address or _NOWHERE, None, headers, saved.body, at)
    whose_else = not_the_vendors(fetched.url, vendor, product)
    stop = Stop.at(_visited(fetched, saved.fault, whose_else), 0)
    domains = Owner.of((), other_hosts).domains
    stop.judge(
        lambda page: judge_for(
            page,
            subject_of(page, vendor, product, domains),
            (product, vendor),
            address_is_its_own=owner is None or saved.url is not None,
        )
    )
    if stop.judgement.is_research_page and address and not unwrapping.is_front_page(address):
        raise NotAHomePage
    report = replace(report_on_one(stop), saved=True, file_changed=None if saved.saved_at else at)
    return report if address else _named(report, shown_path(path))


def _visited(fetched: Fetched, fault: Unreadable | None, whose_else: str | None) -> Visited:
    if whose_else:
        return Visited(fetched, problem="redirect_offsite", detail=whose_else)
    if fault:
        return Visited(fetched, problem=fault.problem, detail=fault.detail)
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
    noted = _SAVED_FROM.search(data[:_NOTED_WITHIN])
    url = _address(noted[1].decode("utf-8", "replace")) if noted else None
    if len(data) > MAX_BYTES:
        detail = f"the file is larger than {MAX_BYTES // (1024 * 1024)} MiB"
        return _Saved(b"", url=url, fault=Unreadable("too_large", detail))
    if not mhtml.looks_like_mhtml(data):
        return _Saved(data, url=url, saved_at=_noted_date(data) if noted else None)
    try:
        part = mhtml.html_part(data)
    except Unreadable as fault:
        return _Saved(b"", fault=fault)
    if part is None:
        return _Saved(data)
    content_type = f"text/html; charset={part.charset}" if part.charset else "text/html"
    return _Saved(part.body, content_type, _address(part.location or ""), _sent_date(part.date or ""))


def _noted_date(data: bytes) -> str | None:
    noted = _SAVED_ON.search(data[:_NOTED_WITHIN])
    if noted is None:
        return None
    try:
        return _in_utc(datetime.strptime(b" ".join(noted.groups()).decode(), "%b %d %Y %H:%M:%S %z"))
    except (ValueError, OverflowError):
        return None


def _sent_date(text: str) -> str | None:
    try:
        return _in_utc(parsedate_to_datetime(text))
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _in_utc(at: datetime) -> str:
    """A time in UTC; one without a time zone is taken for UTC already."""
    known = at.replace(tzinfo=at.tzinfo or UTC).astimezone(UTC)
    return known.replace(tzinfo=None, microsecond=0).isoformat() + "Z"


def _address(text: str) -> str | None:
    """The address as browsers spell it, without a user's name; None where it is none of a web page."""
    return str(Url(without_user(text))) if parse_address(text) else None


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
