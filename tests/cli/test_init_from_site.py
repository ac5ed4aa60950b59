"""`edscreen init --from-site` takes over what a site states in words, each for a person to confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]

HOME = """<!doctype html><html lang="en"><head><title>Lumen Reading | Home</title>
<meta property="og:site_name" content="Lumen Learning"></head><body><main>
<h1>Lumen Reading</h1>
<p>By Lumen Learning, makers of software for schools since 2010, and friends of teachers everywhere.</p>
<p>For results, students use it 30 to 40 minutes per week. Teachers need 5 minutes to begin.</p>
<p>Lumen Reading meets ESSA Tier 2 (moderate evidence).</p>
<p><a href="/research">Read the research on Lumen Reading</a></p></main></body></html>"""
RESEARCH = """<!doctype html><html lang="en"><head><title>Research</title></head><body><main><h1>Research</h1>
<p>Stonebrook University studied Lumen Reading in 19 schools with 1,804 students; they read better.</p>
<p>We count 30 to 40 minutes a week, or 20 minutes each session.</p></main></body></html>"""


def visited(edscreen: Run, site: Any, *arguments: str, **settings: Any) -> subprocess.CompletedProcess[str]:
    return edscreen(
        "init", "lumen.yaml", "--from-site", site.url, "--allow-host", site.place, "--no-cache", *arguments,
        **settings,
    )  # fmt: skip


def test_what_stands_there_in_words_is_taken_over_with_page_and_day(
    edscreen: Run, site: Any, tmp_path: Path
) -> None:
    site.pages |= {"/": HOME, "/research": RESEARCH}
    done = visited(edscreen, site, "--non-interactive")
    assert done.returncode == 0, done.stderr
    assert "answers are taken over from" in done.stderr
    text = (tmp_path / "lumen.yaml").read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines()]
    for answer in (
        "name: Lumen Learning",
        "name: Lumen Reading",
        "claimed_essa_tier: 2",
        "minutes: 30-40",
        "minutes: 20",
        "per: session",
        f'url: "{site.url}research"',
    ):
        assert answer in lines, text
        assert lines[lines.index(answer) - 1].startswith("# To be confirmed: http://127.0.0.1:"), answer
    assert "minutes: 5" not in lines, "no amount of use by students is stated so"
    assert 'note: "The site says: \\"For results, students use it 30 to 40 minutes per week.\\""' in lines
    assert edscreen("check", "lumen.yaml").returncode in {1, 3}


def test_each_is_asked_and_enter_confirms_it(edscreen: Run, site: Any, tmp_path: Path) -> None:
    site.pages |= {"/": HOME, "/research": RESEARCH}
    done = visited(edscreen, site, input="office\ndistrict\n\n\nLumen Reading 5\nstop\n")
    assert "To be confirmed: http://127.0.0.1" in done.stdout
    assert "Now: Lumen Learning (Enter keeps it)" in done.stdout
    lines = [line.strip() for line in (tmp_path / "lumen.yaml").read_text(encoding="utf-8").splitlines()]
    for answer in ("name: Lumen Learning", "name: Lumen Reading 5"):
        assert "To be confirmed" not in lines[lines.index(answer) - 1]
    assert "What is the vendor called?" not in edscreen("init", "lumen.yaml", input="stop\n").stdout
    again = edscreen("init", "lumen.yaml", input="\n" * 9).stdout
    assert "To be confirmed: http://127.0.0.1" in again, "what nobody has confirmed is asked again"


def test_what_is_answered_already_stays(edscreen: Run, site: Any, tmp_path: Path) -> None:
    site.pages |= {"/": HOME, "/research": RESEARCH}
    (tmp_path / "lumen.yaml").write_text(
        "edscreen: 1\nvendor: {name: Ours}\nproduct: {name: Ours too}\ndosage: []\n", encoding="utf-8"
    )
    assert visited(edscreen, site, "--non-interactive").returncode == 0
    text = (tmp_path / "lumen.yaml").read_text(encoding="utf-8")
    assert "  name: Ours\n" in text
    assert "\ndosage: []\n" in text


def test_a_site_that_cannot_be_read_gives_nothing_and_stops_nothing(
    edscreen: Run, site: Any, tmp_path: Path
) -> None:
    site.pages["/"] = (503, {}, "No.")
    done = visited(edscreen, site, "--non-interactive")
    assert done.returncode == 0
    assert "nothing is taken over from http://127.0.0.1" in done.stderr
    assert "To be confirmed" not in (tmp_path / "lumen.yaml").read_text(encoding="utf-8")


def test_hostile_words_stay_words(edscreen: Run, site: Any, tmp_path: Path) -> None:
    evil = "Lumen\u202e: !!python/object # \x1b[31m"
    site.pages["/"] = HOME.replace("Lumen Reading", evil)
    done = visited(edscreen, site, "--non-interactive")
    text = (tmp_path / "lumen.yaml").read_text(encoding="utf-8")
    assert "\x1b" not in done.stdout + done.stderr + text
    assert "\u202e" not in text
    assert edscreen("check", "lumen.yaml").returncode in {1, 2, 3}


def test_a_call_that_makes_no_sense_is_told(edscreen: Run) -> None:
    for arguments, said in (
        (("--from-site", "https://lumen.example", "--policy"), "--from-site goes with neither --sheet nor"),
        (("--allow-host", "localhost"), "--allow-host goes with --from-site"),
        (("--from-site", "not an address"), "--from-site takes the address of a web page"),
    ):
        done = edscreen("init", *arguments)
        assert done.returncode == 2
        assert said in done.stderr
