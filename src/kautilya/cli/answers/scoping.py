"""Reads `--partner`, `--from` and `--to`: of whom and of when a measure is asked."""

import typer

from kautilya.core.periods import PartialDate
from kautilya.measures.catalogue import option
from kautilya.measures.scope import Scope, partner_named


def scope_of(partner: str | None, since: PartialDate | None, until: PartialDate | None) -> Scope:
    """Return what a question is narrowed to; NotFoundError for an unknown partner, a usage error for a window without days."""
    if since is not None and until is not None and until.last < since.first:
        raise typer.BadParameter(f"--to {until} lies before --from {since}: no day is in that window")
    return Scope(partner=None if partner is None else partner_named(partner), since=since, until=until)


def refuse_scope(name: str, scope: Scope) -> None:
    """Refuse options of ties for what is no measure of the register, all at once."""
    if scope.given():
        raise typer.BadParameter(f"measure '{name}' does not take {', '.join(map(option, scope.given()))}")
