"""What to put into the profiles once a letter is sent, so that silence after its last day counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.profile.words import in_words
from edscreen.report.facts import profile
from edscreen.report.letter import has_questions, is_districts_word, reply_due
from edscreen.report.words import plural

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from edscreen.screening.scorecard import Scorecard

_NAMED = 5  # profiles that are named
_ENTRY = "asked"


class AskedOffer:
    """Gathers the profiles for which a letter proposes a last day."""

    def __init__(self, day: date) -> None:
        """Begin without a profile; `day` is the letters' day."""
        self._day = day
        self._due = day
        self._without: dict[str, None] = {}
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
        self._counts = self._counts and is_districts_word(scorecard)
        if document and document.tree.holds((_ENTRY,)):  # a second one of that name could not be read
            self._with_entry[f"{scorecard.profile}:{document.tree.key_place((_ENTRY,)).line}"] = None
        else:
            self._without[profile(scorecard)] = None

    def sentences(self) -> Iterator[str]:
        """What to write where; nothing where every last day is set."""
        line = f"{_ENTRY}: {{on: {self._day}, reply_by: {self._due}}}"
        proposed = f"the letter proposes {in_words(self._due)} as the last day for an answer"
        if self._without:
            yield f"{proposed}; once it is sent, add this line at the end of {_named(self._without)}: {line}"
        if self._with_entry:
            yield (
                f"{proposed}; once it is sent, write this line in place of the entry '{_ENTRY}', with the "
                f"lines that belong to it, at {_named(self._with_entry)}: {line}"
            )
        if (self._without or self._with_entry) and not self._counts:
            yield f"'{_ENTRY}' counts only in a profile with prepared: {{role: district}}"
        if self._workbooks:
            yield (
                f"{proposed}; {_named(self._workbooks)}: a workbook, being the vendor's own, has no place to "
                f"note that: keep the day yourself, or the product in a profile (.yaml) with {line}"
            )


def _named(files: dict[str, None]) -> str:
    more = len(files) - _NAMED
    return ", ".join(list(files)[:_NAMED]) + (f" and {plural(more, 'more file')}" if more > 0 else "")
