"""A list beside what is recorded of it: whatever was done to it, no result is told of another row."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from edscreen.batch.items import Item
from edscreen.batch.ledger import open_ledger
from edscreen.batch.lists.filling import RowReader
from edscreen.batch.screened import only_problem
from edscreen.report.run import Problem

LIST = "list.csv"
TEXTS = st.tuples(st.sampled_from(["", "Lumen", "Greyfox", "Marlowe"]), st.sampled_from("abc"))
"""The name of a product and what is said of it: few, so that rows are repeated, changed and moved."""


def items(rows: list[tuple[str, str]]) -> list[Item]:
    return [Item(n, f"row {n}", cells, LIST, cells[0].encode()) for n, cells in enumerate(rows, 2)]


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, max_size=12), st.lists(TEXTS, max_size=12))
def test_results_stay_with_their_rows_and_the_numbers_add_up(
    before: list[tuple[str, str]], now: list[tuple[str, str]]
) -> None:
    with TemporaryDirectory() as folder:
        ledger = open_ledger(Path(folder))
        try:
            old, new = items(before), items(now)
            ledger.claim(old)
            ledger.record(
                only_problem(
                    each.number, Problem("invalid_profile", LIST, each.number, 1, "", repr(each.content))
                )
                for each in old
            )
            found = ledger.align(new, RowReader(LIST, "", 2, ()))
            told = ledger.reading.execute("SELECT item, line, message FROM errors").fetchall()
            finished = ledger.finished(new)
        finally:
            ledger.close()
    assert found.same == (Counter(before) & Counter(now)).total() == len(told) == len(finished)
    assert found.before == len(before) == found.same + found.changed + found.gone
    assert len(now) == found.same + found.changed + found.new == found.same + found.to_do
    by_number = {each.number: repr(each.content) for each in new}
    for number, line, message in told:
        assert number == line
        assert by_number[number] == message
    names_before, names_now = Counter(before) - Counter(now), Counter(now) - Counter(before)
    left = Counter(name for name, _ in names_before.elements() if name)
    assert found.changed == (left & Counter(name for name, _ in names_now.elements() if name)).total()
