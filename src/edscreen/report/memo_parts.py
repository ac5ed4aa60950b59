"""What a board memo is made of: plain texts, which HTML and DOCX lay out alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from edscreen.report.words import CLOSING

if TYPE_CHECKING:
    from edscreen.report.sections import Kind
    from edscreen.screening.scorecard import Verdict

NOT_ASKED = "Not asked in this screening."
"""What stands where no rule of a question ran."""
NO_WAIVERS = "None."
"""What stands where nothing is waived or known."""


class Line(NamedTuple):
    """A label and what stands beside it."""

    label: str
    text: str


class Answer(NamedTuple):
    """What one rule found.

    Attributes:
        kind: the section in which the finding is read, for its sign and colour.
        asks: the rule's question.
        outcome: what was answered: `red flag`, `answered well`, ...
        sentence: the answer in one sentence.
        source: on whose word, and where that stands; empty where it rests on nothing.
    """

    kind: Kind
    asks: str
    outcome: str
    sentence: str
    source: str


class Question(NamedTuple):
    """One question of the memo.

    Attributes:
        title: what it is about.
        answers: what the rules of its family found, the most serious first; empty where none ran.
        more: how many answers are not among them.
    """

    title: str
    answers: tuple[Answer, ...]
    more: int


class Exchange(NamedTuple):
    """A question to the vendor and its words on it.

    Attributes:
        question: what it is asked; the rule's title where nothing is left to ask.
        said: its words in quotes; empty where there is no reply.
        given: by whom and when, in brackets; empty where that is not said.
        source: where the reply stands; empty where that is not said.
    """

    question: str
    said: str
    given: str
    source: str

    @property
    def reply(self) -> str:
        """Its words, by whom and when; empty where there are none."""
        return f"{self.said} {self.given}".strip()


@dataclass(frozen=True, slots=True)
class Memo:
    """What a school board reads of one product, on one page; every text is on one line and fit to be shown.

    Attributes:
        product: the product's name, with its version where one is stated.
        vendor: the vendor's name.
        district: the district's name; empty where no policy gives it.
        day: the day as of which the product was judged, in words.
        verdict: the verdict, for its sign and colour.
        softened: whether a waiver or the baseline made the verdict milder.
        headline: what was found, in words.
        qualified: what qualifies the headline; empty where nothing does.
        about: what is bought, for whom, what for, and at which price.
        questions: the red-flag questions, each with its answers.
        asked: whether and when the vendor was asked, as a sentence.
        exchanges: what it is asked, and its replies.
        more_questions: how many questions to the vendor are not among `exchanges`.
        waivers: what the district accepted or knew before: the question, and until when, by whom and why.
        more_waivers: how many of them are not listed.
        basis: who prepared the profile, the policy, how much was answered and what was not looked at.
        screened: edscreen's version and the rule books, where no report around the memo says so.
        closing: the sentence with which every report for people ends.
    """

    product: str
    vendor: str
    district: str
    day: str
    verdict: Verdict
    softened: bool
    headline: str
    qualified: str
    about: tuple[Line, ...]
    questions: tuple[Question, ...]
    asked: str
    exchanges: tuple[Exchange, ...]
    more_questions: int
    waivers: tuple[Line, ...]
    more_waivers: int
    basis: tuple[Line, ...]
    screened: str
    closing: str = CLOSING
