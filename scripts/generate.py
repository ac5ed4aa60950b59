"""Renew everything in this repository that is generated; with `--check`, only say what is out of date.

Run `python scripts/generate.py` in an environment where edscreen is installed from this checkout.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from edscreen.profile.blank import skeleton
from edscreen.profile.schema import definition, profile_schema, schema_text
from edscreen.report.schema import report_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scripts import problems_page, shown_output, signals_page
else:
    import problems_page  # beside this script, whose folder Python searches first
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

_SOURCED = """\
Any section, any entry of a list and any group of fields below them may also hold these:
"""


def profile_page() -> str:
    """Return the reference of a profile's fields, `docs/profile.md`."""
    schema = profile_schema()
    return "\n".join([_PROFILE_PAGE, *_spellings(schema), *_sections(schema)])


def _spellings(schema: dict[str, Any]) -> Iterator[str]:
    yield "## How values are written\n"
    yield "| kind | what is read |\n|---|---|"
    for name, kind in schema["$defs"].items():
        if name[0].islower() and not name.startswith("blank"):
            yield f"| {name.replace('_', ' ')} | {_cell(kind['description'])}{_choices(kind)} |"
    yield "\nA span such as `30-40` or `K-3` may be written with a hyphen or a dash (–).\n"


def _choices(kind: dict[str, Any]) -> str:
    listed = [kind, *kind.get("anyOf", ())]
    choices = next((option["enum"] for option in listed if "enum" in option), ())
    return f" One of: {_code(choices)}" if choices else ""


def _sections(schema: dict[str, Any]) -> Iterator[str]:
    definitions = schema["$defs"]
    rows = [_row(key, field, schema) for key, field in schema["properties"].items()]
    yield "## The sections\n"
    yield from _table(rows)
    sourced = {key: definitions["Asked"]["properties"][key] for key in _COMMON}
    yield _SOURCED
    yield from _table([_row(key, field, schema) for key, field in sourced.items()])
    for key, field in schema["properties"].items():
        if group := _group(field, definitions):
            yield f"## {key}\n\n{group['description']}{' A list.' if _is_list(field) else ''}\n"
            yield from _table(_rows(group, schema, ""))


_COMMON = ("source", "as_of", "note")


def _table(rows: list[str]) -> Iterator[str]:
    yield "| field | level | what it says | how it is written | example |\n|---|---|---|---|---|"
    yield from rows
    yield ""


def _rows(group: dict[str, Any], schema: dict[str, Any], around: str) -> list[str]:
    rows = []
    for key, field in group["properties"].items():
        if key in _COMMON:
            continue
        rows.append(_row(around + key, field, schema))
        if inner := _group(field, schema["$defs"]):
            rows += _rows(inner, schema, f"{around}{key}{'[]' if _is_list(field) else ''}.")
    return rows


def _row(name: str, field: dict[str, Any], schema: dict[str, Any]) -> str:
    level = "**essential**" if field["x-level"] == "essential" else "*research*"
    example = f"`{_as_written(field['examples'][0])}`" if "examples" in field else ""
    kind = _kind(field, schema["$defs"])
    return f"| `{name}` | {level} | {_cell(field['description'])} | {kind} | {_cell(example)} |"


def _options(field: dict[str, Any]) -> list[dict[str, Any]]:
    options: list[dict[str, Any]] = field.get("anyOf", [field])
    return [option for option in options if not definition(option).startswith("blank")]


def _is_list(field: dict[str, Any]) -> bool:
    return any(option.get("type") == "array" for option in _options(field))


def _group(field: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any] | None:
    """Return the group of fields that stands in a field, or in each entry of its list."""
    for option in _options(field):
        for inner in _options(option["items"]) if "items" in option else [option]:
            found: dict[str, Any] = definitions.get(definition(inner), {})
            if "properties" in found:
                return found
    return None


def _kind(field: dict[str, Any], definitions: dict[str, Any]) -> str:
    if _group(field, definitions):
        return "a list of groups of fields" if _is_list(field) else "a group of fields"
    return " or ".join(map(_written_as, _options(field)))


def _written_as(option: dict[str, Any]) -> str:
    if name := definition(option):
        return name.replace("_", " ")
    if "enum" in option:
        return f"one of {_code(option['enum'])}"
    if "const" in option:
        return f"`{option['const']}`"
    if "items" in option:
        return "a list in brackets; each entry: " + " or ".join(map(_written_as, _options(option["items"])))
    if "minimum" in option:
        whole = "whole number" if option["type"] == "integer" else "number"
        return f"a {whole} from {option['minimum']} to {option['maximum']}"
    return {"object": "a group of fields", "string": "text"}[option["type"]]


def _as_written(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(str, value))}]"
    return str(value)


def _code(choices: list[object]) -> str:
    return ", ".join(f"`{choice}`" for choice in choices)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


GENERATED: dict[str, Callable[[], str]] = {
    "docs/blank.yaml": skeleton,
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
    return GENERATED | {
        name: partial(shown_output.renewed, page) for name, page in pages.items() if name not in GENERATED
    }


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
