"""`edscreen schema`: the forms of what edscreen reads and writes, for editors and programs."""

from __future__ import annotations

import typer

from edscreen.cli.options import Quiet, Verbose

app = typer.Typer(
    help="Print the JSON Schema of what edscreen reads and writes, for editors and other programs.",
    no_args_is_help=True,
)


@app.command()
def profile(quiet: Quiet = False, verbose: Verbose = 0) -> int:
    """Print the JSON Schema of a vendor profile; it accepts what check accepts, but for checks across fields.

    Example: edscreen schema profile > profile.schema.json

    An editor completes and checks a profile that begins with the line
    # yaml-language-server: $schema=profile.schema.json
    """
    from edscreen.cli.standard_output import write
    from edscreen.cli.talk import Talk
    from edscreen.profile.schema import profile_schema, schema_text

    with Talk(quiet, verbose):
        write(schema_text(profile_schema()))
    return 0


@app.command()
def policy(quiet: Quiet = False, verbose: Verbose = 0) -> int:
    """Print the JSON Schema of a district's policy, with the options of all installed rules.

    Example: edscreen schema policy > policy.schema.json

    An editor completes and checks a policy that begins with the line
    # yaml-language-server: $schema=policy.schema.json
    """
    from edscreen.cli.standard_output import write
    from edscreen.cli.talk import Talk
    from edscreen.profile.schema import schema_text
    from edscreen.screening.policy.schema import policy_schema
    from edscreen.screening.rulebook import open_shelf

    with Talk(quiet, verbose):
        write(schema_text(policy_schema(open_shelf().rules)))
    return 0


@app.command()
def report(quiet: Quiet = False, verbose: Verbose = 0) -> int:
    """Print the JSON Schema of the report of check --format json; $defs/line is that of a line of jsonl.

    Example: edscreen schema report > report.schema.json
    """
    from edscreen.cli.standard_output import write
    from edscreen.cli.talk import Talk
    from edscreen.profile.schema import schema_text
    from edscreen.report.schema import report_schema

    with Talk(quiet, verbose):
        write(schema_text(report_schema()))
    return 0
