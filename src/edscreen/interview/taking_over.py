"""What a site states among a profile's answers: each marked as one for a person to confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from edscreen.interview.answers import answer_at, is_answered, with_answer
from edscreen.interview.begun import Begun
from edscreen.interview.judging import data_mistakes
from edscreen.profile.marks import TO_CONFIRM
from edscreen.profile.quoting import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from edscreen.interview.forms import Form
    from edscreen.interview.site_pages import Stated
    from edscreen.profile.yaml_tree import Path

_QUOTE = 200


def add_stated(form: Form, begun: Begun, stated: Sequence[Stated]) -> Begun:
    """Add what a site states to a profile's answers; what is answered already is left as it is.

    Directly above each value stands a mark with the page, the day and the words; the part of the profile that
    it belongs to names them, too, and keeps them when a person has confirmed it.
    """
    data, remarks = begun.data, {path: list(lines) for path, lines in begun.remarks.items()}
    added: list[Stated] = []
    for each in stated:
        path = each.path
        if is_answered(answer_at(data, path)) or (
            _in_list(path) and is_answered(answer_at(begun.data, path[:1]))
        ):
            continue
        with_it = with_answer(data, path, each.value)
        if any(mistake.path[:1] == path[:1] and "is missing" not in mistake.message
               for mistake in data_mistakes(form, with_it)):  # fmt: skip
            continue
        data = with_it
        added.append(each)
        mark = f'{TO_CONFIRM} {each.url} states it, as of {each.day}: "{_short(each.quote)}"'
        remarks.setdefault(path, []).append(escaped(mark))
    for group in dict.fromkeys(_group(each.path) for each in added):
        for key, told in _told([each for each in added if _group(each.path) == group]).items():
            if answer_at(data, (*group, key)) is None:
                data = with_answer(data, (*group, key), told)
    return Begun(data, remarks, begun.wrong)


def _in_list(path: Path) -> bool:
    return len(path) > 1 and isinstance(path[1], int)


def _group(path: Path) -> Path:
    return path[:2] if _in_list(path) else path[:1]


def _told(stated: Sequence[Stated]) -> dict[str, Any]:
    """Return source, day and words of a part of the profile; where values differ in them, by value."""
    quotes = [f'"{_short(each.quote)}"' for each in stated]
    return {
        "source": _by_value(stated, [each.url for each in stated]),
        "as_of": min(each.day for each in stated),
        "note": f"The site says: {_by_value(stated, quotes)}",
    }


def _by_value(stated: Iterable[Stated], texts: Sequence[str]) -> str:
    names: dict[str, list[str]] = {}
    for each, text in zip(stated, texts, strict=True):
        names.setdefault(text, []).append(str(each.path[-1]))
    if len(names) == 1:
        return texts[0]
    return "; ".join(f"{text} ({', '.join(keys)})" for text, keys in names.items())


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _QUOTE else words[: _QUOTE - 3] + "..."
