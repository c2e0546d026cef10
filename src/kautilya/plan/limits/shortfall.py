"""What is missing after deliveries and emergency purchases."""

from kautilya.plan.block import Block, Term, block, grid
from kautilya.plan.columns import Columns
from kautilya.plan.figures import Figures


def shortfall(figures: Figures, columns: Columns) -> Block:
    """Define the shortfall: `G[s,c,t] + sum_k share[k] E[s,k,t] + sum_o sum_u there[s,o,u,t] d[o,u] >= need[s,c,t]`.

    There is the number of area units in service in t per unit planned for u: it arrives late by the scenario's delays and
    interruptions, and a leased unit leaves again. Need is requirement and surge less holding.
    Where upkeep is told, there and the holding count what is available without a hub while a partner is cut off; a place in
    a hub brings back `regained[s,k,t] H[s,k,t]` on the left.
    """
    futures, areas, years = columns.short.axes
    place = grid(len(futures), len(areas), len(years))
    there, kept = figures.presence, figures.upkeep
    terms: list[Term] = [
        (place, columns.short.at, 1.0),
        (place[:, figures.channel_area, :], columns.emergency.at, figures.channel_share[None, :, None]),
        (place[:, kept.area, :], columns.placed.at, kept.regained),
        (
            place[there.scenario, figures.offers.area[there.offer], there.year],
            columns.delivered.at[there.offer, there.planned],
            there.value,
        ),
    ]
    keep = (figures.need > 0).ravel()
    return block("shortfall", (futures, areas, years), terms, lower=figures.need, keep=keep, definition=True)
