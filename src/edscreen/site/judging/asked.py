"""Whether a page is about the product and vendor that were asked about at all: an address may be wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from edscreen.registries.addresses import parse_address
from edscreen.site.judging.data import words_of
from edscreen.site.judging.judge import judge_page
from edscreen.site.judging.text import key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from edscreen.site.page import Page
    from edscreen.site.seen import PageJudgement, Subject

_SHORTEST = 3


def judge_for(
    page: Page, subject: Subject, asked: Iterable[str | None], *, address_is_its_own: bool = True
) -> PageJudgement:
    """Judge a page for the names asked about; where it bears none, nothing on it is evidence for them.

    Args:
        page: the page.
        subject: whose page it is and which product is meant.
        asked: the names that a person or a profile gave; None where nobody gave any.
        address_is_its_own: whether the page's address is known from the page itself, or from who opened it;
            one that only a profile gives bears the profile's names, whatever page it is.
    """
    judgement = judge_page(page, subject)
    address = parse_address(page.url) if address_is_its_own else None
    if bears_any(page, [name for name in asked if name], address.host if address else ""):
        return judgement
    kept = tuple(seen for seen in judgement.evidence if seen.strength != "independent")
    return replace(judgement, evidence=kept, names_asked=False)


def bears_any(page: Page, names: list[str], host: str) -> bool:
    """Tell whether a page or its host bears a name, or a telling word of one; True where none is asked about.

    A vendor called Lumen Learning Systems is Lumen to its readers: a word that is too common to stand for a
    name by itself does not suffice.
    """
    wanted = [words for words in ([*_telling(name), key(name)] for name in names) if any(words)]
    if not wanted:
        return True
    host = host.replace("-", "")
    texts = (page.title, *page.names, *(block.text for block in page.blocks))
    text = f" {' '.join(map(key, texts))} "
    return any(
        f" {word} " in text or word.replace(" ", "") in host for words in wanted for word in words if word
    )


def _telling(name: str) -> list[str]:
    """The words of a name that stand for it by themselves."""
    common = words_of("ordinary") | words_of("generic") | words_of("after_names") | words_of("not_products")
    return [word for word in key(name).split() if len(word) >= _SHORTEST and word not in common]
