"""What each limit costs, and the objective term by term."""

from collections import Counter
from collections.abc import Iterator

from kautilya.plan.case import Case
from kautilya.plan.explain.loosening import loosened
from kautilya.plan.explain.result import Price, Term
from kautilya.plan.explain.searching import Search, gain, optimum
from kautilya.plan.result import Plan


def terms(plan: Plan) -> tuple[Term, ...]:
    """Return the objective term by term; weight x points add up to the total."""
    found = plan.objective
    mean = 1 - found.risk_weight
    return (
        Term(name="expected shortfall", points=found.expected_shortfall, weight=mean),
        Term(name="expected overspend", points=found.expected_overspend, weight=mean),
        Term(name="mean loss of the worst scenarios", points=found.cvar, weight=found.risk_weight),
        Term(name="money spent", points=found.spend, weight=1.0),
    )


def prices(case: Case, plan: Plan, again: Search) -> Iterator[Price]:
    """Yield what each limit costs, by planning the case again with it loosened.

    The interval of the gain holds for the best possible plans of both cases, whatever the two searches did not find
    (`searching.gain`); a price that the gaps do not tell from nothing begins at 0.
    """
    places = Counter(one.limit for one in plan.binding)
    for given in loosened(case):
        found = again(given.case)
        if found is not None:
            span = optimum(found)
            yield Price(
                limit=given.limit, change=given.change, value=span.high, bound=span.low, gain=gain(plan, found),
                places=sum(places[name] for name in given.limit.split(", ")),
            )  # fmt: skip
