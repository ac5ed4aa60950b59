"""Pages that a run has fetched, given again to the other products that need them.

The fetcher's own cache only spares a site from sending a page that did not change; it still asks. A vendor
with forty products in a list would be asked forty times for its home page, and a state for its list of
approved products by each product on it.
"""

from __future__ import annotations

import asyncio
import hashlib
import pickle
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from edscreen.registries.addresses import parse_address

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edscreen.site.fetched import Fetched
    from edscreen.site.visit import PageSource

MOST_BYTES = 256 * 1024 * 1024
"""What is kept at most, packed; beyond it what was fetched first is forgotten first."""


class FetchedOnce:
    """Asks for each address once in a run."""

    def __init__(self, pages: PageSource, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        """Begin with nothing.

        Args:
            pages: fetches.
            folder: takes what was fetched; an empty folder of this run alone.
            most_bytes: how much of it is kept, packed.
        """
        self._pages = pages
        self._folder = folder
        self._left = most_bytes
        self._sizes: dict[str, int] = {}
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def fetch(
        self,
        url: str,
        *,
        is_own: Callable[[str], bool] | None = None,
        until: float | None = None,
        past_cache: bool = False,
        max_bytes: int | None = None,
    ) -> Fetched:
        """Ask for one address, or give what came of it before; see `edscreen.site.visit.PageSource`."""
        name = hashlib.sha256(f"{max_bytes} {url}".encode("utf-8", "replace")).hexdigest()
        async with self._locks.setdefault(name, asyncio.Lock()):
            before = None if past_cache else self._kept(name)
            if before and _is_answer_to(before, is_own):
                return before
            fetched = await self._pages.fetch(
                url, is_own=is_own, until=until, past_cache=past_cache, max_bytes=max_bytes
            )
            # Where the time for one product's site was used up, another may have more of it.
            if until is None or asyncio.get_running_loop().time() < until:
                self._keep(name, fetched)
            return fetched

    def _kept(self, name: str) -> Fetched | None:
        if name not in self._sizes:
            return None
        try:
            packed = (self._folder / name).read_bytes()
        except OSError:  # whoever empties folders for temporary files costs a page, not the run
            return None
        kept: Fetched = pickle.loads(zlib.decompress(packed))  # noqa: S301 - what this process wrote
        return kept

    def _keep(self, name: str, fetched: Fetched) -> None:
        self._forget(name)
        packed = zlib.compress(pickle.dumps(fetched), 1)
        with suppress(OSError):  # a full disk costs a page, too
            (self._folder / name).write_bytes(packed)
            self._sizes[name] = len(packed)
            self._left -= len(packed)
        while self._left < 0:
            self._forget(next(iter(self._sizes)))

    def _forget(self, name: str) -> None:
        self._left += self._sizes.pop(name, 0)
        with suppress(OSError):
            (self._folder / name).unlink(missing_ok=True)


def _is_answer_to(fetched: Fetched, is_own: Callable[[str], bool] | None) -> bool:
    """Tell whether the same would have come for one to whom perhaps other hosts belong."""
    is_offsite = fetched.problem == "redirect_offsite"
    if is_own is None:
        return not is_offsite
    led_to = (*fetched.redirects, fetched.url)[1:]
    own = [bool(address and is_own(address.host)) for address in map(parse_address, led_to)]
    return all(own[:-1]) and not own[-1] if is_offsite and own else all(own)
