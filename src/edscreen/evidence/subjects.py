"""Which subjects count as one where minutes are added up, and which of them a district buys."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LANGUAGE_ARTS = "english_language_arts"
_PARTS = frozenset({"reading", "writing"})


def as_counted(subjects: Iterable[str]) -> frozenset[str]:
    """Count reading, writing and English language arts as one subject."""
    return _as_counted(tuple(subjects))


def among(subjects: Iterable[str], wanted: Iterable[str]) -> tuple[str, ...]:
    """Return those of `subjects` that are wanted; English language arts takes in reading and writing."""
    return _among(tuple(subjects), frozenset(wanted))


def subject_in_words(subject: str) -> str:
    """Write a subject as people do: `English language arts`, `social studies`."""
    return subject.replace("_", " ").replace("english", "English")


@lru_cache(maxsize=1_024)  # the same few subjects stand in most profiles of a list
def _as_counted(subjects: tuple[str, ...]) -> frozenset[str]:
    return frozenset([_LANGUAGE_ARTS if subject in _PARTS else subject for subject in subjects])


@lru_cache(maxsize=1_024)
def _among(subjects: tuple[str, ...], wanted: frozenset[str]) -> tuple[str, ...]:
    return tuple(
        subject
        for subject in subjects
        if subject in wanted
        or (subject in _PARTS and _LANGUAGE_ARTS in wanted)
        or (subject == _LANGUAGE_ARTS and not _PARTS.isdisjoint(wanted))
    )
