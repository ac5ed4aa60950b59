"""Pages whose content is not in them: scripts or frames would bring it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.registries.addresses import parse_address
from edscreen.registries.domains import same_registrable_domain
from edscreen.site.obstacles.obstacle import Obstacle
from edscreen.site.obstacles.signs import place_holds, vocabulary
from edscreen.site.obstacles.words import either

if TYPE_CHECKING:
    from edscreen.site.obstacles.measures import Measures

# Below this a page's middle is called thin; a pure shell shows less, a terse static page may, too.
_THIN = 200
_SENTENCES = 120
_HEAVY_SCRIPTS = 100_000
_NEXT_TO_NOTHING = 60
_A_WORD_OR_TWO = 20
_FEW_LINKS = 20


def shell(measures: Measures) -> Obstacle | None:
    """Return what keeps the content away where the page itself does not hold it."""
    return (
        _empty(measures) or _unfilled(measures) or _framed(measures) or _waiting(measures) or _stub(measures)
    )


def _empty(measures: Measures) -> Obstacle | None:
    shape = measures.page.shape
    if shape.visible_characters:
        return None
    if shape.scripts or shape.empty_mounts:
        return Obstacle("js_shell", "the page is empty until its scripts have run")
    return None if shape.frames else Obstacle("not_html", "the page holds no text at all")


def _unfilled(measures: Measures) -> Obstacle | None:
    """Find templates that were sent with their placeholders unfilled."""
    if not measures.page.shape.placeholders:
        return None
    mostly = measures.page.shape.placeholders >= 5 and measures.unfilled > 0.5
    thin = not measures.holds_more_than(_THIN - 1) and measures.sentences() < _SENTENCES
    if mostly or (thin and measures.unfilled > 0.3):
        return Obstacle("js_shell", "the page is a template that its scripts have to fill", decides=False)
    return None


def _framed(measures: Measures) -> Obstacle | None:
    """Find pages that show another page in a frame and next to nothing of their own."""
    shape, widgets = measures.page.shape, vocabulary().widgets
    frames = [url for url in measures.frames if not place_holds(widgets, url)]
    if not frames or shape.visible_characters >= _THIN or measures.sentences():
        return None
    own = parse_address(measures.page.url)
    same = (
        url
        for url in frames
        if own and (there := parse_address(url)) and same_registrable_domain(own.host, there.host)
    )
    return Obstacle(
        "js_shell", "the page's content lies in a frame", decides=False, leads_to=next(same, None)
    )


def _waiting(measures: Measures) -> Obstacle | None:
    """Find pages that wait for scripts to fill them, wholly or in the middle."""
    shape = measures.page.shape
    if measures.holds_more_than(_THIN - 1) or measures.sentences() >= _SENTENCES:
        return None
    heavy = shape.script_characters > _HEAVY_SCRIPTS
    bare = shape.scripts > 0 and _says_nothing(measures) and not _static_elsewhere(measures)
    if not (heavy or shape.empty_mounts or measures.asks_for_scripts or bare):
        return None
    around = shape.visible_characters - shape.main_characters >= _THIN
    detail = (
        "menu and footer are there, but the page's middle is empty until its scripts have run"
        if around
        else "the page shows next to nothing until its scripts have run"
    )
    return Obstacle("js_shell", detail, decides=False)


def _says_nothing(measures: Measures) -> bool:
    """Tell whether not even a terse page stands there: few words, no heading, nowhere to go."""
    if measures.holds_more_than(_NEXT_TO_NOTHING - 1):
        return False
    page = measures.page
    headed = any(block.kind == "heading" for block in page.blocks if block.region in {"hero", "main"})
    leads = any(link.region in {"hero", "main"} for link in page.links)
    return not measures.holds_more_than(_A_WORD_OR_TWO - 1) or not (headed or leads)


def _static_elsewhere(measures: Measures) -> bool:
    """Tell whether the text stands in what was taken for navigation or footer."""
    around = (block for block in measures.page.blocks if block.region in {"navigation", "footer"})
    return sum(len(block.text) for block in around if len(block.text) >= 60) >= 400


def _stub(measures: Measures) -> Obstacle | None:
    """Find pages that only say that the page is elsewhere, such as at the same name with `www.`."""
    page, moved = measures.page, vocabulary().moved
    own = parse_address(page.url)
    if own is None or len(page.links) > _FEW_LINKS:
        return None
    if measures.sentences(but=moved) or measures.labels(but=moved) >= _NEXT_TO_NOTHING:
        return None
    found = {link.url: parse_address(link.url) for link in page.links}
    others = {url: there for url, there in found.items() if there and there != own}
    if len(others) != 1:
        return None
    [(url, there)] = others.items()
    said = any(either(moved).search(text) for text in (measures.text, *measures.title))
    if not (said or there.host == f"www.{own.host}") or not same_registrable_domain(own.host, there.host):
        return None
    return Obstacle("js_shell", "the page only sends its reader on", decides=False, leads_to=url)
