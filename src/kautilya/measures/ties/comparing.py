"""Counts of one series inside and outside a shock, placebo windows, and the partners that were not hit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log

import numpy as np

from kautilya.measures.statistics.odds import ratio_of_ratios
from kautilya.measures.statistics.placebo import Days, Design, Placebo, placebo
from kautilya.measures.statistics.rates import RateRatio, rate, rate_ratio
from kautilya.measures.ties.periods import YEAR
from kautilya.measures.ties.trials import BEFORE_AND_AFTER, Trial, days_in, lies, spell
from kautilya.tables.ties.brackets import first_day
from kautilya.tables.ties.shocks import Shock
from kautilya.tables.ties.signs import Sign
from kautilya.tables.windows import Membership, Window, membership

ENOUGH = 5
PLACEBO_DAYS = 365
"""Different days on which a placebo window must be able to begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The signs of a series inside and outside a shock."""

    trial: Trial
    """Compared with days after the first sign of the series only."""
    series: str
    inside: tuple[Sign, ...]
    outside: tuple[Sign, ...]
    possibly: int
    """Signs whose date allows both inside and outside."""

    @property
    def ratio(self) -> RateRatio:
        """The rate inside over the rate outside, with its exact interval (ValueError without any event: never counted)."""
        found = rate_ratio(rate(len(self.inside), self.years_inside), rate(len(self.outside), self.years_outside))
        if found is None:
            raise ValueError("no event on either side")
        return found

    @property
    def years_inside(self) -> float:
        """Length of the shock in years."""
        return days_in([self.trial.inside]) / YEAR

    @property
    def years_outside(self) -> float:
        """Length of what it is compared with in years."""
        return days_in(self.trial.outside) / YEAR


def counted(trial: Trial, series: str, signs: Sequence[Sign]) -> Counted | str:
    """Return the counts of a partner's series, or why there is nothing to compare.

    The days outside begin after the first sign of the series: nothing shows that it was looked for earlier, and a window that
    is opened by an event counts one too many.
    """
    first = min((first_day(sign.when) for sign in signs), default=None)
    opens = first_day_of(trial)
    if first is None or first >= opens:
        return f"no {series} with {trial.partner} in the record before {opens}"
    clipped = trial.since(first)
    if days_in(clipped.outside) < PLACEBO_DAYS:
        return f"the record of {series} with {trial.partner} begins on {first}: a year outside the shock is needed"
    inside, outside, possibly = _split(signs, clipped)
    if len(inside) + len(outside) < ENOUGH:
        found = f"{len(inside)} inside and {len(outside)} outside"
        return f"{found}: {ENOUGH - len(inside) - len(outside)} more dated {series} with {trial.partner} needed"
    return Counted(trial=clipped, series=series, inside=inside, outside=outside, possibly=possibly)


def _split(signs: Iterable[Sign], trial: Trial) -> tuple[tuple[Sign, ...], tuple[Sign, ...], int]:
    """Return the signs that certainly lie inside a shock, those in the days it is compared with, and how many may be either."""
    inside: list[Sign] = []
    outside: list[Sign] = []
    possibly = 0
    for sign in signs:
        within = membership(sign.when, trial.inside)
        beyond = Membership.OUTSIDE if within is Membership.INSIDE else lies(sign.when, trial.outside)
        if within is Membership.INSIDE:
            inside.append(sign)
        elif beyond is Membership.INSIDE:
            outside.append(sign)
        else:
            possibly += Membership.POSSIBLY in {within, beyond}
    return tuple(inside), tuple(outside), possibly


def first_day_of(trial: Trial) -> date:
    """Return the first day of a shock."""
    return trial.inside.first or trial.inside.last


def placebo_of(found: Counted, signs: Sequence[Sign], hits: Iterable[Shock]) -> Placebo | None:
    """Compare with windows of the same length in which no shock hit the partner; None where a year of first days is missing."""
    trial = found.trial
    happened = [_middle(sign) for sign in signs]
    length = days_in([trial.inside])
    starts = np.arange(min(happened) + 1 + BEFORE_AND_AFTER, trial.closes.toordinal() - length + 2, dtype=np.int64)
    spells = [days for shock in hits if (days := spell(shock, trial.closes)) is not None]
    eligible = _free(starts, length, spells)
    if len(eligible) < PLACEBO_DAYS:
        return None
    design = Design(inside=length, before=BEFORE_AND_AFTER, after=BEFORE_AND_AFTER, closes=trial.closes.toordinal())
    watched = days_in(trial.outside)
    observed = abs(log(((len(found.inside) + 0.5) / length) / ((len(found.outside) + 0.5) / watched)))
    return placebo(happened, eligible, design, observed)


def _free(starts: Days, length: int, spells: Sequence[Window]) -> Days:
    """Return the first days whose windows touch no spell."""
    free = np.ones(len(starts), dtype=bool)
    for days in spells:
        first, last = (days.first or days.last).toordinal(), days.last.toordinal()
        free &= (starts + length - 1 < first) | (starts > last)
    return starts[free]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The change of a series against that of partners that were not hit."""

    partners: tuple[str, ...]
    inside: tuple[Sign, ...]
    outside: tuple[Sign, ...]
    ratio: RateRatio


def compared(
    found: Counted, own: Sequence[Sign], all_signs: Sequence[Sign], hits: Mapping[str, Sequence[Shock]]
) -> Compared | str:
    """Return the ratio of the partner's change to that of all partners not hit in these days, or which rows are missing."""
    trial = found.trial
    spared = {partner for sign in all_signs for partner in sign.partners} - {trial.partner}
    spared -= {partner for partner in spared if _hit(trial, hits.get(partner, ()))}
    others = [sign for sign in all_signs if sign.partners and spared.issuperset(sign.partners)]
    if not others:
        return f"no {found.series} with a partner that no shock hit in these days"
    missing = [
        *_uncovered(trial, own, found.series, trial.partner),
        *_uncovered(trial, others, found.series, "partners not hit"),
    ]
    both = trial.since(min(first_day(sign.when) for sign in others))
    ours, (inside, outside, _) = _split(own, both), _split(others, both)
    if len(inside) + len(outside) < ENOUGH:
        missing.append(f"{ENOUGH - len(inside) - len(outside)} more dated {found.series} with partners not hit")
    ratio = ratio_of_ratios((len(ours[0]), len(ours[1])), (len(inside), len(outside)))
    if missing or ratio is None:
        return "; ".join(missing) or f"{found.series} both inside and outside, of both sides"
    partners = tuple(sorted({partner for sign in (*inside, *outside) for partner in sign.partners}))
    return Compared(partners=partners, inside=inside, outside=outside, ratio=ratio)


def _hit(trial: Trial, shocks: Iterable[Shock]) -> bool:
    """Tell whether any shock hits a partner in the days of a trial."""
    spells = (spell(shock, trial.closes) for shock in shocks)
    return any(days is not None and (days.first or days.last) <= trial.inside.last and first_day_of(trial) <= days.last
               for days in spells)  # fmt: skip


def _uncovered(trial: Trial, signs: Sequence[Sign], series: str, whose: str) -> Iterable[str]:
    """Name what is missing to show that a series was recorded before the shock and after it (or during it, while it runs)."""
    first = first_day_of(trial)
    if not any(sign.when.last < first for sign in signs):
        yield f"no {series} with {whose} before {first}"
    until = first if trial.runs else trial.inside.last
    if not any(first_day(sign.when) > until for sign in signs):
        yield f"no {series} with {whose} after {until}"


def _middle(sign: Sign) -> int:
    return (first_day(sign.when).toordinal() + sign.when.last.toordinal()) // 2
