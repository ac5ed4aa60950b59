"""The report as Markdown, short enough for a comment on a pull request and for the summary of a job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.profile.words import in_words, joined
from edscreen.report import words
from edscreen.report.escaping import shortened
from edscreen.report.facts import screened_with
from edscreen.report.markdown_room import Chapter, Kept, Shown, chosen
from edscreen.report.markdown_scorecard import chapter
from edscreen.report.markdown_text import address, code, escaped
from edscreen.report.signs import DRAWN
from edscreen.report.summary_rows import row_of
from edscreen.report.totals import Totals
from edscreen.report.troubles import heading_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from edscreen.report.run import Beginning, Ending, Problem
    from edscreen.screening.answers import Severity
    from edscreen.screening.rule import Source
    from edscreen.screening.scorecard import Scorecard

MOST_CHARACTERS = 65_000
"""Characters of a report: GitHub takes 65,536 in a comment, and whoever posts it may want to add a line."""

_VERDICTS = ("flagged", "incomplete", "clear", "not_screened")
_SENTENCE = 1_000  # characters of a sentence with foreign words in it
_COLUMNS = (
    "| Product | Vendor | Verdict | Red flags | Cautions | Open questions | Waived or known |\n"
    "|---|---|---|--:|--:|--:|--:|\n"
)


class MarkdownWriter:
    """Writes `--format markdown` at the end of the run, the most important products first.

    Of a run that is too long for it, it keeps what there may be room for, and says what it leaves out.
    """

    def __init__(self, write: Callable[[str], None], most_characters: int = MOST_CHARACTERS) -> None:
        """Hand the report to `write`, no longer than `most_characters`."""
        self._write = write
        self._most = most_characters
        self._chapters = Kept(most_characters)
        self._rows = Kept(most_characters // 3)
        self._totals = Totals()
        self._first: Scorecard | None = None
        self._problems: list[Problem] = []
        self._sources: dict[Source, list[str]] = {}

    def begin(self, beginning: Beginning) -> None:
        """Keep what every scorecard names."""
        self._beginning = beginning
        self._threshold = words.threshold(beginning.fail_on)

    def scorecard(self, scorecard: Scorecard) -> None:
        """Keep one scorecard, as far as there may be room for it."""
        rank = _rank(scorecard, self._threshold, self._totals.products)
        self._first = self._first or scorecard
        self._totals.count(scorecard)
        self._chapters.offer(rank, lambda: chapter(scorecard, self._beginning, rank))
        self._rows.offer(rank, lambda: Chapter(rank, _row(scorecard), ()))
        for finding in scorecard.findings:
            for source in finding.sources if finding.outcome != "not_applicable" else ():
                rules = self._sources.setdefault(source, [])
                if finding.rule not in rules:
                    rules.append(finding.rule)

    def problem(self, problem: Problem) -> None:
        """Keep what could not be read."""
        self._problems.append(problem)

    def end(self, ending: Ending) -> None:
        """Write the report."""
        head, overview, bottom = self._head(ending), self._overview(), self._bottom(ending)
        room = self._most - len(head) - len(overview) - len(bottom) - _SENTENCE
        shown = chosen(self._chapters.chapters, room)
        self._write(head + self._left_out(shown) + overview + shown.text + bottom)

    def _head(self, ending: Ending) -> str:
        headline = f"Vendor screening: {words.headline(self._first)}" if self._first else ""
        if self._totals.products != 1:
            headline = self._totals.in_words()
        return f"## {escaped(headline)}\n\n{self._circumstances(ending)}\n\n"

    def _overview(self) -> str:
        """What could not be read, and the table of several products."""
        blocks = []
        if self._problems:
            blocks.append(f"### {DRAWN.error} {heading_of(self._problems)} ({len(self._problems):,})")
            blocks.append(_listed(map(_problem, self._problems), self._most // 8))
        if self._totals.products > 1:
            blocks.append(_COLUMNS + "".join(row.head for row in self._rows.chapters).rstrip())
        return "".join(f"{block}\n\n" for block in blocks)

    def _circumstances(self, ending: Ending) -> str:
        """The day, the policy, and the rules that did not run."""
        sentences = [f"As of {in_words(self._beginning.as_of)}."]
        if ending.policy:
            sentences.append(ending.policy)
        if left_out := ", ".join(self._beginning.deselected):
            sentences.append(f"Left out of this run: {left_out}.")
        return "  \n".join(escaped(shortened(sentence, _SENTENCE)) for sentence in sentences)

    def _left_out(self, shown: Shown) -> str:
        """What is not in the report for want of room, and how to see it; empty where all is there."""
        products = self._totals.products
        missing = []
        if self._rows.dropped and products > 1:
            missing.append(f"{self._rows.dropped:,} of {products:,} products not in the table")
        if (unseen := products - shown.products) > 0:
            missing.append(f"the answers of {unseen:,} of {products:,} products not shown")
        if shown.left_out:
            number = words.plural(shown.left_out, "answer")
            missing.append(f"{number} of {'the product' if products == 1 else 'the others'} left out")
        if not missing:
            return ""
        return (
            f"> **There is no room for everything here:** {joined(missing)}. What is most serious was kept. "
            "The whole is in the same run's `--output json=report.json` or `--output csv=report.csv`, and on "
            "the terminal with `-v`.\n\n"
        )

    def _bottom(self, ending: Ending) -> str:
        blocks = []
        if ending.notices:
            blocks.append(f"### Notices ({len(ending.notices):,})")
            sentences = (f"- {_sentence(notice.message)}" for notice in ending.notices)
            blocks.append(_listed(sentences, self._most // 8))
        if self._sources:
            blocks.append("<details>\n<summary>Where the questions come from</summary>")
            blocks.append(_listed(self._cited(), self._most // 8))
            blocks.append("</details>")
        version = f"Screened {screened_with(self._beginning)}."
        blocks += [escaped(shortened(version, _SENTENCE)), f"**{words.CLOSING}**"]
        return "\n\n".join(blocks) + "\n"

    def _cited(self) -> Iterator[str]:
        for source, rules in self._sources.items():
            named = ", ".join(code(rule) for rule in sorted(rules))
            yield f"- {escaped(source.title)}, {address(source.url)}, for {named}"


def _rank(scorecard: Scorecard, threshold: Severity, position: int) -> tuple[int, ...]:
    """Where a product stands among others: by whether flags count, by verdict, then as it came."""
    flags = len(scorecard.flagged(threshold))
    return not flags, _VERDICTS.index(scorecard.verdict), -flags, position


def _row(scorecard: Scorecard) -> str:
    row = row_of(scorecard)
    sign = DRAWN.of_verdict(row.verdict, covered=row.softened)
    numbers = " | ".join(str(number) for number in (*row.numbers, row.covered))
    return (
        f"| {escaped(row.product)} | {escaped(row.vendor)} | {sign} {escaped(row.headline)} | {numbers} |\n"
    )


def _problem(problem: Problem) -> str:
    where = code(problem.place)
    field = f" {code(problem.path)}" if problem.path else ""
    return f"- {where}{field}: {_sentence(problem.message)}"


def _sentence(text: str) -> str:
    return escaped(shortened(text, _SENTENCE))


def _listed(lines: Iterable[str], room: int) -> str:
    """As many lines as there is room for, and how many there are beside them."""
    kept: list[str] = []
    more = 0
    for line in lines:
        room -= len(line) + 1
        if room >= 0:
            kept.append(line)
        else:
            more += 1
    return "\n".join([*kept, *([f"- and {more:,} more: `--format json` lists them all"] if more else [])])
