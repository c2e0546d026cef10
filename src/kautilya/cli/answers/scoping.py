"""Reads `--partner`, `--from` and `--to`: of whom and of when a measure is asked."""

import typer

from kautilya.core.errors import UsageError
from kautilya.core.periods import PartialDate
from kautilya.measures.catalogue import option
from kautilya.measures.scope import Scope, partner_named
from kautilya.store.view import View
from kautilya.tables.ties.home import home_of


def scope_of(partner: str | None, since: PartialDate | None, until: PartialDate | None) -> Scope:
    """Return what a question is narrowed to; NotFoundError for an unknown partner, a usage error for a window without days."""
    if since is not None and until is not None and until.last < since.first:
        raise typer.BadParameter(f"--to {until} lies before --from {since}: no day is in that window")
    return Scope(partner=None if partner is None else partner_named(partner), since=since, until=until)


def partner_abroad(view: View, partner: str) -> str:
    """Return the code of a partner; NotFoundError for an unknown one, UsageError for the home country, which is none."""
    code = partner_named(partner)
    if code == home_of(view):
        raise UsageError(f"{code} is the country whose partnerships the register records; name one of its partners")
    return code


def refuse_scope(name: str, scope: Scope) -> None:
    """Refuse options of ties for what is no measure of the register, all at once."""
    if scope.given():
        raise typer.BadParameter(f"measure '{name}' does not take {', '.join(map(option, scope.given()))}")
