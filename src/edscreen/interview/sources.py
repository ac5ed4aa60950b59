"""Where the vendor's answers are stated: named once, and written beside each answer that is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from edscreen.interview.answers import answer_at, is_answered, with_answer, without_answer
from edscreen.profile.models.sourced import Sourced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.profile.yaml_tree import Path

# What a vendor's document states; the rest is the district's own, or names its documents itself.
_VENDORS = (
    *("product", "dosage", "studies", "reviews", "approvals", "outcomes", "training", "support"),
    *("data_practices", "coherence", "price"),
)
_ADDRESS = ("http://", "https://", "www.")


class _Told(NamedTuple):
    """A document, and its day."""

    source: Any
    as_of: Any


def with_sources(before: Any, after: Any) -> Any:
    """Return the answers in `after`, with the vendor's document beside each part begun since `before`.

    A part that names its own source is left as it is. One that gives an address where it can be read, as a
    study does, rests on that address as before: the document only says where the vendor names it.
    """
    was, now = _told(before), _told(after)
    changed = after
    for path in _parts(after):
        part = answer_at(after, path)
        stated = _Told(part.get("source"), part.get("as_of"))
        is_told = stated.source is not None and stated in (was, now)
        if not _has_own(part):
            due = _NOTHING if is_told else stated
        elif is_told or (stated == _NOTHING and not _has_own(answer_at(before, path))):
            due = now
        else:
            due = stated
        for key, value in due._asdict().items():
            if value is None:
                changed = without_answer(changed, (*path, key))
            elif value != part.get(key):
                changed = with_answer(changed, (*path, key), value)
    return changed


_NOTHING = _Told(None, None)


def _told(data: Any) -> _Told:
    """The document that the answers are taken from.

    An address is told as one of the vendor's document: a bare address would pass for a page of somebody else
    wherever the document is kept on another host than the vendor's own.
    """
    source = answer_at(data, ("prepared", "from"))
    if source is None:
        return _NOTHING
    named = str(source)
    if named.strip().lower().startswith(_ADDRESS):
        named = f"the vendor's document at {named.strip()}"
    return _Told(named, answer_at(data, ("prepared", "as_of")))


def _parts(data: Any) -> Iterator[Path]:
    """Yield the way to each section, or entry of a list, that can say where it is stated."""
    for key in _VENDORS:
        part = answer_at(data, (key,))
        if isinstance(part, dict):
            yield (key,)
        elif isinstance(part, list):
            yield from ((key, index) for index, entry in enumerate(part) if isinstance(entry, dict))


def _has_own(part: Any) -> bool:
    return isinstance(part, dict) and any(
        is_answered(value) for key, value in part.items() if key not in Sourced.model_fields
    )
