"""The program `kautilya`: global options, the commands, and the one place where errors become exit codes.

Exit codes: 0 done; 1 a finding that the user asked to be told of (`doctor` found something, the separate evaluator rejects a
plan, a cited figure differs); 2 usage or input error, or `verify` lacks something; 3 a bug in Kautilya;
130 interrupted; 141 nobody reads the output.
"""

import logging
import os
import sys
import traceback
from enum import StrEnum
from importlib.metadata import version as installed
from typing import Annotated

import typer

from kautilya.cli.commands import (
    citing,
    exchanging,
    judging,
    keeping,
    measuring,
    partners,
    planning,
    registers,
    reporting,
    reviewing,
    showing,
)
from kautilya.cli.session import DEFAULT_REGISTER, Session
from kautilya.core.errors import KautilyaError
from kautilya.core.logs import NAME, Redacting
from kautilya.core.secrets import redacted
from kautilya.core.visible import visible

USAGE_OR_INPUT = 2
BUG = 3
INTERRUPTED = 130
"""As the shell tells of a program that Ctrl-C ended."""
NOBODY_READS = 141
"""As the shell tells of a program that a broken pipe ends."""

app = typer.Typer(
    name="kautilya",
    help="Record, measure and plan a country's defence partnerships.",
    epilog="Results go to stdout, chatter to stderr. Exit codes: 0 done; 1 something was found (by doctor, in a figure, in a "
    "plan); 2 usage or input error; 3 a fault of Kautilya; 130 interrupted; 141 nobody reads the output.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
registers.add_to(app)
showing.add_to(app)
reviewing.add_to(app)
measuring.add_to(app)
judging.add_to(app)
citing.add_to(app)
exchanging.add_to(app)
keeping.add_to(app)
partners.add_to(app)
planning.add_to(app)
reporting.add_to(app)


class LogLevel(StrEnum):
    """How much is logged."""

    INFO = "info"
    DEBUG = "debug"


def begin_log(level: LogLevel) -> None:
    """Log to stderr from now on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacting("%(asctime)s %(levelname)s %(message)s"))
    logger = logging.getLogger(NAME)
    logger.handlers = [handler]
    logger.setLevel(level.name)


def print_version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it with the flag
    """Print the version and stop, if that is wanted."""
    if wanted:
        typer.echo(f"kautilya {installed('kautilya')}")
        raise typer.Exit


@app.callback()
def program(
    ctx: typer.Context,
    db: Annotated[
        str,
        typer.Option(
            "--db", metavar="FILE-OR-URL", envvar="KAUTILYA_DB", help="The register: a file, or postgresql://USER@HOST/NAME."
        ),
    ] = DEFAULT_REGISTER,
    log: Annotated[
        LogLevel | None,
        typer.Option("--log", envvar="KAUTILYA_LOG", help="Log on stderr what is done to the register; never a password."),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", is_eager=True, callback=print_version)
    ] = False,
) -> None:
    """Take the options that stand before the command."""
    del version  # answered by its callback, before a command is asked for
    if log is not None:
        begin_log(log)
    source = ctx.get_parameter_source("db")
    ctx.obj = Session(db=db, given=source is not None and source.name == "COMMANDLINE")


def _run() -> None:
    """Run a command; BrokenPipeError where nobody reads its output to the end, whoever noticed it first."""
    try:
        app()
    except SystemExit as end:
        broken = isinstance(end.__context__, BrokenPipeError)
        if end.code == INTERRUPTED:
            typer.echo("interrupted: what was not finished is not recorded, and nothing is left half done", err=True)
        try:
            sys.stdout.flush()
        except BrokenPipeError:
            broken = True
        if broken:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno() if sys.__stdout__ else 1)
            raise BrokenPipeError from end
        raise


def main() -> None:
    """Run the command line; the only place where errors are caught."""
    try:
        _run()
    except BrokenPipeError:
        sys.exit(NOBODY_READS)
    except KautilyaError as exc:
        typer.echo(visible(redacted(f"error: {exc}")), err=True)
        sys.exit(USAGE_OR_INPUT)
    except Exception as exc:  # noqa: BLE001 - whatever else goes wrong is told once, here
        told = f"bug: {type(exc).__name__}: {exc}\nThis is a fault of Kautilya, not yours; please report the lines above."
        typer.echo(redacted(traceback.format_exc() + told), err=True)
        sys.exit(BUG)


if __name__ == "__main__":
    main()
