"""Replies of vendors that stand beside no finding, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.profile.documents import dotted
from edscreen.profile.sheet_places import place_in_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from edscreen.profile.documents import Document


def replies_not_shown(document: Document, rule_ids: Collection[str]) -> Iterator[str]:
    """Yield where each such reply stands and why it is not shown: `lumen.yaml:9:3: replies[0].rule: ...`.

    Args:
        document: the profile.
        rule_ids: the ids of every rule loaded.
    """
    replies = document.profile.replies or ()
    last = {reply.rule: index for index, reply in enumerate(replies)}
    for index, reply in enumerate(replies):
        if not reply.rule:
            why = "no rule is named"
        elif reply.rule not in rule_ids:
            why = "no rule has this id"
        elif last[reply.rule] != index:
            why = "a later reply to the same question stands below"
        else:
            continue
        place = document.place(("replies", index, "rule"))
        where = place_in_words(document.shown, place.line, place.column, document.sheet(place.path))
        yield f"{where}: {dotted(place.path)}: {why}"
