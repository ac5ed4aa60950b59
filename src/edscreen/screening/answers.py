"""What a rule answers: one outcome, how serious it is, what it rests on, and where that stands."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias, get_args

Outcome: TypeAlias = Literal[
    "flag", "error", "unavailable", "undisclosed", "skipped", "pass", "not_applicable"
]
Severity: TypeAlias = Literal["red", "caution", "note"]
Basis: TypeAlias = Literal["claimed", "documented", "verified"]
Path: TypeAlias = tuple[str | int, ...]

OUTCOMES: tuple[Outcome, ...] = (
    "flag",
    "error",
    "unavailable",
    "undisclosed",
    "skipped",
    "pass",
    "not_applicable",
)
"""The outcomes in the order in which a scorecard lists them."""
ANSWERED: frozenset[Outcome] = frozenset({"flag", "pass"})
"""The outcomes that answer a question."""
UNANSWERED: frozenset[Outcome] = frozenset({"undisclosed", "unavailable", "skipped", "error"})
"""The outcomes that leave a question open."""
SEVERITIES: tuple[Severity, ...] = ("red", "caution", "note")
"""The severities, the most serious first."""


AT_LEAST: dict[Severity, frozenset[Severity]] = {
    severity: frozenset(SEVERITIES[: rank + 1]) for rank, severity in enumerate(SEVERITIES)
}
"""The severities as serious as one, or more so."""


def one_softer(severity: Severity) -> Severity:
    """The next milder severity; a note stays a note."""
    return SEVERITIES[min(SEVERITIES.index(severity) + 1, len(SEVERITIES) - 1)]


@dataclass(frozen=True, slots=True)
class FromRegistry:
    """Evidence read in a registry that ships with edscreen or was loaded into it.

    Attributes:
        name: the registry's name.
        url: address, or name of the file, that the entry was read from.
        as_of: the day (`2026-11-21`) for which it holds, where it is known.
        value: what it says.
    """

    name: str
    url: str
    as_of: str | None
    value: str


@dataclass(frozen=True, slots=True)
class FromSite:
    """Evidence read on a web page.

    Attributes:
        url: the page's address.
        fetched_at: when it was read.
        sha256: digest of what was read.
        quote: the words seen, 300 characters at most.
    """

    url: str
    fetched_at: str | None
    sha256: str | None
    quote: str | None


Cited: TypeAlias = Path | FromRegistry | FromSite
"""A piece of evidence: the keys and positions that lead to a value of the profile, or a source beside it."""


class Amount(NamedTuple):
    """The amount that decides an answer, so that a worse one is known when it comes.

    Attributes:
        low: the low end; equal to `high` for one number.
        high: the high end, infinite where nothing bounds it.
        unit: what is counted: `minutes a week`.
    """

    low: float
    high: float
    unit: str

    @property
    def written(self) -> float | str:
        """It, as people write it in a profile or a policy: `60`, `30-50`, `60+`."""
        if self.low == self.high:
            return int(self.low) if float(self.low).is_integer() else self.low
        return f"{self.low:g}+" if math.isinf(self.high) else f"{self.low:g}-{self.high:g}"


class Answer(NamedTuple):
    """What a rule says of one product. Make it with `passes`, `flags`, `undisclosed`, ... below.

    Attributes:
        outcome: see `docs/outcomes.md`.
        message: one or a few plain sentences: what a source showed on a day, not what a product is.
        basis: what a pass or a flag rests on; None otherwise.
        evidence: where that stands, the deciding piece first.
        softer: whether a flag counts one step below the rule's severity.
        ask: what to ask the vendor; None takes the rule's own question.
        decides: the amount that decides, where it is more than the first piece of evidence says.
    """

    outcome: Outcome
    message: str
    basis: Basis | None = None
    evidence: tuple[Cited, ...] = ()
    softer: bool = False
    ask: str | None = None
    decides: Amount | None = None


def passes(message: str, *evidence: Cited, basis: Basis, ask: str | None = None) -> Answer:
    """Answer that the question is answered well."""
    return Answer("pass", message, basis, evidence, ask=ask)


def flags(
    message: str,
    *evidence: Cited,
    basis: Basis = "claimed",
    softer: bool = False,
    ask: str | None = None,
    decides: Amount | None = None,
) -> Answer:
    """Answer that there is a reason for concern; `softer` makes it one step milder than the rule."""
    return Answer("flag", message, basis, evidence, softer, ask, decides)


def undisclosed(message: str, *evidence: Cited, ask: str | None = None) -> Answer:
    """Answer that the vendor has not said what the question turns on."""
    return Answer("undisclosed", message, None, evidence, ask=ask)


def unavailable(message: str, *evidence: Cited) -> Answer:
    """Answer that this run tried to look and could not."""
    return Answer("unavailable", message, None, evidence)


def skipped(message: str, *evidence: Cited) -> Answer:
    """Answer that this run was not given what the question needs."""
    return Answer("skipped", message, None, evidence)


def not_applicable(message: str, *evidence: Cited) -> Answer:
    """Answer that the question does not arise for this product."""
    return Answer("not_applicable", message, None, evidence)


# What each outcome may rest on.
_BASES: dict[Outcome, tuple[Basis | None, ...]] = {
    outcome: get_args(Basis) if outcome in ANSWERED else (None,) for outcome in OUTCOMES
}
_CITABLE: tuple[type, ...] = (tuple, FromRegistry, FromSite)


def checked(answer: object) -> Answer:
    """Give back what a rule gave, where a scorecard can hold it.

    Raises:
        TypeError: where it is no answer, or its message or evidence is of another kind.
        ValueError: for an outcome or a basis that there is not, or a message that says nothing.
    """
    if not isinstance(answer, Answer):
        raise TypeError(f"the rule gave {type(answer).__name__} in place of an answer")
    bases = _BASES.get(answer.outcome)
    if bases is None:
        raise ValueError(f"there is no outcome {answer.outcome!r}")
    if answer.basis not in bases:
        raise ValueError(f"the outcome '{answer.outcome}' cannot rest on {answer.basis!r}")
    if not answer.message.strip():
        raise ValueError("the message is empty")
    answer.message.encode()  # text that no output can show is refused here, not when the report is written
    if answer.decides is not None and not isinstance(answer.decides, Amount):
        raise TypeError(f"{answer.decides!r} is no amount")
    for cited in answer.evidence:
        if not cited or not isinstance(cited, _CITABLE):
            raise TypeError(f"{cited!r} is no evidence: cite a path, such as ('dosage', 0, 'minutes')")
    return answer
