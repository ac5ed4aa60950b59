"""Screening many profiles to JSON Lines beside only reading them; what one more rule adds; memory."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench.pairs import in_turn, ratios, spread

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent
BAR, RULE_BAR, MEMORY_BAR = 1.8, 0.1, 150

READ_ONLY = """
from edscreen.profile.documents import Document, read_documents
def work(folder, *_):
    return sum(isinstance(found, Document) for found in read_documents([folder]))
"""
SCREEN = """
from datetime import date
from pathlib import Path
from edscreen.cli.request import Request
from edscreen.cli.screening_run import screen
from edscreen.cli.talk import Talk
from edscreen.cli.visit_options import AskedSite, SiteOptions
from edscreen.site.fetching.settings import FetchSettings
def work(folder, *rules_dirs):
    site = SiteOptions(fetch=FetchSettings, max_pages=8, max_clicks=3)
    return screen(
        Request(
            profiles=(folder,), output_format="jsonl", as_of=date(2026, 11, 21), no_policy=True,
            site=AskedSite(site, frozenset(), visit=None), rules_dirs=tuple(map(Path, rules_dirs)),
        ),
        Talk(quiet=True, verbosity=0),
    )
"""
# Times the work alone, its imports and the first profile done, and tells the process's peak memory in MiB,
# which Windows does not tell. The peak is counted in KiB, on macOS in bytes.
TIMED = """
import json, sys, time
try:
    import resource
except ImportError:
    resource = None
warm, folder, *rest = sys.argv[1:]
work(warm, *rest)
start = time.perf_counter()
result = work(folder, *rest)
took = time.perf_counter() - start
unit = 1024 if sys.platform == "darwin" else 1
peak = resource and resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit / 1024
sys.stderr.write(json.dumps([took, peak, result]))
"""
ONE_MORE_RULE = """
from edscreen.rulekit import Answer, Profile, flags, passes, rule


@rule(
    id="states-a-version", title="Is a version stated?", family="product", severity="note",
    ask_vendor="Which version do you offer?", sources=(),
)
def states_a_version(profile: Profile) -> Answer:
    if profile.product.version:
        return passes("A version is stated.", ("product", "version"), basis="claimed")
    return flags("No version is stated.", ("product", "version"))
"""


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--profiles", type=int, default=10_000)
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        many, few, one = place / "many", place / "few", place / "one"
        write_profiles(many, given.profiles)
        write_profiles(few, given.profiles // 10)
        write_profiles(one, 1)
        rule = place / "book" / "states_a_version" / "rule.py"
        rule.parent.mkdir(parents=True)
        rule.write_text(ONE_MORE_RULE, encoding="utf-8")
        peaks: dict[str, float | None] = {}

        def run(name: str, work: str, folder: Path, *rest: Path) -> float:
            took, peaks[name] = timed(work, one, folder, *rest)
            return took

        read, screened, with_rule = in_turn(
            [
                lambda: run("read only", READ_ONLY, many),
                lambda: run("screened", SCREEN, many),
                lambda: run("one rule more", SCREEN, many, place / "book"),
            ],
            given.rounds,
        )
        run("screened, a tenth", SCREEN, few)
    added = [more - less for more, less in zip(with_rule, screened, strict=True)]
    size = len(profile_text(1).encode())
    rate = given.profiles / median(read)
    print(f"{given.profiles:,} profiles of {size:,} bytes, {rate:,.0f} read in a second")
    print(f"{'read, parsed, validated':24} {spread(read)}")
    print(f"{'screened to JSON Lines':24} {spread(screened)}   {against(read, screened, BAR)}")
    print(f"{'one rule more adds':24} {spread(added)}   {against(read, added, RULE_BAR)}")
    for name, peak in peaks.items():
        shown = "not told on this system" if peak is None else f"{peak:.0f} MiB"
        print(f"peak memory, {name:18} {shown}, bar {MEMORY_BAR}")


def against(base: Sequence[float], values: Sequence[float], bar: float) -> str:
    """How values compare with the base, pair by pair."""
    return f"ratio {spread(ratios(values, base), '')}, bar {bar}"


def write_profiles(folder: Path, number: int) -> None:
    """Fill a folder with profiles that differ in name and minutes."""
    folder.mkdir()
    for index in range(number):
        (folder / f"{index:06}.yaml").write_text(profile_text(index), encoding="utf-8")


def profile_text(index: int) -> str:
    """A shipped example, fully filled in, under another name."""
    text = (ROOT / "examples" / "clear.yaml").read_text(encoding="utf-8")
    return text.replace("  name: ", f"  name: No. {index} ", 1)


def timed(work: str, one: Path, folder: Path, *rest: Path) -> tuple[float, float | None]:
    """Seconds and peak MiB of the work in a process of its own; no peak where the system does not tell it."""
    arguments = [str(path) for path in (one, folder, *rest)]
    run = subprocess.run(
        [sys.executable, "-c", work + TIMED, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=True,
    )
    took, peak, _ = json.loads(run.stderr.splitlines()[-1])
    return took, peak


if __name__ == "__main__":
    main()
