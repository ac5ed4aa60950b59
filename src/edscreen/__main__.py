"""`edscreen` and `python -m edscreen`."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line and end the process with its exit code."""
    _forget_present_folder()
    try:
        from edscreen.cli.standard_output import ending_with  # Ctrl-C may come while it is imported, too

        code = ending_with(_run)
    except KeyboardInterrupt:
        if sys.stderr:
            print("edscreen: interrupted (exit code 130).", file=sys.stderr)  # noqa: T201
        code = 130
    sys.exit(code)


def _run() -> int:
    from edscreen import __version__

    if sys.argv[1:] == ["--version"]:  # answered before anything heavy is imported
        print(f"edscreen {__version__}")  # noqa: T201
        return 0
    from edscreen.cli.app import run

    return run()


def _forget_present_folder() -> None:
    """Import nothing from the folder that it is run in, as `python -m` does: it holds vendors' files."""
    if sys.path and sys.path[0] in {"", os.getcwd()}:  # noqa: PTH109 - pathlib takes longer to load than to do it
        del sys.path[0]


if __name__ == "__main__":
    main()
