"""A rule gives the first answer that holds; silence decides nothing, and no vendor confirms itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edscreen.screening.scorecard import FromProfile

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.screening.rule import Rule
    from edscreen.screening.scorecard import Finding

    Answered = Callable[..., Finding]

TRAINING = """
answers:
  - pass: It is free.
    when: {field: training.price_usd, at_most: 0}
  - {flag: It is dear., when: {field: training.price_usd, at_least: 1000}}
  - flag: It is not included.
    when: {field: training.included, equals: no}
    softer: yes
    ask: "Why {vendor.name}?"
  - undisclosed: It is neither here nor there.
    when: {field: training.required_hours, at_least: 100}
"""


NEITHER = "It is neither here nor there."
NO_ANSWER = "What the profile states fits none of this rule's answers."
TWO_OPEN = "The profile does not state training.included and training.required_hours."


@pytest.mark.parametrize(
    ("training", "outcome", "severity", "message"),
    [
        ("{price_usd: 0, included: no}", "pass", "red", "It is free."),
        ("{price_usd: 5000, included: no}", "flag", "red", "It is dear."),
        ("{price_usd: 500, included: no}", "flag", "caution", "It is not included."),
        ("{price_usd: 500, included: yes, required_hours: 100}", "undisclosed", "red", NEITHER),
        ("{price_usd: 500, included: yes, required_hours: 1}", "undisclosed", "red", NO_ANSWER),
        ("{price_usd: 500}", "undisclosed", "red", TWO_OPEN),
        ("{included: no}", "undisclosed", "red", "The profile does not state training.price_usd."),
    ],
)
def test_the_first_answer_that_holds_is_given_unless_one_above_it_is_open(
    answer: Answered, training: str, outcome: str, severity: str, message: str
) -> None:
    finding = answer(TRAINING, f"training: {training}")
    assert (finding.outcome, finding.severity, finding.message) == (outcome, severity, message)
    assert finding.evidence


def test_an_answer_may_ask_its_own_question(answer: Answered) -> None:
    finding = answer(TRAINING, "training: {price_usd: 500, included: no}")
    assert finding.ask_vendor == 'Why "Lumen Learning"?'
    assert answer(TRAINING, "training: {price_usd: 5000}").ask_vendor == "Is it so?"


def test_an_open_answer_does_not_matter_where_one_below_comes_to_the_same(answer: Answered) -> None:
    rule = """
answers:
  - {flag: It costs much., when: {field: training.price_usd, at_least: 1000}}
  - {flag: It is not included., when: {field: training.included, equals: no}}
  - pass: It is included.
"""
    assert answer(rule, "training: {included: no}").message == "It is not included."
    assert answer(rule, "training: {included: yes}").outcome == "undisclosed"


def test_no_answer_is_given_out_of_nothing(answer: Answered) -> None:
    rule = "answers:\n  - {flag: A., when: {field: training.included, equals: no}}\n  - flag: Otherwise.\n"
    finding = answer(rule, "")
    assert finding.outcome == "undisclosed"
    assert finding.message == "The profile does not state training.included."


def test_what_decided_is_cited_first(answer: Answered) -> None:
    rule = "answers:\n  - {pass: A., when: {field: product.ai, equals: none}}\n  - flag: B {product.ai}.\n"
    finding = answer(rule, "product: {name: P, ai: student_facing}")
    assert finding.message == "B student facing."
    [cited] = finding.evidence
    assert isinstance(cited, FromProfile)
    assert (cited.path, cited.value, cited.line) == ("product.ai", "student_facing", 4)


def test_a_range_that_does_not_decide_is_named_with_what_it_states(answer: Answered) -> None:
    rule = "answers:\n  - {flag: Much., when: {field: dosage, any: {field: minutes, at_least: 45}}}\n"
    finding = answer(rule, "dosage: [{minutes: 30-60, per: week}]")
    assert finding.message == "What it states leaves this open: dosage[0].minutes (30 to 60)."


WORDS = "answers:\n  - {pass: A., when: {field: training.included, equals: yes}}\n  - flag: B.\n"


@pytest.mark.parametrize(
    ("training", "basis"),
    [
        ("{included: yes}", "claimed"),
        ("{included: yes, source: proposal page 4}", "claimed"),
        ("{included: yes, source: 'https://www.lumen.example/training'}", "claimed"),
        ("{included: yes, source: 'https://district.example/offer'}", "documented"),
        ("{included: no, source: 'https://district.example/offer'}", "documented"),
    ],
)
def test_the_source_of_what_decided_is_the_basis(answer: Answered, training: str, basis: str) -> None:
    vendor = "vendor: {name: Lumen Learning, website: 'https://www.lumen.example/'}\n"
    assert answer(WORDS, f"{vendor}training: {training}").basis == basis


STUDIES = """
answers:
  - pass: Studied.
    when: {field: studies, any: {field: design, equals: randomized_controlled_trial}}
  - flag: Not studied.
"""
TRIAL = "title: T, design: randomized_controlled_trial"


@pytest.mark.parametrize(
    ("studies", "outcome"),
    [
        (f"[{{{TRIAL}}}]", "undisclosed"),
        (f"[{{{TRIAL}, url: 'https://lumen.example/t'}}]", "undisclosed"),
        (f"[{{{TRIAL}, url: 'https://journal.example/t'}}]", "pass"),
        (f"[{{{TRIAL}, doi: 10.3102/0013189X20912345}}]", "pass"),
        (f"[{{{TRIAL}, wwc: 84555}}]", "pass"),
        (f"[{{{TRIAL}}}, {{{TRIAL}, eric: ED629011}}]", "pass"),
        ("[]", "flag"),
    ],
)
def test_on_evidence_the_vendors_word_alone_never_passes(
    answer: Answered, studies: str, outcome: str
) -> None:
    vendor = "vendor: {name: Lumen Learning, website: 'https://www.lumen.example/'}\n"
    finding = answer(STUDIES, f"{vendor}studies: {studies}")
    assert finding.outcome == outcome
    if outcome == "undisclosed":
        assert finding.message.startswith("Studied. That is the vendor's word alone")


def test_the_districts_own_entries_are_no_vendors_word(answer: Answered) -> None:
    rule = "answers:\n  - {flag: A., when: {field: purchase.tier, equals: 3}}\n"
    assert answer(rule, "purchase: {tier: 3}").basis == "documented"
    assert "decided nothing here" in answer(rule, "purchase: {tier: 3}", role="vendor").message


def test_a_rule_gets_only_what_it_asks_for(load: Callable[..., Rule]) -> None:
    assert load(WORDS).needs == ("profile", "as_of", "registries")
    two = "{and: [{field: purchase.tier, equals: 3}, {field: product.category, equals: core}]}"
    assert load(f"answers:\n  - flag: A.\n    when: {two}\n").needs == (
        "profile",
        "as_of",
        "registries",
        "category",
        "purchase",
    )


def test_the_engine_answers_for_a_section_left_out_or_empty(answer: Answered) -> None:
    rule = "section: {name: studies, words: what was studied}\nempty: not_applicable\n" + STUDIES
    assert answer(rule, "").message == "The profile does not say what was studied: 'studies' is left out."
    assert answer(rule, "studies: []").outcome == "not_applicable"
