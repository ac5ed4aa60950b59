"""Where a page's links lead, resolved as browsers do (https://url.spec.whatwg.org).

Own code: `pydantic_core.Url` reads an address by these rules but joins none, and `httpx.URL.join` follows
RFC 3986, in which a backslash is no slash and a tab no nothing.
"""

from __future__ import annotations

import re

from pydantic_core import Url

_ENDS = "".join(map(chr, range(33)))
_VANISHING = re.compile(r"[\t\n\r]")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_WEB = frozenset({"http", "https"})
# What most references are: an address whose path and query stand as they are written.
_PLAIN = re.compile(
    r"(https?://[a-z0-9.-]+)?(/?(?:[a-zA-Z0-9_-][a-zA-Z0-9_.-]*/)*(?:[a-zA-Z0-9_-][a-zA-Z0-9_.-]*)?)"
    r"(\?[a-zA-Z0-9_.&=-]+)?(?:#([a-zA-Z0-9_./=&-]*))?"
)
_LONGEST_PLAIN = 1_000
_LONGEST = 16_384  # characters of an address; data islands in links are longer, and lead nowhere


class Resolver:
    """Resolves a page's links against its address, or what its `<base>` says instead."""

    __slots__ = ("_base", "_known", "_origins")

    def __init__(self, page: str) -> None:
        """Begin at a page.

        Args:
            page: its address; without a readable one only absolute links lead anywhere.
        """
        self._base = _split(page)
        self._known: dict[str, tuple[str, str] | None] = {}
        self._origins: dict[str, str | None] = {}

    def rebase(self, reference: str) -> None:
        """Resolve what follows against the page's `<base href>`."""
        if (base := self.resolve(reference)) is not None:
            self._base = _split(base[0])
            self._known.clear()

    def resolve(self, reference: str) -> tuple[str, str] | None:
        """Return the address without fragment, and the fragment; None where it leads to no web page."""
        try:
            return self._known[reference]
        except KeyError:
            found = self._known[reference] = self._resolved(reference)
            return found

    def _resolved(self, reference: str) -> tuple[str, str] | None:
        return self._plain(reference) or self._by_the_rules(reference)

    def _plain(self, reference: str) -> tuple[str, str] | None:
        """Where a reference leads that needs no rules but one: it is put behind what it is relative to."""
        found = _PLAIN.fullmatch(reference) if len(reference) <= _LONGEST_PLAIN else None
        if found is None or self._base is None:
            return None
        origin, path, query, fragment = found.groups()
        if path[:1] != "/":
            if origin or not path:
                return None
            path = self._base.folder + path
        origin = origin or self._base.origin
        if origin not in self._origins:
            self._origins[origin] = _canonical(origin)
        canonical = self._origins[origin]
        return (f"{canonical}{path}{query or ''}", fragment or "") if canonical else None

    def _by_the_rules(self, reference: str) -> tuple[str, str] | None:
        text = _VANISHING.sub("", reference.strip(_ENDS))
        if len(text) > _LONGEST:
            return None
        text, _, fragment = text.partition("#")
        absolute = self._absolute(text)
        try:
            url = Url(absolute) if absolute else None
        except (ValueError, UnicodeError):
            return None
        return (str(url), fragment) if url is not None and url.host else None

    def _absolute(self, text: str) -> str | None:
        base = self._base
        if scheme := _SCHEME.match(text):
            name, rest = scheme[1].lower(), text[scheme.end() :]
            if name not in _WEB:
                return None
            if base is None or name != base.scheme or rest[:1] in {"/", "\\"}:
                return text
            text = rest  # a scheme that is the page's own and no slash: relative all the same
        if base is None:
            return None
        if not text:
            return f"{base.origin}{base.path}{base.query}"
        if text.startswith("?"):
            return f"{base.origin}{base.path}{text}"
        path, mark, query = text.partition("?")
        path = path.replace("\\", "/")
        if path.startswith("//"):
            return f"{base.scheme}:{path}{mark}{query}"
        if not path.startswith("/"):
            path = base.folder + path
        return f"{base.origin}{path}{mark}{query}"


class _Split:
    """The parts of an address that others are resolved against."""

    __slots__ = ("folder", "origin", "path", "query", "scheme")

    def __init__(self, url: Url) -> None:
        self.scheme = url.scheme
        user = (
            f"{url.username or ''}:{url.password}@"
            if url.password
            else f"{url.username}@"
            if url.username
            else ""
        )
        port = f":{url.port}" if url.port else ""
        self.origin = f"{url.scheme}://{user}{url.host}{port}"
        self.path = url.path or "/"
        self.folder = self.path[: self.path.rfind("/") + 1]
        self.query = f"?{url.query}" if url.query is not None else ""


def _split(address: str) -> _Split | None:
    try:
        url = Url(address)
    except (ValueError, UnicodeError):
        return None
    return _Split(url) if url.scheme in _WEB and url.host else None


def _canonical(origin: str) -> str | None:
    try:
        return str(Url(f"{origin}/")).removesuffix("/")
    except (ValueError, UnicodeError):
        return None
