"""The parameters of a case as numbers: weights, caps, payment rule and what the scenarios are drawn from."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from kautilya.core.errors import InputError, Problem
from kautilya.plan.case import Case, Parameter

T = TypeVar("T")
NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All parameters that the planner and its evaluator use, read from the case's text."""

    discount: float
    """P02: weight of a shortfall one year later."""
    risk_weight: float
    """P03: weight of CVaR against the mean."""
    risk_level: float
    """P04: CVaR is the mean of the worst 1 - level of the scenarios."""
    spend_weight: float
    """P05: points (100 = doing nothing) for spending the money of all order years."""
    origin_cap: float
    """P06: largest share of new-order money for one foreign design origin."""
    counterparty_cap: float
    """P07: the same for one foreign counterparty."""
    window: int
    """P08: order years over which caps and floor are taken."""
    indigenous_floor: float
    """P09: least money-weighted share of indigenous content."""
    carry_share: float
    """P10: share of a year's money that may be carried into the next."""
    advance: float
    """P11: share of the cost that is due with the order."""
    reserve_share: float
    """P12: emergency reserve as a share of the year's money, on top of it."""
    slip: tuple[tuple[int, float], ...]
    """P19: months of delivery slip and their probabilities."""
    cut_chance: float
    """P20: chance of a budget cut in a year."""
    cut_factor: tuple[float, float]
    """P21: bounds of what a cut leaves, uniform."""
    overspend_factor: float
    """P22: penalty on overspend, times the weight of money."""
    surge_chance: float
    """P23: chance of a crisis in a year."""
    surge_hit: float
    """P24: chance that a crisis hits an area of the list."""
    surge_areas: tuple[str, ...]
    surge_size: tuple[float, float]
    """P25: bounds of a surge, uniform, as a share of the area's largest requirement."""
    order_month: float
    """P27: months into the fiscal year at which an order is placed."""


def rules(case: Case) -> Rules:
    """Read the parameters of a case; InputError lists every one that is absent or unreadable."""
    given = {parameter.id: parameter for parameter in case.parameters}
    problems: list[Problem] = []

    def take(parameter_id: str, reading: Callable[[Parameter], T]) -> T | None:
        return _take(given, parameter_id, reading, problems)

    values = {
        "discount": take("P02", _amount), "risk_weight": take("P03", _share), "risk_level": take("P04", _level),
        "spend_weight": take("P05", _amount), "origin_cap": take("P06", _share), "counterparty_cap": take("P07", _share),
        "window": take("P08", _whole), "indigenous_floor": take("P09", _share), "carry_share": take("P10", _share),
        "advance": take("P11", _share), "reserve_share": take("P12", _share), "slip": take("P19", _distribution),
        "cut_chance": take("P20", _share), "cut_factor": take("P21", _share_between), "overspend_factor": take("P22", _amount),
        "surge_chance": take("P23", _share), "surge_hit": take("P24", _share), "surge_areas": take("P24", _list),
        "surge_size": take("P25", _uniform), "order_month": take("P27", _month),
    }  # fmt: skip
    known = {area.id for area in case.areas}
    problems += [
        Problem(file="case", field="P24", message=f"names area '{area}', which the case does not have")
        for area in (_list(given["P24"]) if "P24" in given else ())
        if area not in known
    ]
    if problems:
        raise InputError("case", problems)
    return Rules(**values)  # type: ignore[arg-type]  # none is None once there are no problems


def _take(
    given: Mapping[str, Parameter], parameter_id: str, reading: Callable[[Parameter], T], problems: list[Problem]
) -> T | None:
    if parameter_id not in given:
        problems.append(Problem(file="case", field=parameter_id, message="parameter is missing"))
        return None
    try:
        return reading(given[parameter_id])
    except ValueError as exc:
        problems.append(Problem(file="case", field=parameter_id, message=str(exc)))
        return None


def _number(parameter: Parameter) -> float:
    if not re.fullmatch(NUMBER, parameter.value):
        raise ValueError(f"expected a number, with a decimal point if any, found '{parameter.value}'")
    return float(parameter.value)


def _amount(parameter: Parameter) -> float:
    value = _number(parameter)
    if value < 0:
        raise ValueError(f"expected a number from 0, found {value}")
    return value


def _share(parameter: Parameter) -> float:
    value = _number(parameter)
    if not 0 <= value <= 1:
        raise ValueError(f"expected a share between 0 and 1, found {value}")
    return value


def _level(parameter: Parameter) -> float:
    value = _share(parameter)
    if value == 1:
        raise ValueError("a level of 1 leaves no scenarios to take the mean of")
    return value


def _whole(parameter: Parameter) -> int:
    value = _number(parameter)
    if value != int(value) or value < 1:
        raise ValueError(f"expected a whole number of years, found {value}")
    return int(value)


def _uniform(parameter: Parameter) -> tuple[float, float]:
    found = re.fullmatch(rf"uniform ({NUMBER})\.\.({NUMBER})", parameter.value)
    if not found or float(found[1]) > float(found[2]):
        raise ValueError(f"expected 'uniform LOW..HIGH', found '{parameter.value}'")
    return float(found[1]), float(found[2])


def _share_between(parameter: Parameter) -> tuple[float, float]:
    low, high = _uniform(parameter)
    if not 0 <= low <= high <= 1:
        raise ValueError(f"expected shares between 0 and 1, found '{parameter.value}'")
    return low, high


def _distribution(parameter: Parameter) -> tuple[tuple[int, float], ...]:
    parts = [re.fullmatch(rf"\s*([0-9]+): ({NUMBER})\s*", part) for part in parameter.value.split(",")]
    pairs = tuple((int(part[1]), float(part[2])) for part in parts if part)
    if len(pairs) != len(parts) or abs(sum(chance for _, chance in pairs) - 1) > 1e-9:
        raise ValueError(f"expected 'MONTHS: CHANCE, ...' with chances that add to 1, found '{parameter.value}'")
    return pairs


def _list(parameter: Parameter) -> tuple[str, ...]:
    return tuple(part.strip() for part in parameter.applies_to.split(",") if part.strip())


def _month(parameter: Parameter) -> float:
    found = re.fullmatch(rf"month ({NUMBER})", parameter.value)
    if not found or not 0 <= float(found[1]) < 12:
        raise ValueError(f"expected 'month N' with N from 0 to below 12, found '{parameter.value}'")
    return float(found[1])
