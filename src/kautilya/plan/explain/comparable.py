"""Which plans can be explained: those whose value and bound are of the same case, scenarios and question as every search."""

from collections.abc import Iterator, Sequence

from kautilya.plan.case import Case
from kautilya.plan.codec import digest
from kautilya.plan.evaluate import worth_of
from kautilya.plan.result import Plan
from kautilya.plan.rolling.replanning import OF_THE_RECORD
from kautilya.plan.scenarios import Scenario, scenarios

OFF = 1e-3
"""By how much at most, relative to it or to a point, a plan's objective may differ from that on the scenarios given."""


def comparable(case: Case, plan: Plan, futures: Sequence[Scenario] | None) -> None:
    """Refuse a plan that cannot be compared with those that the questions come upon.

    A plan does not say whether it was made under further limits (`solve.solve`, `also`), so its bound is trusted to be one of
    all plans of the case.

    Args:
        futures: The scenarios that the plan was made for, instead of those drawn from the case's seed.

    Raises:
        ValueError: The plan is one of another case, of other scenarios, or was not asked for as the best one of all.
    """
    if reason := next(_reasons(case, plan, futures), ""):
        raise ValueError(f"{reason}, so it cannot be compared with the plans that questions about it come upon")


def _reasons(case: Case, plan: Plan, futures: Sequence[Scenario] | None) -> Iterator[str]:
    if plan.case_digest != digest(case):
        yield f"the plan is of case {plan.case_digest}, not of {digest(case)}"
    if plan.since is not None:
        yield "the plan keeps orders of an earlier plan, and its bound is of plans that keep them"
    if plan.need_first is not None:
        yield "the plan was asked for need first and then cost, not for the weighted objective"
    if plan.single_stage is not None:
        yield "the plan was made for one mean future"
    if futures is None and (told := plan.versions.get(OF_THE_RECORD)):
        yield f"the plan was made for other scenarios than its case draws ({told}), and none are given (`futures`)"
    drawn = scenarios(case) if futures is None else futures
    if plan.scenarios != len(drawn):
        yield f"the plan was made for {plan.scenarios} scenarios, not for {len(drawn)}"
    worth = worth_of(case, drawn, plan)
    if not abs(worth - plan.objective.total) <= OFF * max(1.0, plan.objective.total):
        yield (
            f"the plan tells {plan.objective.total:.3f} points and has {worth:.3f} in these scenarios (infinite where it "
            "breaks a limit): it was made for others, or changed"
        )
