"""How a rule written as data answers: from the top, the first of its answers whose condition holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from edscreen.profile.documents import dotted
from edscreen.profile.words import joined
from edscreen.screening.answers import Answer, flags, passes, undisclosed
from edscreen.screening.yaml_rules.basis import ABOUT_EVIDENCE, is_documented
from edscreen.screening.yaml_rules.conditions import Both, Not, Place

if TYPE_CHECKING:
    from datetime import date

    from edscreen.profile.models import Asked, HomePage, Profile, Purchase
    from edscreen.profile.models.choices import Category
    from edscreen.registries.bundle import Registries
    from edscreen.screening.answers import Path
    from edscreen.screening.yaml_rules.conditions import Condition, Found, Missing
    from edscreen.screening.yaml_rules.templates import Template

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a rule's answers.

    Attributes:
        outcome: what it answers.
        message: the answer in words.
        when: the condition that it takes; None for the last one, which is given where no other holds.
        softer: whether a flag is one step milder than the rule.
        ask: what to ask the vendor; None takes the rule's own question.
    """

    outcome: Literal["flag", "pass", "undisclosed"]
    message: Template
    when: Condition | None
    softer: bool = False
    ask: Template | None = None

    def agrees_with(self, other: Choice) -> bool:
        """Whether both come to the same for the vendor."""
        return (self.outcome, self.softer) == (other.outcome, other.softer)


@dataclass(frozen=True, slots=True)
class Judge:
    """Answers for a profile by a rule's choices.

    What the profile does not state leaves a condition open. An answer below an open one is given only where
    both come to the same; otherwise the profile has not said what the question turns on.
    """

    choices: tuple[Choice, ...]

    def __call__(
        self,
        profile: Profile,
        as_of: date,
        registries: Registries,
        *,
        purchase: Purchase | None = None,
        home_page: HomePage | None = None,
        asked: Asked | None = None,
        category: Category | None = None,
    ) -> Answer:
        """Give the rule's one answer."""
        own = {"purchase": purchase, "home_page": home_page, "asked": asked, "category": category}
        place = Place(profile, (), as_of, own)
        refused: list[Condition] = []
        still_open: list[tuple[Choice, Found]] = []
        for choice in self.choices:
            # What is left where no other answer holds rests on all that refused the others.
            condition = choice.when or Not(Both(tuple(refused), all_of_them=False))
            found = condition.judge(place)
            if found.holds is None:
                still_open.append((choice, found))
            elif not found.holds:
                refused.append(condition)
            elif found.evidence and all(choice.agrees_with(other) for other, _ in still_open):
                return _answer(choice, condition, place, registries)
            else:
                break
        if still_open:
            return _not_said([missing for _, found in still_open for missing in found.missing])
        looked_at = Both(tuple(refused), all_of_them=False).judge(place)
        return undisclosed("What the profile states fits none of this rule's answers.", *looked_at.evidence)


def _answer(choice: Choice, condition: Condition, place: Place, registries: Registries) -> Answer:
    profile: Profile = place.node

    def rests_on_more(path: Path) -> bool:
        return is_documented(path, profile, registries.public_hosts)

    place.is_documented = rests_on_more
    found = condition.judge(place)
    message = choice.message.filled(profile, place.as_of, found.evidence)
    ask = choice.ask.filled(profile, place.as_of, found.evidence) if choice.ask else None
    basis: Literal["claimed", "documented"] = "documented" if found.is_documented else "claimed"
    if choice.outcome == "undisclosed":
        return undisclosed(message, *found.evidence, ask=ask)
    if choice.outcome == "flag":
        return flags(message, *found.evidence, basis=basis, softer=choice.softer, ask=ask)
    if basis == "claimed" and any(path[0] in ABOUT_EVIDENCE for path in found.evidence):
        return undisclosed(
            f"{message} That is the vendor's word alone, which does not pass here: no source that is not the "
            "vendor's is named for it.",
            *found.evidence,
            ask=ask,
        )
    return passes(message, *found.evidence, basis=basis, ask=ask)


def _not_said(missing: list[Missing]) -> Answer:
    """Say what leaves the question open."""
    found: dict[Any, Missing] = {one.path: one for one in missing}
    left_out = [dotted(path) for path, one in found.items() if not one.stated]
    said = []
    if left_out:
        said.append(f"The profile does not state {_named(left_out)}.")
    ranges = [f"{dotted(path)} ({one.stated})" for path, one in found.items() if one.stated]
    if ranges:
        said.append(f"What it states leaves this open: {_named(ranges)}.")
    return undisclosed(" ".join(said), *found)


def _named(names: list[str]) -> str:
    more = len(names) - _MOST_NAMED
    return joined([*names[:_MOST_NAMED], f"{more} more"] if more > 0 else names)
