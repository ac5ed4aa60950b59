"""Which entries of a profile's `approvals` count as a state's own word, and why the others do not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from edscreen.profile.last_result import remembers_last
from edscreen.profile.quoting import shown
from edscreen.profile.states import state_names
from edscreen.profile.words import grades_in_words, in_words, joined, same_words
from edscreen.registries.addresses import parse_address
from edscreen.registries.agencies import Agency, ApprovalHost, Place
from edscreen.registries.vendor_hosts import belongs_to, vendor_hosts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from edscreen.profile.models import Approval, Profile, Purchase
    from edscreen.registries.agencies import AgencyMatch, AgencyTable

LEARNING: frozenset[str] = frozenset({"alignment", "evidence", "efficacy"})
"""What a state must have judged, one of them at least, for its approval to count."""

ANY_CATEGORY = "software"
"""The category of lists that hold products of every category."""

_LONGEST_NAME = 80

# "Version 4.2", "v4.2" and "edition 4.2" are all 4.2.
_EDITION = re.compile(r"^(?:version|edition|v)\.?(?:\s+|(?=\d))", re.IGNORECASE)


class Reason(NamedTuple):
    """Why an approval does not count, or why that cannot be told."""

    words: str
    """A clause about the entry: `it ended on 1 August 2026`."""
    field: str
    """The key of the entry that it rests on."""
    settled: bool = True
    """Whether the entry does not count; otherwise it cannot be told."""


@dataclass(frozen=True, slots=True)
class JudgedApproval:
    """One entry of `approvals`, and whether it counts."""

    index: int
    """Its position in the profile's list, counted from 0."""
    entry: Approval
    match: AgencyMatch | None
    """Whose page its address is; None where no address is given."""
    reasons: tuple[Reason, ...]
    """All that stands against it; none where it counts."""
    name: str
    """State, list and approver, as far as they are stated, and a host that counts only by the policy."""

    @property
    def counts(self) -> bool:
        """Whether it is a state's own approval of this product, in force."""
        return not self.reasons

    @property
    def fails(self) -> bool:
        """Whether it does not count, whatever is missing; if neither, it cannot be told."""
        return any(reason.settled for reason in self.reasons)

    @property
    def host(self) -> str:
        """The host of its address; empty where no address is given."""
        address = parse_address(str(self.entry.url)) if self.entry.url else None
        return address.host if address else ""

    @property
    def deciding(self) -> tuple[Reason, ...]:
        """The reasons that decide: where it fails, what is merely missing is left out."""
        return tuple([reason for reason in self.reasons if reason.settled]) or self.reasons

    @property
    def state(self) -> str:
        """The state's name."""
        return state_names()[self.entry.state]

    @property
    def decision(self) -> str:
        """What the state decided, when and on what, as a clause."""
        entry = self.entry
        on = f" on {in_words(entry.date)}" if entry.date else ""
        until = f"until {in_words(entry.expires)}" if entry.expires else "without a stated end"
        judged = f", having judged {joined(dict.fromkeys(entry.judged))}" if entry.judged else ""
        return f"{self.name} {entry.result or 'named'} the product{on}, {until}{judged}"

    @property
    def why(self) -> str:
        """The reasons that decide, as clauses."""
        return "; ".join(reason.words for reason in self.deciding)


@remembers_last
def judge_approvals(
    profile: Profile, purchase: Purchase | None, as_of: date, agencies: AgencyTable
) -> tuple[JudgedApproval, ...]:
    """Judge every entry of `approvals`, in the profile's order.

    Args:
        profile: the profile; its product's category and grades are compared with each entry's.
        purchase: what the district buys, None where that is not known; its grades outrank the product's.
        as_of: the day on which an approval must be in force.
        agencies: whose page an address is.
    """
    judged = []
    for index, entry in enumerate(profile.approvals or ()):
        match = _place_of(agencies, str(entry.url), entry.state) if entry.url else None
        reasons = (
            *_what_was_decided(entry),
            *_when(entry, as_of),
            *_for_what(entry, profile, purchase),
            *_where(entry, match, agencies),
            *_whose(match, profile),
        )
        judged.append(JudgedApproval(index, entry, match, reasons, _name(entry, match)))
    return tuple(judged)


def _name(entry: Approval, match: AgencyMatch | None) -> str:
    state = state_names()[entry.state]
    parts = []
    if entry.list_name:
        parts.append(f"list {shown(entry.list_name, _LONGEST_NAME)}")
    if entry.approver:
        parts.append(f"approver {shown(entry.approver, _LONGEST_NAME)}")
    row = match.row if match and match.place is Place.ON_BEHALF else None
    if isinstance(row, ApprovalHost) and row.from_policy:
        parts.append(f"at {row.host}, which the district's policy counts: {shown(row.why, _LONGEST_NAME)}")
    return f"{state} ({', '.join(parts)})" if parts else state


@lru_cache(maxsize=2_048)
def _place_of(agencies: AgencyTable, url: str, state: str) -> AgencyMatch:
    # Two rules ask about each address, and one page of a state's list may stand in many profiles.
    return agencies.place_of(url, state)


def other_edition(entry: Approval, profile: Profile) -> tuple[str, str] | None:
    """Return the edition approved and the one offered where both are stated and differ.

    Case, spaces and a leading 'v', 'version' or 'edition' make no difference; all else does: `4.2` is not
    `4.20`.
    """
    approved, offered = entry.product_edition, profile.product.version
    if not approved or not offered or approved == offered or _edition(approved) == _edition(offered):
        return None
    return approved, offered


def is_older(day: date, years: int, as_of: date) -> bool:
    """Tell whether `as_of` lies after the anniversary of `day`; on the anniversary it is not older."""
    return (as_of.year, as_of.month, as_of.day) > (day.year + years, day.month, day.day)


def grades_wanted(profile: Profile, purchase: Purchase | None) -> tuple[str, ...]:
    """Return the grades that decide: those bought, else those the product is sold for, else none."""
    return (purchase.grades if purchase else None) or profile.product.grades or ()


def whose_grades(purchase: Purchase | None) -> str:
    """Say in words which grades `grades_wanted` gives."""
    return "bought" if purchase and purchase.grades else "it is sold for"


def _edition(text: str) -> str:
    return same_words(_EDITION.sub("", text.strip()))


def _what_was_decided(entry: Approval) -> Iterator[Reason]:
    when = f" on {in_words(entry.date)}" if entry.date else ""
    if entry.result is None:
        yield Reason("what the state decided is not stated", "result", settled=False)
    elif entry.result == "rejected":
        edition = f" (edition {shown(entry.product_edition)})" if entry.product_edition else ""
        yield Reason(f"the state rejected it{when}{edition}", "result")
    elif entry.result == "expired":
        yield Reason("it is stated to have expired", "result")
    if entry.judged is None:
        yield Reason("what the state judged is not stated", "judged", settled=False)
    elif not entry.judged:
        yield Reason("the state judged nothing", "judged")
    elif LEARNING.isdisjoint(entry.judged):
        only = joined(dict.fromkeys(entry.judged))
        yield Reason(f"the state judged {only} only, not alignment, evidence or efficacy", "judged")


def _when(entry: Approval, as_of: date) -> Iterator[Reason]:
    if entry.expires and entry.expires < as_of:
        yield Reason(f"it ended on {in_words(entry.expires)}", "expires")
    if entry.date and entry.date > as_of:
        words = f"its date, {in_words(entry.date)}, lies after {in_words(as_of)}"
        yield Reason(words, "date")
    if not entry.date and not entry.expires:
        yield Reason("neither its day nor its end is stated", "expires", settled=False)


def _for_what(entry: Approval, profile: Profile, purchase: Purchase | None) -> Iterator[Reason]:
    category = profile.product.category
    if entry.category and category and entry.category not in {category, ANY_CATEGORY}:
        words = f"it is for the category {shown(entry.category)}, and this product is {shown(category)}"
        yield Reason(words, "category")
    wanted = grades_wanted(profile, purchase)
    if entry.grades and wanted and set(wanted).isdisjoint(entry.grades):
        listed, due = grades_in_words(entry.grades), grades_in_words(wanted)
        yield Reason(f"it is for {listed}, none of those {whose_grades(purchase)} ({due})", "grades")


def _whose(match: AgencyMatch | None, profile: Profile) -> Iterator[Reason]:
    """A host that a policy adds may be the vendor's own, and a vendor cannot speak for a state."""
    row = match.row if match and match.counts else None
    if isinstance(row, ApprovalHost) and any(
        belongs_to(row.host, host) for host in vendor_hosts(profile.vendor, profile.product)
    ):
        yield Reason(f"its address at {row.host} is the vendor's own site, whatever the policy says", "url")


def _where(entry: Approval, match: AgencyMatch | None, agencies: AgencyTable) -> Iterator[Reason]:
    if match is None:
        yield Reason("no page of the state's own agency is named", "url", settled=False)
        return
    if match.counts:
        return
    address = parse_address(str(entry.url))
    host = address.host if address else ""
    row = match.row
    [main, *_] = agencies.agency(entry.state)
    own = f"the {main.name} ({main.host}{main.path})"
    match match.place:
        case Place.FRONT_PAGE if row and not isinstance(row, Agency):
            words = f"its address is the front page of {row.host}, which names no product"
        case Place.FRONT_PAGE:
            words = f"its address is the front page of {own}, which names no product"
        case Place.OTHER_AGENCY:
            other = f"the {row.name}" if isinstance(row, Agency) else "another state"
            words = f"its address at {host} is that of {other}, not of {own}"
        case Place.UNDER_AGENCY_DOMAIN:
            words = f"its address at {host} shares a domain with a state's agency, but is not a page of {own}"
        case Place.UNKNOWN_PUBLIC:
            words = f"edscreen does not know {host} as an address of {own}"
        case _:
            words = f"its address at {host} is not a page of {own}"
    yield Reason(words, "url", settled=match.place is not Place.UNKNOWN_PUBLIC)
