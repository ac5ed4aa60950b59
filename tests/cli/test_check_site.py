"""`edscreen check --site` through the installed command: a web server on this machine, saved pages."""

from __future__ import annotations

import json
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]

STUDY = (
    "<p>In a randomized controlled trial with 1,240 students in four districts, researchers at Brook "
    "University found that students who used Lumen Reading gained two months more in reading than students "
    "who did not.</p>"
)
RULE = "research-on-home-page"


def page(content: str) -> str:
    """A page of the vendor."""
    return (
        "<!doctype html><html lang=en><head><title>Lumen Reading | Lumen Learning</title></head><body><main>"
        "<h1>Lumen Reading</h1><p>Lumen Reading is a program for the early grades, made by Lumen Learning. "
        f"It is used in class and at home, in small groups and alone.</p>{content}</main></body></html>"
    )


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - the library's own name
        """Say nothing."""


class Site:
    """A vendor's site: a folder that is served."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
        self.place = f"127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def put(self, name: str, content: str) -> None:
        (self.folder / name).write_text(page(content), encoding="utf-8")

    def url(self, name: str = "") -> str:
        return f"http://{self.place}/{name}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def edscreen(called: Run) -> Run:
    """The command in this process, as nothing here depends on how it is started."""
    return called


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    served = Site(tmp_path / "site")
    yield served
    served.close()


@pytest.fixture
def check(edscreen: Run, site: Site) -> Callable[..., dict[str, Any]]:
    """Check with `--site`, and give the report."""

    def run(*arguments: str) -> dict[str, Any]:
        done = edscreen(
            "check", *arguments, "--site", "--allow-host", site.place, "--no-cache", "--format", "json"
        )
        assert done.stdout, done.stderr
        report: dict[str, Any] = json.loads(done.stdout)
        return report

    return run


def finding(report: dict[str, Any], rule: str = RULE, number: int = 0) -> dict[str, Any]:
    """The answer of a rule."""
    card = report["scorecards"][number]
    [found] = [each for each in card["findings"] if each["rule"] == rule]
    return dict(found)


def vendor(site: Site, name: str = "") -> str:
    """A profile's text whose vendor has the site."""
    return (
        "edscreen: 1\nprepared: {role: district}\nproduct: {name: Lumen Reading, category: supplemental}\n"
        f"vendor: {{name: Lumen Learning, website: '{site.url(name)}'}}\n"
    )


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], str]:
    """Write a file and give its name."""

    def put(name: str, text: str) -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return name

    return put


def test_research_on_the_home_page_passes_as_verified_with_the_words_and_the_digest(
    site: Site, check: Callable[..., dict[str, Any]], write: Callable[[str, str], str]
) -> None:
    site.put("index.html", STUDY)

    report = check(write("lumen.yaml", vendor(site)))

    found = finding(report)
    assert (found["outcome"], found["basis"]) == ("pass", "verified")
    [seen] = found["evidence"]
    assert seen["url"] == site.url()
    assert "Brook University" in seen["quote"]
    assert len(seen["sha256"]) == 64
    assert report["site"] == {"used": True, "proxy": None, "max_pages": 8}


def test_research_one_click_away_is_a_caution_with_the_distance_and_both_pages(
    site: Site, check: Callable[..., dict[str, Any]], write: Callable[[str, str], str]
) -> None:
    site.put("index.html", '<p><a href="research.html">Research</a></p>')
    site.put("research.html", STUDY)

    found = finding(check(write("lumen.yaml", vendor(site))))

    assert (found["outcome"], found["severity"], found["basis"]) == ("flag", "caution", "verified")
    assert "independent evidence stands one click away" in found["message"]
    assert {seen["url"] for seen in found["evidence"]} == {site.url(), site.url("research.html")}


def test_a_home_page_that_says_nothing_is_flagged_with_every_page_read(
    site: Site, check: Callable[..., dict[str, Any]], write: Callable[[str, str], str]
) -> None:
    site.put("index.html", '<p><a href="impact.html">Impact</a></p>')
    site.put("impact.html", "<p>Schools like it.</p>")

    found = finding(check(write("lumen.yaml", vendor(site))))

    assert (found["outcome"], found["severity"]) == ("flag", "red")
    assert [seen["url"] for seen in found["evidence"]] == [site.url(), site.url("impact.html")]
    assert all(seen["sha256"] and seen["fetched_at"] for seen in found["evidence"])


def test_a_site_that_may_not_be_reached_is_neither_pass_nor_flag(
    site: Site, edscreen: Run, write: Callable[[str, str], str]
) -> None:
    site.put("index.html", "")

    done = edscreen("check", write("lumen.yaml", vendor(site)), "--site", "--no-cache", "--format", "json")

    found = finding(json.loads(done.stdout))
    assert found["outcome"] == "unavailable"
    assert "What you can do: if it is your own test site, open it with --allow-host" in found["message"]


def test_sites_are_read_side_by_side_and_reported_in_the_order_of_the_profiles(
    site: Site, check: Callable[..., dict[str, Any]], write: Callable[[str, str], str]
) -> None:
    site.put("index.html", STUDY)
    site.put("other.html", "<p>Nothing is said here of any study.</p>")
    first = write("first.yaml", vendor(site, "other.html"))
    broken = write("broken.yaml", "edscreen: 1\nvendor: {}\n")
    last = write("last.yaml", vendor(site))

    report = check(first, broken, last)

    assert [card["profile"] for card in report["scorecards"]] == [first, last]
    assert finding(report, number=0)["outcome"] == "flag"
    assert finding(report, number=1)["outcome"] == "pass"
    assert report["exit_code"] == 2


def test_a_source_that_names_the_product_verifies_what_the_profile_says_of_it(
    site: Site, check: Callable[..., dict[str, Any]], write: Callable[[str, str], str]
) -> None:
    site.put("index.html", "")
    site.put("paper.html", "<p>We studied LUMEN  READING® in four districts.</p>")
    studies = (
        "studies:\n- {title: Trial, design: randomized_controlled_trial, comparison: business_as_usual,\n"
        "   evaluator: {name: Elm University, kind: university, tie: none}, funder: {kind: government},\n"
        f"   findings: [{{outcome: reading, effect_size: 0.1}}], url: '{site.url('paper.html')}'}}\n"
    )

    report = check(write("lumen.yaml", vendor(site).replace("127.0.0.1", "localhost") + studies))

    found = finding(report, "independent-research")
    assert "was opened on" in found["message"]
    assert "names the product" in found["message"]
    assert any(seen["kind"] == "site" and seen["url"] == site.url("paper.html") for seen in found["evidence"])


def test_a_profile_without_a_website_is_told_that_no_site_was_visited(
    edscreen: Run, profile: Callable[..., str]
) -> None:
    look = "{verdict: shown, checked_on: 2026-10-02, checked_by: M. Ortiz}"
    name = profile(f"prepared: {{role: district}}\nhome_page: {look}\n")

    done = edscreen("check", name, "--site", "--select", RULE, "--as-of", "2026-11-21", "--format", "json")

    found = finding(json.loads(done.stdout))
    assert found["outcome"] == "pass"
    assert "No site was visited in this run: the profile states no website." in found["message"]
    assert f"edscreen: {name}: no site was visited, as the profile states no website" in done.stderr


def test_a_saved_page_is_judged_without_any_visit(
    site: Site, edscreen: Run, write: Callable[[str, str], str]
) -> None:
    saved = write("home.html", page(STUDY))

    done = edscreen("check", write("lumen.yaml", vendor(site)), "--site-file", saved, "--format", "json")

    report = json.loads(done.stdout)
    assert finding(report)["outcome"] == "pass"
    assert "edscreen read the saved page of" in finding(report)["message"]
    assert report["site"]["used"] is False


def test_a_saved_page_goes_with_one_profile(
    site: Site, edscreen: Run, write: Callable[[str, str], str]
) -> None:
    names = [write(name, vendor(site)) for name in ("one.yaml", "two.yaml")]

    done = edscreen("check", *names, "--site-file", write("home.html", page("")), "--format", "json")

    assert done.returncode == 2
    assert "--site-file judges one page for one profile, and 2 were named" in done.stderr
    report = json.loads(done.stdout)
    assert [error["kind"] for error in report["errors"]] == ["unreadable_site_file"]
    assert [card["profile"] for card in report["scorecards"]] == names
    assert "give --site-file with one profile" in finding(report)["message"]


@pytest.mark.parametrize(
    "content", [None, "<!-- saved from url=(0024)https://www.elm.example/ --><p>Elm</p>"]
)
def test_a_saved_page_that_cannot_be_judged_costs_no_other_answer(
    edscreen: Run, write: Callable[[str, str], str], content: str | None
) -> None:
    profile = write(
        "lumen.yaml",
        "edscreen: 1\nprepared: {role: district}\nproduct: {name: Lumen Reading}\n"
        "vendor: {name: Lumen Learning, website: 'https://www.lumen.example/'}\n",
    )
    broken = write("broken.yaml", "edscreen: 1\nvendor: {}\n")
    if content:
        write("home.html", content)

    done = edscreen("check", broken, profile, "--site-file", "home.html", "--format", "json")

    report = json.loads(done.stdout)
    kinds = [(error["kind"], error["profile"]) for error in report["errors"]]
    assert (done.returncode, kinds[-1]) == (2, ("unreadable_site_file", "home.html"))
    assert kinds[0][1] == broken
    assert finding(report)["outcome"] == "unavailable"
    assert finding(report, "independent-research")["outcome"] == "undisclosed"


def test_pages_kept_for_the_record_give_the_same_answer_without_the_site(
    site: Site,
    check: Callable[..., dict[str, Any]],
    edscreen: Run,
    write: Callable[[str, str], str],
    tmp_path: Path,
) -> None:
    site.put("index.html", '<p><a href="research.html">Research</a></p>')
    site.put("research.html", STUDY)
    name = write("lumen.yaml", vendor(site))
    visited = finding(check(name, "--save-evidence", "kept"))
    site.close()
    [kept] = (tmp_path / "kept").glob("*.warc.gz")

    done = edscreen("check", name, "--site-file", f"kept/{kept.name}", "--format", "json")

    replayed = finding(json.loads(done.stdout))
    assert replayed["evidence"] == visited["evidence"]
    assert (replayed["outcome"], replayed["severity"]) == ("flag", "caution")
    assert list((tmp_path / "kept" / "text").rglob("*.txt.gz"))


def test_a_folder_that_cannot_be_written_does_not_cost_the_report(
    site: Site, edscreen: Run, write: Callable[[str, str], str]
) -> None:
    site.put("index.html", STUDY)
    write("kept", "a file where the folder should be")

    done = edscreen(
        *("check", write("lumen.yaml", vendor(site)), "--site", "--allow-host", site.place, "--no-cache"),
        *("--save-evidence", "kept", "--format", "json"),
    )

    assert done.returncode == 4
    assert finding(json.loads(done.stdout))["outcome"] == "pass"
    assert "kept: not every page read could be kept" in done.stderr


def test_a_flagged_page_that_shows_something_else_the_second_time_is_no_verdict(
    site: Site, edscreen: Run, write: Callable[[str, str], str]
) -> None:
    site.put("index.html", "")
    name = write("lumen.yaml", vendor(site))
    steady = edscreen(
        *("check", name, "--site", "--allow-host", site.place, "--no-cache", "--confirm", "--format", "json")
    )

    assert finding(json.loads(steady.stdout))["outcome"] == "flag"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--site", "--site-file", "home.html"], "--site and --site-file exclude each other"),
        (["--confirm"], "--confirm goes with --site"),
        (["--save-evidence", "kept"], "--save-evidence goes with --site"),
        (["--render"], "--render goes with --site"),
        (["--browser", "chromium"], "--browser goes with --site"),
        (["--proxy", "nonsense"], "--proxy goes with --site"),
        (["--allow-host", "127.0.0.1"], "--allow-host goes with --site"),
        (["--no-cache"], "--no-cache goes with --site"),
        (["--cache-dir", "kept"], "--cache-dir goes with --site"),
        (["--max-pages", "8"], "--max-pages goes with --site"),
        (["--max-clicks", "3"], "--max-clicks goes with --site"),
        (["--site-file", "home.html", "--proxy", "http://proxy.example:3128"], "--proxy goes with --site"),
        (["--site-file", "home.html", "--no-cache"], "--no-cache goes with --site"),
        (["--site", "--browser", "chromium"], "--browser goes with --render"),
        (["--site", "--render", "--browser", "no-such-browser"], "is no program that can be started"),
        (["--site", "--allow-host", "http://x.example/"], "is no host"),
    ],
)
def test_options_that_make_no_sense_together_are_refused(
    edscreen: Run, profile: Callable[..., str], arguments: list[str], says: str
) -> None:
    done = edscreen("check", profile(), *arguments)

    assert done.returncode == 2
    assert says in " ".join(done.stderr.split())


def test_a_visit_that_no_rule_asks_for_is_not_made(edscreen: Run, profile: Callable[..., str]) -> None:
    done = edscreen("check", profile(), "--site", "--select", "screen-time")

    assert "no selected rule asks for the vendor's site, so none was read" in done.stderr
