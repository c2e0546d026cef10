"""A record: what the accepted claims about one subject add up to."""

import dataclasses
import keyword
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, ClassVar, Generic, TypeVar, cast

from kautilya.register.attributes import Attribute
from kautilya.register.claim import Mark

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span(Generic[T]):
    """The range that contradicting claims leave when nothing chooses between them."""

    values: tuple[T, ...]
    """The distinct values, ascending where they have an order; one unit only."""

    @property
    def low(self) -> T:
        """The smallest value."""
        return self.values[0]

    @property
    def high(self) -> T:
        """The largest value."""
        return self.values[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field(Generic[T]):
    """One field of a record, with the claims that it rests on."""

    value: T | Span[T] | None = None
    """The only or the chosen value; a span where claims contradict and nothing chooses; None where nothing is known."""
    unit: str | None = None
    spans: tuple[tuple[str | None, Span[T]], ...] = ()
    """Per unit (currency) the span of all accepted values, the chosen one included; empty without a conflict."""
    claim_ids: tuple[str, ...] = ()
    """All accepted claims about the field, those of the value first."""
    rule: str | None = None
    """What chose the value (`recorded choice: agency`); None where only one value is claimed or nothing chooses."""

    @property
    def point(self) -> T | None:
        """The single value, or None if it is absent or a span."""
        return None if isinstance(self.value, Span) else self.value

    @property
    def in_conflict(self) -> bool:
        """Whether accepted claims contradict each other."""
        return bool(self.spans)


ABSENT: Field[Any] = Field()


def attribute(declaration: Attribute) -> Any:
    """Declare a field of a record kind by its type and meaning; its default is absent."""
    return dataclasses.field(default=ABSENT, metadata={"attribute": declaration})


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Accepted claims about one field that contradict each other."""

    attribute: str
    claim_ids: tuple[str, ...]
    rule: str | None
    """What chose between them; None where nothing does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """The columns of a row that say where its cells come from; None where a table has no such column."""

    source: str | None = "source_url"
    says: str | None = "source_says"
    known_on: str | None = "source_date"
    confidence: str | None = "confidence"
    checked: str | None = "checked"

    def columns(self) -> tuple[str, ...]:
        """Return the names of these columns."""
        named = (self.source, self.says, self.known_on, self.confidence, self.checked)
        return tuple(column for column in named if column is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Base of all record kinds; subclasses declare their attributes and the table they are carried in."""

    KIND: ClassVar[str]
    """Name of the kind, singular, as used in claims and on the command line: `deal`."""
    TABLE: ClassVar[str]
    """Path of its table in a data package, without `.csv`: `deals`, `case/areas`."""
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    """Columns that make up the record's id, joined by `|` where there are several; they carry no claims."""
    MARK: ClassVar[Mark] = Mark.SOURCED
    """The mark of its cells where no attribute marks them one by one."""
    PROVENANCE: ClassVar[Provenance] = Provenance()
    """The columns of its table that carry no claims of their own, unless they are declared as attributes too."""

    record_id: str

    def cell(self, column: str) -> Field[Any]:
        """Return the field of one column (`class` is declared as `class_`)."""
        found: Field[Any] = getattr(self, _PYTHON_NAMES.get(column, column))
        return found

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The fields on which accepted claims contradict each other."""
        cells = ((column, self.cell(column)) for column in attributes(type(self)))
        return tuple(
            Conflict(attribute=column, claim_ids=cell.claim_ids, rule=cell.rule) for column, cell in cells if cell.in_conflict
        )


_PYTHON_NAMES: Mapping[str, str] = MappingProxyType({word: f"{word}_" for word in keyword.kwlist})
"""Columns that are declared under another name, for their own is a word of Python."""


def python_name(column: str) -> str:
    """Return the name under which a column is declared in Python."""
    return _PYTHON_NAMES.get(column, column)


def attributes(kind: type[Record]) -> Mapping[str, Attribute]:
    """Return the attributes that a kind declares by column, in the order of its table's columns."""
    return _declared(cast(Hashable, kind))


@cache
def _declared(kind: Hashable) -> Mapping[str, Attribute]:
    return MappingProxyType(
        {
            field.name.rstrip("_"): cast(Attribute, field.metadata["attribute"])
            for field in dataclasses.fields(cast(type[Record], kind))
            if "attribute" in field.metadata
        }
    )
