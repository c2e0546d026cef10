"""The record kind `technology-transfer`."""

from dataclasses import dataclass
from typing import ClassVar

from kautilya.core.periods import PartialDate
from kautilya.register.attributes import address, country, past, references, term, text
from kautilya.register.record import Field, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class TechnologyTransfer(Record):
    """A transfer, licence or co-development arrangement, refused and cancelled ones included."""

    KIND: ClassVar[str] = "technology-transfer"
    TABLE: ClassVar[str] = "technology_transfer"

    partner: Field[str] = attribute(country("Country that transfers."))
    system: Field[str] = attribute(text("What it is about."))
    indian_entity: Field[str] = attribute(text("Indian side."))
    foreign_entity: Field[str] = attribute(text("Foreign side."))
    depth: Field[str] = attribute(term("technology_transfer.depth", "How deep the transfer goes."))
    depth_as_printed: Field[str] = attribute(text("Depth in the words of the source."))
    share_as_printed: Field[str] = attribute(text("Share transferred or made in India, in the words of the source."))
    status_as_printed: Field[str] = attribute(
        text("Status in the words of the source.").valid("status_as_of").state("status_as_of")
    )
    date_agreed: Field[PartialDate] = attribute(past("When it was agreed."))
    status_as_of: Field[PartialDate] = attribute(past("Day that the status describes."))
    withheld_or_denied: Field[str] = attribute(text("What was withheld or denied."))
    deal_id: Field[tuple[str, ...]] = attribute(references("deal", "Deals that it belongs to."))
    basis: Field[str] = attribute(
        term("technology_transfer.basis", "Whether the page was read for this row or the row carried over from another table.")
    )
    carried_from: Field[str] = attribute(text("Row that it was carried from."))
    source_url_2: Field[str] = attribute(address("A second page about the row."))
    note: Field[str] = attribute(text("Remarks of the compiler."))
