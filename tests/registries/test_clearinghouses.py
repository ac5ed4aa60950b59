"""Who reviews whether programs work, and what a rating says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edscreen.registries.addresses import parse_address
from edscreen.registries.clearinghouses import ClearinghouseTable, Says
from edscreen.registries.tables import read_table

TABLE = ClearinghouseTable.load()


def test_the_ids_a_profile_may_name() -> None:
    assert TABLE.ids() == (
        "evidence_for_essa",
        "what_works_clearinghouse",
        "national_center_on_intensive_intervention",
        "best_evidence_encyclopedia",
        "education_endowment_foundation",
        "blueprints_for_healthy_youth_development",
        "social_programs_that_work",
        "casel_program_guide",
    )


def test_a_clearinghouse_by_its_id() -> None:
    body = TABLE.clearinghouse("what_works_clearinghouse")
    assert body is not None
    assert body.name.startswith("What Works Clearinghouse")
    assert TABLE.clearinghouse("edreports") is None


@pytest.mark.parametrize(
    ("key", "url", "own"),
    [
        ("evidence_for_essa", "https://www.evidenceforessa.org/program/lexia-core5-reading", True),
        ("evidence_for_essa", "http://evidenceforessa.org./program/x", True),
        ("evidence_for_essa", "https://evidenceforessa.org.lumen.example/program/x", False),
        ("evidence_for_essa", "https://evidenceforessa.org@lumen.example/program/x", False),
        ("evidence_for_essa", "https://www.lumen.example/evidenceforessa.org", False),
        ("evidence_for_essa", "https://ies.ed.gov/ncee/wwc/InterventionReport/1", False),
        ("what_works_clearinghouse", "https://ies.ed.gov/ncee/WWC/InterventionReport/1", True),
        ("what_works_clearinghouse", "https://ies.ed.gov/ncee/wwcfoo", False),
        ("what_works_clearinghouse", "https://ies.ed.gov/funding", False),
        (
            "national_center_on_intensive_intervention",
            "https://charts.intensiveintervention.org/chart/1",
            True,
        ),
        ("edreports", "https://edreports.org/reports/1", False),
        ("evidence_for_essa", "page 4", False),
    ],
)
def test_a_review_stands_on_the_clearinghouses_own_host(key: str, url: str, own: bool) -> None:
    assert TABLE.on_own_host(key, url) is own


@pytest.mark.parametrize(
    ("key", "rating", "says"),
    [
        ("evidence_for_essa", "moderate", "favourable"),
        ("evidence_for_essa", " Strong (Tier 1) ", "favourable"),
        ("evidence_for_essa", "ESSA_Tier-3: promising", "favourable"),
        ("evidence_for_essa", "No studies met inclusion requirements.", "neutral"),
        ("what_works_clearinghouse", "Potentially Positive", "favourable"),
        ("what_works_clearinghouse", "potentially_negative_effects", "unfavourable"),
        ("what_works_clearinghouse", "no discernible effects", "unfavourable"),
        ("what_works_clearinghouse", "mixed", "mixed"),
        ("what_works_clearinghouse", "Meets WWC standards without reservations", "study_quality"),
        ("national_center_on_intensive_intervention", "convincing evidence", "study_quality"),
        ("best_evidence_encyclopedia", "Limited evidence of effectiveness", "favourable"),
        ("best_evidence_encyclopedia", "insufficient evidence", "unfavourable"),
        ("education_endowment_foundation", "+3 months", "favourable"),
        ("education_endowment_foundation", "2 months\u2019 additional progress", "favourable"),
        ("education_endowment_foundation", "\u22122 months", "unfavourable"),
        ("education_endowment_foundation", "0 months", "unfavourable"),
        ("education_endowment_foundation", "4 padlocks", "study_quality"),
        ("blueprints_for_healthy_youth_development", "Model+", "favourable"),
        ("blueprints_for_healthy_youth_development", "harmful", "unfavourable"),
        ("casel_program_guide", "SELect", "favourable"),
        ("evidence_for_essa", "five stars", None),
        ("evidence_for_essa", "", None),
        ("edreports", "meets expectations", None),
    ],
)
def test_what_a_rating_says(key: str, rating: str, says: str | None) -> None:
    known = TABLE.rating(key, rating)
    assert (known and known.says) == says


def test_a_rating_of_study_quality_is_known_as_such() -> None:
    row = TABLE.rating("national_center_on_intensive_intervention", "Convincing")
    assert row is not None
    assert row.says is Says.STUDY_QUALITY
    assert "study quality only" in row.note


def test_every_row_has_its_source() -> None:
    for row in (*read_table("clearinghouses"), *read_table("clearinghouse_ratings")):
        assert row["source"], row
        assert row["sure"] in {"read", "memory"}, row
        assert row["sure"] == "memory" or row["as_of"], row


def test_every_host_is_written_as_it_is_compared() -> None:
    for row in read_table("clearinghouses"):
        address = parse_address(f"https://{row['host']}{row['path']}")
        assert address is not None
        assert (address.host, address.path) == (row["host"], row["path"] or "/")


def test_every_rating_belongs_to_one_clearinghouse_and_says_one_thing() -> None:
    said: dict[tuple[str, str], str] = {}
    for row in read_table("clearinghouse_ratings"):
        assert row["id"] in TABLE.ids()
        for words in (row["rating"], *filter(None, row["also_written"].split(";"))):
            known = TABLE.rating(row["id"], words)
            assert known is not None
            assert known.says == said.setdefault((row["id"], words.casefold()), row["says"]) == row["says"]
            assert known.rating == row["rating"], f"{words!r} is written for two ratings"


def test_every_clearinghouse_has_ratings() -> None:
    assert {row["id"] for row in read_table("clearinghouse_ratings")} == set(TABLE.ids())


@given(st.sampled_from(TABLE.ids()), st.text())
def test_no_rating_breaks_it(key: str, rating: str) -> None:
    known = TABLE.rating(key, rating)
    assert known is None or known.clearinghouse == key
