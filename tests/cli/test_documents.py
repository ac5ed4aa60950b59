"""Letters and memos in files: Word where the name ends so, one a vendor or product where it says so."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edscreen.cli.document_files import FilesForEach
from edscreen.cli.outputs import FileNotWritten, Output
from edscreen.cli.overwriting import Taken
from edscreen.report.as_letter import LetterWriter
from edscreen.report.file_names import safe_name, same_file
from edscreen.report.run import Beginning, Ending
from edscreen.screening.exit_codes import ExitCode
from edscreen.screening.scorecard import Scorecard

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[str]]
    Profile = Callable[..., str]

DAY = "2026-11-21"


@pytest.fixture
def edscreen(called: Run) -> Run:
    """The command in this process, as nothing here depends on how it is started."""
    return called


def test_a_letter_goes_to_a_word_document_or_a_text_file(
    edscreen: Run, profile: Profile, tmp_path: Path
) -> None:
    done = edscreen(
        "check",
        profile(),
        "--as-of",
        DAY,
        "--output",
        "letter=to/lumen.DOCX",
        "--output",
        "letter=to/lumen.txt",
    )
    assert done.returncode == 3
    text = (tmp_path / "to/lumen.txt").read_text(encoding="utf-8")
    words = " ".join(text.split())
    paragraphs = [paragraph.text for paragraph in docx.Document(str(tmp_path / "to/lumen.DOCX")).paragraphs]
    assert "Dear Lumen Learning," in paragraphs
    assert [line for line in paragraphs if line[:2] == "1."][0] in words  # noqa: RUF015 - there is one


def test_the_letter_offers_to_set_when_the_vendor_was_asked(
    edscreen: Run, profile: Profile, tmp_path: Path
) -> None:
    name = profile("prepared: {role: district, by: purchasing office}\n")
    offered = edscreen("check", name, "--as-of", DAY, "--format", "letter")
    assert f"end of {name}: asked: {{on: 2026-11-21, reply_by: 2026-12-12}}" in offered.stderr
    assert "prepared: {role" not in offered.stderr

    with (tmp_path / name).open("a", encoding="utf-8") as file:
        file.write("asked: {on: 2026-11-21, reply_by: 2026-12-12}\n")
    followed = edscreen("check", name, "--as-of", DAY, "--format", "letter")
    assert "Please answer by 12 December 2026." in followed.stdout
    assert "asked:" not in followed.stderr


def test_the_policy_says_where_the_answer_goes(edscreen: Run, profile: Profile, tmp_path: Path) -> None:
    (tmp_path / "edscreen.yaml").write_text(
        "edscreen_policy: 1\ndistrict: {name: Alder Valley}\nsite: {contact: buying@alder.example}\n",
        encoding="utf-8",
    )
    done = edscreen("check", profile(), "--as-of", DAY, "--format", "letter")
    assert "  Alder Valley\n  buying@alder.example\n" in done.stdout
    assert "policy" not in done.stdout


def test_no_waiver_shows_in_a_letter(edscreen: Run, profile: Profile, tmp_path: Path) -> None:
    name = profile("dosage: [{minutes: 60, per: week, scope: total}]\n")
    (tmp_path / "edscreen.yaml").write_text(
        "edscreen_policy: 1\nwaivers:\n"
        "  - {rule: screen-time, product: '*', reason: SECRET, by: SECRET, expires: 2027-06-30}\n",
        encoding="utf-8",
    )
    waived = edscreen("check", name, "--as-of", DAY, "--format", "letter")
    plain = edscreen("check", name, "--as-of", DAY, "--format", "letter", "--no-policy")
    assert waived.stdout == plain.stdout
    assert "SECRET" not in waived.stdout


@pytest.mark.parametrize("ending", ["docx", "txt"])
def test_vendor_and_product_in_the_name_make_one_file_each(
    edscreen: Run, tmp_path: Path, ending: str
) -> None:
    products = [
        ("Lumen Learning", "Reading"),
        ("LUMEN  learning", "Math"),
        ("../../Evil", "CON"),
        ("aux", "CON"),
    ]
    (tmp_path / "all.yaml").write_text(
        "---\n".join(
            f"edscreen: 1\nvendor: {{name: '{vendor}'}}\nproduct: {{name: '{product}'}}\n"
            for vendor, product in products
        ),
        encoding="utf-8",
    )
    edscreen(
        "check",
        "all.yaml",
        "--output",
        f"letter=one/{{vendor}}.{ending}",
        "--output",
        f"letter=two/{{product}}.{ending}",
        "--output",
        f"letter=three/{{vendor}}/{{product}}.{ending}",
    )
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob(f"*.{ending}")}
    assert found == {
        *(f"one/{name}.{ending}" for name in ("Lumen-Learning", "Evil", "_aux")),
        *(f"two/{name}.{ending}" for name in ("Reading", "Math", "_CON", "_CON-2")),
        *(
            f"three/{name}.{ending}"
            for name in ("Lumen-Learning/Reading", "LUMEN-learning/Math", "Evil/_CON", "_aux/_CON")
        ),
    }


def test_a_file_among_many_that_cannot_be_written_is_named_and_the_others_are_there(
    edscreen: Run, tmp_path: Path
) -> None:
    (tmp_path / "all.yaml").write_text(
        "".join(f"---\nedscreen: 1\nvendor: {{name: V{n}}}\nproduct: {{name: P}}\n" for n in (1, 2, 3)),
        encoding="utf-8",
    )
    (tmp_path / "out/V2.docx").mkdir(parents=True)
    done = edscreen("check", "all.yaml", "--output", "letter=out/{vendor}.docx")
    assert done.returncode == 4
    assert "out/V2.docx could not be written:" in done.stderr
    assert {path.name for path in (tmp_path / "out").iterdir() if path.is_file()} == {"V1.docx", "V3.docx"}


def test_a_name_filled_in_never_leads_to_a_profile(edscreen: Run, profile: Profile, tmp_path: Path) -> None:
    name = profile(name="Lumen-Learning.yaml")
    before = (tmp_path / name).read_bytes()
    for named in (name, "."):
        done = edscreen("check", named, "--output", "letter={vendor}.yaml")
        assert done.returncode == 4
        assert "Lumen-Learning.yaml was not written, as it is a" in done.stderr
        assert (tmp_path / name).read_bytes() == before


@pytest.mark.parametrize("also", ["memo=o/{product}.txt", "json=o/Acme.txt", "json=o/ACME.txt"])
def test_a_name_filled_in_never_leads_to_another_report(edscreen: Run, tmp_path: Path, also: str) -> None:
    (tmp_path / "all.yaml").write_text(
        "edscreen: 1\nvendor: {name: Acme}\nproduct: {name: Acme}\n"
        "---\nedscreen: 1\nvendor: {name: Other}\nproduct: {name: Slate}\n",
        encoding="utf-8",
    )
    for _ in ("first", "again, with the files there"):
        done = edscreen("check", "all.yaml", "--output", "letter=o/{vendor}.txt", "--output", also)
        assert done.returncode == 4
        assert "Acme.txt was not written, as it is another report of this run" in done.stderr
        kept = (tmp_path / "o/Acme.txt").exists() and (tmp_path / "o/Acme.txt").read_text(encoding="utf-8")
        assert not kept or ("Dear Acme" in kept) == also.startswith("memo")
        assert "Dear Other" in (tmp_path / "o/Other.txt").read_text(encoding="utf-8")


def test_the_one_file_that_cannot_be_written_costs_only_itself(
    edscreen: Run, profile: Profile, tmp_path: Path
) -> None:
    (tmp_path / "folder.docx").mkdir()
    done = edscreen("check", profile(), "--output", "letter=folder.docx", "--output", "json=good.json")
    assert done.returncode == 4
    assert "folder.docx could not be written:" in done.stderr


def test_two_runs_write_the_same_documents(edscreen: Run, profile: Profile, tmp_path: Path) -> None:
    name = profile()
    for run in ("one", "two"):
        edscreen("check", name, "--as-of", DAY, "--output", f"letter={run}/{{vendor}}.docx")
    first, second = (tmp_path / run / "Lumen-Learning.docx" for run in ("one", "two"))
    assert first.read_bytes() == second.read_bytes()


def test_memos_go_to_one_document_or_to_one_each(edscreen: Run, profile: Profile, tmp_path: Path) -> None:
    done = edscreen(
        "check",
        profile(),
        *("--output", "memo=all.docx", "--output", "memo={product}.docx", "--output", "memo={product}.html"),
    )
    assert done.returncode == 3
    for name in ("all.docx", "Lumen-Reading.docx"):
        paragraphs = [paragraph.text for paragraph in docx.Document(str(tmp_path / name)).paragraphs]
        assert "Lumen Reading, version 4.10" in paragraphs
    assert "Lumen Reading, version 4.10" in (tmp_path / "Lumen-Reading.html").read_text(encoding="utf-8")


def test_side_by_side_leaves_the_exit_code_as_it_is(edscreen: Run, profile: Profile, tmp_path: Path) -> None:
    names = [profile("dosage: [{minutes: 60, per: week, scope: total}]\n", f"{n}.yaml") for n in (1, 2)]
    plain = edscreen("check", *names, "--as-of", DAY)
    beside = edscreen("check", *names, "--as-of", DAY, "--side-by-side", "--output", "csv=side.csv")
    assert (plain.returncode, beside.returncode) == (1, 1)
    assert "2 products side by side" in beside.stdout
    assert "Lumen Reading" in (tmp_path / "side.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("number", [1, 7])
def test_side_by_side_takes_two_to_six_products(
    edscreen: Run, profile: Profile, tmp_path: Path, number: int
) -> None:
    names = [profile(name=f"{each}.yaml") for each in range(number)]
    done = edscreen("check", *names, "--side-by-side", "--output", "csv=side.csv")
    assert done.returncode == 2
    assert done.stdout == ""
    assert f"--side-by-side shows 2 to 6 products, and {number} product" in done.stderr
    assert not (tmp_path / "side.csv").exists()
    assert not list(tmp_path.glob(".*.part"))


@pytest.mark.parametrize("arguments", [("--format", "json"), ("--output", "letter=x.docx")])
def test_side_by_side_says_which_formats_can(
    edscreen: Run, profile: Profile, tmp_path: Path, arguments: tuple[str, str]
) -> None:
    done = edscreen("check", profile(), profile(name="other.yaml"), "--side-by-side", *arguments)
    assert done.returncode == 2
    assert "--side-by-side goes with the formats rich, " in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lumen.yaml", "other.yaml"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lumen Learning, Inc.", "Lumen-Learning-Inc"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\Windows\\win.ini", "C-Windows-win.ini"),
        ("  .hidden", "hidden"),
        ("-rf", "rf"),
        ("con.tar", "_con.tar"),
        ("COM¹", "_COM1"),
        ("読書 📚 学習", "読書-学習"),
        ("हिन्दी", "हिन्दी"),
        ("ﬁ\uff0fve", "fi-ve"),
        ("a\x00b\u202ec\nd", "a-b-c-d"),
        ("{product}", "product"),
        ("📚", "unnamed"),
        ("", "unnamed"),
        ("x" * 300, "x" * 80),
    ],
)
def test_names_that_every_system_takes(text: str, name: str) -> None:
    assert safe_name(text) == name


@given(st.text())
def test_no_name_leads_anywhere(text: str) -> None:
    name = safe_name(text)
    assert name
    assert name == os.path.basename(name)  # noqa: PTH119 - as a system reads it
    assert not set(name) & set('/\\:*?"<>|{} \0')
    assert not name.startswith((".", "-"))
    assert not name.endswith(".")
    assert len(name.encode()) <= 81
    assert name.isprintable()


@given(st.lists(st.text(max_size=5), min_size=1, max_size=8))
def test_no_two_vendors_share_a_file(vendors: list[str]) -> None:
    files = FilesForEach(Output("letter", Path("{vendor}.txt")), LetterWriter, Taken())
    files.begin(Beginning("1", date(2026, 11, 21), "red", (), ()))
    for vendor in vendors:
        files.scorecard(Scorecard("a.yaml", 0, "0", vendor, "P", None, ()))
    paths = [str(file.output.path) for file in files._files.values()]  # noqa: SLF001 - nothing is written here
    assert len({same_file(path) for path in paths}) == len(paths)
    assert all(Path(path).parent == Path() for path in paths)


def test_what_fails_is_said_once_for_all(tmp_path: Path) -> None:
    (tmp_path / "A.txt").mkdir()
    (tmp_path / "B.txt").mkdir()
    files = FilesForEach(Output("letter", tmp_path / "{vendor}.txt"), LetterWriter, Taken())
    files.begin(Beginning("1", date(2026, 11, 21), "red", (), ()))
    for vendor in ("A", "B"):
        files.scorecard(Scorecard("a.yaml", 0, "0", vendor, "P", None, ()))
    with pytest.raises(FileNotWritten, match=r"A\.txt could not be written: .*; .*B\.txt could not"):
        files.end(Ending((), ExitCode(0, "")))
