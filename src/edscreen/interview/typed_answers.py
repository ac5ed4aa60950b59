"""What is asked for in a question, as `edscreen.profile.typed_answers` wants it to read what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.profile.asked import Asked

if TYPE_CHECKING:
    from edscreen.interview.questions import Question


def asked_by(question: Question) -> Asked:
    """Return what is asked for in a question that is put by itself."""
    key = str(question.step.path[-1])
    return Asked(key, question.choices, question.shown, question.several, in_turn=True)


def are_numbered(question: Question) -> bool:
    """Return whether the choices are offered by number: not where they are numbers, or yes and no."""
    return asked_by(question).is_numbered
