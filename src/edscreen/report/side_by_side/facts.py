"""What a buyer compares and no question judges: minutes, use attained, studies, states, training, price."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.evidence.stated_minutes import stated_minutes
from edscreen.profile.states import state_names
from edscreen.profile.words import counted, figure, grades_in_words, in_words, same_letters
from edscreen.report import facts
from edscreen.report.letter_values import written
from edscreen.screening.answers import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from edscreen.evidence.stated_minutes import Stated
    from edscreen.profile.models import Approval, Profile, Study
    from edscreen.screening.scorecard import Scorecard

_MOST = 12  # pieces of one fact that are listed
_LAST = 99

# From the design that can show most to the one that can show least, as ESSA's tiers order them.
_DESIGNS = {
    "randomized_controlled_trial": "randomized controlled trial",
    "regression_discontinuity": "regression discontinuity",
    "quasi_experiment": "quasi-experiment",
    "correlational": "correlational study",
    "descriptive": "descriptive study",
    "usability": "usability study",
    "logic_model": "logic model",
}
_TIES = {
    "none": "with no tie to the developer",
    "works_with_developer": "who works with the developer",
    "hired_by_vendor": "hired by the vendor",
    "is_developer": "who is the developer",
}


def _profile(scorecard: Scorecard) -> Profile | None:
    return scorecard.source.profile if scorecard.source else None


def minutes(scorecard: Scorecard) -> str | None:
    """A student's minutes at a screen in a week, for each group that the profile names."""
    profile = _profile(scorecard)
    if profile is None:
        return None
    is_districts = scorecard.role in {"district", "agency"}
    holding, elsewhere = stated_minutes(profile, profile.purchase if is_districts else None)
    entries = [one for one in (*holding, *elsewhere) if one.section == "dosage"] or holding
    return _listed(f"{_whose(one)}{one.minutes.in_full}" for one in entries)


def attained(scorecard: Scorecard) -> str | None:
    """How many students met the dosage in real use."""
    profile = _profile(scorecard)
    found = []
    for entry in (profile.dosage if profile else None) or ():
        if (met := entry.attained) and met.share is not None:
            of = f" of {met.students:,} students" if met.students is not None else " of students"
            year = f", {met.year}" if met.year else ""
            found.append(f"{written(met.share, 'share')}{of}{year}")
    return _listed(found)


def best_study(scorecard: Scorecard) -> str | None:
    """The study whose design can show most, then the one least tied to the developer, then the newest.

    A study of another product says nothing of this one: it is only counted.
    """
    profile = _profile(scorecard)
    if profile is None or profile.studies is None:
        return None
    if not profile.studies:
        return "none"
    number, name = len(profile.studies), same_letters(profile.product.name)
    own = [each for each in profile.studies if same_letters(each.product or name) == name]
    others = f"{number - len(own)} of another product" if len(own) < number else ""
    if not own:
        return f"none of this product; {others}"
    listed = ", ".join(filter(None, (f"of {number} studies listed" if number > 1 else "", others)))
    return _study(min(own, key=_weight)) + (f" ({listed})" if listed else "")


def states(scorecard: Scorecard) -> str | None:
    """The states named, and what each is stated to have decided."""
    profile = _profile(scorecard)
    if profile is None or profile.approvals is None:
        return None
    return _listed(map(_state, profile.approvals)) or "none"


def training(scorecard: Scorecard) -> str | None:
    """Hours of training, and what they cost."""
    profile = _profile(scorecard)
    stated = profile.training if profile else None
    if stated is None:
        return None
    hours = counted(figure(stated.required_hours), "hour") if stated.required_hours is not None else ""
    cost = written(stated.price_usd, "usd") if stated.price_usd is not None else ""
    if stated.included is None:
        price = cost
    else:
        price = "in the price" if stated.included else f"not in the price{f': {cost}' if cost else ''}"
    return ", ".join(filter(None, (hours, price))) or None


def open_questions(scorecard: Scorecard) -> str:
    """The questions that have no answer, by their titles."""
    titles = [finding.title for finding in scorecard.open_questions(SEVERITIES[-1])]
    return " ".join(dict.fromkeys(titles)) or "none"


def waivers(scorecard: Scorecard) -> str:
    """What the district has accepted for a time, until when and by whom."""
    return (
        _listed(
            f"{finding.title} Until {in_words(waiver.expires)} by {waiver.by}: {waiver.reason}"
            for finding in scorecard.findings
            if (waiver := finding.waiver)
        )
        or "none"
    )


FACTS: tuple[tuple[str, Callable[[Scorecard], str | None]], ...] = (
    ("Minutes at a screen", minutes),
    ("Students who met the dosage", attained),
    ("Study with the strongest design, and by whom", best_study),
    ("States named", states),
    ("Training for teachers", training),
    ("Price a student", facts.price),
    ("Open questions", open_questions),
    ("Waivers", waivers),
    ("Profile prepared", facts.prepared),
)
"""What each row is about, and what it says of a product; None where the profile says nothing."""


def _listed(pieces: Iterable[str]) -> str | None:
    every = list(dict.fromkeys(pieces))
    more = len(every) - _MOST
    return "; ".join(every[:_MOST] + ([f"and {more} more"] if more > 0 else [])) or None


def _whose(one: Stated) -> str:
    whose = one.population or (grades_in_words(one.grades) if one.grades else "")
    return f"{whose}: " if whose else ""


def _weight(study: Study) -> tuple[int, int, int]:
    tie = study.evaluator.tie if study.evaluator else None
    return _place(study.design, _DESIGNS), _place(tie, _TIES), -(study.year or 0)


def _place(value: str | None, ordered: Iterable[str]) -> int:
    return list(ordered).index(value) if value else _LAST


def _study(study: Study) -> str:
    who = study.evaluator
    tie = f", {_TIES[who.tie]}" if who and who.tie else ""
    by = f" by {who.name}{tie}" if who and who.name else " by someone not named"
    year = f" ({study.year})" if study.year else ""
    design = _DESIGNS[study.design] if study.design else "design not stated"
    return f"{study.title}{year}: {design}{by}"


def _state(approval: Approval) -> str:
    until = f" until {in_words(approval.expires)}" if approval.expires else ""
    judged = f", judged on {', '.join(approval.judged)}" if approval.judged else ""
    name = state_names().get(approval.state, approval.state)
    return f"{name}: {approval.result or 'not stated'}{until}{judged}"
