"""What stands between the reader and a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from edscreen.site.problems import Problem


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stands between the reader and a page.

    Attributes:
        problem: what it is, from the closed list.
        detail: the plain fact behind it, a clause without a full stop; never the page's own words.
        decides: whether nothing on the page may be judged. False where a part of it is there, as in a page
            whose middle a script would fill: it is unreadable unless what is there shows evidence.
        leads_to: an address of the same site where the page's content is, where the page holds nothing but
            the way there; None otherwise.
    """

    problem: Problem
    detail: str
    decides: bool = True
    leads_to: str | None = None
