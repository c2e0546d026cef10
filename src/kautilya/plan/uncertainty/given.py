"""A user's change of the record's model: what each number of a fit may be, and what follows where a fit is left out."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kautilya.core.errors import InputError, Problem
from kautilya.plan.uncertainty.record import CRISIS, Fit, RecordModel

Found = Iterator[tuple[str, str]]
"""Field of a fit and what is wrong with it."""
DRAWN = ("slip", "interruption rate", "interruption length", "cost growth", "deflator", CRISIS)
"""Kinds of fits that scenarios are drawn from; of budgets it is `DRAWN_BUDGET` alone. Others are shown only."""
DRAWN_BUDGET = "budget/actual of BE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """The numbers that a field may have."""

    low: float
    high: float
    unit: str = ""
    above: bool = False
    """Whether the low end itself is left out."""

    def says(self, value: float) -> str | None:
        """Say what is wrong with a number; None where it lies within."""
        if self.low <= value <= self.high and not (self.above and value == self.low):
            return None
        if self.low == self.high:
            return f"is not used here: leave it at {self.low:g}, found {value:g}"
        ends = f"above {self.low:g} and at most {self.high:g}" if self.above else f"from {self.low:g} to {self.high:g}"
        return f"expected a number {ends}{self.unit and f' {self.unit}'}, found {value:g}"


UNUSED = Range(low=1, high=1)
SHAPE = Range(low=0.1, high=100)
SCALES: Mapping[str, Range] = {
    "weibull": Range(low=0, high=1200, unit="months"),
    "exponential": Range(low=0, high=1200, unit="months", above=True),
    "poisson": Range(low=0, high=12, unit="a year"),
    "normal": Range(low=-1, high=1, unit="a year (a logarithm)"),
    "factor": Range(low=0.5, high=2, unit="(1.05 is 5 per cent a year)"),
    CRISIS: Range(low=1, high=100, unit="times"),
}
"""By family; a crisis' factor counts otherwise than that of a year's prices."""
SHAPES: Mapping[str, Range] = {"weibull": SHAPE, "normal": Range(low=0, high=1, unit="a year (a deviation)")}
VALUE = Range(low=0, high=10, unit="as a share of the estimate")


def overridden(model: RecordModel, given: RecordModel, source: str = "model") -> RecordModel:
    """Return a user's model in which every fit that differs from the record's is marked as assumed.

    Args:
        source: Name of the user's file, for errors.

    Raises:
        InputError: A fit is unknown or there twice, is of another family than the record's, or has a number that nothing can
            be drawn from; each with the fit, the field and what it may be.
    """
    known = {fit.id: fit for fit in model.fits}
    found = [(fit.id, f"no such fit: {fit.id}; known are {', '.join(known)}") for fit in given.fits if fit.id not in known]
    found += [(name, f"is there {n} times") for name, n in Counter(fit.id for fit in given.fits).items() if n > 1]
    if given.home != model.home:
        found.append(("home", f"expected {model.home}, the case's home country, found {given.home}"))
    for fit in given.fits:
        if fit.id in known:
            found += [(f"{fit.id}.{field}", message) for field, message in _wrong(fit, known[fit.id].family)]
    if found:
        raise InputError(source, [Problem(file=source, field=field, message=message) for field, message in found])
    return replace(given, fits=tuple(fit if fit == known[fit.id] else replace(fit, mark="assumed") for fit in given.fits))


def left_out(model: RecordModel, given: RecordModel) -> tuple[str, ...]:
    """Say of each fit of the record that a user's model does not have what is drawn in its place."""
    names = {fit.id for fit in given.fits}
    return tuple(f"{fit.id} ({_instead(fit.id, names)})" for fit in model.fits if fit.id not in names)


def _instead(fit_id: str, names: set[str]) -> str:
    kind, _, _ = fit_id.partition("/")
    if kind not in DRAWN and fit_id != DRAWN_BUDGET:
        return "is shown and not drawn"
    if f"{kind}/all" in names:
        return f"drawn as {kind}/all says"
    return "drawn as the case states it"


def _wrong(fit: Fit, family: str) -> Found:
    if fit.family != family:
        yield "family", f"expected {family}, the family that the record was fitted with, found '{fit.family}'"
        return
    scale = SCALES[CRISIS] if fit.id.partition("/")[0] == CRISIS else SCALES.get(family, UNUSED)
    yield from _told("scale", fit.scale, scale)
    yield from _told("shape", fit.shape, SHAPES.get(family, UNUSED))
    yield from _told("n", fit.n, Range(low=0, high=1e9))
    if not 0 <= fit.open <= max(fit.n, 0):
        yield "open", f"expected a number from 0 to n ({fit.n}), found {fit.open}"
    yield from _told("weight", fit.weight, Range(low=0, high=1))
    if family == "empirical" and not fit.values:
        yield "values", "expected one value or more to draw from, found none; to draw none of them take the whole fit out"
    for place, value in enumerate(fit.values if family == "empirical" else ()):
        yield from _told(f"values[{place}]", value, VALUE)


def _told(field: str, value: float, within: Range) -> Found:
    if (message := within.says(value)) is not None:
        yield field, message
