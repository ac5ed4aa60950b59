"""The board memo of one product, as lines and sections that HTML and DOCX lay out alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from edscreen.profile.words import in_words
from edscreen.report import words
from edscreen.report.escaping import on_one_line, shortened
from edscreen.report.facts import prepared, price, profile
from edscreen.report.finding_words import acceptance, standing
from edscreen.report.memo_purchase import purchase_lines
from edscreen.report.memo_questions import Question, questions_of
from edscreen.report.memo_replies import Exchange, asked, exchanges
from edscreen.report.memo_room import LINES, ROOMS, Room, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.report.run import Beginning
    from edscreen.screening.scorecard import Finding, Scorecard, Verdict


class Line(NamedTuple):
    """A label and what stands beside it."""

    label: str
    text: str


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
    closing: str = words.CLOSING


def memo_of(scorecard: Scorecard, beginning: Beginning) -> Memo:
    """The memo of one scorecard in a run that began as `beginning` says, short enough for one page."""
    for room in ROOMS:
        memo = _memo(scorecard, beginning, room)
        if lines_of(memo) <= LINES:
            break
    return memo


def _memo(scorecard: Scorecard, beginning: Beginning, room: Room) -> Memo:
    version = f", version {scorecard.product_version}" if scorecard.product_version else ""
    headline, whole = words.headline(scorecard), words.verdict(scorecard)
    put, more = exchanges(scorecard, room)
    covered = [finding for finding in scorecard.findings if finding.is_covered]
    return Memo(
        product=_name(scorecard.product + version),
        vendor=_name(scorecard.vendor),
        district=_name(beginning.district.name or "") if beginning.district else "",
        day=in_words(beginning.as_of),
        verdict=scorecard.verdict,
        softened=words.is_softened_by_cover(scorecard),
        headline=headline,
        qualified=whole[len(headline) :].removeprefix("; "),
        about=tuple(Line(*line) for line in _about(scorecard)),
        questions=questions_of(scorecard, room),
        asked=asked(scorecard),
        exchanges=put,
        more_questions=more,
        waivers=tuple(_waiver(finding, room) for finding in covered[: room.waivers]),
        more_waivers=max(0, len(covered) - room.waivers),
        basis=tuple(_basis(scorecard, beginning, room)),
    )


def _name(text: str) -> str:
    return on_one_line(shortened(text, words.NAME_LENGTH))


def _about(scorecard: Scorecard) -> Iterator[tuple[str, str]]:
    yield from purchase_lines(scorecard)
    if cost := price(scorecard):
        yield "Price", on_one_line(cost)


def _waiver(finding: Finding, room: Room) -> Line:
    what = f"{on_one_line(shortened(finding.title, room.title))} ({standing(finding).partition(';')[0]})"
    how = [
        f"{label.lower()} {shortened(on_one_line(text), room.reason)}" for label, text in acceptance(finding)
    ]
    return Line(what, "; ".join(how))


def _basis(scorecard: Scorecard, beginning: Beginning, room: Room) -> Iterator[Line]:
    yield Line("Prepared", on_one_line(prepared(scorecard)))
    yield Line("Profile", on_one_line(profile(scorecard)))
    yield Line("As of", in_words(beginning.as_of))
    if policy := beginning.policy:
        yield Line("Policy", on_one_line(f"{policy.path} (SHA-256 {policy.sha256[:12]})"))
    else:
        yield Line("Policy", "none: every rule by its own limits")
    yield Line("Questions", "; ".join(words.coverage(scorecard)))
    unseen = [
        finding.title for finding in scorecard.findings if finding.outcome in {"skipped", "unavailable"}
    ]
    if unseen:
        yield Line("Not looked at", on_one_line(shortened(" ".join(unseen), room.names)))
    if beginning.deselected:
        left_out = shortened(", ".join(beginning.deselected), room.names)
        yield Line("Left out", on_one_line(f"{left_out} (not asked in this screening)"))
    books = ", ".join(f"{book.name} {book.version or ''}".strip() for book in beginning.rule_books) or "none"
    yield Line("Screened", on_one_line(f"with edscreen {beginning.version}; rule books: {books}"))
