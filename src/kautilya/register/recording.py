"""A recording: one transaction of the register, with the digest that chains it to all before it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class What(StrEnum):
    """What a transaction did."""

    IMPORT = "import"
    """A package was taken in."""
    PROPOSE = "propose"
    """Claims were recorded that nobody judges yet."""
    JUDGE = "judge"
    MERGE = "merge"
    """Subjects were said to be the same."""
    UNDO = "undo"
    DATASET = "dataset"
    """A bulk file was taken in."""
    UPGRADE = "upgrade"
    """Rows that were recorded before the register kept a ledger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far a register reached after a recording: the number of the last row of each table; 0 where there is none.

    Rows are numbered in the order of recording and never change, so a reach names a state of the register for good.
    """

    recording: int = 0
    packages: int = 0
    claims: int = 0
    judgements: int = 0
    identities: int = 0
    datasets: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """One line of the ledger."""

    number: int
    """From 1, without gaps."""
    day: date
    """The day on which it was recorded (UTC); never before that of an earlier recording."""
    at: datetime
    """The moment at which it was complete (UTC), by the clock of the machine that wrote it."""
    by: str
    what: What
    why: str
    reach: Reach
    """Its rows are those after the reach of the recording before it, up to this."""
    content: str
    """SHA-256 over its rows in their order (`store.ledger`)."""
    previous: str
    """`chain` of the recording before it; empty for the first."""
    chain: str
    """SHA-256 over all the above: two registers of one chain digest hold the same."""
