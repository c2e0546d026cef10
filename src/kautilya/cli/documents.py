"""Results as JSON documents: dataclasses by field name, days as text, exact decimals as the shortest number that is equal."""

import dataclasses
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias, Union

import typer

from kautilya.core.periods import FiscalYear, PartialDate
from kautilya.register.record import Field, Record, Span, attributes

if TYPE_CHECKING:
    from kautilya.store.view import View

Json: TypeAlias = Union[bool, int, float, str, list["Json"], dict[str, "Json"], None]  # noqa: UP007 - recursive


def write_json(value: object) -> None:
    """Write one result to stdout as one JSON document."""
    typer.echo(json.dumps(document(value), ensure_ascii=False, indent=1, allow_nan=False))


def seen_as(view: "View") -> Mapping[str, object]:
    """Return what tells one view of a register from another."""
    return {"as_of": view.as_of, "recorded_by": view.recorded_by, "rules": view.rule_names}


def document(value: object) -> Json:
    """Return the JSON value of a result; TypeError for what is none."""
    if isinstance(value, Enum):
        return document(value.value)
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, PartialDate | FiscalYear | date):
        return str(value)
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, list | tuple):
        return [document(part) for part in value]
    return _object(value)


def _object(value: object) -> Json:
    if isinstance(value, Mapping):
        return {str(key): document(part) for key, part in value.items()}
    if isinstance(value, Record):
        return _record(value)
    if isinstance(value, Field):
        return _field(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: document(getattr(value, field.name)) for field in dataclasses.fields(value)}
    raise TypeError(f"no JSON for a {type(value).__name__}")


def _number(value: Decimal) -> Json:
    """Write an integer where it is one, else the float that prints the same digits, else the digits as text."""
    if value == value.to_integral_value():
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else str(value)


def _record(record: Record) -> Json:
    """Write a record with the fields about which something is claimed, by column."""
    cells = {column: record.cell(column) for column in attributes(type(record))}
    return {
        "kind": record.KIND,
        "id": record.record_id,
        "fields": {column: _field(cell) for column, cell in cells.items() if cell.claim_ids},
    }


def _field(field: Field[object]) -> Json:
    """Write a field: `value` is null where it is a range, and `ranges` has the range in each unit."""
    return {
        "value": document(field.point),
        "unit": field.unit,
        "in_conflict": field.in_conflict,
        "rule": field.rule,
        "ranges": [_range(unit, span) for unit, span in field.spans],
        "claim_ids": list(field.claim_ids),
    }


def _range(unit: str | None, span: Span[object]) -> Json:
    return {"unit": unit, "low": document(span.low), "high": document(span.high), "values": document(span.values)}
