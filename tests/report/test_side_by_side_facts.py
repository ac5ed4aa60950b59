"""What products side by side show that no question judges: whose study it is, and figures as in letters."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from edscreen.profile.documents import Document, read_documents
from edscreen.registries.bundle import Registries
from edscreen.report.side_by_side.facts import best_study, training
from edscreen.screening.engine import Engine
from edscreen.screening.inputs import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edscreen.screening.scorecard import Scorecard

TRIAL = "{{title: A trial, design: randomized_controlled_trial, product: {product}}}"
OWN = "{title: A survey, design: descriptive}"


@pytest.fixture
def screened(tmp_path: Path) -> Callable[[str], Scorecard]:
    """What comes of a profile of "Fern-Hollow Math" with more lines."""

    def screen(more: str) -> Scorecard:
        file = tmp_path / "profile.yaml"
        head = "edscreen: 1\nvendor: {name: Fernhollow}\nproduct: {name: Fern-Hollow Math}\n"
        file.write_text(f"{head}{more}\n", encoding="utf-8")
        [document] = read_documents([str(file)])
        assert isinstance(document, Document), document
        return Engine((), Settings(as_of=date(2026, 11, 21), registries=Registries.load())).screen(document)

    return screen


def test_a_trial_of_another_product_is_not_this_products_best_study(
    screened: Callable[[str], Scorecard],
) -> None:
    studies = f"studies: [{TRIAL.format(product='Another Product')}, {OWN}]"

    assert best_study(screened(studies)) == (
        "A survey: descriptive study by someone not named (of 2 studies listed, 1 of another product)"
    )


@pytest.mark.parametrize("name", ["Fern-Hollow Math", "fernhollow  MATH"])
def test_a_product_may_be_spelt_otherwise(screened: Callable[[str], Scorecard], name: str) -> None:
    studies = f"studies: [{OWN}, {TRIAL.format(product=name)}]"

    said = best_study(screened(studies))

    assert said == "A trial: randomized controlled trial by someone not named (of 2 studies listed)"


def test_where_every_study_is_of_another_product_there_is_none_of_this_one(
    screened: Callable[[str], Scorecard],
) -> None:
    assert best_study(screened(f"studies: [{TRIAL.format(product='Other')}]")) == (
        "none of this product; 1 of another product"
    )
    assert best_study(screened("studies: []")) == "none"
    assert best_study(screened("")) is None


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ("{required_hours: 1, included: yes}", "1 hour, in the price"),
        ("{required_hours: 1.5, included: no, price_usd: 1200}", "1.5 hours, not in the price: $1,200"),
        ("{price_usd: 1200.5}", "$1,200.50"),
    ],
)
def test_hours_and_money_are_written_as_in_a_letter(
    screened: Callable[[str], Scorecard], stated: str, said: str
) -> None:
    assert training(screened(f"training: {stated}")) == said
