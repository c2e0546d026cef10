"""Printed figures that the register itself can be held to: money by fiscal year, audited deliveries, values of sales."""

from collections.abc import Iterable, Mapping
from math import fsum

from kautilya.core.errors import NotFoundError
from kautilya.measures.anchors import Anchor, Computed
from kautilya.register.record import Record
from kautilya.store.view import View
from kautilya.tables.cells import number, word

FOREIGN, VALUES, EMERGENCY = "foreign-procurement", "deal-values", "emergency-delivery"
PERCENT = 100
MILLION = 1_000_000
AUDITED = {
    "completed within one year": "on_time_pct",
    "completed 1 to 18 months late": "late_pct",
    "incomplete at December 2023": "open_pct",
}


def from_register(view: View, wanted: Iterable[Anchor]) -> Mapping[str, Computed]:
    """Compute the anchors that rest on records of the view; those of which a record is missing are left out."""
    every = tuple(wanted)
    values = {(anchor.window, anchor.party): anchor.printed for anchor in every if anchor.unit == "INR crore"}
    found: dict[str, Computed] = {}
    for anchor in every:
        computed = _computed(view, anchor, values)
        if computed is not None:
            found[anchor.id] = computed
    return found


def _computed(view: View, anchor: Anchor, values: Mapping[tuple[str, str], float | None]) -> Computed | None:
    if anchor.measure == FOREIGN:
        return _foreign_share(view, anchor, values.get((anchor.window, anchor.party)))
    if anchor.measure == EMERGENCY:
        return _audited(view, anchor)
    return _values(view, anchor) if anchor.measure == VALUES else None


def _foreign_share(view: View, anchor: Anchor, foreign: float | None) -> Computed | None:
    """Divide the printed foreign payments by the actual capital acquisition of the same fiscal year."""
    actuals = [
        record
        for record in view.records("budget").values()
        if (word(record, "fiscal_year"), word(record, "measure"), word(record, "scope"), word(record, "stage"))
        == (anchor.window, "capital acquisition", "all", "actual")
    ]
    total = number(actuals[0], "amount_inr_crore") if len(actuals) == 1 else None
    if foreign is None or not total:
        return None
    share = PERCENT * foreign / total
    implied = (
        "" if not anchor.printed else f"; the printed pair implies a total of {PERCENT * foreign / anchor.printed:,.0f} crore"
    )
    return Computed(
        value=share, lo=share, hi=share, edition=str(view.as_of),
        rests_on=f"printed foreign payments over the actual of {anchor.window}, {total:,.2f} crore{implied}",
    )  # fmt: skip


def _audited(view: View, anchor: Anchor) -> Computed | None:
    """Read the one audited delivery record of emergency contracts."""
    records = [record for record in view.records("emergency").values() if number(record, "on_time_pct") is not None]
    if len(records) != 1:
        return None
    shares = {what: number(records[0], column) for what, column in AUDITED.items()}
    within = shares["completed within one year"]
    value = shares[anchor.party] if anchor.party in shares else (None if within is None else PERCENT - within)
    return (
        None
        if value is None
        else Computed(value=value, lo=value, hi=value, edition=str(view.as_of), rests_on=word(records[0], "sample"))
    )


def _values(view: View, anchor: Anchor) -> Computed | None:
    """Add up notified ceilings (else signed values) of the named deals; one without a value leaves a sum from below."""
    try:
        deals = [view.record("deal", deal) for deal in anchor.party.split(";")]
    except NotFoundError:
        return None
    amounts = [_dollars(deal) for deal in deals]
    known = fsum(amount for amount, _ in amounts if amount is not None) / MILLION
    kinds = ", ".join(f"{name}: {kind}" for name, (_, kind) in zip(anchor.party.split(";"), amounts, strict=True))
    complete = all(amount is not None for amount, _ in amounts)
    return Computed(
        value=known if complete else None, lo=known, hi=known if complete else None, edition=str(view.as_of), rests_on=kinds
    )


def _dollars(deal: Record) -> tuple[float | None, str]:
    for kind, text in (("value_notified_ceiling", "value_notified_currency"), ("value_signed", "value_signed_currency")):
        amount = number(deal, kind)
        if amount is not None and word(deal, text) == "USD":
            return amount, kind.replace("_", " ")
    return None, "no value in the register"
