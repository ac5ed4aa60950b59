"""Lists as files, opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edscreen.batch.items import SetAside
from edscreen.batch.lists.opening import open_list
from edscreen.profile.documents import Document, InvalidProfile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edscreen.batch.lists.listing import Listing

    Opened = Callable[..., "Read"]


class Read:
    """A list and all that came of it."""

    def __init__(self, listing: Listing) -> None:
        self.listing = listing
        self.items = list(listing.items())
        self.aside = [each for each in self.items if isinstance(each, SetAside)]
        self.found: list[Document | InvalidProfile] = []
        for each in self.items:
            if not isinstance(each, SetAside) and not isinstance(each.content, bytes):
                assert listing.rows is not None
                self.found += listing.rows.documents(each.number, each.content)
        self.profiles = [each.profile for each in self.found if isinstance(each, Document)]
        self.documents = [each for each in self.found if isinstance(each, Document)]
        self.mistakes = [str(each) for each in self.found if isinstance(each, InvalidProfile)]
        self.notices = listing.notices

    @property
    def names(self) -> list[str]:
        return [profile.product.name for profile in self.profiles]


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Write a list, and read all of it."""
    monkeypatch.chdir(tmp_path)

    def read(
        content: str | bytes, name: str = "list.csv", mapping: str | None = None, key: str | None = None
    ) -> Read:
        file = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return Read(open_list(name, mapping_file=mapping, id_column=key))

    return read
