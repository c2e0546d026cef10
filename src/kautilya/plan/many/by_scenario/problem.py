"""A case whose scenarios do not come apart in closed form, in two stages: what the search for many scenarios asks of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from kautilya.plan.block import Block
from kautilya.plan.clash import clash
from kautilya.plan.columns import Columns
from kautilya.plan.decomposition.cuts import Cut
from kautilya.plan.decomposition.effort import Watch
from kautilya.plan.extensive import no_plan
from kautilya.plan.figures import Figures, Floats
from kautilya.plan.goals import Goal
from kautilya.plan.many.by_scenario import relaxation
from kautilya.plan.many.by_scenario.apart import taken_apart
from kautilya.plan.many.by_scenario.programmes import programmes
from kautilya.plan.many.by_scenario.relaxation import Judged, Relaxation, Scenarios, judged
from kautilya.plan.many.by_scenario.rows import ScenarioRows, scenario_rows
from kautilya.plan.many.by_scenario.tangents import possible, reach, tangents, unknown
from kautilya.plan.many.first_stage import NotSeparableError, Now, beforehand
from kautilya.plan.model import Limit
from kautilya.plan.solver import Stop

AMPLE = 10.0
"""So many times the worst of doing nothing: no plan worth a look has a larger objective."""


@dataclass(slots=True, kw_only=True)
class ByScenario:
    """A case in two stages with a linear programme per scenario."""

    numbers: Figures
    now: Now
    goal: Goal
    rows: ScenarioRows
    scenarios: Scenarios
    wants_stop: Callable[[], bool]
    """Whether a pass is to end before its time."""
    possible: list[Cut] = field(default_factory=list)
    """Rows on what is decided, without which some scenario has no answer."""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All limits."""
        return (*self.now.model.blocks, *self.rows.blocks)

    def worth(self, full: Floats) -> Judged:
        """Evaluate a first-stage point on all scenarios, and keep what is learnt where some has no answer."""
        found = judged(self.scenarios, full)
        if found.answers.broken.any():
            of = self.scenarios
            learnt = possible(of.apart, tangents(of.apart, of.most, found.answers), found.values)
            self.possible.extend(unknown(self.possible, learnt))
        return found

    def begin(self, best: Judged | None) -> Relaxation:
        """Begin the linear relaxation from the best plan at hand, or from doing nothing, which may break a limit."""
        if best is None:
            best = replace(self.worth(np.zeros(len(self.now.stage.cost))), objective=np.inf)
        return relaxation.begin(self.scenarios, best, self.possible)

    def step(self, state: Relaxation) -> bool:
        """Make one pass of the relaxation; tell whether to go on.

        Raises:
            InfeasibleError: No plan, not even one in fractions, leaves every scenario an answer; KautilyaError where no limit
                can be named.
        """
        if relaxation.step(state, self.wants_stop):
            return True
        if not np.isfinite(state.best.objective) and relaxation.is_impossible(state):
            raise no_plan(clash(self.numbers) or self.rows.further)
        return False

    def weigh_payments(self, state: Relaxation, weight: float, plan: Judged) -> None:
        """Let a crore rupees paid weigh so many points, and nothing else of the first stage anything; begin from a plan."""
        cost = np.zeros_like(self.now.stage.cost)
        cost[self.now.model.columns.payment.at] = weight
        relaxation.with_cost(state, cost, plan)

    def needed(self) -> Sequence[Limit]:
        """Return the rows on what is decided without which some scenario has no answer, as a limit."""
        return (_limit(tuple(self.possible)),) if self.possible else ()

    def ended(
        self, state: Relaxation, watch: Watch, told: Callable[[float, float], None], nodes: int,  # noqa: ARG002 - as others
    ) -> tuple[Floats | None, Stop]:  # fmt: skip
        """Solve a small case to the end: not where each scenario is a programme of its own; `time` where it ended a pass."""
        return None, Stop.TIME if self.wants_stop() else Stop.DONE


def by_scenario(
    numbers: Figures, also: Sequence[Limit] = (), goal: Goal = Goal.WEIGHTED, wants_stop: Callable[[], bool] = lambda: False,
    *, up_to: float = 0.0,
) -> ByScenario:  # fmt: skip
    """Return a case as a problem of two stages with a linear programme per scenario.

    Args:
        also: Limits beside the case's own; NotSeparableError where one ties scenarios to each other.
        goal: With need alone the first stage costs nothing; money alone is no problem of two stages.
        wants_stop: Asked while scenarios are solved.
        up_to: Plans with so many points are worth a look in any case.
    """
    if not (numbers.probability > 0).all():
        raise NotSeparableError("a scenario without a chance has no bounds that follow from the objective")
    rows = scenario_rows(numbers, also)
    early = beforehand(numbers, rows.before)
    first = early.stage if goal is Goal.WEIGHTED else replace(early.stage, cost=np.zeros_like(early.stage.cost))
    apart, rule = taken_apart(numbers, rows), numbers.rules
    cutoff = max(AMPLE * _worst(numbers), 2 * up_to)
    scenarios = Scenarios(
        first=first, apart=apart, programmes=programmes(apart, len(numbers.probability)), probability=numbers.probability,
        risk_weight=rule.risk_weight, risk_level=rule.risk_level, cutoff=cutoff,
        most=reach(apart, first, numbers.probability, cutoff),
    )  # fmt: skip
    return ByScenario(numbers=numbers, now=early, goal=goal, rows=rows, scenarios=scenarios, wants_stop=wants_stop)


def _worst(numbers: Figures) -> float:
    """Return points that no plan worth a look exceeds: nothing is there in any scenario, and all money is overspent."""
    short = (np.maximum(numbers.need, 0.0) * numbers.loss_per_unit).sum(axis=(1, 2)).max()
    money = np.maximum(numbers.budget, 0.0).sum() * (1 + numbers.rules.overspend_factor) * numbers.money_weight
    return 1.0 + float(short) + float(money)


def _limit(cuts: Sequence[Cut]) -> Limit:
    """Return rows on what is decided as a limit; its columns are the same whatever the scenarios are."""
    row = np.repeat(np.arange(len(cuts)), [len(cut.columns) for cut in cuts])

    def answered(_: Figures, __: Columns) -> Block:
        return Block(
            name="answered", axes=(tuple(f"{number}" for number in range(len(cuts))),), kept=np.arange(len(cuts)),
            lower=np.array([cut.least for cut in cuts]), upper=np.full(len(cuts), np.inf), row=row,
            column=np.concatenate([cut.columns for cut in cuts]), value=np.concatenate([cut.values for cut in cuts]),
            definition=True,
        )  # fmt: skip

    return answered
