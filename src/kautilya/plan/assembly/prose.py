"""What the register says in a sentence only, and the one place that reads it there (docs/planner.md lists the sentences).

Each reading notes a clear problem where the sentence does not say it; none falls back on a value of its own.
"""

import re

from kautilya.core.errors import Problem
from kautilya.plan.assembly.cells import Cells
from kautilya.plan.case import Parameter
from kautilya.plan.coefficient import Coefficient
from kautilya.register.claim import Mark
from kautilya.register.record import Record
from kautilya.tables.cells import known_word

HOME = re.compile(r"\b([A-Z]{3}) exempt\b")
"""P06, reason: the country that the supplier caps exempt, `IND exempt`."""
SEED = re.compile(r"\bseed ([0-9]+)\b")
"""P28, reason: `seed 1`."""
SCENARIOS = re.compile(r"^([0-9]+)$")
"""P28, value."""
UNKNOWN_LENGTH = re.compile(r"\b(A[0-9]{3}) where blank\b")
"""P16, value: the assumption on interruptions of a partner without any ended one, `A004 where blank`."""
LEASE = re.compile(r"\bfor ([a-z]+|[0-9]+) years\b")
"""unit_conversion of a leased offer: `one aircraft for ten years`."""
_NUMBER_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}


def said(cells: Cells, parameter: Parameter, pattern: re.Pattern[str], column: str) -> str:
    """Return what a parameter's reason or value says; empty, and noted, where it does not."""
    text = parameter.reason if column == "reason" else parameter.value
    found = pattern.search(text)
    if found is None:
        message = f"{column} must say '{pattern.pattern}', found '{text}'"
        cells.problems.append(Problem(file="case/parameters", field=parameter.id, message=message))
    return found[1] if found else ""


def lease_years(cells: Cells, record: Record) -> Coefficient:
    """Return the term of a lease, derived from the offer's unit conversion."""
    text = known_word(record, "unit_conversion") or ""
    found = LEASE.search(text)
    if found is None or not (found[1].isdigit() or found[1] in _NUMBER_WORDS):
        cells.missing(record, "unit_conversion", f"must say for how many years is leased, 'for ten years'; found '{text}'")
        return cells.nothing
    years = int(found[1]) if found[1].isdigit() else _NUMBER_WORDS[found[1]]
    return Coefficient(
        value=float(years), low=None, high=None, mark=Mark.DERIVED, weakest=Mark.DERIVED, basis=text, rests_on=(),
        claim_ids=record.cell("unit_conversion").claim_ids,
    )  # fmt: skip
