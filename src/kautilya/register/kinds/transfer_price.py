"""The record kind `transfer-price`."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from kautilya.register.attributes import number, text
from kautilya.register.record import Field, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferPrice(Record):
    """A price that the comment of a row of SIPRI's trade register mentions; no price year or basis is told."""

    KIND: ClassVar[str] = "transfer-price"
    TABLE: ClassVar[str] = "transfer_prices"

    row: Field[str] = attribute(text("The row in whose comment it stands, as data set and line."))
    amount_low: Field[Decimal] = attribute(number("The amount, or the lower end of a range, in whole units of its currency."))
    amount_high: Field[Decimal] = attribute(number("The amount, or the upper end of a range, in whole units of its currency."))
    role: Field[str] = attribute(text("What it is to the row: price of its deal, of a larger deal, an offset, a conversion."))
    covers: Field[str] = attribute(text("What it is for, in the comment's words."))
    hedge: Field[str] = attribute(text("The comment's own doubt about it."))
    converts: Field[str] = attribute(text("Of a conversion: the price that it converts, as row and number within the comment."))
