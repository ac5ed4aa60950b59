"""Which minutes and which ESSA tier a site states of a product for certain, and what is left to a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from edscreen.interview.site_pages import Doubtful, OnSite, Stated
from edscreen.interview.stated_alone import minutes_alone, tier_alone
from edscreen.interview.stated_amounts import Amount, may_hold_amount
from edscreen.interview.stated_lines import lines_of
from edscreen.interview.stated_sentences import minutes_named, minutes_stated, tier_named, tier_stated
from edscreen.interview.stated_tiers import may_hold_tier

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from edscreen.interview.site_pages import SitePage, Why
    from edscreen.interview.stated_lines import Line
    from edscreen.profile.yaml_tree import Path

    _Value: TypeAlias = Amount | int
    _Reading: TypeAlias = Callable[[Line, str], "_Value | None"]

_MOST_DOUBTFUL = 3
"""So many doubtful statements of each kind are shown at most; a person who opens the page sees the others."""


class _Told(NamedTuple):
    """A statement: what it says, how far it says it of the product, and the line."""

    value: _Value
    how: Literal["certain", "nameless", "unclear"]
    line: Line


class _Kind(NamedTuple):
    """How lines are read: for what they say of the product, of nothing by name, or beside the name."""

    is_worth: Callable[[str], bool]
    stated: _Reading
    alone: _Reading
    named: _Reading


_TIER = _Kind(
    may_hold_tier,
    lambda line, product: tier_stated(line.text, product, line.context),
    lambda line, _: tier_alone(line.text, line.context),
    lambda line, product: tier_named(line.text, product, line.context),
)
_MINUTES = _Kind(
    may_hold_amount,
    lambda line, product: minutes_stated(line.text, product, line.context),
    lambda line, _: minutes_alone(line.text, line.context, label=line.label),
    lambda line, product: minutes_named(line.text, product, line.context),
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
        sure = {each.value: each for each in reversed(told) if each.how == "certain"}
        if len(sure) == 1:
            (one,) = sure.values()
            certain += _statements(one)
        others = {each.value: each for each in reversed(told) if len(sure) > 1 or each.value not in sure}
        doubtful += [_doubtful(each) for each in list(reversed(others.values()))[:_MOST_DOUBTFUL]]
    return OnSite(tuple(certain), tuple(doubtful))


def _on_page(lines: Sequence[Line], product: str, kind: _Kind) -> list[_Told]:
    """Return what the lines of a page say; nameless ones are certain only where all of the page agree."""
    told = [each for line in lines if (each := _read(line, product, kind))]
    nameless = {each.value for each in told if each.how == "nameless"}
    if len(nameless) > 1:
        return told
    return [
        each._replace(how="certain") if each.how == "nameless" and each.line.stands == "under" else each
        for each in told
    ]


def _read(line: Line, product: str, kind: _Kind) -> _Told | None:
    if not kind.is_worth(line.text):
        return None
    if (value := kind.stated(line, product)) is not None:
        return _Told(value, "certain", line)
    if line.stands != "elsewhere" and (value := kind.alone(line, product)) is not None:
        return _Told(value, "nameless", line)
    if (value := kind.named(line, product)) is not None:
        return _Told(value, "unclear", line)
    return None


def _doubtful(told: _Told) -> Doubtful:
    why: Why = "differs" if told.how == "certain" else told.how
    return Doubtful(tuple(_statements(told)), why)


def _statements(told: _Told) -> Iterator[Stated]:
    for path, value in _fields(told.value):
        yield Stated(path, value, told.line.text, told.line.seen.url, told.line.seen.day)


def _fields(value: _Value) -> Iterator[tuple[Path, int | str]]:
    if not isinstance(value, Amount):
        yield ("product", "claimed_essa_tier"), value
        return
    yield ("dosage", 0, "minutes"), value.minutes
    yield ("dosage", 0, "per"), value.per
    if value.scope:
        yield ("dosage", 0, "scope"), value.scope
    if value.often is not None:
        yield ("dosage", 0, f"{value.per}s_per_week"), value.often
