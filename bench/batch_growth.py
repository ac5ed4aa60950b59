"""What a profile costs in a long list beside a short one, in one worker; and the memory of the long run."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from bench.batch import PARTS, called
from bench.many_profiles import write_profiles
from bench.pairs import spread

FEW = 1_000
GROWTH_BAR, MEMORY_BAR = 1.1, 250


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--profiles", type=int, default=100_000)
    options.add_argument("--rounds", type=int, default=3, help="short runs before and after the long one")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        many, few, one = place / "many", place / "few", place / "one"
        for folder, number in ((many, given.profiles), (few, FEW), (one, 1)):
            write_profiles(folder, number)

        def screen(profiles: Path) -> dict[str, float | None]:
            measured: dict[str, float | None] = called("screened", one, profiles, place / "out")
            return measured

        def short() -> list[float]:
            return [_each(screen(few), FEW) for _ in range(given.rounds)]

        screen(few)
        before, long, after = short(), screen(many), short()
    each, of_few = _each(long, given.profiles), [*before, *after]
    print(f"a profile of {FEW:,}".ljust(28), spread(of_few, "ms"))
    growth = [each / cost for cost in of_few]
    print(
        f"a profile of {given.profiles:,}".ljust(28),
        f"{each:.3f} ms   ratio {spread(growth, '')}, bar {GROWTH_BAR}",
    )
    print(
        "spreadsheets and pages".ljust(28),
        f"{long['outputs']:.0f} s, {(long['outputs'] or 0) / (long['took'] or 1):.3f} of the screening",
    )
    for part in PARTS:
        peak = long[part]
        shown = "not told on this system" if peak is None else f"{peak:.0f} MiB"
        print(f"peak memory of the {part}".ljust(28), f"{shown}, bar {MEMORY_BAR}")


def _each(measured: dict[str, float | None], number: int) -> float:
    """Milliseconds that screening and recording take for a profile."""
    return (measured["took"] or 0) / number * 1000


if __name__ == "__main__":
    main()
