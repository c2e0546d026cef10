"""Attribute types: how a cell's text becomes a typed value, and what its unit is."""

from dataclasses import dataclass
from enum import StrEnum


class Type(StrEnum):
    """The types that a cell can have."""

    TEXT = "text"
    TERM = "term"
    """One value of a closed vocabulary (register.vocabulary)."""
    TERMS = "terms"
    """Several values of a closed vocabulary, joined by `;`."""
    COUNTRY = "country"
    """ISO 3166-1 alpha-3, or `unknown`."""
    COUNTRIES = "countries"
    """Country codes joined by `;` (separate) or `+` (a joint design)."""
    DAY = "day"
    """A partial date: 2025, 2025-10 or 2025-10-31."""
    FISCAL_YEAR = "fiscal year"
    """FY2025-26."""
    COUNT = "count"
    """A whole number, not negative."""
    NUMBER = "number"
    """An exact decimal, not negative unless the attribute is signed."""
    FLAG = "flag"
    """yes, no or unknown."""
    ADDRESS = "address"
    """A web address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """The declaration of one field of a record kind."""

    type: Type
    means: str
    """One sentence: what the field says."""
    unit: str | None = None
    """The unit of every value of the field (`INR crore`, `percent`, `months`)."""
    unit_from: str | None = None
    """The attribute of the same record that holds the unit or currency (`value_signed_currency`)."""
    vocabulary: str | None = None
    """Name of the closed vocabulary, `table.column`."""
    signed: bool = False
    """Whether a negative number is meant."""
    marked_by: str | None = None
    """The attribute of the same record that marks this one as sourced, derived or assumed."""
    basis_from: str | None = None
    """The attribute of the same record that says where this one comes from."""
