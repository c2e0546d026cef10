"""Results as JSON documents: dataclasses by field name, days as text, exact decimals as the shortest number that is equal."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

import typer

from kautilya.core.periods import FiscalYear, PartialDate
from kautilya.plan.codec import Json, to_json
from kautilya.register.record import Field, Record, Span, attributes

if TYPE_CHECKING:
    from kautilya.store.view import View


def write_json(value: object) -> None:
    """Write one result to stdout as one JSON document."""
    typer.echo(json.dumps(document(value), ensure_ascii=False, indent=1, allow_nan=False))


def seen_as(view: "View") -> Mapping[str, object]:
    """Return what tells one view of a register from another."""
    return {"as_of": view.as_of, "recorded_by": view.recorded_by, "rules": view.rule_names}


def document(value: object) -> Json:
    """Return the JSON value of a result; TypeError for what is none."""
    return to_json(value, _plainer)


def _plainer(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, PartialDate | FiscalYear | date):
        return str(value)
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, Field):
        return _field(value)
    return _record(value) if isinstance(value, Record) else value


def _number(value: Decimal) -> int | float | str:
    """Write an integer where it is one, else the float that prints the same digits, else the digits as text."""
    if value == value.to_integral_value():
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else str(value)


def _record(record: Record) -> Mapping[str, object]:
    """Write a record with the fields about which something is claimed, by column."""
    cells = {column: record.cell(column) for column in attributes(type(record))}
    return {
        "kind": record.KIND,
        "id": record.record_id,
        "fields": {column: _field(cell) for column, cell in cells.items() if cell.claim_ids},
    }


def _field(field: Field[object]) -> Mapping[str, object]:
    """Write a field: `value` is null where it is a range, and `ranges` has the range in each unit."""
    return {
        "value": field.point,
        "unit": field.unit,
        "in_conflict": field.in_conflict,
        "rule": field.rule,
        "ranges": [_range(unit, span) for unit, span in field.spans],
        "claim_ids": field.claim_ids,
    }


def _range(unit: str | None, span: Span[object]) -> Mapping[str, object]:
    return {"unit": unit, "low": span.low, "high": span.high, "values": span.values}
