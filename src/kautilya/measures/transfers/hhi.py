"""The least and the greatest concentration of a total whose parts are only known as boxes (CONVENTIONS §6).

H = sum x_i^2 / (sum x_i)^2, with each x_i anywhere in [a_i, b_i]. The root of H is a norm (convex) over a positive linear
function, so H has no local minimum but the global one along any line (it is quasiconvex): its minimum is where no part wants
to move, and its maximum is at a corner.
"""

import numpy as np

from kautilya.measures.transfers.boxes import Boxes, Numbers

MOST_SPLITS = 400
"""Corners that the search for the greatest concentration may look into before it settles for its (valid) upper bound."""
CLOSE = 1e-9


def hhi(parts: Numbers) -> float:
    """Return the sum of squared shares, 0..1; of nothing it is not defined (nan)."""
    total = parts.sum()
    return float((parts**2).sum() / total**2) if total > 0 else float("nan")


def least_hhi(parts: Boxes, scattered: float = 0.0) -> float:
    """Return the least concentration that the boxes allow, beside a volume scattered over parts too small to matter.

    dH/dx_i has the sign of x_i - Q/S (Q = sum of squares, S = sum). At the minimum a part above t = Q/S is at its low end, one
    below it at its high end, any other equals t: x_i = clip(t, a_i, b_i). Between two neighbouring ends the parts at t drop out
    of Q/S = t, which leaves t = Qc/Sc of the clipped parts; one of these pieces contains its own t. H is quasiconvex, so
    that point is the global minimum. Where no part is clipped (they all can be equal) the minimum is 1/n. A scattered
    volume adds to S and nothing to Q.
    """
    low, high = parts.low[parts.high > 0], parts.high[parts.high > 0]
    if not len(low):
        return 0.0 if scattered > 0 else float("nan")
    ends = np.unique(np.concatenate([low, high]))
    levels = np.unique(np.concatenate([ends, _stationary(low, high, ends, scattered)]))
    levels = levels[levels > 0]
    tried = np.clip(levels[:, None], low[None, :], high[None, :])
    return float(((tried**2).sum(axis=1) / (tried.sum(axis=1) + scattered) ** 2).min())


def _stationary(low: Numbers, high: Numbers, ends: Numbers, scattered: float) -> Numbers:
    """Return, for each piece between two neighbouring ends, the level t at which its free parts would rest."""
    middles = (ends[1:] + ends[:-1]) / 2
    if not len(middles):
        return ends
    clipped = np.where(low[None, :] >= middles[:, None], low, np.where(high[None, :] <= middles[:, None], high, 0.0))
    squares, sums = (clipped**2).sum(axis=1), clipped.sum(axis=1) + scattered
    rest = np.divide(squares, sums, out=middles.copy(), where=sums > 0)
    return np.asarray(np.clip(rest, ends[:-1], ends[1:]), dtype=np.float64)


def greatest_hhi(parts: Boxes, reached: float = 0.0) -> float:
    """Return the greatest concentration that the boxes allow, or a bound just above it.

    On [a, b] the square x^2 lies below its chord (a + b) x - ab and meets it at both ends, so replacing squares by chords keeps
    every corner, where the maximum is: H <= max of (sum of chords) / S^2. For each total S the best choice fills the parts
    in the
    order of their slope a + b (a knapsack), so at most one part is between its ends. Where there is such a part the search
    sets it to the one and to the other end and goes on (branch and bound); after MOST_SPLITS splits the bound is returned as it
    stands, which is still true: nothing can be more concentrated. `reached` is a concentration found elsewhere: lower ones
    are not looked for.
    """
    used = parts.high > 0
    low, high = parts.low[used], parts.high[used]
    if not len(low):
        return float("nan")
    best, open_nodes, splits = reached, [(low, high)], 0
    unresolved = 0.0
    while open_nodes:
        low, high = open_nodes.pop()
        bound, part, corner = _relaxed(low, high)
        best = max(best, corner)
        if bound <= best + CLOSE or part is None:
            continue
        if splits >= MOST_SPLITS:
            unresolved = max(unresolved, bound)
            continue
        splits += 1
        open_nodes += [_fixed(low, high, part, low[part]), _fixed(low, high, part, high[part])]
    return min(1.0, max(best, unresolved))


def _fixed(low: Numbers, high: Numbers, part: int, value: float) -> tuple[Numbers, Numbers]:
    low, high = low.copy(), high.copy()
    low[part] = high[part] = value
    return low, high


def _relaxed(low: Numbers, high: Numbers) -> tuple[float, int | None, float]:
    """Return the bound with chords for squares, the part that is between its ends there, and the best corner on the way.

    Filling in the order of slopes, the total runs from sum a to sum b; along the filling of one part with slope m from a point
    with chords c and total s the ratio (c + m y) / (s + y)^2 is greatest at y = s - 2 c / m, if that lies within the part.
    """
    order = np.argsort(-(low + high), kind="stable")
    slope, width = (low + high)[order], (high - low)[order]
    chords = (low**2).sum() + np.concatenate([[0.0], np.cumsum(slope * width)])
    totals = low.sum() + np.concatenate([[0.0], np.cumsum(width)])
    corners = np.divide(chords, totals**2, out=np.zeros_like(chords), where=totals > 0)
    inner = np.clip(totals[:-1] - 2 * np.divide(chords[:-1], slope, out=np.zeros_like(slope), where=slope > 0), 0.0, width)
    inside_total = totals[:-1] + inner
    inside = np.divide(chords[:-1] + slope * inner, inside_total**2, out=np.zeros_like(slope), where=inside_total > 0)
    corner = float(corners.max())
    at = int(inside.argmax())
    if inside[at] <= corner + CLOSE:
        return corner, None, corner
    return float(inside[at]), int(order[at]), corner


def band(known: Boxes, unresolved: Boxes) -> tuple[float, float]:
    """Return the least and the greatest concentration where a part of the volume belongs to nobody knows whom.

    At the least it is as much as it can be and scattered over many; at the greatest it all belongs to one of the known,
    whichever makes the most of it: the sum of squares is convex in how it is split. Where nobody is known all may be one.
    """
    scattered = float(unresolved.high.sum())
    least = least_hhi(known, scattered)
    if scattered == 0.0:
        return least, greatest_hhi(known)
    joined = [_joined(known, unresolved, at) for at in range(len(known.low)) if known.high[at] >= known.low.max()]
    greatest = 0.0 if joined else 1.0
    for parts in sorted(joined, key=lambda parts: -parts.high.max()):
        greatest = greatest_hhi(parts, greatest)
    return least, greatest


def _joined(known: Boxes, unresolved: Boxes, at: int) -> Boxes:
    """Give everything unresolved to one of the known."""
    low, high = known.low.copy(), known.high.copy()
    low[at] += unresolved.low.sum()
    high[at] += unresolved.high.sum()
    return Boxes(low=low, point=known.point, high=high)
