"""The lines of a partner's page, the same for every partner so that they can stand side by side."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from kautilya.measures import diversification as contracts
from kautilya.measures.finding import Finding
from kautilya.measures.needs import needs
from kautilya.measures.partners.pieces import NAME as PIECES
from kautilya.measures.partners.pieces import SHARE as PIECES_SHARE
from kautilya.measures.procurement import approvals
from kautilya.measures.reliance import dependence, self_reliance
from kautilya.measures.ties import engagements, exercises, framework
from kautilya.measures.ties.periods import period, years_before

PARTNER = "<partner>"
"""Stands for the code of the partner asked about."""
MONEY = "share of signed contracts by money"
ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """The findings that a line may show."""

    found: tuple[Finding, ...]
    """Those about the partner."""
    every: tuple[Finding, ...]
    """Those of the same quantity about anybody: they tell which windows there are."""
    last: date
    """Day of the view."""

    def within(self, window: str | None) -> Finding | None:
        """Return the finding of one window."""
        return next((one for one in self.found if one.window == window), None)


Pick = Callable[[Candidates], Finding | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the page: which finding of which measure it shows."""

    topic: str
    label: str
    measure: str
    quantity: str
    of: Mapping[str, str] = field(default_factory=dict)
    pick: Pick
    absent: str = "not known"
    """What it means that a partner has no such finding."""

    def in_window(self) -> "Line | None":
        """Return the line as it is asked in a window; None where it has a window of its own."""
        label = IN_WINDOW.get(self.label, self.label)
        return None if label is None else replace(self, label=label, pick=self.pick if self.pick is latest else first)

    def wanted(self, partner: str) -> Mapping[str, str]:
        """Return the dimensions that its finding must have."""
        return {name: partner if value == PARTNER else value for name, value in self.of.items()}


def first(among: Candidates) -> Finding | None:
    """Return the first finding."""
    return among.found[0] if among.found else None


def latest(among: Candidates) -> Finding | None:
    """Return the finding of the partner's latest window: it can be another one than that of others."""
    return max(among.found, key=lambda one: ((one.window or "").split("..")[-1], one.edition or ""), default=None)


def whole_record(among: Candidates) -> Finding | None:
    """Return the finding of all years."""
    return next((one for one in among.found if (one.window or "").startswith("all years")), None)


def last_five_fiscal_years(among: Candidates) -> Finding | None:
    """Return the finding of the latest window of several fiscal years that anybody has one of."""
    windows = {one.window for one in among.every if one.window and one.window.startswith("FY") and ".." in one.window}
    return among.within(max(windows, default=None))


def last_five_years(among: Candidates) -> Finding | None:
    """Return the finding of the five years that end with the day of the view."""
    return among.within(period(years_before(among.last, 5), among.last).label)


SHARES, RESTS, TIES, PROMISES, BUYING, NEEDS = (
    "shares", "what rests on it", "contacts and exercises", "commitments", "approvals and transfers", "needs it could fill",
)  # fmt: skip
SELLER = {"supplier": PARTNER, "by": "counterparty"}
ONE = {"partner": PARTNER}
NONE = "none found"
"""Of such things as were looked for, the record has none with this partner."""
STATES = ("delivered", "partly", "open", "overdue", "missed", "unknown")

IN_WINDOW: Mapping[str, str | None] = {
    "money of signed contracts, all years, by who signs": "money of contracts signed in the window, by who signs",
    "money of signed contracts, all years, by whose design": "money of contracts signed in the window, by whose design",
    "money of signed contracts, last five fiscal years, by who signs": None,
    "aircraft under contract": "aircraft of contracts signed in the window",
    "ships under contract": "ships of contracts signed in the window",
    "arms imports in TIV, latest window printed": "arms imports in TIV, latest printed period within the window",
    "stops without it, of holdings and orders": "stops without it, of what was contracted in the window",
    "designed there, of holdings and orders": "designed there, of what was contracted in the window",
    "bought from there, of holdings and orders": "bought from there, of what was contracted in the window",
    "visits a year, last five years": "visits a year",
    "visits a year of leaders, last five years": "visits a year of leaders",
    "visits a year of ministers, last five years": "visits a year of ministers",
    "days since the last visit in the record": "days from the last visit in the window to its end",
    "exercises: later half of ten years over the earlier": "exercises: later half of the window over the earlier",
    **{f"commitments: {state}": f"commitments made or due in the window: {state}" for state in STATES},
}
"""What a line is called where a window is asked for, where that is not its label; None: it has a window of its own."""
LINES = (
    Line(topic=SHARES, label="money of signed contracts, all years, by who signs", measure=contracts.MEASURE, quantity=MONEY,
         of=SELLER, pick=whole_record, absent=NONE),
    Line(topic=SHARES, label="money of signed contracts, all years, by whose design", measure=contracts.MEASURE, quantity=MONEY,
         of={"supplier": PARTNER, "by": "design origin"}, pick=whole_record, absent=NONE),
    Line(topic=SHARES, label="money of signed contracts, last five fiscal years, by who signs", measure=contracts.MEASURE,
         quantity=MONEY, of=SELLER, pick=last_five_fiscal_years, absent=NONE),
    Line(topic=SHARES, label="aircraft under contract", measure=PIECES, quantity=PIECES_SHARE,
         of={"in": "aircraft", "supplier": PARTNER}, pick=first, absent=NONE),
    Line(topic=SHARES, label="ships under contract", measure=PIECES, quantity=PIECES_SHARE,
         of={"in": "ships", "supplier": PARTNER}, pick=first, absent=NONE),
    Line(topic=SHARES, label="arms imports in TIV, latest window printed", measure=contracts.MEASURE,
         quantity="printed share of arms imports", of={"supplier": PARTNER}, pick=latest),
    Line(topic=RESTS, label="stops without it, of holdings and orders", measure=dependence.MEASURE,
         quantity="stops without the partner", of={**ONE, "area": ALL, "for want of": "any component"}, pick=first),
    Line(topic=RESTS, label="designed there, of holdings and orders", measure=dependence.MEASURE, quantity="designed there",
         of={**ONE, "area": ALL}, pick=first),
    Line(topic=RESTS, label="bought from there, of holdings and orders", measure=dependence.MEASURE,
         quantity="bought from there", of={**ONE, "area": ALL}, pick=first),
    Line(topic=TIES, label="visits a year, last five years", measure=engagements.MEASURE, quantity="visits a year",
         of={**ONE, "level": ALL}, pick=last_five_years),
    Line(topic=TIES, label="visits a year of leaders, last five years", measure=engagements.MEASURE, quantity="visits a year",
         of={**ONE, "level": "leader"}, pick=last_five_years),
    Line(topic=TIES, label="visits a year of ministers, last five years", measure=engagements.MEASURE, quantity="visits a year",
         of={**ONE, "level": "minister"}, pick=last_five_years),
    Line(topic=TIES, label="days since the last visit in the record", measure=engagements.MEASURE,
         quantity="time since the last visit in the record", of={**ONE, "level": ALL}, pick=first),
    Line(topic=TIES, label="exercises: later half of ten years over the earlier", measure=exercises.MEASURE,
         quantity="events a year, later half over earlier half", of={**ONE, "counted": "fixed panel"}, pick=first),
    *(
        Line(topic=PROMISES, label=f"commitments: {state}", measure=framework.MEASURE, quantity="promises by state",
             of={**ONE, "agreement": ALL, "area": ALL, "state": state}, pick=first, absent=NONE)
        for state in STATES
    ),
    Line(topic=PROMISES, label="share delivered of those that were due", measure=framework.MEASURE,
         quantity="share delivered of the promises that were due", of={**ONE, "agreement": ALL, "area": ALL}, pick=first),
    Line(topic=BUYING, label="months from notification to signature, median", measure=approvals.MEASURE,
         quantity="median, Kaplan-Meier", of={**ONE, "pair": "notified -> signed", "by": "partner"}, pick=first),
    Line(topic=BUYING, label="arrangements of technology transfer on record", measure=self_reliance.MEASURE,
         quantity="arrangements of technology transfer on record", of={**ONE, "depth": ALL}, pick=first),
    Line(topic=NEEDS, label="share of the weighted need that its live offers could fill", measure=needs.MEASURE,
         quantity=needs.FILL, of={**ONE, "by": "seller", "offers": "all live"}, pick=first),
    Line(topic=NEEDS, label="the same, by whose design it is", measure=needs.MEASURE, quantity=needs.FILL,
         of={**ONE, "by": "design", "offers": "all live"}, pick=first),
    Line(topic=NEEDS, label="share that nobody else's live offers could fill", measure=needs.MEASURE, quantity=needs.ONLY,
         of={**ONE, "by": "seller"}, pick=first),
)  # fmt: skip
"""All lines, in the order in which they are shown."""
