"""Where the answers of a workbook are stated: told once for each section, as a profile has it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

from edscreen.profile.meant import day_meant
from edscreen.profile.spellings import read_day

if TYPE_CHECKING:
    from edscreen.profile.cell_trees import Gathered
    from edscreen.profile.workbooks import Cell


@dataclass(frozen=True, slots=True)
class _Told:
    """Where one answer is stated."""

    name: str
    source: Cell | None
    day: Cell | None
    when: str

    @property
    def where(self) -> str:
        return str(self.source.value) if self.source else ""


class Sources:
    """Where the answers of each section are stated, kept until all are known."""

    def __init__(self) -> None:
        self._told: dict[str, list[_Told]] = {}

    def take(self, section: str, name: str, source: Cell | None, day: Cell | None) -> str:
        """Keep where the answer `name` is stated, and as of which day; return what is wrong with the day."""
        when, wrong = _read(day)
        if source or when:
            self._told.setdefault(section, []).append(_Told(name, source, day if when else None, when))
        return wrong

    def tell(self, gathered: Gathered) -> None:
        """Say of each section where its answers are stated: once where all are stated in one place.

        Its day is the oldest, so that no answer passes for newer than it is.
        """
        for section, told in self._told.items():
            days = {each.when: each.day for each in reversed(told) if each.day}
            if oldest := days.get(min(days, default="")):
                gathered.put((section, "as_of"), min(days), oldest.row, oldest.column)
            places: dict[str, list[str]] = {}
            for each in told:
                text = ", ".join(filter(None, (each.where, each.when if len(days) > 1 else "")))
                if each.where:
                    places.setdefault(text, []).append(each.name)
            first = next((each for each in told if each.source), None)
            if first and first.source:
                named = "; ".join(f"{text} ({', '.join(names)})" for text, names in places.items())
                source = named if len(places) > 1 else first.where
                gathered.put((section, "source"), source, first.source.row, first.source.column)


def _read(day: Cell | None) -> tuple[str, str]:
    """Return a day as a profile has it, or what is wrong with it."""
    if day is None:
        return "", ""
    written = day.value.isoformat() if isinstance(day.value, date) else day.value
    try:
        return read_day(written).isoformat(), ""
    except PydanticCustomError as error:
        meant = day_meant(written) if isinstance(written, str) else ""
        with suppress(PydanticCustomError):
            return read_day(meant).isoformat(), ""
        return "", f"write the date as year-month-day: {meant}" if meant else error.message()
