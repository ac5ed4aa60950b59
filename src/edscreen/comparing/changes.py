"""What can become of an answer from one report to the next, and what may be behind it."""

from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict

from edscreen.report.kept_scorecards import KeptFinding
from edscreen.screening.answers import ANSWERED, AT_LEAST, Basis, Outcome, Severity
from edscreen.screening.worse import is_graver

Kind: TypeAlias = Literal["worse", "lapsed", "better", "answered", "lost_sight", "changed"]
KINDS: tuple[Kind, ...] = ("worse", "lapsed", "better", "answered", "lost_sight", "changed")
"""What can become of an answer, in the order in which reports list it; see docs/compare.md."""

Cause: TypeAlias = Literal["profile", "site", "registry", "date", "policy", "rules"]
NOT_OURS: frozenset[Cause] = frozenset({"profile", "site", "registry", "date"})
"""The causes that lie outside the district and edscreen; only they count for the exit code."""

UNSEEN: frozenset[Outcome] = frozenset({"unavailable", "skipped", "error"})
"""The outcomes that are about whoever screens, never about the vendor."""

_OF_CONCERN: frozenset[Outcome] = frozenset({"flag", "undisclosed"})

# What becomes of an answer from one outcome to another; what is not named here is neither better nor worse.
_TURNS: dict[tuple[str, str], Kind] = {
    ("pass", "flag"): "worse",
    ("undisclosed", "flag"): "worse",
    ("unseen", "flag"): "worse",
    ("not_applicable", "flag"): "worse",
    ("not_applicable", "undisclosed"): "worse",
    ("pass", "undisclosed"): "lapsed",
    ("flag", "undisclosed"): "lapsed",
    ("flag", "pass"): "better",
    ("undisclosed", "pass"): "answered",
    ("unseen", "pass"): "answered",
    ("pass", "unseen"): "lost_sight",
    ("flag", "unseen"): "lost_sight",
    ("undisclosed", "unseen"): "lost_sight",
    ("not_applicable", "unseen"): "lost_sight",
}


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True)


class Standing(_Model):
    """How a question stood in one report."""

    severity: Severity
    outcome: Outcome
    basis: Basis | None
    covered: bool
    message: str


class Change(_Model):
    """What became of one answer.

    Attributes:
        rule: the rule's id.
        title: its question.
        kind: what became of it.
        counts: whether it counts for the exit code.
        cause: what is behind it, where nothing else can be; else None.
        possible: all that can be behind it; empty where the reports do not show it.
        because: what differs, in words, of each possible cause.
        old: how the question stood before; None where it was not asked.
        new: how it stands now; None where it is not asked.
    """

    rule: str
    title: str
    kind: Kind
    counts: bool
    cause: Cause | None
    possible: tuple[Cause, ...]
    because: tuple[str, ...]
    old: Standing | None
    new: Standing | None


class Flag(_Model):
    """A flag that stands on a product which was not there before."""

    rule: str
    title: str
    severity: Severity
    message: str


class Product(_Model):
    """A product of one of the reports, or of both.

    Attributes:
        vendor: the vendor's name.
        product: its name.
        profile: where its profile stands, in the later report that holds it.
        status: whether it stands in both reports, in one of them only, or in the earlier one while its row or
            file could not be read for the later one (`unread`).
        remark: what else is to be said, such as that its profile could not be read; empty where nothing is.
        flags: of a new product, the flags that stand.
        changes: of a product in both, what changed.
    """

    vendor: str
    product: str
    profile: str
    status: Literal["both", "unread", "new", "gone"]
    remark: str = ""
    flags: tuple[Flag, ...] = ()
    changes: tuple[Change, ...] = ()


def standing(finding: KeptFinding | None) -> Standing | None:
    """How a question stands, as far as a comparison tells it."""
    if finding is None:
        return None
    return Standing(
        severity=finding.severity,
        outcome=finding.outcome,
        basis=finding.basis,
        covered=finding.is_covered,
        message=finding.message,
    )


def kind_of(old: KeptFinding | None, new: KeptFinding | None) -> Kind | None:
    """What became of an answer; None where it stands as it stood. One of the two is there."""
    if old is None or new is None:
        return _asked_once(old, new)
    if old.outcome == new.outcome:
        return _same_outcome(old, new)
    return _TURNS.get((_group(old.outcome), _group(new.outcome)), "changed")


def _group(outcome: Outcome) -> str:
    return "unseen" if outcome in UNSEEN else outcome


def _asked_once(old: KeptFinding | None, new: KeptFinding | None) -> Kind | None:
    """What a question that only one run asked tells of the product: nothing where it had no answer there."""
    if new is None:
        return "lost_sight" if old and old.outcome in ANSWERED else None
    if new.outcome not in ANSWERED:
        return None
    return "worse" if new.outcome == "flag" and not new.is_covered else "changed"


def _same_outcome(old: KeptFinding, new: KeptFinding) -> Kind | None:
    if new.outcome not in _OF_CONCERN:
        return None if old.is_covered == new.is_covered else "changed"
    if old.is_covered and not new.is_covered:
        return "lapsed"
    if old.severity == new.severity:
        return None if old.is_covered == new.is_covered else "changed"
    return "worse" if is_graver((new.outcome, new.severity), (old.outcome, old.severity)) else "better"


def settled(
    kind: Kind, old: KeptFinding | None, new: KeptFinding | None, possible: tuple[Cause, ...]
) -> Kind:
    """What became of an answer, once it is known what can be behind it.

    What was good, and bad by time alone, has lapsed. What is covered in one report only stands as it stood,
    unless the same waiver or baseline was in force in both: then the answer got milder, or outgrew it.
    """
    if old is None or new is None:
        return kind
    if kind == "worse" and old.outcome == "pass" and possible == ("date",):
        return "lapsed"
    is_answers_doing = possible not in {(), ("date",)} and NOT_OURS.issuperset(possible)
    if old.outcome != new.outcome or old.is_covered == new.is_covered or not is_answers_doing:
        return kind
    return _OUTGROWN.get(kind, kind)


_OUTGROWN: dict[Kind, Kind] = {"changed": "better", "lapsed": "worse"}


def has_got_worse(old: KeptFinding | None, new: KeptFinding | None, fail_on: Severity) -> bool:
    """Whether a flag or a question that the vendor left open stands now that did not stand so before.

    What we could not see before or cannot see now is no worsening, but for a flag that shows up.
    """
    if new is None or new.is_covered or new.severity not in AT_LEAST[fail_on]:
        return False
    if new.outcome not in _OF_CONCERN:
        return False
    if old is None or old.outcome in UNSEEN:
        return new.outcome == "flag"
    if old.is_covered or old.outcome not in _OF_CONCERN:
        return True
    return is_graver((new.outcome, new.severity), (old.outcome, old.severity))
