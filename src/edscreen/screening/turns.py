"""Turns: of profiles that name one vendor's site, one is read after the other."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from edscreen.registries.addresses import parse_address
from edscreen.registries.domains import registrable_domain

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

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
    async def of(self, domains: Iterable[str]) -> AsyncIterator[None]:
        """Wait until no other turn is on at the same registrable domains, then hold them.

        Args:
            domains: the domains, in one order for all, so that no two wait for each other.
        """
        async with AsyncExitStack() as held:
            for domain in domains:
                await held.enter_async_context(self._locks.setdefault(domain, asyncio.Lock()))
            yield


def domains_of(profile: Profile) -> list[str]:
    """The registrable domains of the pages that a profile names, in the order in which they are held."""
    urls = (profile.vendor.website, profile.product.page)
    addresses = (parse_address(str(url)) for url in urls if url)
    return sorted({registrable_domain(one.host) or one.host for one in addresses if one})
