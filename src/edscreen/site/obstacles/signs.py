"""The signs of what may stand between a reader and a page: data, checked when they are loaded."""

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from edscreen.profile.yaml_builder import trees
from edscreen.registries.addresses import Address, host_matches, parse_address, path_under
from edscreen.site.obstacles.words import plain
from edscreen.site.problems import Problem

_DATA = Path(__file__).parents[1] / "data"
_SIGNS = ("walls_checks.yaml", "walls.yaml", "walls_errors.yaml", "parking.yaml")

Sure: TypeAlias = Literal["documented", "read", "common"]
"""The owner's documentation says so; read in public code or data; common knowledge, to be confirmed."""


def _folded(pattern: str) -> str:
    if pattern != plain(pattern):
        raise ValueError("it is matched against lower-case text without accents: write it so")
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"it is no regular expression: {error}") from error
    return pattern


Pattern: TypeAlias = Annotated[str, AfterValidator(_folded)]
"""A regular expression for text as `plain` gives it."""


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Place(_Data):
    """Addresses that are no vendor's home page: all conditions given must hold, at least one is."""

    host: str = Field("", description="This host and all below it.")
    label: Pattern = Field("", description="What the host's first label is.")
    path: str = Field("", description="This path and all below it, by whole segments.")

    @model_validator(mode="after")
    def _is_a_place(self) -> Self:
        if not (self.host or self.label or self.path):
            raise ValueError("a place needs a host, a label or a path")
        return self

    def holds(self, address: Address) -> bool:
        """Tell whether the address is one of these."""
        return (
            (not self.host or host_matches(address.host, self.host))
            and (not self.label or re.fullmatch(self.label, address.host.partition(".")[0]) is not None)
            and path_under(address.path, self.path)
        )


class Sign(_Data):
    """One sign. `status` narrows; of what else is given, one thing suffices."""

    name: str
    problem: Problem
    says: str = Field(description="What it shows: a clause without a full stop.")
    source: str
    sure: Sure
    status: tuple[int, ...] = Field((), description="It counts with these statuses only.")
    header: dict[str, Pattern] = Field({}, description="Header, lower case, to what its value begins with.")
    cookie: tuple[str, ...] = Field((), description="How the name of a cookie begins that the answer sets.")
    address: tuple[Place, ...] = Field((), description="Where the answer came from in the end.")
    markup: tuple[str, ...] = Field((), description="Lower-case words of a page's source, on thin pages.")
    frame: tuple[Place, ...] = Field((), description="What a thin page shows in a frame.")
    thin_address: tuple[Place, ...] = Field((), description="As `address`, but only where the page is thin.")
    title: tuple[Pattern, ...] = Field((), description="What a part of the title is, on thin pages.")
    heading: tuple[Pattern, ...] = Field((), description="What the first heading is, on thin pages.")
    text: tuple[Pattern, ...] = Field((), description="What stands in the text of a thin page.")
    thin: int = Field(800, description="Most characters of content that a thin page has.")
    decides: bool = Field(True, description="As in `Obstacle.decides`.")
    links: int | None = Field(None, description="Most links to the same site that it has; None for any.")


class Vocabulary(_Data):
    """Words that are no content of a page, by what they are about."""

    source: str
    sure: Sure
    consent: tuple[Pattern, ...] = Field(description="What only cookie banners and consent pages say.")
    consent_wall: tuple[Pattern, ...] = Field(description="Titles and headings of consent pages.")
    login: tuple[Pattern, ...] = Field(description="Labels around a log-in form.")
    login_title: tuple[Pattern, ...] = Field(description="Titles and headings of log-in pages.")
    asks_for_scripts: tuple[Pattern, ...] = Field(description="Asks for JavaScript or another browser.")
    loading: tuple[Pattern, ...] = Field(description="What stands there until scripts have run.")
    moved: tuple[Pattern, ...] = Field(description="Says that the page is elsewhere.")
    widgets: tuple[Place, ...] = Field(description="Frames that hold a measurement, a video or a form.")


def place_holds(places: Iterable[Place], url: str) -> bool:
    """Tell whether `url` is an address of one of `places`."""
    address = parse_address(url)
    return address is not None and any(place.holds(address) for place in places)


@lru_cache(maxsize=1)
def signs() -> tuple[Sign, ...]:
    """Return every sign, in the order in which they are asked.

    Raises:
        pydantic.ValidationError: where a shipped file is broken.
    """
    return tuple(Sign.model_validate(row) for name in _SIGNS for row in _read(name)["signs"])


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Return the words that are no content.

    Raises:
        pydantic.ValidationError: where the shipped file is broken.
    """
    return Vocabulary.model_validate(_read("walls_words.yaml"))


def _read(name: str) -> dict[str, Any]:
    [tree] = trees((_DATA / name).read_text(encoding="utf-8"))
    data: dict[str, Any] = tree.data
    return data
