"""User names and passwords that were copied along with a web address: left out before anything reads them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from edscreen.profile.yaml_tree import Path

ADDRESS_FIELDS = frozenset({"page", "registered", "url", "website"})
"""Names of the fields that hold nothing but a web address."""

_ENDS = "".join(map(chr, range(33)))
_VANISHING = str.maketrans("", "", "\t\n\r")
_HOST = r"[\w-]++(?:\.[\w-]++)++"
# A site, and a mark that no user's name holds: what stands before "@" there is an e-mail address of its own.
_SITE = rf"{_HOST}(?::\d++)?+\.*+[^\w.:@%+-]"
# A name with dots alone before "@" is a user, as browsers read it; with more behind it, it may be a site.
_SITE_AND_MORE = re.compile(rf"{_HOST}(?!\Z)")
# In an address the last "@" before the path ends the user (https://url.spec.whatwg.org, authority state).
_IN_ADDRESS = re.compile(r"((?:[a-z][a-z0-9+.-]*+:)[/\\]*+)([^/\\?#]*)@", re.IGNORECASE)
# "https" as it is mistyped before "//": https//, https;//, htps//, http//:. No browser opens it, but people
# still copy name and password along with it.
_MISTYPED = r"h?t{1,3}ps?[^\w\s/\\]{0,4}+[/\\]{2,}+"
# In a text a blank or a quotation mark ends a user, as something else begins there, and a name without a
# password is one only between https:// and "@".
_BEGUN = (
    rf"(https?:[/\\]++|(?:https?:|{_MISTYPED}|:[/\\]{{2,}}+|^[/\\]{{2,}}+)"
    r'(?=[^/\\?#\s"<>@:]{0,400}+:))'
)
_PART = r'[^/\\?#\s"<>@\uff20]{0,400}+[@\uff20]'
_IN_TEXT = re.compile(rf"{_BEGUN}(?:(?!{_SITE}){_PART})++", re.IGNORECASE)
_SURE = re.compile(rf"{_BEGUN}(?:(?!{_HOST}){_PART})++(?!{_PART})", re.IGNORECASE)
# Of what is no address after all, everything that may be a user, without a scheme as well.
_MAYBE = re.compile(
    rf"([^\w/\\]*+(?:https?:[/\\\s]*+|{_MISTYPED}|[a-z][a-z0-9+.-]*+:[/\\]++|[/\\]{{2,}}+))"
    rf"(?!{_HOST}[,;|]*\s)(?:[^/\\?#]*|[^/\\?#@:]*:(?!\d*[/\\?#])[^@\uff20]*)[@\uff20]"
    r"|((?!e?-?mail(?:to)?:))[^\s/\\?#@:]+:[^\s/\\?#]*[@\uff20]",
    re.IGNORECASE,
)


def may_hold_user(text: str) -> bool:
    """Tell whether an `@` stands in a text, the full-width one of Asian keyboards among them."""
    return "@" in text or "\uff20" in text


def cleaned(address: str) -> str:
    """Return an address without what vanishes in it: white space around it, tabs and line ends within."""
    return address.strip(_ENDS).translate(_VANISHING)


def without_user(address: str) -> str:
    """Return an address without user name and password, which are for nobody to read; else as it is.

    `https://name:secret@lumen.example/` becomes `https://lumen.example/`: the same page for a reader.
    """
    if "@" not in address:
        return address
    plain = cleaned(address)
    found = _IN_ADDRESS.match(plain)
    return found[1] + plain[found.end() :] if found else address


def without_sure_user(written: str) -> str:
    """Return what people wrote as an address without the user; a site and an e-mail stay as they are."""
    found = _IN_ADDRESS.match(plain := cleaned(written)) if "@" in written else None
    if not found or found[1][-1] == ":" or any(map(_SITE_AND_MORE.match, found[2].split("@"))):
        return without_sure_users(written)
    return found[1] + plain[found.end() :]


def without_sure_users(text: str) -> str:
    """Return a text for addresses without the users in them, but for those that may be something else."""
    return _SURE.sub(r"\1", text) if may_hold_user(text) else text


def without_users(text: str) -> str:
    """Return a text without the user name and password of every web address that stands in it."""
    return _IN_TEXT.sub(r"\1", text) if may_hold_user(text) else text


def hidden(text: str) -> str:
    """Return a text fit to be shown: `***` in place of whatever may be a user name and a password."""
    if not may_hold_user(text):
        return text
    return _IN_TEXT.sub(r"\1***@", _MAYBE.sub(r"\1***@", text, count=1) if _MAYBE.match(text) else text)


def leave_out_users(data: Any) -> list[Path]:
    """Take user names and passwords out of a document's data, and return the paths where one stood."""
    found: list[Path] = []
    if _holds_sign(data):
        _clean(data, (), found)
    return found


def _holds_sign(data: Any) -> bool:
    """Tell whether an `@` stands anywhere, as most profiles have none, and this is sooner done."""
    waiting: list[Any] = [[data]]
    while waiting:
        node = waiting.pop()
        for value in node.values() if type(node) is dict else node:
            kind = type(value)
            if kind is str:
                if may_hold_user(value):
                    return True
            elif kind is dict or kind is list:
                waiting.append(value)
    return False


def _clean(node: Any, at: Path, found: list[Path]) -> None:
    """Clean the texts below `node`; it calls itself, as no document is nested deeply enough to matter."""
    for part, value in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(value, dict | list):
            _clean(value, (*at, part), found)
        elif isinstance(value, str) and may_hold_user(value):
            clean = without_sure_user(value) if part in ADDRESS_FIELDS else without_users(value)
            if clean != value:
                node[part] = clean  # no key comes or goes, so that the rest can still be gone through
                found.append((*at, part))
