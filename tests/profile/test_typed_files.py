"""Files of other kinds are read as profiles are: every mistake with its place, none called a profile's."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edscreen.profile.documents import MAX_MISTAKES
from edscreen.profile.fields import Day, Grades, Model, Text, due, optional
from edscreen.profile.kinds import FileKind
from edscreen.profile.typed_files import FileMistake, TypedFile, read_typed
from edscreen.profile.yaml_tree import Mistake, Tree

if TYPE_CHECKING:
    from pathlib import Path


class Step(Model):
    """One step."""

    do: Text = due("What to do.", "shake")
    minutes: int | None = optional("How long.", 5)
    then: list[Step] | None = optional("What follows.")


class Recipe(Model):
    """How something is made."""

    recipe: Text = due("Its name.", "lemonade")
    on: Day | None = optional("When it was tried.", "2026-11-02")
    grades: Grades | None = optional("Whom it is for.", "K-3")
    steps: list[Step] | None = optional("What to do.")
    by_name: dict[str, Step] | None = optional("Steps with names.", {"first": {"do": "shake"}})


RECIPE = FileKind("recipe", "recipe: lemonade", "on: 2026-11-02")


def read(text: str | bytes, folder: Path, **more: Any) -> TypedFile[Recipe] | list[str]:
    file = folder / "recipe.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    found = read_typed(file, Recipe, RECIPE, shown="recipe.yaml", **more)
    return found if isinstance(found, TypedFile) else [str(mistake) for mistake in found]


def test_gives_the_value_and_where_it_stands(tmp_path: Path) -> None:
    text = "recipe: lemonade\nsteps:\n  -\n  - {do: shake, minutes: }\n"
    found = read(text, tmp_path)

    assert isinstance(found, TypedFile)
    assert found.value == Recipe(recipe="lemonade", steps=[Step(do="shake")])
    assert found.place(("steps", 0, "do")) == (4, 10, ("steps", 1, "do"), "shake")
    assert (found.shown, found.sha256) == ("recipe.yaml", hashlib.sha256(text.encode()).hexdigest())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "1:1: this file is empty: a recipe begins with the line recipe: lemonade"),
        ("# nothing\n", "1:1: this file holds only comments: a recipe begins with the line recipe: lemonade"),
        ("on: 2026-11-02\n", "1:1: recipe: is missing: add it, like recipe: lemonade"),
        ("recipe:\n", "1:1: recipe: is blank: fill it in, like recipe: lemonade"),
        ("recipe: x\nstep: []\n", '2:1: step: there is no field "step" here: did you mean steps?'),
        (
            "recipe: x\non: 11/02/2026\n",
            "2:5: on: write the date as year-month-day: 2026-11-02 or 2026-02-11",
        ),
        (
            "recipe: x\nsteps: [{do: x, minutes: ten}]\n",
            '2:26: steps[0].minutes: write the number alone: minutes: 10, not "ten"',
        ),
        (
            "recipe: x\nsteps: [{do: x, then: [{do: y, d: z}]}]\n",
            '2:32: steps[0].then[0].d: there is no field "d" here: the fields are do, minutes, then',
        ),
        (
            "recipe: x\nby_name: {first: {do: x, minute: 5}}\n",
            '2:26: by_name.first.minute: there is no field "minute" here: did you mean minutes?',
        ),
        (
            "recipe: x\nby_name: {first: shake}\n",
            '2:18: by_name.first: a group of fields is due here, not "shake", like first: {do: shake}',
        ),
        (
            "recipe: x\ndo: y\n",
            "2:1: do: do does not belong here: it belongs under steps, or by_name, or then",
        ),
        (
            "recipe: x\nrecipe: y\n",
            "2:1: recipe: this field appears twice (first at 1:1): keep one of the two",
        ),
        (
            "recipe: &a x\n",
            "1:9: recipe: an anchor (&) is not allowed here: put text that begins with & in quotes",
        ),
        (
            "- recipe: x\n",
            (
                "1:1: a recipe does not begin with a list: take away the dash or bracket, and begin "
                "with the line recipe: lemonade"
            ),
        ),
        (
            "lemonade\n",
            (
                "1:1: this is not a recipe: begin with the line recipe: lemonade, then write each "
                "field as its name, a colon, a space and the value, like on: 2026-11-02"
            ),
        ),
        (
            "recipe: x\n---\nrecipe: y\n",
            "3:1: a second document begins here, and a file holds one recipe: take the line --- away",
        ),
        ("recipe: [\n", "1:9: the bracket that opens here is never closed"),
        (
            "{recipe: x}\non: 2026-11-02\n",
            "2:1: this does not belong to what stands above it: line it up with the names above",
        ),
        (
            b"recipe: caf\xe9\n",
            (
                "1:12: a character here is not stored as UTF-8 (byte 0xe9): save the file as UTF-8 (in "
                "a text editor: Save as, encoding UTF-8)"
            ),
        ),
        (
            b"recipe: a\x07\n",
            ("1:10: an invisible character that may not stand in a recipe (U+0007) stands here: delete it"),
        ),
        (b"%PDF-1.7\n", "1:1: this is a PDF, not a recipe: write it as plain text, in UTF-8"),
        (
            b"PK\x03\x04",
            "1:1: this is a Word, Excel or zip file, not a recipe: save it as plain text, in UTF-8",
        ),
    ],
)
def test_says_what_to_write_instead(text: str | bytes, said: str, tmp_path: Path) -> None:
    assert read(text, tmp_path) == [f"recipe.yaml:{said}"]


def test_what_a_caller_finds_stands_in_its_place(tmp_path: Path) -> None:
    def no_lemons(tree: Tree) -> list[Mistake]:
        place = tree.place(("steps", 0, "do"))
        return [Mistake(place.line, place.column, place.path, "there are no lemons")]

    found = read("recipe: x\nsteps: [{do: squeeze}]\nsteps2: 1\n", tmp_path, also=no_lemons)

    assert isinstance(found, list)
    assert found[0] == "recipe.yaml:2:14: steps[0].do: there are no lemons"
    assert "did you mean steps (which is there already)?" in found[1]


def test_lists_no_more_mistakes_than_anybody_reads(tmp_path: Path) -> None:
    found = read("recipe: x\n" + "".join(f"k{number}: 1\n" for number in range(150)), tmp_path)

    assert isinstance(found, list)
    assert len(found) == MAX_MISTAKES + 1
    assert found[-1] == "recipe.yaml:102:1: from here on 50 more mistakes are not listed: mend those above"


def test_what_is_no_file_has_its_sentence(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    expected = {
        "folder": "this is a folder: name a file in it",
        "gone": "there is no such file: check its name and the folder it is in",
    }
    for name, said in expected.items():
        found = read_typed(tmp_path / name, Recipe, RECIPE, shown=name)
        assert found == (FileMistake("unreadable_recipe", name, 1, 1, "", said),)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only POSIX systems have named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    found = read_typed(tmp_path / "pipe", Recipe, RECIPE, shown="pipe")

    assert isinstance(found, tuple)
    assert [str(mistake) for mistake in found] == [
        "pipe:1:1: this is not a regular file (it is a device, a pipe or the like): name a file"
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="recipstdoby_namhu: []{},-\n\"'#&*!|>0123456789x\t", max_size=120))
def test_any_text_is_a_value_or_mistakes_with_places(tmp_path: Path, text: str) -> None:
    found = read(text, tmp_path)

    if isinstance(found, list):
        assert found
        assert not any("profile" in said for said in found)
        assert all(said.startswith("recipe.yaml:") and said.isprintable() for said in found)
