"""What a sentence rules out by itself, whatever is read beside it: most sentences rule out every signal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.site.judging import tiers
from edscreen.site.judging.bodies_named import source_named
from edscreen.site.judging.data import statements
from edscreen.site.judging.findings import FACTS, OF_MAIN, holds
from edscreen.site.judging.organisations import organisations
from edscreen.site.judging.passages import SHORT_LINE, Passage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from edscreen.site.judging.data import Signal
    from edscreen.site.judging.names import Names
    from edscreen.site.judging.text import Sentence


def not_ruled_out(
    sentence: Sentence, names: Names, signals: Iterable[Signal], *, places: bool
) -> list[Signal]:
    """Return the signals that some passage about `sentence` may give.

    Args:
        sentence: the main sentence of the passages.
        names: the names that matter on the page.
        signals: those asked for.
        places: whether any link of the page leads to a clearinghouse, registry or journal.
    """
    alone = Passage([sentence], sentence, names)
    return [signal for signal in signals if _may_be_given(alone, signal, places=places)]


def _may_be_given(alone: Passage, signal: Signal, *, places: bool) -> bool:
    for need in signal.needs:
        for name in need:
            if _may_hold(alone, name, places=places):
                break
        else:
            return False
    for name in signal.unless:  # noqa: SIM110
        if _holds_in_all(alone, name):
            return False
    return True


def _may_hold(alone: Passage, what: str, *, places: bool) -> bool:
    if what in OF_MAIN:
        return holds(alone, what)
    if what in {"paper_link", "clearinghouse_link"}:
        return places
    asked = _NEEDED_OF_MAIN.get(what)
    if asked is None:
        return True
    known = alone.main.facts.get(f"may be {what}")
    if known is None:
        known = alone.main.facts[f"may be {what}"] = asked(alone)
    return known


def _holds_in_all(alone: Passage, what: str) -> bool:
    """Tell whether it holds of every passage about the sentence: what it says itself, it says in all."""
    if what in OF_MAIN:
        return holds(alone, what)
    if what in FACTS:
        return what in {"null_result", "main_planned"} and alone.main_says(what.removeprefix("main_"))
    return what in statements() and alone.main_says(what)


def _source(alone: Passage) -> bool:
    return source_named(alone) and not (alone.main_says("person") or alone.main_says("first_person"))


def _journal(alone: Passage) -> bool:
    return tiers.journal(alone.main.plain) or tiers.titled(alone.main.plain)


def _result(alone: Passage) -> bool:
    return not alone.main_says("other_outcome")


def _about_product(alone: Passage) -> bool:
    main = alone.main
    return not (
        (alone.main_says("other_object") and not alone.main_says("product_found"))
        or alone.names.other_product(main, organisations(main))
    )


def _about_or_short(alone: Passage) -> bool:
    main = alone.main
    if len(main.text) > SHORT_LINE or (alone.main_says("study") and not alone.bodies):
        return _about_product(alone)
    return not alone.main_says("another_product") and not alone.names.other_product(main, organisations(main))


_NEEDED_OF_MAIN: dict[str, Callable[[Passage], bool]] = {
    "source_given": _source,
    "journal": _journal,
    "result": _result,
    "figure_result": _result,
    "about_product": _about_product,
    "about_or_short": _about_or_short,
}
"""What of a fact the main sentence alone decides against."""
