"""The Frictionless table schema (v1) of a record kind's table."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from kautilya.register.attributes import Attribute, Type
from kautilya.register.record import Record, attributes
from kautilya.register.registry import KINDS
from kautilya.register.vocabulary.terms import VOCABULARIES

Json = Mapping[str, object]

PARTIAL_DATE = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
"""Pattern of a day, month or year."""
FISCAL_YEAR = "FY[0-9]{4}-[0-9]{2}"
"""Pattern of an Indian fiscal year."""
LONGEST_LIST = 40
"""Longest vocabulary that a schema repeats; longer ones are named only."""

_BASE: Mapping[Type, Json] = MappingProxyType(
    {
        Type.COUNT: {"type": "integer", "constraints": {"minimum": 0}},
        Type.NUMBER: {"type": "number"},
        Type.DAY: {"type": "string", "constraints": {"pattern": PARTIAL_DATE}},
        Type.FISCAL_YEAR: {"type": "string", "constraints": {"pattern": FISCAL_YEAR}},
        Type.ADDRESS: {"type": "string", "format": "uri"},
    }
)

_PROVENANCE: Mapping[str, str] = MappingProxyType(
    {
        "source": "Page that the row rests on.",
        "says": "What it says, in our words.",
        "known_on": "Day, month or year in which it was published.",
        "confidence": "Strength of the row's sources, from the classes of their hosts.",
        "checked": "Whether a page was read again, and which.",
    }
)


def table_schema(kind: type[Record], header: Sequence[str]) -> dict[str, object]:
    """Return the schema of a table whose columns stand in the order of its header; foreign keys are the caller's to add."""
    declared = attributes(kind)
    told = {getattr(kind.PROVENANCE, name): means for name, means in _PROVENANCE.items()}
    fields = []
    for column in header:
        if column in declared:
            fields.append(field_schema(column, declared[column]))
        else:
            fields.append({"name": column, "type": "string", "description": told.get(column, "Key of the row.")})
    return {"fields": fields, "missingValues": [""]}


def field_schema(column: str, attribute: Attribute) -> dict[str, object]:
    """Return the descriptor of one field: type, meaning, unit, and the words that it may hold."""
    field: dict[str, object] = {"name": column, "type": "string", "description": attribute.means}
    field |= _BASE.get(attribute.type, {})
    if attribute.type is Type.NUMBER and not attribute.signed:
        field["constraints"] = {"minimum": 0}
    field |= {name: value for name, value in _extras(attribute).items() if value is not None}
    if attribute.type in {Type.TERM, Type.FLAG} and attribute.vocabulary is not None:
        words = VOCABULARIES[attribute.vocabulary].words
        if len(words) <= LONGEST_LIST:
            field["constraints"] = {"enum": list(words)}
    return field


def _extras(attribute: Attribute) -> Mapping[str, str | None]:
    listed = {Type.TERMS, Type.COUNTRIES}
    return {
        "unit": attribute.unit,
        "unitFrom": attribute.unit_from,
        "vocabulary": attribute.vocabulary,
        "markedBy": attribute.marked_by,
        "basisFrom": attribute.basis_from,
        "listSeparator": ";" if attribute.type in listed else None,
    }


def single_references(kind: type[Record]) -> Mapping[str, type[Record]]:
    """Return the columns that name one row of another table each, with the kind of that table."""
    found = {}
    for column, attribute in attributes(kind).items():
        if attribute.refers_to is not None and attribute.type is Type.TEXT:
            found[column] = KINDS[attribute.refers_to]
        elif attribute.vocabulary == "areas":
            found[column] = KINDS["area"]
    return found
