"""A file that was begun is gone on with: nothing that stands in it is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edscreen.interview.begun import CannotGoOn, read_begun
from edscreen.interview.filling_in import filled_in
from edscreen.interview.forms import POLICY_FORM, PROFILE_FORM
from edscreen.interview.yaml_text import flow, scalar
from edscreen.profile.blank import skeleton
from edscreen.profile.documents import Document, read_documents
from edscreen.profile.yaml_builder import trees

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAMES = "edscreen: 1\nvendor: {name: Lumen Learning}\nproduct: {name: Lumen Reading}\n"


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str], Path]:
    """Write a file."""

    def write(text: str) -> Path:
        (tmp_path / "lumen.yaml").write_text(text, encoding="utf-8")
        return tmp_path / "lumen.yaml"

    return write


def data(text: str) -> Any:
    (tree,) = trees(text)
    assert not tree.mistakes
    return tree.without_blanks().data


def test_only_what_is_missing_is_asked(file: Callable[[str], Path], talk: Callable[..., Any]) -> None:
    begun = read_begun(
        PROFILE_FORM,
        file(NAMES + "prepared: {by: office, role: }\ndosage: [{minutes: 30, weeks: 5}]\nstudies: []\n"),
    )
    talked = talk(begun=begun, stops=False)
    assert not {
        "prepared.by",
        "vendor.name",
        "product.name",
        "dosage?",
        "dosage.0.minutes",
        "studies?",
    } & set(talked.asked)
    assert {"prepared.role", "dosage.0.per", "dosage.1+", "approvals?"} <= set(talked.asked)


def test_a_person_s_own_comments_stay_where_they_belong(
    file: Callable[[str], Path], talk: Callable[..., Any]
) -> None:
    text = (
        "# Ours: ask Maria.\n"
        "edscreen: 1  # the format\n"
        "vendor:\n  name: 'Lumen # Learning' # as in the contract\n"
        "product: {name: Lumen Reading, # not Lumen Math\n  grades: [K, 1]}\n"
        "studies:\n  # the first one\n  - title: A trial\n    # read it again\n    year: 2024\n"
        "# the end\n"
    )
    talked = talk("office", begun=read_begun(PROFILE_FORM, file(text)))
    lines = [line.strip() for line in talked.kept[-1].splitlines()]
    for comment, below in {
        "# Ours: ask Maria.": "# the format",
        "# the format": "edscreen: 1",
        "# as in the contract": 'name: "Lumen # Learning"',
        "# not Lumen Math": "name: Lumen Reading",
        "# read it again": "year: 2024",
    }.items():
        assert lines.count(comment) == 1, comment
        assert lines[lines.index(comment) + 1] == below
    assert lines.index("# the first one") < lines.index("title: A trial")
    assert lines[-1] == "# the end"


def test_writing_once_more_changes_nothing(file: Callable[[str], Path]) -> None:
    for text in (
        skeleton(),
        NAMES + "# mine\nreviews: [{by: evidence_for_essa}]\ncontract: {a: [1, {b: 4.10}]}\n",
    ):
        path = file(text)
        begun = read_begun(PROFILE_FORM, path)
        once = filled_in(PROFILE_FORM, begun.data, begun.remarks)
        path.write_text(once, encoding="utf-8")
        again = read_begun(PROFILE_FORM, path)
        assert filled_in(PROFILE_FORM, again.data, again.remarks) == once
        assert again.data == begun.data
        assert "4.10" in once or "contract:" not in text


def test_no_shipped_example_loses_anything(root: Path, tmp_path: Path) -> None:
    paths = sorted([*(root / "examples").rglob("*.yaml"), root / "tests/profile/filled_from_proposal.yaml"])
    profiles = [path for path in paths if "edscreen: 1" in path.read_text(encoding="utf-8")]
    assert len(profiles) > 10
    for path in profiles:
        begun = read_begun(PROFILE_FORM, path)
        written = tmp_path / path.name
        written.write_text(filled_in(PROFILE_FORM, begun.data, begun.remarks), encoding="utf-8")
        (before,), (after,) = read_documents([str(path)]), read_documents([str(written)])
        assert isinstance(before, Document)
        assert isinstance(after, Document)
        assert after.profile == before.profile


def test_what_cannot_be_read_is_asked_again_and_stays_until_it_is_answered(
    file: Callable[[str], Path], talk: Callable[..., Any]
) -> None:
    begun = read_begun(PROFILE_FORM, file(NAMES + "dosage: [{minutes: a lot, per: week}]\n"))
    assert list(begun.wrong) == [("dosage", 0, "minutes")]
    skipped = talk("office", begun=begun, stops=False)
    put = next(put for put in skipped.puts if put.question.step.path == ("dosage", 0, "minutes"))
    assert (put.present, "write a number (30), a range (30-40)" in put.said) == ("a lot", True)
    assert "minutes: a lot\n" in skipped.kept[-1]
    assert ("dosage", 0, "minutes") in {each.step.path for each in skipped.interview.missing()}
    before = skipped.asked.index("dosage.0.minutes")
    answered = talk(*[""] * before, "30", begun=begun)
    assert "minutes: 30\n" in answered.kept[-1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (NAMES + "dosages: []\n", 'lumen.yaml:4:1: dosages: there is no field "dosages" here'),
        (NAMES + "---\n" + NAMES, "lumen.yaml:5:1: a second profile begins here"),
        ("vendor: [\n", "lumen.yaml:"),
        ("edscreen_policy: 1\n", "this is a district's policy, not a vendor profile"),
        (NAMES + "studies: yes\n", "lumen.yaml:4:10: studies: "),
        ("%PDF-1.7", "this is a PDF"),
    ],
)  # fmt: skip
def test_what_no_question_can_mend_is_told_with_its_place(
    file: Callable[[str], Path], text: str, said: str
) -> None:
    with pytest.raises(CannotGoOn) as refused:
        read_begun(PROFILE_FORM, file(text))
    assert said in refused.value.sentences[0]


def test_an_empty_file_is_a_beginning(file: Callable[[str], Path]) -> None:
    assert read_begun(PROFILE_FORM, file("# nothing yet\n")).data == {}
    assert read_begun(POLICY_FORM, file("edscreen_policy: 1\nfail_on: note\n")).data["fail_on"] == "note"


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
VALUES = st.recursive(
    WORDS | st.integers(-(10**17), 10**17) | st.booleans() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner) | st.dictionaries(WORDS, inner, min_size=1),
    max_leaves=8,
)


@given(WORDS)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    (tree,) = trees(f"a: {scalar(text)}\n")
    assert not tree.mistakes
    assert tree.data == {"a": text}


@given(VALUES)
def test_any_value_comes_back_as_it_was(value: Any) -> None:
    (tree,) = trees(f"a: {flow(value)}\n")
    assert not [mistake for mistake in tree.mistakes if "twice" not in mistake.message]
    assert tree.data == {"a": value}
