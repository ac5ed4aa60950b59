"""`batch --engine dask` as a shell runs it."""

from __future__ import annotations

import signal
import sys
from time import monotonic, sleep
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess, Popen

    Run = Callable[..., CompletedProcess[str]]
    Begin = Callable[..., Popen[str]]
    Vendors = Callable[[int], Path]


@pytest.mark.usefixtures("dask")
def test_a_cluster_ends_in_the_same_report_and_the_same_exit_code(
    edscreen: Run, vendors: Vendors, tmp_path: Path, write_rule: Callable[..., Path]
) -> None:
    vendors(60)
    (tmp_path / "vendors/00017.yaml").write_text("edscreen: 1\nvendor: {name: [}\n", encoding="utf-8")
    (tmp_path / "edscreen.yaml").write_text("edscreen_policy: 1\nfail_on: caution\n", encoding="utf-8")
    asked = ("batch", "vendors", "--rules-dir", write_rule().name)
    here = edscreen(*asked, "--out", "here", "--workers", "1")
    there = edscreen(*asked, "--out", "there", "--workers", "2", "--engine", "dask")
    said = here.stderr.replace("here", "there")
    assert (there.returncode, there.stderr) == (here.returncode, said)
    assert (tmp_path / "there/report.jsonl").read_bytes() == (tmp_path / "here/report.jsonl").read_bytes()


@pytest.mark.usefixtures("dask")
@pytest.mark.skipif(sys.platform == "win32", reason="a console's Ctrl-C is not sent to one process there")
def test_a_run_on_a_cluster_stops_at_ctrl_c_and_goes_on_without_one(
    begin: Begin, edscreen: Run, vendors: Vendors, tmp_path: Path
) -> None:
    vendors(1_500)
    run = begin("batch", "vendors", "--out", "screening", "--no-policy", "--engine", "dask", "--quiet")
    report = tmp_path / "screening/report.jsonl"
    until = monotonic() + 60
    while not (report.exists() and report.stat().st_size) and monotonic() < until:
        sleep(0.02)
    run.send_signal(signal.SIGINT)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 130
    assert said.splitlines()[-1] == "edscreen: interrupted (exit code 130)."
    assert "Traceback" not in said
    assert "Exception ignored" not in said
    done = edscreen("batch", "vendors", "--out", "screening", "--no-policy", "--resume", "--exit-zero")
    assert done.returncode == 0
    assert report.read_bytes().count(b"\n") == 1_500


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--scheduler", "tls://10.0.0.5:8786"], "--scheduler names a Dask cluster: add --engine dask"),
        (
            ["--engine", "dask", "--scheduler", "tcp://127.0.0.1:9", "--workers", "2"],
            "the cluster of --scheduler has the workers it has: leave out --workers",
        ),
    ],
)
def test_what_a_cluster_cannot_do_is_said_before_a_folder_is_begun(
    edscreen: Run, vendors: Vendors, tmp_path: Path, options: list[str], said: str
) -> None:
    vendors(1)
    done = edscreen("batch", "vendors", "--out", "screening", "--no-policy", *options)
    assert done.returncode == 2
    assert said in done.stderr
    assert not (tmp_path / "screening").exists()


def test_without_dask_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from edscreen.batch.cluster import joining

    monkeypatch.setattr(joining, "find_spec", lambda _name: None)
    with pytest.raises(joining.ClusterNotUsable, match='install it with pip install "edscreen'):
        joining.check_cluster(None, pytest.fail)
