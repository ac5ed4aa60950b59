"""Outside bodies named in a sentence: universities, research organisations, governments, reviewers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from edscreen.site.judging.data import name_shapes, named, words_of
from edscreen.site.judging.text import key, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.site.judging.text import Sentence
    from edscreen.site.judging.vocabulary import Vocabulary

_MOST_BODIES = 8
_CAPITALISED = re.compile(r"[A-Z]\w*")
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
    shapes = (f"(?P<k{number}>{entry['shape']})" for number, entry in enumerate(name_shapes()["bodies"]))
    # None begins within a word: the "Lab" of "MathLab" is no body. To see first that there is a capital saves
    # trying them all at each letter.
    return re.compile(rf"(?<!\w)(?=[A-Z])(?:{'|'.join(shapes)})")


@lru_cache(maxsize=1)
def _kinds() -> list[str]:
    return [entry["kind"] for entry in name_shapes()["bodies"]]


@lru_cache(maxsize=1)
def _no_body() -> re.Pattern[str]:
    return re.compile(name_shapes()["no_body"])


@lru_cache(maxsize=1)
def _leading() -> re.Pattern[str]:
    return re.compile(name_shapes()["leading"])


@lru_cache(maxsize=1)
def _described() -> list[re.Pattern[str]]:
    return [re.compile(shape) for shape in name_shapes()["described"]]


@lru_cache(maxsize=1)
def _known() -> dict[str, list[tuple[str, str]]]:
    """Return the names known, the longest first, and their kinds, by their first capitalised word."""
    found: dict[str, list[tuple[str, str]]] = {}
    kinds = {plain(written): body.kind for written, body in named().items()}
    for name in sorted(kinds, key=lambda name: (-len(name), name)):
        if first := _CAPITALISED.match(name):
            found.setdefault(first[0], []).append((name, kinds[name]))
    return found


def naming_bodies(words: Vocabulary) -> set[int]:
    """Return the positions of plain texts that may name a body; in the others `organisations` finds none."""
    known = _known()
    phrases = {name for first in known.keys() & words.parts(_CAPITALISED) for name, _ in known[first]}
    return words.holding(_body_words()).union(
        words.holding(_describing_words()),
        *map(words.holding_phrase, phrases.union(name_shapes()["described_phrases"])),
    )


@lru_cache(maxsize=1)
def _body_words() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, name_shapes()["body_words"].split())))


@lru_cache(maxsize=1)
def _describing_words() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, name_shapes()["described_words"].split())))


@lru_cache(maxsize=1)
def _describing_phrases() -> dict[str, list[str]]:
    """Return the phrases by which bodies are described, by the small word in which each ends."""
    found: dict[str, list[str]] = {}
    for phrase in name_shapes()["described_phrases"]:
        found.setdefault(f" {phrase.split()[-1]}", []).append(phrase)
    return found


def _is_described(text: str) -> bool:
    return _describing_words().search(text) is not None or any(
        end in text and any(phrase in text for phrase in phrases)
        for end, phrases in _describing_phrases().items()
    )


def organisations(sentence: Sentence) -> tuple[Organisation, ...]:
    """Return the bodies that a sentence names, in its order; of overlapping names the known one."""
    if sentence.bodies is None:
        sentence.bodies = tuple(_found(sentence.plain)[:_MOST_BODIES])
    return sentence.bodies


def _found(text: str) -> list[Organisation]:
    found = list(_found_by_name(text))
    shaped = (
        _trimmed(text, match.start(), match.end(), _kinds()[int(str(match.lastgroup)[1:])])
        for match in (_body_shape().finditer(text) if _body_words().search(text) else ())
    )
    described = (
        _trimmed(text, match.start(1), match.end(1), "described")
        for shape in (_described() if _is_described(text) else ())
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


def _found_by_name(text: str) -> Iterator[Organisation]:
    end = 0
    for first in _CAPITALISED.finditer(text):
        start = first.start()
        if start < end or (start and (text[start - 1].isalnum() or text[start - 1] in "-_")):
            continue
        for name, kind in _known().get(first[0], ()):
            after = start + len(name)
            if not text.startswith(name, start) or text[after : after + 1].isalnum():
                continue
            if not _short_for_another(text, start, name):
                yield Organisation(name, kind, start, after)
                end = after
            break


def _short_for_another(text: str, start: int, name: str) -> bool:
    """Tell whether an acronym in brackets stands for the words before it: `World Water Club (WWC)`."""
    if not name.isupper() or text[start - 1 : start] != "(":
        return False
    before = text[max(0, start - 80) : start - 1]
    if re.findall(r"[A-Z]", before)[-len(name) :] != list(name):
        return False
    same = (written for written, body in named().items() if body.name == named()[name].name)
    return not any(plain(written) in before for written in same if written != name)


def _same_kind(known: Organisation, body: Organisation) -> bool:
    return known.start <= body.start and known.end >= body.end


def _trimmed(text: str, start: int, end: int, kind: str) -> Organisation | None:
    """Return the body named there without the words of the sentence before it; None where no name is left."""
    name = text[start:end]
    if lead := _leading().match(name):
        start, name = start + lead.end(), name[lead.end() :]
    name = re.sub(r"(?:'s?|[.,&-])+$", "", name.rstrip())
    words = key(name).split()
    if not words or (kind == "described" and _no_body().search(name)):
        return None
    telling = [word for word in words if word not in words_of("generic") and not word.isdigit()]
    long_proper = kind == "government" or (len(words) >= 4 and words[0] in _STARTS) or "regents" in words
    if not telling and not (long_proper and len(words) >= 3):
        return None
    if kind == "university" and words[-1] in {"university", "college", "universidad"} and not telling:
        return None
    return Organisation(name, kind, start, start + len(name))
