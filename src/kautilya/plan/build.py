"""Build the planning case from a view of the register; nothing that the view does not say is filled in."""

import re
from collections.abc import Mapping

from kautilya.core.errors import InputError, Problem
from kautilya.core.periods import FiscalYear
from kautilya.plan.assembly.cells import Cells
from kautilya.plan.assembly.money import budget, note_disagreement, signed_deals
from kautilya.plan.assembly.needs import areas, fiscal_years
from kautilya.plan.assembly.prose import HOME, SCENARIOS, SEED, UNKNOWN_LENGTH, said
from kautilya.plan.assembly.provenance import Provenance
from kautilya.plan.assembly.supply import channels, offers, origins
from kautilya.plan.case import Assumption, Case, Parameter
from kautilya.plan.coefficient import Coefficient
from kautilya.plan.marks import coefficients
from kautilya.plan.rules import rules
from kautilya.register.claim import Mark
from kautilya.store.view import View
from kautilya.tables.cells import known_word

_REQUIRED = ("P01", "P06", "P14", "P16", "P26", "P28")
"""Parameters that the building itself reads; `rules.rules` checks the others."""


def case_from(view: View, *, seed: int | None = None, scenarios: int | None = None) -> Case:
    """Build the case as known on the view's day.

    Args:
        view: The register, with the planning case's tables and the parameters.
        seed: Seed of the scenarios; the one that parameter P28 states where None.
        scenarios: Number of scenarios; that of P28 where None.

    Raises:
        InputError: The register does not say something that the plan needs; every gap is listed.
    """
    cells = Cells(view=view, provenance=_provenance(view))
    parameters = _parameters(cells)
    _stop(cells, "register")
    years = fiscal_years(cells)
    ending = parameters["P26"]
    terminal = _terminal_years(cells, ending, years)
    home = said(cells, parameters["P06"], HOME, "reason")
    unknown_length = said(cells, parameters["P16"], UNKNOWN_LENGTH, "value")
    _stop(cells, "register")
    live = offers(cells)
    needs = areas(cells, years, terminal, _weight(cells, parameters["P01"]), ending)
    signed = signed_deals(cells, years)
    money = budget(cells, years, terminal, ending, signed)
    built = {
        "areas": needs, "offers": live.decided, "channels": channels(cells, parameters["P14"]), "budget": money,
        "origins": origins(cells, live.decided, home, unknown_length), "signed": signed,
        "exclusions": live.excluded, "home": home,
        "seed": int(said(cells, parameters["P28"], SEED, "reason") or 0) if seed is None else seed,
        "scenarios": int(said(cells, parameters["P28"], SCENARIOS, "value") or 0) if scenarios is None else scenarios,
    }  # fmt: skip
    _stop(cells, "register")
    note_disagreement(cells, needs, signed, years)
    _stop(cells, "register")
    horizon = tuple(str(year) for year in years[0].through(years[-1].plus(terminal)))
    case = Case(
        title=f"{home} {horizon[0]}..{horizon[len(years) - 1]}, illustrative",
        as_of=str(view.as_of), recorded_by=str(view.recorded_by or ""), rules=view.rule_names, years=horizon,
        order_years=len(years), targets=(), parameters=tuple(parameters.values()),
        assumptions=_assumptions(cells, built), **built,  # type: ignore[arg-type]  # values of different types by name
    )  # fmt: skip
    rules(case)
    return case


def _stop(cells: Cells, source: str) -> None:
    if cells.problems:
        raise InputError(source, list(dict.fromkeys(cells.problems)))


def _provenance(view: View) -> Provenance:
    derivations = {
        name: " ".join(filter(None, (known_word(record, "formula"), known_word(record, "inputs"))))
        for name, record in view.records("derivation").items()
    }
    marks = dict.fromkeys(view.records("assumption"), Mark.ASSUMED)
    marks |= {name: Mark(known_word(record, "mark") or "assumed") for name, record in view.records("parameter").items()}
    return Provenance(derivations=derivations, marks=marks)


def _parameters(cells: Cells) -> Mapping[str, Parameter]:
    found = {}
    for name, record in cells.records("parameter").items():
        text = {column: known_word(record, column) or "" for column in ("low", "high", "unit", "applies_to", "reason")}
        what, value, mark = (cells.text(record, column) for column in ("what", "value", "mark"))
        if mark:
            found[name] = Parameter(
                id=name, what=what, value=value, mark=Mark(mark), claim_ids=record.cell("value").claim_ids, **text
            )
    for name in _REQUIRED:
        if name not in found:
            cells.problems.append(Problem(file="case/parameters", field=name, message="is missing"))
    return found


def _weight(cells: Cells, parameter: Parameter) -> Coefficient:
    try:
        value, low, high = float(parameter.value), float(parameter.low), float(parameter.high)
    except ValueError:
        cells.problems.append(
            Problem(file="case/parameters", field=parameter.id, message="value, low and high must be numbers")
        )
        return cells.nothing
    return Coefficient(value=value, low=low, high=high, mark=parameter.mark, weakest=parameter.mark, basis=parameter.id,
                       rests_on=(parameter.id,), claim_ids=parameter.claim_ids)  # fmt: skip


def _terminal_years(cells: Cells, ending: Parameter, years: tuple[FiscalYear, ...]) -> int:
    """Read `FY2036-37..FY2040-41` (or `0 years`: none) as a number of years after the last order year."""
    text = ending.value.strip()
    if found := re.fullmatch(r"([0-9]+) years", text):
        return int(found[1])
    ends = text.split("..")
    try:
        first, last = (FiscalYear.parse(end.strip()) for end in ends)
    except ValueError:
        cells.problems.append(Problem(file="case/parameters", field=ending.id, message=f"expected FIRST..LAST, found '{text}'"))
        return 0
    if years and first != years[-1].next:
        cells.problems.append(Problem(file="case/parameters", field=ending.id, message=f"does not follow on {years[-1]}"))
    return last.years_after(first) + 1


def _assumptions(cells: Cells, built: Mapping[str, object]) -> tuple[Assumption, ...]:
    """Return the assumptions that some coefficient rests on, in the order of the register."""
    used = {name for given in coefficients(built) if isinstance(given, Coefficient) for name in given.rests_on}
    columns = ("what", "value", "low", "high", "unit", "reason", "author")
    return tuple(
        Assumption(
            id=name,
            claim_ids=record.cell("value").claim_ids,
            **{column: known_word(record, column) or "" for column in columns},
        )
        for name, record in cells.records("assumption").items()
        if name in used
    )
