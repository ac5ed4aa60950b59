"""Pull requests of people who would rather not be screened: from inside the repository, and from outside."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.ci.conftest import GitHub, Repository

STRANGER = "somebody/vendors"
SOFTENED = "edscreen_policy: 1\nrules: {screen-time: off}\nfail_on: never\n"


def profile(name: str, more: str = "") -> str:
    return (
        "edscreen: 1\nprepared: {role: district}\nvendor: {name: Lumen Learning}\n"
        f"product: {{name: {name}, subjects: [math], grades: [3]{more}}}\n"
        "dosage: [{minutes: 60, per: week, scope: total}]\n"
    )


def test_a_pull_request_cannot_soften_its_own_screening(github: GitHub, repository: Repository) -> None:
    base = repository.commit({"edscreen.yaml": "edscreen_policy: 1\n"})
    repository.commit({"edscreen.yaml": SOFTENED, "vendors/new.yaml": profile("New Math")})

    assert github.run("push").returncode == 0
    done = github.pull_request(base)

    assert done.returncode == 1, done.stdout + done.stderr
    assert repository.git("worktree", "list").count("\n") == 0
    assert repository.git("status", "--porcelain") == ""


def test_nor_can_what_waits_in_a_merge_queue(github: GitHub, repository: Repository) -> None:
    base = repository.commit({"edscreen.yaml": "edscreen_policy: 1\n"})
    repository.commit({"edscreen.yaml": SOFTENED})

    assert github.run("merge_group", {"merge_group": {"base_sha": base}}).returncode == 1


@pytest.mark.parametrize("policy", ["edscreen.yaml", "rules/policy.yaml"])
def test_a_policy_is_not_taken_from_the_pull_request_whatever_leads_to_it(
    github: GitHub, repository: Repository, policy: str
) -> None:
    base = repository.commit({policy: "edscreen_policy: 1\n"})
    repository.commit({policy: SOFTENED})

    assert github.pull_request(base, policy=policy).returncode == 1
    absolute = github.pull_request(base, policy=str(repository.folder / policy))

    assert absolute.returncode == 2
    assert "lies outside the repository" in absolute.stdout


def test_rule_books_come_from_the_branch_to_be_merged_into(github: GitHub, repository: Repository) -> None:
    policy = "edscreen_policy: 1\nrule_books: [./our-rules]\n"
    rule = (
        "from edscreen.rulekit import flags, rule\n\n"
        '@rule(id="ours", title="Ours?", family="ours", severity="note", ask_vendor="?", sources=())\n'
        "def ours():\n    return flags({!r})\n"
    )
    base = repository.commit({"edscreen.yaml": policy, "our-rules/ours/rule.py": rule.format("The base's.")})
    repository.commit({"our-rules/ours/rule.py": rule.format("The pull request's.")})

    done = github.pull_request(base, fail_on="never")

    assert "The base's." in done.stdout
    assert "The pull request's." not in done.stdout


@pytest.mark.parametrize("stranger", [False, True])
def test_no_code_of_a_pull_request_runs(github: GitHub, repository: Repository, stranger: bool) -> None:
    base = repository.head
    trace = repository.plant()
    repository.commit({"vendors/new.yaml": profile("New Math")})

    done = github.pull_request(base, STRANGER if stranger else "district/vendors", fail_on="caution")

    assert not trace.exists(), trace.read_text()
    assert done.returncode == 1
    assert "New Math" in github.summary


def test_what_comes_from_outside_is_the_vendors_word_and_all_that_is_screened(
    github: GitHub, repository: Repository
) -> None:
    base = repository.head
    brought = profile("New Platform", ", category: platform")
    repository.commit({"vendors/new.yaml": brought, "vendors/notes.yaml": "- a list\n"})

    inside = github.pull_request(base, fail_on="caution")
    outside = github.pull_request(base, STRANGER, fail_on="caution")

    assert "old.yaml" in inside.stdout
    assert "New Platform" not in inside.stdout
    assert "old.yaml" not in outside.stdout
    assert "::warning file=vendors/new.yaml" in outside.stdout
    assert (inside.returncode, outside.returncode) == (1, 1)


def test_a_pull_request_whose_repository_is_gone_comes_from_outside(
    github: GitHub, repository: Repository
) -> None:
    base = repository.head
    repository.commit({"vendors/new.yaml": profile("New Math")})

    done = github.pull_request(base, None)

    assert "new.yaml" in done.stdout
    assert "old.yaml" not in done.stdout


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("vendors/new.YAML", profile("New Math").encode()),
        ("vendors/new.Yml", profile("New Math").encode()),
        ("vendors/new.yaml", profile("New Math").encode("utf-16")),
        ("vendors/new.yaml", b"\xef\xbb\xbf" + profile("New Math").encode()),
        ("vendors/a/b c/nëw.yaml", profile("New Math").encode()),
        ("vendors/-q.yaml", profile("New Math").encode()),
        ("vendors/old.yaml", profile("New Math").encode()),
    ],
)
def test_no_name_and_no_encoding_hides_a_profile(
    github: GitHub, repository: Repository, name: str, content: bytes
) -> None:
    base = repository.head
    repository.commit({name: content})

    done = github.pull_request(base, STRANGER, fail_on="caution")

    assert done.returncode == 1, done.stdout + done.stderr
    assert f"::warning file={name}" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="git checks out links as files there")
@pytest.mark.parametrize("aim", ["data.txt", ".kept/data"])
def test_no_link_hides_a_profile(github: GitHub, repository: Repository, aim: str) -> None:
    base = repository.head
    (repository.folder / "vendors" / "new.yaml").symlink_to(aim)
    repository.commit({f"vendors/{aim}": profile("New Math")})

    done = github.pull_request(base, STRANGER, fail_on="caution")

    assert done.returncode == 1, done.stdout + done.stderr
    assert "::warning file=vendors/new.yaml" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="git checks out links as files there")
def test_what_a_link_leads_to_is_watched_too(github: GitHub, repository: Repository) -> None:
    (repository.folder / "vendors" / "linked.yaml").symlink_to("data.txt")
    base = repository.commit({"vendors/data.txt": profile("Small Math").replace("60", "5")})
    repository.commit({"vendors/data.txt": profile("Big Math")})

    done = github.pull_request(base, STRANGER, fail_on="caution")

    assert done.returncode == 1, done.stdout + done.stderr
    assert "::warning file=vendors/linked.yaml" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="git checks out links as files there")
@pytest.mark.parametrize("aim", ["nowhere", "new.yaml"])
def test_a_link_that_leads_nowhere_passes_for_nothing(
    github: GitHub, repository: Repository, aim: str
) -> None:
    base = repository.head
    (repository.folder / "vendors" / "new.yaml").symlink_to(aim)
    repository.commit({})

    assert github.pull_request(base, STRANGER).returncode == 2


def test_of_githubs_merge_the_changes_are_those_of_the_pull_request(
    github: GitHub, repository: Repository
) -> None:
    stale = repository.head
    repository.git("switch", "--quiet", "--create", "vendor")
    head = repository.commit({"vendors/new.yaml": profile("New Math")})
    repository.git("switch", "--quiet", "main")
    repository.commit({"vendors/meanwhile.yaml": profile("Meanwhile Math")})
    repository.git("merge", "--quiet", "--no-edit", "vendor")

    done = github.pull_request(stale, STRANGER, head=head)

    assert "vendors/new.yaml" in done.stdout
    assert "meanwhile" not in done.stdout


def test_the_policy_is_that_of_the_branch_that_is_merged_into_not_of_an_older_event(
    github: GitHub, repository: Repository
) -> None:
    stale = repository.commit({"edscreen.yaml": SOFTENED})
    repository.git("switch", "--quiet", "--create", "vendor")
    head = repository.commit({"vendors/new.yaml": profile("New Math")})
    repository.git("switch", "--quiet", "main")
    repository.commit({"edscreen.yaml": "edscreen_policy: 1\n"})
    repository.git("merge", "--quiet", "--no-edit", "vendor")

    assert github.pull_request(stale, STRANGER, head=head).returncode == 1


@pytest.mark.parametrize("onto", ["ours", "theirs"])
def test_no_merge_of_a_contributors_own_hides_a_profile(
    github: GitHub, repository: Repository, onto: str
) -> None:
    """Their merge's first parent is their own commit, which holds the profile already."""
    base = repository.head
    repository.git("switch", "--quiet", "--create", "vendor")
    first = repository.commit({"vendors/new.yaml": profile("New Math")})
    repository.git("switch", "--quiet", "--create", "other", base)
    second = repository.commit({"README.md": "Hello.\n"})
    repository.git("switch", "--quiet", "vendor" if onto == "ours" else "other")
    repository.git("merge", "--quiet", "--no-edit", second if onto == "ours" else first)

    done = github.pull_request(base, STRANGER)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "::warning file=vendors/new.yaml" in done.stdout


def test_nor_does_one_that_is_pushed_while_the_run_begins(github: GitHub, repository: Repository) -> None:
    """Where a workflow checks out a branch by its name: it may be another commit by then."""
    base = repository.head
    repository.git("switch", "--quiet", "--create", "told", base)
    github.commit = repository.commit({"README.md": "Hello.\n"})
    repository.git("switch", "--quiet", "--create", "pushed", base)
    repository.commit({"vendors/new.yaml": profile("New Math")})
    repository.git("merge", "--quiet", "--no-edit", "told")

    done = github.pull_request(base, STRANGER, head=github.commit)

    assert "::warning file=vendors/new.yaml" in done.stdout


def test_of_an_older_branch_what_the_main_branch_did_meanwhile_is_not_its_own(
    github: GitHub, repository: Repository
) -> None:
    """Where a workflow checks out the head of a pull request instead of its merge."""
    repository.git("switch", "--quiet", "--create", "vendor")
    repository.commit({"vendors/new.yaml": profile("New Math")})
    repository.git("switch", "--quiet", "main")
    base = repository.commit({"vendors/old.yaml": profile("Mended Math")})
    repository.git("switch", "--quiet", "vendor")

    done = github.pull_request(base, STRANGER)

    assert "::warning file=vendors/new.yaml" in done.stdout
    assert "old.yaml" not in done.stdout


@pytest.mark.parametrize("name", ["README.md", "vendors/notes.yaml"])
def test_where_no_profile_is_brought_nothing_is_screened(
    github: GitHub, repository: Repository, name: str
) -> None:
    base = repository.head
    repository.commit({name: "- Hello.\n"})

    done = github.pull_request(base, STRANGER)

    assert done.returncode == 0
    assert "nothing was screened" in done.stdout
    assert github.outputs == {"exit-code": "0", "sarif-file": "", "summary-file": ""}


def test_what_lies_outside_the_repository_is_not_brought_by_it(
    github: GitHub, repository: Repository
) -> None:
    done = github.pull_request(repository.head, STRANGER, profiles="vendors ..")

    assert done.returncode == 2
    assert "lies outside the repository" in done.stdout


def test_a_name_that_the_screening_uses_itself_is_no_obstacle(github: GitHub, repository: Repository) -> None:
    base = repository.head
    repository.commit({".edscreen-base/edscreen.yaml": SOFTENED, "base/edscreen.yaml": SOFTENED})

    assert github.pull_request(base, fail_on="caution").returncode == 1
