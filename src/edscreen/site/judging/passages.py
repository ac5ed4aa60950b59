"""What a few sentences that stand together say of the product."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from edscreen.registries.addresses import parse_address
from edscreen.site.judging import tiers
from edscreen.site.judging.links import place_of
from edscreen.site.judging.organisations import organisations
from edscreen.site.judging.text import Sentence, key, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from edscreen.site.judging.names import Names
    from edscreen.site.judging.organisations import Organisation
    from edscreen.site.page import BlockKind, Link

SHORT_LINE = 120
_OURS = re.compile(r"\b(?:our|we|us|nuestr[oa]s?|nosotros)\b")
_WORD = re.compile(r"[a-z]{3,}")
_FEW_WORDS = 4
_OF_ANOTHER = ("method_finding", "another_product")
_OF_SOMETHING_ELSE = ("method", "problem", "other_learners", "found_of_other")


class Passage:
    """Sentences that stand together, and what stands with them.

    Attributes:
        sentences: in the page's order.
        main: the one that is judged; the others only add to it.
        names: the names that matter on the page.
        heading: the heading above.
        links: the links in the sentences' blocks.
        kind: what the main sentence's block is.
        around: sentences beside them, which may say that the study is not finished.
    """

    def __init__(
        self,
        sentences: Sequence[Sentence],
        main: Sentence,
        names: Names,
        heading: str = "",
        links: Sequence[Link] = (),
        kind: BlockKind = "text",
        around: Sequence[Sentence] = (),
    ) -> None:
        self.sentences = sentences
        self.main = main
        self.names = names
        self.heading = heading
        self.links = links
        self.kind = kind
        self.around = around
        self.held: dict[str, bool] = {}
        """What was found to hold of it, by the names that `signals.yaml` asks for."""

    def says_any(self, what: str) -> bool:
        """Tell whether any of the sentences says it."""
        says = self.names.says
        # A plain loop: a page has thousands of passages, and a generator costs more than the look.
        for sentence in self.sentences:  # noqa: SIM110
            if says(sentence, what):
                return True
        return False

    def main_says(self, what: str) -> bool:
        """Tell whether the main sentence itself says it."""
        return self.names.says(self.main, what)

    @property
    def bodies(self) -> list[Organisation]:
        """Bodies named in the main sentence that are not the vendor."""
        main = self.main
        if main.outside is None:
            main.outside = [body for body in organisations(main) if not self.names.is_vendor(body)]
        return main.outside

    def result(self) -> bool:
        """Whether a benefit to learners is given as found, not as an opinion.

        Where the product is named, a number with what it is compared to says enough.
        """
        named = any(self.names.named(sentence.low) for sentence in self.sentences)
        return any(
            self._tells_result(sentence, named=named) for sentence in self.sentences
        ) and not self.main_says("other_outcome")

    def _tells_result(self, sentence: Sentence, *, named: bool) -> bool:
        says = self.names.says
        is_main = sentence is self.main
        if not (
            says(sentence, "result")
            and (
                (is_main and says(sentence, "learners"))
                or says(sentence, "figure")
                or says(sentence, "compared_figure")
            )
        ) and not (named and says(sentence, "compared_figure")):
            return False
        if not is_main and _OURS.search(sentence.low):
            return False
        return not says(sentence, "other_outcome") and (
            not says(sentence, "perception") or says(sentence, "randomised_or_matched")
        )

    def figure_result(self) -> bool:
        """Whether a benefit is given with a number."""
        return self.result() and (self.says_any("figure") or self.says_any("compared_figure"))

    def about_product(self) -> bool:
        """Whether it is about the product asked about, not a sibling, a competitor or a method."""
        main, names = self.main, self.names
        if any(names.other_product(sentence, organisations(sentence)) for sentence in self.sentences):
            return False
        if self.main_says("other_object") and not self.main_says("product_found"):
            return False
        if names.named(self._without_bodies(main)):
            return True
        if names.heads_other_product(self.heading) or any(map(self.main_says, _OF_ANOTHER)):
            return False
        if self._program_word(main):
            return True
        return not self._finds_something_else() and self._about_by_context()

    def _about_by_context(self) -> bool:
        """Tell whether what stands around a main sentence that names no product makes it the product's."""
        links = (key(f"{link.text} {_path(link.url)}") for link in self.links[:8])
        if self.names.named(" ".join([plain(self.heading).lower(), *links])):
            return not self._made_use_of()
        beside = any(
            sentence is not self.main and (self.names.named(sentence.low) or self._program_word(sentence))
            for sentence in (*self.sentences, *self.around)
        )
        found = self.says_any("learners") and self.figure_result()
        if self._bare() or self._behind_a_study():
            return not self._made_use_of() and (beside or found)
        if self.main_says("result") and not self.main_says("randomised_or_matched"):
            # It says what was found of whom; a product named beside it is what the vendor turns to next.
            return found and not beside
        return not self._made_use_of() and (beside or found)

    def _made_use_of(self) -> bool:
        """Tell whether the product only makes use of what was studied, by a sentence beside the main one."""
        return any(self.names.says(one, "general") for one in self.sentences if one is not self.main)

    def _finds_something_else(self) -> bool:
        """Tell whether the main sentence, which names no product, is about a method or other learners."""
        if any(self.main_says(what) for what in _OF_SOMETHING_ELSE):
            return True
        return self.main_says("result") and not self.main_says("pupils") and not self._bare()

    def _bare(self) -> bool:
        """Tell whether the main sentence is a body and a figure: who is meant stands beside it."""
        return len(_WORD.findall(self._without_bodies(self.main))) <= _FEW_WORDS

    def _behind_a_study(self) -> bool:
        """Tell whether the sentence right before the main one tells of a study of the product."""
        place = next((place for place, one in enumerate(self.sentences) if one is self.main), 0)
        before = self.sentences[max(0, place - 1) : place]
        return any(
            self.names.named(one.low)
            and self.names.says(one, "product_found")
            and self.names.says(one, "study")
            and not self.names.says(one, "general")
            for one in before
        )

    def about_or_short(self) -> bool:
        """Whether it is about the product, or a line as short as a badge that names no other one."""
        if len(self.main.text) > SHORT_LINE or (self.main_says("study") and not self.bodies):
            return self.about_product()
        if self.main_says("another_product"):
            return False
        if self.main_says("method") and not self.names.named(self.main.low):
            return False
        return not any(
            self.names.other_product(sentence, organisations(sentence)) for sentence in self.sentences
        ) and not self.names.heads_other_product(self.heading)

    def product_named(self) -> bool:
        """Whether the main sentence names the product or vendor, or one beside it where it names no other."""
        if self.names.named(self._without_bodies(self.main)) or self._program_word(self.main):
            return True
        others = [sentence for sentence in self.sentences if sentence is not self.main]
        if self._finds_something_else() or any(self.names.says(one, "general") for one in others):
            return False
        return any(self.names.named(sentence.low) for sentence in others)

    def paper_link(self) -> bool:
        """Whether a link beside it leads to a registry's or journal's page."""
        return any((place := place_of(link.url)) and place.kind != "clearinghouse" for link in self.links)

    def cited(self) -> bool:
        """Whether the main sentence gives a paper's volume or pages."""
        return tiers.cited(self.main.plain)

    def _program_word(self, sentence: Sentence) -> bool:
        return self.names.says(sentence, "program_word")

    def _without_bodies(self, sentence: Sentence) -> str:
        text = sentence.low
        for body in self.bodies:
            text = text[: body.start] + "_" * (body.end - body.start) + text[body.end :]
        return text


def _path(url: str) -> str:
    """Return an address without its host, which names the vendor on every page."""
    address = parse_address(url)
    return address.path if address else ""
