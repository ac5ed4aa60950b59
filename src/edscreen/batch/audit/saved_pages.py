"""The pages that a run kept (`batch --save-evidence`), found again for what its answers cite."""

from __future__ import annotations

import csv
import gzip
import json
import os
import re
import zlib
from collections import defaultdict
from functools import lru_cache
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING, NamedTuple

from edscreen.site.archive.keeper import INDEX
from edscreen.site.archive.texts import LONGEST_TEXT, text_path

if TYPE_CHECKING:
    import sqlite3

    from edscreen.batch.ledger import Ledger
    from edscreen.screening.answers import FromSite

_SHA256 = re.compile("[0-9a-f]{64}")
_KEPT = "kept_pages"
"""The name in the table `run`: a JSON list of folders, named from the run's own."""


class SavedPage(NamedTuple):
    """One page that a run kept.

    Attributes:
        file: the WARC file that holds it, from the run's folder, with forward slashes.
        picture: the picture of it, named likewise; empty where there is none.
        text_file: the file of its text, named likewise; empty where there is none.
        packed_text: the same file, to be opened.
    """

    file: str
    picture: str
    text_file: str
    packed_text: Path

    @property
    def text(self) -> str:
        """Its text, on one line; empty where it was not kept or cannot be read."""
        return _text(self.packed_text) if self.text_file else ""


class _Indexed(NamedTuple):
    """A line of an index: its folder as it is named from the run's, and the files."""

    folder: str
    file: str
    picture: str


def note_folder(ledger: Ledger, run: Path, kept: Path) -> None:
    """Record that a run keeps the pages it reads in a folder, beside those noted before.

    Args:
        ledger: the run's ledger.
        run: the run's folder.
        kept: the folder of `--save-evidence`.
    """
    try:
        name = Path(os.path.relpath(kept, run)).as_posix()
    except ValueError:  # another drive
        name = kept.resolve().as_posix()
    before = _noted(ledger.about().get(_KEPT))
    if name not in before:
        ledger.note({_KEPT: json.dumps([*before, name])})


class SavedPages:
    """The pages that a run kept, by address and digest."""

    def __init__(self, tables: sqlite3.Connection, run: Path) -> None:
        """Read the indexes of the folders that the run noted; one that is gone holds nothing.

        Args:
            tables: the run's tables.
            run: the run's folder.
        """
        self._run = run
        self._of_page: dict[tuple[str, str], list[_Indexed]] = defaultdict(list)
        stated = tables.execute("SELECT value FROM run WHERE name = ?", [_KEPT]).fetchone()
        for folder in _noted(stated[0] if stated else None):
            self._read_index(folder)

    def find(self, cited: FromSite) -> SavedPage | None:
        """The page that a piece of evidence cites; None where it was not kept."""
        if not cited.sha256:
            return None
        for found in self._of_page.get((cited.url, cited.sha256), ()):
            folder = self._at(found.folder)
            if not (folder / found.file).is_file():
                continue
            packed = text_path(folder, cited.sha256)
            text_file = text_path(Path(found.folder), cited.sha256).as_posix() if packed.is_file() else ""
            picture = f"{found.folder}/{found.picture}" if found.picture else ""
            return SavedPage(f"{found.folder}/{found.file}", picture, text_file, packed)
        return None

    def _at(self, folder: str) -> Path:
        """Where a folder stands that is named from the run's, as `note_folder` named it."""
        return Path(os.path.normpath(self._run / folder))

    def _read_index(self, folder: str) -> None:
        try:
            with (self._at(folder) / INDEX).open(encoding="utf-8", errors="replace", newline="") as file:
                for line in csv.DictReader(file):
                    page = _Indexed(folder, _own(line.get("file")), _own(line.get("screenshot")))
                    sha256 = line.get("sha256") or ""
                    if page.file and _SHA256.fullmatch(sha256):
                        for url in {line.get("url") or "", line.get("asked") or ""}:
                            self._of_page[url, sha256].append(page)
        except (OSError, csv.Error):
            return


def _noted(value: str | None) -> list[str]:
    return [str(each) for each in json.loads(value)] if value else []


def _own(name: str | None) -> str:
    """The name of a file in the folder itself; empty for anything else, as an index can be altered."""
    return name if name and name == PureWindowsPath(name).name and name not in {".", ".."} else ""


@lru_cache(maxsize=16)  # an answer cites several places of a page
def _text(packed: Path) -> str:
    try:
        with gzip.open(packed, "rb") as file:
            return " ".join(file.read(LONGEST_TEXT).decode("utf-8", "replace").split())
    except (OSError, EOFError, zlib.error):
        return ""
