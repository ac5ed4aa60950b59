"""What of a run could not be used, in words: whose file it was, and what that means for the report."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from edscreen.report import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from edscreen.report.run import Problem

_PROFILE, _RULE_BOOK = "profile", "rule_book"
_TITLES = {
    _PROFILE: "A profile cannot be read",
    _RULE_BOOK: "A rule book cannot be used",
    "policy": "The district's policy cannot be used",
    "baseline": "The baseline cannot be read",
    "site_file": "The saved page cannot be read",
}
# What a policy that is not applied means, the run says in a notice.
_MEANS = {
    "baseline": "The baseline could not be read, so nothing counts as known.",
    "site_file": "The saved page could not be read, so what stands there is not known.",
}


def title_of(problem: Problem) -> str:
    """What cannot be used, in a few words."""
    return _TITLES.get(_noun(problem), "A file cannot be read")


def heading_of(problems: Iterable[Problem]) -> str:
    """What is written above a list of problems."""
    only_profiles = {_noun(problem) for problem in problems} == {_PROFILE}
    return "Could not be read and screened" if only_profiles else "Could not be used"


class Troubles:
    """What of a run could not be used."""

    def __init__(self) -> None:
        """Begin without any."""
        self._profiles: set[str] = set()
        self._others: Counter[str] = Counter()

    def count(self, problem: Problem) -> None:
        """Take one problem into account; a profile counts once, however many it has."""
        if (noun := _noun(problem)) == _PROFILE:
            self._profiles.add(problem.profile)
        else:
            self._others[noun] += 1

    def sentences(self) -> list[str]:
        """What that means for the report, each a sentence."""
        means = [sentence for noun, sentence in _MEANS.items() if noun in self._others]
        if self._profiles:
            means.append(
                f"{words.plural(len(self._profiles), 'profile')} could not be read and screened: "
                "the messages beside this report say where, and what to write instead."
            )
        if self._others[_RULE_BOOK]:
            means.append(f"{self._parts_of_rule_books()}, so not every question was asked.")
        return means

    def reasons(self) -> list[str]:
        """Why nothing was screened, each a clause."""
        read = [f"{words.plural(len(self._profiles), 'profile')} could not be read"] if self._profiles else []
        return [*read, *([self._parts_of_rule_books()] if self._others[_RULE_BOOK] else [])]

    def _parts_of_rule_books(self) -> str:
        return f"{words.plural(self._others[_RULE_BOOK], 'part')} of the rule books could not be used"


def _noun(problem: Problem) -> str:
    """The kind of file: what follows `invalid_` or `unreadable_` in the problem's kind."""
    return problem.kind.partition("_")[2]
