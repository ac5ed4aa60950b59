"""What came back when an address was asked for."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from edscreen.site.problems import Problem


@dataclass(frozen=True, slots=True)
class Fetched:
    """One address asked for, and what was answered in the end.

    Attributes:
        asked: the address asked for.
        url: the address that answered, after redirects; where a redirect was not followed, its target.
        status: HTTP status of the last answer; None where none came.
        headers: the last answer's headers, names in lower case, in the order received.
        body: what the last answer held, inflated, at most the fetcher's cap; empty where none was read.
        fetched_at: when it was read from the site, in UTC (`2026-11-21T10:30:05Z`); for an answer kept on
            disk, when the site last confirmed it.
        problem: why there is nothing to read; None where the answer was received whole. A page may still
            turn out to be unreadable: a wall, say, is recognised later.
        detail: the plain fact behind the problem, as a clause, such as "the certificate has expired".
        redirects: the addresses that sent on, in order, the one asked for first.
        from_cache: whether the body is the one kept on disk, confirmed by the site or young enough.
    """

    asked: str
    url: str
    status: int | None
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: str
    problem: Problem | None = None
    detail: str | None = None
    redirects: tuple[str, ...] = ()
    from_cache: bool = False

    def header(self, name: str) -> str | None:
        """Return the first header of that name, given in lower case; None where there is none."""
        return next((value for key, value in self.headers if key == name), None)

    @property
    def sha256(self) -> str:
        """Digest of the body, in hexadecimal."""
        return hashlib.sha256(self.body).hexdigest()
