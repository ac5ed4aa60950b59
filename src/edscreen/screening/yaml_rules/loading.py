"""Loads a `rule.yaml`: a rule like any other, or every mistake in it with its place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from edscreen.profile.kinds import RULE
from edscreen.profile.typed_files import FileMistake, read_typed
from edscreen.profile.yaml_tree import Mistake
from edscreen.screening.rule import TEACHING, AppliesTo, RuleError, Section, Source, rule
from edscreen.screening.yaml_rules.answering import Choice, Judge
from edscreen.screening.yaml_rules.models import RuleFile
from edscreen.screening.yaml_rules.reading import Reader
from edscreen.screening.yaml_rules.templates import BadTemplate, Template, read_template

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path as FilePath

    from edscreen.profile.yaml_tree import Path, Tree
    from edscreen.screening.rule import Rule
    from edscreen.screening.yaml_rules.conditions import Condition

Outcome = Literal["flag", "pass", "undisclosed"]

MOST_ANSWERS = 50
"""How many answers a rule may have."""

_OUTCOMES: tuple[Outcome, ...] = ("flag", "pass", "undisclosed")
_ALWAYS = ("profile", "as_of", "registries")
_SAME_FOR_ALL = ("title", "ask_vendor")


def load_rule(file: FilePath) -> Rule | tuple[FileMistake, ...]:
    """Load the rule in `file`, or give its mistakes in the order of the file."""
    read = read_typed(file, RuleFile, RULE, also=_mistakes)
    if isinstance(read, tuple):
        return read
    answers = _Answers()
    answers.read(read.tree.data["answers"])
    declared = read.value
    try:
        made = _declare(declared, tuple(answers.choices))
    except RuleError as error:  # of a section's stands_in, the one thing that the models leave to it
        place = read.place(("section", "stands_in"))
        return read.mistakes([Mistake(*place[:3], str(error))])
    return replace(made, needs=(*_ALWAYS, *sorted(answers.reader.arguments)), folder=file.parent)


def _declare(written: RuleFile, choices: tuple[Choice, ...]) -> Rule:
    kinds, part = written.applies_to, written.section
    section = part and Section(part.name, part.words, tuple(part.also_in or ()), part.stands_in)
    return rule(
        id=written.id,
        title=written.title,
        family=written.family,
        severity=written.severity,
        ask_vendor=written.ask_vendor,
        settled_by=written.settled_by or "",
        sources=tuple(Source(source.title, str(source.url)) for source in written.sources),
        section=section or (),
        applies_to=AppliesTo(
            frozenset(kinds.categories) if kinds and kinds.categories is not None else TEACHING,
            kinds is None or kinds.students_use is not False,
        ),
        silence_flags=written.silence_flags or False,
        gets_worse=written.gets_worse,
        left_out=written.left_out or "undisclosed",
        empty=written.empty or "flag",
    )(Judge(choices))


def _mistakes(whole: Tree) -> Iterator[Mistake]:
    """What is wrong in the conditions and sentences of a rule, in what was left blank in it included."""
    answers = _Answers()
    for name in _SAME_FOR_ALL:
        text = whole.data.get(name)
        if isinstance(text, str) and "{" in text:
            message = (
                "fields in braces can stand in an answer's sentences only: this is the same for all products"
            )
            answers.wrong((name,), message)
    if _is_yes(whole.data.get("silence_flags")) and not whole.data.get("section"):
        message = "silence can flag only about a section: add section: {name: ..., words: ...}"
        answers.wrong(("silence_flags",), message)
    if whole.data.get("sources") == []:
        answers.wrong(
            ("sources",), "a rule names where its reasoning can be read: add - title: ... and url: ..."
        )
    if whole.holds(("answers",)):
        answers.read(whole.data["answers"])
    for path, message, at_key in answers.reader.mistakes:
        place = whole.key_place(path) if at_key else whole.place(path)
        yield Mistake(place.line, place.column, place.path, message)


class _Answers:
    """Reads a rule's answers out of plain data; what the models say of it anyway is passed over."""

    def __init__(self) -> None:
        self.reader = Reader()
        self.choices: list[Choice] = []

    def wrong(self, path: Path, message: str, *, at_key: bool = False) -> None:
        self.reader.mistakes.append((path, message, at_key))

    def read(self, written: Any) -> None:
        if not isinstance(written, list):
            return
        if not written:
            self.wrong(("answers",), "a rule needs an answer: add - flag: ... and when: ... below it")
        if len(written) > MOST_ANSWERS:
            self.wrong(("answers",), f"a rule has {MOST_ANSWERS} answers at most: make several rules of it")
            return
        for place, answer in enumerate(written):
            if isinstance(answer, dict):
                self._read_one(answer, ("answers", place), place, is_last=place == len(written) - 1)

    def _read_one(self, answer: dict[str, Any], path: Path, place: int, *, is_last: bool) -> None:
        given = [outcome for outcome in _OUTCOMES if outcome in answer]
        if len(given) != 1:
            said = f"not both {' and '.join(given)}" if given else "with what it says"
            self.wrong(path, f"an answer has one of flag, pass and undisclosed, {said}")
            return
        [outcome] = given
        if answer.get("softer") is not None and outcome != "flag":
            self.wrong((*path, "softer"), "only a flag can be softer: take this away", at_key=True)
        message = self._sentence(answer[outcome], (*path, outcome))
        ask = self._sentence(answer.get("ask"), (*path, "ask"))
        when = self._when(answer, path, place, is_last=is_last)
        if message and not self.reader.mistakes:
            self.choices.append(Choice(outcome, message, when, _is_yes(answer.get("softer")), ask))

    def _when(self, answer: dict[str, Any], path: Path, place: int, *, is_last: bool) -> Condition | None:
        if "when" in answer:
            if answer["when"] is None:
                self.wrong(
                    (*path, "when"),
                    "is blank: write the condition, like {field: training.included, equals: no}",
                )
                return None
            return self.reader.condition(answer["when"], (*path, "when"))
        if not is_last:
            self.wrong(path, "only the last answer may have no condition, for what is left: add when: ...")
        elif not place:
            self.wrong(path, "this rule would answer the same for every product: add when: ...")
        return None

    def _sentence(self, text: Any, path: Path) -> Template | None:
        if not isinstance(text, str):
            return None  # that it is blank, or no text, the models say
        try:
            return read_template(text)
        except BadTemplate as error:
            self.wrong(path, str(error))
            return None


def _is_yes(written: object) -> bool:
    return str(written).strip().lower() in {"yes", "true"}
