"""A ratio of rates as it stands in a finding: rounded, and open where nothing bounds it."""

from math import isinf

from kautilya.measures.statistics.rates import RateRatio

OPEN_ABOVE = "nothing bounds it from above: no event in what it is compared with"


def rounded(ratio: RateRatio) -> tuple[float | None, float, float | None]:
    """Return value, low and high with three decimals; None for an infinite high end, which no JSON has."""
    value = None if ratio.value is None else round(ratio.value, 3)
    return value, round(ratio.low, 3), None if isinf(ratio.high) else round(ratio.high, 3)
