"""Which elements a page's own style rules hide, read from its `<style>` elements.

Only `display` and `visibility` matter, so only rules that set them are read. An element counts as hidden
where it is hidden both on a wide screen and on a narrow one: many parts of a page are made for one of them.
Selectors of tags, ids and classes, alone, compound, or below others (`.a .b`, `.a > .b`) are understood. A rule
with any other selector hides nothing; one that shows an element while the reader points at or checks something
(`:hover`, `:checked` ...) makes it one that can be opened.

Own code: a whole style engine would cost more than all other reading, and no kept library is one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from edscreen.site.problems import Unreadable
from edscreen.site.reading.media import Screens, on_screens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Names: TypeAlias = frozenset[str]
"""An element's tag, `#id` and `.class` names."""

_Property: TypeAlias = Literal["display", "visibility"]

_COMMENT = re.compile(r"/\*(?s:.*?)(?:\*/|\Z)|<!--|-->|<!\[CDATA\[|\]\]>")
_DECLARATION = re.compile(
    r"(?:^|[;{\s])(display|visibility)\s*:\s*([a-z-]+)\s*(!\s*important)?", re.IGNORECASE
)
_COMPOUND = re.compile(r"(?:\*|[a-z][\w-]*)?(?:[#.](?:[\w-]|[^\x00-\x7f]|\\.)+)*", re.IGNORECASE)
_SIMPLE = re.compile(r"[#.]?(?:[\w-]|[^\x00-\x7f]|\\.)+")
_READERS_DOING = re.compile(
    r":(?:hover|focus|focus-within|focus-visible|checked|target|active)(?![\w-])", re.IGNORECASE
)
_COMBINATOR = re.compile(r"\s*([>+~])\s*|\s+")
_ESCAPE = re.compile(r"\\(.)")
_LONGEST_SELECTOR = 300
_MOST_RULES = 5_000
_MOST_STEPS = 2_000_000  # comparisons with elements above, in one page
_FARTHEST_ABOVE = 60


@dataclass(frozen=True, slots=True)
class _Rule:
    compounds: tuple[Names, ...]  # outermost first
    direct: tuple[bool, ...]  # whether each but the first stands directly below the one before it
    what: _Property
    value: str
    opens: bool
    screens: Screens
    weight: tuple[bool, int, int, int, int]


@dataclass(slots=True)
class StyleRules:
    """A page's rules that hide or show, by the name that an element must have for them."""

    by_name: dict[str, list[_Rule]] = field(default_factory=dict)
    read: int = 0
    steps: int = 0

    def add(self, sheet: str, media: str) -> None:
        """Read one style sheet.

        Args:
            sheet: its text.
            media: its `media` attribute.
        """
        lowered = sheet.lower()
        if "display" not in lowered and "visibility" not in lowered:
            return
        around = [on_screens(media)]
        # Every closing brace ends a rule or a group of rules; what stands before it is the rule.
        for piece in _COMMENT.sub(" ", sheet).split("}"):
            *heads, body = piece.split("{")
            if not heads:
                if len(around) > 1:
                    around.pop()
                continue
            for group in heads[:-1]:
                around.append(_within(around[-1], group))
            if "isplay" in body or "isibility" in body or "ISPLAY" in body:
                self._add_rule(heads[-1], body, around[-1])

    def _add_rule(self, selectors: str, body: str, screens: Screens) -> None:
        if not any(screens) or self.read >= _MOST_RULES:
            return
        for what, value, important in _DECLARATION.findall(body):
            for selector in selectors.rpartition(";")[2].split(","):
                self.read += 1
                rule = _rule(
                    selector.strip(), (what.lower(), value.lower()), screens, (bool(important), self.read)
                )
                if rule is not None:
                    self.by_name.setdefault(_rarest(rule.compounds[-1]), []).append(rule)

    def hides(self, names: Names, above: Sequence[Names]) -> tuple[bool, str, bool]:
        """Tell what the rules say of an element.

        Args:
            names: the element's.
            above: those of the elements above it, the nearest last.

        Returns:
            Whether it is not displayed, its stated `visibility` (empty where none is), whether a reader
            can open it.

        Raises:
            Unreadable: `too_complex`.
        """
        rules = [rule for name in names if name in self.by_name for rule in self.by_name[name]]
        meant = [rule for rule in rules if rule.compounds[-1] <= names and self._stands(rule, above)]
        opens = any(rule.opens for rule in meant)
        meant = [rule for rule in meant if not rule.opens]
        if not meant:
            return False, "", opens
        display = [_winner(meant, "display", screen) for screen in (0, 1)]
        visibility = [_winner(meant, "visibility", screen) for screen in (0, 1)]
        seen = "visible" if "visible" in visibility else visibility[0]
        return display == ["none", "none"], seen if seen == visibility[1] or seen == "visible" else "", opens

    def _stands(self, rule: _Rule, above: Sequence[Names]) -> bool:
        """Whether the elements above are those that the selector wants."""
        place = len(above)
        for wanted, direct in zip(reversed(rule.compounds[:-1]), reversed(rule.direct), strict=True):
            lowest = place - 1 if direct else max(0, len(above) - _FARTHEST_ABOVE)
            place -= 1
            while place >= lowest and place >= 0 and not wanted <= above[place]:
                self.steps += 1
                place -= 1
            if place < lowest or place < 0:
                return False
        if self.steps > _MOST_STEPS:
            raise Unreadable("too_complex", "its style rules are too many")
        return True


def rules_of(sheets: Iterable[tuple[str, str]]) -> StyleRules:
    """Read a page's style sheets, each with its `media`, in the page's order."""
    rules = StyleRules()
    for sheet, media in sheets:
        rules.add(sheet, media)
    if not any(
        rule.value in {"none", "hidden", "collapse"} for each in rules.by_name.values() for rule in each
    ):
        rules.by_name.clear()
    return rules


def _within(outer: Screens, head: str) -> Screens:
    """The screens for which a group of rules holds."""
    head = head.rpartition(";")[2].strip().lower()
    if head.startswith("@media"):
        inner = on_screens(head[6:])
        return (outer[0] and inner[0], outer[1] and inner[1])
    return outer if head.startswith(("@supports", "@layer", "@container")) else (False, False)


def _rule(
    selector: str, sets: tuple[_Property, str], screens: Screens, weight: tuple[bool, int]
) -> _Rule | None:
    if len(selector) > _LONGEST_SELECTOR or not selector:
        return None
    what, value = sets
    plain, acts = _READERS_DOING.subn("", selector)
    opens = acts > 0
    if opens and value in {"none", "hidden", "collapse"}:
        return None
    parts = _COMBINATOR.split(plain)
    compounds, between = parts[::2], parts[1::2]
    if "+" in between or "~" in between:
        if not opens:
            return None
        compounds, between = compounds[-1:], []
    if not all(_COMPOUND.fullmatch(each) for each in compounds):
        return None
    named = tuple(frozenset(_ESCAPE.sub(r"\1", name) for name in _SIMPLE.findall(each)) for each in compounds)
    simple = [name for names in named for name in names]
    if not named[-1] or not any(name[0] in "#." for name in simple):
        return None
    count = {mark: sum(name.startswith(mark) for name in simple) for mark in "#."}
    specific = (count["#"], count["."], len(simple) - count["#"] - count["."])
    direct = tuple(each == ">" for each in between)
    return _Rule(named, direct, what, value, opens, screens, (weight[0], *specific, weight[1]))


def _rarest(compound: Names) -> str:
    """The name by which to find a rule: an id sooner than a class, a class sooner than a tag."""
    return min(compound, key=lambda name: ("#.".find(name[0]) % 3, name))


def _winner(rules: list[_Rule], what: _Property, screen: int) -> str:
    on_screen = [rule for rule in rules if rule.what == what and rule.screens[screen]]
    return max(on_screen, key=lambda rule: rule.weight).value if on_screen else ""
