"""A run over the shipped profiles, one over hostile ones, and what a spreadsheet holds."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from edscreen.batch.ledger import FILE
from edscreen.report.run import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ASIDE = [
    Problem("not_a_product", "list.csv", 900, 4, "URL", "its address leads to a news item"),
    Problem("duplicate", "list.csv", 901, 1, "Product Name", "it stands in row 12 already"),
    Problem(
        "invalid_profile", "list.xlsx", 902, 7, "dosage[0].minutes", "write a number, such as 30", "List"
    ),
]
POLICY = "policy edscreen.yaml: 2 waivers used"


@pytest.fixture(scope="session")
def run_of_examples(
    make_run: Callable[..., Path], examples: list[bytes], root: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The folder of a run over the shipped profiles, for a district with a policy, with rows set aside."""
    return make_run(
        tmp_path_factory.mktemp("run"),
        examples,
        problems=ASIDE,
        listed={"Sector(s)": "K-12; higher education", "Contract no.": "0017"},
        run={"district": "Alder Valley School District", "policy_in_words": POLICY},
        no_policy=False,
        policy=root / "examples/district-repo/edscreen.yaml",
    )


@pytest.fixture
def tables(run_of_examples: Path) -> Iterator[sqlite3.Connection]:
    """Its tables; what a test changes in them is gone at its end."""
    with closing(sqlite3.connect(run_of_examples / FILE)) as opened:
        yield opened


@pytest.fixture(scope="session")
def hostile(
    make_run: Callable[..., Path], naughty: list[str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[sqlite3.Connection]:
    """The tables of a run with each such text as vendor, product, measure, source, reply and own column."""
    folder = make_run(
        tmp_path_factory.mktemp("hostile"), [_hostile(text) for text in naughty], problems=_problems(naughty)
    )
    with closing(sqlite3.connect(folder / FILE)) as opened:
        opened.executemany(
            "UPDATE scorecards SET list = ?, website = ? WHERE item = ?",
            [
                (json.dumps({"row": item, "Own": text, text: text}), f"javascript:{text}", item)
                for item, text in enumerate(naughty, 2)
            ],
        )
        opened.commit()
        [[screened]] = opened.execute("SELECT count(*) FROM scorecards")
        assert screened > 0.9 * len(naughty)  # a few are taken for no name at all, and are errors
        yield opened


def _hostile(text: str) -> bytes:
    data = {
        "edscreen": 1,
        "prepared": {"by": text, "role": "vendor"},
        "vendor": {"name": text},
        "product": {"name": text, "version": text},
        "dosage": [{"population": text, "minutes": 60, "per": "week", "scope": "total", "source": text}],
        "studies": [{"title": text, "design": "descriptive", "source": text}],
        "approvals": [],
        "outcomes": [{"measure": text, "source": text}],
        "replies": [{"rule": "screen-time", "by": text, "text": text, "source": text}],
    }
    return json.dumps(data).encode()


def _problems(texts: list[str]) -> list[Problem]:
    return [Problem("invalid_profile", text, 3, 1, text, text, text[:31]) for text in texts]


def sheet(path: Path, name: str) -> list[tuple[Any, ...]]:
    """The rows of a sheet."""
    with closing(load_workbook(path, read_only=True)) as book:
        return list(book[name].iter_rows(values_only=True))
