"""The record kind `milestone`."""

from dataclasses import dataclass
from typing import ClassVar

from kautilya.core.periods import PartialDate
from kautilya.register.attributes import flag, past, reference, term, text
from kautilya.register.record import Field, Provenance, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(Record):
    """A dated event of a deal with the page of that date: the long form behind the dates of deals."""

    KIND: ClassVar[str] = "milestone"
    TABLE: ClassVar[str] = "deal_milestones"
    PROVENANCE: ClassVar[Provenance] = Provenance(confidence=None, checked=None)

    deal_id: Field[str] = attribute(reference("deal", "The deal."))
    event: Field[str] = attribute(term("deal_milestones.event", "What happened or is planned."))
    aspect: Field[str] = attribute(
        term("deal_milestones.aspect", "Whether the date is the actual one, the plan made first or the plan made last.")
    )
    date: Field[PartialDate] = attribute(past("Day of the event.", where=("aspect", "actual")))
    kind_known: Field[str] = attribute(flag("Whether the source says which event is meant."))
    source_basis: Field[str] = attribute(
        term("deal_milestones.source_basis", "Whether the page is that of the date or only that of the deal row.")
    )
    note: Field[str] = attribute(text("Remarks of the compiler."))
