"""The planning model as one flat list of numpy triplets: no blocks, no names, nothing checked. The floor of a build."""

from collections.abc import Iterator

import highspy
import numpy as np

from kautilya.plan.figures import Figures, Floats, Ints

Part = tuple[Ints, Ints, Floats, Floats, Floats]
"""Rows from 0, columns, values, lower and upper bounds of the rows."""
INF = np.inf


class Places:
    """Column numbers of the variables, in the order of the planner's."""

    def __init__(self, f: Figures) -> None:
        s, o, k, c = len(f.probability), len(f.case.offers), len(f.case.channels), len(f.case.areas)
        t, h = f.order_years, f.horizon
        shapes = ((o, t), (o, t), (o, h), (h,), (h,), (s, k, h), (s, c, h), (s, h), (s,), (s,), (1,))
        ends = np.cumsum([0, *(int(np.prod(shape)) for shape in shapes)])
        places = [np.arange(a, b).reshape(shape) for a, b, shape in zip(ends[:-1], ends[1:], shapes, strict=True)]
        self.X, self.Y, self.D, self.pay, self.carry, self.E, self.G, self.over, self.loss, self.excess, self.var = places
        self.count = int(ends[-1])


def entries(*terms: tuple[object, object, object]) -> tuple[Ints, Ints, Floats]:
    """Stack broadcast terms, without the entries of value 0."""
    flat = [[np.ravel(part) for part in np.broadcast_arrays(*term)] for term in terms]  # type: ignore[arg-type]  # numpy types broadcasting of mixed arrays too narrowly
    row, column, value = (np.concatenate([term[i] for term in flat]) for i in range(3))
    use = value != 0
    return row[use], column[use], value[use].astype(np.float64)


def part(terms: tuple[Ints, Ints, Floats], low: object, high: object, rows: int) -> Part:
    """Add bounds to the entries of some rows."""
    return (
        *terms,
        np.broadcast_to(np.asarray(low, dtype=np.float64), (rows,)),
        np.broadcast_to(np.asarray(high, dtype=np.float64), (rows,)),
    )


def triplets(f: Figures) -> Iterator[Part]:
    """Yield all rows of the model."""
    p = Places(f)
    yield from of_offers(f, p)
    yield from of_money(f, p)
    yield from of_scenarios(f, p)


def of_offers(f: Figures, p: Places) -> Iterator[Part]:
    """Rows of orders, starts and deliveries."""
    of, (o, t), h = f.offers, p.X.shape, f.horizon
    for v in (p.X, p.Y, p.D):
        n = o * (v.shape[1] - 1)
        r = np.arange(n).reshape(o, -1)
        yield part(entries((r, v[:, 1:], 1.0), (r, v[:, :-1], -1.0)), 0, INF, n)
    late = np.flatnonzero(of.earliest > 0)
    yield part(entries((np.arange(len(late)), p.X[late, of.earliest[late] - 1], 1.0)), -INF, 0, len(late))
    capped = np.flatnonzero(np.isfinite(of.max_quantity))
    yield part(entries((np.arange(len(capped)), p.X[capped, -1], 1.0)), -INF, of.max_quantity[capped], len(capped))
    r = np.arange(o * t).reshape(o, t)
    yield part(entries((r, p.X, 1.0), (r, p.Y, -of.lot[:, None])), 0, INF, o * t)
    yield part(entries((r, p.X, 1.0), (r, p.Y, -of.most[:, None])), -INF, 0, o * t)
    r = np.arange(o * h).reshape(o, h)
    year = np.arange(h) - of.lag[:, None]
    there, at = year >= 0, np.clip(year, 0, t - 1)
    row = np.arange(o)[:, None]
    yield part(entries((r, p.D, 1.0), (r, p.X[row, at], np.where(there, -1.0, 0.0))), -INF, 0, o * h)
    rate = np.where(there, -of.rate[:, None], 0.0)
    yield part(entries((r, p.D, 1.0), (r[:, 1:], p.D[:, :-1], -1.0), (r, p.Y[row, at], rate)), -INF, 0, o * h)
    yield part(entries((np.arange(o), p.D[:, -1], 1.0), (np.arange(o), p.X[:, -1], -1.0)), 0, 0, o)


def of_money(f: Figures, p: Places) -> Iterator[Part]:
    """Rows of payments, budget, carry-over, caps, floor."""
    of, t, h, rule = f.offers, f.order_years, f.horizon, f.rules
    y, half = np.arange(h), of.fixed_cost[:, None] / 2
    orders, rest = rule.advance * of.unit_cost[:, None], (1 - rule.advance) * of.unit_cost[:, None]
    second = np.minimum(np.arange(2, t + 1), h - 1)
    yield part(entries(
        (y, p.pay, -1.0), (y[:t], p.X, orders), (y[1:t], p.X[:, :-1], -orders), (y, p.D, rest), (y[1:], p.D[:, :-1], -rest),
        (y[:t], p.Y, half), (y[second], p.Y[:, :-1], -half), (np.minimum(t, h - 1), p.Y[:, -1], half[:, 0]),
    ), 0, 0, h)  # fmt: skip
    yield part(entries((y, p.pay, 1.0), (y, p.carry, 1.0), (y[1:], p.carry[:-1], -1.0)), -INF, f.budget, h)
    yield part(entries((y, p.carry, 1.0)), -INF, rule.carry_share * np.maximum(0, f.budget), h)
    width = min(rule.window, t)
    w = np.arange(t - width + 1)
    for weight in (of.by_origin - rule.origin_cap, of.by_counterparty - rule.counterparty_cap,
                   (rule.indigenous_floor - of.content)[None, :]):  # fmt: skip
        n = len(weight) * len(w)
        r = np.arange(n).reshape(len(weight), 1, len(w))
        unit, fixed = (weight * of.unit_cost)[:, :, None], (weight * of.fixed_cost)[:, :, None]
        yield part(entries(
            (r, p.X[None, :, w + width - 1], unit), (r[:, :, 1:], p.X[None, :, w[1:] - 1], -unit),
            (r, p.Y[None, :, w + width - 1], fixed), (r[:, :, 1:], p.Y[None, :, w[1:] - 1], -fixed),
        ), -INF, 0, n)  # fmt: skip


def of_scenarios(f: Figures, p: Places) -> Iterator[Part]:
    """Rows of what happens within the scenarios."""
    s, _, h = p.E.shape
    n = p.E.size
    most = np.broadcast_to(f.channel_most[None, :, None], p.E.shape).ravel()
    yield part(entries((np.arange(n), p.E.ravel(), 1.0)), -INF, most, n)
    r = np.arange(s * h).reshape(s, 1, h)
    reserve = np.broadcast_to(f.rules.reserve_share * np.maximum(0, f.budget), (s, h)).ravel()
    yield part(entries((r, p.E, f.channel_cost[None, :, None])), -INF, reserve, s * h)
    need = f.need > 0
    number = np.cumsum(need).reshape(need.shape) - 1
    there = f.presence
    where = (there.scenario, f.offers.area[there.offer], there.year)
    wanted, emergency = need[where], need[:, f.channel_area]
    share = np.broadcast_to(f.channel_share[None, :, None], p.E.shape)
    yield part(entries(
        (number[need], p.G[need], 1.0), (number[:, f.channel_area][emergency], p.E[emergency], share[emergency]),
        (number[where][wanted], p.D[there.offer, there.planned][wanted], there.value[wanted]),
    ), f.need[need], INF, int(need.sum()))  # fmt: skip
    cut, year = np.nonzero(f.is_cut)
    cuts, after = np.arange(len(cut)), year > 0
    yield part(entries(
        (cuts, p.over[cut, year], 1.0), (cuts, p.pay[year], -1.0), (cuts[after], p.carry[year[after] - 1], 1.0)
    ), -f.left_after_cut[cut, year], INF, len(cut))  # fmt: skip
    runs = np.arange(s)
    penalty = np.asarray(-f.rules.overspend_factor * f.money_weight)
    yield part(entries(
        (runs, p.loss, 1.0), (runs[:, None, None], p.G, -f.loss_per_unit[None]), (runs[:, None], p.over, penalty)
    ), 0, 0, s)  # fmt: skip
    yield part(entries((runs, p.excess, 1.0), (runs, p.loss, -1.0), (runs, p.var[0], 1.0)), 0, INF, s)


def bare(f: Figures) -> highspy.Highs:
    """Build the model and pass it."""
    p, parts = Places(f), list(triplets(f))
    firsts = np.cumsum([0, *(len(low) for _, _, _, low, _ in parts)])
    row = np.concatenate([piece[0] + first for piece, first in zip(parts, firsts[:-1], strict=True)])
    column, value, low, high = (np.concatenate([piece[i] for piece in parts]) for i in range(1, 5))
    order = np.argsort(row, kind="stable")
    start = np.searchsorted(row[order], np.arange(firsts[-1] + 1)).astype(np.int32)
    lower, upper, whole = np.zeros(p.count), np.full(p.count, INF), np.zeros(p.count, dtype=np.int32)
    lower[p.var], upper[p.Y], whole[: p.pay[0]] = -INF, 1, 1
    cost, risk = np.zeros(p.count), f.rules.risk_weight
    cost[p.loss], cost[p.var], cost[p.pay] = (1 - risk) * f.probability, risk, f.money_weight
    cost[p.excess] = risk * f.probability / (1 - f.rules.risk_level)
    highs = highspy.Highs()  # type: ignore[no-untyped-call]  # no annotations in highspy
    highs.setOptionValue("output_flag", False)  # noqa: FBT003  # the option is a flag
    rowwise, sense = int(highspy.MatrixFormat.kRowwise), int(highspy.ObjSense.kMinimize)
    highs.passModel(p.count, len(low), len(value), rowwise, sense, 0.0, cost, lower, upper, low, high, start,
                    column[order].astype(np.int32), value[order], whole)  # fmt: skip
    return highs
