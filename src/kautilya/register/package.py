"""A package: one edition of facts that the register takes in as a whole."""

from dataclasses import dataclass
from datetime import date

from kautilya.core.periods import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """One import: the data package it came from and what was in it."""

    digest: str
    """SHA-256 over the digests of the package's files."""
    name: str
    version: str
    data_date: PartialDate
    """The day as of which its authors say it is complete; the default day of a view."""
    title: str = ""
    licences: tuple[str, ...] = ()
    rows: int
    recorded_on: date
