"""The words of a letter: the whole of it for each example, a label for every field, no judgement anywhere."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

import pytest

from edscreen.profile.documents import Document, read_documents
from edscreen.profile.fields import Model
from edscreen.profile.models import Profile
from edscreen.profile.ranges import RangeEnds
from edscreen.profile.schema import profile_schema
from edscreen.profile.tables import read_table
from edscreen.registries.bundle import Registries
from edscreen.report import letter_fields
from edscreen.report.as_letter import LetterWriter
from edscreen.report.letter import SETTLES_ANYTHING, Letters
from edscreen.report.letter_asked import AskedOffer
from edscreen.report.run import Beginning
from edscreen.screening.engine import Engine
from edscreen.screening.inputs import Settings
from edscreen.screening.rulebook import open_shelf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edscreen.screening.scorecard import Finding, Scorecard

# The district's own entries, and what is kept and not judged: none of it is repeated to the vendor.
NOT_REPEATED = ("edscreen", "prepared", "asked", "home_page", "replies", "contract")
# What a letter never says of its own accord; a vendor's text may hold any of it.
JUDGEMENT = re.compile(
    r"red.?flag|flag|caution|severity|waive|waiver|policy|verdict|baseline|claim(?:s|ed)? only|"
    r"undisclosed|unavailable|fail|weak|poor|suspicious|concern|doubt|insufficient|edscreen|walk away",
    re.IGNORECASE,
)
SHELF = open_shelf()


@pytest.mark.parametrize("name", ["clear", "flagged", "incomplete"])
def test_letters_of_the_examples(
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    report_as: Callable[..., str],
    same_as_golden: Callable[[str, str], None],
    name: str,
) -> None:
    monkeypatch.chdir(root)
    engine = Engine(SHELF.rules, Settings(as_of=date(2026, 11, 21), registries=Registries.load()))
    scorecards = [
        engine.screen(document)
        for document in read_documents([f"examples/{name}.yaml"])
        if isinstance(document, Document)
    ]
    text = report_as(LetterWriter, scorecards, rules=SHELF.rules)
    assert not JUDGEMENT.search(text)
    same_as_golden(text, f"letter_{name}.txt")


def test_everything_that_can_be_asked_holds_no_judgement() -> None:
    own = [text for rule in SHELF.rules for text in (rule.settled_by, rule.ask_vendor)]
    assert all(rule.settled_by for rule in SHELF.rules)
    words = [
        value
        for name in ("fields", "sections", "choices")
        for row in read_table(letter_fields._DATA / f"letter_{name}.csv")  # noqa: SLF001 - the data under test
        for key, value in row.items()
        if key in {"label", "heading", "of_several", "nothing", "words"}
    ]
    assert not [text for text in (*own, *words, SETTLES_ANYTHING) if JUDGEMENT.search(text)]


def test_every_field_has_its_words_or_is_not_repeated() -> None:
    named = {row["path"] for row in read_table(letter_fields._DATA / "letter_fields.csv")}  # noqa: SLF001
    assert named == set(leaves(Profile, ""))
    sections = {row["section"] for row in read_table(letter_fields._DATA / "letter_sections.csv")}  # noqa: SLF001
    assert sections == set(Profile.model_fields) - set(NOT_REPEATED)


def test_every_choice_with_words_of_its_own_is_one() -> None:
    schema = str(profile_schema())
    choices = {row["choice"] for row in read_table(letter_fields._DATA / "letter_choices.csv")}  # noqa: SLF001
    assert not [choice for choice in choices if f"'{choice}'" not in schema]


def leaves(model: Any, path: str) -> list[str]:
    """The paths of all fields below a model that are to be repeated, by their keys."""
    found: list[str] = []
    for name, field in model.model_fields.items():
        key = f"{path}{field.alias or name}"
        if (not path and name in NOT_REPEATED) or name in {"source", "as_of", "note"}:
            continue
        inner = _models(field.annotation)
        if inner:
            found += leaves(inner[0], f"{key}{'[]' if 'list[' in str(field.annotation) else ''}.")
        else:
            found.append(key)
    return found


def _models(annotation: Any) -> list[Any]:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return [] if annotation is RangeEnds else [annotation]
    return [model for part in get_args(annotation) for model in _models(part)]


def test_a_letter_without_a_question_asks_only_what_is_wrong(
    make_scorecard: Callable[..., Scorecard],
    make_finding: Callable[..., Finding],
    report_as: Callable[..., str],
) -> None:
    scorecard = make_scorecard(make_finding("pass"))
    text = " ".join(report_as(LetterWriter, [scorecard]).split())
    assert "[proposed: confirm or change this day before you send the letter] which lines above are" in text
    assert "Please tell us by " in text
    assert "numbers of the questions" not in text
    assert "Please answer" not in text
    offer = AskedOffer(date(2026, 11, 21))
    offer.take(scorecard)
    assert list(offer.sentences()) == []


def test_where_nothing_was_screened_there_is_no_letter(report_as: Callable[..., str]) -> None:
    assert report_as(LetterWriter, []) == "There is no letter to write.\n"


def test_letters_are_as_many_as_vendors(make_scorecard: Callable[..., Scorecard]) -> None:
    letters = Letters(Beginning("1", date(9999, 12, 31), "red", (), ()))
    letters.take(make_scorecard())
    [one] = letters
    assert [due.day for due, _ in one.replies_due()] == [date.max]
