"""Why a page could not be read: the closed list of reasons, part of the public contract."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from edscreen.profile.tables import read_table

Problem: TypeAlias = Literal[
    "dns",
    "connect",
    "tls",
    "timeout",
    "too_slow",
    "too_large",
    "bad_encoding",
    "too_complex",
    "redirect_loop",
    "redirect_offsite",
    "blocked_address",
    "robots",
    "robots_unavailable",
    "rate_limited",
    "bot_wall",
    "login_wall",
    "consent_wall",
    "not_html",
    "js_shell",
    "parked",
    "soft_404",
    "http_4xx",
    "http_5xx",
]
PROBLEMS: tuple[Problem, ...] = get_args(Problem)
"""Every reason; a page without one is `ok`, and only such a page can give a verdict."""


class Unreadable(Exception):
    """A page that gives no verdict.

    Attributes:
        problem: the reason, from the closed list.
        detail: the plain fact behind it, such as "the certificate has expired"; None where there is none.
    """

    def __init__(self, problem: Problem, detail: str | None = None) -> None:
        super().__init__(problem, detail)
        self.problem: Problem = problem
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Explained:
    """A reason in plain words.

    Attributes:
        says: what happened, a clause without a full stop.
        do: what the user can do about it, a clause without a full stop.
    """

    says: str
    do: str


NOT_IN_THE_FILE = "the page is not in the saved file"
"""How the detail begins where a page was looked for in a saved file, so that nobody asked the site."""

CHANGED_IN_THE_FILE = "the page does not match its digest in the saved file, which was changed or is damaged"
"""How the detail begins where a saved page is not what was saved, so that nothing on it counts."""

LEADS_ON = "the address leads on to"
"""How the detail begins where an address sends on to one that gave no answer, or was not asked."""

NOT_THE_VENDORS = "the page is not the vendor's own but"
"""How the detail begins where a page was not asked for, as what stands there is not the vendor's word."""

WHOSE_IS_UNKNOWN = (
    "the page leads to others on a host where anybody may publish, and edscreen cannot tell which are the "
    "vendor's"
)
"""The detail where a page shows no research, and what it leads to was not read."""

_READ_THE_SITE = "read the site itself, or keep its pages anew with --save-evidence"

_NAME_THE_SITE = "give the address of the vendor's own site; in a profile, under vendor.website"
_ASK_THE_VENDOR = "check the address for a slip; if it is right, tell the vendor where it leads"


def explain(problem: Problem, detail: str | None = None, *, saved: bool = False) -> Explained:
    """Say in plain words what a reason means and what can be done about it.

    Args:
        problem: the reason.
        detail: the plain fact behind it: where that is that a saved file lacks the page or holds a changed
            one, that the page is not the vendor's, that nobody knows whose the next ones are, or that the
            address leads on to another, it is told in place of the reason.
        saved: whether it is about a page that a person saved: then of the file, and no site was asked.
    """
    if detail and detail.startswith((NOT_IN_THE_FILE, CHANGED_IN_THE_FILE)):
        return Explained(detail, _READ_THE_SITE)
    if detail and detail.startswith((NOT_THE_VENDORS, WHOSE_IS_UNKNOWN)):
        return Explained(detail, _NAME_THE_SITE)
    of_file = _explanations("problems_of_files.csv").get(problem) if saved else None
    known = of_file or _explanations("problems.csv")[problem]
    if detail and detail.startswith(LEADS_ON):
        return Explained(detail, _ASK_THE_VENDOR if problem == "blocked_address" else known.do)
    return known


@lru_cache(maxsize=2)
def _explanations(name: str) -> dict[str, Explained]:
    table = Path(__file__).with_name("data") / name
    return {row["name"]: Explained(row["says"], row["do"]) for row in read_table(table)}
