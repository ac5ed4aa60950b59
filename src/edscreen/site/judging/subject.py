"""Whose page it is and which product is asked about."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from edscreen.registries.addresses import parse_address
from edscreen.registries.domains import registrable_domain
from edscreen.site.judging.data import name_shapes, words_of
from edscreen.site.judging.text import composed, key
from edscreen.site.seen import Subject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from edscreen.site.page import Page

_PARTS = re.compile(r"\s+[-–—|:·•»]\s+|\s*[|·•]\s*|:\s+")
_SUFFIX = re.compile(
    r"[,.]?\s+(?:inc|llc|ltd|corp|corporation|co|gmbh|s\.?a\.?|all rights reserved)\b.*$", re.IGNORECASE
)


def subject_of(page: Page, vendor: str | None, product: str | None, domains: Sequence[str]) -> Subject:
    """Return what is asked about: what is given, else what title, heading, structured data and host agree on.

    Args:
        page: the vendor's home page, or any page of it.
        vendor: the vendor's name, where it is known.
        product: the product's name, where it is known.
        domains: registrable domains known to be the vendor's own.
    """
    address = parse_address(page.url)
    host = address.host if address else ""
    own = tuple(dict.fromkeys((*domains, *filter(None, [registrable_domain(host) or host]))))
    agreed = _agreed_names(page, host)
    vendors = [vendor] if vendor else []
    vendors += [name for name in (*_owners(page), *(() if vendor else agreed)) if key(name)]
    products = [product] if product else list(agreed)
    return Subject(
        vendor=tuple(dict.fromkeys(_SUFFIX.sub("", name) for name in vendors)),
        product=tuple(dict.fromkeys(products)),
        domains=own,
    )


def _agreed_names(page: Page, host: str) -> tuple[str, ...]:
    """Return names that at least two of title, first heading, structured data and host give."""
    heading = next((block.text for block in page.blocks if block.kind == "heading"), "")
    labels = "".join(key(label) for label in host.split(".")[:-1] if label not in words_of("host_labels"))
    titles = [part.strip() for part in _PARTS.split(composed(page.title)) if part.strip()]
    candidates = [*page.names, *titles]
    found = []
    for name in candidates:
        words = key(name)
        if not words or len(words) > 60 or len(words.split()) > 6 or words in words_of("no_names"):
            continue
        joined = words.replace(" ", "")
        backing = (
            (joined in labels.replace(" ", "") or (len(labels) > 3 and labels.replace(" ", "") in joined))
            + any(key(other) == words for other in page.names)
            + any(f" {words} " in f" {key(part)} " for part in titles)
            + (f" {words} " in f" {key(heading)} ")
        )
        if backing >= 2:
            found.append(name)
    return (
        tuple(dict.fromkeys(found)) or tuple(page.names[:1]) or tuple(titles[:1] if len(titles) == 1 else ())
    )


def _owners(page: Page) -> list[str]:
    """Return whom the page's foot names as owner, and of whom the vendor says it is part."""
    feet = [composed(block.text) for block in page.blocks[-40:] if block.region == "footer"]
    return [
        match[1].split(". ")[0].rstrip(".")
        for text in feet
        for shape in _owner_shapes()
        for match in shape.finditer(text[:600])
    ]


@lru_cache(maxsize=1)
def _owner_shapes() -> list[re.Pattern[str]]:
    return [re.compile(shape) for shape in name_shapes()["owner"]]


@lru_cache(maxsize=512)
def name_pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return what finds any of the names in text in lower case without accents; None where there is none.

    Words are whole; a trademark sign or a hyphen between them does not matter.
    """
    forms = []
    for name in names:
        words = key(name).split()
        if words and len("".join(words)) > 1:
            forms.append(r"[\s®_.-]*".join(map(re.escape, words)) if len(words) > 1 else re.escape(words[0]))
    if not forms:
        return None
    forms.sort(key=lambda form: (-len(form), form))
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(forms)})(?:'s)?(?![a-z0-9])")
