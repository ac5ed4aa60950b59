"""Outside bodies named in a sentence: universities, research organisations, governments, reviewers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from edscreen.site.judging.data import name_shapes, named, statements, words_of
from edscreen.site.judging.text import key, plain

if TYPE_CHECKING:
    from edscreen.site.judging.text import Sentence

_SHORT_LINE = 90
# Most sentences have none of these words, and need not be looked through for the shapes.
_SHAPE_WORDS = re.compile(
    r"Universi|UNIVERS|College|Depart|Minist|Secretar|Board|Office|Bureau|Division|Agency|Consejo|Agencia|Research|"
    r"Evaluation|Institut|Laborator|Policy|Analytics|Observator|Measurement|Cent[er][er]|Centro|Evaluaciones|Investigaciones|Metrics"
)
_DESCRIBING = re.compile(
    r"ndependent|hird-party|xternal|utside|onprofit|independiente|extern[ao]|research|evaluation"
)
# A second word may name who it is, so it is not generic behind these.
_STARTS = frozenset(
    ["institute", "center", "centre", "instituto", "centro", "observatorio", "laboratorio", "laboratory"]
)


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body named in a sentence.

    Attributes:
        name: as it is written there, without accents.
        kind: as in `data/evaluators.csv`.
        start: where the name begins in the sentence.
        end: where it ends.
    """

    name: str
    kind: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """The name as it is compared."""
        return key(self.name)


@lru_cache(maxsize=1)
def _body_shape() -> re.Pattern[str]:
    shapes = name_shapes()["bodies"]
    return re.compile("|".join(f"(?P<k{number}>{entry['shape']})" for number, entry in enumerate(shapes)))


@lru_cache(maxsize=1)
def _kinds() -> list[str]:
    return [entry["kind"] for entry in name_shapes()["bodies"]]


@lru_cache(maxsize=1)
def _leading() -> re.Pattern[str]:
    return re.compile(name_shapes()["leading"])


@lru_cache(maxsize=1)
def _described() -> list[re.Pattern[str]]:
    return [re.compile(shape) for shape in name_shapes()["described"]]


@lru_cache(maxsize=1)
def _known() -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = {plain(written): body.kind for written, body in named().items()}
    longest_first = sorted(kinds, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w])"), kinds


def organisations(sentence: Sentence) -> tuple[Organisation, ...]:
    """Return the bodies that a sentence names, in its order; of overlapping names the known one."""
    if sentence.bodies is None:
        sentence.bodies = tuple(_found(sentence.plain))
    return sentence.bodies


def _found(text: str) -> list[Organisation]:
    pattern, kinds = _known()
    found = [
        Organisation(match[0], kinds[match[0]], match.start(), match.end())
        for match in pattern.finditer(text)
        if not _short_for_another(text, match)
    ]
    shaped = (
        _trimmed(text, match.start(), match.end(), _kinds()[int(str(match.lastgroup)[1:])])
        for match in (_body_shape().finditer(text) if _SHAPE_WORDS.search(text) else ())
    )
    described = (
        _trimmed(text, match.start(1), match.end(1), "described")
        for shape in (_described() if _DESCRIBING.search(text) else ())
        for match in shape.finditer(text)
    )
    for body in (*shaped, *described):
        if body is None:
            continue
        overlapping = [other for other in found if other.start < body.end and body.start < other.end]
        # "Northwestern" is known, but "Northwestern Evaluation Partners" is another body.
        if any(other.kind != "university" or _same_kind(other, body) for other in overlapping):
            continue
        found = [other for other in found if other not in overlapping]
        found.append(body)
    return sorted(found, key=lambda body: body.start)


def _short_for_another(text: str, match: re.Match[str]) -> bool:
    """Tell whether an acronym in brackets stands for the words before it: `World Water Club (WWC)`."""
    if not match[0].isupper() or text[match.start() - 1 : match.start()] != "(":
        return False
    before = re.findall(r"[A-Z]", text[max(0, match.start() - 80) : match.start() - 1])
    full = [
        written
        for written, body in named().items()
        if body.name == named()[match[0]].name and written != match[0]
    ]
    return before[-len(match[0]) :] == list(match[0]) and not any(
        plain(name) in text[: match.start()] for name in (*full, named()[match[0]].name) if not name.isupper()
    )


def _same_kind(known: Organisation, body: Organisation) -> bool:
    return known.start <= body.start and known.end >= body.end


def _trimmed(text: str, start: int, end: int, kind: str) -> Organisation | None:
    """Return the body named there without the words of the sentence before it; None where no name is left."""
    name = text[start:end]
    if lead := _leading().match(name):
        start, name = start + lead.end(), name[lead.end() :]
    name = re.sub(r"(?:'s?|[.,&-])+$", "", name.rstrip())
    words = key(name).split()
    if not words:
        return None
    telling = [word for word in words if word not in words_of("generic") and not word.isdigit()]
    long_proper = kind == "government" or (len(words) >= 4 and words[0] in _STARTS) or "regents" in words
    if not telling and not (long_proper and len(words) >= 3):
        return None
    if kind == "university" and words[-1] in {"university", "college", "universidad"} and not telling:
        return None
    return Organisation(name, kind, start, start + len(name))


def did_the_study(sentence: Sentence, body: Organisation) -> bool:
    """Tell whether the sentence makes that body the one who did a study, not maker, partner or sample."""
    said = statements()
    before, after = (
        sentence.low[max(0, body.start - 150) : body.start],
        sentence.low[body.end : body.end + 160],
    )
    if said["developer_before"].search(before):
        return False
    return bool(said["evaluator_before"].search(before) or said["evaluator_after"].match(after))


def is_source(sentence: Sentence, body: Organisation) -> bool:
    """Tell whether the body is given as where a figure is from.

    So it is behind a dash or "Source:", where it opens a short line, and where a year follows it.
    """
    said = statements()
    before = sentence.low[max(0, body.start - 90) : body.start]
    dated = bool(said["attributed_after"].match(sentence.low[body.end : body.end + 110]))
    if said["attributed_before"].search(before):
        return True
    if not before.strip(" -|\"'(*0123456789[]."):
        return dated or len(sentence.low) <= _SHORT_LINE
    return (
        dated and bool(said["study"].search(sentence.low[: body.start])) and before.rstrip()[-1] in ",.-(|:"
    )


def made_the_product(sentence: Sentence, body: Organisation) -> bool:
    """Tell whether the sentence makes that body the product's maker, or the maker's parent."""
    return bool(statements()["made_by"].search(sentence.low[max(0, body.start - 120) : body.start]))
