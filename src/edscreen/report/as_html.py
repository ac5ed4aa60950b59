"""The report as one HTML file: to read, to print and to hand on, without network or scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from edscreen.profile.words import in_words
from edscreen.report import words
from edscreen.report.facts import screened_with
from edscreen.report.html_environment import content_policy, style, template
from edscreen.report.html_product import shown_sections
from edscreen.report.list_columns import list_facts
from edscreen.report.memo import memo_of
from edscreen.report.memo_parts import NO_WAIVERS, NOT_ASKED
from edscreen.report.said_often import OFTEN, SaidOften
from edscreen.report.spool import Spool
from edscreen.report.summary_rows import row_of
from edscreen.report.totals import Totals
from edscreen.report.troubles import heading_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.report.run import Beginning, Ending, Problem
    from edscreen.screening.rule import Source
    from edscreen.screening.scorecard import Scorecard

_ROWS = 50  # of one table: what is not on the screen waits to be laid out, which a browser does by tables
_TABLE_ENDS = "</tbody></table></div>"


class HtmlWriter:
    """Writes `--format html` at the end of the run: the table of products comes before the products.

    What stands there of each product is made as it comes, and waits in a file where it is long.
    """

    def __init__(self, write: Callable[[str], None]) -> None:
        """Hand the page to `write`."""
        self._write = write
        self._rows = Spool()
        self._products = Spool()
        self._totals = Totals()
        self._said = SaidOften()
        self._first = ""
        self._problems: list[Problem] = []
        self._sources: dict[Source, list[str]] = {}

    def begin(self, beginning: Beginning) -> None:
        """Keep what every product's part names."""
        self._beginning = beginning
        self._memo = template("memo.html")
        self._product = template("product.html")
        self._row = template("report_row.html")

    def scorecard(self, scorecard: Scorecard) -> None:
        """Make one product's row, memo and findings."""
        self._totals.count(scorecard)
        identifier = f"p{self._totals.products}"
        if self._totals.products == 1:
            self._first = words.headline(scorecard)
        memo = memo_of(scorecard, self._beginning)
        page = self._memo.render(
            memo=memo, id=identifier, level=2, not_asked=NOT_ASKED, no_waivers=NO_WAIVERS, alone=False
        )
        if self._totals.products % _ROWS == 1 and self._totals.products > 1:
            self._rows.write(_TABLE_ENDS + template("report_table.html").render())
        self._rows.write(self._row.render(id=identifier, row=row_of(scorecard)))
        self._products.write(
            self._product.render(
                id=identifier,
                name=memo.product,
                memo=Markup(page),  # noqa: S704 - made by a template that escapes
                own=list(list_facts(scorecard)),
                sections=shown_sections(scorecard, self._said),
                profile=scorecard.profile,
                few=self._totals.products <= OFTEN,
                places=_places(scorecard),
            )
        )
        for finding in scorecard.findings:
            for source in finding.sources if finding.outcome != "not_applicable" else ():
                rules = self._sources.setdefault(source, [])
                if finding.rule not in rules:
                    rules.append(finding.rule)

    def problem(self, problem: Problem) -> None:
        """Keep what could not be read."""
        self._problems.append(problem)

    def end(self, ending: Ending) -> None:
        """Write the page."""
        several = self._totals.products > 1
        self._write(self._top(several=several))
        if several:
            for piece in self._rows.pieces():
                self._write(piece)
            self._write(f"{_TABLE_ENDS}</section>")
        for piece in self._products.pieces():
            self._write(piece)
        self._write(self._bottom(ending))

    def _top(self, *, several: bool) -> str:
        beginning = self._beginning
        found = self._totals.in_words()
        return template("head.html").render(
            beginning=beginning,
            title=f"Vendor screening: {found}",
            kind="report",
            style=style(),
            policy=content_policy(),
        ) + template("report_top.html").render(
            district=beginning.district.name or "" if beginning.district else "",
            day=in_words(beginning.as_of),
            headline=found,
            problems=self._problems,
            problems_heading=heading_of(self._problems),
            several=several,
            single=self._totals.products == 1,
        )

    def _bottom(self, ending: Ending) -> str:
        beginning = self._beginning
        return template("report_end.html").render(
            policy_sentence=ending.policy,
            deselected=", ".join(beginning.deselected),
            notices=ending.notices,
            said=self._said.at_the_end,
            sources=[(source, ", ".join(sorted(rules))) for source, rules in self._sources.items()],
            screened=screened_with(beginning),
            closing=words.CLOSING,
        )


def _places(scorecard: Scorecard) -> str:
    """What is told of where a fact stands."""
    if scorecard.source and scorecard.source.sheets:
        return "sheet and cell"
    return "line and column" if scorecard.listed is None else "row and column"
