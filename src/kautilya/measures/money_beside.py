"""Money beside volumes: shares of contracts signed as the register lists them, and shares that were printed."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

import polars as pl

from kautilya.core.periods import FiscalYear
from kautilya.measures.anchors import anchors
from kautilya.measures.anchors_of_register import FOREIGN
from kautilya.measures.contract_shares import MONEY, cuts, shares_of
from kautilya.measures.finding import Finding
from kautilya.measures.transfers.answers import NEWEST, Answered, answered
from kautilya.measures.transfers.beside import MoneyShare, side_by_side
from kautilya.measures.transfers.held import Held
from kautilya.measures.transfers.questions import TRANSFER_MEASURES, Question
from kautilya.measures.transfers.source import Unit
from kautilya.measures.transfers.tidy import BOUNDS, EXACT, tidied
from kautilya.measures.transfers.years import Years
from kautilya.register.claim import Mark
from kautilya.store.view import View
from kautilya.tables.contracts import contracts, home_country
from kautilya.tables.windows import Window

MEASURE = "side-by-side"
QUESTION = "How do TIV, pieces and money answer who supplies a recipient?"
PERCENT = 100


def beside(held: Held, view: View | None, question: Question, edition: date | str = NEWEST) -> Answered:
    """Lay a recipient's supplier shares in TIV and in pieces beside shares in money; nothing is converted or added.

    Money is known of the register's own country only: contracts that it lists as signed in the window, by counterparty, and
    printed shares of the fiscal years that touch it. Without a register there is none.
    """
    if question.window is None:
        raise ValueError("the window is missing: check what the measure needs before it is asked")
    shares = TRANSFER_MEASURES["supplier-shares"]
    volume = answered(held, shares, question, edition)
    answers = [volume.result]
    pieces = replace(question, unit=Unit.PIECES)
    if volume.result.frame["layout"].ne("tiv-table").any():
        answers.append(answered(held, shares, pieces, edition).result)
    paid = () if view is None or question.recipient != home_country(view) else tuple(_money(view, question.window))
    result = side_by_side(answers, paid)
    if not paid:
        result = replace(result, notes=(*result.notes, "no register of this recipient's contracts is at hand: no money"))
    known = pl.concat([answer.frame["basis"] for answer in answers])
    exact = pl.Series(
        "basis", [EXACT if one.share is not None and one.lo == one.hi else BOUNDS for one in paid], dtype=pl.String
    )
    result = replace(result, frame=result.frame.with_columns(pl.concat([known, exact])))
    return Answered(result=replace(result, frame=tidied(result)), chosen=volume.chosen)


def _money(view: View, window: Years) -> Iterator[MoneyShare]:
    yield from _signed(view, window)
    yield from _printed(window)


def _signed(view: View, window: Years) -> Iterable[MoneyShare]:
    period = Window(label=str(window), first=date(window.first, 1, 1), last=date(window.last, 12, 31))
    blank = Finding(measure=MEASURE, quantity="", value=None, unit="", as_of=str(view.as_of), mark=Mark.DERIVED)
    for cut in cuts(contracts(view).counted, period):
        if (cut.by, cut.counted_in) != ("counterparty", MONEY):
            continue
        for one in shares_of(cut, blank, headline=False):
            if "supplier" in one.of and one.n:
                yield _of_finding(one, str(window))


def _of_finding(one: Finding, window: str) -> MoneyShare:
    share = one.value if isinstance(one.value, float) else None
    return MoneyShare(
        supplier=one.of["supplier"], share=share, lo=share or 0.0 if one.low is None else one.low,
        hi=(share if share is not None else 1.0) if one.high is None else one.high, unit="INR crore",
        stage=one.stage or "", window=window, edition=one.as_of,
        denominator="money in the contracts that the register lists; others are missing", n=one.n or 0, rows=one.claim_ids,
    )  # fmt: skip


def _printed(window: Years) -> Iterable[MoneyShare]:
    """Yield the printed foreign shares of the fiscal years that begin or end in the window."""
    for anchor in anchors():
        if anchor.measure != FOREIGN or anchor.printed is None:
            continue
        year = FiscalYear.parse(anchor.window)
        if year.first.year in window or year.last.year in window:
            share = anchor.printed / PERCENT
            yield MoneyShare(
                supplier=anchor.party, share=share, lo=share, hi=share, unit="INR crore", stage="paid", window=anchor.window,
                edition=anchor.edition, denominator="capital acquisition, as the ministry divided it", n=1, rows=(anchor.id,),
            )  # fmt: skip
