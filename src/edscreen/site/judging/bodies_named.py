"""What a passage tells of the outside bodies that it names: facts for which `signals.yaml` may ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.site.judging import tiers
from edscreen.site.judging.data import statements
from edscreen.site.judging.organisations import organisations
from edscreen.site.judging.passages import SHORT_LINE
from edscreen.site.judging.roles import did_the_study, is_source
from edscreen.site.judging.text import Sentence

if TYPE_CHECKING:
    from edscreen.site.judging.organisations import Organisation
    from edscreen.site.judging.passages import Passage

_GIVES_NO_TIER = frozenset({"government", "journal", "press", "reviewer"})
_NO_EVALUATORS = frozenset({"journal", "press", "clearinghouse", "reviewer"})


def outside_study(passage: Passage) -> bool:
    """Whether the main sentence says that a named outside body did a study, or gives title, body and year."""
    return any(
        body.kind not in _NO_EVALUATORS
        and (
            did_the_study(passage.main, body)
            or (
                passage.main_says("study")
                and passage.main_says("product_found")
                and tiers.specific(passage.main.plain)
                and is_source(passage.main, body)
            )
        )
        for body in passage.bodies
    )


def source_given(passage: Passage) -> bool:
    """Whether a figure's source is a named outside body that studies, in a line of a source's form."""
    if passage.says_any("first_person") or passage.main_says("person"):
        return False
    if passage.kind == "quotation" and not passage.main_says("study"):
        return False
    return source_named(passage) and (
        passage.main_says("study")
        or tiers.specific(passage.main.plain)
        or passage.says_any("randomised_or_matched")
        or (passage.product_named() and passage.main_says("compared_figure"))
        or (bool(passage.heading) and passage.names.says(Sentence(passage.heading), "study"))
    )


def source_named(passage: Passage) -> bool:
    """Whether a named outside body that studies stands in the main sentence in a source's form."""
    return any(body.kind not in _NO_EVALUATORS and is_source(passage.main, body) for body in passage.bodies)


def own_only(passage: Passage) -> bool:
    """Whether the study is the vendor's own, and no outside body is said to have done or judged it."""
    return passage.says_any("own_study") and not any(
        did_the_study(passage.main, body) or is_source(passage.main, body) for body in passage.bodies
    )


def study_of_another(passage: Passage) -> bool:
    """Whether it tells of an outside body's study of a product that is not the vendor's."""
    main, names = passage.main, passage.names
    return (
        bool(passage.bodies) and not names.named(main.low) and names.other_product(main, organisations(main))
    )


def clearinghouse(passage: Passage) -> bool:
    """Whether a clearinghouse is named."""
    return any(body.kind == "clearinghouse" for body in passage.bodies)


def tier_body(passage: Passage) -> bool:
    """Whether an outside body that may have given the tier is named; a ministry gives none."""
    here = any(
        body.kind not in _GIVES_NO_TIER and not _merely_beside(passage.main, body) for body in passage.bodies
    )
    return here or any(
        body.kind not in _GIVES_NO_TIER
        and not passage.names.is_vendor(body)
        and (did_the_study(sentence, body) or is_source(sentence, body))
        for sentence in passage.sentences
        if sentence is not passage.main and len(sentence.text) <= SHORT_LINE
        for body in organisations(sentence)
    )


def _merely_beside(sentence: Sentence, body: Organisation) -> bool:
    before = sentence.low[max(0, body.start - 120) : body.start]
    return bool(statements()["developer_before"].search(before)) and not did_the_study(sentence, body)
