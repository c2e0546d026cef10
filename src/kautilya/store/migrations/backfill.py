"""Writes the ledger of a register that was filled before there was one: a line for each day on which packages came."""

from datetime import UTC, date, datetime

from sqlalchemy import Connection, text

from kautilya.register.recording import Reach, What
from kautilya.store import statements
from kautilya.store.auditing import content_between
from kautilya.store.ledger import recording_row

_BY = "kautilya migrate"
_WHY = "recorded before the register kept a ledger"

_PACKAGE_DAYS = text(
    "SELECT package.seq, package.recorded_on, (SELECT max(claim.seq) FROM package_claim JOIN claim ON claim.id = "
    "package_claim.claim_id WHERE package_claim.package_seq = package.seq) AS claims FROM package ORDER BY package.seq"
)
_FIRST_LATER_JUDGEMENT = text("SELECT min(seq) FROM judgement WHERE on_day > :day")
_LAST = text(
    "SELECT (SELECT coalesce(max(seq), 0) FROM package) AS packages, (SELECT coalesce(max(seq), 0) FROM claim) AS claims, "
    "(SELECT coalesce(max(seq), 0) FROM judgement) AS judgements"
)


def record_what_was_there(connection: Connection) -> None:
    """Add the lines of the ledger for all rows, oldest first, dated by the days on which packages were recorded."""
    reaches = _reaches(connection)
    previous = ""
    for before, (day, reach) in zip([Reach(), *(reach for _, reach in reaches)], reaches, strict=False):
        row = recording_row(
            day=day,
            at=datetime.now(UTC),
            by=_BY,
            what=What.UPGRADE,
            why=_WHY,
            reach=reach,
            content=content_between(connection, before, reach).digest(),
            previous=previous,
        )
        connection.execute(statements.ADD_RECORDING, row)
        previous = row["chain"]


def _reaches(connection: Connection) -> list[tuple[date, Reach]]:
    """Return how far the register reached at the end of each day on which it took in a package.

    Days that go backwards count as the latest before them; rows that fit to no day belong to the last.
    """
    days: dict[date, dict[str, int]] = {}
    day, claims = date.min, 0
    for row in connection.execute(_PACKAGE_DAYS).mappings():
        day = max(day, date.fromisoformat(row["recorded_on"]))
        claims = max(claims, row["claims"] or 0)
        days[day] = {"packages": row["seq"], "claims": claims, "judgements": _judgements_by(connection, day)}
    last = dict(connection.execute(_LAST).mappings().one())
    if days:
        days[day] = last
    reaches = [Reach(recording=number, **numbers) for number, numbers in enumerate(days.values(), 1)]
    return list(zip(days, reaches, strict=True))


def _judgements_by(connection: Connection, day: date) -> int:
    """Return the number up to which all judgements were made by a day."""
    later = connection.execute(_FIRST_LATER_JUDGEMENT, {"day": day.isoformat()}).scalar_one()
    return int(later) - 1 if later is not None else int(connection.execute(_LAST).mappings().one()["judgements"])
