"""What was signed in emergency rounds: totals of the rows that count in them, and how much of the ceilings they use."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kautilya.measures.finding import Finding, Scalar
from kautilya.measures.printed import printed_range
from kautilya.measures.procurement.asked import counts
from kautilya.measures.scope import Scope
from kautilya.register.record import Record
from kautilya.store.view import View
from kautilya.tables.cells import day, known_word, number, numeric, word
from kautilya.tables.emergency import CRORE, ROUND, rounds_of, rows_of
from kautilya.tables.live_offers import countries_of
from kautilya.tables.marks import mark_of
from kautilya.tables.windows import Window

VALUE = "value signed"
CONTRACTS = "contracts signed"
ALL_VALUE = "value signed, all rows that count"
ALL_CONTRACTS = "contracts signed, all rows that count"
MEAN = "mean contract as a share of the ceiling of one"
USED = "money signed as a share of the money set aside"
AT_LEAST = "at least"
CEILING, TOTAL = "per_contract_ceiling_inr", "total_value_signed_inr"


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Findings, and the rows that none of them counts."""

    findings: tuple[Finding, ...]
    listed: tuple[Mapping[str, Scalar], ...]


def totals(view: View, scope: Scope, window: Window, blank: Finding) -> Totals:
    """Add up the rows that count in totals; a row that names several sellers is no single partner's and is listed."""
    counting = [row for row in view.records("emergency").values() if word(row, "counts_in_totals") == "yes"]
    refused = {row.record_id: why for row in counting if (why := _refused(row, scope, window)) is not None}
    rows = [row for row in counting if row.record_id not in refused]
    listed = tuple(
        {"list": "total left out", "id": row.record_id, "round": ", ".join(rounds_of(row)), "reason": refused[row.record_id]}
        for row in counting
        if row.record_id in refused
    )
    return Totals(findings=(*_of_rows(view, rows, blank), *_of_all(rows, blank)), listed=(*listed, *_without_money(view)))


def _refused(row: Record, scope: Scope, window: Window) -> str | None:
    sellers = countries_of(known_word(row, "vendor_country"))
    if scope.partner is not None and sellers != (scope.partner,):
        named = ", ".join(sellers) or "no seller"
        return f"names {named}: a row for {scope.partner} alone would count"
    signed = day(row, "contract_signed")
    if not counts(signed, window, scope):
        return "not certainly signed within the period: contract_signed would tell"
    return None


def _of_rows(view: View, rows: Iterable[Record], blank: Finding) -> Iterable[Finding]:
    ceilings = _by_round(view, CEILING)
    for row in rows:
        of = {"round": ", ".join(rounds_of(row)), "row": row.record_id}
        own = replace(blank, of=of)
        printed = replace(own, mark=mark_of(view, "emergency", row.cell("counts_in_totals").claim_ids))
        yield from _value(row, printed)
        yield from _contracts(row, printed)
        yield from _mean(row, own, ceilings)
        yield from _used(row, own)


def _value(row: Record, own: Finding) -> Iterable[Finding]:
    cell = row.cell("total_value_signed_inr")
    value, (low, high, range_is) = numeric(cell), printed_range(cell)
    if value is not None:
        low, high = (None if end is None else end / CRORE for end in (low, high))
        money = replace(own, quantity=VALUE, value=value / CRORE, low=low, high=high, range_is=range_is, unit="INR crore")
        yield replace(money, claim_ids=cell.claim_ids, headline=True)


def _contracts(row: Record, own: Finding) -> Iterable[Finding]:
    cell = row.cell("contracts_signed")
    count = numeric(cell)
    if count is not None:
        qualifier = known_word(row, "contracts_qualifier")
        at_least = qualifier == AT_LEAST
        yield replace(
            own,
            quantity=CONTRACTS,
            value=None if at_least else count,
            low=count if at_least else None,
            range_is="at least, as printed" if at_least else None,
            unit="contracts",
            claim_ids=(*cell.claim_ids, *row.cell("contracts_qualifier").claim_ids),
        )


def _mean(row: Record, own: Finding, ceilings: Mapping[str, Record]) -> Iterable[Finding]:
    """Yield the mean value of a contract against the ceiling of one; a range where printed ceilings or values differ."""
    value, count = number(row, "total_value_signed_inr"), number(row, "contracts_signed")
    of_rounds = [ceilings.get(name) for name in rounds_of(row)]
    known = [one for one in of_rounds if one is not None]
    limits = [number(one, CEILING) or 0.0 for one in known]
    if value is None or not count or len(known) != len(of_rounds) or not known or min(limits) <= 0:
        return
    ends = [end for one in known for end in _ends(one, CEILING)]
    least, most = min(_ends(row, TOTAL)) / count / max(ends), max(_ends(row, TOTAL)) / count / min(ends)
    at_least = known_word(row, "contracts_qualifier") == AT_LEAST
    ranged = at_least or least < most
    cells = [row.cell(column) for column in (TOTAL, "contracts_signed")]
    cells += [one.cell(CEILING) for one in known]
    yield replace(
        own,
        quantity=MEAN,
        value=None if at_least or len(set(limits)) > 1 else value / count / limits[0],
        low=None if at_least or not ranged else least,
        high=most if ranged else None,
        range_is=_why_ranged(at_least=at_least) if ranged else None,
        unit="share",
        n=int(count),
        claim_ids=tuple(dict.fromkeys(one for cell in cells for one in cell.claim_ids)),
        headline=True,
    )


def _why_ranged(*, at_least: bool) -> str:
    if at_least:
        return "at most: the number of contracts is printed as at least; at the lowest printed ceiling"
    return "at the highest and the lowest of the printed ceilings and values"


def _ends(row: Record, column: str) -> tuple[float, ...]:
    """Return the value that counts and the lowest and highest printed ones."""
    low, high, _ = printed_range(row.cell(column))
    return tuple(end for end in (number(row, column), low, high) if end is not None)


def _used(row: Record, own: Finding) -> Iterable[Finding]:
    value, outlay = number(row, "total_value_signed_inr"), number(row, "outlay_inr")
    if value is not None and outlay:
        cells = [row.cell(column) for column in ("total_value_signed_inr", "outlay_inr")]
        claim_ids = tuple(one for cell in cells for one in cell.claim_ids)
        yield replace(own, quantity=USED, value=value / outlay, unit="share", claim_ids=claim_ids, headline=True)


def _of_all(rows: Sequence[Record], blank: Finding) -> Iterable[Finding]:
    priced = [row for row in rows if number(row, "total_value_signed_inr") is not None]
    if priced:
        claim_ids = tuple(one for row in priced for one in row.cell("total_value_signed_inr").claim_ids)
        total = sum(number(row, "total_value_signed_inr") or 0.0 for row in priced) / CRORE
        money = replace(blank, quantity=ALL_VALUE, value=total, unit="INR crore", n=len(priced), claim_ids=claim_ids)
        yield replace(money, note="price years differ from row to row; nothing is deflated", headline=True)
    counted = [row for row in rows if number(row, "contracts_signed") is not None]
    if counted:
        least = any(known_word(row, "contracts_qualifier") == AT_LEAST for row in counted) or len(counted) < len(rows)
        total = sum(number(row, "contracts_signed") or 0.0 for row in counted)
        claim_ids = tuple(one for row in counted for one in row.cell("contracts_signed").claim_ids)
        yield replace(
            blank,
            quantity=ALL_CONTRACTS,
            value=None if least else total,
            low=total if least else None,
            range_is="at least: a row says so, or prints no number" if least else None,
            unit="contracts",
            n=len(counted),
            claim_ids=claim_ids,
            headline=True,
        )


def _by_round(view: View, column: str) -> Mapping[str, Record]:
    rows = [row for row in rows_of(view, ROUND) if number(row, column) is not None]
    return {name: row for row in rows for name in rounds_of(row)}


def _without_money(view: View) -> Iterable[Mapping[str, Scalar]]:
    """List the rounds for which money is set aside and nothing is known to have been signed."""
    counted = {
        name for row in view.records("emergency").values() if word(row, "counts_in_totals") == "yes" for name in rounds_of(row)
    }
    for row in rows_of(view, ROUND):
        if not counted.intersection(rounds_of(row)):
            reason = (
                "no total of what was signed is known: a row with total_value_signed_inr and counts_in_totals = yes would tell"
            )
            yield {"list": "round without a total", "id": row.record_id, "round": ", ".join(rounds_of(row)), "reason": reason}
