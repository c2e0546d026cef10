"""Figures in words: digits grouped as in the sources, no more digits than the figure can bear."""

from decimal import ROUND_HALF_UP, Context, Decimal

from kautilya.core.money import indian_grouping
from kautilya.measures.finding import Scalar

LAKH_CRORE = 100_000.0
DASH = "–"
NOISE = 1e-9
"""What differs from 0 by no more does so from rounding alone."""
_WIDE = Context(prec=60)


def indian(value: float, decimals: int = 0) -> str:
    """Group digits the Indian way, rounded to some decimals: 2,09,050."""
    rounded = _rounded(value, decimals)
    sign = "−" if rounded < 0 else ""
    whole, point, rest = f"{abs(rounded):f}".partition(".")
    return sign + indian_grouping(Decimal(whole)) + point + rest


def crore(value: float) -> str:
    """Write an amount given in crore rupees: `Rs 4,350 crore`, `Rs 2.09 lakh crore`."""
    if abs(value) >= LAKH_CRORE:
        return f"Rs {_rounded(value / LAKH_CRORE, 2):f} lakh crore".replace("-", "−")
    return f"Rs {indian(value, 0 if abs(value) >= 100 or _rounded(value, 1) == 0 else 1)} crore"


def plain(value: float, decimals: int | None = None) -> str:
    """Write a plain number: thousands grouped, whole numbers without decimals."""
    if decimals is None:
        decimals = 0 if value == round(value) or abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{_rounded(value, decimals):,f}".replace("-", "−")


def span(low: float, high: float, decimals: int = 2) -> str:
    """Write an interval: `0.12 to 0.34`; an end that is not 0 and would round to it is not written as 0."""
    return f"{_end(low, decimals)} to {_end(high, decimals)}"


def gap_left(gap: float) -> str:
    """Write the gap at which a search ended, to two figures: `0.13 %`, `6.3 %`; one below 0.01 per cent says so."""
    return "under 0.01 %" if gap < 1e-4 else f"{float(f'{100 * gap:.2g}'):g} %"


def _end(value: float, decimals: int) -> str:
    """Write an end of an interval with one decimal more where it would round to 0, and say so where that is not enough."""
    if _rounded(value, decimals) or abs(value) <= NOISE:
        return plain(value, decimals)
    finer = plain(value, decimals + 1)
    return finer if _rounded(value, decimals + 1) else f"{'over' if value > 0 else 'below'} {finer}"


def percent(share: float, decimals: int = 0) -> str:
    """Write a share of 0..1 in per cent."""
    return f"{_rounded(float(Decimal(repr(float(share))) * 100), decimals):f} %"


def _rounded(value: float, decimals: int) -> Decimal:
    """Round as readers do, a half away from zero, and never to minus zero."""
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _WIDE)
    return abs(rounded) if rounded.is_zero() else rounded


def figure(value: Scalar, unit: str | None) -> str:
    """Write a value in its unit as a table cell shows it; `not known` where there is none."""
    if value is None or value == "":
        return "not known"
    return value if isinstance(value, str) else _number(value, unit or "")


def _number(value: float, unit: str) -> str:
    if unit in ("share", "fraction"):
        return percent(value, 0 if abs(value) >= 0.1 or value == 0 else 1)
    if unit.startswith(("percent", "per cent", "%")):
        return f"{plain(value)} %"
    if "crore" in unit:
        return crore(value)
    decimals = (0 if abs(value) >= 10 or value == round(value) else 1) if unit == "months" else 2 if "HHI" in unit else None
    return plain(value, decimals)


def interval(low: float | None, high: float | None, unit: str | None) -> str:
    """Write a range; open ends are named."""
    if low is None and high is None:
        return "no range"
    if high is None:
        return f"at least {figure(low, unit)}"
    if low is None:
        return f"at most {figure(high, unit)}"
    return figure(low, unit) if low == high else f"{figure(low, unit)} {DASH} {figure(high, unit)}"
