"""What is kept can be checked, is found again, and gives the same page without the network."""

from __future__ import annotations

import csv
import gzip
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.cli import main as warcio

from edscreen.site.archive.keeper import EvidenceKeeper
from edscreen.site.archive.replay import ReplaySource
from edscreen.site.fetching.settings import Limits
from edscreen.site.problems import PROBLEMS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from edscreen.site.fetched import Fetched

PAGES: list[dict[str, Any]] = [
    {},
    {"body": b""},
    {"body": b"\x00\xff\r\n\r\nWARC/1.1\r\n\r\n" * 1000},
    {"status": 404, "problem": "http_4xx", "detail": "it answered with status 404"},
    {"status": 999, "headers": ()},
    {"status": None, "headers": (), "body": b"", "problem": "tls", "detail": "the certificate has expired"},
    {
        "url": "https://www.lumen.example/home",
        "redirects": ("https://lumen.example/", "http://lumen.example/a"),
    },
    {"url": "https://other.example/", "status": 301, "body": b"", "problem": "redirect_offsite"},
    {
        "headers": (
            ("content-encoding", "gzip"),
            ("content-length", "27"),
            ("transfer-encoding", "chunked"),
            ("set-cookie", "a=1"),
            ("set-cookie", "b=2"),
            ("x-name", "Größe – 100 %"),
            ("x-empty", ""),
        )
    },
]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_comes_back_as_it_was_kept(
    tmp_path: Path, fetched: Callable[..., Fetched], replayed: Callable[..., Fetched], page: dict[str, Any]
) -> None:
    kept = fetched(**{"asked": "https://lumen.example/", **page})

    file = EvidenceKeeper(tmp_path).keep(kept)

    assert replayed(file, kept.asked) == kept
    assert ReplaySource(file).home_url == kept.asked


def test_the_largest_page_that_is_fetched_is_replayed(
    tmp_path: Path, fetched: Callable[..., Fetched], replayed: Callable[..., Fetched]
) -> None:
    kept = fetched(body=b"a" * Limits().bytes)

    assert replayed(EvidenceKeeper(tmp_path).keep(kept)) == kept


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.binary(max_size=500),
    detail=st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=50),
    problem=st.none() | st.sampled_from(PROBLEMS),
    status=st.none() | st.integers(100, 999),
)
def test_any_page_comes_back_as_it_was_kept(
    tmp_path: Path,
    fetched: Callable[..., Fetched],
    replayed: Callable[..., Fetched],
    body: bytes,
    detail: str | None,
    problem: str | None,
    status: int | None,
) -> None:
    if status is None:
        body = b""
    headers = (("content-type", "text/html"),) if status else ()
    kept = fetched(body=body, detail=detail, problem=problem, status=status, headers=headers)

    file = EvidenceKeeper(tmp_path).keep(kept)

    assert replayed(file) == kept
    file.unlink()


def test_digests_stand_the_check_of_warcs_own_tool(
    tmp_path: Path, fetched: Callable[..., Fetched], capsys: pytest.CaptureFixture[str]
) -> None:
    keeper = EvidenceKeeper(tmp_path)
    for page in PAGES:
        file = keeper.keep(
            fetched(**{"asked": "https://lumen.example/", **page}), site="https://lumen.example/"
        )

    with pytest.raises(SystemExit) as ended:
        warcio(["check", "-v", str(file)])

    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert said.count("digest pass") >= len(PAGES)
    assert "failed" not in said
    assert f"sha256:{fetched().sha256}".encode() in gzip.decompress(file.read_bytes())


def test_a_visit_is_one_file_and_every_page_a_line_of_the_index(
    tmp_path: Path, fetched: Callable[..., Fetched], replayed: Callable[..., Fetched]
) -> None:
    home = fetched("https://lumen.example/")
    study = fetched("https://www.lumen.org.example/study,first", b"<p>A study</p>")
    gone = fetched("https://lumen.example/gone", b"", status=None, headers=(), problem="timeout")
    keeper = EvidenceKeeper(tmp_path / "new" / "folder")

    files = {
        keeper.keep(home, site=home.asked, screenshot=b"\x89PNG"),
        keeper.keep(study, site=home.asked),
        keeper.keep(gone, site=home.asked),
    }

    [file] = files
    assert re.fullmatch(r"lumen-example-[0-9a-f]{8}-20261121T103005Z\.warc\.gz", file.name)
    assert replayed(file, study.url).body == study.body
    with (keeper.folder / "pages.csv").open(encoding="utf-8", newline="") as index:
        lines = list(csv.DictReader(index))
    assert [line["url"] for line in lines] == [home.url, study.url, gone.url]
    assert [line["sha256"] for line in lines] == [home.sha256, study.sha256, ""]
    assert [line["problem"] for line in lines] == ["", "", "timeout"]
    assert {line["file"] for line in lines} == {file.name}
    assert (keeper.folder / lines[0]["screenshot"]).read_bytes() == b"\x89PNG"


def test_what_earlier_runs_kept_stays(
    tmp_path: Path, fetched: Callable[..., Fetched], replayed: Callable[..., Fetched]
) -> None:
    files = [EvidenceKeeper(tmp_path).keep(fetched(body=body)) for body in (b"first", b"second", b"third")]

    assert [replayed(file).body for file in files] == [b"first", b"second", b"third"]
    assert (tmp_path / "pages.csv").read_text(encoding="utf-8").count("\n") == 4


def test_an_interrupted_run_leaves_what_it_had_read(
    tmp_path: Path, fetched: Callable[..., Fetched], replayed: Callable[..., Fetched]
) -> None:
    keeper = EvidenceKeeper(tmp_path)
    file = keeper.keep(fetched())
    whole = file.stat().st_size
    keeper.keep(fetched("https://lumen.example/study", bytes(range(256)) * 40), site=fetched().asked)
    with file.open("r+b") as cut:
        cut.truncate(whole + 400)
    with (tmp_path / "pages.csv").open("ab") as index:
        index.write(b"https://lumen.example/to")

    assert replayed(file).body == b"<p>Words</p>"
    assert replayed(file, "https://lumen.example/study").problem is not None
    EvidenceKeeper(tmp_path).keep(fetched())
    lines = (tmp_path / "pages.csv").read_text(encoding="utf-8").splitlines()
    assert lines[-2:] == ["https://lumen.example/to", lines[1].replace("Z.warc.gz", "Z-2.warc.gz")]


@pytest.mark.parametrize(
    "site",
    [
        "https://con.example/",
        "https://xn--grsse-lva.example/",
        "http://[::1]:8000/a?b=c:d|e",
        "https://" + "long." * 49 + "example/",
        "no address at all: <>|*?",
        "",
    ],
)
def test_every_system_takes_the_names(tmp_path: Path, fetched: Callable[..., Fetched], site: str) -> None:
    file = EvidenceKeeper(tmp_path).keep(fetched(), site=site)

    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}-[0-9a-f]{8}-20261121T103005Z\.warc\.gz", file.name)


def test_the_second_look_gives_the_last_answer(
    tmp_path: Path, fetched: Callable[..., Fetched], replayed: Callable[..., Fetched]
) -> None:
    keeper = EvidenceKeeper(tmp_path)
    keeper.keep(fetched(body=b"first"))
    file = keeper.keep(fetched(body=b"second"))

    assert replayed(file).body == b"first"
    assert replayed(file, past_cache=True).body == b"second"
