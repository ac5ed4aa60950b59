"""The examples say what their comments promise, today and ten years on, and are fair to real vendors."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from edscreen.profile.documents import Document, read_documents
from edscreen.profile.models import Profile
from edscreen.registries.bundle import Registries
from edscreen.screening.engine import Engine
from edscreen.screening.inputs import Settings
from edscreen.screening.rulebook import open_shelf

if TYPE_CHECKING:
    from edscreen.screening.scorecard import Finding, Scorecard

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TODAY = date(2026, 11, 21)
TEN_YEARS_ON = date(2036, 11, 21)

REAL = sorted((EXAMPLES / "real").glob("*.yaml"))
DISTRICT = sorted((EXAMPLES / "district-repo" / "vendors").glob("*.yaml"))
DISCLAIMER = (
    "# Drawn from public sources, as read on the stored copy of each page; may be out of date.\n"
    "# Not an endorsement and not an accusation: "
)


def read(file: Path) -> Document:
    [document] = read_documents([str(file)])
    assert isinstance(document, Document), str(document)
    return document


def screen(file: Path, as_of: date = TODAY) -> Scorecard:
    settings = Settings(as_of=as_of, registries=Registries.load())
    return Engine(open_shelf().rules, settings).screen(read(file))


def findings(name: str, as_of: date = TODAY) -> dict[str, Finding]:
    """The findings of an invented vendor, by rule."""
    return {finding.rule: finding for finding in screen(EXAMPLES / name, as_of).findings}


def outcomes(name: str, as_of: date = TODAY) -> dict[str, str]:
    """What each rule came to: a flag by its severity, all else by its outcome."""
    return {
        rule: finding.severity if finding.outcome == "flag" else finding.outcome
        for rule, finding in findings(name, as_of).items()
    }


def test_every_example_is_a_valid_profile() -> None:
    documents = list(read_documents([str(EXAMPLES)]))
    assert [str(found) for found in documents if not isinstance(found, Document)] == []
    assert len(documents) == 4 + len(REAL) + len(DISTRICT)


def test_the_clear_example_answers_every_question_well() -> None:
    assert set(outcomes("clear.yaml").values()) == {"pass"}
    assert screen(EXAMPLES / "clear.yaml").verdict == "clear"


def test_the_clear_example_tells_of_the_study_that_found_no_benefit() -> None:
    message = findings("clear.yaml")["independent-research"].message
    assert '"Northmoor University Reading Lab", an outside evaluator' in message
    assert '"Alder Institute", an outside evaluator' in message
    assert "it found no benefit" in message


def test_the_flagged_example_is_flagged_for_the_reasons_its_comments_give() -> None:
    found = findings("flagged.yaml")
    assert outcomes("flagged.yaml") == {
        "independent-research": "caution",
        "research-on-home-page": "red",
        "screen-time": "red",
        "sea-approval": "red",
        "sea-efficacy": "not_applicable",
        "outcomes-and-dosage": "red",
    }
    assert "hired by the vendor" in found["independent-research"].message
    assert "60 minutes a week; the limit is 45" in found["screen-time"].message
    assert "schools.utah.gov.lists.example" in found["sea-approval"].message
    assert "30 June 2025" in found["sea-approval"].message
    assert "Proven to raise scores" in found["research-on-home-page"].message
    reply = found["screen-time"].reply
    assert reply
    assert reply.by == "Marrowby Learning"


def test_the_incomplete_example_is_a_list_of_questions() -> None:
    assert screen(EXAMPLES / "incomplete.yaml").verdict == "incomplete"
    assert outcomes("incomplete.yaml") == {
        "independent-research": "undisclosed",
        "research-on-home-page": "unavailable",
        "screen-time": "undisclosed",
        "sea-approval": "undisclosed",
        "sea-efficacy": "not_applicable",
        "outcomes-and-dosage": "undisclosed",
    }


@pytest.mark.parametrize("rule", ["sea-approval", "outcomes-and-dosage"])
def test_silence_flags_from_the_day_after_the_last_day_for_an_answer(rule: str) -> None:
    assert outcomes("incomplete.yaml", date(2026, 12, 4))[rule] == "undisclosed"
    assert outcomes("incomplete.yaml", date(2026, 12, 5))[rule] == "red"


def test_ten_years_on_the_clear_example_has_lapsed() -> None:
    """An approval has ended, one without an end is old, and the look at the home page is stale."""
    found = findings("clear.yaml", TEN_YEARS_ON)
    assert outcomes("clear.yaml", TEN_YEARS_ON) == {
        **outcomes("clear.yaml"),
        "sea-approval": "caution",
        "research-on-home-page": "skipped",
    }
    assert "it ended on 31 July 2028" in found["sea-approval"].message
    assert "more than 5 years old" in found["sea-approval"].message
    assert "2 October 2026" in found["research-on-home-page"].message
    assert screen(EXAMPLES / "clear.yaml", TEN_YEARS_ON).verdict == "incomplete"


def test_ten_years_on_no_look_at_a_home_page_counts() -> None:
    for name in ("clear.yaml", "flagged.yaml", "incomplete.yaml"):
        assert outcomes(name, TEN_YEARS_ON)["research-on-home-page"] == "skipped"


def test_there_are_at_least_six_real_products() -> None:
    assert len(REAL) >= 6


@pytest.mark.parametrize("file", REAL, ids=lambda file: file.stem)
def test_a_real_product_says_where_its_facts_come_from(file: Path) -> None:
    assert file.read_text(encoding="utf-8").startswith(DISCLAIMER)
    profile = read(file).profile
    assert profile.prepared
    assert profile.prepared.role is None, "nobody's purchase, and not the vendor's own file"
    stated = [profile.vendor, profile.product, *(profile.dosage or ()), *(profile.reviews or ())]
    assert all((part.source or "").startswith("https://") for part in stated)
    for entry in (*(profile.dosage or ()), *(profile.reviews or ())):
        assert "stored cop" in (entry.note or ""), "how and when it was read"


@pytest.mark.parametrize("file", REAL, ids=lambda file: file.stem)
def test_minutes_of_a_real_product_are_those_in_the_words_of_its_source(file: Path) -> None:
    for entry in read(file).profile.dosage or ():
        ends = (entry.minutes.low, entry.minutes.high) if entry.minutes else ()
        for minutes in filter(None, ends):
            assert f"{minutes:g}" in re.findall(r"\d+", entry.note or "")


@pytest.mark.parametrize("file", REAL, ids=lambda file: file.stem)
def test_a_real_product_holds_stated_facts_and_nothing_of_a_buyer(file: Path) -> None:
    """Research, approvals and outcomes were not read up: saying 'none' would accuse, so they are left out."""
    given = {name for name in Profile.model_fields if getattr(read(file).profile, name) is not None}
    assert given <= {"edscreen", "prepared", "vendor", "product", "dosage", "reviews", "records"}


@pytest.mark.parametrize("file", REAL, ids=lambda file: file.stem)
def test_a_real_product_is_flagged_only_by_minutes_that_its_source_states(file: Path) -> None:
    document = read(file)
    for finding in screen(file).findings:
        if finding.outcome != "flag":
            assert finding.outcome in {"pass", "undisclosed", "skipped", "not_applicable"}
            continue
        assert finding.rule == "screen-time"
        stated = [entry.minutes for entry in document.profile.dosage or () if entry.minutes]
        assert any((minutes.high or minutes.low or 0) >= 45 for minutes in stated)


def test_a_real_product_passes_on_research_only_by_a_clearinghouse(subtests: pytest.Subtests) -> None:
    for file in REAL:
        with subtests.test(file.stem):
            [finding] = [each for each in screen(file).findings if each.rule == "independent-research"]
            assert (finding.outcome == "pass") == bool(read(file).profile.reviews)
