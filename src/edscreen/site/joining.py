"""Where a reference leads from the page that it stands on, as browsers join the two (https://url.spec.whatwg.org).

Own code: `pydantic_core.Url` reads an address by these rules but joins none, and `httpx.URL.join` follows
RFC 3986, in which a backslash is no slash and a tab no nothing.
"""

from __future__ import annotations

import re

from pydantic_core import Url

from edscreen.profile.users import cleaned

WEB = frozenset({"http", "https"})
"""Schemes of web pages."""

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_BEHIND_PATH = re.compile(r"[?#]")


class Base:
    """The parts of a web page's address that references are joined to.

    Attributes:
        scheme: `http` or `https`.
        origin: scheme, user, host and port.
        path: the path.
        folder: the path up to its last slash.
        query: the query with its question mark; empty where there is none.
    """

    __slots__ = ("folder", "origin", "path", "query", "scheme")

    def __init__(self, url: Url) -> None:
        self.scheme = url.scheme
        user = f"{url.username or ''}:{url.password}@" if url.password else ""
        user = user or (f"{url.username}@" if url.username else "")
        port = f":{url.port}" if url.port else ""
        self.origin = f"{url.scheme}://{user}{url.host}{port}"
        self.path = url.path or "/"
        self.folder = self.path[: self.path.rfind("/") + 1]
        self.query = f"?{url.query}" if url.query is not None else ""

    def join(self, reference: str) -> str:
        """Return the address that is meant, with its fragment; reading it resolves the dots in its path."""
        text = cleaned(reference)
        if scheme := _SCHEME.match(text):
            rest = text[scheme.end() :]
            if scheme[1].lower() != self.scheme or rest[:1] in {"/", "\\"}:
                return text
            text = rest  # the page's own scheme and no slash: relative all the same
        behind = _BEHIND_PATH.search(text)
        end = behind.start() if behind else len(text)
        path, rest = text[:end].replace("\\", "/"), text[end:]
        if path.startswith("//"):
            return f"{self.scheme}:{path}{rest}"
        if path:
            return f"{self.origin}{'' if path.startswith('/') else self.folder}{path}{rest}"
        return f"{self.origin}{self.path}{'' if rest.startswith('?') else self.query}{rest}"


def base_of(address: str) -> Base | None:
    """Return what references on a page are joined to; None where its address is no web page's."""
    try:
        url = Url(address)
    except (ValueError, UnicodeError):
        return None
    return Base(url) if url.scheme in WEB and url.host else None
