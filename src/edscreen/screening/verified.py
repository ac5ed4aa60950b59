"""Answers that count only once edscreen has read their source: the policy's `require_verified`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.screening.answers import Answer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from edscreen.screening.inputs import OpenedSource

_WANTED = "The district's policy counts this answer only where edscreen has read its source in this run"


def only_verified(answer: Answer, opened: Mapping[str, OpenedSource] | None) -> Answer:
    """Take back a documented pass whose source was not read; every other answer stays.

    Args:
        answer: what the rule says.
        opened: the sources opened in this run, by the entry that names them; None where none was tried.

    Returns:
        The answer, or `skipped` where its source was not opened in this run, or `unavailable` where opening
        it failed or the product was not found there.
    """
    if answer.basis != "documented" or answer.outcome != "pass":
        return answer
    tried = next((opened[entry] for entry in _entries(answer) if entry in opened), None) if opened else None
    if tried is None:
        how = "and its source was not opened: run again with --site"
        return Answer("skipped", f"{_WANTED}, {how}. {answer.message}", evidence=answer.evidence)
    return Answer(
        "unavailable", f"{_WANTED}, and the source {tried.says}. {answer.message}", evidence=answer.evidence
    )


def _entries(answer: Answer) -> list[str]:
    """The entries of the profile that an answer cites, as `approvals[0]`."""
    paths = [cited for cited in answer.evidence if isinstance(cited, tuple)]
    return [f"{path[0]}[{path[1]}]" for path in paths if len(path) > 1]
