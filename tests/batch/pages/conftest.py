"""The tables of runs over a few profiles, and the pages made from them."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from edscreen.batch.items import LISTED_BEFORE
from edscreen.batch.ledger import FILE
from edscreen.batch.pages.writing import write_pages
from edscreen.report.run import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ASIDE = [
    Problem("not_a_product", "list.csv", 900, 4, "URL", "its address leads to a news item"),
    Problem("duplicate", "list.csv", 901, 1, "Product Name", f"it stands in row 12 already, {LISTED_BEFORE}"),
    Problem("invalid_profile", "list.csv", 902, 7, "dosage[0].minutes", "write a number, such as 30"),
]


def profile(vendor: str, product: str, **sections: Any) -> bytes:
    """A profile as JSON, which is YAML too."""
    data = {"edscreen": 1, "vendor": {"name": vendor}, "product": {"name": product}, **sections}
    return json.dumps(data).encode()


@pytest.fixture(scope="session")
def pages(
    make_run: Callable[..., Path], examples: list[bytes], root: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The folder of a run over them, for a district with a policy, with its pages."""
    folder = make_run(
        tmp_path_factory.mktemp("pages"),
        examples,
        problems=ASIDE,
        listed={"Sector(s)": "K-12; higher education"},
        run={
            "district": "Alder Valley School District",
            "contact": "procurement@alder-valley.example",
            "policy_in_words": "policy edscreen.yaml: 2 waivers used",
            "notices": json.dumps(["a waiver is not used"]),
        },
        no_policy=False,
        policy=root / "examples/district-repo/edscreen.yaml",
    )
    return written(folder)


def written(folder: Path) -> Path:
    """The folder of a run, with its pages."""
    with closing(sqlite3.connect(folder / FILE)) as tables:
        write_pages(tables, folder)
    return folder


def read(folder: Path) -> str:
    return (folder / "index.html").read_text(encoding="utf-8")


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<(style|script).*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL).split())


def embedded(html: str, name: str) -> Any:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', html)
    assert found
    return json.loads(found[1])


@pytest.fixture(scope="module")
def chromium(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A browser of this module's own."""
    request.getfixturevalue("browser")
    from playwright.sync_api import sync_playwright

    from edscreen.site.rendering.finding import find_browser

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        yield started
        started.close()
