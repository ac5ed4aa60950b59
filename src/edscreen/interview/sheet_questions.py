"""The questions of a workbook, sheet by sheet: what a vendor can answer, in the order of an interview."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from edscreen.interview.questions import Question, Step, question
from edscreen.profile import workbook_layout as layout
from edscreen.profile.annotations import holds_list, kinds_of
from edscreen.profile.asked import choice_words, pattern
from edscreen.profile.guide import NOTHING, fields_of, guide
from edscreen.profile.ranges import RangeEnds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic import BaseModel

    from edscreen.interview.forms import Form
    from edscreen.profile.yaml_tree import Path

MAIN_SHEET = "Product"
RESULTS = 3
"""For how many entries of a list inside an entry there are rows, such as results of a study."""

_SHEETS = MappingProxyType(
    {
        "dosage": "Use",
        "studies": "Studies",
        "reviews": "Reviews",
        "approvals": "Approvals",
        "outcomes": "Gains",
    }
)
_EXAMPLES = MappingProxyType({"prepared.by": "Jordan Lee, sales"})
"""Examples for a vendor, where the model's is one for a district."""
_HELPS = MappingProxyType(
    {
        "prepared.by": "Who filled in these answers.",
        "prepared.on": "",
        "dosage.*.offline_minutes": "They are counted for the same week, day, session or year, and are no "
        "screen time.",
        "reviews.*.by": "",
        "outcomes.*.for": "In the same words as on the sheet Use, where it is promised for an amount of use.",
    }
)
"""What helps a vendor, where the model's words are those of the file's fields."""
_BUYERS = frozenset({("prepared", "role"), ("prepared", "from")})  # of the office that fills in a profile


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a sheet.

    Attributes:
        path: the field, in the first entry of a list; empty for a heading.
        written: the field's path as the row names it.
        text: the question, or the heading.
        help: what the answer means, and an example.
        choices: the closed list of answers in words, or nothing.
        words: the same by what a file holds for them.
        several: whether several answers may be given at once.
        is_day: whether a day is due.
        is_single: whether there is one answer, and not one for each entry.
    """

    path: Path
    written: str
    text: str
    help: str = ""
    choices: tuple[str, ...] = ()
    several: bool = False
    is_day: bool = False
    is_single: bool = False
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SheetOfQuestions:
    """One sheet: its name, its heading, what its entries are called (nothing where it has none), its rows."""

    name: str
    heading: str
    noun: str
    rows: tuple[SheetRow, ...]


def sheets_of(form: Form, *, full: bool) -> list[SheetOfQuestions]:
    """Return the sheets of a workbook: one for what is answered once, and one for each list."""
    main: list[SheetRow] = []
    lists: list[SheetOfQuestions] = []
    for key in form.keys((), form.root):
        if key in layout.NOT_THE_VENDORS:
            continue
        path: Path = (key,)
        due, info = guide(path, form.root) or NOTHING, fields_of(form.root)[key]
        heading = form.row(path).text
        if due.model is None:
            continue
        if key in _SHEETS and form.asks(path, info, full=full):
            put = question(form, Step("any", path))
            rows = (_any_row(form, path), *_group(form, (key, 0), due.model, full=full), *_sources(key))
            lists.append(SheetOfQuestions(_SHEETS[key], heading, put.noun, rows))
        elif not holds_list(info) and (rows := tuple(_group(form, path, due.model, full=full))):
            main += [SheetRow((), "", heading), *rows]
    return [SheetOfQuestions(MAIN_SHEET, "The vendor and the product", "", tuple(main)), *lists]


def _group(form: Form, path: Path, model: type[BaseModel], *, full: bool) -> Iterator[SheetRow]:
    for key in form.keys(path, model):
        inner, info = (*path, key), fields_of(model)[key]
        due = guide(inner, form.root) or NOTHING
        if inner in _BUYERS or key in {"source", "as_of"}:  # these have columns or rows of their own
            continue
        if due.model is None or due.model is RangeEnds:
            if form.asks(inner, info, full=full):
                yield _row(form, inner)
        elif not holds_list(info):
            yield from _group(form, inner, due.model, full=full)
        elif form.asks(inner, info, full=full):
            yield _any_row(form, inner)
            for entry in range(RESULTS):
                noun = question(form, Step("any", inner)).noun.capitalize()
                for row in _group(form, (*inner, entry), due.model, full=full):
                    yield _numbered(row, f"{noun} {entry + 1}: ")


def _numbered(row: SheetRow, lead: str) -> SheetRow:
    return replace(row, text=lead + row.text)


def _row(form: Form, path: Path) -> SheetRow:
    put = question(form, Step("field", path))
    model = guide(path[:-1], form.root)
    info = fields_of((model.model if model else None) or form.root)[str(path[-1])]
    days = {kind.__name__ for kind in kinds_of(info) if isinstance(kind, type)}
    return SheetRow(
        path,
        layout.written_path(path),
        put.text,
        " ".join(filter(None, (_condition(form, path), _meaning(put), _example(put)))),
        tuple(choice.words for choice in put.shown),
        put.several,
        is_day="date" in days,
        words={choice: told.words for choice, told in zip(put.choices, put.shown, strict=True)},
    )


def _any_row(form: Form, path: Path) -> SheetRow:
    put = question(form, Step("any", path))
    some = f"Choose none if there is none; that is an answer. For each {put.noun} there is a column here."
    if len(path) > 1:
        some = "Choose none if there is none; that is an answer."
    return SheetRow(
        path,
        layout.written_path(path),
        put.text,
        some,
        (layout.SOME, layout.NONE),
        is_single=len(path) == 1,
    )


def _sources(key: str) -> Iterator[SheetRow]:
    where = "A web address, or a document's name and page. Example: proposal, page 4"
    yield SheetRow((key, 0, "source"), f"{key}[].source", "Where is all this stated?", where)
    day = "The day on which that source said so. Example: 2026-11-02"
    yield SheetRow((key, 0, "as_of"), f"{key}[].as_of", "As of which day?", day, is_day=True)


def _condition(form: Form, path: Path) -> str:
    key, _, value = form.row(path).only_when.partition("=")
    if not key or key.startswith("!"):
        return ""
    before = question(form, Step("field", (*path[:-1], key))).text
    chosen = choice_words((*path[:-1], key), value).words
    return f"Only if you chose {chosen} above." if value else f"Only with an answer to: {before}"


def _meaning(put: Question) -> str:
    """Return what helps to answer: in a workbook nothing is asked in turn, and no key is pressed."""
    own = _HELPS.get(pattern(put.step.path))
    said = put.help.replace("press Enter", "leave this empty").replace(
        "unit is asked next", "unit comes below"
    )
    told = "; ".join(f"{choice.words}: {choice.meaning}" for choice in put.shown if choice.meaning)
    same = put.meaning.rstrip(".") == put.text.rstrip("?:")
    in_ids = any("_" in choice and choice in put.meaning for choice in put.choices)
    described = (told and f"{told}.") or ("" if same or in_ids else put.meaning)
    meaning = own if own is not None else said or described
    several = put.several and put.choices
    listed = ", ".join(choice.words for choice in put.shown)
    return meaning + (f" One or more of: {listed}." if several else "")


def _example(put: Question) -> str:
    example = _EXAMPLES.get(pattern(put.step.path), put.example.strip("[]"))
    return f"Example: {example}" if example and not put.choices else ""
