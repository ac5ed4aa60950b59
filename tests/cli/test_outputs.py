"""Several reports in one run: each whole in its place, or one sentence and 4."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[str]]
    Profile = Callable[..., str]

FORMATS = ("rich", "json", "jsonl", "csv", "markdown", "sarif", "junit", "github")
FLAGGED = "dosage: [{minutes: 60, per: week, scope: total}]\n"


def test_every_format_goes_to_its_file_and_is_what_standard_output_would_be(
    edscreen: Run, profile: Profile, tmp_path: Path
) -> None:
    name = profile(FLAGGED)
    outputs = [f"--output={form}=reports/{form}" for form in FORMATS]

    done = edscreen("check", name, "--format", "json", *outputs)

    assert done.returncode == 1
    assert sorted(file.name for file in (tmp_path / "reports").iterdir()) == sorted(FORMATS)
    for form in FORMATS:
        alone = edscreen("check", name, "--format", form).stdout
        assert (tmp_path / "reports" / form).read_text(encoding="utf-8") == alone, form


def test_two_runs_write_the_same_bytes(edscreen: Run, profile: Profile, tmp_path: Path) -> None:
    name = profile(FLAGGED)
    for run in ("one", "two"):
        edscreen("check", name, *(f"--output={form}={run}/{form}" for form in FORMATS))

    assert [(tmp_path / "one" / form).read_bytes() for form in FORMATS] == [
        (tmp_path / "two" / form).read_bytes() for form in FORMATS
    ]


def test_a_file_that_cannot_be_written_costs_only_itself_and_gives_4(
    edscreen: Run, profile: Profile, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()

    done = edscreen("check", profile(FLAGGED), "--output", "csv=folder", "--output", "json=good.json")

    assert done.returncode == 4
    [sentence] = [line for line in done.stderr.splitlines() if "could not be written" in line]
    assert sentence.startswith("edscreen: exit code 4; folder could not be written: ")
    assert "Traceback" not in done.stderr
    assert list((tmp_path / "folder").iterdir()) == []
    assert json.loads((tmp_path / "good.json").read_text(encoding="utf-8"))["scorecards"]
    assert "1 red flag" in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_costs_only_the_file_on_it(edscreen: Run, profile: Profile, tmp_path: Path) -> None:
    done = edscreen("check", profile(FLAGGED), "--output", "sarif=/dev/full", "--output", "json=good.json")

    assert done.returncode == 4
    assert "/dev/full could not be written: No space left on device" in done.stderr
    assert json.loads((tmp_path / "good.json").read_text(encoding="utf-8"))["scorecards"]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_folder_that_is_read_only_gives_4(edscreen: Run, profile: Profile, tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)

    done = edscreen("check", profile(FLAGGED), "--output", "json=locked/report.json")

    assert done.returncode == 4
    assert "locked/report.json could not be written: Permission denied" in done.stderr


def test_a_baseline_that_cannot_be_written_gives_4(edscreen: Run, profile: Profile, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()

    done = edscreen("check", profile(FLAGGED), "--write-baseline", "folder")

    assert done.returncode == 4
    assert "folder could not be written" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_link_in_a_circle_is_told_in_one_sentence(edscreen: Run, profile: Profile, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")

    done = edscreen("check", profile(FLAGGED), "--output", "json=loop")

    assert done.returncode == 4
    assert "loop could not be written: the link leads in a circle: name the file itself" in done.stderr
    assert (tmp_path / "loop").is_symlink()


def test_an_interrupted_run_leaves_no_file_behind(
    edscreen: Run, profile: Profile, write_rule: Any, tmp_path: Path
) -> None:
    stopped = _stopped_midway(edscreen, profile, write_rule, tmp_path, "SIGINT")

    assert stopped == 130


@pytest.mark.skipif(sys.platform == "win32", reason="these are signals of POSIX systems")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGKILL"])
def test_a_run_that_is_ended_from_outside_leaves_no_file_behind(
    edscreen: Run, profile: Profile, write_rule: Any, tmp_path: Path, name: str
) -> None:
    stopped = _stopped_midway(edscreen, profile, write_rule, tmp_path, name)

    assert stopped == -signal.Signals[name]


def _stopped_midway(edscreen: Run, profile: Profile, write_rule: Any, tmp_path: Path, name: str) -> int:
    """Stop a run while its reports are open, see that nothing has changed, and give how it ended."""
    book = write_rule("sample", body=f"import signal\n    signal.raise_signal(signal.{name})")
    (tmp_path / "report.json").write_text("what was there", encoding="utf-8")
    call = ("check", profile(), "--rules-dir", str(book))
    before = {*tmp_path.iterdir()}

    done = edscreen(*call, "--output", "json=report.json", "--output", "csv=new/folder/report.csv")

    assert (tmp_path / "report.json").read_text(encoding="utf-8") == "what was there"
    assert {*tmp_path.iterdir()} == before
    return done.returncode


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("xml=a", "takes FORMAT=PATH with one of rich, json,"),
        ("json", "takes FORMAT=PATH"),
        ("json=", "takes FORMAT=PATH"),
        ("memo=m.pdf", "makes no .pdf file; let the file end in .html or .docx; a browser prints"),
        ("letter=l.pdf", "letter writes plain text, or a Word document, and makes no .pdf file"),
        ("letter=l.odt", "let the file end in .txt or .docx"),
        ("html=x.docx", "html writes HTML and makes no .docx file; let the file end in .html"),
        ("csv=x.XLSX", "csv writes CSV and makes no .xlsx file; let the file end in .csv"),
        ("memo={vendro}.html", "nothing fills in {vendro}; memo takes {vendor} and {product}"),
        ("html={vendor}.html", "only letter and memo make a file for each {vendor} or {product}"),
    ],
)
def test_what_is_no_output_is_refused(
    edscreen: Run, profile: Profile, tmp_path: Path, given: str, says: str
) -> None:
    name = profile()
    before = {*tmp_path.iterdir()}

    done = edscreen("check", name, "--output", given)

    assert done.returncode == 2
    assert says in " ".join(done.stderr.replace("│", " ").split())
    assert {*tmp_path.iterdir()} == before


@pytest.mark.parametrize("given", ["memo=m.htm", "memo=M.DOCX", "letter=a{1}.txt", "json=kept", "html=r"])
def test_other_names_are_taken(edscreen: Run, profile: Profile, given: str) -> None:
    assert edscreen("check", profile(), "--exit-zero", "--output", given).returncode == 0


@pytest.mark.parametrize("other", ["a", "./a", "none/../a", "link"])
def test_one_file_cannot_hold_two_reports(
    edscreen: Run, profile: Profile, tmp_path: Path, other: str
) -> None:
    if other == "link":
        if sys.platform == "win32":
            pytest.skip("links need a privilege on Windows")
        (tmp_path / "link").symlink_to("a")

    done = edscreen("check", profile(), "--output", "json=a", "--output", f"csv={other}")

    assert done.returncode == 2
    assert "twice" in done.stderr


WRITTEN_OVER = {
    ("--output", "vendors/lumen.yaml", "vendors/lumen.yaml"): "a profile that this run is to screen",
    ("--output", "vendors/../vendors/lumen.yaml", "vendors"): "a file of vendors, which",
    ("--output", "edscreen.yaml", "vendors"): "the district's policy",
    ("--output", "other.yaml", "vendors", "--policy", "other.yaml"): "the district's policy",
    ("--output", "known.json", "vendors", "--baseline", "./known.json"): "the baseline",
    ("--output", "new.json", "vendors", "--write-baseline", "new.json"): "the baseline that this run",
    ("--output", "page.html", "vendors/lumen.yaml", "--site-file", "page.html"): "the saved page",
    ("--write-baseline", "edscreen.yaml", "vendors"): "the district's policy",
    ("--write-baseline", "vendors/lumen.yaml", "vendors"): "a file of vendors",
}  # fmt: skip


@pytest.mark.parametrize("given", WRITTEN_OVER, ids=" ".join)
def test_a_report_is_not_written_over_what_the_run_reads(
    edscreen: Run, profile: Profile, tmp_path: Path, given: tuple[str, ...]
) -> None:
    (tmp_path / "vendors").mkdir()
    profile(FLAGGED, name="vendors/lumen.yaml")
    for name in ("edscreen.yaml", "other.yaml", "known.json", "page.html"):
        (tmp_path / name).write_text("edscreen_policy: 1\n", encoding="utf-8")
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    option, path, *rest = given

    done = edscreen("check", *rest, option, f"json={path}" if option == "--output" else path)

    assert done.returncode == 2
    assert f"{option} would write over {path}, {WRITTEN_OVER[given]}" in done.stderr
    assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == before


def test_a_report_is_not_written_over_the_page_that_is_read(edscreen: Run, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>Lumen</p>", encoding="utf-8")

    done = edscreen("site", "page.html", "--output", "json=./page.html")

    assert done.returncode == 2
    assert "would write over page.html, the saved page that this run is to read" in done.stderr
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == "<p>Lumen</p>"


def test_a_baseline_is_brought_up_to_date_in_its_place(edscreen: Run, profile: Profile) -> None:
    name = profile(FLAGGED)
    edscreen("check", name, "--write-baseline", "known.json")

    done = edscreen("check", name, "--baseline", "known.json", "--write-baseline", "known.json")

    assert done.returncode == 0


@pytest.mark.parametrize("encoding", ["ascii", "cp437", "cp1252"])
def test_a_console_that_cannot_show_a_sign_gets_plain_ones(
    edscreen: Run, profile: Profile, encoding: str
) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}

    done = edscreen("check", profile(FLAGGED), env=environment, encoding=None)
    shown = done.stdout.decode(encoding)  # type: ignore[attr-defined]

    assert "X 1 red flag" in shown
    assert "\\u" not in shown


@pytest.mark.parametrize("form", ["json", "csv", "markdown", "sarif", "junit"])
def test_what_programs_read_is_utf_8_on_any_console(edscreen: Run, profile: Profile, form: str) -> None:
    name = profile('price: {includes: "Sch\\u00fcler \\u2713"}\n' + FLAGGED)
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}

    done = edscreen("check", name, "--format", form, env=environment, encoding=None)

    assert done.stdout.decode("utf-8")  # type: ignore[attr-defined]
