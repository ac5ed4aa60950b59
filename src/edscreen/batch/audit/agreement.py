"""How far people's verdicts agree with the tool's: in the sample, and as an estimate for the whole run.

Intervals are Wilson's: E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference",
Journal of the American Statistical Association 22 (1927), 209-212. Shares of a whole run are weighted by how
many answers each stratum has there. Their intervals take in place of the number of answers its effective
number, (sum of weights)^2 / sum of squared weights: L. Kish, "Weighting for Unequal P_i", Journal of Official
Statistics 8 (1992), 183-200. So do C. Franco, R. J. A. Little, T. A. Louis and E. V. Slud, "Comparative Study
of Confidence Intervals for Proportions in Complex Sample Surveys", Journal of Survey Statistics and
Methodology 7 (2019), 334-364, https://pmc.ncbi.nlm.nih.gov/articles/PMC6690503. Neither the standard library
nor a library that edscreen keeps works them out.
"""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING, Literal, NamedTuple

from edscreen.screening.answers import OUTCOMES, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from edscreen.batch.audit.sampling import Stratum
    from edscreen.batch.audit.sheet_rows import Person

CONFIDENCE = 0.95
_Z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)


class Interval(NamedTuple):
    """A share, and between which ends it lies.

    Attributes:
        share: the share, between 0 and 1.
        low: the lower end of its 95% interval.
        high: the upper end.
    """

    share: float
    low: float
    high: float


class Agreed(NamedTuple):
    """How far people agree with some of the tool's verdicts.

    Attributes:
        outcome: the tool's verdict; None for all of them together.
        in_run: how many of these answers the run holds.
        judged: how many of them people judged.
        agreed: with how many they agreed.
        sample: the share of those judged.
        run: the share of those in the run, as an estimate.
    """

    outcome: Outcome | None
    in_run: int
    judged: int
    agreed: int
    sample: Interval
    run: Interval


class Differing(NamedTuple):
    """How often the tool said one thing, and a person another."""

    tool: Outcome
    person: Outcome
    number: int


class Agreement(NamedTuple):
    """How far people's verdicts agree with the tool's.

    Attributes:
        overall: all verdicts together.
        by_outcome: each of the tool's verdicts of which any was judged.
        differing: where they differ, the most frequent first.
        cannot_tell: how many a person could not judge.
        disputed: how many several people judged differently; they are counted for neither.
        judgeable: how many answers the run holds that people could judge.
        covered: how many of them are of a rule and outcome of which any was judged; shares of the run are of
            these.
    """

    overall: Agreed
    by_outcome: list[Agreed]
    differing: list[Differing]
    cannot_tell: int
    disputed: int
    judgeable: int
    covered: int


class Judged(NamedTuple):
    """One answer that a person judged."""

    stratum: Stratum
    person: Person | Literal["disputed"]


def agreement(sizes: Mapping[Stratum, int], judged: Iterable[Judged]) -> Agreement | None:
    """Work out how far people agree.

    Args:
        sizes: how many answers of each rule and outcome the run holds.
        judged: what people said.

    Returns:
        None where nothing was judged but what nobody could tell.
    """
    counts: dict[Stratum, list[int]] = {}
    differing: dict[tuple[Outcome, Outcome], int] = {}
    cannot_tell = disputed = 0
    for stratum, person in judged:
        if person == "cannot_tell":
            cannot_tell += 1
            continue
        if person == "disputed":
            disputed += 1
            continue
        count = counts.setdefault(stratum, [0, 0])
        outcome = stratum[1]
        count[0] += 1
        count[1] += person == outcome
        if person != outcome:
            differing[outcome, person] = differing.get((outcome, person), 0) + 1
    if not counts:
        return None
    by_outcome = {
        outcome: {stratum: count for stratum, count in counts.items() if stratum[1] == outcome}
        for outcome in OUTCOMES
    }
    return Agreement(
        _agreed(None, counts, sizes),
        [_agreed(outcome, some, sizes) for outcome, some in by_outcome.items() if some],
        [
            Differing(*pair, number)
            for pair, number in sorted(differing.items(), key=lambda each: (-each[1], each[0]))
        ],
        cannot_tell,
        disputed,
        sum(sizes.values()),
        sum(sizes[stratum] for stratum in counts),
    )


def wilson(share: float, number: float) -> Interval:
    """A share of `number` answers with its 95% interval by Wilson's score."""
    spread = _Z * _Z / number
    middle = share + spread / 2
    half = _Z * sqrt(share * (1 - share) / number + spread / (4 * number))
    low, high = ((middle + sign * half) / (1 + spread) for sign in (-1, 1))
    return Interval(share, 0.0 if share <= 0 else max(low, 0.0), 1.0 if share >= 1 else min(high, 1.0))


def _agreed(
    outcome: Outcome | None, counts: Mapping[Stratum, list[int]], sizes: Mapping[Stratum, int]
) -> Agreed:
    judged = sum(number for number, _ in counts.values())
    agreed = sum(number for _, number in counts.values())
    total = sum(sizes[stratum] for stratum in counts)
    weighted = sum(sizes[stratum] * same / number for stratum, (number, same) in counts.items()) / total
    effective = total**2 / sum(sizes[stratum] ** 2 / number for stratum, (number, _) in counts.items())
    return Agreed(
        outcome,
        sum(number for stratum, number in sizes.items() if outcome in (None, stratum[1])),
        judged,
        agreed,
        wilson(agreed / judged, judged),
        wilson(min(weighted, 1.0), effective),
    )
