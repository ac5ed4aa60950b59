"""Renew everything in this repository that is generated; with `--check`, only say what is out of date.

Run `python scripts/generate.py` in an environment where edscreen is installed from this checkout.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from edscreen.profile.blank import skeleton
from edscreen.profile.schema import profile_schema, schema_text
from edscreen.report.schema import report_schema
from edscreen.screening.policy.schema import policy_schema
from edscreen.screening.rulebook import open_shelf

if TYPE_CHECKING:
    from collections.abc import Callable

    from scripts import (
        commands_page,
        district_reports,
        field_tables,
        policy_page,
        problems_page,
        shown_output,
        signals_page,
    )
else:
    import commands_page  # beside this script, whose folder Python searches first
    import district_reports
    import field_tables
    import policy_page
    import problems_page
    import shown_output
    import signals_page

ROOT = Path(__file__).resolve().parent.parent

_PROFILE_PAGE = """\
# The vendor profile, field by field

Made by `python scripts/generate.py` from the models in `src/edscreen/profile/models`; do not edit it.

A profile is a YAML file about one product. [blank.yaml](blank.yaml) is the one to fill in: it holds the
fields that a vendor's proposal answers (marked **essential** here) and says above each what to write. The
fields marked *research* take looking up, and can be added where they belong. Only `edscreen`, `vendor.name`
and `product.name` must be there.

- What is left out or left blank (`minutes:`) has not been answered. `studies: []` is an answer: there are
  none.
- A field that is not listed here is an error, so that a slip of the pen does not pass for an answer.
- `evaluator.name` is the field `name` below `evaluator`; `findings[].outcome` is the field `outcome` of
  each entry of the list `findings`, which begins with a dash.
- `edscreen schema profile` prints the same as a JSON Schema, with which an editor completes and checks a
  profile.
"""


def profile_page() -> str:
    """Return the reference of a profile's fields, `docs/profile.md`."""
    schema = profile_schema()
    return "\n".join([_PROFILE_PAGE, *field_tables.spellings(schema), *field_tables.sections(schema)])


GENERATED: dict[str, Callable[[], str]] = {
    "docs/blank.yaml": skeleton,
    "docs/commands.md": commands_page.commands_page,
    "docs/policy.md": policy_page.policy_page,
    "docs/policy.schema.json": lambda: schema_text(policy_schema(open_shelf().rules)),
    "docs/profile.md": profile_page,
    "docs/profile.schema.json": lambda: schema_text(profile_schema()),
    "docs/report.schema.json": lambda: schema_text(report_schema()),
    "docs/site-problems.md": problems_page.problems_page,
    "docs/site-signals.md": signals_page.signals_page,
}
"""What makes each file that is generated as a whole, by its path from the repository's top."""


def makers() -> dict[str, Callable[[], str]]:
    """Return what makes each generated file, and each page that shows what a command prints."""
    pages = {page.relative_to(ROOT).as_posix(): page for page in shown_output.pages()}
    return (
        GENERATED
        | district_reports.makers()
        | {name: partial(shown_output.renewed, page) for name, page in pages.items() if name not in GENERATED}
    )


def _is_stale(path: Path, text: str) -> bool:
    return not path.is_file() or path.read_bytes() != text.encode()


def main(arguments: list[str]) -> int:
    """Renew what is out of date, or with `--check` name it and fail."""
    if arguments not in ([], ["--check"]):
        print("usage: python scripts/generate.py [--check]", file=sys.stderr)
        return 2
    outdated = False
    for name, make in makers().items():
        path, text = ROOT / name, make()
        if not _is_stale(path, text):
            continue
        outdated = True
        if arguments:
            print(f"{name} is out of date: run python scripts/generate.py", file=sys.stderr)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"renewed {name}")
    return 1 if arguments and outdated else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
