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
from typing import TYPE_CHECKING, BinaryIO
from weakref import WeakValueDictionary

from edscreen.registries.addresses import parse_address

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.site.fetched import Fetched
    from edscreen.site.visit import PageSource

MOST_BYTES = 256 * 1024 * 1024
"""What is kept at most, packed; beyond it what was fetched first is forgotten first."""


class FetchedOnce:
    """Asks for each address once in a run."""

    def __init__(self, pages: PageSource, file: BinaryIO, most_bytes: int = MOST_BYTES) -> None:
        """Begin with nothing.

        Args:
            pages: fetches.
            file: takes what was fetched; an empty one of this run alone, open for reading and writing.
            most_bytes: how large it may grow.
        """
        self._pages = pages
        self._file = file
        self._most_bytes = most_bytes
        self._places: dict[bytes, range] = {}
        self._end = 0
        self._locks: WeakValueDictionary[bytes, asyncio.Lock] = WeakValueDictionary()

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
        name = hashlib.sha256(f"{max_bytes} {url}".encode("utf-8", "replace")).digest()
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

    def _kept(self, name: bytes) -> Fetched | None:
        place = self._places.get(name)
        if place is None:
            return None
        self._file.seek(place.start)
        kept: Fetched = pickle.loads(zlib.decompress(self._file.read(len(place))))  # noqa: S301 - our own
        return kept

    def _keep(self, name: bytes, fetched: Fetched) -> None:
        """Write it behind what was written last, or at the beginning once the file is full."""
        packed = zlib.compress(pickle.dumps(fetched), 1)
        self._places.pop(name, None)
        if len(packed) > self._most_bytes:
            return
        if self._end + len(packed) > self._most_bytes:
            self._forget(range(self._end, self._most_bytes))
            self._end = 0
        place = range(self._end, self._end + len(packed))
        self._forget(place)
        try:
            self._file.seek(place.start)
            is_whole = self._file.write(packed) == len(packed)
        except OSError:  # a full disk costs a page, not the run
            return
        if is_whole:
            self._places[name] = place
            self._end = place.stop

    def _forget(self, place: range) -> None:
        """Forget what begins in a part of the file: what was written first of all that is kept."""
        while self._places:
            name, first = next(iter(self._places.items()))
            if first.start not in place:
                break
            del self._places[name]


def _is_answer_to(fetched: Fetched, is_own: Callable[[str], bool] | None) -> bool:
    """Tell whether the same would have come for one to whom perhaps other hosts belong."""
    is_offsite = fetched.problem == "redirect_offsite"
    if is_own is None:
        return not is_offsite
    led_to = (*fetched.redirects, fetched.url)[1:]
    own = [bool(address and is_own(address.host)) for address in map(parse_address, led_to)]
    return all(own[:-1]) and not own[-1] if is_offsite and own else all(own)
