"""One study against the table: what does not count, then the rows from the bottom, the first that fits."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from edscreen.rulekit import grades_in_words, is_stated, joined, same_letters, shown

from . import findings, names, places
from .rows import Judged, Row

if TYPE_CHECKING:
    from edscreen.rulekit import Cited, Evaluator, Funder, Path, Profile, Purchase, Registries, Study

    from .findings import Result

    Reason = tuple[str, Path]  # a phrase, and the place below the study that it rests on

_NO_COMPARISON = {
    "descriptive": "a descriptive study compares nobody",
    "usability": "a usability study shows whether people can use it, not whether students learn",
    "logic_model": "a logic model says how it should work, not whether it does",
}
_ASKS = {
    Row.PAID: "Please send the full report of {what} and its registration (the plan published "
    "before it began).",
    Row.NOT_STATED: "About {what}: please state {missing}.",
    Row.NO_BENEFIT: "Which independent study found that students who used the product learned more, "
    "and why did {what} find no benefit?",
    Row.DEVELOPER: "Besides {what}: which study was done by an evaluator outside your company and "
    "its owners, and who paid for it?",
    Row.OWN_SITES: "Where, off your own sites, can {what} be found (a DOI, an ERIC number, a clearinghouse)?",
}
_PAYERS = {
    "government": "with government money",
    "foundation": "with a foundation's money",
    "district": "with a district's money",
    "none": "with nobody's money",
}
_PUBLIC_MONEY = frozenset({"government", "foundation", "district"})
_OWN_EVALUATIONS = {"government": "a government's", "district": "a district's"}


_LONGEST_TITLE, _LONGEST_NAME = 100, 80


class _Hands(NamedTuple):
    """Who did a study and who paid, as far as the profile says.

    Attributes:
        who: the evaluator's name in quotes, None where it is not stated.
        developer: why the evaluator is the developer or the vendor itself; None where it is not.
        tie: the evaluator's tie, None where it is not stated.
        payer: the kind of payer, None where it is not stated.
        payer_name: the payer's name, None where it is not stated.
        own: whether it is a state's or district's own evaluation.
    """

    who: str | None
    developer: Reason | None
    tie: str | None
    payer: str | None
    payer_name: str | None
    own: bool


class Judge:
    """Judges the studies of one profile."""

    def __init__(self, profile: Profile, purchase: Purchase | None, registries: Registries) -> None:
        """Note what every study is held against."""
        self._product = profile.product.name
        self._places = places.Places(profile.vendor, profile.product, registries)
        own = (profile.vendor.name, profile.vendor.parent)
        self._vendor = [name for name in map(names.fold, filter(None, own)) if name.words]
        self._grades = purchase.grades if purchase else None

    def judge(self, index: int, study: Study) -> Judged:
        """Give the row of the table that decides the study at that position."""
        row, why, missing, opening, *cited = self._row(study)
        where: Path = ("studies", index)
        evidence = tuple([(*where, *leaf) if isinstance(leaf, tuple) else leaf for leaf in cited])
        title = shown(study.title, _LONGEST_TITLE) + (f" ({study.year})" if study.year else "")
        ask = _ASKS[row].format(what=title, missing=missing) if row in _ASKS else None
        return Judged(f"studies[{index}]", row, title, why, ask, evidence, opening)

    def _row(self, study: Study) -> tuple[Row, str, str, str | None, *tuple[Cited, ...]]:
        if reason := self._does_not_count(study):
            return Row.DOES_NOT_COUNT, reason[0], "", None, reason[1]
        place = self._places.of(study)
        if place.kind == "own":
            rows = (place.row,) if place.row else ()
            why = f"it is to be found only on {place.words}"
            return Row.OWN_SITES, why, "", None, (place.field,), *rows
        hands = self._hands(study)
        result = findings.of(study)
        if missing := _missing(study, place, hands, result):
            listed = joined(words for words, _ in missing)
            return (
                Row.NOT_STATED,
                f"the profile does not state {listed}",
                listed,
                None,
                *(leaf for _, leaf in missing),
            )
        row, why, leaf = _by_hands(study, hands)
        if row is not Row.DEVELOPER and result.kind != "positive":
            found = "it found no benefit (" if result.kind == "none" else "it states no student result ("
            why, opening = f"{why}; {found}{result.words})", _opening(row, hands, result)
            return Row.NO_BENEFIT, why, "", opening, result.leaf, leaf, (place.field,)
        if row.outcome in {"pass", "caution"}:
            remark = (
                "; it is compared with low users of the same product" if study.comparison == "low_use" else ""
            )
            why = f"{why}; a positive student result ({result.words}); found at {place.words}{remark}"
        return row, why, "", None, leaf, result.leaf, (place.field,)

    def _does_not_count(self, study: Study) -> Reason | None:
        if study.product is not None and same_letters(study.product) != same_letters(self._product):
            return f"it is of another product, {shown(study.product)}", ("product",)
        if study.design in _NO_COMPARISON:
            return _NO_COMPARISON[study.design], ("design",)
        if study.comparison == "none":
            return "it compares with nobody (comparison: none)", ("comparison",)
        if study.design == "correlational" and study.controls is False:
            return "it is correlational and does not adjust for differences between the students", (
                "controls",
            )
        if self._grades and study.grades and not set(study.grades).intersection(self._grades):
            return (
                f"it studied {grades_in_words(study.grades)}, and {grades_in_words(self._grades)} are bought",
                ("grades",),
            )
        return None

    def _hands(self, study: Study) -> _Hands:
        evaluator, funder = study.evaluator, study.funder
        kind = evaluator.kind if evaluator else None
        tie = evaluator.tie if evaluator else None
        payer: str | None = funder.kind if funder else None
        developer: Reason | None = None
        name, payer_name = _name(evaluator), _name(funder)
        who = shown(name, _LONGEST_NAME) if name else None
        if name and self._is_vendor(name):
            stated = f", whatever its stated tie ({tie})" if tie and tie != "is_developer" else ""
            developer = (
                f"its evaluator, {who}, bears the vendor's name or its parent's{stated}",
                ("evaluator", "name"),
            )
        elif kind == "vendor":
            stated = f", whatever its stated tie ({tie})" if tie and tie != "is_developer" else ""
            developer = (
                f"its evaluator is a vendor by the profile's own word (kind: vendor){stated}",
                ("evaluator", "kind"),
            )
        elif tie == "is_developer":
            where = ", at a university" if kind == "university" else ""
            developer = (f"its evaluator is the product's developer or owner{where}", ("evaluator", "tie"))
        if payer_name and self._is_vendor(payer_name):
            payer = "vendor"
        own = not developer and kind in _OWN_EVALUATIONS
        if own:
            # A state's or district's own evaluation says by being one who did it and who paid.
            tie = tie or "none"
            if payer is None and not payer_name:
                payer = kind
        return _Hands(who, developer, tie, payer, payer_name, own)

    def _is_vendor(self, name: str) -> bool:
        folded = names.fold(name)
        return any(own.stands_in(folded) for own in self._vendor)


def _name(body: Evaluator | Funder | None) -> str | None:
    """The name of an evaluator or funder; a word such as TBD or unknown is none."""
    return body.name if body and is_stated(body.name) else None


def _missing(study: Study, place: places.Whereabouts, hands: _Hands, result: Result) -> list[Reason]:
    """What the question turns on and the profile does not state, in the order in which a reader asks."""
    missing: list[Reason] = []
    if study.design is None:
        missing.append(("how it was built (its design)", ("design",)))
    elif study.design == "correlational" and study.controls is None:
        missing.append(("whether it adjusts for differences between the students (controls)", ("controls",)))
    if not hands.developer:
        if hands.who is None:
            missing.append(("who did it (the evaluator's name)", ("evaluator", "name")))
        if hands.tie is None:
            missing.append(("what ties the evaluator to the vendor", ("evaluator", "tie")))
    if hands.payer is None:
        missing.append(("who paid for it", ("funder", "kind")))
    if result.kind == "unknown":
        missing.append((result.words, result.leaf))
    if place.kind == "unknown":
        missing.append((place.words, (place.field,)))
    return missing


def _opening(row: Row, hands: _Hands, result: Result) -> str | None:
    """Open the message of a study without a favourable student result, by whose hand and money it was."""
    found = "found no benefit" if result.kind == "none" else "states no result for students"
    if hands.tie == "hired_by_vendor":
        return f"A study whose evaluator the vendor hired {found}"
    if hands.payer == "vendor":
        return f"A study that the vendor paid for {found}"
    if row is not Row.OUTSIDE:
        return f"A study by a partner of the developer {found}"
    return None if result.kind == "none" else f"Independent research exists and {found}"


def _by_hands(study: Study, hands: _Hands) -> tuple[Row, str, Path]:
    """The rows of who did it and who paid, for a study of which nothing is missing."""
    if hands.developer:
        why, leaf = hands.developer
        return Row.DEVELOPER, why, leaf
    evaluator, funder, who = study.evaluator, study.funder, hands.who
    payer = f" ({shown(hands.payer_name, _LONGEST_NAME)})" if hands.payer_name else ""
    if hands.tie == "hired_by_vendor":
        return Row.PAID, f"done by {who}, hired by the vendor", ("evaluator", "tie")
    if hands.payer == "vendor":
        return (
            Row.PAID,
            f"done by {who}, paid by the vendor{payer}",
            ("funder", "kind" if funder and funder.kind else "name"),
        )
    money = _PAYERS[hands.payer or "none"] + payer
    if hands.tie == "works_with_developer":
        why = f"done by {who}, a partner who works with the developer, {money}"
        return (Row.PARTNER if hands.payer in _PUBLIC_MONEY else Row.PAID), why, ("evaluator", "tie")
    if hands.own and evaluator and evaluator.kind:
        return (
            Row.OUTSIDE,
            f"{_OWN_EVALUATIONS[evaluator.kind]} own evaluation, by {who}",
            ("evaluator", "kind"),
        )
    return (
        Row.OUTSIDE,
        f"done by {who}, an outside evaluator, stated to have no tie to the vendor, {money}",
        ("evaluator", "tie"),
    )
