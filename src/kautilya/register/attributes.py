"""Attribute types: how a cell's text becomes a typed value, and what its unit is."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Type(StrEnum):
    """The types that a cell can have."""

    TEXT = "text"
    TERM = "term"
    """One value of a closed vocabulary (register.vocabulary)."""
    TERMS = "terms"
    """Several values joined by `;`, of a closed vocabulary where one is named, else free words or ids."""
    COUNTRY = "country"
    """ISO 3166-1 alpha-3, or `unknown`."""
    COUNTRIES = "countries"
    """Country codes joined by `;`; a joint design (`FRA+GBR`) is one entry."""
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
    """Name of the closed vocabulary, `table.column`; beside countries, the words that may stand in their place."""
    refers_to: str | None = None
    """The kind of the records that the field names by id."""
    signed: bool = False
    """Whether a negative number is meant."""
    marked_by: str | None = None
    """The attribute of the same record that marks this one as sourced, derived or assumed."""
    basis_from: str | None = None
    """The attribute of the same record that says where this one comes from."""
    computed_where: tuple[str, tuple[str, ...]] | None = None
    """The attribute of the same record that tells how this one is known, and the words with which it begins where that is not
    from a page: such a value is derived."""
    valid_in: tuple[str, str] | None = None
    """The columns of the same row with the first and the last day, or fiscal year, of which the value tells."""
    happened: bool = False
    """Whether it is a day of something that has happened, which nobody knew before (not a plan, a deadline or an end of
    validity)."""
    happened_where: tuple[str, str] | None = None
    """The attribute of the same record, and its word, that tell such a day from a planned one; None: all are such days."""
    state_of: str | None = None
    """The column of the same row with the day whose state it describes: it was not known before."""
    averaged_over: str | None = None
    """The column of the same row with the period that it averages: it was known when that ended."""
    above_zero: bool = False
    """Whether 0 makes no sense: a price, a rate, a factor."""

    @property
    def tells_its_day(self) -> bool:
        """Whether the content may say when it was known, whatever the day of its page."""
        return self.happened or self.state_of is not None or self.averaged_over is not None

    def marked(self, by: str, basis: str | None = None) -> "Attribute":
        """Return the same declaration, marked by one attribute and reasoned by another."""
        return replace(self, marked_by=by, basis_from=basis)

    def computed(self, told_by: str, *words: str) -> "Attribute":
        """Return the same declaration for a value that is derived where another attribute begins with one of the words."""
        return replace(self, computed_where=(told_by, words))

    def state(self, of: str) -> "Attribute":
        """Return the same declaration for a value that describes the state of its record on a day that another column tells."""
        return replace(self, state_of=of)

    def average(self, over: str) -> "Attribute":
        """Return the same declaration for a mean over a period that another column tells."""
        return replace(self, averaged_over=over)

    def positive(self) -> "Attribute":
        """Return the same declaration for a number that is more than 0."""
        return replace(self, above_zero=True)

    def valid(self, start: str, end: str | None = None) -> "Attribute":
        """Return the same declaration for a value that is true of a day or period that other columns tell."""
        return replace(self, valid_in=(start, end or start))


def text(means: str, *, unit_from: str | None = None) -> Attribute:
    """Declare free words (`Field[str]`)."""
    return Attribute(type=Type.TEXT, means=means, unit_from=unit_from)


def texts(means: str) -> Attribute:
    """Declare several free words joined by `;` (`Field[tuple[str, ...]]`)."""
    return Attribute(type=Type.TERMS, means=means)


def term(vocabulary: str, means: str) -> Attribute:
    """Declare one value of a closed vocabulary (`Field[str]`)."""
    return Attribute(type=Type.TERM, means=means, vocabulary=vocabulary)


def terms(vocabulary: str, means: str) -> Attribute:
    """Declare several values of a closed vocabulary joined by `;` (`Field[tuple[str, ...]]`)."""
    return Attribute(type=Type.TERMS, means=means, vocabulary=vocabulary)


def area(means: str) -> Attribute:
    """Declare a capability area of the register (`Field[str]`)."""
    return Attribute(type=Type.TERM, means=means, vocabulary="areas")


def mark(means: str) -> Attribute:
    """Declare the mark of another attribute: sourced, derived or assumed (`Field[str]`)."""
    return Attribute(type=Type.TERM, means=means, vocabulary="marks")


def flag(means: str, *, vocabulary: str = "flags") -> Attribute:
    """Declare yes, no or unknown (`Field[str]`); the vocabulary may allow fewer of them."""
    return Attribute(type=Type.FLAG, means=means, vocabulary=vocabulary)


def country(means: str) -> Attribute:
    """Declare one country (`Field[str]`)."""
    return Attribute(type=Type.COUNTRY, means=means)


def countries(means: str, *, also: str | None = None) -> Attribute:
    """Declare several countries (`Field[tuple[str, ...]]`); `also` names the words that may stand in their place."""
    return Attribute(type=Type.COUNTRIES, means=means, vocabulary=also)


def day(means: str) -> Attribute:
    """Declare a day, month or year (`Field[PartialDate]`)."""
    return Attribute(type=Type.DAY, means=means)


def past(means: str, *, where: tuple[str, str] | None = None) -> Attribute:
    """Declare the day, month or year of something that has happened; `where` another attribute holds a word (`day`)."""
    return Attribute(type=Type.DAY, means=means, happened=True, happened_where=where)


def fiscal_year(means: str) -> Attribute:
    """Declare an Indian fiscal year (`Field[FiscalYear]`)."""
    return Attribute(type=Type.FISCAL_YEAR, means=means)


def count(means: str, *, unit: str | None = None, unit_from: str | None = None) -> Attribute:
    """Declare a whole number, not negative (`Field[int]`)."""
    return Attribute(type=Type.COUNT, means=means, unit=unit, unit_from=unit_from)


def number(means: str, *, unit: str | None = None, unit_from: str | None = None, signed: bool = False) -> Attribute:
    """Declare an exact decimal (`Field[Decimal]`), not negative unless it is signed."""
    return Attribute(type=Type.NUMBER, means=means, unit=unit, unit_from=unit_from, signed=signed)


def address(means: str) -> Attribute:
    """Declare a web address (`Field[str]`)."""
    return Attribute(type=Type.ADDRESS, means=means)


def reference(kind: str, means: str) -> Attribute:
    """Declare the id of a record of some kind (`Field[str]`)."""
    return Attribute(type=Type.TEXT, means=means, refers_to=kind)


def references(kind: str, means: str) -> Attribute:
    """Declare ids of records of some kind, joined by `;` (`Field[tuple[str, ...]]`)."""
    return Attribute(type=Type.TERMS, means=means, refers_to=kind)
