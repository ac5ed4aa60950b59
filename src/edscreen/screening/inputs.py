"""What rules may ask for besides the profile: gathered once, handed over as arguments."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from edscreen.profile.models.terms import SiteVerdict  # noqa: TC001 - read when a case's site is checked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from edscreen.profile.models.vendor import Role
    from edscreen.registries.bundle import Registries
    from edscreen.screening.rule import Options


@dataclass(frozen=True, slots=True)
class SiteReading:
    """What a vendor's home page showed when it was read in this run.

    Attributes:
        verdict: whether independent evidence stands there, is linked or absent, or the page was unreadable.
        clicks: the fewest clicks from the page to independent evidence; None where none was found.
        url: the page read.
        fetched_at: when.
        sha256: digest of what was read.
        quote: the words that decide.
        problem: why it could not be read, from the closed list of reasons.
    """

    verdict: SiteVerdict
    clicks: int | None
    url: str
    fetched_at: str | None = None
    sha256: str | None = None
    quote: str | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class District:
    """The district that screens, as its policy describes it.

    Attributes:
        state: postal code of its state.
    """

    state: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What one run lays down for every profile.

    Attributes:
        as_of: the day as of which dates are judged.
        prepared_by: overrules what a profile says of who prepared it; None leaves it its word.
        options: options in force by rule; a rule without an entry keeps its defaults.
        registries: the registries; None where no selected rule asks for them.
        district: the district, where it is known.
    """

    as_of: date
    prepared_by: Role | None = None
    options: Mapping[str, Options] = field(default_factory=dict)
    registries: Registries | None = None
    district: District | None = None
