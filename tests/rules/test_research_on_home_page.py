"""What holds for every look at a home page, a person's or one of this run."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.rules.texts import texts

from edscreen.profile.models import Profile
from edscreen.screening.answers import Answer, FromSite
from edscreen.screening.inputs import SeenPage, SiteReading
from edscreen.screening.rulebook import open_shelf

AS_OF = date(2026, 11, 21)
RULE = next(rule for rule in open_shelf().rules if rule.id == "research-on-home-page")
VERDICTS = st.sampled_from(["shown", "linked", "claims_only", "absent", "unreadable"])

LOOKS = st.fixed_dictionaries(
    {},
    optional={
        "verdict": VERDICTS,
        "clicks": st.integers(0, 3),
        "quote": texts(),
        "checked_on": st.integers(-200, 400).map(lambda days: (AS_OF - timedelta(days=days)).isoformat()),
        "checked_by": st.just("M. Ortiz"),
    },
)
SITES = st.builds(
    SiteReading,
    verdict=VERDICTS,
    clicks=st.none() | st.integers(0, 3),
    url=st.just("https://www.vendor.example/"),
    quote=st.none() | st.text(max_size=500),
    problem=st.none() | st.just("bot_wall"),
)


def judge(look: Any, site: SiteReading | None = None, **options: int) -> Answer:
    profile = Profile.model_validate(
        {"edscreen": 1, "vendor": {"name": "Vendor"}, "product": {"name": "Product"}, "home_page": look}
    )
    given = {
        "profile": profile,
        "site": site,
        "home_page": profile.home_page,
        "as_of": AS_OF,
        "options": RULE.options(**options),
    }
    answer = RULE.judge(**given)
    assert isinstance(answer, Answer)
    return answer


@given(st.none() | LOOKS)
def test_without_a_visit_only_a_look_that_counts_passes_or_flags(look: dict[str, Any] | None) -> None:
    answer = judge(look)

    counts = bool(look) and {"verdict", "checked_by", "checked_on"} <= set(look or ())
    if counts and look:
        counts = 0 <= (AS_OF - date.fromisoformat(look["checked_on"])).days <= 180
        counts = counts and (look["verdict"], look.get("clicks")) != ("linked", 0)
    if not counts or not look:
        assert answer.outcome == "skipped"
    else:
        due = {"shown": "pass", "unreadable": "unavailable"}
        assert answer.outcome == due.get(look["verdict"], "flag")
        assert answer.softer == (look["verdict"] == "linked" and look.get("clicks") == 1)
    assert answer.basis == ("documented" if answer.outcome in {"pass", "flag"} else None)


@given(st.none() | LOOKS, SITES)
def test_a_page_read_in_this_run_decides_alone(look: dict[str, Any] | None, site: SiteReading) -> None:
    answer, without = judge(look, site), judge(None, site)

    if site.verdict != "unreadable":
        assert (answer.outcome, answer.softer, answer.basis) == (without.outcome, without.softer, "verified")
        differs = bool(look) and "verdict" in (look or {}) and (look or {})["verdict"] != site.verdict
        assert not differs or "entry differs" in answer.message
    else:
        assert answer.basis in {"documented", None}
        assert "could not" in answer.message


@given(LOOKS)
def test_a_longer_limit_never_loses_a_look(look: dict[str, Any]) -> None:
    if judge(look, max_age_days=180).outcome != "skipped":
        assert judge(look, max_age_days=400) == judge(look, max_age_days=180)


@given(LOOKS)
def test_where_nobody_looked_a_visit_is_advised(look: dict[str, Any]) -> None:
    answer = judge(look)
    assert ("--site" in answer.message) == (answer.outcome == "skipped")


def test_a_front_page_read_in_place_of_a_page_that_is_gone_is_told_and_both_are_cited() -> None:
    home, gone = "https://www.vendor.example/", "https://www.vendor.example/old"
    pages = (
        SeenPage(gone, clicks=0, problem="the address does not answer"),
        SeenPage(home, sha256="cd" * 32),
    )
    answer = judge(None, SiteReading("absent", None, home, pages=pages, in_place_of=gone))
    assert f"edscreen read {home}, the site's front page, as {gone} is not there any more" in answer.message
    assert [cited.url for cited in answer.evidence if isinstance(cited, FromSite)] == [gone, home]


def test_a_page_that_gave_nothing_is_not_cited_as_read() -> None:
    home = "https://www.vendor.example/"
    walled = SeenPage(f"{home}results", "2026-11-21T09:30:00Z", "ab" * 32, 1, "it turned programs away")
    site = SiteReading("absent", None, home, pages=(SeenPage(home, sha256="cd" * 32), walled), unread=1)

    digests = {cited.url: cited.sha256 for cited in judge(None, site).evidence if isinstance(cited, FromSite)}

    assert digests == {home: "cd" * 32, walled.url: None}
