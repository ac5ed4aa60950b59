"""A profile out of a workbook that a vendor filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.profile.documents import MAX_MISTAKES, Document, InvalidProfile, dotted, judge
from edscreen.profile.sources import Unreadable, shown_path
from edscreen.profile.workbook_answers import answers_in
from edscreen.profile.workbook_messages import in_a_cell
from edscreen.profile.workbooks import read_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.profile.workbook_answers import SheetAnswers
    from edscreen.profile.yaml_tree import Mistake


def read_profile(argument: str) -> Iterator[Document | InvalidProfile]:
    """Yield the profile in the workbook `argument`, or its mistakes, each with sheet and cell."""
    shown = shown_path(argument)
    try:
        workbook = read_workbook(argument)
    except Unreadable as error:
        yield InvalidProfile("unreadable_profile", shown, 1, 1, "", error.message)
        return
    answers = answers_in(workbook)
    if isinstance(answers, str):
        yield InvalidProfile("invalid_profile", shown, 1, 1, "", answers)
        return
    profile, tree, mistakes = judge(answers.tree)
    if profile and not (mistakes or answers.mistakes):
        yield Document(profile, tree, shown, 0, workbook.sha256, answers.sheets)
        return
    yield from _listed(shown, answers, mistakes)


def _listed(shown: str, answers: SheetAnswers, mistakes: list[Mistake]) -> Iterator[InvalidProfile]:
    """Yield one mistake a cell, sheet by sheet; what cannot be used outranks what follows from it."""
    first_of: dict[tuple[str, int, int], Mistake] = {}
    sheets = answers.sheets
    placed = [(sheets.get(str(each.path[0]) if each.path else "", sheets[""]), each) for each in mistakes]
    for sheet, mistake in [*answers.mistakes, *placed]:
        first_of.setdefault((sheet, mistake.line, mistake.column), mistake)
    order = list(dict.fromkeys([*sheets.values(), *(sheet for sheet, _ in answers.mistakes)]))
    ordered = sorted(first_of.items(), key=lambda found: (order.index(found[0][0]), *found[0][1:]))
    for (sheet, line, column), mistake in ordered[:MAX_MISTAKES]:
        message = in_a_cell(mistake, answers.rows.get((sheet, line), ""), answers.questions)
        yield InvalidProfile("invalid_profile", shown, line, column, dotted(mistake.path), message, sheet)
