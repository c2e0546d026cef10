"""The record kind `earlier-page`."""

from dataclasses import dataclass
from typing import ClassVar

from kautilya.register.attributes import text
from kautilya.register.record import Field, Provenance, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierPage(Record):
    """An earlier page that already supports a cell whose own page is later than the data date."""

    KIND: ClassVar[str] = "earlier-page"
    TABLE: ClassVar[str] = "earlier_pages"
    KEY: ClassVar[tuple[str, ...]] = ("table", "id", "column")
    PROVENANCE: ClassVar[Provenance] = Provenance(confidence=None, checked=None)

    value: Field[str] = attribute(text("The value that the earlier page supports."))
    reason: Field[str] = attribute(text("How the facts tie that page to the cell."))
