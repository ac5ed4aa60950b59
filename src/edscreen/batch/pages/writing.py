"""All pages of a run: `index.html` and `vendors/NAME.html`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.batch.pages.about import read_about
from edscreen.batch.pages.overview import write_overview
from edscreen.batch.pages.vendor_pages import write_vendor_pages

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

OVERVIEW = "index.html"
VENDORS = "vendors"


def write_pages(database: sqlite3.Connection, folder: Path) -> None:
    """Write the overview of a run and the page of each vendor, each whole or not at all.

    Args:
        database: the tables of the run, which stay as they are.
        folder: where the pages go: `index.html`, and `vendors` beside it.

    Raises:
        OSError: a page could not be written.
    """
    about = read_about(database)
    write_vendor_pages(database, about, folder / VENDORS)
    write_overview(database, about, folder / OVERVIEW)
