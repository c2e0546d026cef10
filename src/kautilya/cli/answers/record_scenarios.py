"""Scenarios drawn from the record in place of a case's own parameters, and the fits that they come from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import typer

from kautilya.cli.answers.saved_files import read_saved
from kautilya.cli.files import write_text
from kautilya.cli.output import Column, write, write_table
from kautilya.cli.session import say
from kautilya.core.errors import InputError, Problem
from kautilya.plan import codec
from kautilya.plan.case import Case
from kautilya.plan.result import Plan
from kautilya.plan.scenarios import Scenario
from kautilya.plan.uncertainty.crises import Crises, told_by_the_record, unknown_origins, with_crises
from kautilya.plan.uncertainty.doubting import FRESH_SEED
from kautilya.plan.uncertainty.given import left_out, overridden
from kautilya.plan.uncertainty.record import CRISIS, Fit, RecordModel, of_case, record_model
from kautilya.plan.uncertainty.record_draws import record_futures
from kautilya.report.wording import percent
from kautilya.store.view import View

RECORD = "record"
SCENARIOS = "scenarios"
"""Under this name a plan's versions tell that it was not made for the case's own scenarios."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A model of the record's uncertainty and the scenarios that it gives for a case."""

    case: Case
    model: RecordModel
    missing: int = 0
    """Fits of the record that the user's model does not have."""

    @property
    def futures(self) -> tuple[Scenario, ...]:
        """The scenarios to plan for."""
        return record_futures(self.case, self.model)

    def fresh(self, count: int) -> tuple[Scenario, ...] | None:
        """Return fresh scenarios of the same model; None where none are asked for."""
        fresh = replace(self.case, seed=self.case.seed + FRESH_SEED, scenarios=count)
        return record_futures(fresh, self.model) if count else None

    def named(self, plan: Plan) -> Plan:
        """Return a plan that tells which scenarios it was made for, and how much of them is assumed."""
        assumed = sum(fit.mark == "assumed" for fit in self.model.fits)
        of = "of the record" if self.model.notes else "of the case with its crises"
        crises = [fit for fit in self.model.fits if fit.id.partition("/")[0] == CRISIS]
        touched = "; ".join(f"crises {fit.scale:g} times for {fit.id.partition('/')[2]}" for fit in crises)
        of = f"{of}, {touched}" if touched else of
        told = f"{of}, model {codec.digest(self.model)[:12]}, {assumed} of {len(self.model.fits)} fits assumed"
        told = f"{told}, {self.missing} of the record left out" if self.missing else told
        return replace(plan, versions={**plan.versions, SCENARIOS: told})


def crises(case: Case, factor: float | None, origins: Sequence[str]) -> Crises | None:
    """Return what is asked of crises; None for nothing; an error where it cannot be asked of the case."""
    if factor is None:
        if origins:
            raise typer.BadParameter("--crisis-origin says which origins the crises of --crises touch; name how many TIMES")
        return None
    if unknown := unknown_origins(case, origins):
        known = ", ".join(origin.country for origin in case.origins)
        raise typer.BadParameter(f"--crisis-origin: no foreign design origin {', '.join(unknown)}; the case has {known}")
    return Crises(factor=factor, origins=tuple(dict.fromkeys(origins)))


def correlated(case: Case, asked: Crises) -> Drawn:
    """Return the case's own scenarios with crises that also stop and delay, so many times likelier."""
    return Drawn(case=case, model=with_crises(of_case(case), asked))


def refuse_absent(asked: str) -> None:
    """Refuse a file of fits that there is not, before a register is opened for what it changes."""
    if asked != RECORD and not Path(asked).exists():
        message = f"there is no file '{asked}'; give `{RECORD}`, or a file that `kautilya case uncertainty -o FILE` wrote"
        raise InputError("what is asked", [Problem(file="--uncertainty", message=message)])


def drawn(view: View, case: Case, asked: str, in_crises: Crises | None = None) -> Drawn:
    """Return the scenarios of the record, or of a file in which the user has changed the record's fits.

    Args:
        in_crises: What crises do, in place of what the model says.
    """
    model = record_model(view, case)
    missing: tuple[str, ...] = ()
    if asked != RECORD:
        given = overridden(model, read_saved(RecordModel, Path(asked)), asked)
        model, missing = given, left_out(model, given)
    if missing:
        say(f"{asked} has no fit of {', '.join(missing)}; `kautilya case uncertainty -o FILE` writes all of them")
    return Drawn(case=case, model=model if in_crises is None else with_crises(model, in_crises), missing=len(missing))


def write_model(view: View, case: Case, output: Path | None, *, as_json: bool) -> None:
    """Write the fits of the record to a file, if one is named, and to stdout as JSON or in a table."""
    model = record_model(view, case)
    model = replace(model, notes=(*model.notes, told_by_the_record(view, case)))
    if output is not None:
        write_text(output, codec.write(model))
        say(f"fits written to {output}; change them and plan with --uncertainty {output}")
    if as_json:
        write(codec.write(model).rstrip("\n"))
        return
    columns = (Column(title="fit"), Column(title="distribution"), Column(title="n", right=True),
               Column(title="open", right=True), Column(title="own weight", right=True), Column(title="mark"))  # fmt: skip
    rows = ((fit.id, _distribution(fit), str(fit.n), str(fit.open), f"{fit.weight:.2f}", fit.mark) for fit in model.fits)
    write_table(columns, rows, title=f"What the record says of delays, interruptions and budgets, as of {model.as_of}")
    for note in model.notes:
        write(note)


def _distribution(fit: Fit) -> str:
    if fit.family == "weibull":
        return f"Weibull, shape {fit.shape:.2f}, scale {fit.scale:.1f} months"
    if fit.family == "exponential":
        return f"exponential, mean {fit.scale:.1f} months"
    if fit.family == "poisson":
        return f"{fit.scale:.3f} a year"
    if fit.family == "normal":
        return f"normal, mean {percent(fit.scale, 1)} a year, deviation {percent(fit.shape, 1)}"
    if fit.family == "empirical":
        return f"past values, {min(fit.values):.2f} to {max(fit.values):.2f}"
    return f"{fit.scale:g} times"
