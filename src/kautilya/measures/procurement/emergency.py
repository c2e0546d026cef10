"""How emergency purchases go: rounds and their rules, what was signed, and how much of it came in time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kautilya.core.periods import PartialDate
from kautilya.measures.finding import Finding, Measurement, Scalar
from kautilya.measures.printed import printed_range
from kautilya.measures.procurement.asked import counts, window_of
from kautilya.measures.procurement.emergency_speed import speed
from kautilya.measures.procurement.emergency_totals import totals
from kautilya.measures.scope import EVERYTHING, Scope
from kautilya.measures.statistics.proportions import EXACT_SHARE, proportion
from kautilya.measures.windowed import of_partner
from kautilya.register.claim import Mark
from kautilya.store.view import View
from kautilya.tables.cells import day, known_word, numeric, word
from kautilya.tables.emergency import AUDIT, CRORE, ROUND, Item, Verdict, items, rounds_of, rows_of
from kautilya.tables.marks import mark_of
from kautilya.tables.windows import Window

MEASURE = "emergency"
QUESTION = "What was bought in emergency rounds, from whom, and how much of it came within the term of its round?"
DECIDED_FOR_A_SHARE = 5
"""Items with a known verdict below which no share is given."""
ON_TIME = "share on time, of the items that can be told"
WHATEVER = "share on time, whatever the other items turn out to be"
SELLER = "items by seller"
AUDITED = {
    "on_time_pct": "audit, as printed: delivered within a year",
    "late_pct": "audit, as printed: delivered late",
    "open_pct": "audit, as printed: not delivered yet",
}
RULES = {
    "per_contract_ceiling_inr": ("ceiling of one contract", "INR crore"),
    "outlay_inr": ("money set aside", "INR crore"),
    "conclude_within_days": ("days allowed to sign", "days"),
    "delivery_within_months": ("months allowed to deliver", "months"),
}
NOTES = (
    "Totals add only the rows that the register counts in totals; its other rows repeat them or are part of them.",
    "An item is late if it came after the term of its round, or was not delivered in full when looked at after it.",
    f"Below {DECIDED_FOR_A_SHARE} items that can be told no share is given; every item is listed with its verdict and why.",
    "Items are those that the press told of: no sample. The interval covers chance only, not what was never told.",
    "The audit's figures are printed ones of a sample of contracts of the Army; they are never mixed with ours.",
    "An item that is also a deal can have other dates there; those of the emergency row count, and the deal is named.",
    "In a period only items certainly signed within it count; totals without a day of signature are left out and listed.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is counted, and what all findings have in common."""

    view: View
    scope: Scope
    window: Window
    items: tuple[Item, ...]
    blank: Finding


def emergency(view: View, scope: Scope = EVERYTHING) -> Measurement:
    """Measure rules, totals, punctuality and speed of emergency purchases, the audit's printed record beside.

    A partner narrows items and totals to what it sold or designed; rules and the audit are nobody's and stay.
    """
    window = window_of(scope, view.as_of)
    every = items(view)
    mine = tuple(one for one in every if scope.partner in {None, *one.parties} and counts(one.signed, window, scope))
    blank = Finding(
        measure=MEASURE,
        quantity="",
        value=None,
        unit="items",
        window=window.label,
        coverage=f"{len(mine)} of {len(every)} items in the record; what no page told of is missing",
        as_of=str(view.as_of),
        mark=Mark.DERIVED,
    )
    asked = Asked(view=view, scope=scope, window=window, items=mine, blank=blank)
    added = totals(view, scope, window, blank)
    compared = speed(view, mine, blank, scope, window)
    return Measurement(
        measure=MEASURE,
        question=QUESTION,
        as_of=str(view.as_of),
        findings=(
            *_rules(asked),
            *of_partner((*added.findings, *_punctual(asked)), scope),
            *_audited(asked),
            *of_partner((*_sellers(asked), *compared.findings), scope),
        ),
        listed=(*_items(asked), *added.listed, *compared.listed),
        notes=NOTES,
    )


def _rules(asked: Asked) -> Iterable[Finding]:
    """Yield what each round allowed: ceiling, money, days to sign, months to deliver."""
    for row in rows_of(asked.view, ROUND):
        approved = day(row, "approved_date")
        if not counts(approved, asked.window, asked.scope):
            continue
        for column, (quantity, unit) in RULES.items():
            cell = row.cell(column)
            if cell.claim_ids:
                scale = CRORE if unit == "INR crore" else 1.0
                value, (low, high, range_is) = numeric(cell), printed_range(cell)
                yield replace(
                    asked.blank,
                    quantity=quantity,
                    of={"round": ", ".join(rounds_of(row))},
                    value=None if value is None else value / scale,
                    low=None if low is None else low / scale,
                    high=None if high is None else high / scale,
                    range_is=range_is,
                    unit=unit,
                    window=str(approved) if approved else asked.window.label,
                    coverage=None,
                    mark=mark_of(asked.view, "emergency", cell.claim_ids[:1]),
                    claim_ids=(*cell.claim_ids, *row.cell("approved_date").claim_ids),
                    note=f"set off by: {word(row, 'trigger')}",
                    headline=unit == "INR crore",
                )


def _punctual(asked: Asked) -> Iterable[Finding]:
    """Yield the share on time with its exact interval, and between which shares the undecided items leave it."""
    bought = [one for one in asked.items if one.bought]
    on_time = sum(one.verdict is Verdict.ON_TIME for one in bought)
    decided = sum(one.verdict is not Verdict.CANNOT_TELL for one in bought)
    if decided < DECIDED_FOR_A_SHARE:
        return
    every = len(bought)
    told = proportion(on_time, decided)
    claim_ids = _claims(bought)
    yield replace(
        asked.blank,
        quantity=ON_TIME,
        value=told.value,
        low=told.low,
        high=told.high,
        range_is=EXACT_SHARE,
        unit="share",
        n=decided,
        claim_ids=claim_ids,
        note=f"{on_time} on time, {decided - on_time} late, {every - decided} cannot be told",
        headline=True,
    )
    yield replace(
        asked.blank,
        quantity=WHATEVER,
        low=on_time / every,
        high=(on_time + every - decided) / every,
        range_is="bounds: all undecided items late, to all of them on time",
        unit="share",
        n=every,
        claim_ids=claim_ids,
        headline=True,
    )


def _audited(asked: Asked) -> Iterable[Finding]:
    """Yield what the audit printed; nothing where a period is asked for, which its sample cannot be split by."""
    of_a_period = asked.scope.since is not None or asked.scope.until is not None
    for row in () if of_a_period else rows_of(asked.view, AUDIT):
        for column, quantity in AUDITED.items():
            cell = row.cell(column)
            percent = numeric(cell)
            if percent is not None:
                yield replace(
                    asked.blank,
                    quantity=quantity,
                    of={"round": ", ".join(rounds_of(row)), "row": row.record_id},
                    value=percent / 100,
                    unit="share",
                    window=f"printed {_printed_on(asked.view, cell.claim_ids)}",
                    coverage=known_word(row, "sample"),
                    mark=mark_of(asked.view, "emergency", cell.claim_ids),
                    claim_ids=cell.claim_ids,
                    note=known_word(row, "status_text"),
                    headline=True,
                )


def _printed_on(view: View, claim_ids: Sequence[str]) -> PartialDate:
    return view.claims_among("emergency", claim_ids[:1])[claim_ids[0]].known_on


def _sellers(asked: Asked) -> Iterable[Finding]:
    """Yield how many items each country sold, by what is known of their delivery; unsigned ones are none."""
    of_seller: dict[tuple[str, str], list[Item]] = {}
    bought = [one for one in asked.items if one.bought]
    for one in bought:
        for seller in one.sellers or ("unknown",):
            of_seller.setdefault((seller, one.delivered), []).append(one)
    for (seller, delivered), some in sorted(of_seller.items()):
        yield replace(
            asked.blank,
            quantity=SELLER,
            of={"seller": seller, "delivered": delivered},
            value=len(some),
            n=len(bought),
            claim_ids=_claims(some),
            headline=True,
        )


def _claims(some: Iterable[Item]) -> tuple[str, ...]:
    columns = ("contract_signed", "first_delivered_on", "last_delivered_on", "delivered", "vendor_country", "item")
    return tuple(dict.fromkeys(one for item in some for column in columns for one in item.row.cell(column).claim_ids))


def _items(asked: Asked) -> Sequence[Mapping[str, Scalar]]:
    """List every item with its verdict."""
    return tuple(
        {
            "list": "emergency item" if one.bought else "emergency item that nobody is known to have signed for",
            "id": one.row.record_id,
            "round": ", ".join(one.rounds),
            "item": one.what,
            "seller": "; ".join(one.sellers),
            "deal": one.deal_id,
            "signed": None if one.signed is None else str(one.signed),
            "first": None if one.first is None else str(one.first),
            "last": None if one.last is None else str(one.last),
            "delivered": one.delivered,
            "verdict": one.verdict,
            "reason": one.why,
        }
        for one in asked.items
    )
