"""Recognises obstacles from the page itself: its shape first, its words last and on thin pages only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.registries.addresses import parse_address
from edscreen.site.obstacles.measures import Measures
from edscreen.site.obstacles.obstacle import Obstacle
from edscreen.site.obstacles.shells import shell
from edscreen.site.obstacles.signs import Sign, place_holds, signs, vocabulary
from edscreen.site.obstacles.words import either, is_any

if TYPE_CHECKING:
    from edscreen.site.fetched import Fetched
    from edscreen.site.page import Page

# Above it no page is a wall, and nothing is measured.
_CERTAINLY_FILLED = 5_000
_UNFILLED_FROM = 5

# What may be left of a page beside a banner or a form.
_SENTENCES = 100
_LABELS = 180
_LOGIN_PATHS = ("login", "log-in", "log_in", "logon", "signin", "sign-in", "sign_in", "sso", "wp-login.php")


def obstacle_on_page(fetched: Fetched, page: Page) -> Obstacle | None:
    """Return what stands on the page in place of its content; None where it is a page to be judged.

    Few words alone do not make a page unreadable, and words about log-ins, cookies, captchas or domains do
    only where next to nothing else is there.
    """
    if page.shape.main_characters > _CERTAINLY_FILLED and page.shape.placeholders < _UNFILLED_FROM:
        return None
    measures = Measures(fetched, page)
    return _sign(measures) or _consent(measures) or _login(measures) or shell(measures)


def _sign(measures: Measures) -> Obstacle | None:
    for sign in signs():
        # A check for humans asks for no password; a log-in may hold such a check.
        if sign.problem == "bot_wall" and measures.page.shape.password_fields:
            continue
        if sign.status and measures.fetched.status not in sign.status:
            continue
        if _applies(sign, measures):
            return Obstacle(sign.problem, sign.says, decides=sign.decides)
    return None


def _applies(sign: Sign, measures: Measures) -> bool:
    """Tell whether a sign shows on a thin page; what costs most to tell is asked last."""
    if sign.links is not None and measures.leads_to_more_than(sign.links):
        return False
    is_headed = is_any(sign.title, measures.title) or is_any(sign.heading, measures.heading)
    if not (is_headed or sign.text or sign.markup or sign.frame or sign.thin_address):
        return False
    return not measures.holds_more_than(sign.thin) and (is_headed or _shows(sign, measures))


def _shows(sign: Sign, measures: Measures) -> bool:
    """Tell whether anything but title and heading shows a sign."""
    return (
        (bool(sign.text) and either(sign.text).search(measures.text) is not None)
        or any(word in measures.source for word in sign.markup)
        or any(place_holds(sign.frame, url) for url in (measures.frames if sign.frame else ()))
        or (bool(sign.thin_address) and place_holds(sign.thin_address, measures.fetched.url))
    )


def _consent(measures: Measures) -> Obstacle | None:
    """Find pages on which the consent banner is everything."""
    words = vocabulary()
    titled = is_any(words.consent_wall, measures.title)
    headed = is_any(words.consent_wall, measures.heading) and not measures.leads_to_more_than(2)
    if not (titled or headed) or not measures.has_banner or measures.page.shape.empty_mounts:
        return None
    if measures.holds_more_than(_LABELS - 1) or measures.sentences() >= _SENTENCES:
        return None
    return Obstacle("consent_wall", "the page asks for consent and shows nothing else")


def _login(measures: Measures) -> Obstacle | None:
    """Find pages on which the log-in is everything; a home page with a form beside its content is none."""
    words = vocabulary()
    address = parse_address(measures.fetched.url)
    last = address.path.lower().rstrip("/").rpartition("/")[2] if address else ""
    if not (
        measures.page.shape.password_fields
        or last in _LOGIN_PATHS
        or is_any(words.login_title, measures.title)
        or is_any(words.login_title, measures.heading)
    ):
        return None
    if measures.sentences(but=words.login) >= _SENTENCES or measures.labels(but=words.login) >= _LABELS:
        return None
    return Obstacle("login_wall", "the page asks for a log-in and shows nothing else")
