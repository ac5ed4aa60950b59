"""Screening many profiles with every output but `rich` at once beside JSON alone; what each output adds."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench.pairs import in_turn, ratios, spread

from edscreen.report.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent
BAR = 3.0
EXAMPLES = ("clear.yaml", "flagged.yaml", "incomplete.yaml")
OTHERS = [name for name in FORMATS if name not in {"rich", "json"}]


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--profiles", type=int, default=1_000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--each", action="store_true", help="also measure each output by itself")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        profiles = place / "profiles"
        write_profiles(profiles, given.profiles)
        alone, together, *each = in_turn(
            [
                lambda: timed(profiles, place, []),
                lambda: timed(profiles, place, OTHERS),
                *(
                    [lambda name=name: timed(profiles, place, [name]) for name in OTHERS]
                    if given.each
                    else []
                ),
            ],
            given.rounds,
        )
    print(f"{given.profiles:,} profiles, the whole process")
    print(f"{'JSON alone':28} {spread(alone)}")
    print(
        f"{f'and {len(OTHERS)} more formats':28} {spread(together)}   {against(alone, together)}, bar {BAR}"
    )
    for name, times in zip(OTHERS, each, strict=False):
        print(f"{f'  {name} adds':28} {median(times) - median(alone):.3f} s")


def against(base: Sequence[float], values: Sequence[float]) -> str:
    """How values compare with the base, pair by pair."""
    return f"ratio {spread(ratios(values, base), '')}"


def write_profiles(folder: Path, number: int, examples: Sequence[str] = EXAMPLES) -> None:
    """Fill a folder with copies of the shipped examples, each under a name of its own."""
    folder.mkdir()
    texts = [(ROOT / "examples" / name).read_text(encoding="utf-8") for name in examples]
    for index in range(number):
        text = texts[index % len(texts)].replace("  name: ", f"  name: No. {index} ", 1)
        (folder / f"{index:06}.yaml").write_text(text, encoding="utf-8")


def timed(profiles: Path, place: Path, outputs: Sequence[str]) -> float:
    """Seconds that `check` takes, JSON going to standard output and `outputs` to files."""
    asked = [f"--output={name}={place / f'report.{name}'}" for name in outputs]
    command = [sys.executable, "-m", "edscreen", "check", "--format=json", "--quiet", "--exit-zero", *asked]
    start = time.perf_counter()
    subprocess.run([*command, str(profiles)], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
