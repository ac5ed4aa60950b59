"""`batch --resume`: every option that an answer could depend on is noticed, and no other one is."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import pytest
import typer.main

from edscreen.batch.folder import CannotGoOn
from edscreen.batch.foundations import foundations, what_differs
from edscreen.cli.app import app
from edscreen.site.rendering import finding

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from subprocess import CompletedProcess

    from edscreen.batch.work import Job
    from edscreen.screening.grounds import Grounds

    Run: TypeAlias = Callable[..., CompletedProcess[str]]
    RestsOn: TypeAlias = Callable[..., Mapping[str, str]]

NO_MATTER = {
    "products": "a list that has changed is gone on with, row by row",
    "key": "rows are known anew by another column",
    "out": "names the folder",
    "resume": "asks for what is tested here",
    "dry_run": "screens nothing",
    "workers": "how many screen makes no difference",
    "engine": "nor where they do",
    "scheduler": "nor on which cluster",
    "output": "made from the results",
    "write_baseline": "made from the results",
    "unanswered": "of the exit code alone",
    "exit_zero": "of the exit code alone",
    "no_cache": "every page is asked for, and a kept one counts only where its site says that it is the same",
    "cache_dir": "likewise",
    "quiet": "of what is said meanwhile",
    "verbose": "of what is said meanwhile",
}
"""Options on which no answer depends, and why."""

WITH_SITE = ("--site",)
RENDERED = (*WITH_SITE, "--render", "--browser", "one")
MATTER = {
    "mapping": ((), ("--map", "map.yaml"), "--map"),
    "fill_from_site": (WITH_SITE, (*WITH_SITE, "--fill-from-site"), "--fill-from-site"),
    "fail_on": ((), ("--fail-on", "note"), "--fail-on"),
    "as_of": ((), ("--as-of", "2026-01-01"), "--as-of"),
    "prepared_by": ((), ("--prepared-by", "agency"), "--prepared-by"),
    "select": ((), ("--select", "screen-time"), "the rules that run"),
    "ignore": ((), ("--ignore", "screen-time"), "the rules that run"),
    "rules_dir": ((), ("--rules-dir", "book"), "the rule books and the rules that run"),
    "policy": ((), ("--policy", "other.yaml"), "the policy"),
    "no_policy": ((), ("--no-policy",), "the policy"),
    "no_waivers": ((), ("--no-waivers",), "--no-waivers"),
    "baseline": ((), ("--baseline", "known.json"), "the baseline"),
    "site": ((), WITH_SITE, "--site"),
    "max_pages": (WITH_SITE, (*WITH_SITE, "--max-pages", "9"), "--max-pages"),
    "max_clicks": (WITH_SITE, (*WITH_SITE, "--max-clicks", "2"), "--max-clicks"),
    "proxy": (WITH_SITE, (*WITH_SITE, "--proxy", "http://proxy.district.example:8080"), "--proxy"),
    "allow_host": (WITH_SITE, (*WITH_SITE, "--allow-host", "localhost:8000"), "--allow-host"),
    "render": (WITH_SITE, RENDERED, "--render"),
    "browser": (RENDERED, (*WITH_SITE, "--render", "--browser", "another"), "--browser"),
    "save_evidence": (RENDERED, (*RENDERED, "--save-evidence", "kept"), "--save-evidence beside --render"),
}
"""Two calls that differ in an option on which answers depend, and what is said of it."""


@pytest.fixture
def rests_on(
    called: Run, tmp_path: Path, write_rule: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> RestsOn:
    """What a run with these options rests on; it is not begun."""
    rows = "Vendor,Product,Website,Contact\nLumen,Lumen Reading,http://127.0.0.1:9/,Ann\n"
    for name, text in {
        "list.csv": rows,
        "map.yaml": "Contact: ignore\n",
        "edscreen.yaml": "edscreen_policy: 1\n",
        "other.yaml": "edscreen_policy: 1\nsite: {contact: procurement@district.example}\n",
        "known.json": '{"edscreen_baseline": 1, "findings": []}',
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    write_rule()
    for name in ("one", "another"):
        (tmp_path / name).touch(mode=0o755)
    monkeypatch.setattr(finding, "find_spec", bool)  # nothing is rendered, so no Playwright is needed
    found: list[Mapping[str, str]] = []

    def stop(_folder: object, job: Job, grounds: Grounds, *_: object, **__: object) -> None:
        found.append(foundations(job, grounds))
        raise CannotGoOn("that will do")

    monkeypatch.setattr("edscreen.cli.batch_run.open_folder", stop)

    def work_out(*options: str) -> Mapping[str, str]:
        done = called("batch", "list.csv", "--out", "out", *options)
        assert "that will do" in done.stderr, done.stderr
        return found.pop()

    return work_out


def test_every_option_is_decided_on() -> None:
    command = typer.main.get_command(app).commands["batch"]  # type: ignore[attr-defined]
    assert {option.name for option in command.params} == NO_MATTER.keys() | MATTER.keys()
    assert not NO_MATTER.keys() & MATTER.keys()


@pytest.mark.parametrize(("then", "now", "said"), MATTER.values(), ids=MATTER)
def test_another_answer_to_an_option_that_matters_is_named(
    rests_on: RestsOn, then: tuple[str, ...], now: tuple[str, ...], said: str
) -> None:
    before = rests_on(*then)
    assert said in what_differs(rests_on(*now), before)
    assert what_differs(rests_on(*then), before) == ""


def test_what_comes_to_the_same_is_the_same(rests_on: RestsOn) -> None:
    a, b = ("--allow-host", "LOCALHOST"), ("--allow-host", "staging.lumen.example:8443")
    both = rests_on(*WITH_SITE, *a, *b)
    assert rests_on(*WITH_SITE, *b, *a, *b) == both
    assert rests_on(*WITH_SITE, "--allow-host", "localhost:80", "--allow-host", "localhost:443", *b) == both
    assert rests_on(*WITH_SITE, "--save-evidence", "kept") == rests_on(*WITH_SITE)


def test_what_a_former_version_did_not_record_is_not_said_to_have_changed(rests_on: RestsOn) -> None:
    now = rests_on()
    then = {name: value for name, value in now.items() if name != "allow_hosts"}
    assert what_differs(now, then | {"edscreen": "0.1"}) == "edscreen's version"
    assert "--allow-host" in what_differs(now, then)


def test_hosts_opened_since_a_run_began_end_it_with_exit_code_2(called: Run, tmp_path: Path) -> None:
    rows = "Vendor,Product,Website\nLumen,Lumen Reading,http://127.0.0.1:9/\n"
    (tmp_path / "list.csv").write_text(rows, encoding="utf-8")
    call = ("batch", "list.csv", "--out", "out", "--site", "--no-policy", "--workers", "1")
    assert called(*call).returncode == 3
    again = called(*call, "--resume", "--allow-host", "127.0.0.1:9")
    assert again.returncode == 2
    assert (
        "this has changed: the hosts that may be reached although they are not public (--allow-host); answers"
        in again.stderr
    )
