"""What each layout's table looks like: its columns in their usual order, their names in all editions seen, their cells."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from kautilya.register.dataset import Layout


class Cell(StrEnum):
    """What a well-formed cell holds."""

    PARTY = "party"
    TEXT = "text"
    STATUS = "status"
    YEAR = "year"
    YEARS = "years"
    NUMBER = "number"
    FLAG = "flag"
    """`?` or nothing; yes or no in an edition that should print words."""
    YES_NO = "yes or no"
    IDENTIFIER = "identifier"


PATTERNS: Mapping[Cell, re.Pattern[str]] = MappingProxyType(
    {
        Cell.PARTY: re.compile(r"(?=.*[^\W\d_])[^\x00-\x1f]{1,120}"),
        Cell.TEXT: re.compile(r"[^\x00]*", re.DOTALL),
        Cell.STATUS: re.compile(r"\s*(?:new|second[ -]?hand[\w -]*|)\s*", re.IGNORECASE),
        Cell.YEAR: re.compile(r"\s*(?:\(?[0-9]{4}\)?\s*\??)?\s*"),
        Cell.YEARS: re.compile(r"[0-9?();,\s\u2013-]*"),
        Cell.NUMBER: re.compile(r"\s*(?:[0-9]{1,12}(?:[.,][0-9]{1,6})?|[0-9]{1,3}(?:,[0-9]{3})+)?\s*"),
        Cell.FLAG: re.compile(r"\s*(?:\?|yes|no|)\s*", re.IGNORECASE),
        Cell.YES_NO: re.compile(r"\s*(?:yes|no|true|false|y|n|0|1|\?|)\s*", re.IGNORECASE),
        Cell.IDENTIFIER: re.compile(r"\s*[0-9A-Za-z._-]{0,40}\s*"),
    }
)
"""What a cell must match in full for a broken record to be put together with certainty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column of a layout's table."""

    name: str
    """Name of the column in the rows."""
    cell: Cell
    names: tuple[str, ...]
    """Headings under which editions print it, normalised (`normalised`); empty for a column that is headed by a blank."""
    essential: bool = False
    """A record in which this cell cannot be read is refused: a party or a figure that shares are made of would be lost."""
    filled: bool = False
    """A record in which this cell is blank is refused."""
    required: bool = False
    """A table without this column is no table of this layout."""


def _field(name: str, cell: Cell, *names: str, essential: bool = False, required: bool = False, filled: bool = False) -> Field:
    return Field(name=name, cell=cell, names=names, essential=essential, required=required, filled=filled)


def _key(name: str, cell: Cell, *names: str) -> Field:
    return _field(name, cell, *names, essential=True, required=True, filled=True)


TRADE_REGISTER: tuple[Field, ...] = (
    _key("recipient", Cell.PARTY, "recipient", "buyer"),
    _key("supplier", Cell.PARTY, "supplier", "seller"),
    _field("order_year", Cell.YEAR, "year of order", "order year", "order date", "year s of order"),
    _field("order_year_uncertain", Cell.FLAG),
    _field("ordered", Cell.NUMBER, "number ordered", "numbers ordered", "no ordered", "quantity ordered"),
    _field("ordered_uncertain", Cell.FLAG),
    _field("designation", Cell.TEXT, "weapon designation", "designation"),
    _field("description", Cell.TEXT, "weapon description", "description"),
    _field(
        "delivered", Cell.NUMBER, "number delivered", "numbers delivered", "no delivered", "quantity delivered",
        "number delivered produced", "no delivered produced", "number delivered or produced", "total delivered",
        essential=True,
    ),
    _field("delivered_uncertain", Cell.FLAG),
    _field(
        "delivery_years", Cell.YEARS, "year s of delivery", "year s of deliveries", "years of delivery", "years of deliveries",
        "year of delivery", "delivery year s", "delivery years", "delivery year",
        essential=True, required=True,
    ),
    _field("status", Cell.STATUS, "status"),
    _field("comments", Cell.TEXT, "comments", "comment"),
    _field("tiv_unit", Cell.NUMBER, "sipri tiv per unit", "tiv per unit"),
    _field("tiv_order", Cell.NUMBER, "sipri tiv for total order", "sipri tiv of total order", "tiv for total order"),
    _field(
        "tiv_delivered", Cell.NUMBER, "sipri tiv of delivered weapons", "tiv of delivered weapons", "sipri tiv delivered",
        "tiv delivered",
        essential=True, required=True,
    ),
)  # fmt: skip

DELIVERY_ROWS: tuple[Field, ...] = (
    _field("db_id", Cell.IDENTIFIER, "sipri at database id", "database id", "sipri database id", "trade id"),
    _key("supplier", Cell.PARTY, "supplier", "seller"),
    _key("recipient", Cell.PARTY, "recipient", "buyer"),
    _field("designation", Cell.TEXT, "designation", "weapon designation"),
    _field("description", Cell.TEXT, "description", "weapon description"),
    _field("category", Cell.TEXT, "armament category", "category", "weapon category"),
    _field("order_year", Cell.YEAR, "order date", "order year", "year of order"),
    _field("order_year_estimate", Cell.YES_NO, "order date is estimate", "order year is estimate"),
    _field("number", Cell.NUMBER, "numbers delivered", "number delivered", essential=True),
    _field("number_estimate", Cell.YES_NO, "numbers delivered is estimate", "number delivered is estimate"),
    _key("delivery_year", Cell.YEAR, "delivery year", "year of delivery", "delivery date"),
    _field("delivery_year_estimate", Cell.YES_NO, "delivery year is estimate", "delivery date is estimate"),
    _field("status", Cell.STATUS, "status"),
    _field("tiv_sipri_estimate", Cell.NUMBER, "sipri estimate", "sipri tiv estimate"),
    _field("tiv_deal_unit", Cell.NUMBER, "tiv deal unit", "sipri tiv deal unit"),
    _field("tiv", Cell.NUMBER, "tiv delivery values", "tiv delivery value", "tiv of delivery", essential=True, required=True),
    _field("local_production", Cell.YES_NO, "local production"),
)

UN_REGISTER: tuple[Field, ...] = (
    _field("table", Cell.TEXT, "table"),
    _key("year", Cell.YEAR, "year", "calendar year"),
    _key("exporter", Cell.PARTY, "exporter", "exporting state"),
    _key("importer", Cell.PARTY, "importer", "importing state"),
    _field("category", Cell.TEXT, "category", required=True),
    _field("num_items", Cell.NUMBER, "num items", "number of items", "numitems", essential=True, required=True),
    _field("state_of_origin", Cell.TEXT, "state of origin"),
    _field("intermediate_locations", Cell.TEXT, "intermediate locations", "intermediate location"),
    _field("description", Cell.TEXT, "description"),
    _field("comments", Cell.TEXT, "comments", "comment"),
)

FIELDS: Mapping[Layout, tuple[Field, ...]] = MappingProxyType(
    {
        Layout.TRADE_REGISTER: TRADE_REGISTER,
        Layout.DELIVERY_ROWS: DELIVERY_ROWS,
        Layout.UN_REGISTER: UN_REGISTER,
    }
)
"""Layouts whose columns are known beforehand; a TIV table's are years."""

_WORDS = re.compile(r"[^0-9a-z%]+")


def normalised(heading: str) -> str:
    """Return a heading in lower case with single blanks instead of anything but letters and digits."""
    return _WORDS.sub(" ", heading.lower()).strip()
