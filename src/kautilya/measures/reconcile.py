"""Bounds that reconcile an incomplete list of contracts with printed control totals (CONVENTIONS §7).

A list of contracts is never complete; a ministry prints how many there were and what they were worth. Whatever the unlisted
ones are, they must make up the difference. A partner's share then lies between two ends, found by a linear programme, and every
further printed total can only bring the ends closer.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from kautilya.core.errors import KautilyaError

TOLERANCE = 1e-7


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Cell:
    """A kind of contract that the totals can tell apart."""

    partner: str
    """The counterparty, or the design origin: one of them for all cells of a question (CONVENTIONS §4)."""
    domestic: bool
    """Whether it is counted as a contract with domestic industry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One contract that is in the list."""

    id: str
    cell: Cell
    low: float
    """Its value at least, in the unit of the totals."""
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A printed total over some cells."""

    name: str
    """As the result names it: `contracts signed FY2024-25: domestic`."""
    low: float
    high: float
    """A figure printed as Rs 2,09,050 crore is [209049.5, 209050.5]; one `exceeding` it has no upper end."""
    count: int | None = None
    """How many contracts it counts; None where it does not say."""
    domestic: bool | None = None
    """Only domestic, only foreign, or (None) both."""
    partners: frozenset[str] | None = None
    """Only these partners, or (None) all."""

    def counts(self, cell: Cell) -> bool:
        """Tell whether contracts of a cell are in the total."""
        return self.domestic in (None, cell.domestic) and (self.partners is None or cell.partner in self.partners)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerBounds:
    """A partner's share of the first control total, whatever the unlisted contracts are."""

    partner: str
    share: float | None
    """Its share of the listed contracts alone, at their middle values: what one would print without the totals."""
    lo: float
    hi: float
    listed: float
    """Value of its listed contracts, middle."""
    n: int
    rows: tuple[str, ...]
    """Ids of its listed contracts."""


class UnreconciledError(KautilyaError):
    """The listed contracts and the printed totals cannot both be right."""

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("the list and the printed totals contradict each other: " + "; ".join(self.reasons))


def reconciled(listed: Iterable[Listed], controls: Sequence[Control], cells: Iterable[Cell]) -> tuple[PartnerBounds, ...]:
    """Return each partner's bounds, as a share of the first control total.

    Unknowns: v of each listed contract in [low, high], u[cell] >= 0 of unlisted ones. Each total: low <= sum of v and u
    over its
    cells <= high; where it counts as many contracts as are listed, its cells have no unlisted ones. A share is a ratio of
    linear functions: with s = 1 / (first total) it becomes linear in (s v, s u, s), the transformation of Charnes and Cooper.

    Args:
        listed: the contracts at hand.
        controls: printed totals; the first is the denominator.
        cells: the kinds of contract that unlisted ones may be; those of the listed contracts are always among them.

    Raises:
        UnreconciledError: it names the totals that the list exceeds, or a smallest set of totals that cannot hold together.
    """
    known = list(listed)
    kinds = sorted({*cells, *(contract.cell for contract in known)})
    reasons = _exceeded(known, controls)
    if reasons:
        raise UnreconciledError(reasons)
    programme = _Programme(known, controls, kinds)
    if not programme.feasible():
        raise UnreconciledError([f"these totals cannot hold together: {', '.join(_clashing(known, controls, kinds))}"])
    middle = sum(_middle(contract) for contract in known if controls[0].counts(contract.cell))
    return tuple(
        _bounds(partner, programme, known, controls[0], middle) for partner in sorted({cell.partner for cell in kinds})
    )


def _bounds(partner: str, programme: "_Programme", known: Sequence[Listed], total: Control, middle: float) -> PartnerBounds:
    mine = [contract for contract in known if contract.cell.partner == partner and total.counts(contract.cell)]
    lo, hi = programme.ends(partner)
    value = sum(map(_middle, mine))
    return PartnerBounds(
        partner=partner, share=value / middle if middle > 0 else None, lo=lo, hi=hi, listed=value, n=len(mine),
        rows=tuple(contract.id for contract in mine),
    )  # fmt: skip


def _middle(contract: Listed) -> float:
    return (contract.low + contract.high) / 2


def _exceeded(known: Sequence[Listed], controls: Sequence[Control]) -> list[str]:
    """Say where more is listed than was printed."""
    reasons = []
    for control in controls:
        mine = [contract for contract in known if control.counts(contract.cell)]
        value = sum(contract.low for contract in mine)
        if value > control.high * (1 + TOLERANCE):
            reasons.append(f"'{control.name}' is printed as at most {control.high:g}, the list alone holds {value:g}")
        if control.count is not None and len(mine) > control.count:
            reasons.append(f"'{control.name}' counts {control.count} contracts, the list alone holds {len(mine)}")
    return reasons


def _clashing(known: Sequence[Listed], controls: Sequence[Control], kinds: Sequence[Cell]) -> list[str]:
    """Drop every total without which the rest still clash; what is left is a smallest clashing set."""
    kept = list(controls)
    for control in controls:
        fewer = [other for other in kept if other is not control]
        if fewer and not _Programme(known, fewer, kinds).feasible():
            kept = fewer
    return [f"'{control.name}'" for control in kept]


class _Programme:
    """The linear programme. Columns: s, then each listed contract, then each cell's unlisted ones (all times s)."""

    def __init__(self, known: Sequence[Listed], controls: Sequence[Control], kinds: Sequence[Cell]) -> None:
        self._known, self._kinds, self._total = known, kinds, controls[0]
        self._scale = max((control.low for control in controls), default=1.0) or 1.0
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]  # no annotations in highspy
        self._solver.silent()
        width = 1 + len(known) + len(kinds)
        self._solver.addVars(width, np.zeros(width), np.full(width, highspy.kHighsInf))
        self._add_contracts()
        for control in controls:
            self._add_control(control)
        self._add_row(self._terms(self._total.counts), 1.0, 1.0)

    def feasible(self) -> bool:
        """Tell whether some unlisted contracts meet all totals."""
        return self._solved(np.zeros(self._solver.getNumCol()), highspy.ObjSense.kMinimize) is not None

    def ends(self, partner: str) -> tuple[float, float]:
        """Return a partner's least and greatest share of the first total."""
        cost = self._terms(lambda cell: cell.partner == partner and self._total.counts(cell))
        least = self._solved(cost, highspy.ObjSense.kMinimize)
        greatest = self._solved(cost, highspy.ObjSense.kMaximize)
        if least is None or greatest is None:
            raise UnreconciledError([f"no solution for '{partner}'"])
        return max(least - TOLERANCE, 0.0), min(greatest + TOLERANCE, 1.0)

    def _terms(self, counted: Callable[[Cell], bool]) -> NDArray[np.float64]:
        cells = [contract.cell for contract in self._known] + list(self._kinds)
        return np.array([0.0, *(1.0 if counted(cell) else 0.0 for cell in cells)])

    def _add_contracts(self) -> None:
        """Add low s <= v <= high s for each listed contract."""
        for at, contract in enumerate(self._known, start=1):
            row = np.zeros(self._solver.getNumCol())
            row[at], row[0] = 1.0, -contract.low / self._scale
            self._add_row(row, 0.0, highspy.kHighsInf)
            row[0] = -contract.high / self._scale
            self._add_row(row, -highspy.kHighsInf, 0.0)

    def _add_control(self, control: Control) -> None:
        row = self._terms(control.counts)
        row[0] = -control.low / self._scale
        self._add_row(row, 0.0, highspy.kHighsInf)
        if control.high < float("inf"):
            row[0] = -control.high / self._scale
            self._add_row(row, -highspy.kHighsInf, 0.0)
        mine = sum(control.counts(contract.cell) for contract in self._known)
        if control.count is not None and mine == control.count:
            unlisted = self._terms(control.counts)
            unlisted[1 : 1 + len(self._known)] = 0.0
            self._add_row(unlisted, 0.0, 0.0)

    def _add_row(self, row: NDArray[np.float64], lower: float, upper: float) -> None:
        used = np.flatnonzero(row).astype(np.int32)
        self._solver.addRow(lower, upper, len(used), used, row[used])

    def _solved(self, cost: NDArray[np.float64], sense: highspy.ObjSense) -> float | None:
        self._solver.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)
        self._solver.changeObjectiveSense(sense)
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return float(self._solver.getObjectiveValue())
