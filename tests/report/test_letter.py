"""The letter to the vendor: what was understood, what is asked, and nothing of what was made of it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from edscreen.profile.documents import Document, read_documents
from edscreen.profile.words import same_words
from edscreen.report.as_letter import LetterWriter
from edscreen.report.letter import SETTLES_ANYTHING
from edscreen.report.letter_asked import AskedOffer
from edscreen.report.letter_fields import not_stated, understood
from edscreen.screening.engine import Engine
from edscreen.screening.inputs import District, Settings
from edscreen.screening.rulebook import open_shelf
from edscreen.screening.scorecard import Reply, Waiver

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edscreen.screening.scorecard import Finding, Scorecard

DAY = date(2026, 11, 21)
PREPARED = {"prepared": {"by": "purchasing office", "role": "district"}}
SHELF = open_shelf()


@pytest.fixture
def screened(tmp_path: Path) -> Callable[..., Scorecard]:
    """Screen a profile that is written from its parts."""

    def screen(*, day: date = DAY, **parts: Any) -> Scorecard:
        given = {
            "edscreen": 1,
            **PREPARED,
            "vendor": {"name": "Lumen Learning"},
            "product": {"name": "Lumen Reading", "version": "4.2"},
        }
        file = tmp_path / "lumen.yaml"
        file.write_text(yaml.safe_dump({**given, **parts}, sort_keys=False), encoding="utf-8")
        [document] = read_documents([str(file)])
        assert isinstance(document, Document), document
        return Engine(
            [rule for rule in SHELF.rules if "registries" not in rule.needs], Settings(as_of=day)
        ).screen(document)

    return screen


@pytest.fixture
def asking(
    screened: Callable[..., Scorecard], make_finding: Callable[..., Finding]
) -> Callable[..., Scorecard]:
    """Screen a profile on which there is a question."""
    question = make_finding("flag", ask_vendor="How many minutes?")
    return lambda **parts: replace(screened(**parts), findings=(question,))


@pytest.fixture
def letter(report_as: Callable[..., str]) -> Callable[..., str]:
    """The letters on some scorecards, as plain text."""

    def write(*scorecards: Scorecard, **beginning: Any) -> str:
        return report_as(LetterWriter, scorecards, rules=SHELF.rules, **beginning)

    return write


def test_what_was_understood_stands_one_line_a_field(screened: Callable[..., Scorecard]) -> None:
    scorecard = screened(
        product={"name": "Lumen Reading", "subjects": ["english_language_arts", "math"], "grades": "K-3"},
        dosage=[
            {
                "minutes": "30+",
                "per": "week",
                "scope": "per_subject",
                "attained": {"share": "41.5%", "students": 1250, "year": 2025},
                "source": "proposal, page 4",
                "as_of": date(2026, 11, 2),
                "note": "ask the neighbours what they think of this",
            }
        ],
        studies=[],
        reviews=[{"by": "evidence_for_essa", "rating": "moderate"}],
        approvals=[{"state": "UT", "judged": ["efficacy", "privacy"]}, {"state": "TX"}],
        price={"per_student_usd": 1200.5},
    )
    profile = scorecard.source and scorecard.source.profile
    assert profile
    read = {
        part.heading: [f"{line.label}: {line.text}" for line in part.lines] for part in understood(profile)
    }
    assert read["The product"][1:] == [
        "Subjects it is sold for: English language arts and math",
        "Grades it is sold for: K to 3",
    ]
    assert read["How much a student is to use it"] == [
        "Minutes at a screen: 30 or more",
        "These minutes are for each: week",
        "These minutes are meant: for each subject",
        "Share of enrolled students who met it: 41.5%",
        "Students that share was taken from: 1,250",
        "Year in which it was counted: 2025",
        "Stated in: proposal, page 4",
        "Stated on: 2 November 2026",
    ]
    assert read["Research on it"] == ["Stated: none"]
    assert read["What clearinghouses say"][0] == "Clearinghouse: Evidence for ESSA"
    assert read["State's list 1 of 2"] == ["State: Utah", "What the state looked at: efficacy and privacy"]
    assert read["What it costs"] == ["For each student: $1,200.50"]
    assert not_stated(profile)[0] == "results that a district will see"


def test_notes_and_the_districts_own_look_stay_at_home(
    screened: Callable[..., Scorecard], letter: Callable[..., str]
) -> None:
    text = letter(
        screened(
            vendor={"name": "Lumen Learning", "note": "SECRET"},
            prepared={"by": "purchasing office", "role": "district", "from": "SECRET"},
            home_page={
                "verdict": "absent",
                "checked_on": date(2026, 11, 2),
                "checked_by": "SECRET",
                "quote": "SECRET",
            },
        )
    )
    assert "SECRET" not in text


def test_flags_cautions_and_what_is_not_answered_are_asked_and_nothing_else(
    every_outcome: Scorecard, letter: Callable[..., str]
) -> None:
    text = letter(every_outcome)
    assert re.findall(r"^\d+\. .*", text, re.MULTILINE) == [
        "1. What is the lowest weekly use at which your results were seen?",
        "2. Which outcome, by how much, in which unit and by when?",
    ]


def test_a_waived_question_is_asked_as_any_other(
    make_scorecard: Callable[..., Scorecard], make_finding: Callable[..., Finding], letter: Callable[..., str]
) -> None:
    waiver = Waiver("board-approved pilot", "superintendent's office", date(2027, 6, 30))
    plain = make_finding("flag", "own", ask_vendor="How many minutes?")
    waived, known = plain._replace(waiver=waiver), plain._replace(in_baseline=True)
    assert letter(make_scorecard(plain)) == letter(make_scorecard(waived)) == letter(make_scorecard(known))


def test_each_question_says_what_would_settle_it_and_what_was_replied(
    make_scorecard: Callable[..., Scorecard], make_finding: Callable[..., Finding], letter: Callable[..., str]
) -> None:
    reply = Reply("It is optional.", date(2026, 10, 20), "A. Example", None)
    text = letter(
        make_scorecard(
            make_finding("undisclosed", "screen-time", ask_vendor="How many minutes?", reply=reply),
            make_finding("flag", "own-rule", ask_vendor="Why so?"),
        )
    )
    own = next(rule.settled_by for rule in SHELF.rules if rule.id == "screen-time")
    joined = " ".join(text.split())
    assert (
        f'How many minutes? You replied on 20 October 2026: "It is optional." This would settle it: {own}'
        in joined
    )
    assert f"Why so? This would settle it: {SETTLES_ANYTHING}" in joined


def test_one_letter_a_vendor_with_all_its_products_and_questions_numbered_through(
    make_scorecard: Callable[..., Scorecard], make_finding: Callable[..., Finding], letter: Callable[..., str]
) -> None:
    asked = make_finding("flag", ask_vendor="How many minutes?")
    text = letter(
        make_scorecard(asked),
        make_scorecard(asked, vendor="Other Vendor", product="Slate"),
        make_scorecard(asked, vendor="lumen  LEARNING", product="Lumen Math"),
        make_scorecard(make_finding("pass"), product="Lumen Science"),
    )
    first, second = text.split("\f")
    assert "Dear Lumen Learning," in first
    assert "Dear Other Vendor," in second
    assert "About: Your products Lumen Reading, Lumen Math and Lumen Science" in first
    assert re.findall(r"^\d+\.", first, re.MULTILINE) == ["1.", "2."]
    assert "We have no question on Lumen Science." in first


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            None,
            "Please answer by 12 December 2026 [proposed: confirm or change this day before you",
        ),
        ({"on": date(2026, 11, 20)}, "Please answer by 12 December 2026 [proposed"),
        ({"reply_by": date(2026, 11, 21)}, "Please answer by 21 November 2026.\n"),
        (
            {"on": date(2026, 10, 3), "reply_by": date(2026, 10, 24)},
            "We had asked for an answer by 24 October 2026. Please answer by 12 December 2026 [proposed",
        ),
    ],
)
def test_the_last_day_is_the_districts_or_else_proposed(
    asking: Callable[..., Scorecard], letter: Callable[..., str], asked: Any, said: str
) -> None:
    text = letter(asking(**({"asked": asked} if asked else {})))
    assert " ".join(said.split()) in " ".join(text.split())
    assert ("[proposed" in said) == ("[proposed" in text)


def test_a_day_that_the_vendor_set_itself_decides_nothing(
    screened: Callable[..., Scorecard], letter: Callable[..., str]
) -> None:
    text = letter(
        screened(prepared={"by": "A. Seller", "role": "vendor"}, asked={"reply_by": date(2099, 1, 1)})
    )
    assert "2099" not in text
    assert "A. Seller" not in text


def test_what_the_vendor_filled_in_is_never_a_letter_of_the_vendors_to_itself(
    screened: Callable[..., Scorecard], letter: Callable[..., str]
) -> None:
    own = replace(screened(prepared={"by": "Sales team", "role": "vendor"}), role="district")
    text = letter(own)
    assert "Sales team" not in text
    assert text.count("[to fill in: your district]") == 1


@pytest.mark.parametrize(("role", "told"), [("district", True), ("agency", True), ("vendor", False)])
def test_only_the_district_says_what_it_means_to_buy(
    screened: Callable[..., Scorecard], letter: Callable[..., str], role: str, told: bool
) -> None:
    text = letter(screened(prepared={"by": "A. Example", "role": role}, purchase={"students": 1234}))
    assert ("What we mean to buy" in text) is told
    assert ("1,234" in text) is told


def test_whom_to_write_to_is_never_guessed(
    make_scorecard: Callable[..., Scorecard], make_finding: Callable[..., Finding], letter: Callable[..., str]
) -> None:
    scorecard = make_scorecard(make_finding("pass"))
    blank = letter(scorecard)
    assert "From:  [to fill in: your district]" in blank
    assert "[to fill in: the person and the address that the answer goes to]" in blank
    assert "for our district" in blank

    known = letter(scorecard, district=District(name="Alder Valley"), contact="buying@alder.example")
    assert "From:  Alder Valley" in known
    assert "  Alder Valley\n  buying@alder.example\n" in known
    assert "the answer goes to]" not in known


def test_products_with_different_last_days_name_them(
    asking: Callable[..., Scorecard], letter: Callable[..., str]
) -> None:
    first = asking(asked={"reply_by": date(2026, 12, 24)})
    second = asking(product={"name": "Lumen Math"}, asked={"reply_by": date(2026, 12, 1)})
    text = letter(first, second)
    assert "Please answer for Lumen Math by 1 December 2026." in text
    assert "Please answer for Lumen Reading by 24 December 2026." in text


def test_the_offer_names_the_files_and_the_lines_to_write(asking: Callable[..., Scorecard]) -> None:
    offer = AskedOffer(DAY)
    assert list(offer.sentences()) == []
    offer.take(asking(asked={"reply_by": date(2026, 12, 24)}))
    assert list(offer.sentences()) == []
    scorecard = asking()
    offer.take(scorecard)
    [sentence] = offer.sentences()
    where, _, line = sentence.partition(f" at the end of {scorecard.profile}: ")
    assert where.startswith("the letter proposes 12 December 2026 as the last day for an answer")
    assert line == "asked: {on: 2026-11-21, reply_by: 2026-12-12}"


def test_hostile_findings_write_no_line_of_their_own(
    hostile_texts: list[str], make_hostile: Callable[[str], Scorecard], letter: Callable[..., str]
) -> None:
    text = letter(*map(make_hostile, hostile_texts))
    lines = text.replace("\n\f", "\n").splitlines()
    assert lines.count("Sincerely,") == len({same_words(each) for each in hostile_texts})
    assert text.count("This would settle it:") >= 2 * len(hostile_texts)
    assert not [line for line in lines if line.lstrip().startswith("::")]
    assert "##[" not in text


def test_what_a_vendor_writes_stays_a_line_of_the_letter(
    hostile_texts: list[str], screened: Callable[..., Scorecard], letter: Callable[..., str]
) -> None:
    texts = [
        *hostile_texts,
        "::error::owned",
        "a\n\nSincerely,\n\nThe Vendor",
        "##[error]owned",
        "x\u2028y",
        "1. Why?\f2. Who?",
    ]
    text = letter(screened(records=[{"name": name} for name in texts]))
    lines = text.splitlines()
    assert sum(line.startswith("    Document:") for line in lines) == len(texts)
    assert lines.count("Sincerely,") == 1
    assert not [line for line in lines if line.lstrip().startswith("::")]
    assert "##[" not in text
    kinds = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert not {char for char in set(text) - {"\n"} if unicodedata.category(char) in kinds}
    assert not re.findall(r"^\d+\. ", text, re.MULTILINE)
