"""Brings a register of an earlier release up to date."""

from kautilya.cli.documents import write_json
from kautilya.cli.output import write
from kautilya.cli.session import say
from kautilya.store.migrating import migrate


def bring_up_to_date(db: str, *, as_json: bool) -> None:
    """Migrate a register, and tell what it was and is."""
    say("migrating, in one transaction")
    done = migrate(db)
    if as_json:
        write_json(done)
        return
    what = "is up to date" if done.before == done.after else f"was migrated from schema version {done.before} to {done.after}"
    write(f"register {done.register} {what}: {done.claims:,} claims, {done.judgements:,} judgements")
