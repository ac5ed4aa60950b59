"""One clearinghouse's review: it counts on its own site, for what is bought, if its rating is favourable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.rulekit import (
    FromRegistry,
    as_counted,
    grades_in_words,
    joined,
    parse_address,
    shown,
    subject_in_words,
)

from .rows import Judged, Row

if TYPE_CHECKING:
    from edscreen.rulekit import Cited, Path, Purchase, Registries, Review

_SAYS = {
    "mixed": "it found a benefit in some places and none or harm in others",
    "neutral": "it found no study that settles the question",
    "study_quality": "that is about how well a study was done, not what it found",
}


def judge(index: int, review: Review, purchase: Purchase | None, registries: Registries) -> Judged:
    """Say what the review at that position comes to."""
    body = registries.clearinghouses.clearinghouse(review.by) if review.by else None
    row, why, *cited = _row(review, purchase, registries)
    where: Path = ("reviews", index)
    evidence = tuple([(*where, *leaf) if isinstance(leaf, tuple) else leaf for leaf in cited])
    opening = "A review that the vendor paid for found no benefit" if review.paid_by_vendor else None
    return Judged(
        f"reviews[{index}]",
        row,
        f"the review by {body.name}" if body else "a review",
        why,
        None,
        evidence,
        opening if row is Row.NO_BENEFIT else None,
    )


def _row(
    review: Review, purchase: Purchase | None, registries: Registries
) -> tuple[Row, str, *tuple[Cited, ...]]:
    if review.by is None:
        return Row.DOES_NOT_COUNT, "it does not say by which clearinghouse", ("by",)
    if beside := _beside_the_purchase(review, purchase):
        return Row.DOES_NOT_COUNT, *beside
    if review.url is None:
        return Row.DOES_NOT_COUNT, "it gives no address on the clearinghouse's own site", ("url",)
    if not registries.clearinghouses.on_own_host(review.by, str(review.url)):
        address = parse_address(str(review.url))
        return (
            Row.DOES_NOT_COUNT,
            f"{address.host if address else 'its address'} is not its own site",
            ("url",),
        )
    return _by_rating(review, review.by, str(review.url), registries)


def _by_rating(
    review: Review, by: str, url: str, registries: Registries
) -> tuple[Row, str, *tuple[Cited, ...]]:
    words = review.rating or (f"tier {review.essa_tier}" if review.essa_tier else None)
    leaf: Path = ("rating",) if review.rating else ("essa_tier",)
    if words is None:
        return Row.DOES_NOT_COUNT, "it gives no rating", ("rating",)
    known = registries.clearinghouses.rating(by, words)
    named = shown(words)
    if known is None:
        return Row.DOES_NOT_COUNT, f"its rating {named} is none that is known of this clearinghouse", leaf
    body = registries.clearinghouses.clearinghouse(by)
    cited = FromRegistry(body.name if body else by, url, known.as_of or None, known.rating)
    says = known.says.value
    if says == "unfavourable":
        return Row.NO_BENEFIT, f"its rating is {named}, so it found no benefit", leaf, cited
    if says != "favourable":
        return Row.DOES_NOT_COUNT, f"its rating is {named}, and {_SAYS[says]}", leaf, cited
    on = f", as of {review.as_of.isoformat()}" if review.as_of else ""
    if review.paid_by_vendor:
        why = f"its rating is {named}, on its own site{on}, and the vendor paid for the review"
        return Row.PAID, why, ("paid_by_vendor",), leaf, cited
    return Row.OUTSIDE, f"its rating is {named}, on its own site{on}", leaf, ("url",), cited


def _beside_the_purchase(review: Review, purchase: Purchase | None) -> tuple[str, Path] | None:
    if purchase is None:
        return None
    if (
        purchase.subjects
        and review.subject
        and as_counted([review.subject]).isdisjoint(as_counted(purchase.subjects))
    ):
        bought = joined(map(subject_in_words, purchase.subjects))
        return f"it is of {subject_in_words(review.subject)}, and what is bought is {bought}", ("subject",)
    if purchase.grades and review.grades and not set(review.grades).intersection(purchase.grades):
        return (
            f"it is of {grades_in_words(review.grades)}, and {grades_in_words(purchase.grades)} are bought",
            ("grades",),
        )
    return None
