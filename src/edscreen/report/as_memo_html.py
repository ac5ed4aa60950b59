"""Board memos as one HTML file, each on a page of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.profile.words import in_words
from edscreen.report.html_environment import content_policy, style, template
from edscreen.report.memo import memo_of
from edscreen.report.memo_parts import NO_WAIVERS, NOT_ASKED
from edscreen.report.troubles import heading_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.report.run import Beginning, Ending, Problem
    from edscreen.screening.scorecard import Scorecard


class MemoHtmlWriter:
    """Writes `--format memo` product by product; what could not be read stands on a page behind them."""

    def __init__(self, write: Callable[[str], None]) -> None:
        """Hand every memo to `write`."""
        self._write = write
        self._number = 0
        self._problems: list[Problem] = []

    def begin(self, beginning: Beginning) -> None:
        """Write the page's head."""
        self._beginning = beginning
        self._memo = template("memo_page.html")
        head = template("head.html").render(
            beginning=beginning,
            title=f"Board memo: vendor screening as of {in_words(beginning.as_of)}",
            kind="memo",
            style=style(),
            policy=content_policy(),
        )
        self._write(f'{head}<main id="main" class="memos" tabindex="-1">')

    def scorecard(self, scorecard: Scorecard) -> None:
        """Write one product's memo."""
        self._number += 1
        memo = memo_of(scorecard, self._beginning)
        self._write(
            self._memo.render(
                memo=memo,
                id=f"p{self._number}",
                level=1,
                not_asked=NOT_ASKED,
                no_waivers=NO_WAIVERS,
                alone=True,
            )
        )

    def problem(self, problem: Problem) -> None:
        """Keep what could not be read."""
        self._problems.append(problem)

    def end(self, ending: Ending) -> None:  # noqa: ARG002 - a memo says nothing of the run as a whole
        """Write what could not be read, and close the page."""
        self._write(
            template("memo_end.html").render(
                problems=self._problems, problems_heading=heading_of(self._problems), number=self._number
            )
        )
