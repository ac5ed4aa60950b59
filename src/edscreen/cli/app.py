"""The root of the command line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from edscreen import __version__
from edscreen.cli import audit, batch, check, compare, init, rules, schema, site
from edscreen.cli.misuse import in_plain_words
from edscreen.cli.standard_output import COULD_NOT_FINISH, INTERRUPTED, OutputError, say
from edscreen.profile.quoting import escaped
from edscreen.screening.exit_codes import UNREADABLE

app = typer.Typer(
    name="edscreen",
    help="Screen a vendor of educational software for red flags before you buy, and see the evidence.",
    epilog="Begin with: edscreen check examples/flagged.yaml",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"edscreen {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass


app.command("check")(check.check)
app.command("batch")(batch.batch)
app.command("audit")(audit.audit)
app.command("compare")(compare.compare)
app.command("init")(init.init)
app.command("site")(site.site)
app.add_typer(rules.app, name="rules")
app.add_typer(schema.app, name="schema")


def run() -> int:
    """Run the command that the command line names and give its exit code."""
    command = typer.main.get_command(app)
    try:
        code = command.main(prog_name="edscreen", standalone_mode=False)
    except typer.TyperException as error:
        return _misused(error)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except OutputError:
        raise
    except Exception as error:
        return _broken(error)
    if code == INTERRUPTED:
        raise KeyboardInterrupt
    return code or 0


def _misused(error: typer.TyperException) -> int:
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "edscreen"
    message = in_plain_words(error)
    mistaken = next((word for word in sys.argv[1:2] if Path(word).exists()), None)
    if mistaken and path == "edscreen":
        message += f" To screen it: edscreen check {mistaken}"
    say(escaped(f"{path}: {message}"))
    say(f"See: {path} --help (exit code 2)")
    return UNREADABLE


def _broken(error: Exception) -> int:
    say(
        f"edscreen: an error inside edscreen stopped it: {type(error).__name__}. "
        "Run again with -v -v for details to report (exit code 4)."
    )
    return COULD_NOT_FINISH
