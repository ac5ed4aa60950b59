"""What of a page is content, and what only surrounds it: cookie banners, requests for scripts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from edscreen.registries.addresses import parse_address
from edscreen.registries.domains import same_registrable_domain
from edscreen.site.obstacles.signs import vocabulary
from edscreen.site.obstacles.words import either, parts, plain

if TYPE_CHECKING:
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

    @cached_property
    def content(self) -> int:
        """Characters outside navigation and footer, without banners, requests and notices of loading."""
        return sum(map(len, self._content))

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
    def _content(self) -> list[str]:
        words = vocabulary()
        notices = (*words.asks_for_scripts, *words.loading)
        return [
            text
            for text in self._inner
            if not _says(text, notices, _LONGEST_NOTICE)
            and not _says(text, words.consent, _LONGEST_BANNER)
            and not _PLACEHOLDER.search(text)
        ]

    def _other_than(self, patterns: tuple[str, ...]) -> list[str]:
        return [text for text in self._content if not _says(text, patterns, _LONGEST_LABEL)]

    @cached_property
    def links_within(self) -> int:
        """Number of different places of the same site that it links to, itself and queries not counted."""
        own = parse_address(self.page.url)
        if own is None:
            return len({link.url for link in self.page.links})
        found = {
            (there.host, there.path)
            for link in self.page.links[:_MOST_LINKS]
            if (there := parse_address(link.url)) and same_registrable_domain(there.host, own.host)
        }
        return len(found - {(own.host, own.path)})


def _says(text: str, patterns: tuple[str, ...], longest: int) -> bool:
    return bool(patterns) and len(text) <= longest and either(patterns).search(text) is not None
