"""How much of the printed control totals the record covers, and what that leaves open (CONVENTIONS §7)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kautilya.core.interval import Interval
from kautilya.measures.boxes import Amount
from kautilya.measures.contract_shares import MONEY, NUMBER, PARTY, STAGE, amount_of, range_is
from kautilya.measures.finding import Finding, Scalar
from kautilya.register.claim import Mark
from kautilya.register.record import Record
from kautilya.store.view import View
from kautilya.tables.cells import day, number, word
from kautilya.tables.contracts import Contract
from kautilya.tables.marks import computed, mark_of, weakest
from kautilya.tables.windows import Membership, Window, membership

SIGNED = "contracts signed"
DOMESTIC = "contracts signed: domestic"
COLUMNS = {NUMBER: "count", MONEY: "amount_inr_crore"}
UNITS = {NUMBER: "contracts", MONEY: "INR crore"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A printed total of the contracts signed in a period, and the listed contracts that it should contain."""

    row: Record
    domestic: bool
    window: Window
    inside: tuple[Contract, ...]
    possibly: tuple[Contract, ...]

    @property
    def what(self) -> str:
        """`all` or `domestic`."""
        return "domestic" if self.domestic else "all"

    def listed(self, unit: str) -> Amount:
        """Return how many of its contracts, or crore rupees of them, are listed."""
        return amount_of(self.inside, self.possibly, unit)


def totals(view: View, contracts: Sequence[Contract]) -> tuple[Total, ...]:
    """Return the printed totals of contracts signed, each with the listed contracts of its period."""
    rows = (row for row in view.records("control-total").values() if word(row, "measure") in {SIGNED, DOMESTIC})
    return tuple(_total(row, window, contracts) for row in rows if (window := _window(row)) is not None)


def covered(view: View, printed: Sequence[Total], blank: Finding) -> Iterable[Finding]:
    """Yield, for each total, the total itself, what is listed of it and the share of it that the record covers."""
    for total in printed:
        for unit, column in COLUMNS.items():
            if amount := number(total.row, column):
                yield from _coverage(view, total, unit, amount, blank)


def _coverage(view: View, total: Total, unit: str, amount: float, blank: Finding) -> Iterable[Finding]:
    listed = total.listed(unit)
    cell = total.row.cell(COLUMNS[unit])
    common = replace(
        blank,
        of={"contracts": total.what, "in": unit},
        unit=UNITS[unit],
        stage=STAGE,
        window=total.window.label,
        n=len(total.inside),
        note=_caveats(total, unit) or None,
        headline=True,
    )
    yield replace(
        common, quantity="printed control total", value=amount, n=1, claim_ids=cell.claim_ids,
        mark=mark_of(view, "control-total", cell.claim_ids[:1]),
    )  # fmt: skip
    found = replace(
        common,
        mark=computed(weakest((mark_of(view, "control-total", cell.claim_ids[:1]), *_marks(total.inside, unit)))),
        claim_ids=(*_claims((*total.inside, *total.possibly), unit), *cell.claim_ids),
        range_is=range_is(unit, total.possibly) if listed.high > listed.low else None,
    )
    yield _within(found, "listed contracts of the control total", listed, 1)
    yield _within(replace(found, unit="share"), "share of the control total that is listed", _over(listed, amount), 4)


def _over(listed: Amount, total: float) -> Amount:
    point = None if listed.point is None else listed.point / total
    return Amount(point=point, low=listed.low / total, high=listed.high / total)


def _within(found: Finding, quantity: str, listed: Amount, digits: int) -> Finding:
    """Give a finding its amount, with the bounds where it has any."""
    wide = listed.high > listed.low
    return replace(
        found,
        quantity=quantity,
        value=None if listed.point is None else round(listed.point, digits),
        low=round(listed.low, digits) if wide else None,
        high=round(listed.high, digits) if wide else None,
    )


def allowed_shares(view: View, printed: Sequence[Total], blank: Finding) -> Iterable[Finding]:
    """Yield the share of all contracts signed in a period that each listed party can have, whatever the unlisted ones are.

    The domestic total, where there is one, splits the unlisted contracts by counterparty: those with foreign ones are the
    total less the domestic one. It says nothing about design origin.
    """
    for total in (total for total in printed if not total.domestic):
        home = domestic_of(total, printed)
        for unit, column in COLUMNS.items():
            if number(total.row, column):
                for by in PARTY:
                    yield from _allowed(view, total, home if by == "counterparty" else None, (by, unit), blank)


def _allowed(view: View, total: Total, home: Total | None, cut: tuple[str, str], blank: Finding) -> Iterable[Finding]:
    by, unit = cut
    everything = number(total.row, COLUMNS[unit]) or 0.0
    at_home = None if home is None else number(home.row, COLUMNS[unit])
    rows = [total.row] if home is None or at_home is None else [total.row, home.row]
    claim_ids = tuple(claim_id for row in rows for claim_id in row.cell(COLUMNS[unit]).claim_ids)
    mark = weakest((mark_of(view, "control-total", claim_ids), *_marks(total.inside, unit)))
    if overfull(total, home, unit) is not None:
        return
    for party in dict.fromkeys(PARTY[by](contract) for contract in total.inside):
        bounds = _bounds(total, (by, unit), party, everything, at_home)
        yield replace(
            blank,
            quantity=f"possible share of all contracts signed by {unit}",
            of={"by": by, "in": unit, "supplier": party},
            value=round(bounds.low, 4) if bounds.width == 0 else None,
            low=round(bounds.low, 4),
            high=round(bounds.high, 4),
            range_is="bounds, whatever the unlisted contracts are",
            unit="share",
            stage=STAGE,
            window=total.window.label,
            n=len(total.inside),
            mark=computed(mark),
            claim_ids=(*claim_ids, *_claims(total.inside, unit)),
            note=_caveats(total, unit) or None,
        )


def _bounds(total: Total, cut: tuple[str, str], party: str, everything: float, at_home: float | None) -> Interval:
    """Return the share that a party can have of a printed total that holds what is listed of it.

    The most is what the others leave, each of them at its lowest printed price.
    """
    by, unit = cut
    own = [contract for contract in total.inside if PARTY[by](contract) == party]
    if at_home is not None and all(contract.domestic for contract in own):
        return Interval(low=at_home / everything, high=at_home / everything)
    others = [c for c in total.inside if PARTY[by](c) != party and not (at_home is not None and c.domestic)]
    left = everything - (at_home or 0.0) - amount_of(others, (), unit).low
    low = amount_of(own, (), unit).low
    return Interval(low=low / everything, high=max(low, left) / everything)


def overfull(total: Total, home: Total | None, unit: str) -> str | None:
    """Return why a printed total holds less than what is listed of it at the lowest prices; None if it holds it.

    Args:
        total: The printed total.
        home: The domestic total of the same period, if its split is used.
        unit: `number` or `money`.
    """
    everything = number(total.row, COLUMNS[unit]) or 0.0
    at_home = None if home is None else number(home.row, COLUMNS[unit])
    among = [contract for contract in total.inside if at_home is None or not contract.domestic]
    listed, holds = amount_of(among, (), unit).low, everything - (at_home or 0.0)
    if listed <= holds:
        return None
    which = "foreign contracts" if at_home is not None else "contracts"
    return f"{listed:,.1f} {UNITS[unit]} of {which} are listed at the lowest prices, more than the {holds:,.1f} printed"


def overfull_totals(printed: Sequence[Total]) -> Iterable[Mapping[str, Scalar]]:
    """List the printed totals that hold less than what is listed of them: they bound no party's share."""
    for total in printed:
        for unit, column in COLUMNS.items():
            home = None if total.domestic else domestic_of(total, printed)
            splits = [home for home in (None, home) if number(total.row, column)]
            for reason in dict.fromkeys(filter(None, (overfull(total, split, unit) for split in splits))):
                yield {"list": "printed total smaller than what is listed of it", "id": total.row.record_id,
                       "window": total.window.label, "in": unit, "reason": reason}  # fmt: skip


def domestic_of(total: Total, printed: Sequence[Total]) -> Total | None:
    """Return the domestic total of the period of another, which splits it if all its listed contracts have one buyer."""
    if len({contract.buyer for contract in total.inside}) != 1:
        return None
    return next((other for other in printed if other.domestic and other.window == total.window), None)


def listed_contracts(printed: Sequence[Total]) -> Iterable[Mapping[str, Scalar]]:
    """Yield the listed contracts behind each total."""
    for total in printed:
        for membership_is, contracts in (("inside", total.inside), ("possibly inside", total.possibly)):
            for contract in contracts:
                yield {
                    "list": f"{total.what} contracts listed of the control total",
                    "id": contract.deal_id,
                    "window": total.window.label,
                    "system": contract.system,
                    "counterparty": contract.counterparty,
                    "origin": contract.origin,
                    "signed": f"{contract.signed.first or 'unknown'}..{contract.signed.last}",
                    **_crore(contract),
                    "reason": membership_is if contract.unpriced is None else f"{membership_is}; {contract.unpriced}",
                }


def _total(row: Record, window: Window, contracts: Sequence[Contract]) -> Total:
    domestic = word(row, "measure") == DOMESTIC
    eligible = [contract for contract in contracts if not domestic or contract.domestic]
    within = {kind: tuple(c for c in eligible if membership(c.signed, window) is kind) for kind in Membership}
    return Total(
        row=row,
        domestic=domestic,
        window=window,
        inside=within[Membership.INSIDE],
        possibly=within[Membership.POSSIBLY],
    )


def _window(row: Record) -> Window | None:
    start, end = day(row, "period_start"), day(row, "period_end")
    return None if start is None or end is None else Window(label=_label(row), first=start.first, last=end.last)


def _label(row: Record) -> str:
    if word(row, "period_is") == "fiscal year":
        return f"FY{word(row, 'period').removeprefix('FY')}"
    return f"{word(row, 'period_start')}..{word(row, 'period_end')}"


def _caveats(total: Total, unit: str) -> str:
    basis = total.row.cell("count_basis").point
    unpriced = sum(contract.price is None for contract in total.inside)
    parts = [
        f"the count is {basis}" if basis is not None and unit == NUMBER else None,
        f"period is {total.row.cell('period_is').point}" if total.row.cell("period_is").point != "fiscal year" else None,
        f"{unpriced} of {len(total.inside)} listed contracts have no price" if unpriced and unit == MONEY else None,
        str(total.row.cell("note").point) if total.row.cell("note").point is not None else None,
    ]
    return "; ".join(part for part in parts if part)


def _crore(contract: Contract) -> Mapping[str, Scalar]:
    """Return the price of a contract and its bounds, as far as there is one and it is chosen."""
    price = contract.price
    if price is None:
        return {"crore": None, "low": None, "high": None}
    point = None if price.point is None else round(float(price.point), 1)
    return {"crore": point, "low": round(float(price.low), 1), "high": round(float(price.high), 1)}


def _claims(contracts: Iterable[Contract], unit: str) -> tuple[str, ...]:
    claims = ((*c.claim_ids, *(c.price.claim_ids if unit == MONEY and c.price is not None else ())) for c in contracts)
    return tuple(dict.fromkeys(claim_id for claim_ids in claims for claim_id in claim_ids))


def _marks(contracts: Iterable[Contract], unit: str) -> Iterable[Mark]:
    for contract in contracts:
        yield contract.mark
        if unit == MONEY and contract.price is not None:
            yield contract.price.mark
