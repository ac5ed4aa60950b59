"""The files beside a rule, read as guardedly as a profile: a policy that was found may name its book."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from edscreen.profile.links import leads_within
from edscreen.profile.sources import MAX_BYTES, Unreadable, read_bytes
from edscreen.screening.rule_listing import PAGE

if TYPE_CHECKING:
    from pathlib import Path

    from edscreen.screening.rule import Rule


def file_beside(rule: Rule, name: str) -> Path | None:
    """Return the file of that name in the rule's folder; None where there is none.

    Raises:
        Unreadable: it is a link that leads out of a rule book whose links may not.
    """
    file = rule.folder / name if rule.folder else None
    if file is None or not os.path.lexists(file):
        return None
    if rule.confined_to and not leads_within(file, rule.confined_to):
        raise Unreadable("this link leads out of the rule book: put the file itself here")
    return file


def page_of(rule: Rule) -> str | None:
    """Return the rule's page as it is written, in Markdown; None where it has none.

    Raises:
        Unreadable: there is one, and it cannot be read.
    """
    file = file_beside(rule, PAGE)
    if file is None:
        return None
    data = read_bytes(file, MAX_BYTES)
    if len(data) > MAX_BYTES:
        raise Unreadable(
            f"the page is larger than {MAX_BYTES // 1024} KiB, the most that is read: shorten it"
        )
    return data.decode("utf-8", "replace").replace("\r\n", "\n")
