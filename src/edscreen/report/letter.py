"""Letters to vendors: what was understood of their products, and what is asked of them.

A letter tells nothing of what a screening made of the answers: no verdict, severity, waiver or policy. It
holds what the profile says, the questions to the vendor, and what would settle each.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from edscreen.profile.words import in_words, joined, same_words
from edscreen.report.escaping import on_one_line, shortened
from edscreen.report.facts import named_product
from edscreen.report.letter_fields import not_stated, stated, understood
from edscreen.report.words import NAME_LENGTH
from edscreen.screening.scorecard import FromProfile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from edscreen.report.letter_fields import Understood
    from edscreen.report.run import Beginning
    from edscreen.screening.scorecard import Finding, Scorecard

DAYS_TO_REPLY = 21
"""Days that a letter proposes for an answer where the profile names no last day."""
SETTLES_ANYTHING = "A document or an address at which we can read the answer, with its date."
"""What would settle a question whose rule does not say it."""

_LONGEST = 1_500  # characters of a question, or of a reply
_MOST_FIELDS = 4  # of those that a question is about
_TO_ASK = frozenset({"flag", "undisclosed"})


class Question(NamedTuple):
    """A question to the vendor.

    Attributes:
        text: the question.
        about: the fields that it is about, as they are stated; empty where it is about what is missing.
        settled_by: what would settle it.
        reply: what the vendor has already replied, with the day; empty where nothing is known of it.
    """

    text: str
    about: str
    settled_by: str
    reply: str


class Due(NamedTuple):
    """The last day for an answer.

    Attributes:
        day: the day.
        is_proposed: whether nobody has set it yet.
        missed: the day that was set before and has passed without an answer; None where there is none.
    """

    day: date
    is_proposed: bool
    missed: date | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What a letter says of one product.

    Attributes:
        name: its name.
        product: its name, with its version where one is stated.
        understood: what the profile says.
        not_stated: what it leaves out, in the letter's words.
        questions: what is asked.
        due: the last day for an answer.
    """

    name: str
    product: str
    understood: tuple[Understood, ...]
    not_stated: tuple[str, ...]
    questions: tuple[Question, ...]
    due: Due


@dataclass(slots=True)
class Letter:
    """One letter to one vendor; every text in it is on one line and fit to be shown.

    Attributes:
        vendor: the vendor's name.
        day: the day of the letter.
        district: the district's name; None where it is not known.
        contact: where the vendor's answer is to go; None where it is not known.
        senders: who prepared the profiles for the district, each once.
        parts: its products.
    """

    vendor: str
    day: date
    district: str | None
    contact: str | None
    senders: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    @property
    def products(self) -> str:
        """The products' names, joined."""
        return joined([part.name for part in self.parts])

    @property
    def signed_by(self) -> list[str]:
        """Who writes, as far as that is known."""
        known = [*self.senders]
        if self.district and not any(same_words(self.district) in same_words(name) for name in known):
            known.append(self.district)
        return known

    @property
    def first_numbers(self) -> list[int]:
        """The number of each product's first question; they are numbered through."""
        numbers = [1]
        for part in self.parts[:-1]:
            numbers.append(numbers[-1] + len(part.questions))
        return numbers

    @property
    def has_questions(self) -> bool:
        """Whether anything is asked."""
        return any(part.questions for part in self.parts)

    def replies_due(self) -> list[tuple[Due, str]]:
        """Each last day for an answer, and its products; these are not named where the day is one."""
        by_day: dict[Due, list[str]] = {}
        for part in self.parts:
            by_day.setdefault(part.due, []).append(part.name)
        if len(by_day) == 1:
            return [(due, "") for due in by_day]
        return [
            (due, joined(products)) for due, products in sorted(by_day.items(), key=lambda each: each[0].day)
        ]


class Letters:
    """Gathers the letters of a run, one a vendor, in the order in which the vendors come."""

    def __init__(self, beginning: Beginning) -> None:
        """Begin without a letter."""
        self._day = beginning.as_of
        self._contact = _known(beginning.contact)
        self._district = _known(beginning.district.name if beginning.district else None)
        self._settled_by = {rule.id: rule.settled_by for rule in beginning.rules}
        self._by_vendor: dict[str, Letter] = {}

    def take(self, scorecard: Scorecard) -> None:
        """Put a product into its vendor's letter."""
        name = same_words(scorecard.vendor)
        letter = self._by_vendor.get(name)
        if letter is None:
            vendor = _known(scorecard.vendor) or ""
            letter = self._by_vendor[name] = Letter(vendor, self._day, self._district, self._contact)
        stated = scorecard.prepared if is_districts_word(scorecard) else None
        # What the vendor filled in may count as the district's word: it does not write to itself.
        sender = _known(stated.by if stated and stated.role != "vendor" else None)
        if sender and sender not in letter.senders:
            letter.senders.append(sender)
        letter.parts.append(_part(scorecard, self._day, self._settled_by))

    def __iter__(self) -> Iterator[Letter]:
        """The letters."""
        return iter(self._by_vendor.values())


def is_districts_word(scorecard: Scorecard) -> bool:
    """Whether the profile counts as the district's word, or an agency's on its behalf."""
    return scorecard.role in {"district", "agency"}


def has_questions(scorecard: Scorecard) -> bool:
    """Whether a letter asks anything about a product."""
    return any(map(_is_asked, scorecard.findings))


def reply_due(scorecard: Scorecard, day: date) -> Due:
    """The last day for an answer: the one that the district has set, or else one that is proposed."""
    profile = scorecard.source.profile if scorecard.source and is_districts_word(scorecard) else None
    set_by = profile.asked.reply_by if profile and profile.asked else None
    if set_by and set_by >= day:
        return Due(set_by, is_proposed=False)
    return Due(_later(day), is_proposed=True, missed=set_by)


def _later(day: date) -> date:
    try:
        return day + timedelta(days=DAYS_TO_REPLY)
    except OverflowError:  # the calendar ends
        return date.max


def _part(scorecard: Scorecard, day: date, settled_by: Mapping[str, str]) -> Part:
    profile = scorecard.source.profile if scorecard.source else None
    return Part(
        name=shortened(on_one_line(scorecard.product), NAME_LENGTH),
        product=shortened(on_one_line(named_product(scorecard)), NAME_LENGTH),
        understood=tuple(understood(profile, with_purchase=is_districts_word(scorecard))) if profile else (),
        not_stated=tuple(not_stated(profile)) if profile else (),
        questions=tuple(
            _question(finding, settled_by) for finding in scorecard.findings if _is_asked(finding)
        ),
        due=reply_due(scorecard, day),
    )


def _is_asked(finding: Finding) -> bool:
    return finding.outcome in _TO_ASK and bool(finding.ask_vendor)


def _question(finding: Finding, settled_by: Mapping[str, str]) -> Question:
    reply = ""
    if finding.reply and finding.reply.text:
        when = f" on {in_words(finding.reply.on)}" if finding.reply.on else ""
        reply = f'You replied{when}: "{shortened(on_one_line(finding.reply.text), _LONGEST)}"'
    text = shortened(on_one_line(finding.ask_vendor or ""), _LONGEST)
    return Question(
        text, _about(finding), on_one_line(settled_by.get(finding.rule) or SETTLES_ANYTHING), reply
    )


def _about(finding: Finding) -> str:
    """The first fields that the question rests on; without them "this outcome" would name none."""
    cited = [piece for piece in finding.evidence if isinstance(piece, FromProfile)]
    fields = [line for piece in cited if (line := stated(piece.path, piece.value))]
    return "; ".join(f"{line.label}: {line.text}" for line in dict.fromkeys(fields[:_MOST_FIELDS]))


def _known(name: str | None) -> str | None:
    return shortened(on_one_line(name), NAME_LENGTH) if name else None
