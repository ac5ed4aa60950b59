"""`edscreen init --from-site` takes over what a site states in words, each for a person to confirm."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]

HOME = """<!doctype html><html lang="en"><head>
<title>Home | Lumen Reading</title>
<meta property="og:site_name" content="Lumen Learning"></head><body>
<header><nav><a href="/">Lumen Learning</a> <a href="/about">Home</a></nav></header><main>
<h1>Lumen Reading</h1>
<p>By Lumen Learning, makers of software for schools since 2010, and friends of teachers everywhere.</p>
<p>Teachers need 5 minutes to begin.</p><p>It is loved in Tier 3 intervention.</p>
<p>Students use Lumen Reading 30 to 40 minutes per week.</p>
<p>Lumen Reading meets ESSA Tier 2 (moderate evidence).</p><p>Lumen Reading is new.</p>
<p>Our sister product is new. Meets ESSA Tier 3.</p>
<div><a href="/research">Read the research on Lumen Reading <p>Stonebrook University studied it in 19 schools
with 1,804 students, and wrote a long paragraph about it which nobody would call a document's name.</p></a>
</div>
</main><footer>© 2010-2026 Lumen Learning, Inc. All rights reserved.</footer></body></html>"""
RESEARCH = """<!doctype html><html lang="en"><head><title>Research</title></head><body><main>
<h1>Research</h1>
<p>Stonebrook University studied Lumen Reading in 19 schools with 1,804 students; they read better.</p>
<p>We count 20 minutes each session. Our sister product does not yet meet ESSA Tier 1.</p>
</main></body></html>"""


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
    doubt = f'"Meets ESSA Tier 3." ({site.url}); answer it yourself if you can\n'
    assert f"not taken over, as it does not name the product: {doubt}" in done.stderr
    text = (tmp_path / "lumen.yaml").read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines()]
    for answer in (
        "name: Lumen Learning",
        "name: Lumen Reading",
        "claimed_essa_tier: 2",
        "minutes: 30-40",
        "per: week",
        f'url: "{site.url}research"',
    ):
        assert answer in lines, text
        mark = lines[lines.index(answer) - 1]
        assert mark.startswith("# To be confirmed: http://127.0.0.1:"), answer
        assert " states it, as of 20" in mark
    said = '"Students use Lumen Reading 30 to 40 minutes per week."'
    assert lines[lines.index("minutes: 30-40") - 1].endswith(said)
    assert f"note: {json.dumps(f'The site says: {said}')}" in lines
    assert not {"minutes: 5", "minutes: 20", "name: Home"} & set(lines)
    (name,) = (line for line in lines if "name:" in line and "Read the research" in line)
    assert len(name) < 120
    assert "is there already" not in done.stdout


def test_what_nobody_confirmed_is_told_at_every_check(edscreen: Run, site: Any, tmp_path: Path) -> None:
    site.pages |= {"/": HOME, "/research": RESEARCH}
    assert visited(edscreen, site, "--non-interactive").returncode == 0
    lines = (tmp_path / "lumen.yaml").read_text(encoding="utf-8").splitlines()
    first, *others = (place for place, line in enumerate(lines, 1) if "# To be confirmed:" in line)
    done = edscreen("check", "lumen.yaml", "--format", "json")
    said = (
        f"{1 + len(others)} answers in lumen.yaml were taken over from a site and confirmed by nobody (lines "
        f"{first + 1}, "
    )
    assert said in done.stderr
    assert "to confirm them, run edscreen init lumen.yaml, or delete the mark above each" in done.stderr
    piped = edscreen("check", "-", input="\n".join(lines))
    assert "to confirm them, delete the mark above each" in piped.stderr
    (told,) = (note for note in json.loads(done.stdout)["notices"] if note["kind"] == "to_be_confirmed")
    assert told["message"].startswith(said)
    kept = "\n".join(line for line in lines if "# To be confirmed:" not in line)
    (tmp_path / "lumen.yaml").write_text(kept, encoding="utf-8")
    assert "confirmed" not in edscreen("check", "lumen.yaml").stderr


def test_a_new_file_is_not_said_to_be_there_already(edscreen: Run, site: Any) -> None:
    site.pages |= {"/": HOME, "/research": RESEARCH}
    assert "is there already" not in visited(edscreen, site, input="stop\n").stdout
    assert "is there already" in visited(edscreen, site, input="stop\n").stdout


def test_names_that_the_site_leaves_open_are_said_and_end_in_3(
    edscreen: Run, site: Any, tmp_path: Path
) -> None:
    site.pages |= {"/": HOME.replace("<footer>", "<footer hidden>"), "/research": RESEARCH}
    done = visited(edscreen, site, "--non-interactive")
    assert done.returncode == 3
    last = done.stderr.splitlines()[-1]
    assert last.startswith("edscreen: exit code 3: vendor.name and product.name are not stated for certain")
    text = (tmp_path / "lumen.yaml").read_text(encoding="utf-8")
    assert "claimed_essa_tier: 2" not in text, "of which product is unknown"
    done = visited(edscreen, site, "--non-interactive", "--vendor", "Lumen", "--product", "Lumen Reading")
    assert done.returncode == 0
    assert "claimed_essa_tier: 2" in (tmp_path / "lumen.yaml").read_text(encoding="utf-8")


def test_pages_of_others_state_nothing(edscreen: Run, site: Any, tmp_path: Path) -> None:
    site.pages |= {"/": HOME, "/research": (302, {"Location": "http://localhost:9/x"}, "")}
    assert visited(edscreen, site, "--non-interactive").returncode == 0
    assert "localhost" not in (tmp_path / "lumen.yaml").read_text(encoding="utf-8")


def test_each_is_asked_and_only_a_persons_word_confirms_it(edscreen: Run, site: Any, tmp_path: Path) -> None:
    site.pages |= {"/": HOME, "/research": RESEARCH}
    begun = "edscreen: 1\nprepared: {by: office, role: district, from: their site, as_of: 2026-11-02}\n"
    (tmp_path / "lumen.yaml").write_text(begun, encoding="utf-8")
    done = visited(edscreen, site, input="yes\n\nLumen Reading 5\nstop\n")
    assert "To be confirmed: http://127.0.0.1" in done.stdout
    assert "Now: Lumen Learning (yes confirms it; Enter leaves it to be confirmed)" in done.stdout
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
    assert done.returncode == 3
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
