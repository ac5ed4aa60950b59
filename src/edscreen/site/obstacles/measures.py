"""What of a page is content, and what only surrounds it: cookie banners, requests for scripts."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from edscreen.registries.addresses import parse_address
from edscreen.registries.domains import same_registrable_domain
from edscreen.site.obstacles.signs import vocabulary
from edscreen.site.obstacles.words import either, parts, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.registries.addresses import Address
    from edscreen.site.fetched import Fetched
    from edscreen.site.page import Page

SENTENCE = 40
"""Characters of text from which a block counts as a sentence and not as a label."""

_LONGEST_LABEL = 100
_LONGEST_NOTICE = 480
_LONGEST_BANNER = 1_500
_MOST_TEXT = 8_000
_MOST_BLOCKS = 60
_MOST_LINKS = 2_000
_MOST_FRAMES = 100
_MOST_SOURCE = 300_000

_PLACEHOLDER = re.compile(
    r"\{\{[^{}]{0,200}\}\}|<%[^<%]{0,200}%>|\$\{[^{}$]{0,200}\}|\[\[[^\[\]]{1,100}\]\]|%[a-z_]{3,40}%"
)


@dataclass
class Measures:
    """A page's content, measured as far as it is asked for."""

    fetched: Fetched
    page: Page
    _measured: list[str] = field(default_factory=list, init=False)
    _length: int = field(default=0, init=False)
    _places: set[tuple[str, str]] = field(default_factory=set, init=False)

    @cached_property
    def title(self) -> list[str]:
        """The parts of its title, in plain words."""
        return parts(self.page.title[:300])

    @cached_property
    def heading(self) -> list[str]:
        """The parts of its first heading; where it has none, its first text."""
        blocks = [block for block in self.page.blocks if block.region in {"hero", "main"}] or self.page.blocks
        first = next((block for block in blocks if block.kind == "heading"), blocks[0] if blocks else None)
        return parts(first.text[:300]) if first else []

    @cached_property
    def text(self) -> str:
        """The beginning of its visible text, in plain words."""
        return plain("\n".join(block.text for block in self.page.blocks)[:_MOST_TEXT])

    @cached_property
    def source(self) -> str:
        """The beginning of its source, in lower case."""
        return self.fetched.body[:_MOST_SOURCE].decode("latin-1").lower()

    @property
    def frames(self) -> tuple[str, ...]:
        """Addresses of its first frames."""
        return self.page.shape.frames[:_MOST_FRAMES]

    def holds_more_than(self, characters: int) -> bool:
        """Tell whether its content is longer; no more of the page is looked at than that takes.

        Content is what stands outside navigation and footer, without banners, requests and notices of
        loading.
        """
        while self._length <= characters and (text := next(self._unmeasured, None)) is not None:
            if not self._is_notice(text):
                self._measured.append(text)
                self._length += len(text)
        return self._length > characters

    def sentences(self, *, but: tuple[str, ...] = ()) -> int:
        """Return the characters of content that stand in sentences, without labels that `but` names."""
        return sum(len(text) for text in self._other_than(but) if len(text) >= SENTENCE)

    def labels(self, *, but: tuple[str, ...] = ()) -> int:
        """Return the characters of all content, without labels that `but` names."""
        return sum(map(len, self._other_than(but)))

    @cached_property
    def has_banner(self) -> bool:
        """Whether the beginning of the page speaks of consent."""
        patterns = vocabulary().consent
        return any(
            _says(plain(block.text), patterns, _LONGEST_BANNER) for block in self.page.blocks[:_MOST_BLOCKS]
        )

    @cached_property
    def unfilled(self) -> float:
        """The share of blocks outside navigation and footer that hold a placeholder."""
        if not self._inner:
            return 0.0
        return sum(_PLACEHOLDER.search(text) is not None for text in self._inner) / len(self._inner)

    @cached_property
    def asks_for_scripts(self) -> bool:
        """Whether it asks its reader to switch scripts on."""
        patterns = vocabulary().asks_for_scripts
        noscript = plain(self.page.shape.noscript)
        return any(_says(text, patterns, _LONGEST_NOTICE) for text in (noscript, *self._inner))

    @cached_property
    def _inner(self) -> list[str]:
        return [plain(block.text) for block in self.page.blocks if block.region in {"hero", "main"}]

    @cached_property
    def _unmeasured(self) -> Iterator[str]:
        return iter(self._inner)

    @staticmethod
    def _is_notice(text: str) -> bool:
        words = vocabulary()
        notices = (*words.asks_for_scripts, *words.loading)
        return (
            _says(text, notices, _LONGEST_NOTICE)
            or _says(text, words.consent, _LONGEST_BANNER)
            or _PLACEHOLDER.search(text) is not None
        )

    def _other_than(self, patterns: tuple[str, ...]) -> list[str]:
        self.holds_more_than(sys.maxsize)
        return [text for text in self._measured if not _says(text, patterns, _LONGEST_LABEL)]

    def leads_to_more_than(self, places: int) -> bool:
        """Tell whether it links to more different places of its site, itself and queries not counted.

        No more links are looked at than that takes.
        """
        while len(self._places) <= places and (url := next(self._unseen_links, None)) is not None:
            if place := self._place(url):
                self._places.add(place)
        return len(self._places) > places

    @cached_property
    def _unseen_links(self) -> Iterator[str]:
        return iter([link.url for link in self.page.links[:_MOST_LINKS]])

    def _place(self, url: str) -> tuple[str, str] | None:
        own, there = self._own, parse_address(url)
        if own is None:
            return url, ""
        if there is None or not same_registrable_domain(there.host, own.host):
            return None
        return (there.host, there.path) if (there.host, there.path) != (own.host, own.path) else None

    @cached_property
    def _own(self) -> Address | None:
        return parse_address(self.page.url)


def _says(text: str, patterns: tuple[str, ...], longest: int) -> bool:
    return bool(patterns) and len(text) <= longest and either(patterns).search(text) is not None
