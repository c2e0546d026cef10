"""Shows the kinds, the records of a kind, one record."""

from collections.abc import Mapping
from types import MappingProxyType

from kautilya.cli.documents import seen_as, write_json
from kautilya.cli.names import kind_named
from kautilya.cli.output import Column, write, write_table
from kautilya.cli.session import say
from kautilya.cli.wording import worded_field
from kautilya.register.claim import Claim
from kautilya.register.record import Field, Record, attributes
from kautilya.register.registry import KINDS
from kautilya.store.view import View

HEADLINES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "agreement": ("parties", "title", "signed", "status"),
        "approval": ("partner", "item", "event", "date"),
        "budget": ("fiscal_year", "scope", "stage", "amount_inr_crore"),
        "commitment": ("parties", "commitment", "due", "status"),
        "deal": ("supplier_country", "system", "signed_on", "value_signed"),
        "dependence": ("system", "component", "component_supplier_country"),
        "emergency": ("round", "item", "quantity", "total_value_signed_inr"),
        "engagement": ("start", "parties", "level", "topic"),
        "exercise": ("series", "year", "participants", "held"),
        "fleet": ("area_id", "system", "quantity", "retire_end"),
        "hub": ("name", "state", "kind", "status"),
        "interruption": ("partner", "what_interrupted", "date_start", "date_end"),
        "lead-time": ("deal_id", "pair", "min_months", "max_months"),
        "offer": ("area_id", "system", "supplier_country", "approval_status"),
        "requirement": ("area_id", "as_of", "requirement", "holding"),
        "shock": ("name", "kind", "start", "end"),
        "source": ("host", "class", "used_by"),
        "supplier-share": ("supplier_country", "window_start", "window_end", "share_pct"),
        "case-offer": ("area_id", "system", "supplier_country", "unit_cost_crore"),
    }
)
"""The columns that a list of records shows; of other kinds the first `SHOWN_COLUMNS`."""

SHOWN_COLUMNS = 4


def show_kinds(view: View, *, as_json: bool) -> None:
    """Write how many records and claims of each kind the view holds."""
    extent = view.extent()
    if as_json:
        kinds = [
            {"kind": kind, "table": KINDS[kind].TABLE, "records": held.records, "claims": held.claims}
            for kind, held in extent.items()
        ]
        write_json({**seen_as(view), "kinds": kinds})
        return
    columns = (Column(title="kind", whole=True), Column(title="records", right=True), Column(title="claims", right=True))
    write_table(columns, ((kind, f"{held.records:,}", f"{held.claims:,}") for kind, held in extent.items()))


def show_records(view: View, name: str, *, as_json: bool) -> None:
    """Write the records of a kind: all fields as JSON, a few columns as a table."""
    kind = kind_named(name)
    records = tuple(view.records(kind).values())
    if as_json:
        write_json({**seen_as(view), "kind": kind, "records": records})
        return
    if not records:
        say(f"no {kind} is known by {view.as_of}")
        return
    shown = HEADLINES.get(kind, tuple(attributes(KINDS[kind]))[:SHOWN_COLUMNS])
    columns = (Column(title="id"), *(Column(title=column.replace("_", " ")) for column in shown))
    write_table(columns, ([record.record_id, *(worded_field(record.cell(column)) for column in shown)] for record in records))


def show_record(view: View, name: str, record_id: str, *, as_json: bool) -> None:
    """Write one record: each field with its mark and the number of its claims."""
    record = view.record(kind_named(name), record_id)
    merged, same_event = _merged(view, record), view.identities.events(record.KIND, record.record_id)
    if as_json:
        write_json({**seen_as(view), "record": record, "merged": merged, "same_event": same_event})
        return
    cells = {column: record.cell(column) for column in attributes(type(record))}
    claimed = {column: cell for column, cell in cells.items() if cell.claim_ids}
    columns = (
        Column(title="field", whole=True),
        Column(title="value"),
        Column(title="mark"),
        Column(title="claims", right=True),
    )
    claims = {claim.id: claim for claim, _ in view.judged(record.KIND, record.record_id)}
    title = f"{record.KIND} {record.record_id}"
    write_table(columns, (_row(column, cell, claims) for column, cell in claimed.items()), title=title)
    write()
    write(f"{len(cells) - len(claimed)} further fields are blank: not found, which is neither zero nor no.")
    if merged:
        write(f"merged from {', '.join(merged)}; take it apart with `kautilya review undo`.")
    for kind, other in same_event:
        write(f"the same event as {kind} {other}; see `kautilya show {kind} {other}`.")
    _write_conflicts(record)


def _merged(view: View, record: Record) -> tuple[str, ...]:
    """Return the ids that were merged into a record, its own first; nothing where none was."""
    ids = view.identities.ids(record.KIND, record.record_id)
    return ids if len(ids) > 1 else ()


def _row(column: str, cell: Field[object], claims: Mapping[str, Claim]) -> tuple[str, ...]:
    conflict = "!" if cell.in_conflict else ""
    return column, worded_field(cell), claims[cell.claim_ids[0]].mark, f"{conflict}{len(cell.claim_ids)}"


def _write_conflicts(record: Record) -> None:
    for conflict in record.conflicts:
        command = f"kautilya explain {record.KIND} {record.record_id} {conflict.attribute}"
        write(f"! {conflict.attribute}: claims contradict each other; {conflict.rule or 'nothing chooses'}. See `{command}`.")
