"""Answers about a plan that were asked before: planning again for each takes minutes, so the report shows saved ones."""

from importlib.resources import files

from kautilya.plan import codec
from kautilya.plan.result import Plan
from kautilya.plan.rolling.replanning import OF_THE_RECORD
from kautilya.plan.told import Told

FILE = "answers.json"
EXPLAINED = "explained_plan.json"
"""The plan that these answers are about; `plan --start` begins with it."""
SAME = 1e-6
"""Points by which the value of two runs of one plan may differ."""


def embedded() -> Told:
    """Return the answers that come with the package: those about the plan of the embedded register's case.

    They were asked once, with the options that stand in docs/explanation.md, and are shown only where case and plan are the
    same still; after a change of either they must be asked anew.
    """
    return codec.read(Told, files("kautilya.report").joinpath(FILE).read_text(encoding="utf-8"), FILE)


def explained(case_digest: str) -> Plan | None:
    """Return the plan that the answers of the package are about, to begin a search of the same case with; None for another."""
    plan = codec.read(Plan, files("kautilya.report").joinpath(EXPLAINED).read_text(encoding="utf-8"), EXPLAINED)
    return plan if plan.case_digest == case_digest else None


def of_plan(told: Told, plan: Plan) -> Told | None:
    """Return the answers if they are about a plan of this case and value; None if they are about another one."""
    if told.case_digest != plan.case_digest:
        return None
    if told.explanation is not None and abs(told.explanation.value - plan.objective.total) > SAME:
        return None
    return told


def known_better(told: Told | None, plan: Plan) -> float | None:
    """Return the objective of a better plan of the same case that answers tell of; None where they tell of none.

    None too where the plan was not asked for as the best one of the same scenarios: need first and then cost, orders of an
    earlier plan kept, one mean future, or other scenarios. Then it may be the best of its kind.
    """
    found = None if told is None else told.explanation
    if told is None or found is None or told.case_digest != plan.case_digest:
        return None
    of_a_kind = (plan.need_first, plan.since, plan.single_stage)
    if any(one is not None for one in of_a_kind) or found.versions.get(OF_THE_RECORD) != plan.versions.get(OF_THE_RECORD):
        return None
    best = found.value if found.better is None else min(found.value, found.better)
    return best if best < plan.objective.total - SAME else None
