"""Rule books are found, loaded apart from everything else, and broken ones are named."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from edscreen.screening.rulebook import open_shelf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    WriteRule = Callable[..., Path]


def test_the_built_in_book_is_found_like_any_installed_one() -> None:
    [book] = open_shelf().books

    assert book.name == "edscreen_rules"
    assert book.version is not None
    assert book.rules


def test_a_folder_adds_its_rules_to_the_built_in_ones(write_rule: WriteRule) -> None:
    shelf = open_shelf([write_rule("states-a-version")])

    assert [book.name for book in shelf.books] == ["edscreen_rules", "book"]
    assert [rule.id for rule in shelf.books[1].rules] == ["states-a-version"]
    assert shelf.broken == ()


def test_loading_a_folder_leaves_the_import_path_alone(write_rule: WriteRule) -> None:
    before = list(sys.path)
    open_shelf([write_rule(folder="yaml")])  # a rule folder named like a library must not stand in for it

    import yaml

    assert sys.path == before
    assert hasattr(yaml, "CSafeLoader")


def test_a_rule_imports_what_lies_beside_it(write_rule: WriteRule) -> None:
    book = write_rule(body='from . import words\n    return passes(words.YES, basis="claimed")')
    (book / "states_a_version" / "words.py").write_text('YES = "A version is stated."\n', encoding="utf-8")

    [rule] = open_shelf([book]).books[1].rules

    assert rule.judge(None).message == "A version is stated."


def test_a_second_rule_of_the_same_id_is_named_with_both_places(write_rule: WriteRule) -> None:
    first = write_rule(book="ours")
    second = write_rule(book="theirs")

    shelf = open_shelf([first, second])

    [broken] = shelf.broken
    assert broken.place == (second / "states_a_version").as_posix()
    assert (first / "states_a_version").as_posix() in broken.message
    assert [len(book.rules) for book in shelf.books[1:]] == [1, 0]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("import does_not_exist", "No module named 'does_not_exist'"),
        ("def judge(:", "SyntaxError"),
        ("1 / 0", "ZeroDivisionError"),
        ("raise SystemExit(0)", "SystemExit"),
        ("answer = 42", "declares exactly one rule, and this one declares 0"),
    ],
)
def test_a_rule_that_does_not_load_is_named_and_the_others_stay(
    write_rule: WriteRule, text: str, reason: str
) -> None:
    book = write_rule("works")
    write_rule("broken")
    (book / "broken" / "rule.py").write_text(text, encoding="utf-8")

    shelf = open_shelf([book])

    [broken] = shelf.broken
    assert broken.place == (book / "broken" / "rule.py").as_posix()
    assert reason in broken.message
    assert [rule.id for rule in shelf.books[1].rules] == ["works"]


@pytest.mark.parametrize(
    ("declared", "reason"),
    [
        ({"rule_id": "Not Kebab"}, "not in kebab-case"),
        ({"severity": "blocker"}, "severity is 'blocker', and can only be one of red, caution, note"),
        ({"body": "return None", "argument": "weather"}, "is given no argument 'weather'"),
        ({"more": "section=Section('weather', 'how it is'),"}, "a profile has no section 'weather'"),
        (
            {"more": "section=Section('dosage', 'how much', stands_in='outcomes.nope'),"},
            "'outcomes.nope' is no field",
        ),
        ({"more": "empty='pass',"}, "empty is 'pass'"),
        ({"more": "options=NoDefault,"}, "every option needs a default"),
    ],
)
def test_a_wrong_declaration_is_explained_to_its_author(
    write_rule: WriteRule, declared: dict[str, str], reason: str
) -> None:
    given = dict(declared)
    argument, more = given.pop("argument", "profile: Profile"), given.pop("more", "")
    file = write_rule(folder="odd", **given) / "odd" / "rule.py"
    text = file.read_text(encoding="utf-8").replace("profile: Profile", argument)
    no_default = "from edscreen.rulekit import Options, Section\nclass NoDefault(Options):\n    limit: int\n"
    file.write_text(text.replace("\n@rule(", f"\n{no_default}\n@rule({more}"), encoding="utf-8")

    [broken] = open_shelf([file.parent.parent]).broken

    assert reason in broken.message


@pytest.mark.parametrize(
    ("made", "reason"), [("nothing", "is not there"), ("file", "is a file"), ("folder", "holds no rule")]
)
def test_what_is_no_rule_book_is_named(tmp_path: Path, made: str, reason: str) -> None:
    place = tmp_path / "rules"
    if made == "file":
        place.write_text("", encoding="utf-8")
    if made == "folder":
        place.mkdir()

    [broken] = open_shelf([place]).broken

    assert broken.place == place.as_posix()
    assert reason in broken.message
