"""The judgement of one page: what it shows, what it links to, what it claims."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from edscreen.registries.addresses import parse_address
from edscreen.site.judging.content import Content
from edscreen.site.judging.data import signals, signals_by_name
from edscreen.site.judging.findings import holds
from edscreen.site.judging.links import led_to, names_research, telling
from edscreen.site.judging.names import Names, makers_named
from edscreen.site.judging.passages import Passage
from edscreen.site.judging.ruled_out import not_ruled_out
from edscreen.site.judging.text import QUOTE_LENGTH, Sentence, composed, key, quoted
from edscreen.site.judging.windows import footnoted, windows
from edscreen.site.seen import Evidence, PageJudgement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.site.judging.data import Signal
    from edscreen.site.page import Page
    from edscreen.site.seen import Subject

_MOST_CLAIMS = 20
"""Claims kept of a page: one decides, more only tell the reader what kind they are."""
_WITH_RESULT = frozenset({"outside-study", "study-as-source", "peer-reviewed-paper"})
_STRAIGHT = frozenset({"registry-link"})


def judge_page(page: Page, subject: Subject) -> PageJudgement:
    """Say what a page shows of evidence that the product asked about works.

    The verdict follows from it: independent evidence, else links to research, else claims, else nothing.
    Names in the page's structured data are no evidence; they only help to know whose page it is.
    """
    content = Content(page)
    names = Names(subject, page)
    if makers := makers_named(content.all_sentences(), names):
        names = Names(subject, page, makers)
    shown = list(_independent(content, names))
    # What is evidence is no mere claim.
    blocks = {number for number, _ in shown}
    seen = [*shown, *(found for found in _claims(content, names) if found[0] not in blocks)]
    research, leads, linked = _links(content, names)
    return PageJudgement(
        evidence=tuple(found for _, found in sorted([*seen, *linked], key=lambda pair: pair[0])),
        research_links=research,
        leads=leads,
        is_research_page=_is_research_page(page, names),
    )


def leads_straight_to_evidence(evidence: Evidence) -> bool:
    """Tell whether what was seen is a link straight to a clearinghouse, registry or paper: one click."""
    return evidence.signal in _STRAIGHT


def _independent(content: Content, names: Names) -> Iterator[tuple[int, Evidence]]:
    asked = [signal for signal in signals() if signal.strength == "independent"]
    for number in content.candidates:
        # Most sentences rule out every signal; only about the others is it worth while to read what is near.
        possible = {
            sentence: left
            for sentence in content.sentences(number)
            if (left := not_ruled_out(sentence, names, asked, places=content.has_places))
        }
        if not possible:
            continue
        for passage in chain(
            windows(content, number, names, possible), footnoted(content, number, names, possible)
        ):
            if (signal := _first(possible[passage.main], passage)) is not None:
                yield number, _evidence(content, number, passage, signal)
                break


def _claims(content: Content, names: Names) -> Iterator[tuple[int, Evidence]]:
    asked = [signal for signal in signals() if signal.strength == "claim"]
    found = 0
    for number in content.claiming:
        block = content.page.blocks[number]
        for sentence in content.sentences(number):
            passage = Passage([sentence], sentence, names, kind=block.kind)
            if (signal := _first(asked, passage)) is not None:
                yield number, _evidence(content, number, passage, signal)
                found += 1
                break
        if found == _MOST_CLAIMS:
            return


def _first(asked: list[Signal], passage: Passage) -> Signal | None:
    """Return the first signal that the passage gives."""
    return next((signal for signal in asked if _gives(passage, signal)), None)


def _gives(passage: Passage, signal: Signal) -> bool:
    # Plain loops: this is asked many thousand times a page, and generators cost more than what they ask.
    for need in signal.needs:
        for name in need:
            if holds(passage, name):
                break
        else:
            return False
    for name in signal.unless:  # noqa: SIM110
        if holds(passage, name):
            return False
    return True


def _evidence(content: Content, number: int, passage: Passage, signal: Signal) -> Evidence:
    block = content.page.blocks[number]
    link = next((link.url for link in passage.links if signal.strength == "independent"), None)
    return Evidence(
        signal=signal.name,
        strength=signal.strength,
        quote=_quote(composed(block.text), passage, signal),
        url=content.page.url,
        where=block.region,
        link=link,
        why=signal.why,
    )


def _quote(text: str, passage: Passage, signal: Signal) -> str:
    """Return what is quoted of a block: with the result, where that stands beside the sentence judged."""
    main = passage.main
    own = text if len(text) <= QUOTE_LENGTH else quoted(main.text)
    if signal.name not in _WITH_RESULT or own not in text or _tells(own, passage):
        return own
    place = next((number for number, one in enumerate(passage.sentences) if one is main), 0)
    found = [
        (abs(number - place), number, one.text)
        for number, one in enumerate(passage.sentences)
        if one is not main and one.text not in own and _tells(one.text, passage)
    ]
    if not found:
        return own
    _, number, result = min(found)
    first, second = (result, own) if number < place else (own, result)
    joined = f"{first} {second}" if f"{first} {second}" in text else f"{first} … {second}"
    return joined if len(joined) <= QUOTE_LENGTH else quoted(result)


def _tells(text: str, passage: Passage) -> bool:
    sentence = Sentence(text)
    return any(passage.names.says(sentence, what) for what in ("result", "compared_figure"))


def _links(
    content: Content, names: Names
) -> tuple[tuple[int, ...], tuple[int, ...], list[tuple[int, Evidence]]]:
    """Return the links to research, those worth following, and the former as evidence."""
    page, research, ranked, seen = content.page, [], [], []
    known: set[str] = set()
    place = 0
    tell = telling(page.links)
    for position, link in enumerate(page.links):
        place = place if link.block is None else link.block
        if position not in tell:
            continue
        led = led_to(link, page, names)
        straight = led.place is not None and content.about_product(link, names)
        if led.place is not None and not straight and (led.place.kind == "clearinghouse" or not led.research):
            continue
        if led.rank is not None:
            ranked.append((led.rank, link.url, position))
        if not (led.research or straight):
            continue
        research.append(position)
        if link.url not in known:
            known.add(link.url)
            signal = signals_by_name()["registry-link" if straight else "research-link"]
            words = composed(link.text or link.label or link.heading) or link.url
            seen.append(
                (
                    place,
                    Evidence(
                        signal.name,
                        signal.strength,
                        quoted(words),
                        page.url,
                        link.region,
                        link.url,
                        signal.why,
                    ),
                )
            )
    leads, followed = [], set()
    for _, url, position in sorted(ranked):
        if url not in followed:
            followed.add(url)
            leads.append(position)
    return tuple(research), tuple(leads), seen


def _is_research_page(page: Page, names: Names) -> bool:
    """Tell whether the page's own subject is research, by its address, or its first heading and title."""
    address = parse_address(page.url)
    if address is None or address.path.strip("/") == "":
        return False
    if any(names_research(key(part), names) for part in address.path.split("/")[-2:] if part):
        return True
    heading = next(
        (block.text for block in page.blocks if block.kind == "heading" and block.region in {"hero", "main"}),
        "",
    )
    return len(key(heading).split()) <= 6 and names_research(key(heading), names)
