"""Every kind of mistake a person makes has its sentence, with its place; see golden/."""

from __future__ import annotations

import io
import json
import math
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from edscreen.profile.documents import InvalidProfile, dotted, read_documents
from edscreen.profile.guide import NOTHING, fields_of, guide
from edscreen.profile.models import Profile
from edscreen.profile.value_messages import SENTENCES, Wrong, say
from edscreen.profile.yaml_builder import trees

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", sorted(path.stem for path in GOLDEN.glob("*.yaml")))
def test_says_what_to_write_instead(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(GOLDEN)
    expected = GOLDEN / f"{name}.txt"
    said = "".join(
        f"{found}\n" for found in read_documents([f"{name}.yaml"]) if isinstance(found, InvalidProfile)
    )

    if os.environ.get("UPDATE_GOLDEN"):
        expected.write_text(said, encoding="utf-8", newline="\n")
    assert said == expected.read_text(encoding="utf-8")
    assert said, "a golden file shows a mistake"


HEAD: dict[str, Any] = {
    "edscreen": 1,
    "vendor": {"name": "Lumen Learning"},
    "product": {"name": "Lumen Reading"},
}
LONG = "x" * 10_000
BATTERY: tuple[Any, ...] = (
    None, "", "  ", "text", "30", "-30", "30 minutes", "1,240", "41%", "yes", "NO", "2026-11-02",
    "11/02/2026", "40-30", "K-3", "www.lumen.example", "ftp://lumen.example", "https://", "a@lumen.example",
    "\x1b[31m\u202e", LONG, "9" * 5_000, "9" * 5_000 + "-" + "9" * 5_000, ",".join(["1", *["000"] * 5_000]), f"https://{LONG}/",
    0, 1, -1, 5, 10**17, 4.5, 1e300, math.nan, math.inf, -math.inf, True, False,
    [], [None], ["text"], [1], [[1]], [{}], [{"a": 1}], {}, {"a": 1}, {"name": "x"}, {"min": 1}, {"min": -1},
    {"min": 9, "max": 1}, {"min": "x"}, {LONG[:1000]: 1}, {"\x1b]0;x\x07": 1}, {"a:b": None}, {"text:": [1]},
)  # fmt: skip


def with_each_field(model: type[BaseModel], place: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the way to every field there is, `*` standing for a list."""
    for key, info in fields_of(model).items():
        path, is_list = (*place, key), "list[" in str(info.annotation)
        due = guide(tuple(part for part in path if part != "*"))
        assert due is not None
        yield path
        if is_list:
            yield (*path, "*")
        if due.model is not None:
            yield from with_each_field(due.model, (*path, "*") if is_list else path)


def document_with(path: tuple[str, ...], value: object) -> dict[str, Any]:
    """Return a profile with `value` at `path` and no more than that needs around it."""
    for depth in range(len(path), 0, -1):
        value = [value] if path[depth - 1] == "*" else {path[depth - 1]: value}
    assert isinstance(value, dict)
    return HEAD | {
        key: around | inner
        if isinstance(around := HEAD.get(key), dict) and isinstance(inner, dict)
        else inner
        for key, inner in value.items()
    }


def test_every_error_the_models_can_produce_has_its_own_sentence() -> None:
    kinds = set()
    for path in with_each_field(Profile):
        for value in BATTERY:
            text = json.dumps(document_with(path, value)).replace("NaN", ".nan").replace("Infinity", ".inf")
            found = list(read_documents(["-"], stdin=io.BytesIO(text.encode())))
            assert found
            for mistake in found:
                if isinstance(mistake, InvalidProfile):
                    check(mistake)
            (tree,) = trees(text)
            try:
                Profile.model_validate(tree.data)
            except ValidationError as error:
                kinds |= {detail["type"] for detail in error.errors()}

    own = {kind for kind in kinds if kind.startswith("edscreen_")}
    blank_or_unknown = {"missing", "extra_forbidden", "string_pattern_mismatch"}
    unforeseen = {"value_error"}  # a reader that fails: the sentence for what nobody foresaw
    rest = kinds - own - blank_or_unknown - unforeseen
    assert len(own) >= 10
    assert rest >= {"literal_error", "int_type", "float_type", "finite_number", "list_type", "url_scheme"}
    assert [kind for kind in sorted(rest) if not any(kind.startswith(known) for known, _ in SENTENCES)] == []


def check(mistake: InvalidProfile) -> None:
    """Hold one sentence to what all of them promise."""
    said = mistake.message
    assert said.isprintable()
    assert len(said) < 600, said
    assert not said.removesuffix("...").endswith(".")
    assert not re.search(
        r"\b(Input|pydantic|valid|validation|None|Traceback|dict|dictionary|string|str|instance)\b", said
    )
    assert (mistake.line, mistake.column) >= (1, 1)


@given(st.sampled_from(BATTERY))
def test_an_error_nobody_foresaw_has_a_sentence_too(value: object) -> None:
    due = guide(("product", "subjects"))
    assert due is not None

    for about in (due, NOTHING):
        said = say(Wrong("new_in_a_later_version", "Input should be valid", {}, value, about))
        assert "Input" not in said
        assert "cannot stand here" in said
        assert len(said) < 200
        assert said.isprintable()


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ((), ""),
        (("a",), "a"),
        (("a", 0, "b", 1), "a[0].b[1]"),
        (("\x1b", "x" * 100), "\\x1b." + "x" * 37 + "..."),
    ],
)
def test_shows_the_path_of_a_field(path: tuple[str | int, ...], said: str) -> None:
    assert dotted(path) == said
