"""What an answer cites, piece by piece: each with its own address, date and digest."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from edscreen.batch.spreadsheets.cited import cited
from edscreen.batch.spreadsheets.long_sheets import fit
from edscreen.report.escaping import shortened
from edscreen.screening.answers import FromSite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from edscreen.screening.scorecard import Finding

ON_THE_ROW = 8
"""How many pieces stand in a cell of an answer's row; the sheet of sources holds them all."""

_TEXT = 400  # a quotation has 300 characters at most


class Piece(NamedTuple):
    """One piece of what an answer cites, as texts fit for cells.

    Attributes:
        text: what is cited: a field's value, or words of a page.
        place: where it stands: in the profile, or on which page.
        link: the address of what is cited; empty where there is none.
        read_on: when a page was read or asked for; empty for anything else, or where that is not known.
        sha256: digest of the page; empty for anything else, or where no page came back.
        page: the page; None for anything else.
    """

    text: str
    place: str
    link: str
    read_on: str
    sha256: str
    page: FromSite | None

    @property
    def where(self) -> str:
        """Where it stands, with when it was read and the digest of what was read."""
        verb = "read" if self.sha256 else "asked for"
        return ", ".join(
            filter(
                None,
                (
                    self.place,
                    self.read_on and f"{verb} {self.read_on}",
                    self.sha256 and f"SHA-256 of the page {self.sha256}",
                ),
            )
        )


def pieces(finding: Finding) -> list[Piece]:
    """Return what a finding cites, in its order."""
    found = []
    for each in finding.evidence:
        told = cited(each)
        if isinstance(each, FromSite):
            words = told.quote or ("the page as a whole" if each.sha256 else "no page could be read there")
            read_on, sha256 = fit(each.fetched_at or ""), fit(each.sha256 or "")
            found.append(Piece(_cut(words), fit(told.link), fit(told.link), read_on, sha256, each))
        else:
            found.append(Piece(_cut(told.text), fit(told.place), fit(told.link), "", "", None))
    return found


def numbered(texts: Sequence[str]) -> str:
    """Texts of the pieces as one cell: on a line each, with the piece's number where there are several."""
    if len(texts) == 1:
        return texts[0]
    lines = [f"[{number}] {text}" for number, text in enumerate(texts[:ON_THE_ROW], 1) if text]
    if lines and len(texts) > ON_THE_ROW:
        lines.append(f"and {len(texts) - ON_THE_ROW} more, on the sheet “Sources”")
    return "\n".join(lines)


def _cut(text: str) -> str:
    return fit(shortened(text, _TEXT))
