"""The sentences of a letter that are the same for every vendor, and the blanks that a person fills in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.profile.words import in_words, joined

if TYPE_CHECKING:
    from edscreen.report.letter import Due, Letter, Part

RECIPIENT = "[to fill in: the person you write to, and the address]"
SENDER = "[to fill in: your district]"
REPLY_TO = "[to fill in: the person and the address that the answer goes to]"
SIGNATURE = "[to fill in: your name and signature]"
PROPOSED = "[proposed: confirm or change this day before you send the letter]"
UNDERSTOOD = "What we have understood"
QUESTIONS = "Our questions"
HOW_TO_ANSWER = "How to answer"
ABOUT = "This is about:"
NO_LETTER = "There is no letter to write."
"""What stands in a document without a letter."""
SETTLES = "This would settle it:"

_CHECK = (
    "Below we repeat what we have understood, one line for each point. Please tell us which lines are wrong, "
    "incomplete or out of date, and what they should say."
)
_ASK = "Then please answer the questions that follow. Below each stands what would settle it."
HOW = (
    "Please answer by the numbers of the questions. A short answer is enough where it says where we can read "
    "more: an address, or a document and its page. Where there is no answer yet, please say so."
)


def subject(letter: Letter) -> str:
    """What the letter is about."""
    return f"Your product {letter.products}" if len(letter.parts) == 1 else f"Your products {letter.products}"


def opening(letter: Letter) -> str:
    """The first sentences."""
    what = "your product" if len(letter.parts) == 1 else "your products"
    who = letter.district or "our district"
    ask = f" {_ASK}" if letter.has_questions else ""
    return f"We are looking at {what} {letter.products} for {who}. {_CHECK}{ask}"


def nothing_on(part: Part) -> str:
    """What the profile says nothing of; empty where it says something of everything."""
    return f"We have nothing from you on: {joined(part.not_stated)}." if part.not_stated else ""


def reply_by(due: Due, products: str) -> str:
    """The sentence that asks for an answer by a day, for `products` where not for all alike."""
    which = f" for {products}" if products else ""
    mark = f" {PROPOSED}" if due.is_proposed else ""
    asked = f"We had asked for an answer{which} by {in_words(due.missed)}. " if due.missed else ""
    return f"{asked}Please answer{which} by {in_words(due.day)}{mark}."


def how_to_answer(letter: Letter) -> list[str]:
    """How to answer, and by when; where nothing is asked, only what is wrong is to be told."""
    due = letter.replies_due()
    if letter.has_questions:
        return [HOW, *(reply_by(day, products) for day, products in due)]
    return [_tell_by(day, products) for day, products in due]


def _tell_by(due: Due, products: str) -> str:
    which = f" on {products}" if products else ""
    mark = f" {PROPOSED}" if due.is_proposed else ""
    return f"Please tell us by {in_words(due.day)}{mark} which lines above{which} are wrong."


def no_questions(part: Part) -> str:
    """What stands in place of questions where there are none."""
    return f"We have no question on {part.name}."
