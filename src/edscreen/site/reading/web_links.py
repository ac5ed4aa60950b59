"""Where a page's links lead: most references need no rules to be resolved, the others are joined by them."""

from __future__ import annotations

import re

from pydantic_core import Url

from edscreen.profile.users import cleaned, without_user
from edscreen.site.joining import WEB, base_of

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
        self._base = base_of(page)
        self._known: dict[str, tuple[str, str] | None] = {}
        self._origins: dict[str, str | None] = {}

    def rebase(self, reference: str) -> None:
        """Resolve what follows against the page's `<base href>`."""
        if (base := self.resolve(reference)) is not None:
            self._base = base_of(base[0])
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
        if len(reference) > _LONGEST:
            return None
        joined = self._base.join(reference) if self._base else cleaned(reference)
        address, _, fragment = joined.partition("#")
        try:
            url = Url(without_user(address))
        except (ValueError, UnicodeError):
            return None
        return (str(url), fragment) if url.scheme in WEB and url.host else None


def _canonical(origin: str) -> str | None:
    try:
        return str(Url(f"{origin}/")).removesuffix("/")
    except (ValueError, UnicodeError):
        return None
