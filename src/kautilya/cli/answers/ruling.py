"""Lists the preference rules, and the fields that they decide."""

from collections.abc import Iterator

from kautilya.cli.documents import seen_as, write_json
from kautilya.cli.output import Column, write, write_table
from kautilya.cli.wording import worded_field
from kautilya.register.record import Field
from kautilya.register.rules import RULES
from kautilya.store.view import View

Decided = tuple[str, str, str, Field[object]]
"""Kind, id, column and field."""


def list_rules(*, as_json: bool) -> None:
    """Write the rules in the order in which they are applied."""
    if as_json:
        write_json({"rules": [{"name": rule.name, "says": rule.says} for rule in RULES]})
        return
    for number, rule in enumerate(RULES, 1):
        write(f"{number}. {rule.name}\n   {rule.says}")
    write("\nA recorded choice goes before every rule; where no rule decides, the field is the range.")


def list_decided(view: View, *, as_json: bool) -> None:
    """Write the fields that a rule decides in a view."""
    decided = list(_decided(view))
    if as_json:
        fields = [
            {"kind": kind, "id": record_id, "attribute": column, "rule": field.rule, "value": field.point, "unit": field.unit}
            for kind, record_id, column, field in decided
        ]
        write_json({**seen_as(view), "decided": fields})
        return
    columns = [Column(title=title) for title in ("kind", "id", "field", "value", "rule")]
    write_table(
        columns,
        ((kind, record_id, column, worded_field(field), field.rule or "") for kind, record_id, column, field in decided),
    )
    write(f"{len(decided)} fields are decided by a rule; all other conflicts by a recorded choice, or not at all")


def _decided(view: View) -> Iterator[Decided]:
    for kind in view.extent():
        for record in view.records(kind).values():
            for conflict in record.conflicts:
                if conflict.rule in view.rule_names:
                    yield kind, record.record_id, conflict.attribute, record.cell(conflict.attribute)
