"""The folder of `--save-evidence`: what a run read of vendors' sites, and what it could not write."""

from __future__ import annotations

import hashlib
from threading import Lock
from typing import TYPE_CHECKING

from edscreen.cli.visit_options import PagesNotKept
from edscreen.profile.sources import shown_path
from edscreen.profile.words import counted
from edscreen.registries.addresses import parse_address
from edscreen.site.archive.keeper import EvidenceKeeper
from edscreen.site.archive.texts import keep_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from edscreen.site.fetched import Fetched
    from edscreen.site.visit import Keeper


class KeptPages:
    """Keeps the pages of every visit of a run, and goes on where one cannot be written.

    An answer that several products share is kept once for each home page that they are visited from.

    Attributes:
        folder: where they are kept.
        screenshot_of: gives the picture of a page, where a browser takes one.
    """

    def __init__(self, folder: Path) -> None:
        """Keep pages in `folder`."""
        self.folder = folder
        self.screenshot_of: Callable[[Fetched], bytes | None] | None = None
        self._keeper = EvidenceKeeper(folder)
        self._failed: OSError | None = None
        self._files: dict[str, str] = {}
        self._read: dict[str, None] = {}  # the home pages of visits on which a page could be read, in order
        self._kept: set[bytes] = set()
        self._writing = Lock()

    def of_visit(self, home: str) -> Keeper:
        """Return what keeps the pages of the visit that begins at `home`, in one file to be replayed."""

        def keep(page: Fetched, text: str | None, _clicks: int) -> None:
            self.keep(home, page, text)

        return keep

    def keep(self, home: str, page: Fetched, text: str | None) -> None:
        """Keep a page of the visit that begins at `home`, and its text; any thread may call it."""
        with self._writing:
            picture = self.screenshot_of(page) if self.screenshot_of else None
            if (answer := _digest(home, page.asked, page.fetched_at, page.sha256)) in self._kept:
                return
            try:
                self._files[home] = shown_path(self._keeper.keep(page, site=home, screenshot=picture))
                if text is not None:
                    self._read[home] = None
                    keep_text(self._keeper.folder, page.sha256, text)
            except OSError as error:
                self._failed = self._failed or error
            else:
                self._kept.add(answer)

    @property
    def files(self) -> int:
        """How many files hold pages of this run."""
        return len(self._files)

    def told(self) -> str:
        """Say where the pages are kept, and what reads them again where there are any."""
        where = shown_path(self._keeper.folder)
        read = _hosts(self._read)
        others = len(_hosts(self._files) - read)
        if not read:
            asked = counted(f"{others:,}", "site")
            return f"no site gave a page; what came of asking {asked} is kept in {where}"
        more = f", and what came of asking {others:,} more, which gave no page" if others else ""
        again = f"edscreen site {self._files[next(iter(self._read))]} reads them again, without the network"
        return f"the pages of {counted(f'{len(read):,}', 'site')} are kept in {where}{more}; {again}"

    def check(self) -> None:
        """Say whether everything was kept.

        Raises:
            PagesNotKept: where something was not.
        """
        if self._failed:
            where = shown_path(str(self._keeper.folder))
            why = self._failed.strerror or self._failed
            raise PagesNotKept(f"{where}: not every page read could be kept: {why}")


def _hosts(urls: Iterable[str]) -> set[str]:
    return {address.host for address in map(parse_address, urls) if address}


def _digest(*parts: str) -> bytes:
    return hashlib.blake2b("\n".join(parts).encode("utf-8", "replace"), digest_size=16).digest()
