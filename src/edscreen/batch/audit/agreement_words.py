"""How far people agree with the tool, in words, as JSON and as Markdown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from edscreen.batch.audit.agreement import CONFIDENCE
from edscreen.batch.audit.sheet_rows import CHOICES
from edscreen.profile.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edscreen.batch.audit.agreement import Agreed, Agreement, Interval

ALL = "all verdicts"
HEADINGS = ("The tool's verdict", "In the run", "Judged", "Agreed", "In the sample", "In the run (estimate)")
"""What the columns of the table are called."""


def headline(found: Agreement) -> str:
    """The result in a sentence."""
    overall = found.overall
    return (
        f"People agreed with {overall.agreed:,} of the {counted(f'{overall.judged:,}', 'verdict')} that they "
        f"judged; for the whole run that makes about {percent(overall.run.share)}, with a 95% interval of "
        f"{ends(overall.run)}"
    )


def table(found: Agreement) -> Iterator[tuple[str, ...]]:
    """The rows of the table, that of all verdicts last."""
    for each in (*found.by_outcome, found.overall):
        yield (
            CHOICES[each.outcome] if each.outcome else ALL,
            f"{each.in_run:,}",
            f"{each.judged:,}",
            f"{each.agreed:,}",
            written(each.sample),
            written(each.run),
        )


def remarks(found: Agreement) -> Iterator[str]:
    """What a reader of the table should know."""
    for each in found.differing:
        yield (
            f"Where edscreen said “{CHOICES[each.tool]}”, people said “{CHOICES[each.person]}”"
            f" {'once' if each.number == 1 else f'{each.number:,} times'}"
        )
    if found.cannot_tell:
        yield f"Counted apart: {counted(f'{found.cannot_tell:,}', 'verdict')} that people could not tell"
    if found.disputed:
        yield (
            f"Counted for neither: {counted(f'{found.disputed:,}', 'answer')} that people of several samples"
            " judged differently"
        )
    if left := found.judgeable - found.covered:
        yield (
            f"The estimate is for {found.covered:,} of the run's {found.judgeable:,} answers to judge: of the"
            " kinds of"
            f" the other {left:,}, a kind being one outcome of one rule, nobody has judged any yet"
        )
    yield (
        "Estimates weigh each kind of answer by how many the run holds, as rare ones are drawn more often; "
        "intervals are Wilson's, of 95%"
    )


def percent(share: float) -> str:
    """A share as people write it; only a whole one is 100%, and only none is 0%."""
    rounded = round(share * 100)
    if rounded == 100 and share < 1:
        return "over 99%"
    if rounded == 0 and share > 0:
        return "under 1%"
    return f"{rounded}%"


def ends(interval: Interval) -> str:
    """Both ends of an interval."""
    return f"{percent(interval.low)} to {percent(interval.high)}"


def written(interval: Interval) -> str:
    """A share with its interval: `92% (84–96%)`."""
    low = percent(interval.low).removesuffix("%")
    return f"{percent(interval.share)} ({low}–{percent(interval.high)})"


def agreement_data(found: Agreement) -> dict[str, Any]:
    """The result for programs."""
    return {
        "confidence": CONFIDENCE,
        "overall": _agreed(found.overall),
        "by_outcome": [{"outcome": each.outcome, **_agreed(each)} for each in found.by_outcome],
        "differing": [
            {"tool": each.tool, "person": each.person, "number": each.number} for each in found.differing
        ],
        "cannot_tell": found.cannot_tell,
        "disputed": found.disputed,
        "judgeable": found.judgeable,
        "covered": found.covered,
    }


def as_json(found: Agreement) -> str:
    """The result as a JSON document."""
    return json.dumps({"schema_version": "1.0", **agreement_data(found)}, indent=2) + "\n"


def as_markdown(found: Agreement) -> str:
    """The result as a document of its own."""
    lines = ["# How far people agree with this screening", "", f"{headline(found)}.", ""]
    lines += [_row(HEADINGS), _row(["---", *["---:"] * (len(HEADINGS) - 1)])]
    lines += [_row(row) for row in table(found)]
    lines += ["", *(f"- {remark}." for remark in remarks(found)), ""]
    return "\n".join(lines)


def _row(cells: Any) -> str:
    return f"| {' | '.join(cells)} |"


def _agreed(each: Agreed) -> dict[str, Any]:
    return {
        "in_run": each.in_run,
        "judged": each.judged,
        "agreed": each.agreed,
        "sample": _interval(each.sample),
        "run": _interval(each.run),
    }


def _interval(interval: Interval) -> dict[str, float]:
    return {name: round(value, 4) for name, value in interval._asdict().items()}
