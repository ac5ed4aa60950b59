"""The sheet of sources: each piece that a drawn answer cites, with its page as kept, or what is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from edscreen.batch.audit.pieces import numbered
from edscreen.batch.spreadsheets.long_sheets import Heading, fit
from edscreen.profile.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from edscreen.batch.audit.pieces import Piece
    from edscreen.batch.audit.saved_pages import SavedPage, SavedPages
    from edscreen.batch.audit.sheet_rows import SheetRow

SOURCES = "Sources"
"""The sheet."""
COLUMNS = (
    Heading("Id", 18),
    Heading("Piece", 7),
    Heading("Product", 26),
    Heading("Rule", 20),
    Heading("What is cited", 60),
    Heading("Where it stands", 30),
    Heading("Link (to be copied; not live)", 44),
    Heading("Read on", 20),
    Heading("SHA-256 of the page", 34),
    Heading("Saved page, from this workbook’s folder", 44),
    Heading("Saved text; what is cited in [[ ]]", 90),
)

_NOT_KEPT = "not kept in this run"
_NEXT_TIME = "To keep pages next time, add --save-evidence FOLDER to edscreen batch LIST --out DIR --site"

_LEAST, _MOST = 600, 3_000
_ALL = 4_000_000  # characters of saved texts in one workbook, so that it stays small enough to be read back
_BEGINNING = 60


class Told(NamedTuple):
    """What is told of the pages that the drawn answers cite.

    Attributes:
        saved: the cell of each answer's row on the first sheet.
        sources: the rows of the sheet of sources.
        kept: how many of the pages cited were kept.
        lost: how many were read, but not kept.
    """

    saved: list[str]
    sources: list[tuple[str, ...]]
    kept: int
    lost: int

    @property
    def in_words(self) -> str:
        """How many pages were kept, and how to keep them where they were not; empty where none is cited."""
        if not self.lost:
            return (
                "This run kept every page that is cited; the files are named beside it" if self.kept else ""
            )
        pages = counted(f"{self.kept + self.lost:,}", "page")
        kept = f"only {self.kept:,}" if self.kept else "none"
        return (
            f"Of the {pages} cited here this run kept {kept}. Of a page that was not kept edscreen stored the"
            " words quoted, its address, the time and its digest, and it may have changed since."
            f" {_NEXT_TIME}"
        )


def told_of(rows: Sequence[SheetRow], pages: SavedPages) -> Told:
    """Find the pages that the drawn answers cite.

    Args:
        rows: the drawn answers.
        pages: the pages that the run kept.
    """
    on_pages = sum(piece.page is not None for row in rows for piece in row.pieces)
    room = min(max(_ALL // max(on_pages, 1), _LEAST), _MOST)
    saved: list[str] = []
    sources: list[tuple[str, ...]] = []
    cited: dict[tuple[str, str], bool] = {}
    for row in rows:
        found = [pages.find(piece.page) if piece.page else None for piece in row.pieces]
        saved.append(_files(row.pieces, found))
        name, _, product, _, rule, *_ = row.told
        for number, (piece, page) in enumerate(zip(row.pieces, found, strict=True), 1):
            sources.append((name, str(number), product, rule, *_told(piece, page, room)))
            if piece.sha256:
                cited[piece.link, piece.sha256] = page is not None
    kept = sum(cited.values())
    return Told(saved, sources, kept, len(cited) - kept)


def excerpt(text: str, quote: str, room: int) -> str:
    """The words about a quotation, which stands in `[[ ]]`; the beginning where nothing is quoted or found.

    Args:
        text: a page's text, on one line.
        quote: the words that are cited; empty where the page as a whole is.
        room: how many characters are given at most, the marks aside.
    """
    words = " ".join(quote.split())
    if words not in text:
        words = words[:_BEGINNING]
    at = text.find(words) if words else -1
    if at < 0:
        return text if len(text) <= room else f"{text[:room]} ..."
    around = max(room - len(words), 0) // 2
    first, last = max(at - around, 0), at + len(words) + around
    before = "... " if first else ""
    behind = " ..." if last < len(text) else ""
    return f"{before}{text[first:at]}[[{words}]]{text[at + len(words) : last]}{behind}"


def _told(piece: Piece, page: SavedPage | None, room: int) -> tuple[str, ...]:
    told = piece.text, piece.place, piece.link, piece.read_on, piece.sha256
    if piece.page is None or not piece.sha256:
        return (*told, "", "")
    quote = piece.page.quote or ""
    if page is None:
        return (*told, _NOT_KEPT, fit(f"[[{quote}]]") if quote else "nothing, as no words of it are quoted")
    files = ", ".join(filter(None, (page.file, page.text_file, page.picture)))
    return (*told, fit(files), fit(excerpt(page.text, quote, room)) or "its text was not kept")


def _files(pieces: Sequence[Piece], found: Sequence[SavedPage | None]) -> str:
    """Where the pages of an answer are kept, piece by piece."""
    if any(found):
        return numbered(
            [
                fit(page.file) if page else _NOT_KEPT if piece.sha256 else ""
                for piece, page in zip(pieces, found, strict=True)
            ]
        )
    return f"{_NOT_KEPT}: see the sheet “Sources”" if any(piece.sha256 for piece in pieces) else ""
