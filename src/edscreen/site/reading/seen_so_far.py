"""What is gathered of a page beside its text: names, scripts, frames, and where its opening banner stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING

from edscreen.site.reading.flow import tidy
from edscreen.site.reading.structured_names import names_in, tidy_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from edscreen.site.reading.web_links import Resolver

_MOST_NAMES = 20
_MOST_FRAMES = 200
_LONGEST_NOSCRIPT = 500
_MOST_ISLANDS = 20
_TAG = re.compile(r"<[^<>]*>|<!--(?s:.*?)-->")
_REFRESH = re.compile(
    r"\s*(\d{0,9}(?:\.\d{0,9})?)\s*(?:[;,\s]\s*)?(?:url\s*=\s*)?(.*)", re.IGNORECASE | re.DOTALL
)


@dataclass(slots=True)
class Gathered:
    """What a page holds beside text and links; see `Page` and `Shape`."""

    title: str | None = None
    language: str = ""
    names: list[str] = field(default_factory=list)
    scripts: int = 0
    script_characters: int = 0
    islands: int = 0
    noscript: str = ""
    frames: list[str] = field(default_factory=list)
    password_gates: list[int] = field(default_factory=list)
    mounts: list[int] = field(default_factory=list)
    body: int | None = None
    is_rebased: bool = False
    refresh: str | None = None
    refresh_seconds: float | None = None

    def add_names(self, names: Iterable[str]) -> None:
        """Add what the page calls itself, once each."""
        for name in map(tidy_name, names):
            if name and name not in self.names and len(self.names) < _MOST_NAMES:
                self.names.append(name)

    def add_island(self, text: str) -> None:
        """Add the names in a JSON-LD island."""
        self.islands += 1
        if self.islands <= _MOST_ISLANDS:
            self.add_names(names_in(text))

    def add_noscript(self, text: str) -> None:
        """Add what is shown where scripts are off."""
        if len(self.noscript) < _LONGEST_NOSCRIPT:
            words = unescape(_TAG.sub(" ", text[: 8 * _LONGEST_NOSCRIPT]))
            self.noscript = tidy(f"{self.noscript} {words}")[:_LONGEST_NOSCRIPT]

    def add_refresh(self, content: str, resolver: Resolver) -> None:
        """Add where a `<meta http-equiv=refresh>` leads; the first counts."""
        found = _REFRESH.fullmatch(content[:4_096])
        if found is None or not found[1] or self.refresh_seconds is not None:
            return
        reference = found[2].strip()
        if reference[:1] in {"'", '"'}:
            reference = reference[1:].partition(reference[0])[0]
        target = resolver.resolve(reference) if reference else None
        if target is not None:
            self.refresh = target[0]
            self.refresh_seconds = float(found[1]) if found[1] != "." else 0.0


@dataclass(slots=True)
class Hero:
    """Where the opening banner stands: the first one that is named so, else what is around the first `h1`."""

    start: tuple[int, int] | None = None
    end: tuple[int, int] | None = None
    _depth: int = -1
    _has_headline: bool = False
    _around: list[tuple[int, int, int]] = field(default_factory=list)

    def enter(self, depth: int, blocks: int, links: int, *, is_named: bool) -> None:
        """A banner, section or head begins."""
        self._around.append((depth, blocks, links))
        if is_named and self.start is None:
            self.start, self._depth = (blocks, links), depth
        elif self.start is not None and self.end is None and self._depth < 0:
            self.end = (blocks, links)

    def leave(self, depth: int, blocks: int, links: int) -> None:
        """It ends."""
        while self._around and self._around[-1][0] >= depth:
            self._around.pop()
        if self.start is not None and self.end is None and self._depth == depth:
            self.end = (blocks, links)

    def headline(self, blocks: int, links: int) -> None:
        """An `h1` begins."""
        if self.start is not None:
            return
        if self._around:
            depth, first, first_link = self._around[-1]
            self.start, self._depth = (first, first_link), depth
        else:
            self.start = (blocks, links)

    def lesser_heading(self, blocks: int, links: int) -> None:
        """An `h2` or `h3` begins; it ends a banner around which there is no section."""
        if self.start is not None and self.end is None and self._depth < 0 and blocks > self.start[0] + 1:
            self.end = (blocks, links)
