"""Renew requirements.lock: all that edscreen needs, with hashes, for every system and Python version.

Run `python scripts/lock.py` in an environment with the `dev` extra.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"

HEADER = """\
# Made by `python scripts/lock.py`; do not edit. For a reproducible installation:
#   pip install --require-hashes -r requirements.lock
#   pip install --no-deps .
"""


def main() -> int:
    """Let uv resolve the newest versions for every supported system, into a file that names no host.

    Returns:
        The exit code of uv; the lock is left as it was unless that is 0.
    """
    resolve = ["--universal", "--python-version=3.11", "--upgrade", "--no-config"]
    write = [
        "--generate-hashes",
        "--no-header",
        "--no-annotate",
        "--no-emit-index-url",
        "--no-emit-find-links",
    ]
    done = subprocess.run(
        [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", *resolve, *write],
        cwd=ROOT,
        check=False,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    if done.returncode == 0:
        LOCK.write_text(HEADER + done.stdout, encoding="utf-8", newline="\n")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
