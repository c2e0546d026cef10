"""Limits and levers of a case that are asked for on the command line, and what is said of them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import typer

from kautilya.cli.session import say
from kautilya.plan.assembly.component_needs import component_limit
from kautilya.plan.assembly.home_growth import growing_at_home
from kautilya.plan.assembly.second_sources import ALL, Wanted, second_sources, sources
from kautilya.plan.case import Case
from kautilya.plan.on_request import Source
from kautilya.store.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRequest:
    """What is asked for; nothing by default."""

    component_cap: float | None = None
    second_source: Sequence[str] = ()
    """Each `AREA:SHARE` or `AREA:SHARE:KIND`."""
    home_growth: float | None = None
    """Yearly growth of the delivery rates of home makers."""


def limited(case: Case, asked: OnRequest, view: Callable[[], View]) -> Case:
    """Return the case with what is asked for, and say what is known of it.

    Args:
        view: Opens the register as it was known on the case's day; called only where the record is needed.
    """
    wanted = tuple(map(_wanted, asked.second_source))
    if asked.component_cap is not None:
        case = _with_component_cap(view(), case, asked.component_cap)
    if asked.home_growth is not None:
        case = growing_at_home(case, asked.home_growth)
    return _with_second_sources(case, wanted) if wanted else case


def described(case: Case) -> Iterator[str]:
    """Say in a line each which limits on request a case has."""
    if (limit := case.component_limit) is not None:
        yield f"component cap {limit.cap.value:g}: {len(limit.needs)} needs of offers, {len(limit.uncounted)} rows not counted"
    if case.second_sources:
        areas = ", ".join(f"{rule.area_id} ({rule.most.value:g} by {rule.by})" for rule in case.second_sources)
        yield f"second source demanded: {areas}"
    if growing := [offer for offer in case.offers if offer.rate_growth is not None]:
        yield f"{len(growing)} offers whose rate of delivery grows from year to year"


def _with_component_cap(view: View, case: Case, cap: float) -> Case:
    limit = component_limit(view, case, cap)
    told = {need.offer_id for need in limit.needs}
    say(
        f"component cap {cap:g}: {len(limit.families)} foreign families under {len(told)} of {len(case.offers)} offers; of the "
        f"others no row is known; {len(limit.uncounted)} rows do not count, each listed in the case with its reason"
    )
    return replace(case, component_limit=limit)


def _with_second_sources(case: Case, wanted: Sequence[Wanted]) -> Case:
    areas = {area.id for area in case.areas}
    for rule in wanted:
        if rule.area_id not in areas | {ALL}:
            raise typer.BadParameter(f"--second-source: no area '{rule.area_id}'; the areas are {', '.join(sorted(areas))}")
    found = second_sources(case, wanted)
    for kind in dict.fromkeys(rule.by for rule in wanted):
        ruled = {rule.area_id for rule in found if rule.by is kind}
        alone = [area.id for area in case.areas if len(sources(case, area.id, kind)) < 2]
        if left := [area for area in alone if area not in ruled]:
            say(f"second source by {kind}: not demanded where the case has one source or none: {', '.join(left)}")
        if barred := [area for area in alone if area in ruled]:
            say(f"second source by {kind}: as there is one source or none, nothing can be ordered in {', '.join(barred)}")
    return replace(case, second_sources=found)


def _wanted(text: str) -> Wanted:
    """Read a rule such as `fighter:0.7` or `all:0.7:counterparty`."""
    area_id, _, told = text.partition(":")
    share, _, kind = told.partition(":")
    kinds = ", ".join(Source)
    try:
        rule = Wanted(area_id=area_id, most=float(share), by=Source(kind) if kind else Source.OFFER)
    except ValueError:
        message = f"--second-source: expected AREA:SHARE or AREA:SHARE:KIND (of {kinds}), found '{text}'"
        raise typer.BadParameter(message) from None
    if not 0 <= rule.most <= 1:
        raise typer.BadParameter(f"--second-source: expected a share between 0 and 1, found '{text}'")
    return rule
