"""The first sheet: what the workbook is, as of which day, under which policy, and how to read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.batch.spreadsheets.long_sheets import fit
from edscreen.profile.words import counted
from edscreen.report.signs import DRAWN
from edscreen.report.words import CLOSING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlsxwriter.worksheet import Worksheet

    from edscreen.batch.pages.about import About
    from edscreen.batch.spreadsheets.long_sheets import LongSheet
    from edscreen.batch.spreadsheets.looks import Looks
    from edscreen.report.sections import Kind

NAME = "Read me"

_HOLDS = (
    "one line a product: what was found in words, the answer to each question, and the list's own columns",
    "one line an answer: what was found, its basis, what to ask; results.sqlite holds all its evidence",
    "what to ask each vendor next; a question is named once for all its products that it concerns",
    "what could not be read, with place and what to write instead; rows that are no product or stand twice",
)
_MEANINGS: dict[Kind, str] = {
    "red": "red flag: a reason to walk away",
    "caution": "caution: ask before you sign",
    "note": "note: worth knowing",
    "undisclosed": "not answered yet: the profile or the list does not say",
    "unavailable": "we could not look: it was tried, and nothing could be read",
    "skipped": "not looked at in this run: says nothing about the vendor",
    "error": "edscreen failed here: says nothing about the vendor",
    "waived": "waived, or known from the baseline: accepted by the district, and not counted",
    "pass": "answered well",
    "not_applicable": "does not apply to this product",
}
_CORRECTING = (
    "An answer that is wrong or out of date is corrected in the profile or the list, and screened again; "
    "the vendor's reply can stand beside it. Links are text: copy one into a browser to open it."
)
_LABEL, _TEXT = 0, 1


def write_read_me(
    sheet: Worksheet,
    about: About,
    policy: str,
    parts: Sequence[LongSheet],
    notices: Sequence[str],
    looks: Looks,
) -> None:
    """Write the sheet.

    Args:
        sheet: an empty sheet.
        about: what the tables tell of the run.
        policy: the digest of the policy in force; empty or `none` where there is none.
        parts: the other sheets, in their order.
        notices: what is to be said of these.
        looks: the formats.
    """
    sheet.hide_gridlines(2)
    sheet.set_column(_LABEL, _LABEL, 30)
    sheet.set_column(_TEXT, _TEXT, 110)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_row(0, 30)
    sheet.write_string(0, _LABEL, f"Screening of {counted(f'{parts[0].rows:,}', 'product')}", looks.title)
    for row, (label, text) in enumerate(_lines(about, policy, parts, notices), 2):
        if label:
            sheet.write_string(row, _LABEL, label, looks.bold)
        if text:
            sheet.write_string(row, _TEXT, fit(text), looks.wrapped)
    last = row + 2
    sheet.write_string(last, _LABEL, "What the signs mean", looks.bold)
    for row, (kind, meaning) in enumerate(_MEANINGS.items(), last):
        sheet.write_string(row, _TEXT, f"{DRAWN.of(kind)} {meaning}", looks.of_kind(kind))
    sheet.write_string(last + len(_MEANINGS) + 1, _TEXT, CLOSING, looks.bold)


def _lines(
    about: About, policy: str, parts: Sequence[LongSheet], notices: Sequence[str]
) -> Iterator[tuple[str, str]]:
    yield "As of", about.day
    yield "The list", about.products
    if about.district:
        yield "For", about.district + (f", {about.contact}" if about.contact else "")
    if policy in {"", "none"} and not about.policy:
        yield "Under", "no policy of a district: the rules' own settings"
    else:
        yield "Under", about.policy or f"the policy with the SHA-256 {policy}"
    if about.deselected:
        yield "Left out", f"{', '.join(about.deselected)} (not selected for this run)"
    yield "Made by", f"edscreen {about.version}".strip()
    for number, text in enumerate(about.notices):
        yield "" if number else "Worth knowing", text
    yield "", ""
    for part, holds in zip(parts, _HOLDS, strict=True):
        yield f"Sheet {part.names[0]}", f"{counted(f'{part.rows:,}', 'line')}: {holds}"
    for notice in notices:
        yield "", notice
    yield "", ""
    yield "How to correct it", _CORRECTING
