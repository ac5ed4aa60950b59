"""Independent research: whether somebody other than the vendor found that the product helps students."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.rulekit import (
    FOUNDING_ARTICLE,
    Section,
    Source,
    asked_in_vain,
    flags,
    passes,
    rule,
    undisclosed,
)

from . import reviews, studies
from .rows import Judged, Row

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from edscreen.rulekit import Answer, Asked, Basis, OpenedSource, Profile, Purchase, Registries


@rule(
    id="independent-research",
    title="Is there independent research on what the product does for students?",
    family="evidence",
    severity="red",
    section=Section("studies", "what research there is on the product", also_in=("reviews",)),
    silence_flags=True,
    ask_vendor="Which studies compared students who used this product with students who did not, who did "
    "them, who paid, what did they find, and where, off your own sites, can they be read?",
    settled_by="A study, or a clearinghouse's review, by somebody whom you neither are nor pay, that "
    "compares students who used this product with students who did not, says what it found and who paid for "
    "it, and can be read at an address that is not yours.",
    sources=(
        FOUNDING_ARTICLE,
        Source(
            "What Works Clearinghouse: using the WWC to find ESSA tiers of evidence",
            "https://ies.ed.gov/ncee/wwc/essa",
        ),
        Source("Evidence for ESSA, Johns Hopkins University", "https://www.evidenceforessa.org"),
        Source(
            "Wolf et al. (2020), Average Effect Sizes in Developer-Commissioned and Independent Evaluations",
            "https://doi.org/10.1080/19345747.2020.1726537",
        ),
    ),
)
def independent_research(
    profile: Profile,
    purchase: Purchase | None,
    asked: Asked | None,
    as_of: date,
    registries: Registries,
    opened: Mapping[str, OpenedSource] | None,
) -> Answer:
    """Judge every study and review by the table; the best leads, the others are named after it."""
    judge = studies.Judge(profile, purchase, registries)
    judged = [judge.judge(index, study) for index, study in enumerate(profile.studies or ())]
    judged += [
        reviews.judge(index, review, purchase, registries)
        for index, review in enumerate(profile.reviews or ())
    ]
    sources = opened or {}
    judged.sort(key=lambda each: (each.row.rank, not _names_product(sources.get(each.entry))))
    if not profile.studies and judged[0].row.outcome not in {"pass", "caution"}:
        return _no_studies(profile, judged, asked, as_of)
    return _answer(judged, sources.get(judged[0].entry))


def _answer(judged: list[Judged], source: OpenedSource | None) -> Answer:
    best, *others = judged
    line = best.line[0].upper() + best.line[1:]
    message = f"{best.opening}. {line}."
    if source:
        message += f" Its source {source.says}."
    unhelpful = [each for each in others if each.row is Row.NO_BENEFIT]
    if best.row.outcome in {"pass", "caution"} and unhelpful:
        message += f" {_beside(unhelpful)}: {_lines(unhelpful)}."
        others = [each for each in others if each.row is not Row.NO_BENEFIT]
    if others:
        message += f" Also listed: {_lines(others)}."
    cited = (source.cited,) if source else ()
    evidence = (*best.evidence, *cited, *[each.evidence[0] for each in judged[1:]])
    basis: Basis = "verified" if _names_product(source) else "documented"
    match best.row.outcome:
        case "pass":
            return passes(message, *evidence, basis=basis)
        case "caution":
            return flags(message, *evidence, basis=basis, softer=True, ask=best.ask)
        case "undisclosed":
            return undisclosed(message, *evidence, ask=best.ask)
    documented = best.row in {Row.NO_BENEFIT, Row.DEVELOPER}
    return flags(message, *evidence, basis="documented" if documented else "claimed", ask=best.ask)


def _names_product(source: OpenedSource | None) -> bool:
    return source is not None and bool(source.names_product)


def _no_studies(profile: Profile, judged: list[Judged], asked: Asked | None, as_of: date) -> Answer:
    """Answer where reviews stand in for studies, and none of them counts in the product's favour."""
    why = f"No review listed stands in for them: {_lines(judged)}."
    evidence = [each.evidence[0] for each in judged]
    if profile.studies is not None:
        message = f"The profile gives 'studies' empty: the vendor states no research on the product. {why}"
        return flags(message, ("studies",), *evidence)
    if in_vain := asked_in_vain(asked, as_of):
        message = f"The vendor has not said what research there is on the product: {in_vain}. {why}"
        return flags(message, ("asked", "reply_by"), ("studies",), *evidence, basis="documented")
    left_out = "The profile does not say what research there is on the product: 'studies' is left out."
    return undisclosed(f"{left_out} {why}", ("studies",), *evidence)


def _beside(unhelpful: list[Judged]) -> str:
    """Open the list of those that found no benefit; independent are those of which nothing else is said."""
    if any(each.own_opening for each in unhelpful):
        return "Beside it, no benefit to students was found or stated"
    return "Beside it, independent research found no benefit"


def _lines(judged: list[Judged]) -> str:
    return "; ".join([each.line for each in judged])
