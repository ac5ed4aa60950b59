"""Which minutes and which ESSA tier a site states of a product for certain, and what is left to a person."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from edscreen.interview.site_pages import Doubtful, OnSite, Stated
from edscreen.interview.stated_alone import is_topic, may_be_usage, minutes_alone, tier_alone
from edscreen.interview.stated_amounts import Amount, amount_in, may_hold_amount
from edscreen.interview.stated_lines import is_name, lines_of
from edscreen.interview.stated_sentences import minutes_stated, names, tier_stated
from edscreen.interview.stated_tiers import may_hold_tier, tier_in
from edscreen.interview.taken_back import is_limited, is_taken_back, plainly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

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


class _Told(NamedTuple):
    """A statement: what it says, how far it says it of the product, and the line."""

    value: _Value
    how: Literal["certain", "limited", "nameless", "unclear"]
    line: Line


class _Kind(NamedTuple):
    """How lines are read: for what they say of the product, of nothing by name, or in whatever words."""

    about: About
    is_worth: Callable[[str], bool]
    stated: Callable[[str, str], _Value | None]
    alone: Callable[[Line], _Value | None]
    held: Callable[[str], _Value | None]


_TIER = _Kind(
    "tier",
    may_hold_tier,
    tier_stated,
    lambda line: tier_alone(line.text, label=line.label),
    lambda text: found.tier if (found := tier_in(text)) else None,
)
_MINUTES = _Kind(
    "minutes",
    may_hold_amount,
    minutes_stated,
    lambda line: minutes_alone(line.text, label=line.label),
    lambda text: found.amount if (found := amount_in(text)) else None,
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
        is_one = len({each.value for each in told if each.how in _SAID}) == 1
        if sure and is_one:
            (one,) = sure.values()
            certain += _statements(one)
        others = {each.value: each for each in reversed(told) if not (is_one and each.value in sure)}
        doubtful += [_doubtful(each, is_one=is_one) for each in [*reversed(others.values())][:_MOST_DOUBTFUL]]
    return OnSite(tuple(certain), tuple(doubtful))


def _on_page(lines: Sequence[Line], product: str, kind: _Kind) -> list[_Told]:
    """Return what the lines of a page say; nameless ones are certain only where all of the page agree."""
    told = [each for line in lines if (each := _read(line, product, kind))]
    if len({each.value for each in told if each.how == "nameless"}) > 1:
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
    if _is_about(line, product, kind) and (value := kind.held(plainly(line.text))) is not None:
        return _Told(value, "unclear", line)
    return None


def _is_limited(line: Line, product: str, about: About, behind: About = "any") -> bool:
    """Return whether what stands around a line may take it back, or say whose or of when it is."""
    over = [text for text in line.over if not is_name(text, product)]
    return any(
        (text.endswith(":") and not is_topic(text)) or is_limited(text, about) for text in over
    ) or is_limited(line.behind, behind)


def _is_about(line: Line, product: str, kind: _Kind) -> bool:
    """Return whether a line may say something of the product, in whatever words."""
    if any(is_taken_back(text, kind.about) for text in (line.text, *line.over)):
        return False
    is_usage = kind is _MINUTES and may_be_usage(line.text, line.label)
    return is_usage or is_name(line.heading, product) or names(line.text, product)


def _doubtful(told: _Told, *, is_one: bool) -> Doubtful:
    why: Why = "nameless" if told.how == "nameless" else "unclear"
    return Doubtful(tuple(_statements(told)), "differs" if told.how in _SAID and not is_one else why)


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
