"""What to put into the profiles once a letter is sent, so that silence after its last day counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.profile.words import in_words
from edscreen.report.letter import has_questions, is_districts_word, reply_due
from edscreen.report.words import plural

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from edscreen.screening.scorecard import Scorecard

_NAMED = 5  # profiles that are named


class AskedOffer:
    """Counts the profiles for which a letter proposes a last day."""

    def __init__(self, day: date) -> None:
        """Begin without a profile; `day` is the letters' day."""
        self._day = day
        self._due = day
        self._files: dict[str, None] = {}
        self._counts = True

    def take(self, scorecard: Scorecard) -> None:
        """Take note of a profile whose letter proposes a day."""
        if not has_questions(scorecard):
            return
        due = reply_due(scorecard, self._day)
        if due.is_proposed:
            self._due = due.day
            self._files[scorecard.profile] = None
            self._counts = self._counts and is_districts_word(scorecard)

    def sentences(self) -> Iterator[str]:
        """What to write where; nothing where every last day is set."""
        if not self._files:
            return
        named = list(self._files)[:_NAMED]
        more = len(self._files) - len(named)
        files = ", ".join(named) + (f" and {plural(more, 'more file')}" if more else "")
        yield (
            f"the letter proposes {in_words(self._due)} as the last day for an answer; once it is sent, "
            f"write into {files}: asked: {{on: {self._day}, reply_by: {self._due}}}"
        )
        if not self._counts:
            yield "'asked' counts only in a profile with prepared: {role: district}"
