"""Narrows what was measured of named periods to those that lie in a window asked for, and names the partner asked for."""

from collections.abc import Iterable
from dataclasses import replace

from kautilya.core.periods import FiscalYear, PartialDate
from kautilya.measures.finding import Finding
from kautilya.measures.scope import Scope

Period = PartialDate | FiscalYear


def within(findings: Iterable[Finding], scope: Scope) -> Iterable[Finding]:
    """Yield the findings whose own window (`FY2024-25`, `2011..2015`, a day) lies wholly in the window asked for."""
    return (one for one in findings if not scope.windowed or label_within(one.window or "", scope))


def of_partner(findings: Iterable[Finding], scope: Scope) -> Iterable[Finding]:
    """Yield findings with the partner asked for among their dimensions, so that none is cited as that of all."""
    for one in findings:
        yield one if scope.partner is None else replace(one, of={**one.of, "partner": scope.partner})


def begun_in(findings: Iterable[Finding], scope: Scope) -> Iterable[Finding]:
    """Yield findings with the window asked for beside their own, in which the cases began that they count."""
    for one in findings:
        yield replace(one, window=f"{one.window}, begun {scope.told}") if scope.windowed else one


def label_within(label: str, scope: Scope) -> bool:
    """Tell whether a period, as results print it, lies wholly in the window asked for; one that names no days does not."""
    first, _, last = label.partition("..")
    try:
        ends = _period(first), _period(last or first)
    except ValueError:
        return False
    return scope.takes_in(ends[0].first, ends[1].last)


def _period(text: str) -> Period:
    return FiscalYear.parse(text) if text.startswith("FY") else PartialDate.parse(text)
