"""A product or vendor whose name is shaped like that of an outside body is none."""

from __future__ import annotations

import pytest

from edscreen.site.judging.judge import judge_page
from edscreen.site.seen import Subject

from .conftest import built, verdict_of

SAID = (
    "{} meets ESSA Tier 2.",
    "{} is designed for ESSA Tier 2.",
    "{} is rated ESSA Tier 2 by {}.",
    "Reviewed by {}: ESSA Tier 1.",
    "{}'s own study found that students gained 0.2 standard deviations.",
    "A randomized controlled trial of {} by {} found gains in reading scores.",
    "{}™ earned an ESSA Tier 1 rating from {}™.",
)


def verdict(text: str, subject: Subject) -> str:
    name = subject.product[0]
    return verdict_of(
        judge_page(built(f"# {name}\n{text}", title=name, url="https://acme9501.example/"), subject)
    )


@pytest.mark.parametrize(
    ("written", "name"),
    [
        *((name, name) for name in ("MathLab", "iLab", "PhonicsLabs", "WordLab Pro", "Reading Lab")),
        *((name, name) for name in ("EdResearch", "MathInstitute", "Alder Analytics", "University Math")),
        *(
            ("WordLab", "WordLab Pro"),
            ("Math Lab", "MathLab"),
            ("MathLab", "Math Lab"),
            ("MATH LAB", "MathLab"),
        ),
        *(("Ed Research", "EdResearch"), ("Reader Insights", "ReaderInsights")),
    ],
)
def test_what_a_product_or_vendor_says_of_itself_is_a_claim(written: str, name: str) -> None:
    domains = ("acme9501.example",)
    for said in SAID:
        text = said.replace("{}", written)
        for subject in (
            Subject(("Acme 9501 Inc",), (name,), domains),
            Subject((f"{name} Inc",), ("Reader",), domains),
        ):
            assert verdict(text, subject) in {"claims_only", "absent"}, (text, subject)


def test_another_product_is_no_body_for_the_end_of_its_name_and_real_laboratories_are() -> None:
    subject = Subject(("Acme",), ("Reader",), ("acme9501.example",))
    assert verdict("WordLab meets ESSA Tier 2.", subject) == "claims_only"
    for body in ("LearnLab", "MIT Media Lab", "J-PAL"):
        assert (
            verdict(f"{body} found in a randomized trial that Reader raised scores.", subject) == "shown"
        ), body
