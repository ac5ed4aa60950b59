"""What is read back of a report: its head, and what it holds of each product."""

from datetime import date
from typing import Annotated, Any, Literal, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from edscreen.profile.quoting import escaped
from edscreen.screening.answers import Basis, Outcome, Severity
from edscreen.screening.scorecard import Verdict

SET_ASIDE = frozenset({"not_a_product", "duplicate"})
"""The kinds of rows of a list that are not screened and are no fault of anybody's."""

MAKE_ANEW = "make the report anew"
"""What to do about a report that is not as it was written."""

_Model = TypeVar("_Model", bound=BaseModel)
_LARGEST = 2**53  # what JSON and SQLite both hold; no file has as many lines
_Text = Annotated[str, Field(min_length=0)]  # only where a length is asked for is half a character refused
_FromZero = Annotated[int, Field(ge=0, le=_LARGEST)]
_FromOne = Annotated[int, Field(ge=1, le=_LARGEST)]


class UnreadableReport(Exception):
    """A report cannot be read back; the message says why and what to do, without the report's name."""


class _Kept(BaseModel):
    """What a report holds may grow; what is not asked for here is passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class KeptEvidence(_Kept):
    """A piece of evidence, less its place in a file, which moves without any change of what it says."""

    kind: str
    path: str | None = None
    value: Any = None
    name: str | None = None
    url: str | None = None
    as_of: str | None = None
    fetched_at: str | None = None
    sha256: str | None = None
    quote: str | None = None


class KeptWaiver(_Kept):
    """The waiver that covered a finding."""

    reason: str
    by: str
    expires: str


class KeptFinding(_Kept):
    """One rule's answer for one product."""

    rule: str
    title: str
    severity: Severity
    outcome: Outcome
    basis: Basis | None
    message: str
    evidence: tuple[KeptEvidence, ...]
    options: dict[str, Any]
    waiver: KeptWaiver | None
    in_baseline: bool

    @property
    def is_covered(self) -> bool:
        """Whether a waiver or a baseline covered it."""
        return self.waiver is not None or self.in_baseline


class KeptRow(_Kept):
    """What a batch knows a row or a file of its list by.

    Attributes:
        item: its number in the list.
        identity: digest of its key, or of its vendor and product; empty where it states neither.
        name: what it calls its product or, without one, its vendor.
    """

    item: _FromZero
    identity: str
    name: str


class KeptScorecard(_Kept):
    """What was found of one product.

    `listed` is there where it stood in a list, `row` where a batch kept it.
    """

    profile: str
    document: int
    profile_sha256: str
    vendor: str
    product: str
    verdict: Verdict
    findings: tuple[KeptFinding, ...]
    listed: Annotated[dict[str, Any] | None, Field(alias="list")] = None
    row: KeptRow | None = None


class KeptError(_Kept):
    """Something that could not be read when the report was made, or a row that was set aside."""

    kind: str
    profile: str
    line: _FromOne = 1
    column: _FromOne = 1
    sheet: str | None = None
    message: str = ""
    row: KeptRow | None = None

    @property
    def is_set_aside(self) -> bool:
        """Whether it is a row that is no product, or that stands twice."""
        return self.kind in SET_ASIDE


class _Tool(_Kept):
    name: _Text
    version: _Text


class _Policy(_Kept):
    path: _Text
    sha256: _Text


class _Book(_Kept):
    name: _Text
    version: _Text | None


class ReportHead(_Kept):
    """The head and the end of a JSON report."""

    tool: _Tool
    as_of: date
    policy: _Policy | None
    rule_books: list[_Book]
    deselected: list[str]
    fail_on: str
    site: dict[str, Any] | None
    exit_code: int


class RuleBookUsed(NamedTuple):
    """A rule book of a run; one that is a folder has no version."""

    name: str
    version: str | None


class KeptHead(NamedTuple):
    """What a report says of its run; None where it does not say.

    Attributes:
        form: how it is kept: `json`, `jsonl` or `batch`.
        version: edscreen's version.
        as_of: the day as of which dates were judged.
        policy: SHA-256 of the policy; empty where there was none.
        policy_path: the policy's file; None as well where there was none.
        rule_books: the rule books.
        rules_digest: a digest of the rule books; only a batch has it.
        rules: ids of the rules that ran; only a batch has them.
        deselected: ids of the rules that did not run; only JSON has them.
        site: how sites were read, as text; empty where they were not.
        options: further options of the run that bear on answers, by name; only a batch has them.
        fail_on: the severity from which on flags counted.
        is_finished: whether the run came to its end.
    """

    form: Literal["json", "jsonl", "batch"]
    version: str | None = None
    as_of: date | None = None
    policy: str | None = None
    policy_path: str | None = None
    rule_books: tuple[RuleBookUsed, ...] | None = None
    rules_digest: str | None = None
    rules: frozenset[str] | None = None
    deselected: frozenset[str] | None = None
    site: str | None = None
    options: dict[str, str] | None = None
    fail_on: str | None = None
    is_finished: bool = True


def checked(model: type[_Model], value: Any, where: str) -> _Model:
    """Return a value of a report as the model says.

    Raises:
        UnreadableReport: it is otherwise; `where` says in which part of the report.
    """
    try:
        return model.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise UnreadableReport(
            f"{where} is not as edscreen writes it ({escaped(place)[:80]}: {escaped(first['msg'])}): "
            f"{MAKE_ANEW}"
        ) from None


def other_form(version: object, known: str) -> str:
    """What is to be said of a report of another schema version than the one that is known."""
    return (
        f"its schema_version is {escaped(str(version))[:40]}, and this edscreen reads {known}: bring "
        "edscreen up to date, or make the report anew with this one"
    )
