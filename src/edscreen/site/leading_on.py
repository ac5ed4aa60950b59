"""Where an address leads on to, when what it leads to was not read: it is told of under its own name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.site.problems import LEADS_ON, explain

if TYPE_CHECKING:
    from edscreen.site.fetched import Fetched
    from edscreen.site.problems import Problem

# With these the last answer was the redirect's: where it leads gave none, or was never asked.
_GAVE_NO_ANSWER: frozenset[Problem] = frozenset(
    {
        *("dns", "connect", "tls", "timeout", "robots", "robots_unavailable"),
        *("blocked_address", "redirect_offsite", "redirect_loop"),
    }
)
_LONGEST = 200


def named_as_asked(fetched: Fetched, problem: Problem | None, detail: str | None) -> tuple[str, str | None]:
    """Return under which address an answer is told of, and the plain fact behind its problem.

    Args:
        fetched: the last answer; where a redirect was not followed, its `url` is the target.
        problem: why there is nothing to read.
        detail: the plain fact behind it.

    Returns:
        The address that answered in the end; the one asked for, and in the detail where it leads, where that
        gave no answer.
    """
    is_elsewhere = fetched.url != fetched.asked and (fetched.redirects or problem == "redirect_offsite")
    if problem is None or not is_elsewhere or not {fetched.problem, problem} & _GAVE_NO_ANSWER:
        return fetched.url, detail
    if problem == "redirect_loop":
        return fetched.asked, detail
    target = fetched.url if len(fetched.url) <= _LONGEST else f"{fetched.url[:_LONGEST]}…"
    why = "which is another owner's site"
    if problem != "redirect_offsite":
        why = f"and {(problem == 'blocked_address' and detail) or explain(problem).says}"
    return fetched.asked, f"{LEADS_ON} {target}, {why}"
