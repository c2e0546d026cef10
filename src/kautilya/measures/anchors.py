"""Printed figures to reproduce: each beside what the same edition's rows give, the difference, and why (`anchors.csv`).

A figure is computed from files of the edition that it was printed from, never from another. Where only bounds can be said,
it agrees if they hold it. What other editions give is shown beside it, as what it is: a revision.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files

import polars as pl

from kautilya.core.errors import NotFoundError
from kautilya.measures.transfers.change import change
from kautilya.measures.transfers.result import TransferResult
from kautilya.measures.transfers.shares import supplier_shares, world_share
from kautilya.measures.transfers.source import Source
from kautilya.measures.transfers.years import Years
from kautilya.register.dataset import Layout

TABLE = "anchors.csv"
MARCH = 3
"""SIPRI publishes a year in March of the next; a file generated in January or February is still the release of the year
before."""
SUPPLIER_SHARES, WORLD_SHARE, CHANGE = "supplier-shares", "world-share", "change"


class Verdict(StrEnum):
    """How a printed figure and the computed one stand to each other."""

    AGREES = "agrees"
    WITHIN_BOUNDS = "within bounds"
    DIFFERS = "differs"
    NOT_AT_HAND = "not at hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A figure that somebody printed."""

    id: str
    statement: str
    measure: str
    """The measure that computes it; `none` where nothing at hand can."""
    recipient: str
    party: str
    window: str
    before: str
    edition: str
    """When it was printed."""
    printed: float | None
    unit: str
    tolerance: float
    """In the unit, what is fair for how it was printed."""
    publisher: str
    seen_at: str
    why: str
    """What is known to stand between the printed and any computed figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """What can be computed for an anchor, in its unit."""

    value: float | None
    lo: float | None
    hi: float | None
    edition: str
    is_estimate: bool = False
    """An even split: only the bounds are compared."""
    rests_on: str = ""


@cache
def anchors() -> tuple[Anchor, ...]:
    """Return the table of printed figures."""
    text = files("kautilya.measures").joinpath(TABLE).read_text(encoding="utf-8")
    return tuple(_anchor(row) for row in csv.DictReader(text.splitlines()))


def _anchor(row: Mapping[str, str]) -> Anchor:
    told = {name: row[name] for name in Anchor.__dataclass_fields__ if name not in ("printed", "tolerance")}
    return Anchor(**told, printed=float(row["printed"]) if row["printed"] else None, tolerance=float(row["tolerance"]))


def checked(
    wanted: Iterable[Anchor], found: Sequence[Source], registered: Mapping[str, Computed] | None = None
) -> TransferResult:
    """Compare printed figures with what the imported files give, and with what was computed from the register.

    Args:
        wanted: the printed figures.
        found: the sources of imported SIPRI files.
        registered: figures of anchors that rest on the register, by anchor id.
    """
    rows = [_row(anchor, found, registered or {}) for anchor in wanted]
    schema: dict[str, pl.DataType | type[pl.DataType]] = {
        "id": pl.String, "statement": pl.String, "window": pl.String, "printed_in": pl.String, "printed": pl.Float64,
        "computed": pl.Float64, "lo": pl.Float64, "hi": pl.Float64, "difference": pl.Float64, "tolerance": pl.Float64,
        "unit": pl.String, "edition": pl.String, "verdict": pl.String, "why": pl.String, "other_editions": pl.String,
        "seen_at": pl.String,
    }  # fmt: skip
    frame = pl.DataFrame(rows, schema=schema)
    skipped = frame.filter(pl.col("verdict") == Verdict.NOT_AT_HAND).height
    return TransferResult(
        measure="anchors", question="Do printed figures come out from the rows of their own edition?", value="computed",
        frame=frame, notes=(f"{skipped} of {frame.height} figures were not compared: what they rest on is not at hand",),
    )  # fmt: skip


def release(edition: date | None) -> int | None:
    """Return the year of SIPRI's yearly release that a file belongs to."""
    if edition is None:
        return None
    return edition.year if edition.month >= MARCH else edition.year - 1


def _row(anchor: Anchor, found: Sequence[Source], registered: Mapping[str, Computed]) -> dict[str, object]:
    every, reason = _computed(anchor, found, registered)
    mine = [one for one in every if anchor.id in registered or _year(one.edition) == int(anchor.edition[:4])]
    others = "; ".join(f"{one.edition}: {_told(one)}" for one in every if one not in mine)
    base: dict[str, object] = {
        "id": anchor.id, "statement": anchor.statement, "window": anchor.window, "printed_in": anchor.edition,
        "printed": anchor.printed, "tolerance": anchor.tolerance, "unit": anchor.unit, "seen_at": anchor.seen_at,
        "other_editions": others,
    }  # fmt: skip
    if not mine:
        why = reason or _missing(anchor, found)
        return base | {
            "verdict": Verdict.NOT_AT_HAND,
            "why": "; ".join(dict.fromkeys(part for part in (anchor.why, why) if part)),
        }
    best = mine[-1]
    verdict = _verdict(anchor, best)
    return base | {
        "computed": best.value, "lo": best.lo, "hi": best.hi, "edition": best.edition, "verdict": verdict,
        "difference": None if best.value is None or anchor.printed is None else best.value - anchor.printed,
        "why": _why(anchor, best, verdict),
    }  # fmt: skip


def _missing(anchor: Anchor, found: Sequence[Source]) -> str:
    """Say what of the release that printed a figure is not there."""
    year = anchor.edition[:4]
    there = [f"{source.layout.value} of {source.edition_text}" for source in found if release(source.edition) == int(year)]
    if not there:
        return f"no file of the release of {year} has been imported"
    listed = ", ".join(dict.fromkeys(there))
    return f"no imported file of the release of {year} holds {anchor.recipient}, {anchor.window}; there is only: {listed}"


def _verdict(anchor: Anchor, one: Computed) -> Verdict:
    if anchor.printed is None:
        return Verdict.NOT_AT_HAND
    if not one.is_estimate and one.value is not None:
        return Verdict.AGREES if abs(one.value - anchor.printed) <= anchor.tolerance + 1e-9 else Verdict.DIFFERS
    low = -float("inf") if one.lo is None else one.lo
    high = float("inf") if one.hi is None else one.hi
    inside = low - anchor.tolerance <= anchor.printed <= high + anchor.tolerance
    return Verdict.WITHIN_BOUNDS if inside else Verdict.DIFFERS


def _why(anchor: Anchor, one: Computed, verdict: Verdict) -> str:
    if verdict is Verdict.AGREES:
        return one.rests_on
    if verdict is Verdict.WITHIN_BOUNDS:
        estimate = "the computed figure is an even split, an estimate" if one.is_estimate else "a part of the sum is unknown"
        return "; ".join(part for part in (one.rests_on, f"only bounds can be said; {estimate}") if part)
    return "; ".join(part for part in (one.rests_on, anchor.why) if part)


def _computed(anchor: Anchor, found: Sequence[Source], registered: Mapping[str, Computed]) -> tuple[list[Computed], str]:
    """Return what each edition gives for an anchor, or why nothing does."""
    if anchor.id in registered:
        return [registered[anchor.id]], ""
    if anchor.measure not in (SUPPLIER_SHARES, WORLD_SHARE, CHANGE):
        return [], anchor.why or "nothing at hand computes it"
    try:
        answer = _answer(anchor, found)
    except NotFoundError as error:
        return [], str(error)
    rows = [row for row in answer.frame.iter_rows(named=True) if row["lo"] is not None and _complete(row, anchor)]
    return [_percent(row, answer.value) for row in rows], answer.warnings[0] if answer.warnings and not rows else ""


def _answer(anchor: Anchor, found: Sequence[Source]) -> TransferResult:
    window = Years.parse(anchor.window)
    if anchor.measure == WORLD_SHARE:
        return world_share(found, recipient=anchor.recipient, window=window)
    if anchor.measure == CHANGE:
        return change(found, recipient=anchor.recipient, window=window, before=Years.parse(anchor.before))
    answer = supplier_shares(found, recipient=anchor.recipient, window=window)
    whole = (pl.col("supplier") == anchor.party) & (pl.col("window") == anchor.window)
    return TransferResult(measure=answer.measure, question=answer.question, value="share", frame=answer.frame.filter(whole))


def _complete(row: Mapping[str, object], anchor: Anchor) -> bool:
    """Tell whether an edition was published after the anchor's window was over."""
    year = _year(str(row["edition"]))
    return year is None or year > Years.parse(anchor.window).last


def _percent(row: Mapping[str, object], value: str) -> Computed:
    def percent(column: str) -> float | None:
        number = row[column]
        return 100 * number if isinstance(number, float) else None

    estimate = row["layout"] == Layout.TRADE_REGISTER.value and row["lo"] != row["hi"]
    return Computed(value=percent(value), lo=percent("lo"), hi=percent("hi"), edition=str(row["edition"]), is_estimate=estimate)


def _told(one: Computed) -> str:
    bounds = "" if one.lo is None or one.hi is None or one.hi - one.lo < 1 else f" ({one.lo:.0f} to {one.hi:.0f})"
    return "unknown" if one.value is None else f"{one.value:.1f}{bounds}"


def _year(edition: str) -> int | None:
    return None if edition == "unknown" else release(date.fromisoformat(edition))
