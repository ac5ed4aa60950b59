"""Which elements a page's own style rules hide, read from its `<style>` elements.

Only `display` and `visibility` matter, so only rules that set them are read. An element counts as hidden
where it is hidden both on a wide screen and on a narrow one: many parts of a page are made for one of them.
Selectors of tags, ids and classes, alone, compound, or below others (`.a .b`, `.a > .b`) are understood. A
rule with any other selector hides nothing; one that shows an element while the reader points at or checks
something (`:hover`, `:checked` ...) makes it one that can be opened.

Own code: a whole style engine would cost more than all other reading, and no kept library is one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from edscreen.site.problems import Unreadable
from edscreen.site.reading.media import Screens, on_screens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Names: TypeAlias = frozenset[str]
"""An element's tag, `#id` and `.class` names."""

_Property: TypeAlias = Literal["display", "visibility"]

_COMMENT = re.compile(r"/\*(?s:.*?)(?:\*/|\Z)")
_DECLARATION = re.compile(
    r"(?:^|[;{\s])(display|visibility)\s*:\s*([a-z-]+)\s*(!\s*important)?", re.IGNORECASE
)
_COMPOUND = re.compile(r"(?:\*|[a-z][\w-]*)?(?:[#.](?:[\w-]|[^\x00-\x7f]|\\.)+)*", re.IGNORECASE)
_HIDING = re.compile(r"(?:display|visibility)\s*:\s*(?:none|hidden|collapse)", re.IGNORECASE)
_SETTING = re.compile(r"(?:display|visibility)\s*:", re.IGNORECASE)
_NOWHERE: Screens = (False, False)
_NAMED = re.compile(r"[#.](?:[\w-]|[^\x00-\x7f]|\\.)+")
_SIMPLE = re.compile(r"[#.]?(?:[\w-]|[^\x00-\x7f]|\\.)+")
_READERS_DOING = re.compile(
    r":(?:hover|focus|focus-within|focus-visible|checked|target|active)(?![\w-])", re.IGNORECASE
)
_COMBINATOR = re.compile(r"\s*([>+~])\s*|\s+")
_UNSEEN = frozenset({"none", "hidden", "collapse"})
_ESCAPE = re.compile(r"\\(.)")
_LONGEST_SELECTOR = 300
_MOST_RULES = 5_000
_MOST_STEPS = 2_000_000  # comparisons of rules with elements, in one page


@dataclass(frozen=True, slots=True)
class _Rule:
    compounds: tuple[Names, ...]  # outermost first
    direct: tuple[bool, ...]  # whether each but the first stands directly below the one before it
    what: _Property
    value: str
    opens: bool
    screens: Screens
    weight: tuple[bool, int, int, int, int, int]


class StyleRules:
    """A page's rules that hide or show."""

    __slots__ = ("_hiding", "_names", "_pieces", "_showing", "_steps")

    def __init__(self, sheets: Sequence[tuple[str, str]], names: Callable[[], Names]) -> None:
        """Read a page's style sheets.

        Args:
            sheets: each sheet with its `media`, in the page's order.
            names: gives all `#id` and `.class` names of the page. Most rules are for others, and of no
            account.
        """
        self._pieces = [
            piece
            for sheet, media in sheets
            if _HIDING.search(sheet)
            for piece in _pieces(_COMMENT.sub(" ", sheet) if "/*" in sheet else sheet, media)
        ]
        self._steps = 0
        self._names: Names = names() if self._pieces else frozenset()
        self._hiding = self._read(hiding=True)
        self._showing: dict[str, list[_Rule]] | None = None

    def may_hide(self, names: Names) -> bool:
        """Tell whether there is any rule that could hide an element with these names."""
        return not self._hiding.keys().isdisjoint(names)

    def ruled_tags(self) -> Names:
        """Return the tags by which elements can be hidden."""
        return frozenset(name for name in self._hiding if name[0] not in "#.")

    def hides(self, names: Names, above: Sequence[Names]) -> tuple[bool, bool]:
        """Tell what the rules say of an element.

        Args:
            names: the element's.
            above: those of the elements above it, the nearest last.

        Returns:
            Whether it is hidden, and whether a reader can make it visible.

        Raises:
            Unreadable: `too_complex`.
        """
        hiding = self._meant(self._hiding, names, above)
        if not hiding:
            return False, False
        if self._showing is None:
            self._showing = self._read(hiding=False)
        showing = self._meant(self._showing, names, above)
        opens = any(rule.opens for rule in showing)
        rules = hiding + [rule for rule in showing if not rule.opens]
        return _is_hidden(rules, "display") or _is_hidden(rules, "visibility"), opens

    def _meant(self, rules: dict[str, list[_Rule]], names: Names, above: Sequence[Names]) -> list[_Rule]:
        wanted = [rule for name in names if name in rules for rule in rules[name]]
        self._steps += len(wanted)
        if self._steps > _MOST_STEPS:
            raise Unreadable("too_complex", "its style rules are too many")
        return [rule for rule in wanted if rule.compounds[-1] <= names and self._stands(rule, above)]

    def _stands(self, rule: _Rule, above: Sequence[Names]) -> bool:
        """Whether the elements above are those that the selector wants."""
        place = len(above)
        for wanted, direct in zip(reversed(rule.compounds[:-1]), reversed(rule.direct), strict=True):
            lowest = place - 1 if direct else 0
            place -= 1
            while place >= max(lowest, 0) and not wanted <= above[place]:
                self._steps += 1
                place -= 1
            if place < max(lowest, 0):
                return False
        return True

    def _read(self, *, hiding: bool) -> dict[str, list[_Rule]]:
        """Read the rules that hide, or those that show what these hide, by a name that an element has."""
        found: dict[str, list[_Rule]] = {}
        count = 0
        # The place in the sheets decides between rules that hide and rules that show, read apart or not.
        for place, (selectors, body, screens, hides) in enumerate(self._pieces):
            if hiding and not hides:
                continue
            listed = selectors.rpartition(";")[2]
            if not hiding and "\\" not in listed and not any(name in listed for name in self._hiding):
                count += listed.count(",") + 1  # most rules show what none hides
                continue
            for selector in listed.split(","):
                count += 1
                if not self._is_wanted(selector, hiding=hiding) or count > _MOST_RULES:
                    continue
                for rule in _rules(selector.strip(), body, screens, place):
                    if (rule.value in _UNSEEN) == hiding:
                        found.setdefault(_rarest(rule.compounds[-1]), []).append(rule)
        return found

    def _is_wanted(self, selector: str, *, hiding: bool) -> bool:
        """Whether a rule can mean any element of the page, and for one that shows, any that is hidden."""
        found = _NAMED.findall(selector)
        names = {_ESCAPE.sub(r"\1", name) for name in found} if "\\" in selector else set(found)
        if hiding:
            return names <= self._names
        return not (names or {selector.strip()}).isdisjoint(self._hiding)


def _pieces(sheet: str, media: str) -> Iterator[tuple[str, str, Screens, bool]]:
    """The rules of a sheet that hide or show: selectors, declarations, screens, whether they hide."""
    around = [on_screens(media)]
    # Every closing brace ends a rule or a group of rules; what stands before it is the rule.
    for piece in sheet.split("}"):
        if "{" not in piece:
            if len(around) > 1:
                around.pop()
            continue
        selectors, _, body = piece.partition("{")
        if "{" in body:
            *heads, body = piece.split("{")
            for group in heads[:-1]:
                around.append(_within(around[-1], group))
            selectors = heads[-1]
        if around[-1] == _NOWHERE:
            continue
        # Looking for a word costs far less than the pattern, and most rules hold none of these.
        may_hide = (
            "none" in body or "hidden" in body or "collapse" in body or "NONE" in body or "HIDDEN" in body
        )
        hides = may_hide and _HIDING.search(body) is not None
        if hides or (("isplay" in body or "isibility" in body or "ISPLAY" in body) and _SETTING.search(body)):
            yield selectors, body, around[-1], hides


@lru_cache(maxsize=1_024)
def _within(outer: Screens, head: str) -> Screens:
    """The screens for which a group of rules holds."""
    head = head.rpartition(";")[2].strip().lower()
    if head.startswith("@media"):
        inner = on_screens(head[6:])
        return (outer[0] and inner[0], outer[1] and inner[1])
    return outer if head.startswith(("@supports", "@layer", "@container")) else (False, False)


def _rules(selector: str, body: str, screens: Screens, place: int) -> Iterator[_Rule]:
    """What a rule sets, once for each property."""
    found = _read_selector(selector)
    if found is None:
        return
    compounds, direct, acts = found
    simple = [name for names in compounds for name in names]
    ids, classes = (sum(name.startswith(mark) for name in simple) for mark in "#.")
    specific = (ids, classes, len(simple) - ids - classes)
    for order, (what, value, important) in enumerate(_DECLARATION.findall(body.lower())):
        if not (acts and value in _UNSEEN):
            weight = (bool(important), *specific, place, order)
            yield _Rule(compounds, direct, what, value, acts, screens, weight)


def _read_selector(selector: str) -> tuple[tuple[Names, ...], tuple[bool, ...], bool] | None:
    """Read a selector: its compounds, which stand directly below another, whether a reader must act."""
    if len(selector) > _LONGEST_SELECTOR:
        return None
    plain, acts = _READERS_DOING.subn("", selector)
    parts = _COMBINATOR.split(plain.strip())
    compounds, between = parts[::2], parts[1::2]
    if "+" in between or "~" in between:
        if not acts:
            return None
        compounds, between = compounds[-1:], []
    if not all(_COMPOUND.fullmatch(each) for each in compounds):
        return None
    named = tuple(frozenset(_ESCAPE.sub(r"\1", name) for name in _SIMPLE.findall(each)) for each in compounds)
    if not any(name[0] in "#." for names in named for name in names):
        return None
    return named, tuple(each == ">" for each in between), acts > 0


def _rarest(compound: Names) -> str:
    """The name by which to find a rule: an id sooner than a class, a class sooner than a tag."""
    return max(compound, key=lambda name: (name[0] == "#", name[0] == ".", name))


def _is_hidden(rules: list[_Rule], what: str) -> bool:
    """Whether the rules hide an element on every screen, by this property."""
    for screen in (0, 1):
        on_screen = [rule for rule in rules if rule.what == what and rule.screens[screen]]
        if not on_screen or max(on_screen, key=lambda rule: rule.weight).value not in _UNSEEN:
            return False
    return True
