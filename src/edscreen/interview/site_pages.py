"""What was read of a vendor's site, and what it states: the two ends of taking over its statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from edscreen.profile.yaml_tree import Path
    from edscreen.site.page import Page

Why: TypeAlias = Literal["nameless", "differs", "unclear", "several"]

WHY: dict[Why, str] = {
    "nameless": "it does not name the product",
    "differs": "the site says different things",
    "unclear": "what stands around it may limit it, or it is said in other words",
    "several": "several amounts or tiers stand in it",
}
"""Why a statement is left to a person, in words."""


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page of the site that was read.

    Attributes:
        url: its address.
        day: the day on which it was read, `2026-11-21`.
        text: its visible text, a line for each run of text that stands together.
        page: the page by its regions and links; None of what is no HTML page, such as a PDF file.
        is_home: whether it is the home page.
    """

    url: str
    day: str
    text: str
    page: Page | None = None
    is_home: bool = False


@dataclass(frozen=True, slots=True)
class Stated:
    """One value that a site states.

    Attributes:
        path: the profile's field.
        value: the value, as it is written in a profile; None of a doubtful statement that is not one value.
        quote: the words of the page that state it.
        url: the page.
        day: the day on which it was read, `2026-11-21`.
    """

    path: Path
    value: Any
    quote: str
    url: str
    day: str


class Doubtful(NamedTuple):
    """What a site states and leaves a doubt about, so that it is not taken over.

    Attributes:
        stated: the statement, field by field; the first is the tier or the minutes.
        why: what the doubt is.
    """

    stated: tuple[Stated, ...]
    why: Why


class OnSite(NamedTuple):
    """What a site states.

    Attributes:
        certain: what it leaves no doubt about.
        doubtful: minutes and tiers that a person has to decide on.
    """

    certain: tuple[Stated, ...]
    doubtful: tuple[Doubtful, ...]
