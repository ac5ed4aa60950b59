"""Statements as vendors' pages make them: which are independent evidence, and which only look like it.

The text files hold pieces of pages in our own words, apart by `---`, in the form of
`conftest.built`. The traps of `no_evidence.txt` have their twins in `evidence.txt`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from edscreen.site.seen import Subject

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.site.seen import PageJudgement

_HERE = Path(__file__).parent


def _pieces(name: str) -> list[str]:
    pieces = (_HERE / name).read_text(encoding="utf-8").split("\n---\n")
    return [piece.strip() for piece in pieces if piece.strip()]


def _id(piece: str) -> str:
    return piece.replace("\n", " / ")[:60]


@pytest.mark.parametrize("piece", _pieces("evidence.txt"), ids=_id)
def test_a_finished_outside_study_of_the_product_counts(
    piece: str, judged: Callable[..., PageJudgement]
) -> None:
    found = [seen for seen in judged(piece).evidence if seen.strength == "independent"]

    assert found
    for part in found[0].quote.split(" … "):
        assert part in piece.replace("\n", " ") or any(
            line.strip("#>! ").startswith(part[:40]) for line in piece.splitlines()
        )
    assert found[0].why.endswith(".")


@pytest.mark.parametrize("piece", _pieces("no_evidence.txt"), ids=_id)
def test_what_only_looks_like_evidence_does_not_count(
    piece: str, judged: Callable[..., PageJudgement]
) -> None:
    assert not judged(piece).shows_independent


@pytest.mark.parametrize("piece", _pieces("claims.txt"), ids=_id)
def test_what_claims_that_the_product_works(piece: str, verdict: Callable[..., str]) -> None:
    assert verdict(piece) == "claims_only"


@pytest.mark.parametrize("piece", _pieces("no_claims.txt"), ids=_id)
def test_what_tells_of_no_benefit_claims_nothing(piece: str, verdict: Callable[..., str]) -> None:
    assert verdict(piece) == "absent"


REVIEWED = "was reviewed by the What Works Clearinghouse: meets WWC standards"
TRUE_STATEMENTS = {
    "Building Assets Reducing Risks": (
        f"A randomized controlled trial of Building Assets Reducing Risks with 907 students {REVIEWED} "
        "without reservations; effect size +0.12 in reading achievement (ESSA Tier 1)."
    ),
    "Accelerated Math": (
        f"A randomized controlled trial of Accelerated Math with 2,006 students {REVIEWED} "
        "with reservations; effect size +0.29 in general mathematics achievement (ESSA Tier 2)."
    ),
    "Reading Recovery": (
        f"A randomized controlled trial of Reading Recovery (May, H., Gray, A., 2013) with 866 students "
        f"{REVIEWED} without reservations."
    ),
}


@pytest.mark.parametrize("product", TRUE_STATEMENTS)
def test_a_clearinghouses_row_counts_for_its_own_product_only(
    product: str, judged: Callable[..., PageJudgement]
) -> None:
    own = Subject(product=(product,), domains=("program.example",))
    statement = TRUE_STATEMENTS[product]

    assert judged(statement, own).shows_independent
    assert not judged(statement).shows_independent
