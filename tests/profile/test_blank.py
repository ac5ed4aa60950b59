"""The skeleton is filled in by a person who knows no YAML, from a proposal, and `check` accepts it."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from edscreen.profile.blank import DISTRICT, FURTHER, skeleton
from edscreen.profile.documents import Document, InvalidProfile, read_documents
from edscreen.profile.guide import guide
from edscreen.profile.schema import profile_schema
from edscreen.profile.yaml_builder import trees

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BLANK = skeleton()
SCHEMA = profile_schema()
NAMED = BLANK.replace("  name:\n", "  name: Lumen\n", 2)


def read(text: str) -> list[Document | InvalidProfile]:
    return list(read_documents(["-"], stdin=io.BytesIO(text.encode())))


def keys(node: Any, path: str = "") -> Iterator[str]:
    """The way to every field in a document, list entries counted as one."""
    if isinstance(node, dict):
        for key, inner in node.items():
            yield f"{path}.{key}".removeprefix(".")
            yield from keys(inner, f"{path}.{key}".removeprefix("."))
    elif isinstance(node, list):
        for inner in node:
            yield from keys(inner, path)


def data(text: str) -> Any:
    (tree,) = trees(text)
    assert not tree.mistakes
    return tree.data


def essential(group: dict[str, Any], path: str = "") -> Iterator[str]:
    """The way to every essential field, from the JSON Schema."""
    for key, field in group["properties"].items():
        if field["x-level"] == "essential":
            yield f"{path}{key}"
        for option in field.get("anyOf", [field]):
            for inner in option.get("items", {}).get("anyOf", [option]):
                model = SCHEMA["$defs"].get(inner.get("$ref", "").removeprefix("#/$defs/"), {})
                if "properties" in model:
                    yield from essential(model, f"{path}{key}.")


def test_the_untouched_skeleton_lacks_two_names_and_nothing_else() -> None:
    found = [str(item).partition(": ") for item in read(BLANK)]
    assert [said for _, _, said in found] == [
        "vendor.name: is blank: fill it in, like name: Lumen Learning",
        "product.name: is blank: fill it in, like name: Lumen Reading",
    ]
    lines = BLANK.splitlines()
    assert all(lines[int(place.split(":")[1]) - 1] == "  name:" for place, _, _ in found)


def test_blank_parts_count_as_left_out() -> None:
    (document,) = read(NAMED)
    assert isinstance(document, Document)
    said = document.profile.model_dump(exclude_none=True, by_alias=True)
    assert said == {"edscreen": 1, "vendor": {"name": "Lumen"}, "product": {"name": "Lumen"}}


def test_it_asks_for_every_essential_field_and_for_no_other_before_part_2() -> None:
    first = [key for key in keys(data(BLANK)) if key.split(".")[0] not in (*DISTRICT, *FURTHER)]
    assert sorted(first) == sorted(essential(SCHEMA))


def test_it_is_short_and_every_field_has_a_comment_right_above() -> None:
    lines = BLANK.splitlines()
    assert len(lines) <= 235
    assert max(map(len, lines)) <= 110
    for above, line in pairwise(lines):
        if line.endswith(":") and not line.lstrip().startswith("#"):
            indent = len(line) - len(line.lstrip())
            assert above.startswith(" " * indent + "# "), line


def test_what_red_flag_questions_ask_of_the_district_stands_before_what_none_of_them_needs() -> None:
    further = BLANK.index("no red-flag question needs it")
    for field in ("\nhome_page:\n", "  verdict:\n", "  checked_by:\n", "\nasked:\n", "  reply_by:\n"):
        assert BLANK.index("# ==== Part 2") < BLANK.index(field) < further
    assert "edscreen check blank.yaml" not in BLANK, "it is a copy that is filled in"


@pytest.mark.parametrize("field", ["  verdict:", "      tie:", "    design:"])
def test_choices_that_do_not_speak_for_themselves_are_explained_once(field: str) -> None:
    lines = BLANK.splitlines()
    at = lines.index(field)
    start = next(number for number in range(at, 0, -1) if not lines[number - 1].lstrip().startswith("#"))
    comment = " ".join(line.strip(" #") for line in lines[start:at])
    due = guide({"  verdict:": ("home_page", "verdict"), "      tie:": ("studies", "evaluator", "tie"),
                 "    design:": ("studies", "design")}[field])  # fmt: skip
    assert due is not None
    assert all(comment.count(f"{choice} (") == 1 for choice in due.choices)


def test_the_minutes_scheduled_are_explained_as_such() -> None:
    assert "  # Minutes a week that the timetable holds for it. Example: 30\n  minutes_scheduled:\n" in BLANK


def test_an_answer_of_none_takes_the_place_of_the_section_s_lines() -> None:
    start = NAMED.index("studies:\n")
    end = NAMED.index("\n\n", start)
    (document,) = read(NAMED[:start] + "studies: []" + NAMED[end:])
    assert isinstance(document, Document)
    assert document.profile.studies == []


def test_a_second_entry_is_a_copy_of_the_lines_from_the_dash() -> None:
    start = NAMED.index("  -\n", NAMED.index("dosage:\n"))
    entry = NAMED[start : NAMED.index("\n\n", start) + 1]
    filled = [entry.replace("minutes:\n", f"minutes: {minutes}\n", 1) for minutes in ("30-40", "50")]
    (document,) = read(NAMED.replace(entry, "".join(filled)))
    assert isinstance(document, Document)
    assert [str(dosage.minutes) for dosage in document.profile.dosage or ()] == ["30 to 40", "50"]


def test_the_shipped_skeleton_filled_in_from_the_shipped_proposal_is_accepted(root: Path) -> None:
    path = root / "tests/profile/filled_from_proposal.yaml"
    filled = path.read_text(encoding="utf-8")
    (document,) = read_documents([str(path)])
    assert isinstance(document, Document)
    assert list(keys(data(filled))) == list(keys(data(BLANK)))
    pairs = list(zip(BLANK.splitlines(), filled.splitlines(), strict=True))
    assert all(line.startswith(blank) for blank, line in pairs), "a person only wrote behind colons"
    assert sum(line != blank for blank, line in pairs) >= 30


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("dosage.minutes", "30 to 40 minutes a week"),
        ("dosage.weeks", "26 weeks"),
        ("studies.title", "Practice that adapts: a randomized trial of Brightfern Numbers in 22 schools"),
        ("studies.evaluator.name", "Center for Mathematics Learning at Stonebrook University"),
        ("approvals.url", "https://schools.utah.gov/invented-for-this-example/mathematics-software"),
        ("outcomes.growth", "5 percentile points"),
        ("training.optional_price_usd", "$1,400"),
        ("price.per_student_usd", "$11.50"),
    ],
)
def test_what_was_filled_in_stands_in_the_proposal(root: Path, path: str, said: str) -> None:
    proposal = (root / "docs/proposal.md").read_text(encoding="utf-8").replace("\n", " ").replace("**", "")
    assert said in proposal
    node = data((root / "tests/profile/filled_from_proposal.yaml").read_text(encoding="utf-8"))
    for part in path.split("."):
        node = (node[0] if isinstance(node, list) else node)[part]
    assert str(node).split("-")[0] in said
