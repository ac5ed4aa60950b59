"""`batch --fill-from-site`: what a list leaves out and the vendor's site states for certain."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from edscreen.batch.tables import StatedOnSites
from edscreen.cli.batch_summary import stated_in_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    Site: TypeAlias = Any

    Run: TypeAlias = Callable[..., CompletedProcess[str]]
    Fill: TypeAlias = Callable[..., tuple[CompletedProcess[str], list[dict[str, Any]]]]

SAYS = "Students use Lumen Reading for 30 minutes a week."
NOTHING = "states for certain what its row leaves out, so nothing was filled in"
TIER = "Lumen Reading meets ESSA Tier 3."
HOME = """<!doctype html><html lang=en><head><title>Lumen Reading | Lumen Learning</title></head><body>
<header><a href="/">Lumen Learning</a></header>
<main><h1>Lumen Reading</h1><p>{}</p><p>Lumen Reading is a program for the early grades. It is used in class
and at home, in small groups and alone, and every teacher sees how far each student has come.</p></main>
</body></html>"""


@pytest.fixture
def edscreen(called: Run) -> Run:
    """The command in this process, as nothing here depends on how it is started."""
    return called


@pytest.fixture
def fill(edscreen: Run, site: Site, tmp_path: Path) -> Fill:
    """Screen a list of one product whose site says some sentences, and give the lines of the report."""

    def run(says: str, columns: str = "", cells: str = "", *options: str) -> Any:
        site.pages["/"] = HOME.format(says)
        rows = f"Vendor,Product,Website{columns}\nLumen Learning,Lumen Reading,{site.url}{cells}\n"
        (tmp_path / "list.csv").write_text(rows, encoding="utf-8")
        call = ["batch", "list.csv", "--out", "out", "--site", "--fill-from-site", "--workers", "1"]
        done = edscreen(*call, "--allow-host", site.place, "--no-cache", *options)
        lines = (tmp_path / "out" / "report.jsonl").read_text(encoding="utf-8").splitlines()
        return done, [json.loads(line) for line in lines]

    return run


def test_what_the_list_leaves_out_is_filled_with_quote_address_and_day(fill: Fill, site: Site) -> None:
    done, [line] = fill(f"{SAYS}</p><p>{TIER}", ",Contact", ",Ann")
    filled = line["list"]["filled"]
    assert {field: each["value"] for field, each in filled.items()} == {
        "product.claimed_essa_tier": 3,
        "dosage[0].minutes": 30,
        "dosage[0].per": "week",
    }
    minutes = filled["dosage[0].minutes"]
    assert (minutes["quote"], minutes["url"]) == (SAYS, site.url)
    assert len(minutes["on"]) == len("2026-11-21")
    assert line["list"] == {"row": 2, "Contact": "Ann", "filled": filled, "differs": {}, "not_taken": {}}
    said = "filled from vendors' sites, as their claims: minutes for 1 row and an ESSA tier for 1 row\n"
    assert said in done.stderr


def test_it_is_judged_as_the_vendors_claim_and_its_evidence_is_the_page(fill: Fill, site: Site) -> None:
    _, [line] = fill(SAYS.replace("30", "200"))
    [finding] = [each for each in line["findings"] if each["rule"] == "screen-time"]
    assert (finding["outcome"], finding["basis"]) == ("flag", "claimed")
    assert {(each["kind"], each.get("url"), each.get("quote")) for each in finding["evidence"]} == {
        ("site", site.url, SAYS.replace("30", "200"))
    }
    assert finding["evidence"][0]["fetched_at"]
    assert len(finding["evidence"][0]["sha256"]) == 64


def test_what_the_list_says_is_kept_and_what_the_site_says_otherwise_is_told(fill: Fill, site: Site) -> None:
    done, [line] = fill(f"{SAYS}</p><p>{TIER}", ",Minutes per week,product.claimed_essa_tier", ",45,2")
    assert line["list"]["filled"] == {}
    differs = line["list"]["differs"]
    assert {field: (each["listed"], each["value"]) for field, each in differs.items()} == {
        "product.claimed_essa_tier": (2, 3),
        "dosage[0].minutes": (45, 30),
    }
    assert differs["dosage[0].minutes"]["quote"] == SAYS
    [finding] = [each for each in line["findings"] if each["rule"] == "screen-time"]
    assert "45" in finding["message"]
    assert {each["kind"] for each in finding["evidence"]} == {"profile"}
    assert "1 row (first: row 2) and the vendor's site differ: what the list says was kept" in done.stderr
    assert "no site states for certain what its row leaves out" in done.stderr
    assert site.url in differs["product.claimed_essa_tier"]["url"]


@pytest.mark.parametrize("columns", [",Minutes per week", ",Minutes per day"])
def test_what_says_the_same_or_counts_in_another_time_is_no_contradiction(fill: Fill, columns: str) -> None:
    _, [line] = fill(SAYS, columns, ",30")
    assert line["list"] == {"row": 2, "filled": {}, "differs": {}, "not_taken": {}}


@pytest.mark.parametrize(
    "says",
    [
        "Students love Lumen Reading.",
        f"{SAYS} Students use Lumen Reading for 45 minutes a week.",
        "Teachers spend 30 minutes a week on reports of Other Product.",
        "Lumen Reading meets ESSA Tier 3. Lumen Reading meets ESSA Tier 2.",
    ],
)
def test_nothing_is_guessed(fill: Fill, says: str) -> None:
    _, [line] = fill(says)
    assert line["list"]["filled"] == {}
    [finding] = [each for each in line["findings"] if each["rule"] == "screen-time"]
    assert finding["outcome"] == "undisclosed"


def test_a_link_to_research_is_named_beside_the_open_question_and_settles_nothing(
    fill: Fill, site: Site
) -> None:
    site.pages["/research"] = HOME.format("Alder University studied Lumen Reading in 19 schools.")
    words = "Research: see the independent study"
    done, [line] = fill(f'Loved by all.</p><p><a href="/research">{words}</a>')
    assert line["list"]["filled"]["records[0].url"]["value"] == f"{site.url}research"
    [finding] = [each for each in line["findings"] if each["rule"] == "independent-research"]
    assert finding["outcome"] == "undisclosed"
    assert f'a link, "{words}" at {site.url}, leads to {site.url}research (read on ' in finding["message"]
    assert "which nobody has confirmed, and a link is no study: open it" in finding["message"]
    asked = f"Your site links to research at {site.url}research. Which studies compared"
    assert finding["ask_vendor"].startswith(asked)
    assert "links to research for 1 row (a link is no study, and answers nothing)" in done.stderr


def test_what_is_not_certain_is_shown_for_a_person_to_decide(fill: Fill, site: Site, tmp_path: Path) -> None:
    doubt = "Recommended usage: 40 minutes per week."
    done, [line] = fill(f"Loved by teachers. {doubt} Meets ESSA Tier 2.", ",product.claimed_essa_tier", ",2")
    noted = {"value": 40, "quote": doubt, "url": site.url, "why": "it does not name the product"}
    [(field, seen)] = line["list"]["not_taken"].items()
    assert (field, {key: seen[key] for key in noted}) == ("dosage[0].minutes", noted)
    [finding] = [each for each in line["findings"] if each["rule"] == "screen-time"]
    assert finding["outcome"] == "undisclosed"
    assert f'"{doubt}" ({site.url}; it does not name the product)' in finding["message"]
    assert finding["ask_vendor"].startswith(f'Your site says "{doubt}" at {site.url}: does that mean this')
    assert "for 1 row (first: row 2); it stands beside the row for you to decide" in done.stderr
    [page] = (tmp_path / "out" / "vendors").glob("*.html")
    shown = page.read_text(encoding="utf-8")
    assert "not taken over, for you to decide" in shown
    assert "40, though it does not name the product" in shown


def test_a_line_with_several_amounts_is_shown_without_a_value(fill: Fill, site: Site, tmp_path: Path) -> None:
    says = "Students in grades 9-12 use Lumen Reading 50 minutes per week; in K-5 15 minutes per week."
    _, [line] = fill(says, ",Minutes per week", ",30")
    [(field, seen)] = line["list"]["not_taken"].items()
    assert (field, seen["value"], seen["quote"], seen["url"]) == ("dosage[0].minutes", None, says, site.url)
    with (tmp_path / "out" / "scorecards.csv").open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert f'dosage[0].minutes: no one value ("{says}", {site.url}, read on ' in row["list.not_taken"]
    [page] = (tmp_path / "out" / "vendors").glob("*.html")
    shown = page.read_text(encoding="utf-8")
    assert "no one value, as several amounts or tiers stand in it" in shown


def test_a_site_that_bears_neither_name_or_cannot_be_read_fills_nothing(
    fill: Fill, edscreen: Run, site: Site, tmp_path: Path
) -> None:
    fill(SAYS)
    site.pages["/gone"] = (500, {}, "Nothing works.")
    rows = (
        f"Vendor,Product,Website\nAcorn Maths,Acorn,{site.url}\nLumen Learning,Lumen Reading,{site.url}gone\n"
    )
    (tmp_path / "other.csv").write_text(rows, encoding="utf-8")
    call = ["batch", "other.csv", "--out", "other", "--site", "--fill-from-site", "--no-cache"]
    done = edscreen(*call, "--allow-host", site.place)
    assert "no site states for certain what its row leaves out, so nothing was filled in" in done.stderr
    lines = (tmp_path / "other" / "report.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["list"]["filled"] for line in lines] == [{}, {}]


def test_that_no_site_could_be_read_is_said_and_no_word_of_what_sites_state(
    edscreen: Run, site: Site, tmp_path: Path
) -> None:
    site.pages["/"] = (500, {}, "Nothing works.")
    here, there = site.url, site.url.replace("127.0.0.1", "localhost")
    rows = f"Vendor,Product,Website\nLumen Learning,Lumen Reading,{here}\nAcorn Maths,Acorn,{there}\n"
    (tmp_path / "list.csv").write_text(rows, encoding="utf-8")
    call = ["batch", "list.csv", "--out", "out", "--site", "--fill-from-site", "--no-cache", "--workers", "1"]
    hosts = ["--allow-host", site.place, "--allow-host", site.place.replace("127.0.0.1", "localhost")]
    none_read = edscreen(*call, *hosts, "--save-evidence", "kept", "--select", "screen-time").stderr
    assert "none of 2 sites could be read, so nothing was filled in" in none_read
    assert "no site gave a page; what came of asking 2 sites is kept in kept\n" in none_read
    assert "states" not in none_read


def test_pages_are_asked_for_once_and_no_rule_need_ask_for_the_site(fill: Fill, site: Site) -> None:
    _, [line] = fill(SAYS, "", "", "--select", "screen-time")
    assert line["list"]["filled"]["dosage[0].minutes"]["value"] == 30
    assert site.asked.count("/") == 1


def test_spreadsheets_pages_and_reports_show_what_was_filled_in(
    fill: Fill, site: Site, tmp_path: Path
) -> None:
    outputs = [
        "--output",
        "letter=letter.txt",
        "--output",
        "markdown=report.md",
        "--output",
        "json=report.json",
    ]
    _, [line] = fill(SAYS, ",filled", ",by Ann", *outputs)
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["scorecards"] == [line]
    told = f'dosage[0].minutes: 30 ("{SAYS}", {site.url}, read on '
    with (tmp_path / "out" / "scorecards.csv").open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert told in row["list.filled"]
    assert row["list.filled (2)"] == "by Ann"
    [page] = (tmp_path / "out" / "vendors").glob("*.html")
    shown = page.read_text(encoding="utf-8")
    assert "Left out by the list, and filled in" in shown
    assert SAYS in shown
    assert "30 minutes a week" in (tmp_path / "report.md").read_text(encoding="utf-8")
    assert (tmp_path / "letter.txt").is_file()


def test_going_on_without_it_is_another_run(fill: Fill, edscreen: Run, site: Site) -> None:
    fill(SAYS)
    call = [
        "batch",
        "list.csv",
        "--out",
        "out",
        "--resume",
        "--site",
        "--allow-host",
        site.place,
        "--no-cache",
    ]
    done = edscreen(*call)
    assert done.returncode == 2
    assert "this has changed: --fill-from-site" in done.stderr


def test_it_needs_sites_and_a_list_of_rows(
    edscreen: Run, profile: Callable[..., str], tmp_path: Path
) -> None:
    (tmp_path / "list.csv").write_text("Vendor,Product\nA,B\n", encoding="utf-8")
    done = edscreen("batch", "list.csv", "--out", "out", "--fill-from-site")
    assert (done.returncode, "add --site" in done.stderr) == (2, True)
    (tmp_path / "all").mkdir()
    profile(name="all/one.yaml")
    done = edscreen("batch", "all", "--out", "out", "--site", "--fill-from-site")
    assert (done.returncode, "edscreen init --from-site" in done.stderr) == (2, True)
    assert not (tmp_path / "out").exists()


def test_no_minutes_are_filled_in_for_subjects_that_could_not_be_read(fill: Fill) -> None:
    """In two subjects 30 minutes may be 60: they would be judged by a number that nobody states."""
    done, [line] = fill(SAYS, ",Subject", ',"Math, Basket weaving"')
    assert (line["list"]["filled"], line["list"]["Subject"]) == ({}, "Math, Basket weaving")
    assert "1 row (first: row 2," in done.stderr


@pytest.mark.parametrize(
    ("sites", "unread", "said"),
    [
        (0, 0, ["no site was visited, so nothing was filled in"]),
        (1, 1, ["the only site could not be read, so nothing was filled in"]),
        (
            3,
            2,
            [
                f"no site that could be read {NOTHING}",
                "2 of 3 sites could not be read, so nothing was filled in from them",
            ],
        ),
    ],
)
def test_what_was_not_read_is_told_apart_from_what_states_nothing(
    sites: int, unread: int, said: list[str]
) -> None:
    assert list(stated_in_words(StatedOnSites(0, 0, 0, 0, 0, 0, 0, sites=sites, unread=unread))) == said
