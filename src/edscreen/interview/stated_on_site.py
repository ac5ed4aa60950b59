"""What a vendor's site states for certain, as values for a person to confirm, each with its page and day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from edscreen.interview.site_pages import OnSite, SitePage, Stated
from edscreen.interview.stated_names import product_stated, vendor_stated
from edscreen.interview.weighing import stated_of
from edscreen.site.judging.text import key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from edscreen.site.seen import SiteReport

_MOST_LINKS = 8
"""So many links to research are taken over at most; the rest is for a person to read."""

_LONGEST_NAME = 100
_IN_GENERAL = re.compile(r"\b(?:general|literature|meta-analysis of|review of the field)\b", re.IGNORECASE)
_ON_A_NAME = re.compile(r"\b(?:of|on|about|for) [A-Z][a-z]+")  # a trial of Lettera


def stated_on_site(
    report: SiteReport, pages: Sequence[SitePage], vendor: str | None = None, product: str | None = None
) -> OnSite:
    """Return what the site states: what is certain, and of minutes and tiers what leaves a doubt.

    Minutes and an ESSA tier are certain where a paragraph is one plain sentence that says them of the product
    by its name, or stands right under a heading that is its name, and no other such sentence of the site says
    otherwise; names where two places of the home page agree.

    Args:
        report: what was seen on the site.
        pages: the pages of the vendor's that were read.
        vendor: the vendor's name, where it is known.
        product: the product's name, where it is known.
    """
    home = next((seen for seen in pages if seen.is_home), None)
    if home is None:
        return OnSite((), ())
    title = home.page.title if home.page else ""
    found = [Stated(("vendor", "website"), report.url, title, home.url, home.day)]
    named = None if vendor else vendor_stated(home)
    sold = None if product else product_stated(home, named.value if named else vendor)
    found += [each for each in (named, sold) if each]
    about = sold.value if sold else product
    certain, doubtful = stated_of(pages, about) if about else OnSite((), ())
    links = _links(report, pages, (about, named.value if named else vendor))
    return OnSite((*found, *certain, *links), doubtful)


def _is_on_another(words: str, own: Sequence[str | None]) -> bool:
    """Return whether a link's words say that what it leads to is on something else than the product."""
    if any(key(name) in key(words) for name in own if name):
        return False
    return bool(_IN_GENERAL.search(words) or (own[0] and _ON_A_NAME.search(words)))


def _links(report: SiteReport, pages: Sequence[SitePage], own: Sequence[str | None]) -> Iterator[Stated]:
    """Yield the links to research, by their words; whether one leads to a study is for a person to see.

    Left out is what by its words is on another product, or on a field in general.
    """
    read = {seen.url: seen for seen in pages}
    first = {each.link: each for each in reversed(report.evidence) if each.link and each.url in read}
    named = [(link, each, _words_of(read[each.url], link)) for link, each in reversed(first.items())]
    own_papers = [one for one in named if not _is_on_another(one[2], own)][:_MOST_LINKS]
    for entry, (link, each, words) in enumerate(own_papers):
        seen = read[each.url]
        quote = words or each.quote
        yield Stated(("records", entry, "url"), link, quote, seen.url, seen.day)
        if words:
            yield Stated(("records", entry, "name"), _cut(words), quote, seen.url, seen.day)


def _words_of(seen: SitePage, link: str) -> str:
    links = seen.page.links if seen.page else ()
    return next((here.text or here.label for here in links if here.url == link), "")


def _cut(words: str) -> str:
    """Return a link's words, at most so many of them as fit into a name."""
    words = " ".join(words.split())
    if len(words) <= _LONGEST_NAME:
        return words
    return words[:_LONGEST_NAME].rsplit(" ", 1)[0].rstrip(" ,;:") + " ..."
