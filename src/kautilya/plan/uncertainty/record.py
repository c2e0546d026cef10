"""What the record says of delays, interruptions, prices and budgets: fits with data and n, to draw scenarios from."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kautilya.core.periods import FiscalYear, PartialDate
from kautilya.plan.case import Case
from kautilya.plan.uncertainty.censored import Waiting, exponential, pooled_weibulls
from kautilya.plan.uncertainty.cost_growth import growths, spread
from kautilya.register.record import Record
from kautilya.store.view import View
from kautilya.tables.cells import known_word, number, word
from kautilya.tables.lead_times import LeadTime, lead_times

SLIP_PAIR = "last_delivered_planned_original -> last_delivered"
"""The slip with the most cases; others are fitted and shown beside it, and pairs are never pooled (CONVENTIONS §3)."""
APPROVAL_PAIR = "need_accepted -> signed"
LEAST = 5
"""Fewer cases than this are not fitted."""
WINDOW = (1990, 2026.5)
"""Calendar years in which the register looked for interruptions, as in its own summary of them."""
PRIOR = 0.5
"""Interruptions that the mean of all origins counts for in each origin's rate (the weight of Jeffreys' prior)."""
PRIOR_ENDED = 2.0
"""Ended interruptions that the pooled length counts for in each origin's."""
CRISIS, CRISIS_FACTOR = "crisis", 2.0
"""Name of the fits of what a crisis does, and what is assumed of it."""
DEFLATOR = "A272"
"""The assumption by which the case's money of later years was brought to the prices of its first year."""
BUDGETS = (("actual", "BE"), ("RE", "BE"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """One distribution, fitted to the record or stated by the user."""

    id: str
    """`slip/all`, `slip/RUS`, `interruption length/RUS`, `interruption rate/RUS`, `budget/actual of BE`, `cost growth/all`."""
    what: str
    family: str
    """`weibull` (months), `exponential` (months), `poisson` (a year), `normal` (a year), `empirical` (factors) or `factor`."""
    shape: float
    """Standard deviation of `normal`."""
    scale: float
    """Months for a duration, events a year for a rate, the mean of `normal`; 1 where the values themselves are drawn."""
    values: tuple[float, ...]
    """The values themselves: those drawn, for `empirical`; those fitted, for `normal`."""
    n: int
    open: int
    """Of n, those that had not ended when last looked at."""
    weight: float
    """Share of its own data in a partially pooled scale; 1 where nothing is pooled."""
    source: str
    """Table or measure, and what of it."""
    mark: str
    """`derived` from the record, or `assumed`, by whoever states it."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordModel:
    """What scenarios are drawn from in place of the case's own parameters; a user may edit it as a file."""

    as_of: str
    home: str
    fits: tuple[Fit, ...]
    notes: tuple[str, ...]

    def of(self, kind: str, who: str) -> Fit | None:
        """Return the fit of a kind for somebody, or that for all; None where there is neither."""
        by_id = {fit.id: fit for fit in self.fits}
        return by_id.get(f"{kind}/{who}", by_id.get(f"{kind}/all"))


NOTES = (
    "A slip counts from the original plan to the last delivery, and delays an offer's first delivery as much as its last.",
    "Slips of first arrivals, shown beside, are shorter. A partner with few cases is drawn to the fit of all.",
    "Slips by class are shown and not drawn: a dozen cases do not bear two groupings at once.",
    "Slips whose plan the register cannot support stay in: most plans rest on a single page.",
    "The time from accepted need to signature is shown and not drawn: earliest order years hold 96 weeks of it already.",
    "Export approvals are drawn as the case states them; the record holds too few licence decisions to fit.",
    "Cost growth is drawn once a scenario for all prices: what it exceeds the deflator by, a year's money buys less.",
    "That all prices grow alike is a hard reading; growth below the deflator buys no more; currencies are not compared.",
    "An interruption counts where it hit the planning country and the register counts it in its base rate.",
    "A budget that came out larger than estimated counts as no cut.",
)


def record_model(view: View, case: Case) -> RecordModel:
    """Fit what the record of a view tells of a case's uncertainty; what has too few cases is left out and the case's own stays.

    Fits: slips and approval times are Weibull, by maximum likelihood on censored data (`scipy.stats.CensoredData`), a partner's
    scale partially pooled with that of all; lengths of interruptions are exponential and rates Poisson, with the mean of all
    origins as prior; budgets are their own past ratios.
    """
    times = lead_times(view)
    fits = [
        *_slips(times), *_slips_by_class(times, view), *_approvals(times, case.home), *_interruptions(view, case),
        *_budgets(view), *_growth(view), crisis(),
    ]  # fmt: skip
    return RecordModel(as_of=str(view.as_of), home=case.home, fits=tuple(fits), notes=NOTES)


def _slips(times: Iterable[LeadTime]) -> Iterator[Fit]:
    slips = [one for one in times if one.aspect == "slip" and one.bounded]
    for pair in sorted({one.pair for one in slips}):
        cases = [one for one in slips if one.pair == pair]
        name = "slip" if pair == SLIP_PAIR else f"slip ({pair.rpartition(' ')[2].replace('_', ' ')})"
        yield from _weibulls(name, f"delivery slip, {pair}", cases, lambda one: one.partner)


def _slips_by_class(times: Iterable[LeadTime], view: View) -> Iterator[Fit]:
    """Yield the slips by what the area counts: aircraft, submarines, guns."""
    areas = view.records("area")
    cases = [one for one in times if one.aspect == "slip" and one.bounded and one.pair == SLIP_PAIR and one.area in areas]
    told = f"delivery slip, {SLIP_PAIR}, by class"
    yield from _weibulls("slip by class", told, cases, lambda one: word(areas[one.area], "unit"))


def _approvals(times: Iterable[LeadTime], home: str) -> Iterator[Fit]:
    cases = [one for one in times if one.pair == APPROVAL_PAIR and one.aspect == "actual" and one.bounded]
    yield from _weibulls(
        "approval", "from accepted need to signature", cases, lambda one: "home" if one.partner == home else "abroad"
    )


def _weibulls(name: str, what: str, cases: list[LeadTime], group: Callable[[LeadTime], str]) -> Iterator[Fit]:
    if len(cases) < LEAST or all(one.open for one in cases):
        return
    waits = [(group(one), Waiting(low=one.low, high=None if one.open else one.high)) for one in cases]
    for who, fit in pooled_weibulls(waits).items():
        yield Fit(
            id=f"{name}/{who}", what=what, family="weibull", shape=fit.shape, scale=fit.scale, values=(), n=fit.n,
            open=fit.open, weight=fit.weight, source="lead times of deals", mark="derived",
            reason="censored maximum likelihood",
        )  # fmt: skip


def _interruptions(view: View, case: Case) -> Iterator[Fit]:
    rows = [row for row in view.records("interruption").values() if _counts(row, case.home)]
    origins = [origin.country for origin in case.origins]
    years = WINDOW[1] - WINDOW[0]
    by_origin = {country: [row for row in rows if known_word(row, "partner") == country] for country in origins}
    every = sum(map(len, by_origin.values()))
    mean_rate = every / len(origins) / years if origins else 0.0
    lengths = {country: list(_lengths(of)) for country, of in by_origin.items()}
    pooled = exponential([wait for waits in lengths.values() for wait in waits])
    for country in origins:
        n = len(by_origin[country])
        if mean_rate > 0:
            yield Fit(
                id=f"interruption rate/{country}", what="interruptions a year", family="poisson", shape=1.0,
                scale=(n + PRIOR) / (years + PRIOR / mean_rate), values=(), n=n, open=0,
                weight=years / (years + PRIOR / mean_rate), source=f"interruptions, {WINDOW[0]} to {WINDOW[1]}", mark="derived",
                reason=f"gamma prior of {PRIOR} interruptions at the mean rate of all origins",
            )  # fmt: skip
        if pooled is not None:
            total, ended = sum(wait.low for wait in lengths[country]), sum(wait.high is not None for wait in lengths[country])
            yield Fit(
                id=f"interruption length/{country}", what="months of an interruption", family="exponential", shape=1.0,
                scale=(total + PRIOR_ENDED * pooled) / (ended + PRIOR_ENDED), values=(), n=len(lengths[country]),
                open=len(lengths[country]) - ended, weight=ended / (ended + PRIOR_ENDED),
                source="interruptions, observed months", mark="derived",
                reason=f"{PRIOR_ENDED:g} ended ones of the pooled length, {pooled:.1f} months",
            )  # fmt: skip


def _counts(row: Record, home: str) -> bool:
    start = row.cell("date_start").point
    hit = " ".join(map(str, row.cell("affected_customer").point or ()))
    in_window = isinstance(start, PartialDate) and WINDOW[0] <= start.last.year <= WINDOW[1]
    return known_word(row, "counts_in_base_rate") == "yes" and home in hit and in_window


def _lengths(rows: Iterable[Record]) -> Iterator[Waiting]:
    for row in rows:
        months = number(row, "observed_months")
        if months is not None:
            yield Waiting(low=months, high=None if known_word(row, "censored") == "yes" else months)


def _budgets(view: View) -> Iterator[Fit]:
    amounts: dict[tuple[str, str], dict[str, float]] = {}
    for row in view.records("budget").values():
        year, amount, stage = row.cell("fiscal_year").point, number(row, "amount_inr_crore"), known_word(row, "stage")
        measure = known_word(row, "measure") or ""
        if (
            isinstance(year, FiscalYear)
            and amount
            and stage
            and known_word(row, "scope") == "all"
            and measure.startswith("capital")
        ):
            amounts.setdefault((measure, str(year)), {})[stage] = amount
    for later, first in BUDGETS:
        ratios = [
            by_stage[later] / by_stage[first] for _, by_stage in sorted(amounts.items()) if {later, first} <= by_stage.keys()
        ]
        if len(ratios) >= LEAST:
            yield Fit(
                id=f"budget/{later} of {first}", what=f"capital budget, {later} as a share of {first}", family="empirical",
                shape=1.0, scale=1.0, values=tuple(ratios), n=len(ratios), open=0, weight=1.0, source="budget, scope all",
                mark="derived",
                reason="each past year as likely as any other",
            )  # fmt: skip


def _growth(view: View) -> Iterator[Fit]:
    """Yield how prices grew between orders of the same thing, and the deflator that the case's money was reckoned with."""
    cases = growths(view.records("deal"))
    assumption = view.records("assumption").get(DEFLATOR)
    deflator = None if assumption is None else number(assumption, "value")
    if len(cases) < LEAST or deflator is None:
        return
    mean, deviation = spread(cases)
    yield Fit(
        id="cost growth/all", what="yearly growth of the price of a piece, as a logarithm", family="normal", shape=deviation,
        scale=mean, values=tuple(case.point for case in cases), n=len(cases), open=0, weight=1.0,
        source="signed values of successive orders of one system", mark="derived",
        reason="mean and deviation; values that contradict each other widen it only: " + ", ".join(c.told for c in cases),
    )  # fmt: skip
    yield Fit(
        id="deflator/all", what="yearly growth of prices that the case's money already allows for", family="factor", shape=1.0,
        scale=1 + deflator, values=(), n=0, open=0, weight=1.0, source=f"assumption {DEFLATOR}", mark="assumed",
        reason="the case's own, restated",
    )  # fmt: skip


def of_case(case: Case) -> RecordModel:
    """Return the model that has no fits: everything is drawn as the case states it."""
    return RecordModel(as_of=case.as_of, home=case.home, fits=(), notes=())


def crisis(factor: float = CRISIS_FACTOR, origin: str | None = None) -> Fit:
    """Return how many times likelier interruptions and long slips are in a crisis: of one origin, or of all."""
    of = "" if origin is None else f" of {origin}"
    return Fit(
        id=f"{CRISIS}/{origin or 'all'}", what=f"how many times likelier interruptions and long slips{of} are in a crisis",
        family="factor", shape=1.0, scale=factor, values=(), n=0, open=0, weight=1.0, source="none", mark="assumed",
        reason="crises raise surge, delay and interruption together; the record holds too few to fit by how much (1 to 4)",
    )  # fmt: skip
