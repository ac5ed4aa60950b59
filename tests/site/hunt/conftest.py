"""Made-up sites that answer from memory, and PDF files made for a test."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from edscreen.site.fetched import Fetched
from edscreen.site.site_reader import SiteReader, SiteRequest
from edscreen.site.unwrapping import identity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from edscreen.site.seen import SiteReport

READ_AT = "2026-11-21T09:30:00Z"

STUDY = (
    "<h1>The evidence behind Lumen Reading</h1>"
    "<p>In a randomized controlled trial with 1,240 students in four districts, researchers at Brook "
    "University found that students who used Lumen Reading gained two months more in reading than students "
    "who did not.</p>"
)
STORIES = "<h1>Schools like yours</h1><p>Our teachers tell us how their classes came to like reading.</p>" * 3


def _page(*parts: str, links: Mapping[str, str] | None = None, title: str = "Lumen Reading") -> str:
    menu = "".join(f'<a href="{target}">{text}</a> ' for target, text in (links or {}).items())
    return (
        f"<!doctype html><html lang=en><head><title>{title} | Lumen Learning</title></head><body><header>"
        f"<nav>{menu}</nav></header><main><p>Lumen Reading is a program for the early grades, made by Lumen "
        "Learning. It is used in class and at home, in small groups and alone, with stories that children "
        f"choose for themselves.</p>{''.join(parts)}</main>"
        "<footer><p>© 2026 Lumen Learning</p></footer></body></html>"
    )


@pytest.fixture(scope="session")
def make_page() -> Callable[..., str]:
    """Make a page of the vendor: its menu, some copy, and what is named."""
    return _page


@pytest.fixture(scope="session")
def study() -> str:
    """Words about a finished study by somebody else."""
    return STUDY


@pytest.fixture(scope="session")
def stories() -> str:
    """Words about nothing that counts."""
    return STORIES


@dataclass
class MemorySource:
    """A site in memory; it counts what it is asked for, and does not know any other address."""

    pages: Mapping[str, bytes | str | Fetched]
    asked: list[str] = field(default_factory=list)
    past_cache: list[bool] = field(default_factory=list)

    async def fetch(self, url: str, *, past_cache: bool = False, **_: Any) -> Fetched:
        self.asked.append(url)
        self.past_cache.append(past_cache)
        found = {identity(known): page for known, page in self.pages.items()}.get(identity(url))
        if isinstance(found, Fetched):
            return found
        if found is None:
            return Fetched(url, url, 404, (), b"", READ_AT, "http_4xx", "it answered 404")
        is_pdf = isinstance(found, bytes)
        body = found if isinstance(found, bytes) else found.encode()
        kind = "application/pdf" if is_pdf else "text/html; charset=utf-8"
        return Fetched(url, url, 200, (("content-type", kind),), body, READ_AT)


@pytest.fixture(scope="session")
def memory_source() -> type[MemorySource]:
    """Make a site in memory."""
    return MemorySource


@pytest.fixture
def read_site() -> Callable[..., tuple[SiteReport, list[str]]]:
    """Read a site of these pages; gives the report and the addresses asked for, in order."""

    def read(
        pages: Mapping[str, bytes | str | Fetched],
        website: str | None = "https://www.lumen.example/",
        **request: Any,
    ) -> tuple[SiteReport, list[str]]:
        source = MemorySource(pages)
        report = asyncio.run(SiteReader(source).read(SiteRequest(website, **request)))
        return report, source.asked

    return read


def _pdf(pages: Sequence[Sequence[str]], title: str = "") -> bytes:
    """A PDF file with one text line under the other, by hand: see ISO 32000-1, 7.5."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, lines in enumerate(pages):
        shown = " ".join(f"({line}) Tj T*" for line in lines)
        content = f"BT /F1 11 Tf 14 TL 60 740 Td {shown} ET"
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {5 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    objects.append(f"<< /Title ({title}) >>")
    data, starts = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        starts.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    size = len(objects) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R /Info {size - 1} 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")


@pytest.fixture(scope="session")
def make_pdf() -> Callable[..., bytes]:
    """Make a PDF file of pages of lines."""
    return _pdf
