"""Expected loss and conditional value at risk (Rockafellar and Uryasev, 2000) of losses with probabilities."""

import numpy as np

from kautilya.plan.figures import Floats


def tail(losses: Floats, probability: Floats, level: float) -> Floats:
    """Return the density of the worst `1 - level` of probability: it adds up to 1 and is at most probability / (1 - level).

    CVaR is the largest `density . losses` over all such densities, so any of them gives a lower bound.
    """
    order = np.argsort(-losses, kind="stable")
    most = probability[order] / (1 - level)
    before = np.concatenate([[0.0], np.cumsum(most)[:-1]])
    density = np.empty_like(probability)
    density[order] = np.clip(1.0 - before, 0.0, most)
    return density
