"""An interview: question after question, every answer judged and kept at once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from edscreen.interview.answers import answer_at, is_answered, with_answer, without_answer
from edscreen.interview.filling_in import filled_in
from edscreen.interview.judging import read_answer
from edscreen.interview.questions import Step, question, steps
from edscreen.interview.sources import with_sources
from edscreen.interview.spoken import also_said
from edscreen.profile.marks import TO_CONFIRM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from edscreen.interview.begun import Begun
    from edscreen.interview.forms import Form
    from edscreen.interview.questions import Question
    from edscreen.profile.yaml_tree import Path

    # The question that is asked once more, and why; nothing and nothing where the next one comes.
    Again: TypeAlias = tuple[Step | None, str]

BACK, UNKNOWN, STOP = "<", "?", "stop"
"""What is typed to go back, to say that one does not know, and to stop."""

_YES, _NO = ("yes", "y"), ("no", "n")
_NOT_NONE = (
    "type none if the vendor says that there is none; where nothing is said about it, just press Enter"
)
_YES_OR_NONE = "type yes, or none if the vendor says that there is none, or just press Enter"
_YES_OR_ENTER = "type yes, or press Enter if there is no other"
_NO_WAY_BACK = "this is the first question: there is none to go back to"
_DUE = "this is needed: without it the {} cannot be read (to stop here, type stop)"
_ENOUGH = 3  # refusals after which it is said how to go on without an answer
_GO_ON = "To go on without this answer, press Enter, or type skip; to go back, type back"
_WORDS = MappingProxyType(
    {
        "skip": "",
        "back": BACK,
        **dict.fromkeys(("don't know", "don’t know", "dont know", "do not know", "i don't know"), UNKNOWN),
    }
)


@dataclass(frozen=True, slots=True)
class Put:
    """A question as it is put now.

    Attributes:
        question: the question.
        said: what was wrong with the last answer; empty where nothing was.
        present: the answer that is there already; None where there is none.
        part: number of the section it belongs to, counted from 1.
        parts: how many sections there are.
        again: whether it is the question that was just asked.
        to_confirm: whether that answer was taken over from somewhere, so that only a person's word keeps it.
    """

    question: Question
    said: str
    present: Any
    part: int
    parts: int
    again: bool
    to_confirm: bool = False


class Stopped(Exception):
    """The person wants to stop here."""


@dataclass
class Interview:
    """One interview; the answers so far can be read at any time.

    Attributes:
        form: what is filled in.
        begun: what is there already.
        keep: is given the file's text after every answer.
        full: whether all questions are asked, not only those that a proposal answers.
        data: the answers.
        unknown: questions that were answered with "don't know".
    """

    form: Form
    begun: Begun
    keep: Callable[[str], None]
    full: bool = False
    data: Any = field(init=False)
    unknown: list[Step] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.data = self.begun.data
        self._wrong = dict(self.begun.wrong)
        marked = {
            path: [line.removeprefix("# ") for line in lines if line.startswith(TO_CONFIRM)]
            for path, lines in self.begun.remarks.items()
        }
        self._unconfirmed = {path: lines[0] for path, lines in marked.items() if lines}
        self._passed: set[Step] = set()
        self._asked: list[Step] = []
        self._refused: Counter[Step] = Counter()

    def run(self, put: Callable[[Put], str]) -> None:
        """Ask what is missing, question by question.

        Args:
            put: puts one question and returns what was typed.

        Raises:
            Stopped: the person wants to stop.
        """
        again: Step | None = None
        said = ""
        while step := again or self._next():
            typed = put(self._put(step, said, again=again is not None and bool(said))).strip()
            typed = _WORDS.get(typed.casefold(), typed)
            if typed.casefold() == STOP:
                raise Stopped
            again, said = self._back(step) if typed == BACK else self._take(step, typed)
            if again is None:
                self._asked.append(step)
            elif again == step and said:
                self._refused[step] += 1
                if self._refused[step] >= _ENOUGH:
                    said += f"{'' if said.endswith('?') else '.'} {_GO_ON}"

    def missing(self) -> list[Question]:
        """Return the questions that have no answer, or none that can be read.

        Not among them is when the vendor was asked: that is not missing before it has been done.
        """
        return [
            question(self.form, step)
            for step in self._steps(full=False)
            if step.kind != "another" and not self._is_done(step) and step.path[0] != "asked"
        ]

    def text(self) -> str:
        """Return the file's text."""
        return filled_in(self.form, self.data, self.begun.remarks)

    def _steps(self, *, full: bool) -> Iterator[Step]:
        """Yield the questions that are asked, and those whose answer is to be confirmed or cannot be read."""
        wanted = set(steps(self.form, self.data, full=full))
        for step in steps(self.form, self.data, full=True):
            if step in wanted or step.path in self._unconfirmed or step.path in self._wrong:
                yield step

    def _next(self) -> Step | None:
        return next(
            (
                step
                for step in self._steps(full=self.full)
                if step not in self._passed and not self._is_done(step)
            ),
            None,
        )

    def _is_done(self, step: Step) -> bool:
        if step.kind == "another":
            return False
        open_ = step.path in self._wrong or step.path in self._unconfirmed
        return not open_ and answer_at(self.data, step.path) is not None

    def _put(self, step: Step, said: str, *, again: bool) -> Put:
        present = answer_at(self.data, step.path) if step.kind == "field" else None
        sections = list(dict.fromkeys(each.path[0] for each in self._steps(full=self.full)))
        return Put(
            question(self.form, step),
            said or self._wrong.get(step.path, "") or self._unconfirmed.get(step.path, ""),
            present,
            sections.index(step.path[0]) + 1,
            len(sections),
            again,
            to_confirm=step.path in self._unconfirmed,
        )

    def _back(self, step: Step) -> Again:
        """Go back to the question before, but never past entries of a list that hold answers."""
        while self._asked:
            before = self._asked.pop()
            self._passed.discard(before)
            if before.kind != "any":
                if before.kind == "another":  # an entry that was just begun
                    self._change(without_answer(self.data, before.path))
                return before, ""
            if not is_answered(answer_at(self.data, before.path)) or not answer_at(self.data, before.path):
                self._change(without_answer(self.data, before.path))
                return before, ""
        return step, _NO_WAY_BACK

    def _take(self, step: Step, typed: str) -> Again:
        """Take what was typed: the question to ask again and why, or nothing."""
        if typed == UNKNOWN and step not in self.unknown:
            self.unknown.append(step)
        if step.kind == "field":
            return self._take_value(step, typed)
        word = typed.casefold()
        if typed in {"", UNKNOWN} or (step.kind == "another" and word in _NO):
            self._passed.add(step)
        elif word in _YES:
            entry = step.path if step.kind == "another" else (*step.path, 0)
            self._change(with_answer(self.data, entry, {}))
        elif step.kind == "another":
            return step, _YES_OR_ENTER
        elif word == "none":
            self._change(with_answer(self.data, step.path, []))
        else:
            return step, _NOT_NONE if word in _NO else _YES_OR_NONE
        return None, ""

    def _take_value(self, step: Step, typed: str) -> Again:
        put = question(self.form, step)
        is_said = isinstance(
            answer_at(self.data, step.path), bool
        )  # to such a question "yes" is an answer itself
        if step.path in self._unconfirmed and typed.casefold() in _YES and not is_said:
            self._confirm(step.path)
            return None, ""
        if typed in {"", UNKNOWN}:
            if typed == UNKNOWN and not put.required:
                self._change(without_answer(self.data, step.path))
                self._wrong.pop(step.path, None)
                self._confirm(step.path)
            elif put.required and answer_at(self.data, step.path) is None and self._refused[step] < _ENOUGH:
                return self._without_required(step)
            self._passed.add(step)
            return None, ""
        value, said = read_answer(self.form, self.data, put, typed)
        if said:
            return step, said
        self._wrong.pop(step.path, None)
        self._confirm(step.path)
        self.unknown = [other for other in self.unknown if other != step]
        data = with_answer(self.data, step.path, value)
        if per := also_said(put, typed):  # what is asked next is said already
            data = with_answer(data, (*step.path[:-1], "per"), per)
            self._wrong.pop((*step.path[:-1], "per"), None)
        self._change(data)
        return None, ""

    def _confirm(self, path: Path) -> None:
        """Take the mark away from an answer that was taken over from somewhere."""
        if self._unconfirmed.pop(path, None):
            lines = [line for line in self.begun.remarks[path] if not line.startswith(TO_CONFIRM)]
            self.begun.remarks[path] = lines
            self.keep(self.text())

    def _without_required(self, step: Step) -> Again:
        """Leave out an entry that was begun by mistake; a file cannot do without its names."""
        entry = step.path[:-1]
        if not isinstance(entry[-1], int) or is_answered(answer_at(self.data, entry)):
            return step, _DUE.format("entry" if isinstance(entry[-1], int) else self.form.kind.noun)
        entries = entry[:-1]
        self._change(without_answer(self.data, entry))
        if not answer_at(self.data, entries):
            self._change(without_answer(self.data, entries))
            self._passed.add(Step("any", entries))
        self._passed.add(Step("another", entry))
        return None, ""

    def _change(self, data: Any) -> None:
        data = with_sources(self.data, data)
        if data != self.data:
            self.data = data
            self.keep(self.text())
