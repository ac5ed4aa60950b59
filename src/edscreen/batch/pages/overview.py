"""The overview of a run: one page with its sentences, its table of products by questions, and its plot."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from edscreen.batch.audit.agreement_words import HEADINGS, headline, remarks, table
from edscreen.batch.audit.keeping import kept_agreement
from edscreen.batch.pages.aside import asides, rows_among
from edscreen.batch.pages.opening import VERDICTS as IN_WORDS
from edscreen.batch.pages.opening import bar, first_sentence, legend, products, tiles
from edscreen.batch.pages.overview_rows import CODES, VERDICTS, overview_rows, script_safe, told_vendors
from edscreen.batch.pages.tallies import KIND_WORDS, cannot_answer, columns, most_common, tallies
from edscreen.evidence.subjects import subject_in_words
from edscreen.profile.spellings import GRADES
from edscreen.profile.states import state_names
from edscreen.profile.whole_files import WholeFile
from edscreen.profile.words import counted
from edscreen.report import words
from edscreen.report.html_environment import content_policy, style, template

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from edscreen.batch.pages.about import About

_TEMPLATES = Path(__file__).parent / "templates"
_STYLE = _TEMPLATES / "overview.css"
_IN_A_CELL = {
    "flagged": "red flag",
    "incomplete": "questions open",
    "clear": "no red flag found",
    "covered": "waived or known",
    "not_screened": "no red-flag question applies",
}
_USED = {
    "grades": "SELECT DISTINCT value FROM scorecards, json_each(grades)",
    "subjects": "SELECT DISTINCT value FROM scorecards, json_each(subjects)",
    "states": "SELECT DISTINCT value FROM scorecards, json_each(states)",
}


def write_overview(tables: sqlite3.Connection, about: About, file: Path) -> None:
    """Write the overview, whole or not at all.

    Args:
        tables: the run's tables.
        about: what they tell of the run.
        file: where it goes.

    Raises:
        OSError: it could not be written; then nothing was changed.
    """
    whole = WholeFile(file)
    try:
        for piece in _pieces(tables, about):
            whole.write(piece.encode())
        whole.finish()
    finally:
        whole.give_up()


def _pieces(tables: sqlite3.Connection, about: About) -> Iterator[str]:
    script = _script()
    aside, unreadable = asides(tables, set_aside=True), asides(tables, set_aside=False)
    yield _top(tables, about, script, rows_among(aside), rows_among(unreadable))
    entry = template("overview_vendor.html", _TEMPLATES)
    for told in told_vendors(tables):
        yield entry.render(told=told, number=counted(told.products, "product"))
    yield template("overview_end.html", _TEMPLATES).render(
        about=about,
        aside=aside,
        unreadable=unreadable,
        rows_among=rows_among,
        agreement=_agreement(tables),
        limit=about.minutes_limit,
        closing=words.CLOSING,
    )
    yield f'<script type="application/json" id="facts">{_facts(tables, about)}</script>'
    yield '<script type="application/json" id="data">'
    yield from overview_rows(tables, about)
    yield f"</script><script>{script}</script></body></html>\n"


def _top(tables: sqlite3.Connection, about: About, script: Markup, aside: int, unreadable: int) -> str:
    answered = tallies(tables, about.questions)
    red = [each for each in answered if each.question.severity == "red"]
    bars = [bar(each) for each in red if each.judged]
    vendors = sum(1 for _ in told_vendors(tables))
    return template("overview_top.html", _TEMPLATES).render(
        about=about,
        beginning=about,
        title=f"Vendor screening: {products(tables)}",
        kind="overview",
        style=style(_STYLE),
        policy=content_policy(_STYLE, script=script),
        sentence=first_sentence(tables, about.item, vendors, aside, unreadable),
        judged=bars,
        legend=legend(bars),
        cannot_answer=cannot_answer(red, about.no_column, about.not_read),
        most_common=most_common(red),
        tiles=tiles(tables),
        words=KIND_WORDS,
        kinds=columns(answered),
        answered=answered,
    )


def _agreement(tables: sqlite3.Connection) -> dict[str, Any] | None:
    """How far people agree with the verdicts, in words; None where nobody judged any."""
    found = kept_agreement(tables)
    if found is None:
        return None
    return {"headline": headline(found), "columns": HEADINGS, "rows": table(found), "remarks": remarks(found)}


def _script() -> Markup:
    files = (_TEMPLATES / name for name in ("plot.js", "overview.js"))
    return Markup("".join(file.read_text(encoding="utf-8") for file in files))  # noqa: S704 - our own files


def _facts(tables: sqlite3.Connection, about: About) -> str:
    """What the script has to know besides the products."""
    used = {name: {value for [value] in tables.execute(query)} for name, query in _USED.items()}
    names, limit = state_names(), about.minutes_limit
    states: list[list[Any]] = [[each, names.get(each, each)] for each in used["states"]]
    return script_safe(
        {
            "questions": [[each.rule, each.short, each.title] for each in about.questions],
            "kinds": {letter: [kind, KIND_WORDS[kind]] for kind, letter in CODES.items()},
            "verdicts": [[each, _IN_A_CELL[each], IN_WORDS[each]] for each in VERDICTS],
            "grades": [[grade, grade] for grade in GRADES if grade in used["grades"]],
            "subjects": [[each, subject_in_words(each)] for each in sorted(used["subjects"])],
            "states": sorted(states, key=lambda pair: pair[1]),
            "limit": limit.minutes if limit else None,
        }
    )
