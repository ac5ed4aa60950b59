"""How the cells of a workbook look: few colours, each beside words and a sign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from edscreen.report.colours import GREEN, GREY, OF_KIND, RED, TEAL, VIOLET
from edscreen.report.sections import kind_of
from edscreen.report.signs import DRAWN
from edscreen.report.words import is_softened_by_cover, outcome

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

    from edscreen.report.colours import Colours
    from edscreen.report.sections import Kind
    from edscreen.screening.scorecard import Finding, Scorecard, Verdict

_INK, _WHITE, _HEAD, _LINE = "#1D2530", "#FFFFFF", "#1F3A5F", "#C9B26B"
_OF_VERDICT: dict[Verdict, Colours] = {
    "flagged": RED,
    "incomplete": VIOLET,
    "clear": GREEN,
    "not_screened": GREY,
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
        pairs = dict.fromkeys((*OF_KIND.values(), *_OF_VERDICT.values(), TEAL))
        self._coloured = {
            pair: book.add_format({**top, "font_color": f"#{pair.ink}", "bg_color": f"#{pair.paper}"})
            for pair in pairs
        }

    def of_kind(self, kind: Kind) -> Format:
        """How a finding looks."""
        return self._coloured[OF_KIND[kind]]

    def of_verdict(self, scorecard: Scorecard) -> Format:
        """How a verdict looks."""
        is_softened = scorecard.verdict == "clear" and is_softened_by_cover(scorecard)
        return self._coloured[TEAL if is_softened else _OF_VERDICT[scorecard.verdict]]


def answered(finding: Finding) -> str:
    """What was answered, with its sign: `✗ red flag`, `◇ caution, waived`."""
    kind = kind_of(finding)
    return f"{DRAWN.of(kind)} {outcome(finding)}{_COVERED.get(kind, '')}"


def verdict_sign(scorecard: Scorecard) -> str:
    """The sign of a verdict."""
    return DRAWN.of_verdict(scorecard.verdict, covered=is_softened_by_cover(scorecard))
