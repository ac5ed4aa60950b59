"""The data files of signs are whole, sourced, and refuse what would never fit."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from edscreen.site.obstacles.signs import Place, Sign, signs, vocabulary
from edscreen.site.obstacles.words import parts, plain

GIVEN = {"name": "x", "problem": "parked", "says": "it is so", "source": "a page", "sure": "common"}
SHOWS = (
    "status",
    "header",
    "cookie",
    "address",
    "markup",
    "frame",
    "thin_address",
    "title",
    "heading",
    "text",
)


def test_every_sign_has_a_name_of_its_own_a_source_and_something_to_look_for() -> None:
    names = [sign.name for sign in signs()]

    assert len(names) == len(set(names)) >= 30
    for sign in signs():
        assert sign.says
        assert not sign.says.endswith(".")
        assert sign.source
        assert any(getattr(sign, field) for field in SHOWS), sign.name
        assert all(name == name.lower() for name in sign.header)
        assert all(word == word.lower() for word in sign.markup)
        assert all(place.host or place.label or place.path for place in (*sign.address, *sign.frame))


def test_the_words_that_are_no_content_are_sourced() -> None:
    assert vocabulary().source
    assert all(place.host for place in vocabulary().widgets)


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ["Not Found"]},
        {"text": ["página"]},
        {"text": ["(open"]},
        {"problem": "wall"},
        {"heading_words": ["x"]},
        {"sure": "perhaps"},
    ],
)
def test_a_sign_that_could_never_fit_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Sign.model_validate(GIVEN | wrong)


def test_a_place_without_a_condition_is_refused() -> None:
    with pytest.raises(ValidationError):
        Place.model_validate({})


def test_words_are_equal_whatever_their_case_accents_and_quotes() -> None:
    assert plain("  No se ENCONTRÓ\nla página… it’s “gone” ") == 'no se encontro la pagina... it\'s "gone"'


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("404 - Lumen", "404"),
        ("Lumen | Page not found", "page not found"),
        ("Lumen Reading: Sign in", "sign in"),
        ("Just a moment...", "just a moment"),
        ("Página no encontrada – Lumen", "pagina no encontrada"),
        ("Error 404 (Not Found)!!1", "error 404 (not found)!!1"),
    ],
)
def test_a_title_is_taken_apart_at_its_dashes(title: str, part: str) -> None:
    assert part in parts(title)
