"""The products of a run as the overview's script reads them: one short JSON array each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from edscreen.batch.pages.tallies import kind_named
from edscreen.batch.pages.vendor_files import vendor_file, vendor_key
from edscreen.report.escaping import on_one_line, shortened
from edscreen.report.words import NAME_LENGTH

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from edscreen.batch.pages.about import About
    from edscreen.report.sections import Kind

CODES: dict[Kind, str] = {
    "red": "r",
    "caution": "c",
    "note": "n",
    "undisclosed": "u",
    "unavailable": "l",
    "skipped": "s",
    "error": "e",
    "waived": "w",
    "known": "k",
    "pass": "p",
    "not_applicable": "a",
}
"""A letter for each section of a report; it is a capital where the vendor replied."""
NO_FINDING = "-"
VERDICTS = ("flagged", "incomplete", "clear", "covered", "not_screened")
"""The verdicts, and `covered` for one that is clear because something is waived or known."""
_MARKUP = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}
_COLUMNS = (
    "scorecard, item, document, vendor, product, verdict, grades, subjects, states,"
    " minutes_low, minutes_high, effect, effect_paid, effect_analysis"
)
_ANSWERS = (
    "SELECT rule, severity, outcome, waiver IS NOT NULL, in_baseline, reply IS NOT NULL FROM findings"
    " WHERE scorecard = ?"
)


class Told(NamedTuple):
    """A line of the table that is drawn without the script."""

    vendor: str
    file: str
    products: int


def told_vendors(tables: sqlite3.Connection) -> Iterator[Told]:
    """The vendors by name, with how many products each has."""
    tables.create_function("vendor_key", 1, vendor_key, deterministic=True)
    for key, vendor, number in tables.execute(
        "SELECT vendor_key(vendor) AS of, min(vendor), count(*) FROM scorecards GROUP BY of ORDER BY of"
    ):
        yield Told(_name(vendor), vendor_file(key), number)


def overview_rows(tables: sqlite3.Connection, about: About) -> Iterator[str]:
    """Yield the pieces of one JSON object: `rows`, one product each in the list's order, and `vendors`.

    A row is: the vendor's place in `vendors`, product, item, document, verdict (its place in `VERDICTS`), a
    letter for each question (`CODES`), grades, subjects, states, fewest and most minutes a week, best effect,
    whether that is hollow (1 paid by the vendor, 2 of some users only, 3 both).
    """
    places = {question.rule: place for place, question in enumerate(about.questions)}
    severities = {question.rule: question.severity for question in about.questions}
    vendors: dict[str, list[str]] = {}
    seats: dict[str, int] = {}
    before = '{"rows":['
    for number, item, document, vendor, product, verdict, *more in tables.execute(
        f"SELECT {_COLUMNS} FROM scorecards ORDER BY item, document"  # noqa: S608
    ):
        grades, subjects, states, low, high, effect, is_paid, analysis = more
        letters = [NO_FINDING] * len(places)
        is_softened = False
        for rule, severity, outcome, is_waived, is_known, has_reply in tables.execute(_ANSWERS, [number]):
            code = CODES[kind_named(severity, outcome, is_waived=is_waived, is_known=is_known)]
            letters[places[rule]] = code.upper() if has_reply else code
            if (is_waived or is_known) and severities[rule] == "red" and outcome != "not_applicable":
                is_softened = True
        shown = "covered" if verdict == "clear" and is_softened else verdict
        key = vendor_key(vendor)
        seat = seats.setdefault(key, len(seats))
        if key not in vendors:
            vendors[key] = [_name(vendor), vendor_file(key)]
        row: list[Any] = [seat, _name(product), item, document, VERDICTS.index(shown), "".join(letters)]
        row += [" ".join(json.loads(each)) for each in (grades, subjects, states)]
        row += [_short(low), _short(high)]
        if effect is not None:
            row += [_short(effect), bool(is_paid) + 2 * (analysis != "intent_to_treat")]
        yield before + script_safe(row)
        before = ","
    yield ("]" if before == "," else '{"rows":[]') + f',"vendors":{script_safe(list(vendors.values()))}}}'


def script_safe(value: Any) -> str:
    """JSON that can stand in a `script` element: no character of it begins or ends markup."""
    text = json.dumps(value, separators=(",", ":"))
    for char, code in _MARKUP.items():
        text = text.replace(char, code)
    return text


def _name(text: str) -> str:
    return on_one_line(shortened(text, NAME_LENGTH))


def _short(number: float | None) -> float | int | None:
    if number is None:
        return None
    rounded = round(number, 2)
    return int(rounded) if rounded.is_integer() else rounded
