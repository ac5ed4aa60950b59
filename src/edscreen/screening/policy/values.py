"""The kinds of values that only a policy holds: how they are read, and what the JSON Schema says of them."""

import re
from typing import Annotated, Any, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator

from edscreen.profile import patterns
from edscreen.profile.fields import Says, Text, number, spelled
from edscreen.profile.placeholders import is_stated
from edscreen.profile.quoting import shown
from edscreen.profile.spellings import bare, is_number, read_whole, refusal
from edscreen.registries.addresses import parse_address
from edscreen.registries.domains import registrable_domain

_LEAID = re.compile(r"[0-9]{7}")
_WITH_PATH = re.compile(r"(?i)(?:https?:)?(?://)?([^/\\?#@:\s]+\.[^/\\?#@:\s]+)(/[^?#\s]*)?.*")
_NAME = r"[^/\\?#@: \t\n\r\u00a0\u2009\u202f]"
_HOST = patterns.one_of(rf"{_NAME}+\.{_NAME}+")
_PATH = patterns.one_of(r"/[^?# \t\n\r\u00a0\u2009\u202f]*")
_FIRST_LEAID, _LAST_LEAID = 100_000, 9_999_999
_TO_FILL_IN = "FILL IN"  # as in what `rules explain --waiver` prints
_LONGEST = 2_083
"""No browser reads a longer address."""


def read_leaid(value: object) -> str:
    """Read the number of a district: seven digits, the zero that begins some of them often lost."""
    value = read_whole(value)
    if is_number(value) and isinstance(value, int) and _FIRST_LEAID <= value <= _LAST_LEAID:
        return f"{value:07}"
    if isinstance(value, str) and _LEAID.fullmatch(bare(value)):
        return bare(value)
    raise refusal(
        "leaid", 'a district\'s NCES number (LEAID) has seven digits: write it in quotes, like "4900030"'
    )


def read_host(value: object) -> str:
    """Read the name of a web site, without https:// and without a path, that one owner answers for."""
    text = bare(value) if isinstance(value, str) and len(value) <= _LONGEST else ""
    if not (found := _WITH_PATH.fullmatch(text)):
        raise refusal("host", "write the name of the web site, like carei.umn.edu")
    name, path = found[1], (found[2] or "").rstrip("/")
    address = parse_address(f"https://{name}/")
    if address is None:
        raise refusal("host", "no web site can have this name: write one like carei.umn.edu")
    if text != name:
        apart = f"host: {shown(name)[1:-1]}" + (f" and path: {shown(path)[1:-1]}" if path else "")
        raise refusal("host", f"write the name of the web site alone: {apart}")
    if registrable_domain(address.host) is None:
        raise refusal(
            "host_of_many",
            "this is the name of no single owner's web site, and all sites below it would count: write the "
            "whole name, like carei.umn.edu",
        )
    return address.host


def read_path(value: object) -> str:
    """Read the beginning of an address's path, from its slash on."""
    if isinstance(value, str):
        if re.fullmatch(_PATH, bare(value)):
            return bare(value)
        if re.fullmatch(_PATH, f"/{bare(value)}"):
            raise refusal("path", f"write the path from its slash on: path: {shown('/' + bare(value))[1:-1]}")
    raise refusal("path", "write what stands behind the web site's name, like /Minnesota-READ-Act")


def given_reason(text: str) -> str:
    """Refuse a word that stands for nothing where a person has to answer for something."""
    if not is_stated(text) or text.strip().upper().startswith(_TO_FILL_IN):
        raise refusal("not_stated", "this says nothing: somebody has to answer for it, so write it out")
    return text


def one_value(value: object) -> Any:
    """Read one number, text or truth value, as it would stand in a profile."""
    if isinstance(value, dict | list):
        raise refusal(
            "one_value", "write the one value that is covered, as the profile has it, like 50 or 30-40"
        )
    return value


Leaid = Annotated[
    str,
    PlainValidator(read_leaid),
    Says(
        "leaid",
        "A district's number at the National Center for Education Statistics: seven digits.",
        spelled(patterns.one_of("[0-9]{7}")),
        number(_FIRST_LEAID, _LAST_LEAID, "integer"),
    ),
]
"""A district's number at the National Center for Education Statistics (LEAID), seven digits."""
Host = Annotated[
    str,
    PlainValidator(read_host),
    Says("host", "The name of a web site, without https://: carei.umn.edu.", spelled(_HOST)),
]
"""A host that one owner answers for, as `Address.host` has it."""
UrlPath = Annotated[
    str,
    PlainValidator(read_path),
    Says("path", "What an address begins with behind the site's name: /Minnesota-READ-Act.", spelled(_PATH)),
]
"""What the path of an address begins with."""
Reason = Annotated[Text, AfterValidator(given_reason)]
"""Text that somebody answers for; `TBD` and the like are refused."""
OneValue: TypeAlias = Annotated[
    Any,
    BeforeValidator(one_value),
    Says("value", "One number, text or truth value.", {"type": ["number", "string", "boolean"]}),
]
"""One value as a profile has it."""
WeeklyMinutes = Annotated[float, Field(gt=0, le=10_080)]
"""Minutes a week, more than none and no more than a week has."""
