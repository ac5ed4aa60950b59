"""What a site's robots.txt asks of edscreen, by RFC 9309.

protego matches paths, with wildcards and without backtracking. It takes the first letters of a name for
the name (`User-agent: ed` would bind `edscreen`), so the groups are chosen here, by the whole name.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from edscreen.site.problems import Unreadable

if TYPE_CHECKING:
    from protego import Protego

    from edscreen.site.fetching.settings import Limits
    from edscreen.site.fetching.targets import Target

AGENT = "edscreen"

# The spellings that protego takes for a line that opens a group.
_AGENT_LINE = re.compile(r"\s*user[- ]?agents?\b\s*:?\s*(?P<name>[^#]*)", re.IGNORECASE)
# The spellings that it takes for a rule. Other lines end no group (RFC 9309, 2.2.4).
_RULE = re.compile(r"\s*(?:allow|d[isal]+l[lsa]*[oa]w|crawl[- ]delay)\b", re.IGNORECASE)
_PRODUCT = re.compile(r"[A-Za-z_-]+")

_KEPT_SECONDS = 24 * 3600
_MOST_KEPT = 8_192
_MOST_CHARACTERS = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Robots:
    """What one robots.txt asks.

    Attributes:
        rules: the rules that bind edscreen; None where there are none.
        crawl_delay: seconds between two requests that it asks for; 0 where it asks for none.
        size: characters of the rules.
        unavailable: why it could not be read, and nothing may be fetched; None where it could.
    """

    rules: Protego | None = None
    crawl_delay: float = 0.0
    size: int = 0
    unavailable: str | None = None

    def check(self, target: Target) -> None:
        """Refuse what it asks not to fetch.

        Raises:
            Unreadable: `robots` or `robots_unavailable`.
        """
        if self.unavailable is not None:
            raise Unreadable("robots_unavailable", self.unavailable)
        # The host is no matter of the rules; any will do.
        if self.rules is not None and not self.rules.can_fetch(f"http://host{target.resource}", AGENT):
            raise Unreadable("robots", f"{target.origin}/robots.txt disallows {target.resource[:200]}")


def parse_robots(body: bytes, limits: Limits) -> Robots:
    """Read a robots.txt, the first `limits.robots_bytes` of it."""
    text = _groups_for_us(body[: limits.robots_bytes].decode("utf-8-sig", errors="replace"))
    if not text:
        return Robots()
    from protego import Protego

    rules = Protego.parse(text)
    return Robots(rules, min(rules.crawl_delay(AGENT) or 0.0, limits.longest_crawl_delay), len(text))


def _groups_for_us(text: str) -> str:
    """Return the groups for `edscreen` and for everyone, under just these names."""
    kept: list[str] = []
    naming = ours = False
    for line in text.splitlines():
        agent = _AGENT_LINE.match(line)
        if agent:
            ours = ours and naming
            naming = True
            name = _ours(agent["name"].strip())
            if name:
                ours = True
                kept.append(f"User-agent: {name}")
        elif _RULE.match(line):
            naming = False
            if ours:
                kept.append(line)
    return "\n".join(kept)


def _ours(name: str) -> str | None:
    if name == "*":
        return name
    product = _PRODUCT.match(name)
    return AGENT if product and product[0].lower() == AGENT else None


class RobotsKept:
    """The robots.txt read in this run, by origin; each for a day at most (RFC 9309, 2.4)."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[float, Robots]] = OrderedDict()
        self._characters = 0

    def find(self, origin: str) -> Robots | None:
        """Return what is known of a site's robots.txt."""
        read_at, robots = self._kept.get(origin, (0.0, None))
        if robots is None:
            return None
        if monotonic() - read_at > _KEPT_SECONDS:
            self._forget(origin)
            return None
        self._kept.move_to_end(origin)
        return robots

    def keep(self, origin: str, robots: Robots) -> None:
        """Keep it, and forget those asked for longest ago where they become too many or too large."""
        if origin in self._kept:
            self._forget(origin)
        self._kept[origin] = (monotonic(), robots)
        self._characters += robots.size
        while len(self._kept) > _MOST_KEPT or (self._characters > _MOST_CHARACTERS and len(self._kept) > 1):
            self._forget(next(iter(self._kept)))

    def _forget(self, origin: str) -> None:
        self._characters -= self._kept.pop(origin)[1].size
