"""State education agencies' own addresses, and whose page an address is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from edscreen.profile.states import state_codes
from edscreen.registries.addresses import (
    host_and_parents,
    host_matches,
    parse_address,
    path_under,
)
from edscreen.registries.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from edscreen.registries.addresses import Address


@dataclass(frozen=True, slots=True)
class Agency:
    """One host on which a state's education agency publishes: a row of `data/agencies.csv`."""

    state: str
    """Two-letter postal code."""
    name: str
    """The agency's name."""
    host: str
    """Host names are written as in `Address.host`."""
    path: str
    """What the agency's part of a shared host begins with, such as `/doe`; empty where all is its own."""
    subdomains: bool
    """Whether hosts below it are the agency's too; not so where districts have theirs (`k12.wa.us`)."""
    registrable: str
    """The host's registrable domain; empty where the host is a public suffix itself."""
    basis: str
    """`first-party`: a page there was read; `dotgov`: the agency is its registrant; `lists`: public lists."""
    source: str
    """Where the row comes from, in words; `data/README.md` explains the marks."""


@dataclass(frozen=True, slots=True)
class ApprovalHost:
    """A host that publishes a state's list on its behalf: shipped data, or a policy's `approval_hosts`."""

    state: str
    """Two-letter postal code."""
    host: str
    """In any case; hosts below it count too."""
    path: str = ""
    """What the list's part of the host begins with; empty: the whole host."""
    why: str = ""
    """Why it speaks for the state."""
    source: str = ""
    """Where that is written."""
    from_policy: bool = False
    """Whether the district's policy adds it."""


class Place(StrEnum):
    """Whose page an address is, seen from one state."""

    OWN_AGENCY = "own_agency"
    """Below the front page of that state's own agency."""
    ON_BEHALF = "on_behalf"
    """Below the front page of a host that publishes that state's list on its behalf."""
    FRONT_PAGE = "front_page"
    """The agency's front page, or that of a host that speaks for the state: it names no product."""
    OTHER_AGENCY = "other_agency"
    """Another state's agency, or a host that speaks for another state."""
    UNDER_AGENCY_DOMAIN = "under_agency_domain"
    """Beside an agency, under the same registrable domain: a sister agency."""
    UNKNOWN_PUBLIC = "unknown_public"
    """A `.gov`, `.us` or `.edu` host that is not known as the agency's: nobody can say from here."""
    ELSEWHERE = "elsewhere"
    """Anywhere else: copies, mirrors, hosting companies, vendors."""
    UNREADABLE = "unreadable"
    """Not an address that a browser would open."""


@dataclass(frozen=True, slots=True)
class AgencyMatch:
    """The answer to whose page an address is, and the row it rests on."""

    place: Place
    row: Agency | ApprovalHost | None = None
    """The matching row; for `under_agency_domain` an agency under the same domain, else None."""

    @property
    def counts(self) -> bool:
        """Whether an approval at this address counts as the state's own word."""
        return self.place in {Place.OWN_AGENCY, Place.ON_BEHALF}


_PUBLIC = frozenset({"gov", "us", "edu"})
_LANGUAGE = re.compile(r"(?:en|es|fr|ht|ko|pt|ru|tl|vi|zh)(?:[-_][a-z]{2,4})?")
_FRONT_FILE = re.compile(r"(?:index|default|home|welcome)(?:\.[a-z]{3,5})?")
# Keys that choose a language or count a visitor lead to the same page.
_IDLE_KEY = re.compile(r"utm_\w+|gclid|fbclid|msclkid|_ga|lang|language|locale|")


class AgencyTable:
    """The agencies of all states, looked up by state or by address."""

    def __init__(self, agencies: Iterable[Agency], approval_hosts: Iterable[ApprovalHost] = ()) -> None:
        """Build the table; rows are kept in the order given, the first of a state is its main host."""
        self.agencies = tuple(agencies)
        """Every row."""
        self.approval_hosts = tuple(approval_hosts)
        """Hosts that speak for a state: those of a district's policy, then those shipped."""
        self._by_state: dict[str, list[Agency]] = {}
        self._by_host: dict[str, list[Agency]] = {}
        self._by_domain: dict[str, list[Agency]] = {}
        for row in self.agencies:
            self._by_state.setdefault(row.state, []).append(row)
            self._by_host.setdefault(row.host, []).append(row)
            if row.registrable:
                self._by_domain.setdefault(row.registrable, []).append(row)

    @staticmethod
    @lru_cache(maxsize=1)
    def load() -> AgencyTable:
        """Return the shipped table, read once."""
        return AgencyTable(
            (
                Agency(
                    state=row["code"],
                    name=row["agency"],
                    host=row["host"],
                    path=row["path"],
                    subdomains=row["subdomains"] == "yes",
                    registrable=row["registrable"],
                    basis=row["basis"],
                    source=row["verified_from"],
                )
                for row in read_table("agencies")
            ),
            (
                ApprovalHost(row["state"], row["host"], row["path"], row["why"], row["source"])
                for row in read_table("approval_hosts")
            ),
        )

    def with_hosts(self, added: Iterable[ApprovalHost]) -> AgencyTable:
        """Return this table with the hosts that a district's policy adds, which lead those shipped."""
        return AgencyTable(self.agencies, (*added, *self.approval_hosts))

    def states(self) -> frozenset[str]:
        """Return the closed list of two-letter state codes."""
        return state_codes()

    def agency(self, state: str) -> tuple[Agency, ...]:
        """Return all hosts of one state's agency, its main host first; empty for an unknown code."""
        return tuple(self._by_state.get(state, ()))

    def place_of(self, url: str, state: str) -> AgencyMatch:
        """Tell whose page `url` is, seen from `state`.

        Args:
            url: any text; it is read as a browser reads it.
            state: the two-letter code of the state whose approval is claimed.
        """
        address = parse_address(url)
        if address is None:
            return AgencyMatch(Place.UNREADABLE)
        rows = self._agencies_at(address)
        own = next((row for row in rows if row.state == state), None)
        if own and not _is_front_page(address, own.path):
            return AgencyMatch(Place.OWN_AGENCY, own)
        speakers = [row for row in self.approval_hosts if _speaks_at(row, address)]
        speaker = next((row for row in speakers if row.state == state), None)
        # A path that is listed leads to the list itself; only the host's own front page lies above it.
        if speaker and not _is_front_page(address, ""):
            return AgencyMatch(Place.ON_BEHALF, speaker)
        if own or speaker:
            return AgencyMatch(Place.FRONT_PAGE, own or speaker)
        others: list[Agency | ApprovalHost] = [*rows, *speakers]
        if others:
            return AgencyMatch(Place.OTHER_AGENCY, others[0])
        return self._beside_or_elsewhere(address.host, state)

    def _agencies_at(self, address: Address) -> list[Agency]:
        """Return the agencies whose page this is, the most exact row first."""
        return [
            row
            for host in host_and_parents(address.host)
            for row in self._by_host.get(host, ())
            if (row.subdomains or address.host in {host, f"www.{host}"})
            and path_under(address.path, row.path)
        ]

    def _beside_or_elsewhere(self, host: str, state: str) -> AgencyMatch:
        for parent in host_and_parents(host):
            if beside := self._by_domain.get(parent):
                row = next((row for row in beside if row.state == state), beside[0])
                return AgencyMatch(Place.UNDER_AGENCY_DOMAIN, row)
        public = host.rpartition(".")[2] in _PUBLIC
        return AgencyMatch(Place.UNKNOWN_PUBLIC if public else Place.ELSEWHERE)


def _speaks_at(row: ApprovalHost, address: Address) -> bool:
    listed = row.host.lower().removesuffix(".")
    return host_matches(address.host, listed) and path_under(address.path, row.path)


def _is_front_page(address: Address, part: str) -> bool:
    """Tell whether nothing is named behind that part of the host.

    A query names a page (`/?id=5`) unless it only chooses a language or counts a visitor; a fragment
    does not.
    """
    beyond = address.path.lower().removeprefix(part.lower().rstrip("/"))
    below = [segment for segment in beyond.split("/") if segment]
    if below and _LANGUAGE.fullmatch(below[0]):
        below = below[1:]
    if len(below) > 1 and below[0] == "pages":  # SharePoint: /Pages/default.aspx
        below = below[1:]
    if below and not (len(below) == 1 and _FRONT_FILE.fullmatch(below[0])):
        return False
    keys = (part.partition("=")[0] for part in address.query.lower().split("&"))
    return all(_IDLE_KEY.fullmatch(key) for key in keys)
