"""Every signal's own examples, from which the docs are made, are judged as they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edscreen.site.judging.data import signals, statements
from edscreen.site.judging.findings import FACTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.site.judging.data import Signal
    from edscreen.site.seen import PageJudgement

SENTENCES = [signal for signal in signals() if signal.strength != "research_link"]
LINKS = [signal for signal in signals() if signal.strength == "research_link"]
COUNTS = [
    pytest.param(signal, example.text, id=f"{signal.name}: {example.text[:40]}")
    for signal in SENTENCES
    for example in signal.counts
]
DOES_NOT = [
    pytest.param(signal, example.text, id=f"{signal.name}: {example.text[:40]}")
    for signal in SENTENCES
    for example in signal.does_not_count
]


@pytest.mark.parametrize(("signal", "text"), COUNTS)
def test_an_example_that_counts_gives_its_signal(
    signal: Signal, text: str, judged: Callable[..., PageJudgement]
) -> None:
    assert signal.name in {seen.signal for seen in judged(text).evidence}


@pytest.mark.parametrize(("signal", "text"), DOES_NOT)
def test_an_example_that_does_not_count_gives_no_evidence(
    signal: Signal, text: str, judged: Callable[..., PageJudgement]
) -> None:
    seen = judged(text)

    assert signal.name not in {one.signal for one in seen.evidence}
    assert not seen.shows_independent


@pytest.mark.parametrize("signal", LINKS, ids=lambda signal: signal.name)
def test_a_links_words_count_as_the_examples_say(
    signal: Signal, judged: Callable[..., PageJudgement]
) -> None:
    counted = [bool(judged(f"[{one.text}]({_address(signal)})").research_links) for one in signal.counts]
    refused = [bool(judged(f"[{one.text}](/p/7)").research_links) for one in signal.does_not_count]

    assert all(counted)
    assert not any(refused)


def _address(signal: Signal) -> str:
    return (
        "https://www.evidenceforessa.org/program/lumen-reading" if signal.name == "registry-link" else "/p/7"
    )


def test_every_signal_says_why_and_shows_both_sides() -> None:
    for signal in signals():
        assert signal.why.endswith(".")
        assert signal.counts
        assert signal.does_not_count


def test_what_signals_ask_for_is_known() -> None:
    asked = {name for signal in signals() for need in signal.needs for name in need}
    asked |= {name for signal in signals() for name in signal.unless}

    assert {name for name in asked if name not in statements() and name not in FACTS} == set()
