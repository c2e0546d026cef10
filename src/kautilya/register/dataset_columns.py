"""The columns of each layout's rows: what they hold, in which unit, and when they are null."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from kautilya.register.dataset import Layout


class ColumnType(StrEnum):
    """Types of columns; polars' names of them in brackets."""

    LINE = "line"
    """A line of the file (UInt32)."""
    YEAR = "year"
    """A calendar year (Int32)."""
    YEARS = "years"
    """Calendar years, ascending, each once (List(Int32)); empty, not null, where none is told."""
    NUMBER = "number"
    """A number, not negative (Float64)."""
    TEXT = "text"
    """Text (String)."""
    FLAG = "flag"
    """Boolean; null where the file does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a layout's rows."""

    type: ColumnType
    means: str
    unit: str | None = None


def _column(kind: ColumnType, means: str, unit: str | None = None) -> Column:
    return Column(type=kind, means=means, unit=unit)


_ROW = _column(ColumnType.LINE, "Line of the file at which the record begins; rows are cited by it.")
_CODE = "ISO 3166-1 alpha-3; former states and what is not a state have own codes; a name that no list has stands for itself."
_DUPLICATE = _column(ColumnType.LINE, "Row of the record that this one repeats cell by cell; null for all others.")

TRADE_REGISTER: Mapping[str, Column] = MappingProxyType(
    {
        "row": _ROW,
        "recipient": _column(ColumnType.TEXT, "Recipient as printed."),
        "supplier": _column(ColumnType.TEXT, "Supplier as printed."),
        "recipient_code": _column(ColumnType.TEXT, _CODE),
        "supplier_code": _column(ColumnType.TEXT, _CODE),
        "order_year": _column(ColumnType.YEAR, "Year of the order or of the licence."),
        "order_year_uncertain": _column(ColumnType.FLAG, "Whether a `?` stands beside it."),
        "ordered": _column(ColumnType.NUMBER, "Number ordered; null where it is not yet known.", "pieces"),
        "ordered_uncertain": _column(ColumnType.FLAG, "Whether a `?` stands beside it."),
        "designation": _column(ColumnType.TEXT, "Designation of the weapon."),
        "designation_uncertain": _column(ColumnType.FLAG, "Whether a `?` stands beside it; no edition seen has the column."),
        "description": _column(ColumnType.TEXT, "Kind of weapon in SIPRI's words: `anti-tank missile`."),
        "delivered": _column(ColumnType.NUMBER, "Number delivered within the window of the data set.", "pieces"),
        "delivered_uncertain": _column(ColumnType.FLAG, "Whether a `?` stands beside it."),
        "delivery_years": _column(ColumnType.YEARS, "Years within the window in which something was delivered."),
        "delivery_years_uncertain": _column(ColumnType.FLAG, "Whether a year is printed with `?` or in brackets."),
        "status": _column(ColumnType.TEXT, "`New`, `Second hand` or `Second hand but modernized`."),
        "comments": _column(ColumnType.TEXT, "SIPRI's comments, line breaks within them written as a blank."),
        "tiv_unit": _column(ColumnType.NUMBER, "TIV of one piece, rounded to 0.01.", "million TIV"),
        "tiv_order": _column(ColumnType.NUMBER, "TIV of all pieces ordered, rounded to 0.01.", "million TIV"),
        "tiv_delivered": _column(
            ColumnType.NUMBER,
            "TIV of the pieces delivered within the window; 0 can be something under the rounding; null where nothing is told.",
            "million TIV",
        ),
        "duplicate_of": _DUPLICATE,
    }
)

DELIVERY_ROWS: Mapping[str, Column] = MappingProxyType(
    {
        "row": _ROW,
        "db_id": _column(ColumnType.TEXT, "SIPRI's number of the deal."),
        "supplier": _column(ColumnType.TEXT, "Supplier as printed."),
        "recipient": _column(ColumnType.TEXT, "Recipient as printed."),
        "supplier_code": _column(ColumnType.TEXT, _CODE),
        "recipient_code": _column(ColumnType.TEXT, _CODE),
        "designation": _column(ColumnType.TEXT, "Designation of the weapon."),
        "description": _column(ColumnType.TEXT, "Kind of weapon in SIPRI's words."),
        "category": _column(ColumnType.TEXT, "SIPRI's armament category: `Aircraft`, `Missiles`."),
        "order_year": _column(ColumnType.YEAR, "Year of the order or of the licence."),
        "order_year_estimate": _column(ColumnType.FLAG, "Whether SIPRI estimated it."),
        "number": _column(ColumnType.NUMBER, "Number delivered in the year.", "pieces"),
        "number_estimate": _column(ColumnType.FLAG, "Whether SIPRI estimated it."),
        "delivery_year": _column(ColumnType.YEAR, "Year of delivery."),
        "delivery_year_estimate": _column(ColumnType.FLAG, "Whether SIPRI estimated it."),
        "status": _column(ColumnType.TEXT, "`New`, `Second hand` or `Second hand but modernized`."),
        "tiv_sipri_estimate": _column(ColumnType.NUMBER, "TIV of one new piece.", "million TIV"),
        "tiv_deal_unit": _column(
            ColumnType.NUMBER, "TIV of one piece of this deal (second-hand pieces count less).", "million TIV"
        ),
        "tiv": _column(ColumnType.NUMBER, "TIV delivered in the year, rounded to 0.01.", "million TIV"),
        "local_production": _column(ColumnType.FLAG, "Whether it was produced under licence in the recipient's country."),
        "duplicate_of": _DUPLICATE,
    }
)

TIV_TABLE: Mapping[str, Column] = MappingProxyType(
    {
        "row": _ROW,
        "partner": _column(ColumnType.TEXT, "Partner as printed."),
        "partner_code": _column(ColumnType.TEXT, _CODE),
        "year": _column(ColumnType.YEAR, "Year of delivery."),
        "tiv": _column(ColumnType.NUMBER, "TIV rounded to 1; null where no delivery was identified.", "million TIV"),
        "below_half": _column(ColumnType.FLAG, "Whether a 0 is printed: something, but less than half a million TIV."),
        "duplicate_of": _DUPLICATE,
    }
)

TIV_TABLE_PRINTED: Mapping[str, Column] = MappingProxyType(
    {
        "row": _ROW,
        "partner": _column(ColumnType.TEXT, "Partner as printed, or the words of the totals row."),
        "partner_code": _column(ColumnType.TEXT, "Code of the partner; `world` for the totals row."),
        "is_total": _column(ColumnType.FLAG, "Whether the row is the table's totals row, which counts every partner."),
        "column": _column(ColumnType.TEXT, "Heading of the column: `2021`, `2000-2025`, `Total`, `Percentage`."),
        "first_year": _column(ColumnType.YEAR, "First year of the period that the figure sums."),
        "last_year": _column(ColumnType.YEAR, "Last year of the period that the figure sums."),
        "value": _column(ColumnType.NUMBER, "The printed sum (million TIV, rounded to 1) or percentage."),
        "unit": _column(ColumnType.TEXT, "`million TIV` or `percent`."),
        "below_half": _column(ColumnType.FLAG, "Whether a 0 is printed."),
    }
)
"""The second frame of a TIV table, named `printed`: the totals row year by year, the printed sums and percentages."""

UN_REGISTER: Mapping[str, Column] = MappingProxyType(
    {
        "row": _ROW,
        "table": _column(ColumnType.TEXT, "Which report it stands in: exports or imports, as printed."),
        "year": _column(ColumnType.YEAR, "Calendar year that the report covers."),
        "exporter": _column(ColumnType.TEXT, "Exporter as printed."),
        "importer": _column(ColumnType.TEXT, "Importer as printed."),
        "exporter_code": _column(ColumnType.TEXT, _CODE),
        "importer_code": _column(ColumnType.TEXT, _CODE),
        "category": _column(ColumnType.TEXT, "The Register's category."),
        "num_items": _column(ColumnType.NUMBER, "Number of items; null where the report withholds it.", "pieces"),
        "state_of_origin": _column(ColumnType.TEXT, "State of origin if not the exporter, as printed."),
        "intermediate_locations": _column(ColumnType.TEXT, "Intermediate locations, as printed."),
        "description": _column(ColumnType.TEXT, "Description of the items."),
        "comments": _column(ColumnType.TEXT, "Comments on the transfer."),
        "duplicate_of": _DUPLICATE,
    }
)

EXCHANGE_RATES: Mapping[str, Column] = MappingProxyType(
    {
        "row": _column(ColumnType.LINE, "Line of the file that tells the day; a rate is cited by it and its currency."),
        "day": _column(ColumnType.TEXT, "Day of the rate, ISO 8601; the bank sets none at weekends and on holidays of TARGET."),
        "currency": _column(ColumnType.TEXT, "ISO 4217 code; former currencies keep their own."),
        "per_euro": _column(ColumnType.NUMBER, "Units of the currency for one euro.", "units of the currency per EUR"),
    }
)

RISK_INDEX: Mapping[str, Column] = MappingProxyType(
    {
        "row": _column(ColumnType.LINE, "Line of the file that tells the month; a value is cited by it and its series."),
        "month": _column(ColumnType.TEXT, "Month, such as 1985-01."),
        "series": _column(
            ColumnType.TEXT, "GPR: the world; GPRT: threats; GPRA: acts; GPRC_IND: a country (ISO 3166-1 alpha-3)."
        ),
        "value": _column(ColumnType.NUMBER, "The index.", "index; share of articles for a country"),
    }
)

ROWS: Mapping[Layout, Mapping[str, Column]] = MappingProxyType(
    {
        Layout.TRADE_REGISTER: TRADE_REGISTER,
        Layout.DELIVERY_ROWS: DELIVERY_ROWS,
        Layout.TIV_TABLE: TIV_TABLE,
        Layout.UN_REGISTER: UN_REGISTER,
        Layout.EXCHANGE_RATES: EXCHANGE_RATES,
        Layout.RISK_INDEX: RISK_INDEX,
    }
)
"""The columns of the frame `rows` of every layout."""
