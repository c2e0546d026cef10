"""The record kind `source`."""

from dataclasses import dataclass
from typing import ClassVar

from kautilya.register.attributes import address, count, term, terms, text
from kautilya.register.record import Field, Provenance, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Record):
    """An address that the tables use."""

    KIND: ClassVar[str] = "source"
    TABLE: ClassVar[str] = "sources"
    KEY: ClassVar[tuple[str, ...]] = ("source_id",)
    PROVENANCE: ClassVar[Provenance] = Provenance(source=None, says=None, known_on=None, confidence=None, checked=None)

    url: Field[str] = attribute(address("The address."))
    host: Field[str] = attribute(text("Its host."))
    publisher: Field[str] = attribute(text("Who publishes there."))
    class_: Field[str] = attribute(term("sources.class", "Class of the host; a host that is not known falls into the weakest."))
    used_by: Field[int] = attribute(count("Rows that use the address.", unit="rows"))
    tables: Field[tuple[str, ...]] = attribute(terms("tables", "Tables that use it."))
