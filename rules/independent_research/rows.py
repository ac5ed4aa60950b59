"""The rows of the table, the best first, and what each means for the answer."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from edscreen.rulekit import Cited


class Row(Enum):
    """What decides a study or a review: rank (0 the best), outcome, and the words that open the message."""

    OUTSIDE = (0, "pass", "Independent research is named")
    PARTNER = (1, "pass", "Independent research is named, done with a partner of the developer")
    PAID = (
        2,
        "caution",
        "Research by an outside evaluator is named, but it is not free of the vendor's hand or money",
    )
    NOT_STATED = (3, "undisclosed", "Whether the research is independent cannot be told from what is stated")
    NO_BENEFIT = (4, "flag", "Independent research exists and found no benefit")
    DEVELOPER = (5, "flag", "The best research named was done by the vendor or the product's developer")
    OWN_SITES = (6, "flag", "The best research named is not to be found off the vendor's own sites")
    DOES_NOT_COUNT = (7, "flag", "Nothing that is listed counts as independent research")

    def __init__(
        self, rank: int, outcome: Literal["pass", "caution", "undisclosed", "flag"], opening: str
    ) -> None:
        """Take apart what stands behind the name."""
        self.rank = rank
        self.outcome = outcome
        self.opening = opening


class Judged(NamedTuple):
    """A study or review with the row that decided it.

    Attributes:
        entry: the profile's entry that it is, such as `studies[0]`.
        row: the row.
        what: its title.
        why: the reason in one phrase.
        ask: what settles it; None leaves it to the rule's own question.
        evidence: where that stands, the deciding piece first.
        own_opening: the words that open the message in place of the row's, where they say more.
    """

    entry: str
    row: Row
    what: str
    why: str
    ask: str | None
    evidence: tuple[Cited, ...]
    own_opening: str | None = None

    @property
    def opening(self) -> str:
        """The words that open the message where this one leads."""
        return self.own_opening or self.row.opening

    @property
    def line(self) -> str:
        """Title and reason."""
        if self.row is Row.DOES_NOT_COUNT:
            return f"{self.what} does not count: {self.why}"
        return f"{self.what}: {self.why}"
