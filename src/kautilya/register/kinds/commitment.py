"""The record kind `commitment`."""

from dataclasses import dataclass
from typing import ClassVar

from kautilya.core.periods import PartialDate
from kautilya.register.attributes import address, countries, day, flag, past, term, text
from kautilya.register.record import Field, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Record):
    """A promise made between governments, or a step towards keeping it; count distinct promises."""

    KIND: ClassVar[str] = "commitment"
    TABLE: ClassVar[str] = "commitments"

    promise_id: Field[str] = attribute(text("The promise; several rows can tell of one."))
    row_kind: Field[str] = attribute(term("commitments.row_kind", "Whether the row is the promise or its progress."))
    parent: Field[str] = attribute(text("Statement, visit or framework in which it was made."))
    area: Field[str] = attribute(term("commitments.area", "Field of cooperation."))
    commitment: Field[str] = attribute(text("What was promised."))
    parties: Field[tuple[str, ...]] = attribute(countries("Who promised."))
    due: Field[PartialDate] = attribute(day("When it falls due."))
    status: Field[str] = attribute(term("commitments.status", "Whether it was kept.").state("evidence_date"))
    delivery_evidence: Field[str] = attribute(text("What shows that it was kept, or how far.").state("evidence_date"))
    evidence_date: Field[PartialDate] = attribute(past("Day of that evidence."))
    evidence_url: Field[str] = attribute(address("Page of that evidence.").state("evidence_date"))
    source_url_2: Field[str] = attribute(address("A second page about the row."))
    official: Field[str] = attribute(flag("Whether an official page is among its sources."))
    inferred: Field[str] = attribute(flag("Whether the compiler inferred part of the row."))
    status_as_printed: Field[str] = attribute(text("Status in the words of the source.").state("evidence_date"))
    note: Field[str] = attribute(text("Remarks of the compiler."))
