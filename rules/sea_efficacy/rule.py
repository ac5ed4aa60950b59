"""Whether a state whose approval counts judged the product's effect on students, and what it found."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from edscreen.rulekit import (
    FOUNDING_ARTICLE,
    Answer,
    Cited,
    Field,
    JudgedApproval,
    Measured,
    Options,
    Profile,
    Purchase,
    Registries,
    Section,
    flags,
    grades_in_words,
    grades_wanted,
    judge_approvals,
    not_applicable,
    passes,
    rule,
    undisclosed,
    whose_grades,
)

if TYPE_CHECKING:
    from datetime import date

KINDS = {
    "positive": "the state's evaluation found a benefit",
    "efficacy": "the state judged efficacy; what it found is not stated here",
    "evidence": "evidence read, impact not measured",
    "mixed": "the state's evaluation found mixed results",
    "unstated": "the state judged efficacy, but the result is not stated or contradicts its effect size",
    "elsewhere": "the state measured other grades only",
    "none": "the state's evaluation found no benefit",
    "evidence_only": "evidence read, impact not measured",
    "alignment": "the state judged alignment, neither evidence nor efficacy",
}
"""What an approval shows of efficacy, the best first, in words."""

RANKS = {kind: rank for rank, kind in enumerate(KINDS)}
FOUND = {
    "positive": "a benefit",
    "mixed": "mixed results",
    "none": "no effect",
    "negative": "a negative effect",
}


class EfficacyOptions(Options):
    """Options of `sea-efficacy`."""

    evidence_suffices: bool = Field(
        True,
        description="Whether a state that read evidence, without measuring the effect, is enough for a pass.",
    )


class Shown(NamedTuple):
    """What one approval shows of efficacy."""

    approval: JudgedApproval
    kind: str

    @property
    def words(self) -> str:
        """The approval, what it shows, and every result behind that."""
        results = "; ".join(map(_in_words, self.approval.entry.measured or ()))
        return f"{self.approval.name}: {KINDS[self.kind]}" + (f" ({results})" if results else "")

    def evidence(self, wanted: tuple[str, ...]) -> list[Cited]:
        """Where the results for the grades that decide stand, else all results, then what was judged."""
        index = self.approval.index
        measured = self.approval.entry.measured or []
        places = [place for place, one in enumerate(measured) if _decides(one, wanted)]
        key = "result" if places else "grades"
        return [
            *[("approvals", index, "measured", place, key) for place in places or range(len(measured))],
            ("approvals", index, "judged"),
        ]


@rule(
    id="sea-efficacy",
    title="Did a state judge what the product does for students?",
    family="approvals",
    severity="caution",
    section=Section("approvals", "which state education agencies approve the product"),
    left_out="not_applicable",
    empty="not_applicable",
    options=EfficacyOptions,
    ask_vendor=(
        "Has a state education agency measured this product's effect on students, who did the evaluation, "
        "with which test, and what did it find in each grade?"
    ),
    settled_by=(
        "The agency's own evaluation, at an address of the agency, with the test, the grades and what it "
        "found in each of them."
    ),
    sources=(FOUNDING_ARTICLE,),
)
def sea_efficacy(
    profile: Profile, options: EfficacyOptions, as_of: date, purchase: Purchase | None, registries: Registries
) -> Answer:
    """Of the approvals that count, the one that shows most leads."""
    wanted = grades_wanted(profile, purchase)
    found = [
        _shown(one, wanted, options)
        for one in judge_approvals(profile, purchase, as_of, registries.agencies)
        if one.counts
    ]
    if not found:
        return not_applicable(
            "No approval counts (see sea-approval), so there is none to ask about efficacy.", ("approvals",)
        )
    lead, *others = sorted(found, key=lambda one: RANKS[one.kind])
    message = ". ".join((lead.words, *(f"Also {one.words}" for one in others))) + "."
    evidence = tuple(chain(*[one.evidence(wanted) for one in (lead, *others)]))
    state, due = lead.approval.state, grades_in_words(wanted) if wanted else "each grade"
    match lead.kind:
        case "positive" | "efficacy" | "evidence":
            return passes(message, *evidence, basis="documented")
        case "mixed":
            ask = f"For which students and in which years did {state} find a benefit, and for which none?"
            return flags(message, *evidence, basis="documented", softer=True, ask=ask)
        case "unstated":
            return undisclosed(message, *evidence, ask=f"What did {state}'s evaluation find in {due}?")
        case "elsewhere":
            message += f" Those {whose_grades(purchase)}: {due}."
            ask = f"What is known of the effect in {due}, which {state} did not measure?"
            return undisclosed(message, *evidence, ask=ask)
    return flags(message, *evidence, basis="documented")


def _shown(one: JudgedApproval, wanted: tuple[str, ...], options: EfficacyOptions) -> Shown:
    judged = one.entry.judged or ()
    found = _found(one.entry.measured, wanted) if one.entry.measured else None
    if "efficacy" in judged:
        return Shown(one, found or "efficacy")
    if "evidence" not in judged:
        return Shown(one, "alignment")
    if found in {"mixed", "none"}:
        return Shown(one, found)
    return Shown(one, "evidence" if options.evidence_suffices else "evidence_only")


def _found(measured: list[Measured], wanted: tuple[str, ...]) -> str:
    """What a state's results show in the grades that decide: the best grade leads."""
    by_grade: dict[str, set[str | None]] = {}
    for one in measured:
        for grade in _deciding_grades(one, wanted):
            by_grade.setdefault(grade, set()).add(_stated(one))
    kinds = {_in_one_grade(results - {None}) for results in by_grade.values()}
    return next((kind for kind in ("positive", "unstated", "mixed", "none") if kind in kinds), "elsewhere")


def _deciding_grades(one: Measured, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The grades that a result speaks of and that decide; one that names no grade speaks of all."""
    if not one.grades:
        return wanted or ("",)
    return tuple([grade for grade in one.grades if not wanted or grade in wanted])


def _decides(one: Measured, wanted: tuple[str, ...]) -> bool:
    """Whether a result speaks of any grade that decides."""
    return not (one.grades and wanted) or not set(wanted).isdisjoint(one.grades)


def _stated(one: Measured) -> str | None:
    """The result, None where it is left out or its effect size says the opposite."""
    effect = one.effect_size
    if effect is not None and (
        (one.result == "positive" and effect <= 0) or (one.result == "negative" and effect > 0)
    ):
        return None
    return one.result


def _in_one_grade(results: set[str | None]) -> str:
    """Results of several years or tests that differ are mixed."""
    if not results:
        return "unstated"
    if results == {"positive"}:
        return "positive"
    return "none" if results <= {"none", "negative"} else "mixed"


def _in_words(one: Measured) -> str:
    grades = grades_in_words(one.grades) if one.grades else "grades not stated"
    found = FOUND[one.result] if one.result else "result not stated"
    effect = f", effect size {one.effect_size:g}" if one.effect_size is not None else ""
    year = f", {one.year}" if one.year else ""
    return f"{grades}: {found}{effect}{year}"
