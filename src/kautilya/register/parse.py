"""From a cell's text to its typed value; every refusal is a ValueError with a message for the user."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from kautilya.core.periods import FiscalYear, PartialDate
from kautilya.register.attributes import Attribute, Type
from kautilya.register.vocabulary.countries import PARTIES
from kautilya.register.vocabulary.terms import VOCABULARIES

Value = str | int | Decimal | PartialDate | FiscalYear | tuple[str, ...]

UNITLESS = frozenset(Type) - {Type.TEXT, Type.COUNT, Type.NUMBER}
"""Types whose values have no unit."""

_NUMBER = re.compile(r"-?[0-9]{1,24}(\.[0-9]{1,24})?", re.ASCII)
"""24 digits on either side of the point are more than any figure needs, and few enough for every later computation."""
_COUNT = re.compile(r"[0-9]{1,24}", re.ASCII)
_YEARS = range(1900, 2101)
_MOST: Mapping[str | None, int] = MappingProxyType({"percent": 100, "probability": 1, "share": 1})
"""The largest number of a unit; a change, which may be negative, has no such limit."""
_MANY = 12
"""Longest list of allowed words that a message repeats."""


def parse(attribute: Attribute, text: str, unit: str | None = None) -> Value:
    """Return the typed value of a cell or claim.

    A claim that brings a unit to an attribute whose values have none speaks of another quantity beside it (`12` engines where
    the cell tells a status): its value stays text.

    Args:
        attribute: The declaration of the field.
        text: The text, not blank.
        unit: The claim's unit, if it brings one of its own.

    Returns:
        `str` (text, term, country, flag, address), `int` (count), `Decimal` (number), `PartialDate` (day), `FiscalYear`, or a
        tuple of `str` (terms, countries: in the order of the text; a joint design such as `FRA+GBR` is one entry).

    Raises:
        ValueError: The text is no value of that type; the message says what would be.
    """
    if unit is not None and attribute.type in UNITLESS:
        return text
    return _READERS[attribute.type](attribute, text)


def written(value: Value) -> str:
    """Write a typed value as a cell holds it: the inverse of `parse`."""
    return ";".join(value) if isinstance(value, tuple) else str(value)


def _text(_: Attribute, text: str) -> str:
    return text


def _term(attribute: Attribute, text: str) -> str:
    _check_word(attribute.vocabulary, text)
    return text


def _terms(attribute: Attribute, text: str) -> tuple[str, ...]:
    entries = _entries(text)
    for entry in entries:
        if attribute.vocabulary is not None:
            _check_word(attribute.vocabulary, entry)
    return entries


def _country(attribute: Attribute, text: str) -> str:
    _check_parties(attribute, text)
    return text


def _countries(attribute: Attribute, text: str) -> tuple[str, ...]:
    entries = _entries(text)
    for entry in entries:
        if attribute.vocabulary is None or entry not in _words(attribute.vocabulary):
            for code in entry.split("+"):
                _check_parties(attribute, code)
    return entries


def _check_parties(attribute: Attribute, code: str) -> None:
    if code not in PARTIES:
        beside = "" if attribute.vocabulary is None else f", or one of: {', '.join(sorted(_words(attribute.vocabulary)))}"
        raise ValueError(f"unknown country '{code}': expected an ISO 3166-1 alpha-3 code such as IND, or 'unknown'{beside}")


def _day(_: Attribute, text: str) -> PartialDate:
    found = PartialDate.parse(text)
    _check_year(found.year, text)
    return found


def _fiscal_year(_: Attribute, text: str) -> FiscalYear:
    found = FiscalYear.parse(text)
    _check_year(found.start, text)
    return found


def _count(attribute: Attribute, text: str) -> int:
    if not _COUNT.fullmatch(text):
        if text.startswith("-") and _NUMBER.fullmatch(text):
            raise ValueError(f"'{text}' is negative: a count cannot be")
        raise ValueError(f"'{text}' is no count: expected a whole number such as 36, without commas")
    _check_size(attribute, Decimal(text))
    return int(text)


def _number(attribute: Attribute, text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"'{text}' is no number: expected digits such as 7190 or 48.5, without commas or units")
    if text.startswith("-") and not attribute.signed:
        raise ValueError(f"'{text}' is negative: this cannot be")
    found = Decimal(text)
    _check_size(attribute, found)
    return found


def _check_size(attribute: Attribute, found: Decimal) -> None:
    if attribute.above_zero and not found:
        raise ValueError("'0' makes no sense here: expected more than 0")
    most = None if attribute.signed else _MOST.get(attribute.unit)
    if most is not None and found > most:
        raise ValueError(f"'{found}' is too much: expected 0 to {most} ({attribute.unit})")


def _check_year(year: int, text: str) -> None:
    if year not in _YEARS:
        raise ValueError(f"'{text}' is out of the years {_YEARS.start} to {_YEARS.stop - 1}")


def _address(_: Attribute, text: str) -> str:
    if not text.startswith(("http://", "https://")) or any(character.isspace() for character in text):
        raise ValueError(f"'{text}' is no web address: expected https://...")
    return text


def _entries(text: str) -> tuple[str, ...]:
    entries = tuple(text.split(";"))
    if any(entry != entry.strip() or not entry for entry in entries):
        raise ValueError(f"'{text}' is no list: expected entries joined by ';', none blank, no spaces around them")
    return entries


def _check_word(vocabulary: str | None, word: str) -> None:
    if vocabulary is not None and word not in _words(vocabulary):
        raise ValueError(f"unknown term '{word}': {_allowed(vocabulary)}")


def _allowed(vocabulary: str) -> str:
    words = VOCABULARIES[vocabulary].words
    listed = ", ".join(words[:_MANY])
    return (
        f"expected one of: {listed}" if len(words) <= _MANY else f"expected one of the {len(words)} {vocabulary}: {listed}, ..."
    )


@cache
def _words(vocabulary: str) -> frozenset[str]:
    return frozenset(VOCABULARIES[vocabulary].words)


_READERS: Mapping[Type, Callable[[Attribute, str], Value]] = MappingProxyType(
    {
        Type.TEXT: _text,
        Type.TERM: _term,
        Type.TERMS: _terms,
        Type.COUNTRY: _country,
        Type.COUNTRIES: _countries,
        Type.DAY: _day,
        Type.FISCAL_YEAR: _fiscal_year,
        Type.COUNT: _count,
        Type.NUMBER: _number,
        Type.FLAG: _term,
        Type.ADDRESS: _address,
    }
)
