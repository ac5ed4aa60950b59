"""What can hold of a passage beside the words it says: the names that `signals.yaml` asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from edscreen.site.judging import tiers
from edscreen.site.judging.bodies_named import (
    clearinghouse,
    outside_study,
    own_only,
    source_given,
    study_of_another,
    tier_body,
)
from edscreen.site.judging.data import statements
from edscreen.site.judging.links import place_of
from edscreen.site.judging.passages import Passage
from edscreen.site.judging.text import key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from edscreen.site.judging.organisations import Organisation
    from edscreen.site.page import Link

_AT_LARGE = re.compile(
    r"\b(?:research|studies|evidence|science|investigacion\w*|estudios) (?:\w+ )?"
    r"(?:shows?|suggests?|says?|confirms?|tells us|muestran?|demuestran?|dicen?|indican?)"
    r" (?:that|que|how|us)\b"
)
OF_MAIN = frozenset(
    [
        *("outside_study", "general_research", "clearinghouse", "essa_tier", "any_tier"),
        *("trial_number", "registered", "cited"),
    ]
)
"""Facts for which nothing counts but the main sentence, so that they are looked for once."""


def holds(passage: Passage, what: str) -> bool:
    """Tell whether something named in `signals.yaml` holds: one of the facts here, or a statement."""
    known = passage.held.get(what)
    if known is None:
        fact = FACTS.get(what)
        if fact is None:
            known = passage.says_any(what)
        elif what not in OF_MAIN:
            known = fact(passage)
        else:
            known = passage.main.facts.get(what)
            if known is None:
                known = passage.main.facts[what] = fact(passage)
        passage.held[what] = known
    return known


def only_general(passage: Passage) -> bool:
    """Whether it tells what research shows of learning at large, and nothing of the product."""
    return (
        bool(_AT_LARGE.search(passage.main.low))
        and not passage.product_named()
        and not passage.says_any("own_study")
    )


def of_other_learners(passage: Passage) -> bool:
    """Whether it tells what a study found of learners who differ in something else than the product's use."""
    return passage.main_says("other_learners") and passage.main_says("study") and not passage.product_named()


def null_result(passage: Passage) -> bool:
    """Whether no benefit was found, by the main sentence, or by another where none tells of a benefit."""
    if passage.main_says("null_result"):
        return True
    without = [one for one in passage.sentences if not passage.names.says(one, "null_result")]
    return len(without) < len(passage.sentences) and not any(
        passage.names.says(one, "result") for one in without
    )


def only_paid_for(passage: Passage) -> bool:
    """Whether the main sentence tells who paid for a study, not what was found or where it appeared."""
    return (
        passage.main_says("paid_for")
        and not passage.main_says("result")
        and not (journal(passage) or registered(passage) or trial_number(passage))
    )


def general_research(passage: Passage) -> bool:
    """Whether the main sentence speaks of research on which the product is built, or at large."""
    return passage.main_says("general")


def study_link(passage: Passage) -> bool:
    """Whether a link beside it leads to the study."""
    if passage.main_says("commissioned") or not any(
        _to_study(link, passage.bodies) for link in passage.links
    ):
        return False
    # Without a result, what is said around tells whether there is one.
    return not any(
        passage.names.says(sentence, what)
        for sentence in passage.around
        for what in ("planned", "invited", "denied")
    )


def essa_tier(passage: Passage) -> bool:
    """Whether ESSA's tier 1, 2 or 3 is named."""
    return tiers.essa_tier(passage.main.plain)


def any_tier(passage: Passage) -> bool:
    """Whether any of ESSA's tiers is named."""
    return tiers.any_tier(passage.main.plain)


def certain_study(passage: Passage) -> bool:
    """Whether a certain study is named: by design, sample or year."""
    return passage.main_says("study") and (
        passage.says_any("randomised_or_matched")
        or any(tiers.specific(one.plain) for one in passage.sentences)
    )


def journal(passage: Passage) -> bool:
    """Whether a scholarly journal is named in the main sentence, or a title said to be peer-reviewed."""
    text = passage.main.plain
    return tiers.journal(text) or (tiers.titled(text) and any("peer" in one.low for one in passage.sentences))


def main_planned(passage: Passage) -> bool:
    """Whether a paper is said to be still to come; what is planned beside a reference is another study."""
    return passage.main_says("planned") if passage.cited() else passage.says_any("planned")


def paper_told(passage: Passage) -> bool:
    """Whether it is said that the paper has appeared; a link to it needs a result beside it."""
    if passage.says_any("peer_reviewed") or registered(passage) or passage.cited():
        return True
    return (passage.paper_link() or trial_number(passage)) and passage.result()


def trial_number(passage: Passage) -> bool:
    """Whether the main sentence holds the number of a registered trial."""
    return tiers.trial_number(passage.main.plain)


def clearinghouse_link(passage: Passage) -> bool:
    """Whether a link beside it leads to a clearinghouse's page on a program."""
    return any((place := place_of(link.url)) and place.kind == "clearinghouse" for link in passage.links)


def registered(passage: Passage) -> bool:
    """Whether the main sentence holds a registry's number."""
    return tiers.registered(passage.main.plain)


def quotation(passage: Passage) -> bool:
    """Whether someone's words are quoted."""
    return passage.kind == "quotation" or bool(re.match(r'\W{0,2}"', passage.main.plain))


def _to_study(link: Link, bodies: Sequence[Organisation]) -> bool:
    if place_of(link.url):
        return True
    said, words = statements(), key(link.text or link.label)
    if said["no_study_link"].search(words) or said["not_research_link"].search(words):
        return False
    if link.url.lower().partition("?")[0].endswith(".pdf") or said["study_link_words"].search(words):
        return True
    if any(body.key and body.key in words for body in bodies):
        return True
    return bool(said["research_link_words"].search(key(link.url)))


FACTS: dict[str, Callable[[Passage], bool]] = {
    fact.__name__: fact
    for fact in (
        Passage.about_product,
        Passage.about_or_short,
        Passage.product_named,
        Passage.result,
        Passage.figure_result,
        Passage.paper_link,
        Passage.cited,
        outside_study,
        source_given,
        only_general,
        of_other_learners,
        null_result,
        study_of_another,
        only_paid_for,
        own_only,
        general_research,
        study_link,
        clearinghouse,
        essa_tier,
        any_tier,
        tier_body,
        certain_study,
        journal,
        main_planned,
        paper_told,
        trial_number,
        clearinghouse_link,
        registered,
        quotation,
    )
}
"""What `needs` and `unless` of a signal may name beside the entries of `statements.yaml`."""
