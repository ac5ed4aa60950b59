"""The web address in a cell: completed, without marks of tracking, one of several."""

from __future__ import annotations

import re
from typing import NamedTuple

from edscreen.batch.lists.not_products import page_elsewhere, what_else
from edscreen.batch.lists.texts import entries_in, remembered
from edscreen.profile.users import without_user
from edscreen.registries.addresses import parse_address
from edscreen.site.unwrapping import is_front_page, without_tracking

_BETWEEN = re.compile(r"\s+(?:(?:or|and)\s+)?|[;,|]+(?=\s|https?:|www\.|$)", re.IGNORECASE)
_SCHEME = re.compile(r"https?:", re.IGNORECASE)
_BEGUN = re.compile(r"https?:/*[^/]", re.IGNORECASE)
_BLANK_IN_SCHEME = re.compile(r"\b(https?:/{1,2})\s+", re.IGNORECASE)
_BEHIND = r"(?::[0-9]{1,5})?(?:[/?#].*)?"
_IPV4 = r"(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?=[:/?#])"  # without anything behind it may be a version
_IPV6 = r"\[[0-9a-f:.]{2,45}\]"
_HOST = re.compile(
    rf"(?:(?:[a-z0-9](?:[a-z0-9-]{{0,61}}[a-z0-9])?\.)+[a-z]{{2,24}}|{_IPV4}|{_IPV6}|localhost(?=:)){_BEHIND}",
    re.IGNORECASE,
)
_BRACKETED = re.compile(rf"(?:https?:/*)?{_IPV6}{_BEHIND}", re.IGNORECASE)
_AROUND = "<>\"'\u201c\u201d\u2018\u2019()[]"
_AT_THE_END = ".,;"
_LONGEST = 2_083  # characters, of an address that every browser takes
_TOO_LONG = (
    f"this cell holds more than the {_LONGEST:,} characters that an address can have: write nothing but the "
    "address of the product's own site there"
)


class Found(NamedTuple):
    """What a cell for an address holds.

    Attributes:
        address: the address, from http on; None where there is none.
        is_front: whether it is a site's front page.
        what_else: what it leads to that is no product; empty where it may be one.
        others: how many more addresses stand there.
        elsewhere: where it leads, as `a store for apps`, if that may be the product's page, but not on its
            vendor's site.
        problem: why it was not read; empty where it was.
    """

    address: str | None
    is_front: bool = False
    what_else: str = ""
    others: int = 0
    elsewhere: str = ""
    problem: str = ""


@remembered
def address_in(text: str) -> Found:
    """Return the address in a cell: of several the first that may be a product's own."""
    if len(text) > _LONGEST:
        return Found(None, problem=_TOO_LONG)
    read = [(part, _completed(part)) for part in _parts(_BLANK_IN_SCHEME.sub(r"\1", text))]
    found = [each for _, each in read if each]
    if not found or any(not each and _BEGUN.match(part) for part, each in read):
        return Found(None)  # of "https://lumen example.com" the second half may be another's
    elses = [what_else(each) for each in found]
    elsewhere = [page_elsewhere(each) for each in found]
    at = min(range(len(found)), key=lambda at: (bool(elses[at]), bool(elsewhere[at])))
    address = found[at]
    return Found(address, is_front_page(address), elses[at], len(set(found)) - 1, elsewhere[at])


def _parts(text: str) -> list[str]:
    listed = None if _BRACKETED.fullmatch(text) else entries_in(text)
    texts = [text] if listed is None else listed
    parts = [part for each in texts for part in _BETWEEN.split(each) if part]
    return [
        part if _BRACKETED.fullmatch(part) else part.lstrip(_AROUND).rstrip(_AROUND + _AT_THE_END)
        for part in parts
    ]


def _completed(part: str) -> str | None:
    """Return an address with its scheme, as a browser would open it; None where it is none."""
    if not _SCHEME.match(part):
        if not _HOST.fullmatch(part):
            return None
        part = f"https://{part}"
    address = parse_address(part)
    if without_user(part) != part:
        return None  # of "https://lumen.example;ann@mail.example" browsers open mail.example
    if address is None or not (address.host == "localhost" or re.search("[.:]", address.host)):
        return None
    stripped = without_tracking(part)
    return stripped if stripped != part.partition("#")[0] else part
