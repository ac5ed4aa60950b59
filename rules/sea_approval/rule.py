"""Whether a state education agency has approved the product, on the agency's own page, and still does."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from edscreen.rulekit import (
    FOUNDING_ARTICLE,
    Agency,
    Answer,
    Cited,
    District,
    Field,
    FromRegistry,
    JudgedApproval,
    Options,
    Profile,
    Purchase,
    Registries,
    Section,
    flags,
    grades_in_words,
    grades_wanted,
    in_words,
    is_older,
    judge_approvals,
    other_edition,
    passes,
    rule,
    shown,
    state_names,
    undisclosed,
    whose_grades,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from edscreen.rulekit import Basis, OpenedSource

ASKS = {
    "url": "Which page on the agency's own site, below its front page, names this product as approved?",
    "judged": "What did the state judge: alignment with standards, evidence, or measured effects?",
    "result": "What did the state decide: approved, recommended, listed, rejected or expired?",
    "expires": "On which day did the state approve the product, and until when does the approval hold?",
}
"""What settles an entry, by the key that leaves it open."""

ROW_RESTS_ON = {
    "first-party": "known as the agency's from a page of its own",
    "dotgov": "from the .gov register",
    "lists": "from public lists only",
}
"""What the table's word on an agency's address rests on."""


class ApprovalOptions(Options):
    """Options of `sea-approval`."""

    max_age_years: int = Field(
        5,
        ge=0,
        description="An approval that states no end and is older than this many years is flagged at caution.",
    )


class Concern(NamedTuple):
    """Why an approval that counts is flagged at caution."""

    words: str
    evidence: tuple[Cited, ...]
    ask: str


class Counting(NamedTuple):
    """An approval that counts.

    Attributes:
        approval: the entry.
        concerns: what is to be asked of it.
        source: its page, where this run tried to open it.
    """

    approval: JudgedApproval
    concerns: list[Concern]
    source: OpenedSource | None

    @property
    def names_product(self) -> bool:
        """Whether the product's name was found on its page."""
        return self.source is not None and bool(self.source.names_product)

    @property
    def sentence(self) -> str:
        """It, where another one leads."""
        page = f"; its page {self.source.says}" if self.source else ""
        return f"Also counts: {self.approval.decision}{_but(self.concerns)}{page}."


@rule(
    id="sea-approval",
    title="Has a state education agency approved the product?",
    family="approvals",
    severity="red",
    section=Section("approvals", "which state education agencies approve the product"),
    silence_flags=True,
    options=ApprovalOptions,
    ask_vendor=(
        "Which state education agencies have approved, recommended or listed this product, what did they "
        "judge, until when does each approval hold, and on which page of the agency's own site does it stand?"
    ),
    settled_by=(
        "For each state: the address of a page on the agency's own site that names this product, with what "
        "was decided, the day of the decision and the last day on which it holds."
    ),
    sources=(FOUNDING_ARTICLE,),
)
def sea_approval(
    profile: Profile,
    options: ApprovalOptions,
    as_of: date,
    purchase: Purchase | None,
    registries: Registries,
    district: District | None,
    opened: Mapping[str, OpenedSource] | None,
) -> Answer:
    """The best entry leads: counts, counts with a concern, cannot be told, does not count."""
    home = district.state if district else None
    listed = judge_approvals(profile, purchase, as_of, registries.agencies)
    judged = sorted(listed, key=lambda one: one.entry.state != home)
    sources = opened or {}
    counting = [
        Counting(one, _concerns(one, profile, options, as_of), sources.get(f"approvals[{one.index}]"))
        for one in judged
        if one.counts
    ]
    if not counting:
        return _none_counts(judged)
    counting.sort(key=lambda one: (bool(one.concerns), not one.names_product))
    lead, *others = counting
    not_counting = [one for one in judged if not one.counts]
    rejected = [one for one in not_counting if one.entry.result == "rejected"]
    rest = [one for one in not_counting if one.entry.result != "rejected"]
    concerns = [*lead.concerns, *map(_rejection, rejected)]
    approved = [one.approval for one in counting]
    message = " ".join(
        (
            f"{lead.approval.decision}{_but(concerns)}.",
            *_of_the_lead(lead, profile),
            *_own_state(approved, home),
            *_grades(approved, profile, purchase),
            *[one.sentence for one in others],
            *map(_aside, rest),
        )
    )
    evidence = _unique(
        chain(
            *[concern.evidence for concern in concerns],
            *map(_evidence, approved),
            [one.source.cited for one in counting if one.source],
            *map(_evidence, rest),
        )
    )
    basis: Basis = "verified" if lead.names_product else "documented"
    if concerns:
        return flags(message, *evidence, basis=basis, softer=True, ask=concerns[0].ask)
    return passes(message, *evidence, basis=basis)


def _none_counts(judged: list[JudgedApproval]) -> Answer:
    judged = sorted(judged, key=lambda one: one.fails)
    lead = judged[0]
    evidence = _unique(chain.from_iterable(map(_evidence, judged)))
    if lead.fails:
        message = " ".join(("None of the approvals named counts.", *map(_aside, judged)))
        on_agency_page = lead.match is not None and lead.match.counts
        return flags(message, *evidence, basis="documented" if on_agency_page else "claimed")
    message = " ".join(
        (f"Whether this approval counts cannot be told: {lead.name}: {lead.why}.", *map(_aside, judged[1:]))
    )
    return undisclosed(message, *evidence, ask=" ".join(ASKS[reason.field] for reason in lead.reasons))


def _concerns(one: JudgedApproval, profile: Profile, options: ApprovalOptions, as_of: date) -> list[Concern]:
    """What is to be asked of an approval that counts."""
    entry, found = one.entry, []
    if editions := other_edition(entry, profile):
        listed, offered = map(shown, editions)
        found.append(
            Concern(
                f"it is for the edition {listed}, and {offered} is offered",
                (("approvals", one.index, "product_edition"), ("product", "version")),
                f"Does {one.state}'s approval of the edition {listed} hold for {offered}, which is offered, "
                "and where does the state say so?",
            )
        )
    if entry.date and not entry.expires and is_older(entry.date, options.max_age_years, as_of):
        found.append(
            Concern(
                f"it states no end and is more than {options.max_age_years} years old",
                (("approvals", one.index, "date"),),
                f"Has {one.state} reviewed the product since {in_words(entry.date)}, and does its approval "
                "still hold?",
            )
        )
    return found


def _rejection(one: JudgedApproval) -> Concern:
    return Concern(
        f"{one.name}: {one.why}",
        (("approvals", one.index, "result"),),
        f"Why did {one.state} reject the product, and what has changed since?",
    )


def _but(concerns: list[Concern]) -> str:
    return f"; but {'; '.join(concern.words for concern in concerns)}" if concerns else ""


def _of_the_lead(lead: Counting, profile: Profile) -> Iterator[str]:
    approval, source = lead.approval, lead.source
    yield f"The page named for it, at {approval.host}, {source.says if source else 'was not opened'}."
    row = approval.match.row if approval.match else None
    if isinstance(row, Agency) and row.basis == "lists":
        yield "edscreen knows this address as the agency's from public lists only."
    category = approval.entry.category
    if category and category != "software" and not profile.product.category:
        named = shown(category)
        yield f"It is for the category {named}; the product's is not stated and could not be compared."


def _own_state(approved: list[JudgedApproval], home: str | None) -> Iterator[str]:
    if home:
        among = "is" if any(one.entry.state == home for one in approved) else "is not"
        name = state_names().get(home, home)
        yield f"The district's own state, {name}, {among} among the approvals that count."


def _grades(approved: list[JudgedApproval], profile: Profile, purchase: Purchase | None) -> Iterator[str]:
    wanted = grades_wanted(profile, purchase)
    stated = {grade for one in approved for grade in one.entry.grades or ()}
    missing = [grade for grade in wanted if grade not in stated]
    if not stated:
        yield "For which grades is not stated."
    elif missing:
        verb = "is" if len(missing) == 1 else "are"
        partly = "" if all(one.entry.grades for one in approved) else "; not every approval states its grades"
        lacking = f"{grades_in_words(missing)} {verb} not among those approved"
        yield f"Of the grades {whose_grades(purchase)}, {lacking}{partly}."
    elif wanted:
        yield f"Every grade {whose_grades(purchase)} is among those approved: {grades_in_words(wanted)}."


def _aside(one: JudgedApproval) -> str:
    return f"{'Does not count' if one.fails else 'Cannot be told'}: {one.name}: {one.why}."


def _evidence(one: JudgedApproval) -> list[Cited]:
    """The entry's keys that decide, and the row that says whose page its address is."""
    at = "approvals", one.index
    keys = [reason.field for reason in one.deciding] or ["url", "judged", "result"]
    cited: list[Cited] = [(*at, key) for key in keys]
    row = one.match.row if one.match and "url" in keys else None
    if row is not None:
        where = f"{row.host}{row.path}"
        if isinstance(row, Agency):
            value = f"{where} is the {row.name} ({ROW_RESTS_ON[row.basis]})"
            cited.append(FromRegistry("state education agencies", where, None, value))
        else:
            whose = "the district's policy" if row.from_policy else "hosts that publish for a state"
            cited.append(FromRegistry(whose, where, None, f"{where}: {row.why}"))
    return cited


def _unique(cited: Iterable[Cited]) -> tuple[Cited, ...]:
    return tuple(dict.fromkeys(cited))
