"""What holds for every list of studies and reviews, however it is filled in."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.texts import texts

from edscreen.profile.models import Profile
from edscreen.profile.placeholders import is_stated
from edscreen.registries.bundle import Registries
from edscreen.screening.answers import Answer, FromRegistry
from edscreen.screening.rulebook import open_shelf

AS_OF = date(2026, 11, 21)
RULE = next(rule for rule in open_shelf().rules if rule.id == "independent-research")
REGISTRIES = Registries.load()
RANKS = {"pass": 0, "caution": 1, "undisclosed": 2, "red": 3}

COUNTING: dict[str, Any] = {
    "title": "A trial",
    "doi": "10.5555/trial",
    "design": "randomized_controlled_trial",
    "evaluator": {"name": "Elm University", "kind": "university", "tie": "none"},
    "funder": {"kind": "government"},
    "findings": [{"effect_size": 0.1}],
}


def optional(**fields: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=fields)


NAMES = st.sampled_from(
    [
        "Elm University",
        "Lumen Learning",
        "LUMEN-LEARNING, Inc.",
        "Lumen Learning Team",
        "Elm Holdings",
    ]
) | texts(12)
ADDRESSES = st.sampled_from(
    [
        "https://www.lumen.example/study",
        "https://journal.example/study",
        "https://docs.google.com/document/d/1",
        "https://lumen.example@journal.example/",
        "http://192.0.2.7/",
        "http://[2001:db8::1]/",
        "http://localhost/",
        "https://www.evidenceforessa.org/program/lumen",
        "https://ies.ed.gov/ncee/wwc/Study/84555",
    ]
)
FINDINGS = st.lists(
    optional(
        outcome=st.sampled_from(["reading", "math"]),
        effect_size=st.floats(-10, 10, allow_nan=False),
        p_value=st.floats(0, 1),
        significant=st.booleans(),
    ),
    max_size=3,
)
STUDIES = optional(
    product=st.sampled_from(["Lumen Reading", "lumen  reading", "Another"]),
    year=st.integers(1900, 2100),
    url=ADDRESSES,
    doi=st.just("10.5555/x"),
    eric=st.just("ED629011"),
    wwc=st.just("84555"),
    registered=ADDRESSES,
    design=st.sampled_from(
        [
            "randomized_controlled_trial",
            "quasi_experiment",
            "regression_discontinuity",
            "correlational",
            "descriptive",
            "usability",
            "logic_model",
        ]
    ),
    evaluator=optional(
        name=NAMES,
        kind=st.sampled_from(["university", "research_firm", "government", "district", "vendor"]),
        tie=st.sampled_from(["none", "works_with_developer", "hired_by_vendor", "is_developer"]),
    ),
    funder=optional(
        name=NAMES, kind=st.sampled_from(["government", "foundation", "district", "vendor", "none"])
    ),
    grades=st.sampled_from([["K"], ["1", "2"], ["3"]]),
    comparison=st.sampled_from(["no_product", "business_as_usual", "low_use", "none"]),
    controls=st.booleans(),
    findings=FINDINGS,
).map(lambda fields: {"title": "A study", **fields})
REVIEWS = optional(
    by=st.sampled_from(["evidence_for_essa", "what_works_clearinghouse", "education_endowment_foundation"]),
    rating=st.sampled_from(["moderate", "mixed effects", "no discernible effects", "0 padlocks", "other"]),
    essa_tier=st.integers(1, 4),
    subject=st.sampled_from(["reading", "math"]),
    grades=st.sampled_from([["1"], ["5"]]),
    url=ADDRESSES,
    paid_by_vendor=st.booleans(),
)


def judge(studies: list[Any] | None, reviews: list[Any] | None = None, vendor: Any = None) -> Answer:
    profile = Profile.model_validate(
        {
            "edscreen": 1,
            "vendor": {
                "name": "Lumen Learning",
                "parent": "Elm Holdings Corp.",
                "website": "https://www.lumen.example/",
                **(vendor or {}),
            },
            "product": {"name": "Lumen Reading"},
            "purchase": {"subjects": ["reading"], "grades": ["1", "2"]},
            "studies": studies,
            "reviews": reviews,
        }
    )
    given = {
        "profile": profile,
        "purchase": profile.purchase,
        "asked": None,
        "as_of": AS_OF,
        "registries": REGISTRIES,
        "opened": None,
    }
    answer = RULE.judge(**given)
    assert isinstance(answer, Answer)
    return answer


def rank(answer: Answer) -> int:
    if answer.outcome == "flag":
        return RANKS["caution" if answer.softer else "red"]
    return RANKS[answer.outcome]


@given(st.lists(STUDIES, min_size=1, max_size=4), STUDIES, st.integers(0, 4))
def test_another_study_never_makes_the_answer_worse(studies: list[Any], added: Any, at: int) -> None:
    longer = [*studies[:at], added, *studies[at:]]

    assert rank(judge(longer)) <= rank(judge(studies))


@given(st.lists(STUDIES, max_size=4), st.lists(REVIEWS, max_size=3))
def test_a_study_that_counts_always_passes(studies: list[Any], reviews: list[Any]) -> None:
    assert judge([*studies, COUNTING], reviews).outcome == "pass"


@given(st.lists(STUDIES, min_size=1, max_size=4), st.lists(REVIEWS, min_size=1, max_size=3))
def test_an_answer_is_that_of_the_best_alone_and_names_all(studies: list[Any], reviews: list[Any]) -> None:
    studies = [study | {"title": f"Study number {number}"} for number, study in enumerate(studies)]
    answer = judge(studies, reviews)

    alone = [rank(judge([study])) for study in studies]
    alone += [rank(judge([], [review])) for review in reviews]
    assert rank(answer) == min(alone)
    assert all(study["title"] in answer.message for study in studies)
    assert answer.message.count("review") >= len(reviews)
    assert (answer.basis == "documented") or answer.outcome != "pass"


@given(st.none() | st.just([]), st.lists(REVIEWS, min_size=1, max_size=3))
def test_reviews_without_studies_pass_flag_softer_or_leave_silence_as_it_is(
    studies: list[Any] | None, reviews: list[Any]
) -> None:
    answer = judge(studies, reviews)

    silence = RANKS["undisclosed" if studies is None else "red"]
    assert rank(answer) in {RANKS["pass"], RANKS["caution"], silence}


@given(STUDIES)
def test_a_study_by_the_vendor_never_passes(study: Any) -> None:
    evaluator = study.get("evaluator", {}) | {"name": "The Lumen Learning Research Team"}

    assert judge([study | {"evaluator": evaluator}]).outcome in {"flag", "undisclosed"}


@given(STUDIES)
def test_a_study_only_on_the_vendors_own_site_flags(study: Any) -> None:
    found = {key: value for key, value in study.items() if key not in {"doi", "eric", "wwc"}}

    answer = judge([found | {"url": "https://files.lumen.example/study.pdf"}])

    assert rank(answer) == RANKS["red"]


@pytest.mark.parametrize(
    "name",
    [
        "Lumen Learning",
        "lumen  LEARNING",
        "Lumen Learning, Inc.",
        "Lumen-Learning L.L.C.",
        "The Lumen Learning Company",
        "LumenLearning",
        "Lumen Learning's research team",
        "Elm University and Lumen Learning",
        "\uff2cumen Learning",  # a full-width L
        "Elm Holdings",
    ],
)
def test_spellings_of_the_vendors_or_its_parents_name(name: str) -> None:
    study = COUNTING | {"evaluator": {"name": name, "tie": "none"}}

    assert rank(judge([study])) == RANKS["red"]


@pytest.mark.parametrize(
    "name",
    ["Lumen Institute", "Learning Lumen", "Lumens Learning", "Elmwood Holdings", "Elm University", "*"],
)
def test_names_that_are_not_the_vendors(name: str) -> None:
    study = COUNTING | {"evaluator": {"name": name, "tie": "none"}}

    assert judge([study]).outcome == "pass"


@pytest.mark.parametrize(
    ("outcome", "of_students"),
    [
        ("reading comprehension", True),
        ("Teacher satisfaction", False),
        ("teachers' knowledge of phonics", False),
        ("PARENT SATISFACTION", False),
        ("educator efficacy", False),
        ("family engagement", False),
        ("teacher-rated behavior", True),
        ("teacher-reported satisfaction", False),
        ("student engagement as seen by teachers", True),
        ("apparent growth", True),
    ],
)
def test_whose_outcome_a_finding_is(outcome: str, of_students: bool) -> None:
    study = COUNTING | {"findings": [{"outcome": outcome, "effect_size": 0.3}]}

    assert judge([study]).outcome == ("pass" if of_students else "flag")


def test_a_review_is_cited_by_the_clearinghouse_and_its_own_page() -> None:
    url = "https://www.evidenceforessa.org/program/lumen"

    answer = judge(None, [{"by": "evidence_for_essa", "rating": "moderate", "url": url}])

    [cited] = [one for one in answer.evidence if isinstance(one, FromRegistry)]
    assert (cited.name, cited.url) == ("Evidence for ESSA (Johns Hopkins University)", url)
    assert cited.value == "moderate"


@pytest.mark.parametrize(
    ("vendor", "evaluator", "outcome"),
    [
        ("Zarno", "Zarno Research Team", "flag"),
        ("Boston, Inc.", "Boston University", "pass"),
        ("Reading Research", "Elm Reading Research Center", "pass"),
        ("K9", "Institute for K9 Studies", "pass"),
        ("K9", "K9 Inc.", "flag"),
    ],
)
def test_names_of_one_or_of_common_words_are_recognised_with_care(
    vendor: str, evaluator: str, outcome: str
) -> None:
    study = COUNTING | {"evaluator": {"name": evaluator, "tie": "none"}}

    assert judge([study], vendor={"name": vendor}).outcome == outcome


NAMES = texts(30).filter(is_stated)


@given(NAMES, NAMES)
def test_any_names_can_be_compared(vendor: str, evaluator: str) -> None:
    study = COUNTING | {"evaluator": {"name": evaluator, "tie": "none"}}

    same = judge([COUNTING | {"evaluator": {"name": vendor, "tie": "none"}}], vendor={"name": vendor})

    assert judge([study], vendor={"name": vendor}).outcome in {"pass", "flag"}
    assert same.outcome == "flag" or not any(letter.isalnum() for letter in vendor)


def test_names_as_long_as_a_profile_can_hold_are_compared_at_once() -> None:
    words = "a " * 20_000
    studies = [COUNTING | {"evaluator": {"name": f"{words}b", "tie": "none"}}] * 3

    assert judge(studies, vendor={"name": f"{words}lumen"}).outcome == "pass"


def test_as_many_domains_and_studies_as_a_profile_can_hold_are_judged_at_once() -> None:
    domains = [f"lumen{number}.co.uk" for number in range(10_000)]
    found = {key: value for key, value in COUNTING.items() if key != "doi"}
    studies = [found | {"url": f"https://files.lumen{number}.co.uk/"} for number in range(500)]

    assert rank(judge(studies, vendor={"other_domains": domains})) == RANKS["red"]
    assert (
        judge([found | {"url": "https://lumen.co.uk/"}], vendor={"other_domains": domains}).outcome == "pass"
    )
