"""How two runs differ as a whole: the day, the policy, the rule books, how sites were read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from edscreen.comparing.causes import Circumstances
from edscreen.profile.words import in_words, joined

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from edscreen.report.kept_scorecards import KeptHead

About: TypeAlias = Literal["policy", "rules", "date", "site", "form"]

_DOES_NOT_COUNT = "an answer that changed for this reason alone does not count for the exit code"
_OPTIONS = {
    "prepared_by": "--prepared-by",
    "waivers": "--no-waivers",
    "baseline": "the baseline",
    "fill": "--fill-from-site",
    "mapping": "how the list's columns are read (their headings, --map)",
}


class Difference(NamedTuple):
    """One way in which the runs differ, or in which it cannot be told whether they do.

    Attributes:
        about: what it is about; `form`: a report does not say what is needed.
        message: the difference in one sentence.
    """

    about: About
    message: str


def circumstances_of(old: KeptHead, new: KeptHead) -> Circumstances:
    """How two runs differ, as far as their reports say."""
    return Circumstances(
        old,
        new,
        policy=True if _other_options(old, new) else _differs(old.policy, new.policy),
        rules=_rules_differ(old, new),
        day=_differs(old.as_of, new.as_of),
        site=_sites_differ(old, new),
    )


def is_filled_otherwise(old: KeptHead, new: KeptHead) -> bool:
    """Whether only one of two runs filled in, from sites, what its list leaves out."""
    return _OPTIONS["fill"] in _other_options(old, new)


def differences(
    circumstances: Circumstances, asked_before: AbstractSet[str], asked_now: AbstractSet[str]
) -> tuple[Difference, ...]:
    """What a reader has to know before any answer: a changed policy and rule book first.

    Args:
        circumstances: how the runs differ.
        asked_before: ids of the rules that the earlier report answers.
        asked_now: those that the later one answers.
    """
    return (
        *_of_policy(circumstances),
        *_of_rules(circumstances),
        *_of_selection(asked_before, asked_now),
        *_of_day(circumstances),
        *_of_site(circumstances),
        *_of_form(circumstances),
    )


def _differs(old: Any, new: Any) -> bool | None:
    return None if old is None or new is None else bool(old != new)


def _sites_differ(old: KeptHead, new: KeptHead) -> bool | None:
    """Whether sites were read otherwise; how they were read, each form of report tells in its own words."""
    if old.site and new.site and old.form != new.form:
        return None
    return _differs(old.site, new.site)


def _rules_differ(old: KeptHead, new: KeptHead) -> bool | None:
    if old.version is None or new.version is None:
        return None
    if old.version != new.version:
        return True
    if old.rules_digest is not None and new.rules_digest is not None:
        return old.rules_digest != new.rules_digest
    if old.rule_books is None or new.rule_books is None:
        return None
    if sorted(map(str, old.rule_books)) != sorted(map(str, new.rule_books)):
        return True
    # A folder of rules has no version, and so may have changed.
    return None if any(book.version is None for book in new.rule_books) else False


def _other_options(old: KeptHead, new: KeptHead) -> list[str]:
    if old.options is None or new.options is None:
        return []
    return [words for name, words in _OPTIONS.items() if old.options.get(name) != new.options.get(name)]


def _of_policy(circumstances: Circumstances) -> Iterator[Difference]:
    old, new = circumstances.old, circumstances.new
    if circumstances.policy and old.policy != new.policy and None not in {old.policy, new.policy}:
        named = f" ({new.policy_path or old.policy_path})" if new.policy_path or old.policy_path else ""
        if not old.policy:
            what = f"There is a policy now{named}, and there was none before"
        elif not new.policy:
            what = f"There is no policy now, and there was one before{named}"
        else:
            what = f"The policy has changed{named}"
        yield Difference("policy", f"{what}: {_DOES_NOT_COUNT}.")
    if others := _other_options(old, new):
        yield Difference("policy", f"The runs differ in {joined(others)}: {_DOES_NOT_COUNT}.")


def _of_rules(circumstances: Circumstances) -> Iterator[Difference]:
    old, new = circumstances.old, circumstances.new
    if circumstances.rules:
        if old.version != new.version:
            what = f"edscreen has changed, from {old.version} to {new.version}"
        elif old.rule_books is not None and new.rule_books is not None:
            what = f"The rule books have changed, from {_books(old)} to {_books(new)}"
        else:
            what = "The rule books have changed"
        yield Difference("rules", f"{what}: {_DOES_NOT_COUNT}.")
    elif circumstances.rules is None and old.rule_books is not None and new.rule_books is not None:
        books = joined(book.name for book in new.rule_books if book.version is None)
        yield Difference(
            "rules",
            f"Whether {books} changed cannot be told, as a folder of rules has no version: where a change "
            "can come from there, its causes cannot be told apart. The folders of two batches would tell it.",
        )


def _books(head: KeptHead) -> str:
    books = [f"{book.name} {book.version or ''}".strip() for book in head.rule_books or ()]
    return joined(books) if books else "none"


def _of_selection(before: AbstractSet[str], now: AbstractSet[str]) -> Iterator[Difference]:
    if not before or not now:
        return
    if only := sorted(now - before):
        yield Difference("rules", f"Asked in the new report only: {joined(only)}.")
    if only := sorted(before - now):
        yield Difference("rules", f"Asked in the old report only: {joined(only)}.")


def _of_day(circumstances: Circumstances) -> Iterator[Difference]:
    old, new = circumstances.old.as_of, circumstances.new.as_of
    if old and new and new < old:
        yield Difference(
            "date",
            f"The new report is as of {in_words(new)}, before the old one's {in_words(old)}: the earlier "
            "report is to be named first.",
        )


def _of_site(circumstances: Circumstances) -> Iterator[Difference]:
    old, new = circumstances.old.site, circumstances.new.site
    if not circumstances.site:
        return
    if not new:
        yield Difference("site", "Vendors' sites were read for the old report, and not for the new one.")
    elif not old:
        yield Difference(
            "site",
            "Vendors' sites were read for the new report, and not for the old one: a flag that shows up "
            "there counts, as nobody had looked.",
        )
    else:
        yield Difference("site", "Vendors' sites were read with other settings than before.")


def _of_form(circumstances: Circumstances) -> Iterator[Difference]:
    for which, head in (("old", circumstances.old), ("new", circumstances.new)):
        if head.form == "jsonl":
            yield Difference(
                "form",
                f"The {which} report is JSON Lines, which says nothing of day, policy and rule books, so "
                "that causes cannot be told apart: keep --format json, or the whole folder of a batch.",
            )
    forms = {circumstances.old.form, circumstances.new.form}
    if forms == {"json", "batch"}:
        yield Difference(
            "form",
            "One report is JSON and the other the folder of a batch, which name rule books in other ways: "
            "whether these changed cannot be told.",
        )
