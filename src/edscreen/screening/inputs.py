"""What rules may ask for besides the profile: gathered once, handed over as arguments."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from edscreen.profile.models.terms import SiteVerdict  # noqa: TC001 - read when a case's site is checked
from edscreen.profile.quoting import shown
from edscreen.profile.words import in_words
from edscreen.screening.answers import FromSite

if TYPE_CHECKING:
    from collections.abc import Mapping

    from edscreen.profile.models.vendor import Role
    from edscreen.registries.bundle import Registries
    from edscreen.screening.answers import Path
    from edscreen.screening.rule import Options

_LONGEST_QUOTE = 160


@dataclass(frozen=True, slots=True)
class SeenPage:
    """A page of the vendor's site that was asked for in this run.

    Attributes:
        url: its address.
        fetched_at: when it was asked for, in UTC.
        sha256: digest of what was read; None where nothing was.
        clicks: how many clicks it lies from the home page; None where no link to it was found.
        problem: why it could not be read, in plain words; None where it was.
    """

    url: str
    fetched_at: str | None = None
    sha256: str | None = None
    clicks: int | None = 0
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class SeenWords:
    """Words of the vendor's site that the verdict rests on.

    Attributes:
        quote: the words, 300 characters at most.
        url: the page they stand on.
        why: one sentence that says what they are worth; empty where nothing is to be said.
    """

    quote: str
    url: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class SiteReading:
    """What a vendor's home page showed when it was read in this run.

    Attributes:
        verdict: whether independent evidence stands there, is linked or absent, or the page was unreadable.
        clicks: the fewest clicks from the page to independent evidence; None where none was found.
        url: the page read; empty where no page could be visited, as none is stated.
        quote: the words on it that decide.
        words: other words that the verdict rests on, those behind the links included.
        pages: every page asked for, the home page first.
        unread: how many pages that promise evidence were found and not read: they could not be, are somebody
            else's, or the run's limits were reached.
        given_unread: the other page that the profile names as a home page, where nobody knows what it shows;
            its problem says why it was not read.
        out_of_time: whether the time for one site ended the reading.
        confirmed: whether a second reading at the end of the run showed the same.
        problem: why it could not be read, in plain words.
        advice: what the user can do about that, in plain words.
        saved: whether it was read from a saved file, so that nobody visited the site in this run.
        file_changed: when that file was last changed, in UTC, where it does not say when its pages were read;
            they have no times then.
        file_cut: why a part of that file was not read, as a clause; None where all of it was.
        in_place_of: the address that the profile names, which is not there any more, so that the site's front
            page was read; None where `url` is no such page.
    """

    verdict: SiteVerdict
    clicks: int | None
    url: str
    quote: str | None = None
    words: tuple[SeenWords, ...] = ()
    pages: tuple[SeenPage, ...] = ()
    unread: int = 0
    given_unread: tuple[SeenPage, ...] = ()
    out_of_time: bool = False
    confirmed: bool = False
    problem: str | None = None
    advice: str | None = None
    saved: bool = False
    file_changed: str | None = None
    file_cut: str | None = None
    in_place_of: str | None = None


@dataclass(frozen=True, slots=True)
class OpenedSource:
    """A source that the profile names and this run opened, or tried to.

    Attributes:
        url: its address.
        fetched_at: when, in UTC.
        sha256: digest of what was read; None where nothing was.
        names_product: whether the product's name was found there; None where the source could not be read, or
            was read in part and the name does not stand in that.
        quote: the words around the name.
        problem: why it could not be read, or why the name on it does not count, in plain words.
        part: what of it was read, as a clause, where that was not all and the name does not stand in it.
    """

    url: str
    fetched_at: str | None = None
    sha256: str | None = None
    names_product: bool | None = None
    quote: str | None = None
    problem: str | None = None
    part: str | None = None

    @property
    def says(self) -> str:
        """What came of opening it, to follow the source's name: "was opened and names the product"."""
        day = f" on {in_words(date.fromisoformat(self.fetched_at[:10]))}" if self.fetched_at else ""
        if self.part:
            return f"was opened{day}, but {self.part}, and the product's name was not found there"
        if self.names_product is None:
            return f"could not be opened in this run ({self.problem})" if self.problem else "was not opened"
        if self.names_product:
            quote = f" ({shown(self.quote, _LONGEST_QUOTE)})" if self.quote else ""
            return f"was opened{day} and names the product{quote}"
        why_not = self.problem or "the product's name was not found on that page"
        return f"was opened{day}, and {why_not}"

    @property
    def cited(self) -> FromSite:
        """It, as a piece of evidence."""
        return FromSite(self.url, self.fetched_at, self.sha256, self.quote)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was gathered for one profile before it is judged.

    Attributes:
        site: what the vendor's home page showed; None where it was not visited.
        opened: the sources opened, by the entry that names them (`approvals[0]`); None where none was tried.
        stated: where fields of the profile stand that were filled in from a site.
    """

    site: SiteReading | None = None
    opened: Mapping[str, OpenedSource] | None = None
    stated: Mapping[Path, FromSite] = field(default_factory=dict)


NOTHING_GATHERED = Gathered()
"""Where no site was read and no source opened."""


@dataclass(frozen=True, slots=True)
class District:
    """The district that screens, as its policy describes it.

    Attributes:
        state: postal code of its state.
        name: its name.
        leaid: its number at the National Center for Education Statistics, seven digits.
        grades: the grades it teaches; empty where it does not say.
        locale: `city`, `suburb`, `town` or `rural`.
        subjects: the subjects it buys products for.
        subgroups: the groups of students it looks out for.
        core_curricula: what it teaches with.
        priorities: what it has set out to improve.
    """

    state: str | None = None
    name: str | None = None
    leaid: str | None = None
    grades: tuple[str, ...] = ()
    locale: str | None = None
    subjects: tuple[str, ...] = ()
    subgroups: tuple[str, ...] = ()
    core_curricula: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """What one run lays down for every profile.

    Attributes:
        as_of: the day as of which dates are judged.
        prepared_by: overrules what a profile says of who prepared it; None leaves it its word.
        options: options in force by rule; a rule without an entry keeps its defaults.
        require_verified: ids of the rules whose pass counts only where its source was read in this run.
        registries: the registries; None where no selected rule asks for them.
        district: the district, where it is known.
    """

    as_of: date
    prepared_by: Role | None = None
    options: Mapping[str, Options] = field(default_factory=dict)
    require_verified: frozenset[str] = frozenset()
    registries: Registries | None = None
    district: District | None = None
