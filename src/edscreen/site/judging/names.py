"""Whether a sentence is about the product asked about, and whose a body named in it is."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from edscreen.site.judging.data import name_shapes, statements, words_of
from edscreen.site.judging.organisations import organisations
from edscreen.site.judging.roles import made_the_product
from edscreen.site.judging.subject import name_pattern
from edscreen.site.judging.text import key, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from edscreen.site.judging.organisations import Organisation
    from edscreen.site.judging.text import Sentence
    from edscreen.site.page import Page
    from edscreen.site.seen import Subject

# A maker is meant where the sentence speaks of the product, or opens with what was done.
_OF_THE_PRODUCT = re.compile(
    r"\b(?:we|our|us|it|the program|nuestro|nuestra)\b"
    r"|^\W*(?:developed|created|born|spun|founded|designed|built|desarroll|cread|nacid)"
)
_PRODUCT_PAGE = re.compile(r"/(?:products?|programs?|solutions?|productos?|programas?)/[^/]+")
_PRODUCT_MENU = re.compile(
    r"(?:our )?(?:products?|programs?|solutions?)|(?:nuestros )?(?:productos|programas)"
)

_NOT_IN_BODIES = frozenset(
    {"general", "method", "method_finding", "skill_or_content", "problem", "other_outcome"}
)


class Names:
    """The names that matter on a page."""

    def __init__(self, subject: Subject, page: Page, makers: Iterable[str] = ()) -> None:
        """Prepare what is looked for in every sentence.

        Args:
            subject: whose page it is.
            page: the page.
            makers: names of bodies that the page calls the product's makers.
        """
        all_names = (*subject.product, *subject.vendor)
        self._product = name_pattern(subject.product)
        self._any = name_pattern((*all_names, *_short_forms(all_names)))
        self._owners = [key(name) for name in (*subject.vendor, *subject.product, *makers) if key(name)]
        self._labels = [domain.split(".")[0].lower() for domain in subject.domains]
        self._product_keys = [key(name) for name in subject.product]
        self._siblings = [
            re.compile(rf"(?<!\w){re.escape(head)}®? ([^\W\d_][\w-]*)", re.IGNORECASE)
            for head in {name.split()[0] for name in map(key, all_names) if name}
            if any(name.startswith(f"{head} ") for name in self._product_keys)
        ]
        self._menu = _menu_products(page) - set(self._product_keys) if subject.product else frozenset()

    def named(self, text: str) -> bool:
        """Tell whether product or vendor is named in `text`, given in lower case without accents."""
        return bool(self._any and self._any.search(text))

    def without_product(self, words: str) -> str:
        """Return words with product and vendor blotted out: one is called "Arguing from Evidence".

        A bare word for research is no name, such as the title "Research" where nobody named the product.
        """
        bare = statements()["research_link_words"]

        def blotted(name: re.Match[str]) -> str:
            return name[0] if bare.fullmatch(name[0]) else "x" * max(4, len(name[0]))

        return self._any.sub(blotted, words) if self._any else words

    def says(self, sentence: Sentence, what: str) -> bool:
        """Tell whether a sentence says what an entry of `statements.yaml` means.

        The product's name is blotted out first: nobody reads in "Lumen Reading". So are outside bodies where
        their names could be taken for what was studied: "Center for Applied Learning Sciences".
        """
        known = sentence.said.get(what)
        if known is None:
            if sentence.nameless is None:
                sentence.nameless = (
                    self._any.sub(lambda name: "x" * len(name[0]), sentence.low)
                    if self._any
                    else sentence.low
                )
            text = _without_bodies(sentence) if what in _NOT_IN_BODIES else sentence.nameless
            known = sentence.said[what] = bool(statements()[what].search(text))
        return known

    def is_vendor(self, body: Organisation) -> bool:
        """Tell whether a body is the vendor itself, its parent or the product's maker."""
        words = body.key
        if any(_within(owner, words) for owner in self._owners):
            return True
        joined = words.replace(" ", "")
        return any(
            (len(label) >= 3 and f" {label} " in f" {words} ")
            or (len(label) >= 6 and (label.replace("-", "") in joined or joined in label.replace("-", "")))
            for label in self._labels
        )

    def other_product(self, sentence: Sentence, bodies: Iterable[Organisation] = ()) -> bool:
        """Tell whether the sentence is about another product: a sibling, a competitor, another maker's."""
        text = sentence.plain
        if self._names_sibling(text) and not (self._product and self._product.search(sentence.low)):
            return True
        if any(not self.named(match[1].lower()) for match in _shapes("unlike")[0].finditer(text)):
            return True
        if any(self._is_sister(match[1]) for match in _shapes("sister")[0].finditer(text)):
            return True
        if self._any is None or (self.named(sentence.low) and self.says(sentence, "product_found")):
            return False
        spans = [(body.start, body.end) for body in bodies]
        return any(
            _names_product(match[1]) and not self.named(match[1].lower())
            for shape in _shapes("studied")
            for match in shape.finditer(text)
            if not any(start <= match.start(1) < end or start < match.end(1) <= end for start, end in spans)
        )

    def heads_other_product(self, heading: str) -> bool:
        """Tell whether a heading names another product of the menu, or a sibling."""
        words, text = key(heading), plain(heading)
        if not words:
            return False
        return self._names_sibling(text) or (words in self._menu and not self.named(text.lower()))

    def _is_sister(self, name: str) -> bool:
        """Tell whether a name that the vendor calls its program is none that was asked about."""
        words = key(name)
        return bool(self._product_keys) and not any(
            f" {words} " in f" {known} " or f" {known} " in f" {words} "
            for known in (*self._product_keys, *self._owners)
        )

    def _names_sibling(self, text: str) -> bool:
        """Tell whether a name that begins as the product's does, but ends otherwise, stands in the text."""
        return any(
            match[1][0].isupper()
            and (follows := key(match[1])) not in words_of("after_names")
            and not any(key(match[0]) in {f"{name}s", name.removesuffix("s")} for name in self._product_keys)
            and not any(f" {key(match[0])} " in f" {name} " for name in (*self._product_keys, *self._owners))
            and bool(follows)
            for sibling in self._siblings
            for match in sibling.finditer(text)
        )


def _without_bodies(sentence: Sentence) -> str:
    """Return a sentence's text without product and vendor, and without the bodies it names."""
    text = sentence.nameless or ""
    for body in organisations(sentence):
        text = text[: body.start] + "_" * (body.end - body.start) + text[body.end :]
    return text


def makers_named(sentences: Iterable[Sentence], names: Names) -> list[str]:
    """Return the bodies that a page calls the product's makers: their studies are not an outsider's."""
    return [
        body.name
        for sentence in sentences
        for body in organisations(sentence)
        if body.kind not in {"journal", "press", "clearinghouse"}
        and made_the_product(sentence, body)
        and (names.named(sentence.low) or _OF_THE_PRODUCT.search(sentence.low))
    ]


def _names_product(name: str) -> bool:
    """Tell whether a proper name can be a product's: it is no place, test, month or people."""
    usual = words_of("not_products") | words_of("after_names")
    telling = [word for word in key(name).split() if word not in usual and not word.isdigit()]
    return bool(telling) and not words_of("places").intersection(telling)


def _within(owner: str, words: str) -> bool:
    """Tell whether one name is part of the other, by whole words, and says enough to be a name.

    Whether its words are written as one does not matter: "MathLab", "Math Lab".
    """
    return _holds(words, owner) or _holds(owner, words)


def _holds(name: str, part: str) -> bool:
    joined = part.replace(" ", "")
    if len(joined) <= 2 or joined not in name.replace(" ", ""):
        return False
    words = name.split()
    return any(joined in accumulate(words[start:]) for start in range(len(words)))


def _short_forms(names: Iterable[str]) -> tuple[str, ...]:
    """Return the first words of names of several: `Lumen` of `Lumen Learning`."""
    usual = words_of("not_products") | words_of("after_names") | words_of("ordinary")
    heads = (key(name).split() for name in names)
    return tuple(
        words[0] for words in heads if len(words) > 1 and len(words[0]) >= 4 and words[0] not in usual
    )


def _menu_products(page: Page) -> frozenset[str]:
    """Return what the page's menus call its products: links under "Products", or with such an address."""
    return frozenset(
        key(link.text)
        for link in page.links
        if 0 < len(link.text) < 60
        and (_PRODUCT_PAGE.search(link.url) or _PRODUCT_MENU.fullmatch(key(link.heading)))
    )


@lru_cache(maxsize=4)
def _shapes(kind: str) -> list[re.Pattern[str]]:
    shapes = name_shapes()[kind]
    return [re.compile(shape) for shape in ([shapes] if isinstance(shapes, str) else shapes)]
