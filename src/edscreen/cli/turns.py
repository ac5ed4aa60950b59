"""Turns: of profiles that name one vendor's site, one is read after the other."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from edscreen.registries.addresses import parse_address
from edscreen.registries.domains import registrable_domain

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from edscreen.profile.models import Profile


class Turns:
    """Gives every profile its turn at its vendor's site.

    The time for a site runs from the turn on. Profiles read at once would share the host's one page a second,
    so that what is found for one depended on which others are in the folder.
    """

    def __init__(self) -> None:
        """Begin with no site taken; a lock lives as long as somebody holds it or waits for it."""
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def of(self, profile: Profile) -> AsyncIterator[None]:
        """Wait until no other profile's turn is on at the same registrable domains, then hold them."""
        async with AsyncExitStack() as held:
            for domain in _domains(profile):
                await held.enter_async_context(self._locks.setdefault(domain, asyncio.Lock()))
            yield


def _domains(profile: Profile) -> list[str]:
    """The domains of the pages to be read, in one order for all, so that no two wait for each other."""
    urls = (profile.vendor.website, profile.product.page)
    addresses = (parse_address(str(url)) for url in urls if url)
    return sorted({registrable_domain(one.host) or one.host for one in addresses if one})
