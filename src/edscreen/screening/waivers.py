"""Waivers: what the district has decided to accept, for which product, why, and until when."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from edscreen.profile.quoting import shown
from edscreen.profile.words import in_words, same_words
from edscreen.screening.answers import UNANSWERED
from edscreen.screening.scorecard import FromProfile, Waiver
from edscreen.screening.worse import (
    deciding,
    is_amount,
    is_coverable,
    is_graver,
    is_same,
    is_worse_value,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from edscreen.screening.answers import Outcome, Severity
    from edscreen.screening.rule import GetsWorse
    from edscreen.screening.scorecard import Finding, Scorecard

ANY = "*"
"""What stands for every vendor, or every product."""

_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Covers:
    """The gravest answer that a waiver is meant for.

    Attributes:
        outcome: where it is a question without an answer, no flag is covered; None where any answer is.
        severity: a graver flag is not covered; None where any is.
        value: a worse deciding value is not covered, unless the flag is milder; None where any is.
    """

    outcome: Outcome | None = None
    severity: Severity | None = None
    value: Any = None


@dataclass(frozen=True, slots=True)
class WaiverEntry:
    """One waiver as the policy states it.

    Attributes:
        rule: the rule's id.
        vendor: the vendor's name, or `*`.
        product: the product's name, or `*`.
        reason: why the finding is accepted.
        by: who decided so.
        expires: the last day on which it holds.
        covers: the gravest answer it is meant for; None where it is meant for any.
        place: where it stands, `edscreen.yaml:21:5`.
    """

    rule: str
    vendor: str
    product: str
    reason: str
    by: str
    expires: date
    covers: Covers | None = None
    place: str = ""

    @property
    def key(self) -> _Key:
        """What it is for: rule, vendor and product; case and spaces of names make no difference."""
        return self.rule, same_words(self.vendor), same_words(self.product)


class WaiverNotice(NamedTuple):
    """What is to be said of a waiver that covers nothing.

    Attributes:
        kind: `waiver_expired`, `waiver_unused` or `waiver_outgrown`.
        message: the notice in one sentence.
    """

    kind: str
    message: str


class WaiverUse(NamedTuple):
    """What became of one waiver at one finding that it is meant for.

    Attributes:
        waiver: its place in the policy's list, counted from 0.
        use: it covers the finding; the finding is graver than it covers; another one covers it already; or
            there is nothing to waive.
        why: where the finding is graver, in what.
    """

    waiver: int
    use: Literal["covers", "outgrown", "not_needed", "nothing_to_waive"]
    why: str = ""


class Waivers:
    """The waivers of one run, with what became of them."""

    def __init__(
        self,
        entries: Iterable[WaiverEntry],
        as_of: date,
        gets_worse: Mapping[str, GetsWorse | None] | None = None,
        told: Callable[[WaiverUse], object] | None = None,
    ) -> None:
        """Sort out what has expired.

        Args:
            entries: the policy's waivers.
            as_of: the day as of which dates are judged.
            gets_worse: by rule, the way in which the number that decides gets worse.
            told: is told what becomes of them, where somebody counts it for several processes.
        """
        self._told = told
        self._gets_worse = gets_worse or {}
        self._all = list(entries)
        self._counted: Counter[tuple[int, str]] = Counter()
        self._outgrown: list[WaiverUse] = []
        self._in_force: dict[_Key, list[int]] = {}
        self._rules: set[str] = set()
        self._as_of = as_of
        for index, entry in enumerate(self._all):
            if entry.expires >= as_of:
                self._in_force.setdefault(entry.key, []).append(index)
                self._rules.add(entry.rule)

    @property
    def used(self) -> int:
        """How many waivers cover a finding."""
        return len({waiver for waiver, use in self._counted if use == "covers"})

    def add_use(self, use: WaiverUse) -> None:
        """Count what became of one of them, here or elsewhere."""
        self._counted[use.waiver, use.use] += 1
        if use.use == "outgrown":
            self._outgrown.append(use)

    def cover(self, scorecard: Scorecard) -> Scorecard:
        """The scorecard with the findings marked that a waiver covers."""
        if not self._in_force:
            return scorecard
        findings = tuple([self._covered(finding, scorecard) for finding in scorecard.findings])
        return replace(scorecard, findings=findings)

    def notices(self) -> Iterator[WaiverNotice]:
        """What is to be said at the end: waivers that have expired, were outgrown, or were not used."""
        for entry in self._all:
            if entry.expires < self._as_of:
                yield WaiverNotice(
                    "waiver_expired",
                    f"{_named(entry)} expired on {in_words(entry.expires)} and covers nothing any more",
                )
        for use in self._outgrown:
            yield WaiverNotice("waiver_outgrown", f"{_named(self._all[use.waiver])} does not cover {use.why}")
        for index, entry in enumerate(self._all):
            known = {use for use in ("covers", "outgrown") if self._counted[index, use]}
            if not known and entry.expires >= self._as_of:
                yield WaiverNotice(
                    "waiver_unused", f"{_named(entry)} was not used: {self._why_unused(index)}"
                )

    def _why_unused(self, index: int) -> str:
        if self._counted[index, "not_needed"]:
            return "another waiver covers the same answer"
        seen = self._counted[index, "nothing_to_waive"]
        return "there is nothing to waive" if seen else "no such product was screened by this rule"

    def _covered(self, finding: Finding, scorecard: Scorecard) -> Finding:
        for index in self._meant_for(finding.rule, scorecard):
            entry = self._all[index]
            if finding.waiver:
                self._use(WaiverUse(index, "not_needed"))
            elif not is_coverable(finding):
                self._use(WaiverUse(index, "nothing_to_waive"))
            elif why := self._beyond(entry, finding):
                self._use(WaiverUse(index, "outgrown", f"{scorecard.profile}: {why}"))
            else:
                self._use(WaiverUse(index, "covers"))
                finding = finding._replace(waiver=Waiver(entry.reason, entry.by, entry.expires))
        return finding

    def _use(self, use: WaiverUse) -> None:
        self.add_use(use)
        if self._told:
            self._told(use)

    def _meant_for(self, rule: str, scorecard: Scorecard) -> Iterator[int]:
        """The waivers of a rule for a product, those that name both it and its vendor first."""
        if rule in self._rules:
            vendor, product = same_words(scorecard.vendor), same_words(scorecard.product)
            for key in ((rule, vendor, product), (rule, ANY, product), (rule, vendor, ANY), (rule, ANY, ANY)):
                yield from self._in_force.get(key, ())

    def _beyond(self, entry: WaiverEntry, finding: Finding) -> str:
        """Why a finding is worse than what the waiver is meant for; empty where it is not."""
        covers = entry.covers
        if covers is None:
            return ""
        if covers.outcome in UNANSWERED and finding.outcome == "flag":
            return "the question is answered by now, with a flag, and it covers a question without an answer"
        found = finding.outcome, finding.severity
        covered: tuple[Outcome, Severity] = "flag", covers.severity or "red"
        if is_graver(found, covered):
            return f"the finding is of the severity '{finding.severity}', and it covers '{covers.severity}'"
        if covers.value is None or (covers.severity and is_graver(covered, found)):
            return ""
        if finding.outcome != "flag" or not self._is_worse(finding, covers.value):
            return ""
        value = deciding(finding).value
        return f"the finding rests on {shown(str(value))}, and it covers {shown(str(covers.value))}"

    def _is_worse(self, finding: Finding, covered: Any) -> bool:
        value, gets_worse = deciding(finding).value, self._gets_worse.get(finding.rule)
        if is_amount(covered) and is_amount(value):
            return is_worse_value(value, covered, gets_worse)
        cited = [one.value for one in finding.evidence if isinstance(one, FromProfile)]
        return not any(is_same(one, covered) for one in cited)


def _named(entry: WaiverEntry) -> str:
    whose = "every product" if entry.product == ANY else shown(entry.product)
    of = "" if entry.vendor == ANY else f" of {shown(entry.vendor)}"
    where = f"{entry.place}: " if entry.place else ""
    return f"{where}the waiver of {entry.rule} for {whose}{of}"
