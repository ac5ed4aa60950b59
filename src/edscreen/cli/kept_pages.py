"""The folder of `--save-evidence`: what a run read of vendors' sites, and what it could not write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.cli.visit_options import PagesNotKept
from edscreen.profile.sources import shown_path
from edscreen.site.archive.keeper import EvidenceKeeper
from edscreen.site.archive.texts import keep_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edscreen.site.fetched import Fetched
    from edscreen.site.visit import Keeper


class KeptPages:
    """Keeps the pages of every visit of a run, and goes on where one cannot be written."""

    def __init__(self, folder: Path, screenshot_of: Callable[[Fetched], bytes | None] | None = None) -> None:
        """Keep pages in `folder`, with a picture of each where `screenshot_of` has one."""
        self._keeper = EvidenceKeeper(folder)
        self._screenshot_of = screenshot_of
        self._failed: OSError | None = None
        self._files: dict[str, str] = {}

    def of_visit(self, home: str) -> Keeper:
        """Return what keeps the pages of the visit that begins at `home`, in one file to be replayed."""

        def keep(page: Fetched, text: str | None, _clicks: int) -> None:
            picture = self._screenshot_of(page) if self._screenshot_of else None
            try:
                self._files[home] = shown_path(self._keeper.keep(page, site=home, screenshot=picture))
                if text is not None:
                    keep_text(self._keeper.folder, page.sha256, text)
            except OSError as error:
                self._failed = self._failed or error

        return keep

    def told(self) -> str:
        """Say where the pages are kept and what reads them again."""
        where = shown_path(self._keeper.folder)
        file = next(iter(self._files.values()), None)
        again = f"; edscreen site {file} reads them again, without the network" if file else ""
        number = len(self._files)
        return f"the pages of {number:,} {'site' if number == 1 else 'sites'} are kept in {where}{again}"

    def check(self) -> None:
        """Say whether everything was kept.

        Raises:
            PagesNotKept: where something was not.
        """
        if self._failed:
            where = shown_path(str(self._keeper.folder))
            why = self._failed.strerror or self._failed
            raise PagesNotKept(f"{where}: not every page read could be kept: {why}")
