"""Every operator holds, does not hold, or is left open by what is not stated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Holds = Callable[..., bool | None]

STUDIES = """
studies:
  - {title: A, year: 2019, design: descriptive}
  - {title: B, year: 2024, design: quasi_experiment, ai_free_posttest: yes}
  - {title: C}
"""


@pytest.mark.parametrize(
    ("condition", "profile", "expected"),
    [
        ("{field: training.included, equals: yes}", "training: {included: yes}", True),
        ("{field: training.included, equals: yes}", "training: {included: no}", False),
        ("{field: training.included, equals: yes}", "training: {price_usd: 1}", None),
        ("{field: training.included, equals: yes}", "", None),
        ("{field: training, exists: yes}", "training: {included: no}", True),
        ("{field: training, exists: yes}", "", None),
        (
            "{field: vendor.parent, equals: lumen  HOLDINGS}",
            "vendor: {name: L, parent: Lumen Holdings}",
            True,
        ),
        ("{field: vendor.parent, exists: yes}", "vendor: {name: L, parent: TBD}", None),
        ("{field: product.ai, equals: none}", "product: {name: P, ai: none}", True),
        ("{field: product.ai, in: [none, teacher_facing]}", "product: {name: P, ai: student_facing}", False),
        ("{field: product.claimed_essa_tier, at_most: 2}", "product: {name: P, claimed_essa_tier: 2}", True),
        ("{field: product.claimed_essa_tier, in: [3, 4]}", "product: {name: P, claimed_essa_tier: 2}", False),
        ("{field: training.price_usd, at_least: '$1,200'}", "training: {price_usd: 1200}", True),
        ("{field: training.price_usd, at_least: 1200}", "training: {price_usd: 1199.99}", False),
        ("{field: training.price_usd, at_most: 1200}", "training: {price_usd: 1200}", True),
        ("{field: training.price_usd, at_most: 1200}", "training: {price_usd: 1200.01}", False),
        ("{field: training.price_usd, at_least: 5, at_most: 9}", "training: {price_usd: 7}", True),
        ("{field: training.price_usd, at_least: 5, at_most: 9}", "training: {price_usd: 10}", False),
    ],
)
def test_a_single_value_is_compared(
    holds: Holds, condition: str, profile: str, expected: bool | None
) -> None:
    assert holds(condition, profile) is expected


@pytest.mark.parametrize(
    ("operator", "day", "expected"),
    [
        ("before: 2026-11-21", "2026-11-20", True),
        ("before: 2026-11-21", "2026-11-21", False),
        ("before: as_of", "2026-11-20", True),
        ("before: as_of", "2026-11-21", False),
        ("after: as_of", "2026-11-21", False),
        ("after: as_of", "2026-11-22", True),
        ("after: 2026-11-21", "2026-11-22", True),
        ("equals: 2026-11-21", "2026-11-21", True),
        ("in: [2026-11-20, 2026-11-21]", "2026-11-22", False),
    ],
)
def test_a_day_lies_neither_before_nor_after_itself(
    holds: Holds, operator: str, day: str, expected: bool
) -> None:
    condition = f"{{field: product.released, {operator}}}"
    assert holds(condition, f"product: {{name: P, released: {day}}}") is expected


@pytest.mark.parametrize(
    ("stated", "at_least_45", "at_most_45"),
    [
        ("45", True, True),
        ("44", False, True),
        ("30-60", None, None),
        ("45-60", True, None),
        ("46-60", True, False),
        ("30-44", False, True),
        ("30+", None, None),
        ("46+", True, False),
        ("up to 60", None, None),
        ("up to 44", False, True),
    ],
)
def test_a_range_is_judged_where_every_amount_in_it_agrees(
    holds: Holds, stated: str, at_least_45: bool | None, at_most_45: bool | None
) -> None:
    profile = f"purchase: {{minutes_scheduled: {stated}}}"
    assert holds("{field: purchase.minutes_scheduled, at_least: 45}", profile) is at_least_45
    assert holds("{field: purchase.minutes_scheduled, at_most: 45}", profile) is at_most_45


@pytest.mark.parametrize(
    ("end", "stated", "expected"),
    [("max", "30-60", True), ("min", "30-60", False), ("max", "30+", None), ("min", "45+", True)],
)
def test_an_end_of_a_range_is_a_number(holds: Holds, end: str, stated: str, expected: bool | None) -> None:
    condition = f"{{field: dosage, any: {{field: minutes.{end}, at_least: 45}}}}"
    assert holds(condition, f"dosage: [{{minutes: {stated}, per: week}}]") is expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("any: {field: year, at_least: 2020}", True),
        ("all: {field: year, at_least: 2010}", None),
        ("all: {field: year, at_least: 2020}", False),
        ("none: {field: year, at_least: 2020}", False),
        ("none: {field: year, at_least: 2025}", None),
        ("all: {field: title, exists: yes}", True),
        ("any: {field: ai_free_posttest, equals: no}", None),
        ("any: {and: [{field: design, equals: descriptive}, {field: year, at_least: 2020}]}", None),
    ],
)
def test_entries_of_a_list_that_leave_a_column_out_leave_it_open(
    holds: Holds, condition: str, expected: bool | None
) -> None:
    assert holds(f"{{field: studies, {condition}}}", STUDIES) is expected


@pytest.mark.parametrize(("which", "expected"), [("any", False), ("all", False), ("none", True)])
def test_of_an_empty_list_nothing_holds(holds: Holds, which: str, expected: bool) -> None:
    condition = f"{{field: studies, {which}: {{field: year, at_least: 2000}}}}"
    assert holds(condition, "studies: []") is expected
    assert holds(condition, "") is None


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("{field: product.grades, any: {in: [K-2]}}", True),
        ("{field: product.grades, all: {in: [K-5]}}", True),
        ("{field: product.grades, all: {in: [K, 1]}}", False),
        ("{field: product.grades, none: {equals: 12}}", True),
        ("{field: product.subjects, any: {equals: ELA}}", True),
        ("{field: product.subjects, any: {in: [math, science]}}", False),
        ("{field: vendor.other_domains, all: {equals: lumen.example}}", None),
    ],
)
def test_entries_that_are_single_values_need_no_field(
    holds: Holds, condition: str, expected: bool | None
) -> None:
    product = "product: {name: P, grades: K-3, subjects: [reading, english_language_arts]}"
    assert holds(condition, product) is expected


def test_lists_in_lists(holds: Holds) -> None:
    condition = "{field: studies, any: {field: findings, all: {field: effect_size, at_least: 0.1}}}"
    some = "studies: [{title: A, findings: [{effect_size: 0.2}, {effect_size: %s}]}]"
    assert holds(condition, some % "0.1") is True
    assert holds(condition, some % "-0.1") is False
    assert holds(condition, "studies: [{title: A, findings: [{effect_size: 0.2}, {students: 3}]}]") is None


YES, NO, OPEN = (
    "{field: product.name, exists: yes}",
    "{field: product.name, equals: x}",
    "{field: training, exists: yes}",
)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (f"{{and: [{YES}, {YES}]}}", True),
        (f"{{and: [{YES}, {NO}]}}", False),
        (f"{{and: [{YES}, {OPEN}]}}", None),
        (f"{{and: [{OPEN}, {NO}]}}", False),
        (f"{{or: [{NO}, {YES}]}}", True),
        (f"{{or: [{NO}, {NO}]}}", False),
        (f"{{or: [{OPEN}, {YES}]}}", True),
        (f"{{or: [{OPEN}, {NO}]}}", None),
        (f"{{not: {YES}}}", False),
        (f"{{not: {NO}}}", True),
        (f"{{not: {OPEN}}}", None),
        (f"{{not: {{and: [{OPEN}, {NO}]}}}}", True),
    ],
)
def test_and_or_and_not_know_what_is_left_open(holds: Holds, condition: str, expected: bool | None) -> None:
    assert holds(condition, "") is expected


@pytest.mark.parametrize(
    ("condition", "profile"),
    [
        ("{field: purchase.tier, equals: 2}", "purchase: {tier: 2}"),
        ("{field: product.category, equals: core}", "product: {name: P, category: core}"),
        ("{field: home_page.clicks, at_most: 1}", "home_page: {clicks: 1}"),
        ("{field: asked.on, before: as_of}", "asked: {on: 2026-01-01}"),
    ],
)
def test_the_districts_own_entries_count_only_as_its_word(holds: Holds, condition: str, profile: str) -> None:
    assert holds(condition, profile) is True
    assert holds(condition, profile, role="vendor") is None
