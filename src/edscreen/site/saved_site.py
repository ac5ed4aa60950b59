"""A saved page, or the pages that a visit kept, in place of a vendor's site: no network."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from edscreen.profile.sources import Unreadable, read_bytes, shown_path
from edscreen.registries.addresses import parse_address
from edscreen.site.archive.replay import ReplaySource
from edscreen.site.archive.saved import UnreadableArchive
from edscreen.site.saved_page import NotAHomePage, SavedElsewhere, read_saved_page
from edscreen.site.site_reader import SiteReader

if TYPE_CHECKING:
    import os

    from edscreen.site.owner import Owner
    from edscreen.site.seen import SiteReport
    from edscreen.site.site_reader import SiteRequest

_WARC_ENDINGS = (".warc", ".warc.gz")
_PROFILE_ENDINGS = (".yaml", ".yml")
_PROFILE = re.compile(rb"""(?m)^(?:\xef\xbb\xbf)?[{ ]*["']?edscreen["']?[ \t]*:""")
_NO_PAGE_BUT_A_PROFILE = (
    "this is a vendor profile, and no web page: edscreen check {} --site reads its vendor's site"
)
_WARC = b"WARC/"
_GZIP = b"\x1f\x8b"
_ANY_GZIP = 31  # what zlib calls a gzip header with the largest window
_START = 64 * 1024


class NoSavedSite(Exception):
    """A file holds no home page that can be judged; the message, which follows its name, says why."""


async def read_saved_site(
    path: str | os.PathLike[str], request: SiteRequest, *, only_named: bool = False
) -> SiteReport:
    """Judge a saved page, or replay the pages of a WARC file as a visit would have read them.

    Args:
        path: a page as a browser saves it (HTML, or MHTML), or a WARC file, told by its name or its content.
        request: whose page it is, and for which product. Of a WARC file its address is the page to begin at,
            and where none is given, that is the home page which the file names.
        only_named: whether the address given is that of this very file: then a saved page's own does not
            count, and a WARC file without it is a mistake. Otherwise the address in the file counts, and must
            be on one of the vendor's hosts.

    Raises:
        NoSavedSite: where there is no such file, or nothing in it can be judged as the vendor's home page.
    """
    owner = _owner(request)
    try:
        if _is_archive(path):
            return await _replayed(ReplaySource(Path(path)), request, owner, only_named=only_named)
        if Path(path).suffix.lower() in _PROFILE_ENDINGS and _PROFILE.search(read_bytes(path, _START)):
            raise NoSavedSite(_NO_PAGE_BUT_A_PROFILE.format(shown_path(path)))
        return read_saved_page(
            path,
            next(iter(request.addresses), None),
            vendor=request.vendor,
            product=request.product,
            other_hosts=request.other_hosts,
            owner=None if only_named or not owner.is_known else owner,
        )
    except Unreadable as error:
        raise NoSavedSite(error.message) from None
    except UnreadableArchive as error:
        raise NoSavedSite(str(error)) from None
    except SavedElsewhere as error:
        raise _saved_elsewhere(error.address, owner) from None
    except NotAHomePage:
        raise NoSavedSite("this page is about research, and no home page: save the home page") from None


def _owner(request: SiteRequest) -> Owner:
    for url in request.addresses:
        if parse_address(url) is None:
            raise NoSavedSite(f"the profile names {url}, which is the address of no web page: check it")
    return request.owner


def _saved_elsewhere(address: str, owner: Owner) -> NoSavedSite:
    return NoSavedSite(
        f"it was saved from {address}, which is not on {owner.all_hosts[0]}: save the vendor's home page, or "
        "name this site in the profile (vendor.website or vendor.other_domains)"
    )


def _is_archive(path: str | os.PathLike[str]) -> bool:
    start = read_bytes(path, _START)
    if start.startswith(_GZIP):
        try:
            start = zlib.decompressobj(_ANY_GZIP).decompress(start, len(_WARC))
        except zlib.error:
            start = b""
    return start.startswith(_WARC) or Path(path).name.lower().endswith(_WARC_ENDINGS)


async def _replayed(
    pages: ReplaySource, request: SiteRequest, owner: Owner, *, only_named: bool
) -> SiteReport:
    if not any(map(pages.holds, request.addresses)):
        home = pages.home_url
        if home is None:
            raise NoSavedSite("no page of a site is in it")
        if only_named and request.addresses:
            raise NoSavedSite(f"the page {request.addresses[0]} is not in it; its home page is {home}")
        if owner.is_known and not owner.owns_url(home):
            raise _saved_elsewhere(home, owner)
        request = replace(request, website=home, product_page=None)
    report = await SiteReader(pages).read(request)
    return replace(report, file_changed=pages.undated, file_cut=pages.incomplete)
