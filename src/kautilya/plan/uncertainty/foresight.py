"""What planning for many futures is worth, and what knowing the future would be.

Source: Birge and Louveaux (2011), 'Introduction to Stochastic Programming', chapter 4; here with CVaR in the objective.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from kautilya.core.interval import Interval
from kautilya.plan.bounds import capped
from kautilya.plan.case import Case
from kautilya.plan.evaluate import value_of
from kautilya.plan.explain.searching import Search, difference, optimum
from kautilya.plan.result import Objective, Plan
from kautilya.plan.rules import Rules, rules
from kautilya.plan.scenarios import MONTHS, Scenario, arrival_year, scenarios
from kautilya.plan.uncertainty.result import Foresight

SearchFor = Callable[[Sequence[Scenario]], Search]
"""Returns a search that plans for some scenarios."""


def foresight(case: Case, plan: Plan, again_for: SearchFor, futures: Sequence[Scenario] | None = None) -> Foresight:
    """Compare the plan with one made for a mean future, and with plans made for each future alone.

    Args:
        again_for: Plans for other scenarios; a mean future, then each future alone.
        futures: The scenarios that the plan was made for, instead of those drawn from the case's seed.

    Raises:
        ValueError: A single future has no plan, which none of its limits can cause where the case has one.
    """
    rule, drawn = rules(case), scenarios(case) if futures is None else tuple(futures)
    mean = _found(again_for((mean_future(case, rule, drawn),))(case))
    mean_value = worth(case, mean, drawn).total
    singles = [_found(again_for((replace(future, probability=1.0),))(case)) for future in drawn]
    here = optimum(plan)
    here = Interval(low=here.low, high=max(here.low, min(here.high, mean_value)))
    foreseen = _foreseen(case, rule, drawn, singles)
    gained = difference(here, foreseen)
    least = max(0.0, mean_value - here.high)
    stochastic = Interval(low=least, high=max(least, mean_value - here.low))
    return Foresight(
        here=here, mean_value_plan=mean_value, stochastic=stochastic,
        foreseen=foreseen, perfect=Interval(low=max(0.0, gained.low), high=max(0.0, gained.high)),
    )  # fmt: skip


def mean_future(case: Case, rule: Rules, drawn: Sequence[Scenario]) -> Scenario:
    """Return one future in which everything uncertain is at its mean over some futures.

    An offer's deliveries arrive late by their mean delay of all causes, interruptions included, over all years in which they
    could be planned, rounded to whole years; cuts and surges are at their means.
    """
    horizon = range(len(case.years))

    def delay(index: int) -> float:
        offer = case.offers[index]
        late = (
            future.probability * (arrival_year(offer, t, index, future, rule) - t) / len(horizon)
            for future in drawn
            for t in horizon
        )
        return float(MONTHS * round(math.fsum(late)))

    return Scenario(
        probability=1.0,
        delay_months=tuple(delay(index) for index in range(len(case.offers))),
        interruptions=(),
        cuts=tuple(math.fsum(future.probability * future.cuts[t] for future in drawn) for t in horizon),
        surge=tuple(
            tuple(math.fsum(future.probability * future.surge[c][t] for future in drawn) for t in horizon)
            for c in range(len(case.areas))
        ),
    )


def worth(case: Case, plan: Plan, futures: Sequence[Scenario]) -> Objective:
    """Return a plan's objective over some scenarios, with the best emergency purchases in each."""
    found, _ = value_of(case, rules(case), futures, plan)
    return found


def _foreseen(case: Case, rule: Rules, drawn: Sequence[Scenario], singles: Sequence[Plan]) -> Interval:
    """Return the objective if every scenario could be planned for knowing it.

    With z[s] the optimum for s alone (loss and spending together), `(1 - w) E[z] + w (CVaR[z] - most spending)` lies below it,
    because CVaR never falls when a loss does and no plan spends more than all the money; what the plans found come to lies
    above it.
    """
    chances = [future.probability for future in drawn]
    low = _mixed(rule, [one.bound for one in singles], chances)
    money = sum(max(0.0, year.available.value) for year in case.budget)
    most = rule.spend_weight * money / sum(year.available.value for year in case.budget[: case.order_years])
    worths = [worth(case, one, (replace(future, probability=1.0),)) for one, future in zip(singles, drawn, strict=True)]
    spent = math.fsum(p * one.spend for p, one in zip(chances, worths, strict=True))
    high = _mixed(rule, [one.total - one.spend for one in worths], chances) + spent
    return Interval(low=capped(low - rule.risk_weight * most, high), high=high)


def _mixed(rule: Rules, losses: Sequence[float], chances: Sequence[float]) -> float:
    mean = math.fsum(p * loss for p, loss in zip(chances, losses, strict=True))
    tail = 1 - rule.risk_level
    excess = (at + math.fsum(p * max(0.0, loss - at) for p, loss in zip(chances, losses, strict=True)) / tail for at in losses)
    return (1 - rule.risk_weight) * mean + rule.risk_weight * min(excess)


def _found(plan: Plan | None) -> Plan:
    if plan is None:
        raise ValueError("a future planned for alone has no plan, though the case has one")
    return plan
