"""Where a link really leads: tracking taken off, redirecting links opened, one spelling for one page."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from pydantic_core import Url

from edscreen.profile.tables import read_table
from edscreen.registries.addresses import host_matches, parse_address
from edscreen.registries.public_hosts import PublicHostTable

if TYPE_CHECKING:
    from edscreen.site.page import Page

_FRONT_PAGE = re.compile(r"/(?:index|default|home)\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)
_MOST_WRAPPINGS = 3
# Longer addresses are read, but not kept: a hostile page must not fill the memory.
_LONGEST_KEPT = 2_048
# Most links hold no address in their query string, and need not be taken apart to know it.
_MAY_WRAP = re.compile(r"[?&][^=&]*=(?:h|%68|/|%2f)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Kinds:
    tracking: frozenset[str]
    tracking_prefixes: tuple[str, ...]
    targets: frozenset[str]
    sharing: tuple[str, ...]
    redirecting: tuple[str, ...]
    no_pages: frozenset[str]


@lru_cache(maxsize=1)
def _kinds() -> _Kinds:
    rows: dict[str, list[str]] = {}
    for row in read_table(Path(__file__).with_name("data") / "links.csv"):
        rows.setdefault(row["kind"], []).append(row["value"])
    return _Kinds(
        tracking=frozenset(rows["tracking_parameter"]),
        tracking_prefixes=tuple(name[:-1] for name in rows["tracking_parameter"] if name.endswith("*")),
        targets=frozenset(rows["target_parameter"]),
        sharing=tuple(rows["sharing_path"]),
        redirecting=tuple(rows["redirecting_host"]),
        no_pages=frozenset(rows["no_page"]),
    )


def identity(url: str) -> str:
    """What one page's addresses have in common: all that does not change which page is shown.

    Scheme, a leading `www.`, fragment, tracking parameters, the order of the others, a name such as
    `index.html` and a slash at the end are left out.
    """
    return _identity_kept(url) if len(url) <= _LONGEST_KEPT else _identity(url)


def _identity(url: str) -> str:
    address = parse_address(url)
    if address is None:
        return url
    # Behind `http:` or `https:` few addresses hold another colon, and none of the others a port.
    port = Url(url).port if ":" in url[6:] else None
    host = address.host.removeprefix("www.") + (f":{port}" if port not in {80, 443, None} else "")
    path = _FRONT_PAGE.sub("/", address.path).rstrip("/")
    query = "&".join(sorted(_kept_parts(address.query)))
    return f"{host}{path or '/'}{f'?{query}' if query else ''}"


# The pages of one site have most of their links in common.
_identity_kept = lru_cache(maxsize=4_096)(_identity)


def is_front_page(url: str) -> bool:
    """Tell whether an address is that of a site's front page, in one of its languages at most."""
    host, _, path = identity(url).partition("/")
    return bool(host) and re.fullmatch(r"(?:[a-z]{2}(?:[-_][a-z]{2,4})?)?", path, re.IGNORECASE) is not None


def front_page(url: str) -> str:
    """Return the address of the front page of the site that `url` is on."""
    return f"{_origin(url)}/"


def without_tracking(url: str) -> str:
    """Return `url` without the parameters that only say where a reader came from, and without fragment."""
    address, fragment_free = parse_address(url), url.partition("#")[0]
    if address is None or not address.query:
        return fragment_free
    kept = "&".join(_kept_parts(address.query))
    return fragment_free.partition("?")[0] + (f"?{kept}" if kept else "")


def is_redirecting(url: str) -> bool:
    """Tell whether an address belongs to a service that does nothing but send readers on."""
    address = parse_address(url)
    if address is None:
        return False
    public = PublicHostTable.load().find(url)
    shortens = public is not None and public.kind == "link_shortener"
    return shortens or any(host_matches(address.host, host) for host in _kinds().redirecting)


def is_page(url: str) -> bool:
    """Tell whether an address, by its name, may be that of a page or a PDF file."""
    address = parse_address(url)
    return address is not None and PurePosixPath(address.path).suffix[1:].lower() not in _kinds().no_pages


def is_pdf(url: str) -> bool:
    """Tell whether an address, by its name, is that of a PDF file."""
    address = parse_address(url)
    return address is not None and address.path.lower().endswith(".pdf")


def unwrapped(url: str) -> str:
    """Return the address that a redirecting link holds in its query string, else `url`.

    What asks the reader to share a page or to log in first is no redirecting link.
    """
    for _ in range(_MOST_WRAPPINGS):
        inner = _inner(url)
        if inner is None:
            return url
        url = inner
    return url


def unwrapped_page(page: Page) -> Page:
    """Return `page` with every link leading where it really leads."""
    links = tuple(
        link if (target := unwrapped(link.url)) == link.url else link._replace(url=target)
        for link in page.links
    )
    return page if links == page.links else replace(page, links=links)


def _inner(url: str) -> str | None:
    address = parse_address(url) if _MAY_WRAP.search(url) else None
    if address is None or _is_sharing(address.path):
        return None
    for name, value in Url(url).query_params():
        if name.lower() not in _kinds().targets:
            continue
        if value.startswith(("http://", "https://")):
            return value.partition("#")[0] if parse_address(value) else None
        # A path is one only where a link redirects or shows within its own site.
        if value.startswith("/") and not value.startswith("//"):
            target = f"{_origin(url)}{value.partition('#')[0]}"
            return target if parse_address(target) else None
    return None


def _origin(url: str) -> str:
    """Scheme, host and port of an address."""
    read = Url(url)
    usual = 443 if read.scheme == "https" else 80
    return f"{read.scheme}://{read.host}{'' if read.port == usual else f':{read.port}'}"


def _is_sharing(path: str) -> bool:
    lowered = f"{path.lower().rstrip('/')}/"
    return any(f"{part}/" in lowered for part in _kinds().sharing)


def _kept_parts(query: str) -> list[str]:
    return [part for part in query.split("&") if part and not _is_tracking(part.partition("=")[0].lower())]


def _is_tracking(name: str) -> bool:
    return name in _kinds().tracking or name.startswith(_kinds().tracking_prefixes)
