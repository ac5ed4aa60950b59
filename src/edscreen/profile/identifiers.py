"""What names one thing among others (a study, a page, a state, a subject): how it is read and held."""

import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, TypeAlias

from pydantic import AfterValidator, BeforeValidator, PlainValidator
from pydantic_core import CoreSchema, Url, core_schema

from edscreen.profile import patterns
from edscreen.profile.fields import JsonSchema, Says, number, spelled
from edscreen.profile.quoting import shown
from edscreen.profile.spellings import bare, is_number, read_whole, refusal
from edscreen.profile.users import without_sure_user
from edscreen.profile.vocabularies import CLEARINGHOUSES, STATES, SUBJECTS

_ADDRESS = re.compile(patterns.ADDRESS)
_DOI = re.compile(patterns.DOI)
_ERIC = re.compile(patterns.ERIC)
_WWC = re.compile(patterns.WWC)


def read_subject(value: object) -> object:
    """Read a subject by its name or a usual other name (`ELA`, `mathematics`)."""
    names = SUBJECTS
    if isinstance(value, str):
        written = bare(value).lower()
        if written in names:
            return names[written]
        close = get_close_matches(written, names, n=1)
        if close:
            raise refusal(
                "subject", f"{shown(value)} is not on the list of subjects: did you mean {names[close[0]]}?"
            )
    raise refusal("subject", "write one of these subjects: " + ", ".join(dict.fromkeys(names.values())))


def read_state(value: object) -> str:
    """Read the two-letter postal code of a state or territory."""
    if isinstance(value, str):
        if value in STATES:
            return value
        named = {name.lower(): code for code, name in STATES.items()}
        close = get_close_matches(value.lower(), named, n=1)
        code = value.upper() if value.upper() in STATES else named[close[0]] if close else None
        if code:
            raise refusal("state", f"write the state's two-letter postal code: {code} for {STATES[code]}")
    raise refusal("state", "write the state's two-letter postal code, like UT for Utah")


def read_address(value: object, read: Callable[[object], Url]) -> Url:
    """Read a web address by `read`, without user name and password, where it begins as people write one."""
    address = read(without_sure_user(value) if isinstance(value, str) else value)
    if address.username or address.password:
        raise refusal(
            "address",
            "what stands before @ may be a user's name or a site: write nothing but one web address",
        )
    if not _ADDRESS.match(str(value)):
        raise refusal(
            "address", "write the web address from its first letter on, like https://www.lumen.example/"
        )
    return address


def read_doi(value: object) -> str:
    """Read a DOI, bare or as an address of doi.org, and give it bare."""
    if isinstance(value, str) and _DOI.fullmatch(value):
        return bare(value[value.index("10.") :])
    raise refusal("doi", "this is no DOI: write what stands after doi.org/, like 10.3102/0013189X20912345")


def read_eric(value: object) -> str:
    """Read a number of the ERIC library."""
    if isinstance(value, str) and _ERIC.fullmatch(value):
        return bare(value)
    raise refusal(
        "eric", "this is no ERIC number: write ED or EJ and six or seven digits, like ED629011 or EJ1106562"
    )


def read_wwc(value: object) -> str:
    """Read a study's number in the What Works Clearinghouse, bare or as the address of its page."""
    text = str(read_whole(value)) if is_number(value) else value
    if isinstance(text, str) and _WWC.fullmatch(text):
        return bare(text).rstrip("/").rpartition("/")[2]
    raise refusal(
        "wwc", "this is no study number of the What Works Clearinghouse: write its digits, like 84555"
    )


def read_clearinghouse(value: object) -> str:
    """Read the id of a clearinghouse of the shipped table."""
    if isinstance(value, str):
        if value in CLEARINGHOUSES:
            return value
        close = get_close_matches(value.lower().replace(" ", "_"), CLEARINGHOUSES, n=1)
        if close:
            raise refusal("clearinghouse", f"this clearinghouse is not on the list: did you mean {close[0]}?")
    raise refusal("clearinghouse", "write one of these clearinghouses: " + ", ".join(CLEARINGHOUSES))


State = Annotated[
    str,
    BeforeValidator(read_state),
    Says("state", "A state or territory by its postal code: UT.", {"enum": sorted(STATES)}),
]
"""The postal code of a state, the District of Columbia or a territory."""
Doi = Annotated[
    str,
    BeforeValidator(read_doi),
    Says("doi", "A digital object identifier: 10.3102/0013189X20912345.", spelled(patterns.DOI)),
]
"""A digital object identifier, `10.3102/0013189X20912345`."""
Eric = Annotated[
    str,
    BeforeValidator(read_eric),
    Says("eric", "A number of the ERIC library: ED629011 or EJ1106562.", spelled(patterns.ERIC)),
]
"""A number of the ERIC library, `ED629011` or `EJ1106562`."""
WwcNumber = Annotated[
    str,
    PlainValidator(read_wwc),
    Says(
        "wwc",
        "A study's number in the What Works Clearinghouse: 84555, or the address of its page there.",
        number(1, 999_999, "integer"),
        spelled(patterns.WWC),
    ),
]
"""A study's number in the What Works Clearinghouse, `84555`, or the address of its page there."""


Subject = Annotated[
    str,
    BeforeValidator(read_subject),
    Says(
        "subject",
        "A subject, or a usual other name for one.",
        {"enum": list(dict.fromkeys(SUBJECTS.values()))},
        spelled(patterns.one_of(*map(patterns.any_case, SUBJECTS))),
    ),
]
"""One of the closed list of subjects, or a usual other name for it."""
ClearinghouseId = Annotated[
    str,
    BeforeValidator(read_clearinghouse),
    Says("clearinghouse", "A clearinghouse by its id.", {"enum": list(CLEARINGHOUSES)}),
]
"""The id of a clearinghouse that reviews research."""


class _WebAddress:
    """Reads an http or https address by the WHATWG rules, and keeps it as browsers normalise it."""

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: object) -> CoreSchema:
        address = core_schema.url_schema(
            allowed_schemes=["http", "https"], host_required=True, max_length=2083, strict=False
        )
        return core_schema.no_info_wrap_validator_function(read_address, address)

    @classmethod
    def __get_pydantic_json_schema__(cls, _core: CoreSchema, _handler: object) -> JsonSchema:
        return {
            "x-definition": "web_address",
            "x-meaning": "A web address, from http:// or https:// on.",
            **spelled(patterns.ADDRESS),
            "maxLength": 2083,
        }


if TYPE_CHECKING:
    WebAddress: TypeAlias = Url
    Subjects: TypeAlias = tuple[str, ...]
else:
    WebAddress = Annotated[Url, _WebAddress]
    Subjects = Annotated[list[Subject], AfterValidator(lambda subjects: tuple(dict.fromkeys(subjects)))]
