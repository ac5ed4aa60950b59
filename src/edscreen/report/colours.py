"""The colours of answers in documents and workbooks: of the ink, and of the paper below it.

Beside each stand a sign and the words, so that nothing is told by colour alone.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from edscreen.report.sections import Kind


class Colours(NamedTuple):
    """Ink and paper, each as RRGGBB."""

    ink: str
    paper: str


RED = Colours("9D1B1F", "FDEEEC")
AMBER = Colours("754700", "FDF3DE")
BLUE = Colours("154F8C", "E9F1FA")
VIOLET = Colours("5C3186", "F4EEFA")
TEAL = Colours("0C5A63", "E4F3F4")
GREEN = Colours("1D6031", "E8F4EA")
GREY = Colours("545A62", "FFFFFF")

OF_KIND: Mapping[Kind, Colours] = MappingProxyType(
    {
        "red": RED,
        "caution": AMBER,
        "note": BLUE,
        "undisclosed": VIOLET,
        "unavailable": VIOLET,
        "skipped": VIOLET,
        "error": VIOLET,
        "waived": TEAL,
        "known": TEAL,
        "pass": GREEN,
        "not_applicable": GREY,
    }
)
"""By the section in which a finding is read."""
