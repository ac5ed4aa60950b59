"""The vendor's document is named once, and stands beside every answer that is taken from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from edscreen.interview.begun import Begun
from edscreen.interview.sources import with_sources
from edscreen.profile.models import Profile
from edscreen.registries.bundle import Registries
from edscreen.screening.yaml_rules.basis import is_documented

if TYPE_CHECKING:
    from collections.abc import Callable

START = ("office", "district", "Answer to RFP 26-031", "October 14, 2026", "Brightfern", "", "Numbers")
PUBLIC_HOSTS = Registries.load().public_hosts
TOLD = {"source": "Answer to RFP 26-031", "as_of": "2026-10-14"}


def test_it_stands_beside_what_the_vendor_states_and_not_the_district(talk: Callable[..., Any]) -> None:
    data = talk(*START, *[""] * 4, "", "math", "", "", "", "yes", "", "30", "week").interview.data
    assert data["prepared"] == {
        "by": "office",
        "role": "district",
        "from": TOLD["source"],
        "as_of": TOLD["as_of"],
    }
    assert data["product"] == {"name": "Numbers", **TOLD}
    assert data["dosage"] == [{"minutes": 30, "per": "week", **TOLD}]
    assert data["purchase"] == {"subjects": ["math"]}
    assert data["vendor"] == {"name": "Brightfern"}


def test_a_study_with_an_address_of_its_own_says_too_where_the_vendor_names_it(
    talk: Callable[..., Any],
) -> None:
    before = (*START, *[""] * 9, "", "yes", "A trial")
    assert talk(*before).interview.data["studies"] == [{"title": "A trial", **TOLD}]
    assert talk(*before, "https://eric.ed.gov/?id=ED629011").interview.data["studies"] == [
        {"title": "A trial", "url": "https://eric.ed.gov/?id=ED629011", **TOLD}
    ]


def test_a_document_beside_an_address_makes_nothing_of_it_anybody_else_s_word() -> None:
    names: dict[str, Any] = {"edscreen": 1, "product": {"name": "N"}, "prepared": {"from": "proposal"}}
    names["vendor"] = {"name": "B", "website": "https://b.example"}
    for url, rests_on_more in (
        ("https://b.example/study", False),
        ("https://eric.ed.gov/?id=ED629011", True),
    ):
        data = with_sources(names, {**names, "studies": [{"title": "A", "url": url}]})
        assert data["studies"][0]["source"] == "proposal"
        profile = Profile.model_validate(data)
        assert is_documented(("studies", 0, "title"), profile, PUBLIC_HOSTS) is rests_on_more


def test_an_entry_taken_back_leaves_no_source_behind(talk: Callable[..., Any]) -> None:
    talked = talk(*START, *[""] * 9, "yes", "K-3", "<", "?")
    assert talked.interview.data["dosage"] == [{}]


def test_mending_the_document_mends_it_everywhere() -> None:
    before: dict[str, Any] = {"prepared": {"from": "proposal"}}
    before |= {"product": {"name": "A", "source": "proposal"}}
    before |= {"dosage": [{"minutes": 30, "source": "page 4"}], "training": {"required_hours": 4}}
    after = {**before, "prepared": {"from": "answer", "as_of": "2026-10-14"}}
    mended = with_sources(before, after)
    assert mended["product"] == {"name": "A", "source": "answer", "as_of": "2026-10-14"}
    assert mended["dosage"] == before["dosage"], "it names its own"
    assert mended["training"] == before["training"], "it was there before"
    unsaid = with_sources(mended, {**mended, "prepared": {}})
    assert unsaid["product"] == {"name": "A"}


@pytest.mark.parametrize("address", ["https://bids.cedarmesa.example/26-031", "www.bids.example/26-031"])
def test_where_a_proposal_is_kept_does_not_make_it_somebody_else_s_word(
    talk: Callable[..., Any], address: str
) -> None:
    data = {"vendor": {"name": "B", "website": "https://b.example"}, "product": {"name": "N"}}
    talked = talk("office", "district", address, "", "", begun=Begun(data, {}, {}))
    assert talked.interview.data["prepared"]["from"] == address
    talked = talk("", "", address, "", "math", begun=Begun({"product": {}, **data}, {}, {}))
    whole = with_sources(talked.interview.data, {**talked.interview.data, "price": {"per_student_usd": 3}})
    assert whole["price"]["source"] == f"the vendor's document at {address}"
