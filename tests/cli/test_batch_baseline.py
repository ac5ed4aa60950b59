"""`batch --write-baseline`: what is known by now, as `check` records it, and what it covers from then on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import CompletedProcess

    Run: TypeAlias = Callable[..., CompletedProcess[str]]

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
LIST = """\
Vendor,Product,Grades,Minutes per week
Lumen Learning,Lumen Reading,K-2,60
Zeta,Zeta Words,K,{}
ÉCOLE,=1+1 Math,3-5,45
"""


@pytest.fixture
def edscreen(called: Run) -> Run:
    """The command in this process, as nothing here depends on how it is started."""
    return called


@pytest.fixture
def vendors(tmp_path: Path) -> Callable[[str], str]:
    """Write a list of three products, one of them with these minutes a week."""

    def write(minutes: str) -> str:
        (tmp_path / "vendors.csv").write_text(LIST.format(minutes), encoding="utf-8")
        return "vendors.csv"

    return write


def test_it_is_byte_for_byte_what_check_writes(edscreen: Run, tmp_path: Path) -> None:
    (tmp_path / "profiles").mkdir()
    for name in ("clear", "flagged", "incomplete"):
        text = (EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")
        (tmp_path / "profiles" / f"{name}.yaml").write_text(text, encoding="utf-8")
    worse = text.replace("minutes:", "days_per_week: 5\n    minutes:", 1)
    (tmp_path / "profiles" / "the-same-product-again.yaml").write_text(worse, encoding="utf-8")
    checked = edscreen("check", "profiles", "--write-baseline", "checked.json")
    screened = edscreen("batch", "profiles", "--out", "out", "--write-baseline", "new/screened.json")

    assert (checked.returncode, screened.returncode) == (0, 0), screened.stderr
    assert (tmp_path / "new/screened.json").read_bytes() == (tmp_path / "checked.json").read_bytes()
    assert json.loads((tmp_path / "checked.json").read_text(encoding="utf-8"))["findings"]
    last = screened.stderr.splitlines()[-1]
    assert last == "edscreen: exit code 0: what was found is recorded as known in the baseline"


def test_what_is_known_counts_no_more_and_what_is_new_or_worse_does(
    edscreen: Run, vendors: Callable[[str], str]
) -> None:
    call = ["--select", "screen-time", "--fail-on", "red"]
    first = edscreen("batch", vendors("50"), "--out", "first", *call, "--write-baseline", "known.json")
    same = edscreen("batch", vendors("50"), "--out", "same", *call, "--baseline", "known.json")
    worse = edscreen("batch", vendors("90"), "--out", "worse", *call, "--baseline", "known.json")
    assert [done.returncode for done in (first, same, worse)] == [0, 0, 1]

    def became(old: str, new: str) -> tuple[str, str]:
        products = json.loads(edscreen("compare", old, new, "--format", "json").stdout)["products"]
        [[change]] = [product["changes"] for product in products if product["product"] == "Zeta Words"]
        return change["kind"], change["cause"]

    assert "The runs differ in the baseline: an answer" in edscreen("compare", "first", "same").stdout
    assert became("first", "same") == ("changed", "policy")  # nothing about the vendor did
    assert became("same", "worse") == ("worse", "profile")
    assert became("worse", "same") == ("better", "profile")


def test_a_finished_run_writes_its_baseline_later_without_screening_anew(
    edscreen: Run, vendors: Callable[[str], str], tmp_path: Path
) -> None:
    at_once = edscreen("batch", vendors("50"), "--out", "out", "--write-baseline", "once.json")
    later = edscreen("batch", vendors("50"), "--out", "out", "--resume", "--write-baseline", "later.json")
    assert (at_once.returncode, later.returncode) == (0, 0)
    assert (tmp_path / "later.json").read_bytes() == (tmp_path / "once.json").read_bytes()


def test_rows_that_cannot_be_read_still_give_2_and_the_rest_is_recorded(
    edscreen: Run, vendors: Callable[[str], str], tmp_path: Path
) -> None:
    outputs = ("--write-baseline", "known.json", "--output", "json=report.json")
    done = edscreen("batch", vendors("many"), "--out", "out", *outputs)
    known = json.loads((tmp_path / "known.json").read_text(encoding="utf-8"))
    assert done.returncode == 2
    assert {entry["product"] for entry in known["findings"]} == {"Lumen Reading", "=1+1 Math"}
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["exit_code"] == 2


def test_a_baseline_that_cannot_be_written_gives_4(
    edscreen: Run, vendors: Callable[[str], str], tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    done = edscreen("batch", vendors("50"), "--out", "out", "--write-baseline", "folder")
    assert done.returncode == 4
    assert done.stderr.splitlines()[-1].startswith("edscreen: exit code 4: folder could not be written: ")
    assert (tmp_path / "out" / "index.html").is_file()


@pytest.mark.parametrize("path", ["vendors.csv", "out/results.sqlite", "out/vendors/lumen.html"])
def test_it_is_not_written_over_what_the_run_reads_or_keeps(
    edscreen: Run, vendors: Callable[[str], str], tmp_path: Path, path: str
) -> None:
    done = edscreen("batch", vendors("50"), "--out", "out", "--write-baseline", path)
    assert (done.returncode, (tmp_path / "out").exists()) == (2, False)
    assert "--write-baseline would write over" in " ".join(done.stderr.replace("│", " ").split())


def test_of_a_list_that_changed_it_is_what_a_fresh_run_of_it_records(
    edscreen: Run, vendors: Callable[[str], str], tmp_path: Path
) -> None:
    edscreen("batch", vendors("50"), "--out", "out")
    heading, first, *others = (tmp_path / "vendors.csv").read_text(encoding="utf-8").splitlines()
    changed = [heading, "New,New Words,K,75", *others]  # the first is gone, the others stand elsewhere or not
    (tmp_path / "vendors.csv").write_text("\n".join([*changed, first, ""]), encoding="utf-8")
    resumed = edscreen("batch", "vendors.csv", "--out", "out", "--resume", "--write-baseline", "resumed.json")
    fresh = edscreen("batch", "vendors.csv", "--out", "fresh", "--write-baseline", "fresh.json")
    assert (resumed.returncode, fresh.returncode) == (0, 0), resumed.stderr
    assert (tmp_path / "resumed.json").read_bytes() == (tmp_path / "fresh.json").read_bytes()
