"""What an interview shows: its welcome, each question, and its ending."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest
from textwrap import wrap
from typing import TYPE_CHECKING, Any, TextIO

from rich.text import Text

from edscreen.interview.asking import BACK, STOP, UNKNOWN
from edscreen.interview.judging import data_mistakes
from edscreen.interview.typed_answers import are_numbered
from edscreen.profile.guide import as_written
from edscreen.profile.kinds import PROFILE
from edscreen.report.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from edscreen.interview.asking import Interview, Put
    from edscreen.interview.forms import Form
    from edscreen.interview.questions import Question

_WIDEST = 88
_IN_ONE_COLUMN = 8
_COLUMN = 32
# What is worth saying beside the question: more than a sentence's bare words.
_SAYS_MORE = re.compile(r"[:;(,]|\. ")


@dataclass
class Page:
    """Where an interview is shown.

    Attributes:
        terminal: what it can show.
    """

    terminal: Terminal
    _section: str = ""

    @classmethod
    def of(cls, stream: TextIO | None) -> Page:
        """Return the page that `stream` is."""
        return cls(Terminal.of(stream))

    def welcome(self, shown: str, form: Form, *, goes_on: bool) -> str:
        """Return what stands before the first question."""
        text = Text()
        if goes_on:
            said = (
                f"{shown} is there already: only what is missing is asked. Its answers and comments are "
                "kept; its layout is written anew."
            )
        elif form.kind is PROFILE:
            said = (
                "Questions on one product, in the order of a vendor's proposal; have it at hand. Half "
                f"an hour is enough. Each answer is kept at once in {shown}."
            )
        else:
            said = f"Ten questions on how your district screens. Each answer is kept at once in {shown}."
        self._say(text, said)
        text.append("\n")
        for typed, does in (
            ("Enter", "or skip: leave the question out"),
            (UNKNOWN, "or don't know: left out, and listed at the end"),
            (BACK, "or back: to the question before"),
            (STOP, "stop here; run the same line again to go on"),
        ):
            text.append(f"  {typed:<6}", "bold")
            text.append(f" {does}\n")
        return self._rendered(text)

    def question(self, put: Put) -> str:
        """Return one question; asked once more, it is what was wrong and the question alone."""
        asked, text = put.question, Text()
        if asked.section != self._section:
            self._section = asked.section
            line = self.terminal.signs.line * 2
            text.append(f"\n{line} {self.terminal.line_of(asked.section)} ", "bold")
            text.append(f"(part {put.part} of {put.parts})\n", "dim")
        if put.said:
            self._say(text, f"{self.terminal.signs.caution} {put.said}", "yellow", indent="  ", hang=2)
        text.append("\n")
        about = f" ({asked.noun} {asked.entry})" if asked.entry > 1 else ""
        self._say(text, asked.text + about, "bold")
        if not put.again:
            self._explain(text, asked)
        if put.present is not None:
            how = "yes confirms it; Enter leaves it to be confirmed" if put.to_confirm else "Enter keeps it"
            self._say(text, f"Now: {_in_words(asked, put.present)} ({how})", indent="  ")
        return self._rendered(text)

    def _explain(self, text: Text, asked: Question) -> None:
        for line in self._help(asked):
            self._say(text, line, indent="  ")
        if not are_numbered(asked):
            return
        if any(choice.meaning for choice in asked.shown):
            for number, choice in enumerate(asked.shown, 1):
                meant = f": {choice.meaning}" if choice.meaning else ""
                self._say(text, f"{choice.words}{meant}", indent=f"    {number}  ")
            return
        numbered = [f"{number:>2}  {choice.words}" for number, choice in enumerate(asked.shown, 1)]
        rows = -(-len(numbered) // (1 if len(numbered) <= _IN_ONE_COLUMN else 2))
        for left, right in zip_longest(numbered[:rows], numbered[rows:], fillvalue=""):
            text.append(f"   {left:<{_COLUMN}}{right}".rstrip() + "\n")

    def ending(self, argument: str, interview: Interview, wrong: Sequence[str] = ()) -> str:
        """Return what is missing, what in the file cannot be read, and what to do next."""
        text = Text("\n")
        missing = interview.missing()
        if missing:
            self._say(text, f"Still missing ({len(missing)}):", "bold")
            for each in missing:
                known = "  (you did not know)" if each.step in interview.unknown else ""
                about = f" {each.noun} {each.entry}" if each.entry else ""
                self._say(
                    text,
                    f"- {each.section}{',' + about if about else ''}: {each.text}{known}",
                    indent="  ",
                    hang=2,
                )
            text.append("\n")
        form = interview.form
        unreadable = data_mistakes(form, {form.version: 1} | dict(interview.data))
        if unreadable:
            if due := [each.text for each in missing if each.required]:
                self._say(text, f"{argument} cannot be checked before this is answered: {' '.join(due)}")
            if wrong:
                self._say(text, f"{argument} cannot be checked before this is put right:")
                for sentence in wrong:
                    self._say(text, f"- {sentence}", indent="  ", hang=2)
            text.append("\n")
        for what, typed in self._next(argument, interview, ready=not unreadable):
            text.append(f"{what}\n")
            text.append(f"  edscreen {typed}\n", "bold")
        return self._rendered(text)

    def _next(self, argument: str, interview: Interview, *, ready: bool) -> list[tuple[str, str]]:
        found = []
        if interview.form.kind is not PROFILE:
            named = "" if argument.rpartition("/")[2] == "edscreen.yaml" else f" --policy {argument}"
            again = (
                [("Go on with what is missing:", f"init {argument} --policy")] if interview.missing() else []
            )
            return [("Screen a product by it:", f"check their-product.yaml{named}"), *again]
        if ready:
            found.append(("Screen the product:", f"check {argument}"))
        if interview.missing():
            found.append(("Go on with what is missing:", f"init {argument}"))
        if not interview.full:
            more = "Answer more, such as on students' data and clearinghouses' reviews:"
            found.append((more, f"init {argument} --full"))
        return found

    def _help(self, asked: Question) -> list[str]:
        lines = []
        if asked.step.kind == "any":
            yes = f"Type yes to enter the first {asked.noun}, or none if the vendor says that there is none."
            return [f"{yes} Where nothing is said about it, press Enter."]
        if asked.step.kind == "another":
            return ["Type yes, or press Enter to go on."]
        says_more = _SAYS_MORE.search(asked.meaning) and not asked.choices
        explained = asked.help or (asked.meaning if says_more else "")
        if are_numbered(asked):
            one = "Type one of these, or its number:"
            several = "Type one or more of these, or their numbers, with commas between them:"
            lines.append(several if asked.several else one)
        elif asked.choices:
            *first, last = (choice.words for choice in asked.shown)
            lines.append(f"Type {', '.join(first)} or {last}.")
        elif asked.several:
            lines.append("Several: with commas between them.")
        example = f"Example: {asked.example.strip('[]')}" if asked.example and not asked.choices else ""
        return [*filter(None, (explained, example, *lines))]

    def _rendered(self, text: Text) -> str:
        text.rstrip()
        return self.terminal.rendered(text) + "\n"

    def _say(self, text: Text, sentence: str, style: str = "", indent: str = "", hang: int = 0) -> None:
        width = min(self.terminal.width, _WIDEST)
        shown = self.terminal.line_of(sentence)
        below = " " * (len(indent) + hang)
        for line in wrap(
            shown, width, initial_indent=indent, subsequent_indent=below, break_on_hyphens=False
        ):
            text.append(line + "\n", style)


def _in_words(asked: Question, present: Any) -> str:
    """Return an answer that is there already as people are shown it."""
    words = dict(zip(asked.choices, (choice.words for choice in asked.shown), strict=True))
    several = present if isinstance(present, list) else [present]
    return ", ".join(words.get(str(one)) or as_written(one) for one in several)
