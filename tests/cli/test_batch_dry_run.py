"""`batch LIST --dry-run`: what each column fills, and the first rows as profiles."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING, TypeAlias

import pytest
import yaml
from rich.cells import cell_len

from edscreen.batch.lists.dry_run import dry_run
from edscreen.batch.lists.opening import open_list
from edscreen.cli.batch_dry_run import dry_run_text
from edscreen.report.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    Run: TypeAlias = Callable[..., CompletedProcess[str]]

LIST = """\
Company Name,Product,Website,Grades,Minutes per week,Contact,Notes
Lumen Learning,Lumen Reading,lumen.example,K-2,30,Ann [bold]B[/bold],
Brightpath,Brightpath Math,brightpath.example/math,3-5,forty,\x1b[31mRed\x1b[0m \u202eevil,
Acme,Acme Paper,https://acme.example/paper.pdf,K,,,
"""


@pytest.fixture
def vendors(tmp_path: Path) -> Path:
    """A list with a good row, a cell that cannot be read and a row that is no product."""
    path = tmp_path / "vendors.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_every_column_says_what_it_fills_or_that_it_is_carried_through_with_an_example(
    vendors: Path,
) -> None:
    shown = dry_run_text(dry_run(open_list(str(vendors), id_column="Product")), Terminal(width=120))
    lines = [" ".join(line.split()) for line in shown.splitlines()]
    assert lines[0].endswith("vendors.csv: 3 rows")
    assert "Company Name vendor.name Lumen Learning" in lines
    assert "Product product.name; names each row Lumen Reading" in lines
    assert "Website vendor.website or product.page lumen.example" in lines
    assert "Minutes per week dosage[0].minutes, dosage[0].per: week 30" in lines
    assert "Contact carried through as list.Contact Ann [bold]B[/bold]" in lines
    assert "Notes carried through as list.Notes (empty)" in lines


@pytest.mark.parametrize("width", [40, 80, 120])
def test_nothing_is_wider_than_the_page_and_no_cell_acts_on_a_terminal(vendors: Path, width: int) -> None:
    shown = dry_run_text(dry_run(open_list(str(vendors), id_column="Contact")), Terminal(width=width))
    prose = [line for line in shown.splitlines() if "vendors.csv" not in line]  # places are never broken
    assert max(map(cell_len, prose)) <= width
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "\\u202eevil" in "".join(shown.split())


@pytest.mark.parametrize("width", [80, 120])
def test_no_field_and_no_word_of_a_heading_is_broken(tmp_path: Path, width: int) -> None:
    paths = ("studies[0].findings[0].comparison_students", "dosage[0].lessons_per_week", "studies[0].title")
    head = ("Vendor", "Product", "Lessons per Week", paths[0], paths[2], "Internal remark", "URL", "Website")
    row = "Acme,Reader,5,210,A study,fine,https://acme.example/,https://acme.example/a-long-address-of-a-page"
    (tmp_path / "list.csv").write_text(f"{','.join(head)}\n{row}\n", encoding="utf-8")
    read = dry_run(open_list(str(tmp_path / "list.csv")))
    shown = dry_run_text(read, Terminal(width=width)).partition("as a profile")[0]
    for word in (*paths, *" ".join(head).split(), "list.Internal", "product.page", "the field of that name"):
        assert word in shown
    told = " ".join(shown.split())
    assert ("such as 210" in told) == (width < 120)
    assert max(len(line) for line in shown.splitlines()[1:]) <= width


def test_the_first_rows_stand_there_as_profiles_that_can_be_copied(edscreen: Run, vendors: Path) -> None:
    done = edscreen("batch", vendors.name, "--dry-run")
    assert done.returncode == 0
    first = done.stdout[done.stdout.index("row 2\n") + len("row 2\n") : done.stdout.index("row 3\n")]
    (vendors.parent / "copied.yaml").write_text(dedent(first), encoding="utf-8")
    assert yaml.safe_load(first)["dosage"] == [{"minutes": 30, "per": "week"}]
    screened = edscreen("check", "copied.yaml", "--exit-zero")
    assert (screened.returncode, "Lumen Reading" in screened.stdout) == (0, True)
    told = " ".join(done.stdout.split())
    assert 'not screened: vendors.csv:3:5: dosage[0].minutes: column "Minutes per week"' in told
    assert "not screened: vendors.csv:4:3: this address leads to a PDF file" in told


def test_nothing_is_written_and_no_folder_is_asked_for(edscreen: Run, vendors: Path) -> None:
    done = edscreen("batch", vendors.name, "--dry-run")
    assert list(vendors.parent.iterdir()) == [vendors]
    assert done.stderr.splitlines()[-1] == (
        "edscreen: exit code 0: nothing was screened; leave out --dry-run and name a folder with --out"
    )


def test_rows_that_a_run_would_not_screen_are_counted_wherever_they_stand(
    edscreen: Run, vendors: Path
) -> None:
    more = [f"Vendor {number},Product {number},,K,30,," for number in range(1_500)]
    rows = "\n".join([*more, "Acme,,,K,30,,", "Vendor 7,Product 7,,K,30,,"])
    vendors.write_text(f"{LIST}{rows}\n", encoding="utf-8")
    done = edscreen("batch", vendors.name, "--dry-run")
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "vendors.csv: 1,505 rows")
    assert 'not read: "Contact" and "Notes"; a file for --map can say' in done.stderr.splitlines()[0]
    assert done.stderr.splitlines()[1:3] == [
        "edscreen: 2 rows cannot be read (first: row 3): a run would end with exit code 2",
        "edscreen: 2 rows would be set aside as no product or as listed before (first: row 4)",
    ]


def test_a_folder_of_profiles_is_shown_by_its_files(
    edscreen: Run, profile: Callable[..., str], tmp_path: Path
) -> None:
    (tmp_path / "all").mkdir()
    profile("---\nedscreen: 1\nvendor: {name: A}\nproduct: {name: B}\n", name="all/two.yaml")
    (tmp_path / "all" / "other.yaml").write_text("x: 1\n", encoding="utf-8")
    done = edscreen("batch", "all", "--dry-run")
    assert done.returncode == 0
    assert done.stdout.startswith("all: 2 files\n")
    shown = done.stdout[done.stdout.index("all/two.yaml\n") :].partition("\n")[2]
    first, second = yaml.safe_load_all(dedent(shown))
    assert first["product"]["name"] == "Lumen Reading"
    assert "      version: 4.10\n" in shown  # as it was written: in a profile this is no number
    assert second["vendor"] == {"name": "A"}
    assert "all/other.yaml\n    holds no profile\n" in done.stdout


def test_what_is_known_of_the_list_as_a_whole_is_said_beside_it(edscreen: Run, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Vendor,Product,Publisher\nA,B,C\n", encoding="utf-8")
    done = edscreen("batch", "list.csv", "--dry-run")
    assert 'two columns hold vendor.name: "Vendor" was taken' in done.stderr
    assert "two columns" not in edscreen("batch", "list.csv", "--dry-run", "-q").stderr


@pytest.mark.parametrize("text", ["", "just,words\n1,2\n"])
def test_a_list_that_cannot_be_used_ends_in_2(edscreen: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "list.csv").write_text(text, encoding="utf-8")
    done = edscreen("batch", "list.csv", "--dry-run")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("edscreen: exit code 2: list.csv: ")


@pytest.mark.parametrize("how", [["--dry-run"], ["--out", "out"]])
def test_mistakes_in_a_map_stand_on_a_line_each(
    called: Run, vendors: Path, tmp_path: Path, how: list[str]
) -> None:
    (tmp_path / "map.yaml").write_text("Notes: nothing.known\nContact: nor.this\n", encoding="utf-8")
    done = called("batch", vendors.name, "--map", "map.yaml", *how)
    lines = done.stderr.splitlines()
    assert (done.returncode, [line.partition(": ")[0] for line in lines[:2]]) == (
        2,
        ["map.yaml:1:8", "map.yaml:2:10"],
    )
    assert lines[2:] == ["edscreen: exit code 2: nothing was screened: mend what is said above first"]


def test_without_a_folder_the_dry_run_is_offered(edscreen: Run, vendors: Path) -> None:
    done = edscreen("batch", vendors.name)
    assert done.returncode == 2
    assert "--dry-run" in done.stderr
