"""`edscreen` and `python -m edscreen`."""

from __future__ import annotations

import sys

from edscreen import __version__
from edscreen.cli.standard_output import ending_with


def main() -> None:
    """Run the command line and end the process with its exit code."""
    sys.exit(ending_with(_run))


def _run() -> int:
    if sys.argv[1:] == ["--version"]:  # answered before anything heavy is imported
        print(f"edscreen {__version__}")  # noqa: T201
        return 0
    from edscreen.cli.app import run

    return run()


if __name__ == "__main__":
    main()
