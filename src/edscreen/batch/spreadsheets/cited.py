"""A piece of evidence as texts for the cells of a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from edscreen.report.finding_words import is_address, listed, looked, place, quoted, stated
from edscreen.screening.answers import FromRegistry
from edscreen.screening.scorecard import FromProfile

if TYPE_CHECKING:
    from edscreen.screening.answers import FromSite


class Cited(NamedTuple):
    """What a piece of evidence says.

    Attributes:
        place: where it stands in the profile; empty where it does not stand there.
        text: what stands there, what a registry says, or when a page was read.
        quote: the words seen on a page, in quotation marks; empty elsewhere.
        link: the address of what is cited; empty where there is none.
    """

    place: str
    text: str
    quote: str
    link: str

    @property
    def in_a_line(self) -> str:
        """All but the link."""
        return ", ".join(filter(None, (self.place, self.text, self.quote)))


def cited(evidence: FromProfile | FromRegistry | FromSite) -> Cited:
    """Return a piece of evidence as texts."""
    if isinstance(evidence, FromProfile):
        link = evidence.value if is_address(evidence.value) else ""
        return Cited(place(evidence), stated(evidence), "", link)
    if isinstance(evidence, FromRegistry):
        return Cited("", listed(evidence), "", evidence.url)
    quote = quoted(evidence.quote) if evidence.quote else ""
    return Cited("", looked(evidence), quote, evidence.url)
