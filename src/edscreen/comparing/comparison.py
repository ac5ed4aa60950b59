"""Two reports compared: what changed for each product, why, and how the comparison ends."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from edscreen.comparing.causes import possible_causes
from edscreen.comparing.changes import (
    NOT_OURS,
    Change,
    Flag,
    Product,
    has_got_worse,
    kind_of,
    settled,
    standing,
)
from edscreen.comparing.circumstances import circumstances_of, differences, is_filled_otherwise
from edscreen.comparing.cited import filled_in
from edscreen.comparing.matching import NEW, OLD, Shelf
from edscreen.comparing.results import Results
from edscreen.comparing.words import got_worse, rows_or_files
from edscreen.profile.quoting import shown
from edscreen.report.kept_reports import ReadReport
from edscreen.report.kept_scorecards import MAKE_ANEW, UnreadableReport
from edscreen.screening.exit_codes import CLEAN, FLAGGED, ExitCode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from edscreen.comparing.causes import Circumstances
    from edscreen.comparing.circumstances import Difference
    from edscreen.comparing.matching import Pair
    from edscreen.report.kept_scorecards import KeptFinding, KeptHead, KeptScorecard
    from edscreen.screening.answers import Severity


class NotComparable(Exception):
    """One of the reports cannot be read, or is of an unfinished run; the message says which and why."""


class Comparison:
    """What a comparison came to.

    Attributes:
        names: how the two reports were named, fit to be shown.
        heads: what they say of their runs.
        fail_on: the severity from which on what got worse counts; None where nothing does.
        errors: how many rows of a list, or files, could not be read for either.
        unknown: of how many of these, for the later one, nobody knows which product they hold.
        set_aside: how many rows were set aside in either, as no product or as listed before.
        products: how many products stand in either.
        differences: how the runs differ as a whole.
        results: the products that changed, are new or are gone.
    """

    def __init__(self, names: tuple[str, str], fail_on: Severity | None) -> None:
        """Begin with nothing read."""
        self.names = names
        self.fail_on = fail_on
        self.heads: tuple[KeptHead, KeptHead]
        self.errors = (0, 0)
        self.unknown = 0
        self.set_aside = (0, 0)
        self.products = (0, 0)
        self.differences: tuple[Difference, ...] = ()
        self.results = Results()

    @property
    def exit_code(self) -> ExitCode:
        """How the command ends, and why."""
        unread = f"; {rows_or_files(self.errors[NEW])} of the new report could not be read"
        further = unread if self.errors[NEW] else ""
        if self.fail_on is None:
            return ExitCode(CLEAN, f"what got worse does not count with --fail-on never{further}")
        level = f"at or above '{self.fail_on}'"
        if self.results.counting:
            return ExitCode(FLAGGED, f"{got_worse(self.results.counting, level)}{further}")
        return ExitCode(CLEAN, f"no product got worse {level}{further}")


@contextmanager
def compared(old: str, new: str, names: tuple[str, str], fail_on: Severity | None) -> Iterator[Comparison]:
    """Compare two reports; the comparison can be read within the context.

    Args:
        old: the earlier report's file or folder.
        new: the later one's.
        names: how the two are shown.
        fail_on: the severity from which on what got worse counts; None where nothing does.

    Raises:
        NotComparable: one of them cannot be read, or is of an unfinished run.
        sqlite3.Error: the temporary file cannot be written.
    """
    comparison, shelf = Comparison(names, fail_on), Shelf()
    try:
        reports = ReadReport(old), ReadReport(new)
        for side, report in zip((OLD, NEW), reports, strict=True):
            try:
                shelf.put(side, report.entries())
            except UnreadableReport as error:
                raise NotComparable(f"{names[side]}: {error}") from None
            if not report.head.is_finished:
                raise NotComparable(_unfinished(names[side], report.head))
        comparison.heads = reports[OLD].head, reports[NEW].head
        circumstances = circumstances_of(*comparison.heads)
        comparison.differences = differences(circumstances, *shelf.rules)
        comparison.set_aside = shelf.set_aside[OLD], shelf.set_aside[NEW]
        comparison.products = shelf.products[OLD], shelf.products[NEW]
        shelf.prepare()
        comparison.errors = shelf.unread.number(OLD), shelf.unread.number(NEW)
        judge = _Judge(shelf, circumstances, fail_on)
        for pair in shelf.pairs():
            if pair.is_unchanged:
                comparison.results.add_unchanged()
            else:
                comparison.results.add(judge.product(pair))
        comparison.unknown = shelf.unread.number_unknown(NEW)
        yield comparison
    finally:
        shelf.close()
        comparison.results.close()


class _Judge:
    """Judges one product after the other."""

    def __init__(self, shelf: Shelf, circumstances: Circumstances, fail_on: Severity | None) -> None:
        self._shelf = shelf
        self._circumstances = circumstances
        self._is_filled_otherwise = is_filled_otherwise(circumstances.old, circumstances.new)
        self._fail_on = fail_on

    def product(self, pair: Pair) -> Product:
        """What became of a product."""
        if pair.new is None:
            return self._gone(pair)
        new = self._shelf.scorecard(pair.new)
        if pair.old is None:
            return self._new(pair, new)
        return Product(
            vendor=new.vendor,
            product=new.product,
            profile=new.profile,
            status="both",
            changes=self._changes(self._shelf.scorecard(pair.old), new),
        )

    def _changes(self, old: KeptScorecard, new: KeptScorecard) -> tuple[Change, ...]:
        before = {finding.rule: finding for finding in old.findings}
        now = {finding.rule: finding for finding in new.findings}
        is_other = old.profile_sha256 != new.profile_sha256
        rules = (*now, *(rule for rule in before if rule not in now))
        filled = filled_in(old) | filled_in(new) if self._is_filled_otherwise else frozenset()
        changes = (
            self._change(before.get(rule), now.get(rule), is_other_profile=is_other, filled=filled)
            for rule in rules
        )
        return tuple(change for change in changes if change)

    def _change(
        self,
        old: KeptFinding | None,
        new: KeptFinding | None,
        *,
        is_other_profile: bool,
        filled: AbstractSet[tuple[str, str]],
    ) -> Change | None:
        kind = kind_of(old, new)
        either = new or old
        if kind is None or either is None:
            return None
        reasons = possible_causes(
            old, new, self._circumstances, is_other_profile=is_other_profile, filled=filled
        )
        possible = tuple(dict.fromkeys(reason.cause for reason in reasons))
        return Change(
            rule=either.rule,
            title=either.title,
            kind=settled(kind, old, new, possible),
            counts=self._counts(old, new, possible),
            cause=possible[0] if len(possible) == 1 else None,
            possible=possible,
            because=tuple(reason.words for reason in reasons),
            old=standing(old),
            new=standing(new),
        )

    def _counts(self, old: KeptFinding | None, new: KeptFinding | None, possible: tuple[str, ...]) -> bool:
        """Whether it got worse, and not for certain by the district's own doing or edscreen's."""
        if self._fail_on is None or not has_got_worse(old, new, self._fail_on):
            return False
        return not possible or not NOT_OURS.isdisjoint(possible)

    def _gone(self, pair: Pair) -> Product:
        assert pair.old is not None  # noqa: S101 - a pair has one side at least
        old = self._shelf.scorecard(pair.old)
        remark, why = "", ""
        if pair.is_one_of_several:
            remark = _SEVERAL.format("old")
        elif why := self._shelf.why_unread(NEW, old):
            remark = f"its {_unit(old)} could not be read for the new report: {why}"
        elif name := self._neighbour(NEW, OLD, pair.old.place):
            remark = f"in its place there is now {name}"
        return Product(
            vendor=old.vendor,
            product=old.product,
            profile=old.profile,
            status="unread" if why else "gone",
            remark=remark,
        )

    def _new(self, pair: Pair, new: KeptScorecard) -> Product:
        assert pair.new is not None  # noqa: S101 - a pair has one side at least
        remark = ""
        if pair.is_one_of_several:
            remark = _SEVERAL.format("new")
        elif self._shelf.why_unread(OLD, new):
            remark = f"its {_unit(new)} could not be read for the old report"
        elif name := self._neighbour(OLD, NEW, pair.new.place):
            remark = f"in its place there was {name}"
        flags = tuple(
            Flag(rule=each.rule, title=each.title, severity=each.severity, message=each.message)
            for each in new.findings
            if each.outcome == "flag" and not each.is_covered
        )
        return Product(
            vendor=new.vendor,
            product=new.product,
            profile=new.profile,
            status="new",
            remark=remark,
            flags=flags,
        )

    def _neighbour(self, side: int, here: int, place: str) -> str:
        """The one product that the same document holds in the other report; empty where that is not clear."""
        if not place or len(self._shelf.at_place(here, place)) != 1:
            return ""
        found = self._shelf.at_place(side, place)
        if len(found) != 1:
            return ""
        other = self._shelf.scorecard(found[0])
        return f"{shown(other.product)} by {shown(other.vendor)}"


_SEVERAL = "several of this name stand in one of the reports, and which of the {} ones it is cannot be told"


def _unfinished(name: str, head: KeptHead) -> str:
    """Why a report that holds only some of the products is not compared, and what to do."""
    finish = f"go on with edscreen batch LIST --out {name} --resume" if head.form == "batch" else MAKE_ANEW
    return (
        f"the run in {name} is not finished, so products that it has not come to would be taken for gone: "
        f"{finish} first"
    )


def _unit(scorecard: KeptScorecard) -> str:
    return "profile" if scorecard.listed is None else "row"
