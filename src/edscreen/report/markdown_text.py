"""Foreign text in Markdown: prose in which nothing is markup, code spans, addresses as links.

Some of what GitHub and GitLab turn into links, they find only after the Markdown has been read, so that no
backslash holds it off: `@name`, `#1`, `GH-1`, `:sign:`. A space without width between sign and name does.
"""

from __future__ import annotations

import re

from edscreen.report.escaping import on_one_line, visible

_TICKS = re.compile("`+")
# All that a link may hold between angle brackets without ending early or holding markup.
_PLAIN_ADDRESS = re.compile(r"https?://[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%\[\]]+")
# A link there shows up on the other side too, as a mention in that issue or commit.
_LEAVES_A_TRACE = re.compile(r"https?://(?:[^/]*[.@])?git(?:hub|lab)\.com(?:[:/]|$)", re.IGNORECASE)

_NO_WIDTH = "&#8203;"
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;", "`": "&#96;"}
_ACTIVE = re.compile(
    r"(?P<address>(?:[a-z][a-z0-9+.-]*://|www\.)[^\s`|]*[^\s`|.,;:!?)'\"\]])"
    r"|(?P<rest>www(?=\.)|:(?=//))"
    r"|(?P<mention>@)(?=[a-z0-9])"
    r"|(?P<reference>[#!])(?=[0-9])"
    r"|(?P<issue>\bgh-)(?=[0-9])"
    r"|(?P<sign>:)(?=[a-z+-][a-z0-9_+-]*:|100:|1234:)"
    r"|(?P<entity>[&<>|`])"
    r"|(?P<mark>[\\*_{}\[\]#~$])"
    r"|(?P<start>\A[-+=])"
    r"|(?P<item>\A[0-9]+)(?=[.)])",
    re.IGNORECASE,
)


def escaped(text: str) -> str:
    """Prose in which nothing is markup; addresses in it stand in code spans, so that they become no links."""
    return _ACTIVE.sub(_held_off, on_one_line(text))


def code(text: str) -> str:
    """Foreign text as a code span, whatever backticks it holds."""
    plain = on_one_line(text)
    fence = "`" * (1 + max((len(run) for run in _TICKS.findall(plain)), default=0))
    edge = " " if plain.startswith("`") or plain.endswith("`") else ""
    return f"{fence}{edge}{plain}{edge}{fence}" if plain else ""


def address(url: str) -> str:
    """An address as a link, or as a code span where it holds what could be markup or leads to a forge."""
    shown = visible(url)
    if _PLAIN_ADDRESS.fullmatch(shown) and not _LEAVES_A_TRACE.match(shown):
        return f"<{shown}>"
    return code(shown)


def _held_off(match: re.Match[str]) -> str:
    kind, text = str(match.lastgroup), match[0]
    match kind:
        case "address":
            return code(text)
        case "mention" | "issue" | "sign" | "item" | "rest":
            return text + _NO_WIDTH
        case "reference":
            return f"\\{text}{_NO_WIDTH}"
        case "entity":
            return _ENTITIES[text]
    return f"\\{text}"
