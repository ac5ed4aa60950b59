"""Rule books are found, loaded apart from everything else, and broken ones are named."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from edscreen.screening.rulebook import open_book, open_shelf

if TYPE_CHECKING:
    from collections.abc import Callable

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
    ("text", "where", "reason"),
    [
        ("import does_not_exist", ":1:1", "ModuleNotFoundError: No module named 'does_not_exist'"),
        ("x = 1\ndef judge(:", ":2:11", "SyntaxError: invalid syntax"),
        ("x = 1\n\n1 / 0", ":3:1", "ZeroDivisionError: division by zero"),
        ("raise SystemExit(0)", ":1:1", "SystemExit: 0"),
        ("raise ValueError('a\\n\\nb' + 'c' * 1000)", ":1:1", f"ValueError: a b{'c' * 282}..."),
        ("answer = 42", "", "a rule.py declares exactly one rule, and this one declares 0"),
    ],
)
def test_a_rule_that_does_not_load_is_named_and_the_others_stay(
    write_rule: WriteRule, text: str, where: str, reason: str
) -> None:
    book = write_rule("works")
    write_rule("broken")
    file = book / "broken" / "rule.py"
    file.write_text(text, encoding="utf-8")

    shelf = open_shelf([book])

    [broken] = shelf.broken
    assert broken.place == file.as_posix()
    assert str(broken) == f"{file.as_posix()}{where}: this rule cannot be used: {reason}"
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
    ("made", "reason"),
    [
        ("nothing", "is not there"),
        ("file", "is a file"),
        ("folder", "holds no rule"),
        ("circle", "is a link that leads in a circle"),
        ("name", "is not there"),
    ],
)
def test_what_is_no_rule_book_is_named(tmp_path: Path, made: str, reason: str) -> None:
    place = tmp_path / ("rules" * 60 if made == "name" else "rules")
    if made == "circle":
        link(place, place)
    if made == "file":
        place.write_text("", encoding="utf-8")
    if made == "folder":
        place.mkdir()

    [broken] = open_shelf([place]).broken

    assert broken.place == place.as_posix()
    assert reason in broken.message
    assert [each.message for each in open_book(place).broken] == [broken.message]


def link(place: Path, to: Path) -> None:
    try:
        place.symlink_to(to)
    except OSError:
        pytest.skip("this system lets nobody make links")


def stray(book: Path, *names: str, folder: str = "stray") -> Path:
    """A folder with empty files beside the rules of a book."""
    (book / folder).mkdir()
    for name in names:
        (book / folder / name).touch()
    return book / folder


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (
            ("rule.yml",),
            "this folder holds no rule.py and no rule.yaml, but rule.yml: did you mean rule.yaml?",
        ),
        (("README.md", "Rule.YAML"), "but Rule.YAML: did you mean rule.yaml?"),
        (("rules.py",), "but rules.py: did you mean rule.py?"),
        (("rule.yaml.bak",), "this folder holds no rule.py and no rule.yaml, but rule.yaml.bak"),
        (("README.md", "cases.yaml"), "this folder holds README.md and cases.yaml, but no rule.py and no"),
        (("cases.yaml",), "or begin the folder's name with _ to leave it out"),
    ],
)
@pytest.mark.parametrize("runs_code", [True, False])
def test_a_folder_that_looks_like_a_rules_and_holds_none_is_named(
    data_book: Path, names: tuple[str, ...], says: str, runs_code: bool
) -> None:
    place = stray(data_book, *names)

    shelf = open_shelf([data_book]) if runs_code else open_shelf(data_only_dirs=[data_book])

    [broken] = shelf.broken
    assert broken.place == place.as_posix()
    assert says in broken.message
    assert [rule.id for rule in shelf.books[-1].rules] == ["training-included"]


def test_a_folder_that_is_no_rules_is_passed_over(data_book: Path) -> None:
    stray(data_book, "picture.png", "notes.md")
    stray(data_book, "rule.yml", folder="_later")
    stray(data_book, "README.md", folder=".git")

    assert open_shelf([data_book]).broken == ()


@pytest.mark.parametrize("where", ["rule", "folder", "circle"])
def test_a_link_that_leads_nowhere_is_named(data_book: Path, where: str) -> None:
    place = data_book / "gone" if where == "folder" else stray(data_book) / "rule.yaml"
    link(place, place if where == "circle" else data_book / "nowhere")

    for shelf in (open_shelf([data_book]), open_shelf(data_only_dirs=[data_book])):
        [broken] = shelf.broken
        assert broken.place == place.as_posix()
        assert broken.message.startswith("this link leads nowhere: ")
        assert [rule.id for rule in shelf.books[-1].rules] == ["training-included"]


def test_a_misnamed_rule_alone_is_told_what_is_meant(tmp_path: Path) -> None:
    place = stray(tmp_path, "rule.yml")

    [broken] = open_book(place).broken

    assert broken.message.endswith("but rule.yml: did you mean rule.yaml?")


WRITTEN = """\
edscreen_rule: 1
id: training-included
title: Does the price include the training?
family: training
severity: caution
ask_vendor: Does the price include the training?
sources: [{title: The handbook, url: "https://district.example/handbook"}]
answers:
  - {flag: It does not., when: {field: training.included, equals: no}}
  - pass: It does.
"""


@pytest.fixture
def data_book(tmp_path: Path) -> Path:
    """A rule book with one rule, written as data."""
    folder = tmp_path / "data-book" / "training_included"
    folder.mkdir(parents=True)
    (folder / "rule.yaml").write_text(WRITTEN, encoding="utf-8")
    return folder.parent


def test_a_rule_as_data_is_loaded_like_one_in_python(data_book: Path, write_rule: WriteRule) -> None:
    shelf = open_shelf([data_book, write_rule("states-a-version")])

    assert shelf.broken == ()
    assert [rule.id for book in shelf.books[1:] for rule in book.rules] == [
        "training-included",
        "states-a-version",
    ]
    assert shelf.books[1].rules[0].folder == data_book / "training_included"


def test_mistakes_in_a_rule_as_data_have_their_places(data_book: Path) -> None:
    file = data_book / "training_included" / "rule.yaml"
    file.write_text(WRITTEN.replace("caution", "grave").replace("equals", "equal"), encoding="utf-8")

    first, second = open_shelf([data_book]).broken

    assert (first.place, first.line, first.column, first.path) == (file.as_posix(), 5, 11, "severity")
    assert str(first).startswith(f'{file.as_posix()}:5:11: severity: "grave" is not one of the choices')
    assert str(second).endswith(
        ':9:59: answers[0].when.equal: a condition has no "equal": did you mean equals?'
    )


def test_a_rule_written_twice_is_named(data_book: Path) -> None:
    folder = data_book / "training_included"
    (folder / "rule.py").write_text("raise SystemExit", encoding="utf-8")

    [broken] = open_shelf([data_book]).broken

    assert str(broken) == (
        f"{folder.as_posix()}: this rule is written twice, in rule.py and in rule.yaml: "
        "keep one of the two files"
    )


def test_one_rule_alone_is_loaded_from_its_folder(
    data_book: Path, write_rule: WriteRule, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = write_rule("states-a-version") / "states_a_version"

    assert [rule.id for rule in open_book(data_book / "training_included").rules] == ["training-included"]
    assert [rule.id for rule in open_book(python).rules] == ["states-a-version"]
    monkeypatch.chdir(python)
    [book] = open_book(Path()).books
    assert (book.name, [rule.id for rule in book.rules]) == ("book", ["states-a-version"])


def test_a_rules_folder_is_no_rule_book(data_book: Path) -> None:
    [broken] = open_shelf([data_book / "training_included"]).broken
    assert broken.message == "this is the folder of one rule: name the folder that it is in"


class TestABookThatIsDataOnly:
    def test_gives_its_rules(self, data_book: Path) -> None:
        shelf = open_shelf(data_only_dirs=[data_book])
        assert shelf.broken == ()
        assert [rule.id for rule in shelf.books[-1].rules] == ["training-included"]

    def test_with_a_rule_in_python_runs_nothing(self, data_book: Path, tmp_path: Path) -> None:
        trace = tmp_path / "it-ran"
        for name in ("sneaky", "training_included"):
            (data_book / name).mkdir(exist_ok=True)
            for file in ("__init__.py", "helper.py"):
                text = f"open({str(trace)!r}, 'w').close()"
                (data_book / name / file).write_text(text, encoding="utf-8")
        (data_book / "__init__.py").write_text(f"open({str(trace)!r}, 'w').close()", encoding="utf-8")
        assert open_shelf(data_only_dirs=[data_book]).broken == ()
        (data_book / "sneaky" / "rule.py").write_text(f"open({str(trace)!r}, 'w').close()", encoding="utf-8")

        shelf = open_shelf(data_only_dirs=[data_book])

        [broken] = shelf.broken
        assert broken.place == data_book.as_posix()
        assert "holds a rule in Python (sneaky/rule.py)" in broken.message
        assert f"--rules-dir {data_book.as_posix()}" in broken.message
        assert "--policy FILE" in broken.message
        assert shelf.books[-1].rules == ()
        assert not trace.exists()

    def test_that_was_asked_for_as_well_is_loaded_once_and_whole(self, write_rule: WriteRule) -> None:
        book = write_rule("states-a-version")
        shelf = open_shelf([book, book / ".." / "book"], data_only_dirs=[book])
        assert shelf.broken == ()
        assert [rule.id for rule in shelf.books[-1].rules] == ["states-a-version"]

    def test_does_not_follow_a_link_out_of_itself(self, data_book: Path, tmp_path: Path) -> None:
        secret = tmp_path / "secret.yaml"
        secret.write_text("password: hunter2", encoding="utf-8")
        folder = data_book / "linked"
        folder.mkdir()
        try:
            (folder / "rule.yaml").symlink_to(secret)
        except OSError:
            pytest.skip("this system lets nobody make links")

        [broken] = open_shelf(data_only_dirs=[data_book]).broken

        assert str(broken) == (
            f"{(folder / 'rule.yaml').as_posix()}: this link leads out of the rule book: "
            "put the file itself here"
        )

    @pytest.mark.parametrize(("made", "reason"), [(False, "is not there"), (True, "holds no rule")])
    def test_that_is_none_is_named(self, tmp_path: Path, made: bool, reason: str) -> None:
        if made:
            (tmp_path / "none").mkdir()
        [broken] = open_shelf(data_only_dirs=[tmp_path / "none"]).broken
        assert reason in broken.message
