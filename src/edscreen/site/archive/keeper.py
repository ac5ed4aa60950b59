"""The folder that `--save-evidence` names: the pages read, with an index and, with a browser, pictures."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from edscreen.profile.whole_files import write_whole
from edscreen.registries.addresses import parse_address
from edscreen.site.archive.records import opening_record, page_records

if TYPE_CHECKING:
    from pathlib import Path

    from edscreen.site.fetched import Fetched

INDEX: Final = "pages.csv"
"""Name of the index in the folder."""

_COLUMNS = ("url", "asked", "status", "problem", "sha256", "fetched_at", "file", "screenshot")


class EvidenceKeeper:
    """Keeps every page read in one folder, for the record.

    A site's pages stand in one file a run, `<host>-<digest of the host>-<time>.warc.gz` (WARC 1.1); what
    earlier runs kept stays. Every page is written when it is read, in whole records: an interrupted run
    leaves what it had read. `pages.csv` lists all pages of all runs, a line each.

    Attributes:
        folder: the folder, made with the first page.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: dict[str, Path] = {}

    def keep(self, page: Fetched, *, site: str | None = None, screenshot: bytes | None = None) -> Path:
        """Keep a page, read or not.

        Args:
            page: what came back.
            site: address of the home page that the visit began with; pages of one visit are kept in one
                file, so that it can be replayed. Without it, the page's own.
            screenshot: a picture of the page, as PNG.

        Returns:
            The file that it stands in.

        Raises:
            OSError: it could not be written.
        """
        file = self._file_of(site or page.asked, page.fetched_at)
        with file.open("ab") as archive:
            archive.write(page_records(page))
        picture = self._keep_picture(file, screenshot) if screenshot else ""
        self._note_in_index(page, file.name, picture)
        return file

    def _file_of(self, site: str, fetched_at: str) -> Path:
        if site not in self._files:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._files[site] = self._begin(_stem(site, fetched_at))
        return self._files[site]

    def _begin(self, stem: str) -> Path:
        number = 1
        while True:
            file = self.folder / f"{stem}{'' if number == 1 else f'-{number}'}.warc.gz"
            try:
                # Whoever makes the file owns it: several runs may write into one folder.
                with file.open("xb") as archive:
                    archive.write(opening_record(file.name))
            except FileExistsError:
                number += 1
            else:
                return file

    def _keep_picture(self, file: Path, screenshot: bytes) -> str:
        digest = hashlib.sha256(screenshot).hexdigest()
        name = f"{file.name.removesuffix('.warc.gz')}-{digest[:12]}.png"
        write_whole(self.folder / name, screenshot)
        return name

    def _note_in_index(self, page: Fetched, file_name: str, picture: str) -> None:
        values = (
            page.url,
            page.asked,
            "" if page.status is None else page.status,
            page.problem or "",
            page.sha256 if page.body else "",
            page.fetched_at,
            file_name,
            picture,
        )
        _append_line(self.folder / INDEX, _csv_line(values))


def _append_line(index: Path, line: bytes) -> None:
    """Add a line in one write at the end, so that lines of runs side by side follow one another."""
    with suppress(FileExistsError), index.open("xb", buffering=0) as new:
        new.write(_csv_line(_COLUMNS))
    with index.open("rb") as file:
        length = file.seek(0, io.SEEK_END)
        file.seek(max(0, length - 1))
        # A line that an interruption cut short is ended first.
        torn = file.read(1) not in {b"\n", b""}
    with index.open("ab", buffering=0) as file:
        file.write(b"\r\n" * torn + line)


def _csv_line(values: tuple[object, ...]) -> bytes:
    line = io.StringIO()
    csv.writer(line).writerow(values)
    return line.getvalue().encode("utf-8", "replace")


def _stem(site: str, fetched_at: str) -> str:
    """Name a site's file as every system takes it: letters, digits and hyphens, told apart by a digest."""
    address = parse_address(site)
    host = address.host if address else site
    slug = re.sub(r"[^a-z0-9]+", "-", host.lower()).strip("-")[:40].strip("-") or "site"
    digest = hashlib.sha256(host.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{slug}-{digest}-{re.sub(r'[^0-9TZ]', '', fetched_at)}"
