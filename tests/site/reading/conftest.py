"""Pages read both ways."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

import pytest

from edscreen.site.reading.page_reader import read_page

if TYPE_CHECKING:
    from edscreen.site.page import Page

ADDRESS = "https://www.lumen.example/products/index.html"


class Read(Protocol):
    """Reads a page's body both ways, and demands the same page."""

    def __call__(self, body: str, url: str = ADDRESS) -> Page: ...


class Words(Protocol):
    """Reads a page's body both ways; gives the texts of its blocks."""

    def __call__(self, body: str) -> list[str]: ...


@pytest.fixture(scope="session")
def read() -> Read:
    def read_both_ways(body: str, url: str = ADDRESS) -> Page:
        whole = body if "<html" in body else f"<!doctype html><html><head></head><body>{body}</body></html>"
        fast, safe = (
            read_page(whole.encode(), url, "text/html", parser=parser) for parser in ("fast", "safe")
        )
        assert replace(fast, parser="safe") == safe
        return safe

    return read_both_ways


@pytest.fixture(scope="session")
def words(read: Read) -> Words:
    return lambda body: [block.text for block in read(body).blocks]
