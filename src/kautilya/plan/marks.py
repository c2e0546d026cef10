"""How much of a case is sourced, derived and assumed (CONVENTIONS §12)."""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from kautilya.plan.case import Case, Parameter
from kautilya.plan.coefficient import Coefficient
from kautilya.register.claim import Mark
from kautilya.tables.marks import weakest


def coefficients(value: object) -> Iterator[Coefficient | Parameter]:
    """Walk over all coefficients and parameters in a case, or in a part of one."""
    if isinstance(value, Coefficient | Parameter):
        yield value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from coefficients(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from coefficients(part)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from coefficients(part)


def entering(case: Case) -> tuple[Coefficient | Parameter, ...]:
    """Return the numbers that enter the plan: not the signed deals (their sums do) nor the liabilities."""
    parts = (case.areas, case.offers, case.channels, case.origins, [year.available for year in case.budget], case.targets,
             case.parameters, case.component_limit, case.second_sources, case.fleets,
             case.hubs, case.upkeep)  # fmt: skip
    return tuple(coefficients(parts))


def shares(given: Iterable[Coefficient | Parameter], *, inherited: bool) -> dict[str, float]:
    """Return the share of each mark among some coefficients, by their own mark or by the one inherited from their inputs."""
    counted = Counter(_mark(coefficient, inherited=inherited) for coefficient in given)
    total = sum(counted.values())
    return {mark.value: counted[mark] / total if total else 0.0 for mark in Mark}


def weakest_mark(given: Iterable[Coefficient | Parameter]) -> Mark:
    """Return the weakest mark among some coefficients and everything they rest on."""
    return weakest(_mark(coefficient, inherited=True) for coefficient in given)


def _mark(given: Coefficient | Parameter, *, inherited: bool) -> Mark:
    return given.weakest if inherited and isinstance(given, Coefficient) else given.mark
