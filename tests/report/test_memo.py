"""The board memo: every sentence from a finding or the profile, and never more than one page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from edscreen.profile.documents import Document, read_documents
from edscreen.registries.bundle import Registries
from edscreen.report.as_memo_html import MemoHtmlWriter
from edscreen.report.memo import memo_of
from edscreen.report.memo_parts import NOT_ASKED
from edscreen.report.memo_room import LINES, ROOMS, _lines, _source, _told
from edscreen.report.run import Beginning, PolicyUse
from edscreen.screening.engine import Engine
from edscreen.screening.inputs import District, Settings
from edscreen.screening.rulebook import open_shelf
from edscreen.screening.scorecard import FromProfile, Reply

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edscreen.screening.scorecard import Finding, Scorecard

BEGINNING = Beginning("1.2.3", date(2026, 11, 21), "red", (), ("peer-results",))


def profile(root: Path, name: str) -> Document:
    [found] = read_documents([str(root / "examples" / name)])
    assert isinstance(found, Document)
    return found


def test_what_is_bought_and_for_whom(
    root: Path, make_finding: Callable[..., Finding], make_scorecard: Callable[..., Scorecard]
) -> None:
    source = profile(root, "flagged.yaml")
    memo = memo_of(make_scorecard(make_finding("pass"), role="district", source=source), BEGINNING)

    assert dict(memo.about) == {
        "Bought": "A supplemental product for math from 16 August 2027, "
        "with 40 minutes a week in the timetable",
        "For": "2,100 students in grades 3 to 5, tier 1 of support",
        "Need": "Closing gaps before middle school",
    }


def test_a_purchase_in_a_vendors_file_is_told_as_the_vendors(
    root: Path, make_finding: Callable[..., Finding], make_scorecard: Callable[..., Scorecard]
) -> None:
    source = profile(root, "flagged.yaml")
    memo = memo_of(make_scorecard(make_finding("pass"), role="vendor", source=source), BEGINNING)

    assert dict(memo.about)["Bought"].endswith("(as the vendor's own file puts it)")


def test_no_purchase_is_guessed(
    document: Callable[[str], Document],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
) -> None:
    source = document("product: {name: Lumen Reading, category: assessment, subjects: [ELA], grades: K-2}")
    bare = memo_of(make_scorecard(make_finding("pass")), BEGINNING)
    sold = memo_of(make_scorecard(make_finding("pass"), source=source), BEGINNING)

    not_stated = "The profile does not say what the district means to buy, or for whom"
    assert dict(bare.about) == {"Bought": not_stated}
    as_what = "as an assessment product for English language arts for grades K to 2"
    assert dict(sold.about) == {"Bought": f"{not_stated}; it is sold {as_what}"}


def test_the_four_questions_are_answered_by_what_ran(
    make_finding: Callable[..., Finding], make_scorecard: Callable[..., Scorecard]
) -> None:
    memo = memo_of(
        make_scorecard(
            make_finding("flag", "anothers-rule", family="evidence", message="It is 1. Also listed: 2."),
            make_finding("pass", "price-is-fair", family="price", message="It is."),
            make_finding("not_applicable", "sea-approval", family="approvals", message="No student uses it."),
        ),
        BEGINNING,
    )

    told = {each.title: [answer.sentence for answer in each.answers] for each in memo.questions}
    assert told == {
        "Independent research": ["It is 1."],
        "Screen time": [],
        "State approval and efficacy": ["No student uses it."],
        "Outcomes and dosage": [],
        "Further red-flag questions": ["It is."],
    }
    assert "peer-results" in dict(memo.basis)["Left out"]


def test_an_answer_says_what_it_rests_on(
    document: Callable[[str], Document],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
) -> None:
    source = document(
        "dosage:\n- minutes: 60\n  source: proposal, page 6\nstudies:\n- {title: A, doi: 10.5555/a}"
    )

    def cited(*path: str | int, dotted: str) -> FromProfile:
        place = source.place(path)
        return FromProfile("lumen.yaml", place.line, place.column, dotted, 60)

    memo = memo_of(
        make_scorecard(
            make_finding("flag", evidence=(cited("dosage", 0, "minutes", dotted="dosage[0].minutes"),)),
            make_finding(
                "pass",
                "a",
                family="evidence",
                evidence=(cited("studies", 0, "title", dotted="studies[0].title"),),
            ),
            source=source,
        ),
        BEGINNING,
    )

    sources = {each.title: [answer.source for answer in each.answers] for each in memo.questions}
    assert sources["Screen time"] == ["on the vendor's word: proposal, page 6 (line 5)"]
    assert sources["Independent research"] == ["on the vendor's word: DOI 10.5555/a (line 8)"]


def test_no_source_is_named_where_the_place_is_another(
    document: Callable[[str], Document],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
) -> None:
    """Entries left blank are counted in a field's path, and are not in what was read."""
    source = document("dosage:\n-\n- minutes: 60\n  source: proposal, page 6")
    evidence = FromProfile("lumen.yaml", 5, 12, "dosage[1].minutes", 60)
    memo = memo_of(make_scorecard(make_finding("flag", evidence=(evidence,)), source=source), BEGINNING)

    assert memo.questions[1].answers[0].source == "on the vendor's word: line 5"


def test_waived_and_known_findings(covered: tuple[Scorecard, ...]) -> None:
    memo = memo_of(covered[1], BEGINNING)

    assert [line.label for line in memo.waivers] == [
        "The question of independent-research (red flag)",
        "The question of sea-approval (red-flag question: not answered yet)",
    ]
    assert memo.waivers[1].text == (
        "waived until 30 June 2027 by superintendent's office: board-approved pilot in two schools; "
        "known from the baseline; there is no answer now"
    )
    outcomes = [answer.outcome for question in memo.questions for answer in question.answers]
    assert "not answered yet, waived" in outcomes
    assert "red flag, known from the baseline" in outcomes


@pytest.mark.parametrize(
    ("role", "whose"),
    [("district", ""), ("vendor", "; so says a file that counts as the vendor's own word")],
)
def test_when_the_vendor_was_asked(
    document: Callable[[str], Document],
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
    role: str,
    whose: str,
) -> None:
    source = document("asked: {on: 2026-10-03, reply_by: 2026-10-24}")
    memo = memo_of(make_scorecard(make_finding("undisclosed"), role=role, source=source), BEGINNING)

    asked = "The vendor was asked on 3 October 2026, to reply by 24 October 2026"
    assert memo.asked == f"{asked}{whose}. No reply is on file."


def test_what_the_vendor_is_asked_and_replied(
    make_finding: Callable[..., Finding], make_scorecard: Callable[..., Scorecard]
) -> None:
    memo = memo_of(
        make_scorecard(
            make_finding("flag", "a", ask_vendor="How many minutes?"),
            make_finding("pass", "b", ask_vendor="Nothing, really?", reply=Reply("Yes.", None, "R.", "mail")),
            make_finding("flag", "c", severity="caution", ask_vendor="Which price?"),
            make_finding("skipped", "d", ask_vendor="We did not look?"),
        ),
        BEGINNING,
    )

    assert [(each.question, each.reply, each.source) for each in memo.exchanges] == [
        ("The question of b", '"Yes." (R.)', "mail"),
        ("How many minutes?", "", ""),
        ("Which price?", "", ""),
    ]
    assert memo.more_questions == 0
    assert memo.asked == "The profile names no day on which the vendor was asked. 1 reply is on file."


def test_the_page_says_how_many_more_questions_there_are(
    make_finding: Callable[..., Finding],
    make_scorecard: Callable[..., Scorecard],
    report_as: Callable[..., str],
) -> None:
    cautions = [
        make_finding(
            "flag", f"c-{number}", severity="caution", question="caution", ask_vendor=f"Which {number}?"
        )
        for number in range(8)
    ]
    page = report_as(MemoHtmlWriter, [make_scorecard(*cautions)])
    assert "<li>Which 0?" in page
    assert "<p>and 3 more, not on this page" in page


def test_who_screened_by_which_policy(
    make_finding: Callable[..., Finding], make_scorecard: Callable[..., Scorecard]
) -> None:
    used = replace(
        BEGINNING,
        policy=PolicyUse("district/edscreen.yaml", "ab" * 32, found=True),
        district=District(name="Alder Valley"),
    )
    memo = memo_of(make_scorecard(make_finding("skipped", "home-page")), used)

    assert memo.district == "Alder Valley"
    assert dict(memo.basis) == {
        "Prepared": "By someone not named (role not stated: counts as the vendor's word)",
        "Profile": "vendors/lumen.yaml",
        "Policy": "district/edscreen.yaml",
        "Questions": "0 of 1 answered; 1 red-flag question: 1 not looked at in this run",
        "Not looked at": "The question of home-page",
        "Left out": "Not asked in this screening: peer-results",
    }


def test_where_room_is_short_the_beginning_of_the_sentence_and_the_address_stay() -> None:
    sentence = 'Research is named: "A trial" (2025): done by "Elm Lab"; hired by nobody, as they say of it'
    assert _told(sentence, 70) == 'Research is named: "A trial" (2025): done by "Elm Lab"; ...'
    assert _told(sentence, 100) == sentence
    source = "on a source besides the vendor, not opened by edscreen: https://a.example/b (vendors/a.yaml:7)"
    assert _source(source, 99) == source
    assert _source(source, 80) == source.removesuffix(" (vendors/a.yaml:7)")
    assert _source(source, 50) == "not opened by edscreen: https://a.example/b"
    assert _source(source, 40) == "https://a.example/b"


@pytest.mark.parametrize("name", ["clear", "flagged", "incomplete"])
def test_each_of_the_four_questions_keeps_the_fact_that_decides(root: Path, name: str) -> None:
    engine = Engine(open_shelf().rules, Settings(as_of=BEGINNING.as_of, registries=Registries.load()))
    memo = memo_of(engine.screen(profile(root, name + ".yaml")), BEGINNING)
    told = "\n".join(answer.sentence for question in memo.questions for answer in question.answers)
    facts = {
        "clear": [
            "Northmoor University",
            "(2025)",
            "25 to 35 minutes",
            "limit is 45",
            "Utah",
            '4 "percentile',
        ],
        "flagged": [
            "hired by",
            "60 minutes",
            "is not a page of the Utah",
            "names neither",
        ],
        "incomplete": [
            "what ties the evaluator",
            "4 lessons",
            "'approvals' is left out",
            "'outcomes' is left",
        ],
    }[name]
    assert [fact for fact in facts if fact not in told] == []
    assert all(answer.source for question in memo.questions for answer in question.answers)


def test_a_wordy_memo_is_cut_to_a_page_and_says_so(wordy: Scorecard) -> None:
    memo = memo_of(wordy, BEGINNING)

    assert sum(_lines(memo, ROOMS[-1])) <= LINES
    assert all(question.answers and question.more for question in memo.questions)
    assert memo.more_questions
    assert memo.more_waivers
    assert NOT_ASKED not in repr(memo)
