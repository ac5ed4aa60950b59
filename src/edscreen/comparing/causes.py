"""What can be behind a changed answer: what differs between the reports, and nothing that is only likely."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from edscreen.comparing.changes import UNSEEN
from edscreen.comparing.cited import (
    LONGEST,
    by_field,
    entry_in_words,
    how_read,
    of_kind,
    page_reading,
    registry_entries,
    registry_name,
    value_in_words,
    value_text,
)
from edscreen.profile.words import in_words, joined
from edscreen.report.escaping import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from edscreen.comparing.changes import Cause
    from edscreen.report.kept_scorecards import KeptFinding, KeptHead

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY = re.compile(rf"\b(?:(?:19|20)\d\d-\d\d-\d\d|\d{{1,2}} (?:{_MONTHS}) (?:19|20)\d\d)\b")
_YEAR = re.compile(r"(?:^|[.\]])year$")


class Circumstances(NamedTuple):
    """How the two runs differ as a whole; None where a report does not say.

    Attributes:
        old: the head of the earlier report.
        new: the head of the later one.
        policy: whether the policy or an option of the run differs.
        rules: whether a rule book or edscreen itself is another.
        day: whether dates were judged as of another day.
        site: whether sites were read otherwise.
    """

    old: KeptHead
    new: KeptHead
    policy: bool | None
    rules: bool | None
    day: bool | None
    site: bool | None


class Reason(NamedTuple):
    """A possible cause, and what differs there."""

    cause: Cause
    words: str


def possible_causes(
    old: KeptFinding | None,
    new: KeptFinding | None,
    circumstances: Circumstances,
    *,
    is_other_profile: bool,
    filled: AbstractSet[tuple[str, str]] = frozenset(),
) -> list[Reason]:
    """Everything that can be behind a change, in the order of the causes.

    Args:
        old: the answer in the earlier report.
        new: the answer in the later one.
        circumstances: how the runs differ.
        is_other_profile: whether the product's profile is another, by its digest.
        filled: address and quote of what only one of the runs took over from the site, by its options.
    """
    if old is None or new is None:
        return list(_selection(old, new, circumstances))
    if lapsed := _expired_waiver(old, new, circumstances):
        return [lapsed]
    found = [
        *_of_profile(old, new, is_other_profile=is_other_profile),
        *_of_site(old, new, circumstances, filled),
        *_changed_entries(old, new),
        *_of_policy(old, new, circumstances),
        *_of_rules(circumstances),
    ]
    names_a_day = _names_a_day(new, circumstances)
    # Where something else differs as well, the day matters only to an answer that has to do with days.
    is_of_date = circumstances.day is not False and (not found or names_a_day)
    if not found and not (is_of_date and names_a_day):
        found += _other_entries(old, new)
    if is_of_date:
        found.append(Reason("date", _days(circumstances)))
    order: tuple[Cause, ...] = ("profile", "site", "registry", "date", "policy", "rules")
    return sorted(found, key=lambda reason: order.index(reason.cause))


def _selection(
    old: KeptFinding | None, new: KeptFinding | None, circumstances: Circumstances
) -> Iterator[Reason]:
    """Why a question is asked in one of the reports only."""
    rule = (old or new or _nothing()).rule
    without = circumstances.new if new is None else circumstances.old
    verb = "did not run in the new report" if new is None else "did not run in the old report"
    is_all_alike = circumstances.policy is False and circumstances.rules is False
    if is_all_alike or rule in (without.deselected or ()):
        yield Reason("policy", f"the rule was switched off or not selected, so it {verb}")
        return
    if circumstances.policy is not False:
        yield Reason("policy", f"the rule {verb}, and the policy differs or is not known")
    if circumstances.rules is not False:
        yield Reason("rules", f"the rule {verb}, and the rule books differ or are not known")


def _nothing() -> KeptFinding:
    raise AssertionError("a change has at least one side")


def _expired_waiver(old: KeptFinding, new: KeptFinding, circumstances: Circumstances) -> Reason | None:
    day = circumstances.new.as_of
    if not old.waiver or new.is_covered or old.outcome != new.outcome or day is None:
        return None
    if old.severity != new.severity or old.waiver.expires >= day.isoformat():
        return None
    return Reason("date", f"the waiver ended with {old.waiver.expires}")


def _of_profile(old: KeptFinding, new: KeptFinding, *, is_other_profile: bool) -> Iterator[Reason]:
    before, now = (by_field(finding) for finding in (old, new))
    if not (is_other_profile or any(before.get(path, now[path]) != now[path] for path in now)):
        return
    for path in now:
        if path in before and before[path] != now[path]:
            yield Reason(
                "profile", f"{path} was {value_in_words(before[path])}, is {value_in_words(now[path])}"
            )
            return
    yield Reason("profile", "it was edited")


def _of_site(
    old: KeptFinding,
    new: KeptFinding,
    circumstances: Circumstances,
    filled: AbstractSet[tuple[str, str]],
) -> Iterator[Reason]:
    before, now = (
        [each for each in of_kind(finding, "site") if (each.url, each.quote) not in filled]
        for finding in (old, new)
    )
    if {page_reading(each) for each in before} != {page_reading(each) for each in now}:
        page = (now or before)[0]
        if page.quote:
            says = "says" if now else "said"
            yield Reason("site", f"{page.url} {says}: {shortened(page.quote, LONGEST)}")
        else:
            yield Reason("site", f"{page.url} was {how_read(circumstances.old, circumstances.new)}")
    elif old.outcome in UNSEEN or new.outcome in UNSEEN:
        if circumstances.site is not False:
            yield Reason("site", f"sites were {how_read(circumstances.old, circumstances.new)}")
        elif "unavailable" in {old.outcome, new.outcome}:
            yield Reason("site", "what was to be read could not be read in one of the runs")


def _changed_entries(old: KeptFinding, new: KeptFinding) -> Iterator[Reason]:
    """A registry's entry that both answers cite, and that says something else or is of another day."""
    before, now = registry_entries(old), registry_entries(new)
    for entry in now:
        if entry in before and before[entry] != now[entry]:
            words = (
                f"{registry_name(entry)} was {entry_in_words(before[entry])}, is {entry_in_words(now[entry])}"
            )
            yield Reason("registry", words)
            return


def _other_entries(old: KeptFinding, new: KeptFinding) -> Iterator[Reason]:
    """An entry that only one answer cites, which follows from whatever else differs, if anything does."""
    before, now = registry_entries(old), registry_entries(new)
    for entry in now:
        if entry not in before:
            yield Reason("registry", f"{registry_name(entry)} says now: {entry_in_words(now[entry])}")
            return
    for entry in before:
        if entry not in now:
            yield Reason("registry", f"{registry_name(entry)} said before: {entry_in_words(before[entry])}")
            return


def _of_policy(old: KeptFinding, new: KeptFinding, circumstances: Circumstances) -> Iterator[Reason]:
    if old.in_baseline != new.in_baseline and not _has_same_baseline(circumstances):
        does = "covers it now" if new.in_baseline else "does not cover it any more"
        yield Reason("policy", f"the baseline {does}")
    elif circumstances.policy is None:
        yield Reason("policy", "one of the reports does not say which policy was in force")
    elif circumstances.policy:
        is_other = circumstances.old.policy != circumstances.new.policy
        yield Reason(
            "policy", _of_policy_in_words(old, new, "it differs" if is_other else "the run's options differ")
        )


def _has_same_baseline(circumstances: Circumstances) -> bool:
    """Whether both reports tell their baseline, and it is one: what it covers goes by the answers then."""
    old, new = circumstances.old.options, circumstances.new.options
    return old is not None and new is not None and old.get("baseline") == new.get("baseline")


def _of_policy_in_words(old: KeptFinding, new: KeptFinding, otherwise: str) -> str:
    if new.waiver and not old.waiver:
        return f"a waiver covers it: {shortened(new.waiver.reason, LONGEST)}"
    if old.waiver and not new.waiver:
        return "no waiver covers it any more"
    names = sorted(
        name for name in {*old.options, *new.options} if old.options.get(name) != new.options.get(name)
    )
    return f"it differs, here in {joined(names)}" if names else otherwise


def _of_rules(circumstances: Circumstances) -> Iterator[Reason]:
    if circumstances.rules is None:
        yield Reason("rules", "the reports do not tell whether the rule books are the same")
    elif circumstances.rules:
        yield Reason("rules", "a rule book or edscreen is another version")


def _names_a_day(new: KeptFinding, circumstances: Circumstances) -> bool:
    """Whether an answer has to do with a day, besides those on which the runs looked."""
    days = {head.as_of for head in (circumstances.old, circumstances.new) if head.as_of}
    for each in new.evidence:
        with suppress(ValueError):
            days.add(date.fromisoformat((each.fetched_at or "")[:10]))
    looked = {written for day in days for written in (day.isoformat(), in_words(day))}
    stated = [each for each in new.evidence if each.kind == "profile"]
    if any(_YEAR.search(each.path or "") for each in stated):
        return True
    texts = [new.message, *(value_text(each.value) for each in stated)]
    return any(day not in looked for text in texts for day in _DAY.findall(text))


def _days(circumstances: Circumstances) -> str:
    days = [head.as_of for head in (circumstances.old, circumstances.new)]
    if None in days:
        return "one of the reports does not say as of which day it is"
    return ", ".join(
        f"as of {in_words(day)} {when}" for day, when in zip(days, ("before", "now"), strict=True) if day
    )
