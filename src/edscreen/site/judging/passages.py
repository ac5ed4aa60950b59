"""What a few sentences that stand together say of the product."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from edscreen.registries.addresses import parse_address
from edscreen.site.judging import tiers
from edscreen.site.judging.data import statements
from edscreen.site.judging.links import place_of
from edscreen.site.judging.organisations import did_the_study, is_source, organisations
from edscreen.site.judging.text import Sentence, key, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from edscreen.site.judging.names import Names
    from edscreen.site.judging.organisations import Organisation
    from edscreen.site.page import BlockKind, Link

_SHORT_LINE = 120
_AT_LARGE = re.compile(
    r"\b(?:research|studies|evidence|science|investigacion\w*|estudios) (?:\w+ )?"
    r"(?:shows?|suggests?|says?|confirms?|tells us|muestran?|demuestran?|dicen?|indican?) (?:that|que|how|us)\b"
)
_GIVES_NO_TIER = frozenset({"government", "journal", "press"})
_NO_EVALUATORS = frozenset({"journal", "press", "clearinghouse"})


class Passage:
    """Sentences that stand together, and what stands with them.

    Attributes:
        sentences: in the page's order.
        main: the one that is judged; the others only add to it.
        names: the names that matter on the page.
        heading: the heading above.
        links: the links in the sentences' blocks.
        kind: what the main sentence's block is.
    """

    def __init__(
        self,
        sentences: Sequence[Sentence],
        main: Sentence,
        names: Names,
        heading: str = "",
        links: Sequence[Link] = (),
        kind: BlockKind = "text",
    ) -> None:
        self.sentences = sentences
        self.main = main
        self.names = names
        self.heading = heading
        self.links = links
        self.kind = kind

    def holds(self, what: str) -> bool:
        """Tell whether something named in `signals.yaml` holds: a method of this class, or a statement."""
        if (method := _HOLDS.get(what)) is not None:
            return method(self)
        return any(self._says(sentence, what) for sentence in self.sentences)

    def main_says(self, what: str) -> bool:
        """Tell whether the main sentence itself says it."""
        return self.names.says(self.main, what)

    def _says(self, sentence: Sentence, what: str) -> bool:
        return self.names.says(sentence, what)

    @cached_property
    def bodies(self) -> list[Organisation]:
        """Bodies named in the main sentence that are not the vendor."""
        return [body for body in organisations(self.main) if not self.names.is_vendor(body)]

    def outside_study(self) -> bool:
        """Whether the main sentence says that a named outside body did a study."""
        return any(body.kind not in _NO_EVALUATORS and did_the_study(self.main, body) for body in self.bodies)

    def source_given(self) -> bool:
        """Whether a figure's source is a named outside body that studies, in a line of a source's form."""
        if self.holds("first_person") or self.main_says("person"):
            return False
        if self.kind == "quotation" and not self.main_says("study"):
            return False
        return any(
            body.kind not in _NO_EVALUATORS and is_source(self.main, body) for body in self.bodies
        ) and (
            self.main_says("study")
            or tiers.specific(self.main.plain)
            or self.holds("randomised_or_matched")
            or (bool(self.heading) and self.names.says(Sentence(self.heading), "study"))
        )

    def result(self) -> bool:
        """Whether a benefit to learners is given as found, not as an opinion."""
        return any(
            self._says(sentence, "result")
            and (self._says(sentence, "learners") or self._says(sentence, "figure"))
            and (not self._says(sentence, "perception") or self._says(sentence, "randomised_or_matched"))
            for sentence in self.sentences
        )

    def figure_result(self) -> bool:
        """Whether a benefit is given with a number."""
        return self.result() and self.holds("figure")

    def about_product(self) -> bool:
        """Whether it is about the product asked about, not a sibling, a competitor or a method."""
        main, names = self.main, self.names
        if any(names.other_product(sentence, self._bodies_of(sentence)) for sentence in self.sentences):
            return False
        named = names.named(self._without_bodies(main))
        if self.main_says("method_finding") and not named:
            return False
        if names.heads_other_product(self.heading) and not named:
            return False
        if self.main_says("method") and not named and not self._program_word(main):
            return False
        if named or self._program_word(main):
            return True
        context = " ".join(
            [plain(self.heading).lower(), *(key(f"{link.text} {_path(link.url)}") for link in self.links[:8])]
        )
        if names.named(context) or any(
            sentence is not main and (names.named(sentence.low) or self._program_word(sentence))
            for sentence in self.sentences
        ):
            return not self._finds_something_else()
        return self.holds("learners") and self.figure_result() and not self._finds_something_else()

    def _finds_something_else(self) -> bool:
        """Tell whether the main sentence, which names no product, is about a method or other learners."""
        return any(self.main_says(what) for what in ("method", "problem", "other_learners"))

    def about_or_short(self) -> bool:
        """Whether it is about the product, or a line as short as a badge that names no other one."""
        if len(self.main.text) > _SHORT_LINE or (self.main_says("study") and not self.bodies):
            return self.about_product()
        if self.main_says("method") and not self.names.named(self.main.low):
            return False
        return not any(
            self.names.other_product(sentence, self._bodies_of(sentence)) for sentence in self.sentences
        ) and not self.names.heads_other_product(self.heading)

    def product_named(self) -> bool:
        """Whether the product or vendor is named in the main sentence; a reference is read as a whole."""
        if self.names.named(self._without_bodies(self.main)) or self._program_word(self.main):
            return True
        return self.cited() and any(self.names.named(sentence.low) for sentence in self.sentences)

    def only_general(self) -> bool:
        """Whether it tells what research shows of learning at large, and nothing of the product."""
        return (
            bool(_AT_LARGE.search(self.main.low)) and not self.product_named() and not self.holds("own_study")
        )

    def null_result(self) -> bool:
        """Whether no benefit was found, by the main sentence, or by another where none tells of a benefit."""
        if self.main_says("null_result"):
            return True
        without = [one for one in self.sentences if not self._says(one, "null_result")]
        return len(without) < len(self.sentences) and not any(self._says(one, "result") for one in without)

    def own_only(self) -> bool:
        """Whether the study is the vendor's own, and no outside body is said to have done or judged it."""
        return self.holds("own_study") and not any(
            did_the_study(self.main, body) or is_source(self.main, body) for body in self.bodies
        )

    def general_research(self) -> bool:
        """Whether the main sentence speaks of research on which the product is built, or at large."""
        return self.main_says("general")

    def study_link(self) -> bool:
        """Whether a link beside it leads to the study."""
        return not self.main_says("commissioned") and any(_to_study(link, self.bodies) for link in self.links)

    def paper_link(self) -> bool:
        """Whether a link beside it leads to a registry's or journal's page."""
        return any((place := place_of(link.url)) and place.kind != "clearinghouse" for link in self.links)

    def clearinghouse(self) -> bool:
        """Whether a clearinghouse is named."""
        return any(body.kind == "clearinghouse" for body in self.bodies)

    def clearinghouse_link(self) -> bool:
        """Whether a link beside it leads to a clearinghouse's page on a program."""
        return any((place := place_of(link.url)) and place.kind == "clearinghouse" for link in self.links)

    def essa_tier(self) -> bool:
        """Whether ESSA's tier 1, 2 or 3 is named."""
        return tiers.essa_tier(self.main.plain)

    def tier_body(self) -> bool:
        """Whether an outside body that may have given the tier is named; a ministry gives none."""
        here = any(
            body.kind not in _GIVES_NO_TIER and not _merely_beside(self.main, body) for body in self.bodies
        )
        return here or any(
            body.kind not in _GIVES_NO_TIER
            and not self.names.is_vendor(body)
            and (did_the_study(sentence, body) or is_source(sentence, body))
            for sentence in self.sentences
            if sentence is not self.main and len(sentence.text) <= _SHORT_LINE
            for body in organisations(sentence)
        )

    def certain_study(self) -> bool:
        """Whether a certain study is named: by design, sample or year."""
        return self.main_says("study") and (
            self.holds("randomised_or_matched") or any(tiers.specific(one.plain) for one in self.sentences)
        )

    def journal(self) -> bool:
        """Whether a scholarly journal is named in the main sentence."""
        return tiers.journal(self.main.plain)

    def cited(self) -> bool:
        """Whether the main sentence gives a paper's volume or pages."""
        return tiers.cited(self.main.plain)

    def registered(self) -> bool:
        """Whether the main sentence holds a registry's number."""
        return tiers.registered(self.main.plain)

    def quotation(self) -> bool:
        """Whether someone's words are quoted."""
        return self.kind == "quotation" or bool(re.match(r'\W{0,2}"', self.main.plain))

    def _program_word(self, sentence: Sentence) -> bool:
        return self._says(sentence, "program_word")

    def _bodies_of(self, sentence: Sentence) -> list[Organisation]:
        return list(organisations(sentence))

    def _without_bodies(self, sentence: Sentence) -> str:
        text = sentence.low
        for body in self.bodies:
            text = text[: body.start] + "_" * (body.end - body.start) + text[body.end :]
        return text


def _merely_beside(sentence: Sentence, body: Organisation) -> bool:
    before = sentence.low[max(0, body.start - 120) : body.start]
    return bool(statements()["developer_before"].search(before)) and not did_the_study(sentence, body)


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


def _path(url: str) -> str:
    """Return an address without its host, which names the vendor on every page."""
    address = parse_address(url)
    return address.path if address else ""


_HOLDS = {
    method.__name__: method
    for method in (
        Passage.outside_study,
        Passage.source_given,
        Passage.result,
        Passage.figure_result,
        Passage.about_product,
        Passage.about_or_short,
        Passage.product_named,
        Passage.general_research,
        Passage.only_general,
        Passage.null_result,
        Passage.own_only,
        Passage.study_link,
        Passage.paper_link,
        Passage.clearinghouse,
        Passage.clearinghouse_link,
        Passage.essa_tier,
        Passage.tier_body,
        Passage.certain_study,
        Passage.journal,
        Passage.cited,
        Passage.registered,
        Passage.quotation,
    )
}
