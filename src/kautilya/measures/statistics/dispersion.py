"""Whether counts of equal periods scatter as Poisson counts do (CONVENTIONS §9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, variance

from scipy.stats import chi2


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispersion:
    """How counts of equal periods scatter."""

    ratio: float
    """Variance over mean: about 1 for Poisson counts, above 1 where events come in clusters or the rate changes."""
    p_value: float
    """Of at least such a scatter, were the counts Poisson with one rate."""


def dispersion(counts: Sequence[int]) -> Dispersion | None:
    """Return Fisher's index of dispersion; None for fewer than two periods or no event.

    Source: R. A. Fisher, "Statistical Methods for Research Workers" (1925), chapter 3: (n - 1) times the ratio is about
    chi-squared with n - 1 degrees of freedom.
    """
    if len(counts) < 2 or not any(counts):
        return None
    ratio = variance(counts) / mean(counts)
    freedom = len(counts) - 1
    return Dispersion(ratio=ratio, p_value=float(chi2.sf(freedom * ratio, freedom)))
