"""Interviews that are answered by a script."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from edscreen.interview.asking import Interview, Stopped
from edscreen.interview.begun import Begun
from edscreen.interview.forms import PROFILE_FORM

if TYPE_CHECKING:
    from collections.abc import Callable

    from edscreen.interview.asking import Put
    from edscreen.interview.forms import Form


class Talked:
    """An interview that was held: what was asked, in order, and every state of the file."""

    def __init__(self, form: Form, begun: Begun, *, full: bool) -> None:
        self.puts: list[Put] = []
        self.kept: list[str] = []
        self.interview = Interview(form, begun, self.kept.append, full=full)

    @property
    def asked(self) -> list[str]:
        """The fields asked for, `studies.0.title`; of lists whether there is any or another."""
        steps = [put.question.step for put in self.puts]
        return [
            ".".join(map(str, step.path)) + {"field": "", "any": "?", "another": "+"}[step.kind]
            for step in steps
        ]

    @property
    def said(self) -> list[str]:
        """What was said to be wrong."""
        return [put.said for put in self.puts if put.said]


@pytest.fixture
def talk() -> Callable[..., Talked]:
    """Hold an interview with the given answers, or as a function answers.

    It stops at what is asked after the last of them, or skips that.
    """

    def hold(
        *answers: str,
        form: Form = PROFILE_FORM,
        begun: Begun | None = None,
        full: bool = False,
        stops: bool = True,
        answer: Callable[[Put], str] | None = None,
    ) -> Talked:
        talked = Talked(form, begun or Begun({}, {}, {}), full=full)
        waiting = list(answers)

        def put(question: Put) -> str:
            talked.puts.append(question)
            if answer:
                return answer(question)
            return waiting.pop(0) if waiting else "stop" if stops else ""

        with suppress(Stopped):
            talked.interview.run(put)
        return talked

    return hold
