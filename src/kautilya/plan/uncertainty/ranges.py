"""The values of a case that are known only within a range, and the case with one or all of them elsewhere in it."""

import hashlib
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kautilya.plan.case import Case, Channel, Offer, Origin
from kautilya.plan.coefficient import Coefficient
from kautilya.plan.rules import NUMBER

WHOLE = ("earliest_order", "max_rate", "min_lot")
"""Figures of an offer that are whole."""
SHARES = ("indigenous_content", "approval_probability")
OF_OFFERS = ("unit_cost", "fixed_cost", "min_lot", "max_rate", "lead_years", "indigenous_content", "earliest_order",
             "approval_probability", "approval_delay_months")  # fmt: skip
OF_CHANNELS = ("unit_cost", "quantity_per_contract")
OF_ORIGINS = ("start_rate", "mean_months")
NUMBERS = ("P06", "P07", "P09", "P10", "P11", "P12", "P20", "P23", "P24")
"""Parameters that are one number and no preference of the planner's: those of weights and discount are another yardstick."""
TEXTS: Mapping[str, str] = {"P19": "", "P21": "uniform ", "P27": "month "}
"""Parameters in words whose ends are told without these words."""

Place = Callable[[Coefficient], Coefficient]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranged:
    """A value with a range, or one figure of all offers at once."""

    id: str
    what: str
    value: str
    low: str
    high: str
    mark: str
    basis: str
    at: Callable[[Case, float], Case]
    """The case with the value at 0 (low), between, or at 1 (high) of its range; the value itself is at its `home`."""
    is_group: bool = False


def ranged(case: Case) -> tuple[Ranged, ...]:
    """Return everything in a case that has a range, single values first and then each figure of all offers at once."""
    singles = (*_offers(case), *_channels(case), *_origins(case), *_parameters(case))
    return (*singles, *_groups(case))


def drawn(case: Case, seed: int, draw: int) -> Case:
    """Return the case with every ranged value drawn anew, each from a triangle over its range with its value on top.

    Draw `draw` depends on (seed, draw) and the value's name alone. Values move independently of each other; texts (slip,
    budget cuts, month of orders) take their low end, their value or their high end with a third each.
    """
    for one in ranged(case):
        if not one.is_group:
            case = one.at(case, _uniform(seed, draw, one.id))
    return case


def spread(given: Coefficient) -> bool:
    """Tell whether a coefficient has a range that is wider than a point."""
    return given.low is not None and given.high is not None and given.low < given.high


def placed(given: Coefficient, u: float, name: str) -> Coefficient:
    """Return a coefficient at a place of its range: the inverse of the triangular distribution of (low, value, high)."""
    if not spread(given) or given.low is None or given.high is None:
        return given
    low, high = given.low, given.high
    top = min(max(given.value, low), high)
    width = high - low
    if u * width <= top - low:
        value = low + math.sqrt(u * width * (top - low))
    else:
        value = high - math.sqrt((1 - u) * width * (high - top))
    value = float(round(value)) if name in WHOLE else value
    return replace(given, value=min(max(value, 0.0), 1.0) if name in SHARES else value)


def _offers(case: Case) -> Iterator[Ranged]:
    for offer in case.offers:
        for name in OF_OFFERS:
            given: Coefficient = getattr(offer, name)
            if spread(given):
                yield _single("offers", offer.id, name, f"{offer.system}: {name.replace('_', ' ')}", given)


def _channels(case: Case) -> Iterator[Ranged]:
    for channel in case.channels:
        for name in OF_CHANNELS:
            given: Coefficient = getattr(channel, name)
            if spread(given):
                yield _single("channels", channel.id, name, f"{channel.item}: {name.replace('_', ' ')}", given)


def _origins(case: Case) -> Iterator[Ranged]:
    for origin in case.origins:
        for name in OF_ORIGINS:
            given: Coefficient = getattr(origin, name)
            if spread(given):
                words = {"start_rate": "interruptions a year", "mean_months": "mean months of an interruption"}[name]
                yield _single("origins", origin.country, name, f"{origin.country}: {words}", given)


def _single(part: str, key: str, name: str, what: str, given: Coefficient) -> Ranged:
    def at(case: Case, u: float) -> Case:
        return _changed(case, part, lambda one: _key(one) == key, name, u)

    return Ranged(
        id=f"{part}.{key}.{name}", what=what, value=f"{given.value:g}", low=f"{given.low:g}", high=f"{given.high:g}",
        mark=given.mark.value, basis=given.basis, at=at,
    )  # fmt: skip


def _groups(case: Case) -> Iterator[Ranged]:
    for name in OF_OFFERS:
        given: Sequence[Coefficient] = [getattr(offer, name) for offer in case.offers]
        if sum(map(spread, given)) > 1:
            marks = sorted({one.mark.value for one in given if spread(one)})
            yield Ranged(
                id=f"offers.*.{name}", what=f"{name.replace('_', ' ')} of all offers at once", value="as stated", low="low",
                high="high", mark=", ".join(marks), basis=f"{sum(map(spread, given))} ranges", is_group=True,
                at=lambda case, u, name=name: _changed(case, "offers", lambda _: True, name, u),  # type: ignore[misc]
            )  # fmt: skip


def _changed(case: Case, part: str, chosen: Callable[[Offer | Channel | Origin], bool], name: str, u: float) -> Case:
    parts: Sequence[Offer | Channel | Origin] = getattr(case, part)
    after = tuple(
        replace(one, **{name: placed(getattr(one, name), u, name)}) if chosen(one) else one  # type: ignore[arg-type]
        for one in parts
    )
    return replace(case, **{part: after})  # type: ignore[arg-type]  # the same kind of parts


def _key(one: Offer | Channel | Origin) -> str:
    return one.country if isinstance(one, Origin) else one.id


def _parameters(case: Case) -> Iterator[Ranged]:
    for given in case.parameters:
        ends = (given.low, given.high)
        if given.id in NUMBERS and all(re.fullmatch(NUMBER, text) for text in (given.value, *ends)) and given.low != given.high:
            at = _number(given.id, float(given.low), float(given.value), float(given.high))
        elif given.id in TEXTS and all(ends):
            at = _text(given.id, *(_prefixed(TEXTS[given.id], text) for text in (given.low, given.value, given.high)))
        else:
            continue
        yield Ranged(
            id=f"parameters.{given.id}", what=given.what, value=given.value, low=given.low, high=given.high,
            mark=given.mark.value, basis=given.reason, at=at,
        )  # fmt: skip


def _number(name: str, low: float, value: float, high: float) -> Callable[[Case, float], Case]:
    def at(case: Case, u: float) -> Case:
        width = high - low
        rising = u * width <= value - low
        found = low + math.sqrt(u * width * (value - low)) if rising else high - math.sqrt((1 - u) * width * (high - value))
        return _stated(case, name, f"{found:.12f}")

    return at


def _text(name: str, low: str, value: str, high: str) -> Callable[[Case, float], Case]:
    return lambda case, u: _stated(case, name, low if u < 1 / 3 else value if u < 2 / 3 else high)


def _stated(case: Case, name: str, text: str) -> Case:
    return replace(case, parameters=tuple(replace(one, value=text) if one.id == name else one for one in case.parameters))


def _prefixed(words: str, text: str) -> str:
    return text if text.startswith(words) else words + text


def _uniform(seed: int, draw: int, name: str) -> float:
    """Return the number in [0, 1) that belongs to a name within a draw, as scenarios have theirs."""
    text = f"range/{seed}/{draw}/{name}"
    return (int.from_bytes(hashlib.sha256(text.encode()).digest()[:7], "big") >> 3) / 2**53
