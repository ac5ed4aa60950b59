"""How the cells of a workbook look: few colours, each beside words and a sign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from edscreen.report.sections import kind_of
from edscreen.report.signs import DRAWN
from edscreen.report.words import is_softened_by_cover, outcome

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

    from edscreen.report.sections import Kind
    from edscreen.screening.scorecard import Finding, Scorecard, Verdict

_INK, _WHITE, _HEAD, _LINE = "#1D2530", "#FFFFFF", "#1F3A5F", "#C9B26B"
_RED, _AMBER, _BLUE, _VIOLET, _TEAL, _GREEN = (
    ("#9D1B1F", "#FDEEEC"),
    ("#754700", "#FDF3DE"),
    ("#154F8C", "#E9F1FA"),
    ("#5C3186", "#F4EEFA"),
    ("#0C5A63", "#E4F3F4"),
    ("#1D6031", "#E8F4EA"),
)
_GREY = ("#545A62", "#FFFFFF")
_OF_KIND: dict[Kind, tuple[str, str]] = {
    "red": _RED,
    "caution": _AMBER,
    "note": _BLUE,
    "undisclosed": _VIOLET,
    "unavailable": _VIOLET,
    "skipped": _VIOLET,
    "error": _VIOLET,
    "waived": _TEAL,
    "known": _TEAL,
    "pass": _GREEN,
    "not_applicable": _GREY,
}
_OF_VERDICT: dict[Verdict, tuple[str, str]] = {
    "flagged": _RED,
    "incomplete": _VIOLET,
    "clear": _GREEN,
    "not_screened": _GREY,
}
_COVERED = {"waived": ", waived", "known": ", known from the baseline"}


class Looks:
    """The formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        """Make them."""
        top: dict[str, Any] = {"valign": "top", "font_color": _INK}
        head = {"bold": True, "font_color": _WHITE, "bg_color": _HEAD, "valign": "vcenter"}
        self.head: Format = book.add_format({**head, "text_wrap": True})
        self.plain: Format = book.add_format(top)
        self.wrapped: Format = book.add_format({**top, "text_wrap": True})
        self.title: Format = book.add_format({**top, "bold": True, "font_size": 18, "font_color": _HEAD})
        self.bold: Format = book.add_format({**top, "bold": True, "font_color": _HEAD, "text_wrap": True})
        self.asked: Format = book.add_format(
            {
                **top,
                "text_wrap": True,
                "num_format": "@",
                "bg_color": "#FFF8E1",
                "border": 1,
                "border_color": _LINE,
                "locked": False,
            }
        )
        pairs = dict.fromkeys((*_OF_KIND.values(), *_OF_VERDICT.values(), _TEAL))
        self._coloured = {
            pair: book.add_format({**top, "font_color": pair[0], "bg_color": pair[1]}) for pair in pairs
        }

    def of_kind(self, kind: Kind) -> Format:
        """How a finding looks."""
        return self._coloured[_OF_KIND[kind]]

    def of_verdict(self, scorecard: Scorecard) -> Format:
        """How a verdict looks."""
        is_softened = scorecard.verdict == "clear" and is_softened_by_cover(scorecard)
        return self._coloured[_TEAL if is_softened else _OF_VERDICT[scorecard.verdict]]


def answered(finding: Finding) -> str:
    """What was answered, with its sign: `✗ red flag`, `◇ caution, waived`."""
    kind = kind_of(finding)
    return f"{DRAWN.of(kind)} {outcome(finding)}{_COVERED.get(kind, '')}"


def verdict_sign(scorecard: Scorecard) -> str:
    """The sign of a verdict."""
    return DRAWN.of_verdict(scorecard.verdict, covered=is_softened_by_cover(scorecard))
