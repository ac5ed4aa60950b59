"""`edscreen check` of one profile beside `check-jsonschema` with the exported schema, whole processes."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from bench.pairs import in_turn, ratios, spread

ROOT = Path(__file__).resolve().parent.parent
BAR = 1.0


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--profile", type=Path, default=ROOT / "examples" / "clear.yaml")
    options.add_argument("--rounds", type=int, default=15)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        schema = Path(folder) / "profile.schema.json"
        exported = subprocess.run([*edscreen(), "schema", "profile"], capture_output=True, check=True)
        schema.write_bytes(exported.stdout)
        peer = [str(Path(sys.executable).with_name("check-jsonschema")), "--schemafile", str(schema)]
        commands = {
            "check-jsonschema": [*peer, str(given.profile)],
            "edscreen check --format json": [*edscreen(), "check", "--format", "json", str(given.profile)],
            "edscreen check": [*edscreen(), "check", str(given.profile)],
        }
        taken = in_turn([partial(seconds, command) for command in commands.values()], given.rounds)
    for name, values in zip(commands, taken, strict=True):
        print(f"{name:30} {spread(values)}   ratio {spread(ratios(values, taken[0]), '')}")
    print(f"bar: {BAR}")


def edscreen() -> list[str]:
    """The installed command, beside this Python."""
    return [str(Path(sys.executable).with_name("edscreen"))]


def seconds(command: list[str]) -> float:
    """The wall-clock seconds of a whole process."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
