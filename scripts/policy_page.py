"""The page on a district's policy: `docs/policy.md`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edscreen.screening.policy.schema import policy_schema

if TYPE_CHECKING:
    from scripts import field_tables
else:
    import field_tables  # beside this script, whose folder Python searches first

_BEGINNING = """\
# The district's policy

Made by `python scripts/generate.py`: the first part from `scripts/policy_page.py`, the tables from the
models in `src/edscreen/screening/policy`; do not edit it.

A policy is a file named `edscreen.yaml` that says how your district screens: which limits it draws, which
questions it does not ask, and which findings it accepts for a while, with whose name under it. Write one
when the rules as shipped do not fit your purchase. Without a policy the rules stand as they are.

## A policy to begin with

```yaml
# yaml-language-server: $schema=policy.schema.json
edscreen_policy: 1
district: {name: Example Unified, state: UT, grades: [K, 1, 2], subjects: [reading]}

# From which severity on a flag stops a run. red is what happens without this line.
fail_on: red

# Count an approval only where edscreen has opened the state's page itself (check --site).
require_verified: [sea-approval]

rules:
  # Our board's limit for the youngest is 20 minutes a week; in intensive support it is 90.
  screen-time:
    options:
      limits:
        - {grades: [K, 1, 2], flag_at: 20}
        - {use: intervention, tier: 3, flag_at: 90}
  # For us no measured benefit is a red flag, too.
  sea-efficacy: {severity: red}
  # We look at home pages ourselves.
  research-on-home-page: off

# A site that publishes Minnesota's list, and that edscreen does not know as the state's.
approval_hosts:
  - state: MN
    host: carei.umn.edu
    path: /Minnesota-READ-Act
    why: named by the state as its partner for the list

# What we accept for a while, and who decided so.
waivers:
  - rule: screen-time
    vendor: Lumen Learning
    product: Lumen Reading
    reason: board-approved pilot in two schools
    by: superintendent's office
    expires: 2027-06-30
    covers: {severity: red, value: 50}

# All products together: ask before a student in these grades sits longer at a screen.
screen_budget:
  - {grades: [K, 1, 2], flag_at: 60}
```

## What you can rely on

- **It is found** in the folder in which you run edscreen or in one above it, up to the repository's root
  (the folder that holds `.git`). Outside a repository only the folder itself is searched, as those above it
  may be anybody's. `--policy FILE` names another, `--no-policy` does without.
- **It is always named.** Every report and the last line say which policy was in force and what it took
  away, here: `policy ./edscreen.yaml (found): 1 rule off, options of 1 rule changed, 1 waiver used,
  1 approval host added`.
- **A slip of the pen is an error.** A field, a rule or an option that does not exist is named with its
  line and column, and with what was probably meant; nothing is ignored in silence.
- **A policy that was found is data.** Its `rule_books` may hold rules written in YAML only. A book with
  rules in Python is used where you ask for it yourself, with `--rules-dir` or with `--policy`.
- Folders that it names are seen from the policy's own folder. Those of a policy that was found lie in the
  same repository, or outside any in the policy's folder.

## Rules

`edscreen rules list` names the rules, and `edscreen rules explain screen-time` prints what a rule asks
and its options. `off` switches a rule off; `--select` on the command line outranks that. A severity
replaces the rule's own. Of several `limits` the first whose keys all fit wins.

## Waivers

A waiver is your district's own decision to accept a finding: a flag, or a question without an answer. It
needs the `product`, a `reason`, who decided (`by`) and the last day (`expires`). `product: '*'` stands
for every product, and has to be written. The finding stays in the report, with the waiver beside it; it
counts for nothing. A waiver that has expired covers nothing any more, and one that nothing needed is
named. With `covers` it holds only for an answer that is no worse: above, 50 minutes a week are covered,
and 55 would not be. An answer `error`, where the rule itself failed, is
never covered.

## Screen time over all products

Each rule judges one product. `screen_budget` adds up what all products of a run together ask of one
student in a grade, as their vendors state it: the low ends and the high ends. If the low ends alone reach
`flag_at`, the run says so as a caution; it is no finding about any one vendor and changes no exit code.
If only the high ends do, it says "may". A product that states no minutes is named as not counted.
"""


def policy_page() -> str:
    """Return the page."""
    schema = policy_schema()
    return "\n".join([_BEGINNING, *field_tables.spellings(schema), *field_tables.sections(schema)])
