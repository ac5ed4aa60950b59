"""What an answer rests on, in words: a source that was opened is never called one that was not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edscreen.report.finding_words import standing
from edscreen.report.words import verdict
from edscreen.screening.answers import FromSite
from edscreen.screening.scorecard import FromProfile

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.screening.scorecard import Finding, Scorecard

LIST = "https://schools.utah.gov/list"
READ = "2026-11-21T09:30:00Z"
LOOK = FromProfile("lumen.yaml", 9, 3, "home_page.verdict", "shown")
IN_THE_HEADLINE = "in 1 answer the source was opened and not found to confirm it"


@pytest.mark.parametrize(
    ("seen", "basis", "says"),
    [
        ((), "documented", "not opened by edscreen"),
        ((FromSite(LIST, READ, None, None),), "documented", "not opened by edscreen"),
        (
            (FromSite(LIST, READ, "a" * 64, None),),
            "documented",
            "on a source besides the vendor, which edscreen opened and which was not found to confirm it",
        ),
        (
            (FromSite("https://www.lumen.example/", None, "a" * 64, "A trial"),),
            "documented",
            "on a saved page, of a day that is not known",
        ),
        ((FromSite(LIST, READ, "a" * 64, "Lumen Reading"),), "verified", "read by edscreen"),
        ((LOOK,), "documented", "on what a person saw on the page, as the profile records it"),
        (
            (LOOK._replace(path="asked.reply_by"),),
            "documented",
            "on the district's own record of what it asked",
        ),
        ((LOOK._replace(path="studies[0].doi"),), "documented", "not opened by edscreen"),
        ((LOOK,), "claimed", "on the vendor's word"),
    ],
)
def test_what_was_opened_is_told_beside_the_answer_and_in_the_headline(
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
    seen: tuple[FromSite | FromProfile, ...],
    basis: str,
    says: str,
) -> None:
    finding = make_finding("pass", "sea-approval", basis=basis, evidence=seen)

    assert standing(finding).endswith(f"; {says}") or standing(finding).endswith(f", {says}")
    assert (IN_THE_HEADLINE in verdict(make_scorecard(finding))) == ("not found to confirm it" in says)
