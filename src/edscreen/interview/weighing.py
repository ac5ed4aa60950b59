"""Which minutes and which ESSA tier a site states of a product for certain, and what is left to a person."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from edscreen.interview.site_pages import Doubtful, OnSite, Stated
from edscreen.interview.stated_alone import minutes_alone, tier_alone
from edscreen.interview.stated_amounts import (
    Amount,
    amount_in,
    holds_several_amounts,
    may_hold_amount,
    speaks_of_amount_or_grades,
)
from edscreen.interview.stated_beside import is_plain_behind, is_plain_over
from edscreen.interview.stated_lines import is_name, lines_of
from edscreen.interview.stated_loosely import is_denied_line, may_tell_minutes, may_tell_tier
from edscreen.interview.stated_sentences import minutes_stated, tier_stated
from edscreen.interview.stated_tiers import holds_several_tiers, may_hold_tier, speaks_of_tier, tier_in
from edscreen.interview.taken_back import is_limited, plainly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from edscreen.interview.site_pages import SitePage, Why
    from edscreen.interview.stated_lines import Line
    from edscreen.interview.taken_back import About
    from edscreen.profile.yaml_tree import Path

    _Value: TypeAlias = Amount | int

_HAS_NUMBER = re.compile(r"\d")
_MOST_DOUBTFUL = 3
"""So many doubtful statements of each kind are shown at most; a person who opens the page sees the others."""

_SAID = frozenset({"certain", "limited"})
"""Said plainly of the product, though what stands around may limit it: it counts against other values."""

_IN_OTHER_WORDS = frozenset({"unclear", "several"})
"""Said in words that may mean something else: shown behind all that is said plainly."""


class _Told(NamedTuple):
    """A statement: what it says (None: no one value), how far it says it of the product, and the line."""

    value: _Value | None
    how: Literal["certain", "limited", "nameless", "unclear", "several"]
    line: Line

    @property
    def key(self) -> _Value | str:
        """What tells statements apart."""
        return self.line.text if self.value is None else self.value


class _Kind(NamedTuple):
    """How lines are read: for what they say of the product, of nothing by name, or in whatever words."""

    about: About
    field: Path
    is_worth: Callable[[str], bool]
    stated: Callable[[str, str], _Value | None]
    alone: Callable[[Line], _Value | None]
    may_tell: Callable[[Line, str], bool]
    held: Callable[[str], _Value | None]
    holds_several: Callable[[str], bool]
    speaks: Callable[[str], bool]


_TIER = _Kind(
    "tier",
    ("product", "claimed_essa_tier"),
    may_hold_tier,
    tier_stated,
    lambda line: tier_alone(line.text, label=line.label),
    may_tell_tier,
    lambda text: found.tier if (found := tier_in(text)) else None,
    holds_several_tiers,
    speaks_of_tier,
)
_MINUTES = _Kind(
    "minutes",
    ("dosage", 0, "minutes"),
    may_hold_amount,
    minutes_stated,
    lambda line: minutes_alone(line.text, label=line.label),
    may_tell_minutes,
    lambda text: found.amount if (found := amount_in(text)) else None,
    holds_several_amounts,
    speaks_of_amount_or_grades,
)


def stated_of(pages: Sequence[SitePage], product: str) -> OnSite:
    """Return which minutes and which ESSA tier the pages state of a product.

    Args:
        pages: the pages of the vendor's that were read.
        product: the product's name.
    """
    certain: list[Stated] = []
    doubtful: list[Doubtful] = []
    lines = [list(lines_of(seen, product)) for seen in pages]
    for kind in (_TIER, _MINUTES):
        told = [each for page in lines for each in _on_page(page, product, kind)]
        sure = {each.key: each for each in reversed(told) if each.how == "certain"}
        is_one = _are_one(told) and not any(_says_other(page, sure, product, kind) for page in lines)
        if sure and is_one:
            (one,) = sure.values()
            certain += _statements(one, kind)
        others = {each.key: each for each in reversed(told) if not (is_one and each.key in sure)}
        shown = [*reversed(others.values())]
        shown.sort(key=lambda each: each.how in _IN_OTHER_WORDS)
        doubtful += [_doubtful(each, kind, is_one=is_one) for each in shown[:_MOST_DOUBTFUL]]
    return OnSite(tuple(certain), tuple(doubtful))


def _are_one(told: Sequence[_Told]) -> bool:
    """Return whether all that is said of the product, in plain words or in others, is the same."""
    said = {each.key for each in told if each.how in _SAID}
    return len(said) == 1 and said.issuperset(each.key for each in told if each.how in _IN_OTHER_WORDS)


def _says_other(page: Sequence[Line], sure: Mapping[_Value | str, _Told], product: str, kind: _Kind) -> bool:
    """Return whether a page that states a value speaks of another, of whatever and in whatever words."""
    if not any(each.line.seen is line.seen for each in sure.values() for line in page[:1]):
        return False
    return any(
        kind.speaks(text := plainly(line.text))
        and kind.held(text) not in sure
        and not is_denied_line(line, product, kind.about)
        and _read(line, product, kind) is None
        for line in page
    )


def _on_page(lines: Sequence[Line], product: str, kind: _Kind) -> list[_Told]:
    """Return what the lines of a page say; nameless ones are certain only where all of the page agree."""
    told = [each for line in lines if (each := _read(line, product, kind))]
    others = {each.key for each in told if each.how == "nameless" or each.how in _IN_OTHER_WORDS}
    if len(others) > 1:
        return told
    return [each._replace(how="certain") if _is_right_under(each, product, kind) else each for each in told]


def _is_right_under(told: _Told, product: str, kind: _Kind) -> bool:
    line = told.line
    if told.how != "nameless" or line.stands != "under" or _HAS_NUMBER.search(line.behind):
        return False
    return not any(_is_limited(line, product, about, about) for about in (kind.about, "alone"))


def _read(line: Line, product: str, kind: _Kind) -> _Told | None:
    if not kind.is_worth(line.text):
        return None
    if (value := kind.stated(line.text, product)) is not None:
        is_sure = line.stands in {"under", "alone"} and not _is_limited(line, product, kind.about)
        return _Told(value, "certain" if is_sure else "limited", line)
    if line.stands != "elsewhere" and (value := kind.alone(line)) is not None:
        return _Told(value, "nameless", line)
    if not kind.may_tell(line, product):
        return None
    text = plainly(line.text)
    return _Told(kind.held(text), "several" if kind.holds_several(text) else "unclear", line)


def _is_limited(line: Line, product: str, about: About, behind: About = "any") -> bool:
    """Return whether what stands around a line may take it back, or say whose or of when it is."""
    over = [text for text in line.over if text and not is_name(text, product)]
    return (
        any(is_limited(text, about) for text in over)
        or is_limited(line.behind, behind)
        or not all(is_plain_over(text, product, is_title=text == line.title) for text in over)
        or (line.is_followed and not is_plain_behind(line.behind, product))
    )


def _doubtful(told: _Told, kind: _Kind, *, is_one: bool) -> Doubtful:
    why: Why = "nameless" if told.how == "nameless" else "several" if told.how == "several" else "unclear"
    return Doubtful(tuple(_statements(told, kind)), "differs" if told.how in _SAID and not is_one else why)


def _statements(told: _Told, kind: _Kind) -> Iterator[Stated]:
    for path, value in _fields(told.value, kind):
        yield Stated(path, value, told.line.text, told.line.seen.url, told.line.seen.day)


def _fields(value: _Value | None, kind: _Kind) -> Iterator[tuple[Path, int | str | None]]:
    if not isinstance(value, Amount):
        yield kind.field, value
        return
    yield kind.field, value.minutes
    yield ("dosage", 0, "per"), value.per
    if value.scope:
        yield ("dosage", 0, "scope"), value.scope
    if value.often is not None:
        yield ("dosage", 0, f"{value.per}s_per_week"), value.often
