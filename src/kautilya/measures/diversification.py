"""Who supplies what: signed contracts by counterparty and by design origin, printed import shares, and what is covered."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from kautilya.core.periods import FiscalYear
from kautilya.measures.contract_shares import cuts, shares_of
from kautilya.measures.control_totals import Total, allowed_shares, covered, listed_contracts, overfull_totals, totals
from kautilya.measures.finding import Finding, Measurement, Scalar
from kautilya.measures.printed_shares import printed_shares, unusable_shares
from kautilya.measures.scope import EVERYTHING, Scope, window_of
from kautilya.measures.windowed import within
from kautilya.register.claim import Mark
from kautilya.store.view import View
from kautilya.tables.contracts import Contract, Contracts, contracts
from kautilya.tables.windows import Window, all_years, fiscal_years, last_complete_fiscal_year

MEASURE = "diversification"
QUESTION = "On how many suppliers does the country depend: by who signs the contract, and by whose design it is?"
YEARS_OF_A_PERIOD = 5
VALUE_OF_THE_CONTRACT = frozenset({"reported", "stated"})
NOTES = (
    "Counterparty and design origin are two questions: a licence build is domestic by the first and foreign by the second.",
    "Counted is a deal signed or later, not cancelled, and not contained in the value of another signed deal.",
    "Notified ceilings and estimates are not contract values and are never added to them.",
    "A joint design keeps its own name (such as IND+RUS), and so does an unknown supplier: the shares of a window add up to 1.",
    "Money is nominal: each signed value at the mean exchange rate of its year. What has no price, or no rate, is listed.",
    "Shares of listed contracts are no shares of all contracts: read them beside what the control totals show to be missing.",
    "Printed import shares are volumes (SIPRI TIV) booked by SIPRI's rules: contract shares do not reproduce them.",
)


def diversification(view: View, scope: Scope = EVERYTHING) -> Measurement:
    """Measure supplier shares and concentration of signed contracts and of printed import shares, with their coverage.

    A window is the one window in which contracts count; control totals and printed shares stay where their own period lies
    wholly in it. A partner keeps its own shares, of the same whole.
    """
    signed = contracts(view)
    printed = [one for one in totals(view, signed.counted) if scope.takes_in(one.window.first or date.min, one.window.last)]
    ours = [contract for contract in signed.counted if _asked(contract, scope)]
    asked = (window_of(scope, view.as_of),) if scope.windowed else windows(view, printed)
    blank = Finding(measure=MEASURE, quantity="", value=None, unit="", as_of=str(view.as_of), mark=Mark.DERIVED)
    return Measurement(
        measure=MEASURE,
        question=QUESTION,
        as_of=str(view.as_of),
        findings=tuple(
            one
            for one in (
                *_contract_shares(signed.counted, asked, blank),
                *covered(view, printed, blank),
                *allowed_shares(view, printed, blank),
                *within(printed_shares(view, MEASURE), scope),
            )
            if _of(scope.partner, one)
        ),
        listed=(
            *_unpriced(ours),
            *_weakly_valued(ours),
            *_in_other_currencies(ours),
            *(() if scope.given() else (*_left_out(signed), *listed_contracts(printed))),
            *overfull_totals(printed),
            *(() if scope.given() else unusable_shares(view)),
        ),
        notes=(*_without_price(ours, str(view.as_of)), *NOTES),
    )


def _asked(contract: Contract, scope: Scope) -> bool:
    """Tell whether a contract may count in what is asked for."""
    return scope.may_hold(contract.signed, (*contract.counterparty.split("+"), *contract.origin.split("+")))


def _of(partner: str | None, finding: Finding) -> bool:
    """Tell whether a share is that of a partner, alone or of a joint design; concentrations are nobody's."""
    return partner is None or partner in finding.of.get("supplier", "").split("+")


def windows(view: View, printed: Sequence[Total]) -> tuple[Window, ...]:
    """Return all years, the last two periods of five complete fiscal years, and every fiscal year with a printed total."""
    last = last_complete_fiscal_year(view.as_of.last)
    earlier = last.plus(-YEARS_OF_A_PERIOD)
    periods = (fiscal_years(end.plus(1 - YEARS_OF_A_PERIOD), end) for end in (earlier, last))
    starts = (total.window for total in printed if total.window.label.startswith("FY") and total.window.first is not None)
    years = dict.fromkeys(FiscalYear.containing(window.first) for window in starts if window.first is not None)
    return (all_years(view.as_of.last), *periods, *(fiscal_years(year, year) for year in sorted(years)))


def _contract_shares(counted: Sequence[Contract], periods: Sequence[Window], blank: Finding) -> Iterable[Finding]:
    for window in periods:
        for cut in cuts(counted, window):
            yield from shares_of(cut, blank, headline=len(periods) == 1 or window.first is None)


def _without_price(counted: Sequence[Contract], as_of: str) -> tuple[str, ...]:
    """Say first how many contracts the shares of money lack."""
    lacking = sum(contract.price is None for contract in counted)
    told = (
        f"{lacking} of {len(counted)} counted contracts have no price in rupees as of {as_of}: no share of money counts them."
    )
    return (told,) if lacking else ()


def _unpriced(counted: Iterable[Contract]) -> Iterable[Mapping[str, Scalar]]:
    return (
        {"list": "signed contract without a price in crore", "id": contract.deal_id, "system": contract.system,
         "counterparty": contract.counterparty, "origin": contract.origin, "reason": contract.unpriced}
        for contract in counted if contract.unpriced is not None
    )  # fmt: skip


def _weakly_valued(counted: Iterable[Contract]) -> Iterable[Mapping[str, Scalar]]:
    return (
        {"list": "value known otherwise than from the contract", "id": contract.deal_id, "basis": contract.value_basis,
         "reason": "counted with this value"}
        for contract in counted if contract.price is not None and contract.value_basis not in VALUE_OF_THE_CONTRACT
    )  # fmt: skip


def _in_other_currencies(counted: Iterable[Contract]) -> Iterable[Mapping[str, Scalar]]:
    return (
        {"list": "value printed in another currency too", "id": contract.deal_id, "currency": currency, "low": float(low),
         "high": float(high), "reason": "outside the range, which is of the currency of the chosen value"}
        for contract in counted for currency, low, high in contract.other_currencies
    )  # fmt: skip


def _left_out(signed: Contracts) -> Iterable[Mapping[str, Scalar]]:
    return (
        {"list": "deal not counted", "id": deal.deal_id, "stage": deal.stage, "reason": deal.reason} for deal in signed.left_out
    )
