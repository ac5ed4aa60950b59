"""What a district's policy may say: every field with its meaning, for messages, schema and docs."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from pydantic import Field, GetJsonSchemaHandler, WrapValidator
from pydantic_core import CoreSchema

from edscreen.profile.fields import Day, Grades, JsonSchema, Model, Numbered, Text, Truth, due, optional
from edscreen.profile.identifiers import State, Subjects
from edscreen.profile.spellings import bare, refusal
from edscreen.screening.answers import SEVERITIES, Severity
from edscreen.screening.policy.values import Host, Leaid, OneValue, Reason, UrlPath, WeeklyMinutes

FailOn = Literal["red", "caution", "note", "never"]
Locale = Literal["city", "suburb", "town", "rural"]
OFF = "off"
"""What switches a rule off."""

_OFF_SPELLINGS = ("off", "Off", "OFF")


class DistrictContext(Model):
    """The district that screens."""

    name: Text | None = optional("The district's name.", "Example Unified")
    leaid: Leaid | None = optional(
        "Its number at the National Center for Education Statistics (LEAID).", "4900030"
    )
    state: State | None = optional("The state it lies in; that state's approvals lead.", "UT")
    grades: Grades | None = optional("The grades it teaches.", "K-2")
    locale: Locale | None = optional("What kind of place it is, by the four locales of NCES.", "rural")
    subjects: Subjects | None = optional("The subjects it buys products for.", ["reading"])
    subgroups: list[Text] | None = optional("The groups of students it looks out for.", ["EL", "IEP"])
    core_curricula: list[Text] | None = optional("What it teaches with.", ["Example Core Reading"])
    priorities: list[Text] | None = optional("What it has set out to improve.", ["third-grade reading"])


class RuleSetting(Model):
    """How one rule is to judge."""

    severity: Severity | None = optional(
        "How serious a flag of this rule is, in place of its own.", "caution"
    )
    options: dict[str, Any] | None = optional(
        "The rule's own options; edscreen rules explain names them.", {"flag_at": 20}
    )


def _read_setting(value: object, read: Callable[[object], RuleSetting]) -> object:
    if isinstance(value, str):
        written = bare(value).lower()
        if value in _OFF_SPELLINGS:
            return OFF
        if written in SEVERITIES:
            raise refusal("severity_alone", f"write the severity in braces: {{severity: {written}}}")
        raise refusal(
            "setting",
            "write off to switch this rule off, or its severity and options in braces, like "
            "{severity: caution}",
        )
    if value is False:
        raise refusal("setting", "write off to switch this rule off")
    if isinstance(value, dict) and OFF in value:
        raise refusal("setting", "write off alone to switch this rule off, without braces")
    if value is True:
        raise refusal("setting", "a rule is on unless the policy says off: take this line away")
    return read(value)


class _OrOff:
    """Lets the JSON Schema take the word `off` too."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchema:
        return {"anyOf": [{"enum": list(_OFF_SPELLINGS), "type": "string"}, handler(core)]}


if TYPE_CHECKING:
    RuleEntry: TypeAlias = RuleSetting | Literal["off"]
else:
    RuleEntry = Annotated[RuleSetting, WrapValidator(_read_setting), _OrOff()]
"""What a policy says of one rule: how it is to judge, or that it is `off`."""


class ApprovalHostEntry(Model):
    """A web site that publishes a state's list of approved products on the state's behalf."""

    state: State = due("The state for which it speaks.", "MN")
    host: Host = due("The web site's name; sites below it count too.", "carei.umn.edu")
    path: UrlPath | None = optional("What the addresses of the list begin with there.", "/Minnesota-READ-Act")
    why: Reason = due("Why it speaks for the state.", "named partner of the state")


class CoversEntry(Model):
    """The gravest answer that a waiver is meant for; that answer or a milder one is covered."""

    severity: Severity | None = optional("A flag as serious as this, or less so.", "caution")
    value: OneValue | None = optional("The value that decides the answer, or a milder one.", 50)
    outcome: Literal["flag", "undisclosed", "unavailable", "skipped"] | None = optional(
        "Where it is not flag, only a question without an answer is covered.", "undisclosed"
    )


class WaiverItem(Model):
    """A finding that the district accepts for a while."""

    rule: Text = due("The id of the rule whose answer is waived.", "sea-approval")
    vendor: Text | None = optional(
        "The vendor's name, as profiles write it; left out, or '*', for any.", "Lumen Learning"
    )
    product: Text = due("The product's name, as profiles write it; '*' for every product.", "Lumen Reading")
    reason: Reason = due("Why the district accepts this.", "board-approved pilot")
    by: Reason = due("Who decided so.", "superintendent's office")
    expires: Day = due("The last day on which the waiver holds.", "2027-06-30")
    covers: CoversEntry | None = optional("The gravest answer that is covered; left out, any.")


class SiteManners(Model):
    """How vendors' web sites are read."""

    visit: Truth | None = optional("Whether they are visited, as with --site.", "yes")
    max_pages: Annotated[int, Field(ge=1, le=100)] | None = optional("Most pages of one site in a run.", 8)
    requests_per_second: Annotated[float, Field(gt=0, le=10)] | None = optional(
        "Most requests to one site in a second.", 1
    )
    contact: Text | None = optional(
        "Where to reach the district: sent with every request to a site; in letters, where to answer.",
        "procurement@district.example",
    )


class BudgetItem(Model):
    """How much screen time all products together may take of a student's week."""

    grades: Grades = due("The grades for which minutes are added up.", ["K", 1, 2])
    flag_at: WeeklyMinutes = due(
        "Minutes a week that are cautioned against, this number itself included.", 60
    )


class Policy(Model):
    """What a district lays down for its screenings."""

    edscreen_policy: Annotated[Literal[1], Numbered] = due("The version of this format: 1.", 1)
    district: DistrictContext | None = optional("The district that screens.")
    fail_on: FailOn | None = optional("The severity from which on a flag fails a run, or never.", "red")
    require_verified: list[Text] | None = optional(
        "Ids of rules whose pass counts only where edscreen read its source itself in that run.",
        ["sea-approval"],
    )
    rules: dict[str, RuleEntry | None] | None = optional(
        "By a rule's id: off, or its severity and options.", {"screen-time": {"severity": "caution"}}
    )
    rule_books: list[Text] | None = optional(
        "Folders with rules of the district's own, seen from the policy's folder.", ["./our-rules"]
    )
    registries: list[Text] | None = optional("Kept for a later version; not used yet.", ["./wwc.sqlite"])
    peers: Text | None = optional("Kept for a later version; not used yet.", "./pilots")
    approval_hosts: list[ApprovalHostEntry] | None = optional(
        "Web sites that count as a state's own word, besides those that edscreen knows."
    )
    waivers: list[WaiverItem] | None = optional("Findings that the district accepts for a while.")
    site: SiteManners | None = optional("How vendors' web sites are read.")
    screen_budget: list[BudgetItem] | None = optional(
        "Minutes a week over all products that a grade's students would use."
    )
