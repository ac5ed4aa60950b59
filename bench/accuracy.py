"""Verdicts on the labelled pages in `bench/pages` beside those of a careful reader."""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from edscreen.site.saved_page import read_saved_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PAGES = Path(__file__).resolve().parent / "pages"
SETS = ("dev", "held_out", "fresh", "final")
OPEN = ("dev", "held_out", "fresh")
"""The sets that developers may look at; the last one only measures."""
VERDICTS = ("shown", "linked", "claims_only", "absent", "unreadable")
BARS = {"precision of shown": 1.0, "recall of shown": 0.95, "exactly right": 0.9}


@dataclass(frozen=True, slots=True)
class LabelledPage:
    """A saved page and what a careful reader said of it.

    Attributes:
        path: the file.
        url: its address.
        vendor: whose page it is; empty where that is not said.
        product: the product asked about; empty where that is not said.
        verdict: the reader's verdict.
        trap: what is hard about the page.
        why: what the verdict rests on.
    """

    path: Path
    url: str
    vendor: str
    product: str
    verdict: str
    trap: str
    why: str

    @property
    def name(self) -> str:
        """The set and the file, such as `dev/bare_tier.html`."""
        return f"{self.path.parent.name}/{self.path.name}"


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled page and edscreen's verdict on it.

    Attributes:
        page: the page with its label.
        verdict: edscreen's verdict.
        rests_on: signals of the evidence that decides, or the problem of an unreadable page.
    """

    page: LabelledPage
    verdict: str
    rests_on: str

    @property
    def is_right(self) -> bool:
        """Whether edscreen says what the reader said."""
        return self.verdict == self.page.verdict


def labelled_pages(*sets: str) -> Iterator[LabelledPage]:
    """Yield the pages of these sets with their labels, in the order of the labels."""
    for name in sets:
        folder = PAGES / name
        with (folder / "labels.csv").open(encoding="utf-8", newline="") as table:
            for row in csv.DictReader(table):
                yield LabelledPage(path=folder / row.pop("file"), **row)


def judge(page: LabelledPage) -> Judged:
    """Judge one page on the path that `edscreen site FILE` takes."""
    report = read_saved_page(page.path, page.url, vendor=page.vendor or None, product=page.product or None)
    strength = {"shown": "independent", "linked": "research_link", "claims_only": "claim"}.get(report.verdict)
    signals = dict.fromkeys(seen.signal for seen in report.evidence if seen.strength == strength)
    return Judged(page, report.verdict, report.problem or ", ".join(signals))


def measures(judged: Sequence[Judged]) -> dict[str, float]:
    """Return the measures that have a bar, by their names, as shares."""
    said = [each.page.verdict == "shown" for each in judged]
    found = [each.verdict == "shown" for each in judged]
    both = sum(label and verdict for label, verdict in zip(said, found, strict=True))
    values = (
        both / max(sum(found), 1),
        both / max(sum(said), 1),
        sum(j.is_right for j in judged) / len(judged),
    )
    return dict(zip(BARS, values, strict=True))


def missed(judged: Sequence[Judged]) -> list[str]:
    """Return the names of the bars that are missed."""
    return [name for name, value in measures(judged).items() if value < BARS[name]]


def confusion(judged: Sequence[Judged]) -> list[list[str]]:
    """Return the table of verdicts, reader's down, edscreen's across, with a line of headings."""
    counts = Counter((each.page.verdict, each.verdict) for each in judged)
    heading = ["reader \\ edscreen", *VERDICTS]
    return [heading, *([label, *(str(counts[label, verdict]) for verdict in VERDICTS)] for label in VERDICTS)]


def as_text(judged: Sequence[Judged]) -> str:
    """Return confusion table, measures and the pages judged wrong, for a terminal."""
    lines = [f"{row[0]:18}" + "".join(f"{cell:>12}" for cell in row[1:]) for row in confusion(judged)]
    lines += ["", f"{len(judged)} pages"]
    lines += [f"{name:18} {value:.3f}  bar {BARS[name]}" for name, value in measures(judged).items()]
    wrong = [each for each in judged if not each.is_right]
    lines += [""] * bool(wrong)
    lines += [
        f"{each.page.name}: {each.page.verdict}, but edscreen: {each.verdict} ({each.rests_on or 'nothing'})"
        f"; trap: {each.page.trap}"
        for each in wrong
    ]
    return "\n".join(lines)


def as_markdown(judged: Sequence[Judged]) -> str:
    """Return the same tables as Markdown."""
    rows = confusion(judged)
    bars = [["measure", "value", "bar"]]
    bars += [[name, f"{value:.3f}", f"{BARS[name]}"] for name, value in measures(judged).items()]
    wrong = [["page", "reader", "edscreen", "trap"]]
    wrong += [[e.page.name, e.page.verdict, e.verdict, e.page.trap] for e in judged if not e.is_right]
    return "\n".join(_markdown_table(table) for table in (rows, bars, wrong) if len(table) > 1)


def _markdown_table(rows: list[list[str]]) -> str:
    heading, *body = ("| " + " | ".join(row) + " |" for row in rows)
    return "\n".join([heading, "|" + " --- |" * len(rows[0]), *body, ""])


def main() -> None:
    """Measure and print; exit code 1 where a bar is missed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--set", choices=SETS, action="append", help="only this set; repeatable")
    options.add_argument("--markdown", action="store_true", help="print the tables as Markdown")
    given = options.parse_args()
    judged = [judge(page) for page in labelled_pages(*(given.set or SETS))]
    print(as_markdown(judged) if given.markdown else as_text(judged))
    below = missed(judged)
    if below:
        sys.exit(f"missed: {', '.join(below)}")


if __name__ == "__main__":
    main()
