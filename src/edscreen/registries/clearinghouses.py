"""Clearinghouses that review whether education programs work, and what their ratings say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from edscreen.registries.addresses import host_and_parents, host_matches, parse_address, path_under
from edscreen.registries.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from edscreen.registries.addresses import Address

_WORD = re.compile(r"[^\W_]+\+?|(?<![^\W_])[+-](?=\d)")


class Says(StrEnum):
    """What a rating says of the product."""

    FAVOURABLE = "favourable"
    """It found a benefit."""
    MIXED = "mixed"
    """It found a benefit in some places and none or harm in others."""
    NEUTRAL = "neutral"
    """It found no study that settles the question."""
    UNFAVOURABLE = "unfavourable"
    """It found no benefit, or harm."""
    STUDY_QUALITY = "study_quality"
    """It judges how well a study was done, not what the study found."""


@dataclass(frozen=True, slots=True)
class Rating:
    """A rating as the clearinghouse words it: a row of `data/clearinghouse_ratings.csv`."""

    clearinghouse: str
    """The id of the clearinghouse."""
    rating: str
    """Its own words."""
    also_written: tuple[str, ...]
    """How vendors and readers write the same rating."""
    says: Says
    note: str
    """What it means, in words."""
    source: str
    as_of: str
    """Day on which the source was read, or the edition it belongs to; empty where not known."""
    sure: str
    """`read`: the wording was read in the source; `memory`: common knowledge, to be confirmed."""


@dataclass(frozen=True, slots=True)
class ClearinghouseHost:
    """One address at which a clearinghouse publishes."""

    host: str
    """As in `Address.host`; hosts below it count too."""
    path: str
    """What its part of a shared host begins with; empty where the host is its own."""

    def holds(self, address: Address) -> bool:
        """Tell whether a page lies there."""
        return host_matches(address.host, self.host) and path_under(address.path, self.path)

    def is_front(self, address: Address) -> bool:
        """Tell whether a page that lies there is the front page."""
        return not address.query and address.path.strip("/").lower() == self.path.strip("/").lower()


@dataclass(frozen=True, slots=True)
class Clearinghouse:
    """One body that reviews whether programs work: rows of `data/clearinghouses.csv`."""

    id: str
    """What a profile's `reviews.by` holds."""
    name: str
    hosts: tuple[ClearinghouseHost, ...]
    judges: str
    """What its ratings are about, in words."""
    source: str
    as_of: str

    def is_called(self, name: str) -> bool:
        """Tell whether `name` is its own, or that of who runs it, which stands in brackets behind it."""
        own, _, runs_it = self.name.casefold().removesuffix(")").partition(" (")
        return name.strip().casefold() in {own, runs_it or own}


class ClearinghouseTable:
    """The clearinghouses known to edscreen."""

    def __init__(self, clearinghouses: Iterable[Clearinghouse], ratings: Iterable[Rating]) -> None:
        """Build the table; ids are unique."""
        self._by_id = {row.id: row for row in clearinghouses}
        self._hosts = {own.host for body in self._by_id.values() for own in body.hosts}
        self._ratings = {
            (row.clearinghouse, _plain(words)): row
            for row in ratings
            for words in (row.rating, *row.also_written)
        }

    @staticmethod
    @lru_cache(maxsize=1)
    def load() -> ClearinghouseTable:
        """Return the shipped table, read once."""
        rows: dict[str, list[dict[str, str]]] = {}
        for row in read_table("clearinghouses"):
            rows.setdefault(row["id"], []).append(row)
        return ClearinghouseTable(
            (
                Clearinghouse(
                    id=key,
                    name=same[0]["name"],
                    hosts=tuple(ClearinghouseHost(row["host"], row["path"]) for row in same),
                    judges=same[0]["judges"],
                    source=same[0]["source"],
                    as_of=same[0]["as_of"],
                )
                for key, same in rows.items()
            ),
            (
                Rating(
                    clearinghouse=row["id"],
                    rating=row["rating"],
                    also_written=tuple(filter(None, row["also_written"].split(";"))),
                    says=Says(row["says"]),
                    note=row["note"],
                    source=row["source"],
                    as_of=row["as_of"],
                    sure=row["sure"],
                )
                for row in read_table("clearinghouse_ratings")
            ),
        )

    def ids(self) -> tuple[str, ...]:
        """Return the closed list of values of `reviews.by`, in the file's order."""
        return tuple(self._by_id)

    def clearinghouse(self, key: str) -> Clearinghouse | None:
        """Return the clearinghouse with that id, None if there is none."""
        return self._by_id.get(key)

    def on_own_host(self, key: str, url: str) -> bool:
        """Tell whether `url` is a page of that clearinghouse; an unknown id has none."""
        address, body = parse_address(url), self._by_id.get(key)
        if address is None or body is None:
            return False
        return any(own.holds(address) for own in body.hosts)

    def at(self, url: str) -> Clearinghouse | None:
        """Return the clearinghouse whose page `url` is; None if it is that of none."""
        address = parse_address(url)
        if address is None or self._hosts.isdisjoint(host_and_parents(address.host)):
            return None
        bodies = self._by_id.values()
        return next((body for body in bodies if any(own.holds(address) for own in body.hosts)), None)

    def is_front_page(self, url: str) -> bool:
        """Tell whether `url` is the front page of a clearinghouse, behind which its reviews stand."""
        address, body = parse_address(url), self.at(url)
        if address is None or body is None:
            return False
        return any(own.holds(address) and own.is_front(address) for own in body.hosts)

    def rating(self, key: str, rating: str) -> Rating | None:
        """Return the rating so worded, whatever its case, spaces, hyphens, underscores and full stops."""
        return self._ratings.get((key, _plain(rating)))


def _plain(rating: str) -> str:
    """Fold what people write differently: case, spaces, hyphens, underscores, punctuation.

    A sign before a number stays (`-2 months`), and so does one behind a word (`model+`).
    """
    return " ".join(_WORD.findall(rating.casefold().replace("\u2212", "-")))
