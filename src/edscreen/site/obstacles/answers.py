"""Recognises obstacles from an answer's status, headers and final address, before the page is read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from edscreen.registries.addresses import parse_address
from edscreen.site.obstacles.obstacle import Obstacle
from edscreen.site.obstacles.signs import Sign, place_holds, signs
from edscreen.site.obstacles.words import is_any, parts

if TYPE_CHECKING:
    from edscreen.site.fetched import Fetched
    from edscreen.site.problems import Problem

# Statuses with which walls answer; a site's own page for 404 or 410 may hold their scripts, and is none.
_REFUSALS = frozenset({202, 401, 403, 405, 406, 428, 429, 503})
_MOST_SOURCE = 300_000
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,300})")

# What a status or a redirect was first taken for may turn out to be a wall. The others are settled.
_OPEN: frozenset[Problem | None] = frozenset(
    {None, "http_4xx", "http_5xx", "rate_limited", "redirect_offsite"}
)


def obstacle_before_reading(fetched: Fetched) -> Obstacle | None:
    """Return what stands in the way as far as the answer tells without its text; None where nothing does.

    An answer with a problem gives that problem, unless status, headers or address say more exactly what it
    is: `http_4xx`, `http_5xx`, `rate_limited` and `redirect_offsite` may turn out to be `bot_wall`,
    `login_wall`, `consent_wall`, `rate_limited` or `parked`. An answer without a problem may still be a wall.
    """
    if fetched.problem in _OPEN:
        for sign in signs():
            if _shows(sign, fetched):
                return Obstacle(sign.problem, sign.says)
    problem = fetched.problem or _from_status(fetched.status)
    return Obstacle(problem, fetched.detail or _plain_fact(fetched)) if problem else None


def _shows(sign: Sign, fetched: Fetched) -> bool:
    if sign.status:
        if fetched.status not in sign.status:
            return False
        if not (sign.header or sign.cookie or sign.address or sign.markup):
            return True
    return (
        any(_header_is(fetched, name, value) for name, value in sign.header.items())
        or (bool(sign.cookie) and _sets_cookie(fetched, sign.cookie))
        or (bool(sign.address) and place_holds(sign.address, fetched.url) and not _asked_for(sign, fetched))
        or (bool(sign.markup or sign.title) and _refused(sign, fetched) and _in_source(fetched, sign))
    )


def _header_is(fetched: Fetched, name: str, value: str) -> bool:
    return any(key == name and re.match(value, found.strip().lower()) for key, found in fetched.headers)


def _sets_cookie(fetched: Fetched, names: tuple[str, ...]) -> bool:
    return any(
        key == "set-cookie" and found.strip().lower().startswith(names) for key, found in fetched.headers
    )


def _asked_for(sign: Sign, fetched: Fetched) -> bool:
    """Tell whether the site asked for is itself such a service, a vendor like any other."""
    asked, found = parse_address(fetched.asked), parse_address(fetched.url)
    return sign.problem == "parked" and asked is not None and found is not None and asked.host == found.host


def _refused(sign: Sign, fetched: Fetched) -> bool:
    if sign.problem == "parked":
        return fetched.status is not None and fetched.status >= 400
    return sign.problem in {"bot_wall", "rate_limited"} and fetched.status in _REFUSALS


def _in_source(fetched: Fetched, sign: Sign) -> bool:
    source = fetched.body[:_MOST_SOURCE].decode("latin-1").lower()
    if any(word in source for word in sign.markup):
        return True
    title = _TITLE.search(source)
    return title is not None and is_any(sign.title, parts(title[1]))


def _from_status(status: int | None) -> Problem | None:
    if status is None or status < 400:
        return None
    if status == 429:
        return "rate_limited"
    return "http_4xx" if status < 500 else "http_5xx"


def _plain_fact(fetched: Fetched) -> str:
    return f"it answered with status {fetched.status}" if fetched.status else "nothing was received"
