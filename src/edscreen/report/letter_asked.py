"""What to put into the profiles once a letter is sent, so that silence after its last day counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from edscreen.profile.words import in_words
from edscreen.report.facts import profile
from edscreen.report.letter import has_questions, is_districts_word, reply_due
from edscreen.report.words import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from edscreen.screening.scorecard import Scorecard

_NAMED = 5  # profiles that are named
_ENTRY = "asked"


class Offered(NamedTuple):
    """A profile into which the days of a letter can be written.

    Attributes:
        profile: its file, as it is shown.
        on: the day of the letter.
        reply_by: the last day for an answer that it proposes.
    """

    profile: str
    on: date
    reply_by: date


class AskedOffer:
    """Gathers the profiles for which a letter proposes a last day."""

    def __init__(self, day: date, settle: Callable[[list[Offered]], None] | None = None) -> None:
        """Begin without a profile.

        Args:
            day: the letters' day.
            settle: is given the profiles into which the days can be written, and takes out those in which it
                wrote them; None where nobody can be asked.
        """
        self._day = day
        self._due = day
        self._settle = settle
        self._offered: list[Offered] = []
        self._without: dict[str, None] = {}
        self._blank: dict[str, None] = {}
        self._with_entry: dict[str, None] = {}
        self._workbooks: dict[str, None] = {}
        self._counts = True

    def take(self, scorecard: Scorecard) -> None:
        """Take note of a profile whose letter proposes a day."""
        if not has_questions(scorecard):
            return
        due = reply_due(scorecard, self._day)
        if not due.is_proposed:
            return
        self._due = due.day
        document = scorecard.source
        if document and document.sheets is not None:
            self._workbooks[scorecard.profile] = None
            return
        is_counted = is_districts_word(scorecard)
        self._counts = self._counts and is_counted
        if document and is_counted:
            self._offered.append(Offered(scorecard.profile, self._day, due.day))
        if document and document.tree.holds((_ENTRY,)):  # a second one of that name could not be read
            first, last = document.tree.lines_of(_ENTRY)
            lines = f"line {first}" if first == last else f"lines {first} to {last}"
            kept = self._blank if document.tree.data[_ENTRY] is None else self._with_entry
            kept[f"{scorecard.profile}, {lines}"] = None
        else:
            self._without[profile(scorecard)] = None

    def settle(self) -> None:
        """Have the days written where a person wants that."""
        left = list(self._offered)
        if not self._settle or not left:
            return
        self._settle(left)
        for done in {each.profile for each in self._offered} - {each.profile for each in left}:
            for kept in (self._without, self._blank, self._with_entry):
                for name in [name for name in kept if name == done or name.startswith(f"{done}, line")]:
                    del kept[name]

    def sentences(self) -> Iterator[str]:
        """What to write where; nothing where every last day is set."""
        self.settle()
        line = f"{_ENTRY}: {{on: {self._day}, reply_by: {self._due}}}"
        proposed = f"the letter proposes {in_words(self._due)} as the last day for an answer"
        by_questions = "run edscreen init with the file's name and answer when the vendor was asked"
        if self._without:
            at_the_end = f"add this line at the end of {_named(self._without)}: {line}"
            yield f"{proposed}; once it is sent, {by_questions}, or {at_the_end}"
        if self._blank:
            in_place = f"write this line in place of the entry '{_ENTRY}' ({_named(self._blank)}): {line}"
            yield f"{proposed}; once it is sent, {by_questions}, or {in_place}"
        if self._with_entry:
            yield (
                f"{proposed}; once it is sent, write this line in place of the entry '{_ENTRY}' "
                f"({_named(self._with_entry)}): {line}"
            )
        if (self._without or self._blank or self._with_entry) and not self._counts:
            yield f"'{_ENTRY}' counts only in a profile with prepared: {{role: district}}"
        if self._workbooks:
            yield (
                f"{proposed}; {_named(self._workbooks)}: a workbook, being the vendor's own, has no place to "
                f"note that: keep the day yourself, or the product in a profile (.yaml) with {line}"
            )


def _named(files: dict[str, None]) -> str:
    more = len(files) - _NAMED
    return ", ".join(list(files)[:_NAMED]) + (f" and {plural(more, 'more file')}" if more > 0 else "")
