"""What an answer cites: each piece with its own page, and that page as the run kept it."""

from __future__ import annotations

import csv
import gzip
import json
from typing import TYPE_CHECKING

import pytest

from edscreen.batch.audit.answers import NotTheSample, read_answers
from edscreen.batch.audit.pieces import ON_THE_ROW
from edscreen.batch.audit.sampling import draw
from edscreen.batch.audit.saved_pages import SavedPages, note_folder
from edscreen.batch.audit.sheet_rows import sheet_rows
from edscreen.batch.audit.sources_sheet import excerpt, told_of
from edscreen.batch.audit.workbook import write_workbook
from edscreen.batch.ledger import open_ledger
from edscreen.screening.answers import FromSite

from .conftest import cite

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from pathlib import Path

RULE = "screen-time"
DIGEST = "ab" * 32


def on_page(number: int, quote: str | None = "Proven.") -> dict[str, object]:
    return {
        "kind": "site",
        "url": f"https://www.lumen.example/{number}",
        "fetched_at": "2026-11-20T10:00:00Z",
        "sha256": f"{number:064x}",
        "quote": quote,
    }


def kept(folder: Path, lines: list[Mapping[str, str]], text: str = "") -> None:
    """Keep pages as a run does: files, their index, and a text under `DIGEST`."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "pages.csv").open("w", encoding="utf-8", newline="") as file:
        index = csv.DictWriter(file, ["url", "asked", "sha256", "file", "screenshot"])
        index.writeheader()
        index.writerows(lines)
    for line in lines:
        if "/" not in line["file"]:
            (folder / line["file"]).write_bytes(b"a page")
    path = folder / "text" / DIGEST[:2] / f"{DIGEST}.txt.gz"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode()))


def note(tables: sqlite3.Connection, *folders: str) -> None:
    tables.execute("INSERT OR REPLACE INTO run VALUES ('kept_pages', ?)", [json.dumps(folders)])


def repeat(tables: sqlite3.Connection, times: int) -> None:
    """Let the run hold every product so many times."""
    columns = [row[1] for row in tables.execute("PRAGMA table_info(findings)")]
    moved = {"finding": "finding + ?1 * 1000", "scorecard": "scorecard + ?1 * 100", "item": "item + ?1 * 100"}
    for time in range(1, times):
        for table, names in (
            ("scorecards", [row[1] for row in tables.execute("PRAGMA table_info(scorecards)")]),
            ("findings", columns),
        ):
            values = ", ".join(moved.get(name, name) for name in names)
            tables.execute(f"INSERT INTO {table} SELECT {values} FROM {table} WHERE scorecard <= 100", [time])


PAGE = FromSite("https://www.lumen.example/", "2026-11-20T10:00:00Z", DIGEST, "Proven.")
OTHER = FromSite(PAGE.url, PAGE.fetched_at, "cd" * 32, "Proven.")
LINE = {"url": PAGE.url, "asked": PAGE.url, "sha256": DIGEST, "file": "lumen.warc.gz", "screenshot": ""}


def test_each_piece_bears_its_own_address_day_and_digest_and_what_is_too_much_stands_among_the_sources(
    tables: sqlite3.Connection, tmp_path: Path
) -> None:
    number = ON_THE_ROW + 3
    cite(tables, RULE, [on_page(each, f"Words {each}.") for each in range(number)])
    rows = list(sheet_rows(tables, draw(tables, 1_000, 7)))
    row = next(each for each in rows if each.told[4] == RULE)
    cited, where, links = (each.split("\n") for each in row.told[6:9])
    assert cited[1] == '[2] "Words 1."'
    assert links[1] == "[2] https://www.lumen.example/1"
    assert where[1] == (
        f"[2] https://www.lumen.example/1, read 2026-11-20T10:00:00Z, SHA-256 of the page {1:064x}"
    )
    assert {cited[-1], where[-1], links[-1]} == {"and 3 more, on the sheet “Sources”"}
    told = told_of(rows, SavedPages(tables, tmp_path))
    mine = [each for each in told.sources if each[0] == row.told[0]]
    assert [(each[4], each[6], each[8]) for each in mine] == [
        (f'"Words {each}."', f"https://www.lumen.example/{each}", f"{each:064x}") for each in range(number)
    ]


def test_a_single_piece_bears_no_number_and_a_page_without_words_is_told_as_a_whole(
    tables: sqlite3.Connection,
) -> None:
    cite(tables, RULE, [on_page(1, None)])
    row = next(each for each in sheet_rows(tables, draw(tables, 1_000, 7)) if each.told[4] == RULE)
    assert (row.told[6], row.told[8]) == ("the page as a whole", "https://www.lumen.example/1")


def test_a_kept_page_is_found_with_its_text_in_whichever_folder_it_stands(
    tables: sqlite3.Connection, tmp_path: Path
) -> None:
    run = tmp_path / "out"
    kept(tmp_path / "first", [])
    kept(tmp_path / "second", [LINE | {"screenshot": "lumen.png"}], "Before.\nProven. Behind.")
    note(tables, "../first", "../gone", "../second")
    found = SavedPages(tables, run).find(PAGE)
    assert found is not None
    assert (found.file, found.picture, found.text_file, found.text) == (
        "../second/lumen.warc.gz",
        "../second/lumen.png",
        f"../second/text/ab/{DIGEST}.txt.gz",
        "Before. Proven. Behind.",
    )
    assert SavedPages(tables, run).find(OTHER) is None


@pytest.mark.parametrize("file", ["../../secret", "/etc/passwd", "C:\\secret", "..", "sub/page.warc.gz"])
def test_an_index_leads_to_no_file_outside_its_folder(
    tables: sqlite3.Connection, tmp_path: Path, file: str
) -> None:
    (tmp_path / "secret").write_text("mine", encoding="utf-8")
    kept(tmp_path / "kept", [])
    with (tmp_path / "kept/pages.csv").open("a", encoding="utf-8", newline="") as index:
        csv.writer(index).writerow([PAGE.url, PAGE.url, DIGEST, file, ""])
    note(tables, "../kept")
    assert SavedPages(tables, tmp_path / "out").find(PAGE) is None


@pytest.mark.parametrize(
    "content", [b"", b"no gzip", gzip.compress(b"words", mtime=0)[:-9]], ids=["empty", "no gzip", "cut off"]
)
def test_a_damaged_text_costs_itself_alone(
    tables: sqlite3.Connection, tmp_path: Path, content: bytes
) -> None:
    kept(tmp_path / "kept", [LINE])
    (tmp_path / "kept/text/ab" / f"{DIGEST}.txt.gz").write_bytes(content)
    note(tables, "../kept")
    found = SavedPages(tables, tmp_path / "out").find(PAGE)
    assert found is not None
    assert (found.file, found.text) == ("../kept/lumen.warc.gz", "")


def test_folders_of_several_calls_are_noted_once_each(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path / "out")
    for name in ("kept", "kept", "out/pages"):
        note_folder(ledger, tmp_path / "out", tmp_path / name)
    assert json.loads(ledger.about()["kept_pages"]) == ["../kept", "pages"]
    ledger.close()


@pytest.mark.parametrize(
    ("quote", "room", "given"),
    [
        ("Proven", 100, "One two. [[Proven]] by three. Four five."),
        ("Proven  by three", 16, "... [[Proven by three]] ..."),
        ("Proven", 12, "... o. [[Proven]] by ..."),
        ("", 100, "One two. Proven by three. Four five."),
        ("never said", 7, "One two ..."),
    ],
)
def test_a_quotation_is_shown_among_the_words_about_it(quote: str, room: int, given: str) -> None:
    assert excerpt("One two. Proven by three. Four five.", quote, room) == given


def test_the_largest_sample_with_the_longest_texts_can_be_read_back(
    tables: sqlite3.Connection, naughty: list[str], tmp_path: Path
) -> None:
    repeat(tables, 7)
    rules = [rule for [rule] in tables.execute("SELECT rule FROM rules")]
    texts = [text for text in naughty if len(text) > 20]
    for rule in rules:
        pages = [
            on_page(each, (f"{each} {texts[each % len(texts)]} " * 60)[:300])
            | {"sha256": DIGEST, "url": PAGE.url}
            for each in range(9)
        ]
        cite(tables, rule, pages)
    kept(tmp_path / "kept", [LINE], " ".join(texts) * 50)
    note(tables, "../kept")
    sample, path = draw(tables, 1_000, 7), tmp_path / "audit.xlsx"
    told = write_workbook(tables, sample, SavedPages(tables, tmp_path / "out"), path)
    rows = list(sheet_rows(tables, sample))
    assert (len(rows), len(told.sources), told.kept, told.lost) == (1_000, 9_000, 1, 0)
    with pytest.raises(NotTheSample, match="no verdict is filled in"):  # so all else is as it was drawn
        read_answers(tables, path)
