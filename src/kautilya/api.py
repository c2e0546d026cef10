"""The Python face of a register's transfers: functions that return tidy polars frames.

Each frame has one row a figure: what it is about, one column with the value, `lo, hi, unit, stage, window, edition, basis,
mark, n, rows`, then what the measure adds. `frame.to_pandas()` hands it to pandas through Arrow, where pandas and pyarrow are
installed.
"""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import TracebackType

import polars as pl

from kautilya.core.errors import NotFoundError
from kautilya.intake.transfers.read import looks_like_transfers, read_transfers
from kautilya.measures.anchors_at_hand import anchors_at_hand
from kautilya.measures.money_beside import beside
from kautilya.measures.reconciled_contracts import reconciled_contracts
from kautilya.measures.transfers.answers import EVERY, NEWEST, answered
from kautilya.measures.transfers.held import Held, edition_text
from kautilya.measures.transfers.parties import party_named
from kautilya.measures.transfers.prices import mentioned_prices
from kautilya.measures.transfers.questions import TRANSFER_MEASURES, Question
from kautilya.measures.transfers.result import TransferResult
from kautilya.measures.transfers.source import Unit
from kautilya.measures.transfers.years import Years
from kautilya.register.dataset import counted
from kautilya.store.datasets import datasets
from kautilya.store.opening import IN_MEMORY, open_store
from kautilya.store.sql_store import SqlStore
from kautilya.store.view import View

Window = Years | str
"""`2018:2022`, both years and the three between."""
Edition = date | str
"""A day (`2025-03-13`), `newest`, or `all` for the answer of each edition as rows of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """An open register. Parties are ISO codes or English names; without an edition the newest that can answer answers."""

    store: SqlStore
    held: Held
    view: View | None
    """The register's claims, where it has any."""

    def supplier_shares(
        self, recipient: str, window: Window, *, edition: Edition = NEWEST, unit: str = "TIV", mapping: str | None = None
    ) -> pl.DataFrame:
        """Return each supplier's share of what a recipient was delivered."""
        question = self.question(recipient=recipient, window=window, unit=unit, mapping=mapping)
        return self.answer("supplier-shares", question, edition).frame

    def recipient_shares(
        self, supplier: str, window: Window, *, edition: Edition = NEWEST, unit: str = "TIV", mapping: str | None = None
    ) -> pl.DataFrame:
        """Return each recipient's share of what a supplier delivered."""
        question = self.question(supplier=supplier, window=window, unit=unit, mapping=mapping)
        return self.answer("recipient-shares", question, edition).frame

    def world_share(
        self, recipient: str, window: Window, *, edition: Edition = NEWEST, unit: str = "TIV", mapping: str | None = None
    ) -> pl.DataFrame:
        """Return a recipient's share of all deliveries; null where no file holds all recipients."""
        question = self.question(recipient=recipient, window=window, unit=unit, mapping=mapping)
        return self.answer("world-share", question, edition).frame

    def concentration(
        self, recipient: str, window: Window | None = None, *, by_block: bool = False, edition: Edition = NEWEST,
        unit: str = "TIV", mapping: str | None = None,
    ) -> pl.DataFrame:  # fmt: skip
        """Return HHI and effective suppliers of one window, or of every five-year window."""
        question = self.question(recipient=recipient, window=window, unit=unit, mapping=mapping)
        return self.answer("concentration", replace(question, by_block=by_block), edition).frame

    def change(
        self, window: Window, *, recipient: str | None = None, supplier: str | None = None, before: Window | None = None,
        edition: Edition = NEWEST, unit: str = "TIV", mapping: str | None = None,
    ) -> pl.DataFrame:  # fmt: skip
        """Return how deliveries to a recipient, or from a supplier, changed from one window (by default the one before)."""
        question = self.question(recipient=recipient, supplier=supplier, window=window, unit=unit, mapping=mapping)
        return self.answer("change", replace(question, before=_years(before)), edition).frame

    def local_production(self, recipient: str, window: Window, *, edition: Edition = NEWEST) -> pl.DataFrame:
        """Return the shares of each design origin, made in the recipient's country and imported."""
        return self.answer("local-production", self.question(recipient=recipient, window=window), edition).frame

    def order_to_delivery(
        self, window: Window, *, recipient: str | None = None, supplier: str | None = None, edition: Edition = NEWEST
    ) -> pl.DataFrame:
        """Return the median years from order to first delivery of the orders of a window."""
        question = self.question(recipient=recipient, supplier=supplier, window=window)
        return self.answer("order-to-delivery", question, edition).frame

    def revisions(
        self, recipient: str, window: Window, *, editions: tuple[Edition, Edition] | None = None, unit: str = "TIV"
    ) -> pl.DataFrame:
        """Return what SIPRI revised of a recipient's supplier shares between two editions, by default oldest and newest."""
        question = self.question(recipient=recipient, window=window, unit=unit)
        return self.answer("revisions", replace(question, editions=_pair(editions))).frame

    def side_by_side(self, recipient: str, window: Window, *, edition: Edition = NEWEST) -> pl.DataFrame:
        """Return supplier shares in TIV, in pieces and, of the register's own country, in money."""
        question = self.question(recipient=recipient, window=window)
        return beside(self.held, self.view, question, _edition(edition)).result.frame

    def price_hints(self, *, recipient: str | None = None, supplier: str | None = None) -> pl.DataFrame:
        """Return the amounts that the newest trade register's comments mention: proposed, judged by nobody."""
        return mentioned_prices(self.held, self.question(recipient=recipient, supplier=supplier)).result.frame

    def reconcile(self, period: str | None = None) -> pl.DataFrame:
        """Return the bounds of partners' shares of all contracts signed in a period (`FY2024-25`; None: each printed one)."""
        return reconciled_contracts(self.view or self.store.view(), period).frame

    def anchors(self) -> pl.DataFrame:
        """Return every printed figure beside the computed one, the difference, and why."""
        return anchors_at_hand(self.held, self.view).frame

    def datasets(self) -> pl.DataFrame:
        """Return one row for each file of transfers."""
        rows = [
            {
                "id": one.name, "file": one.file, "layout": one.layout.value, "edition": edition_text(one.edition),
                "window": None if one.window is None else f"{one.window[0]}:{one.window[1]}", "rows": one.counts.rows,
                "repaired": one.counts.repaired, "refused": one.counts.refused, "duplicates": one.counts.duplicates,
                "problems": sum(counted(one.problems).values()), "licence": one.licence, "credit": one.credit,
            }
            for one in datasets(self.store).list()
        ]  # fmt: skip
        numbers = dict.fromkeys(("rows", "repaired", "refused", "duplicates", "problems"), pl.Int64)
        return pl.DataFrame(rows, schema_overrides=numbers)

    def question(
        self, *, recipient: str | None = None, supplier: str | None = None, window: Window | None = None, unit: str = "TIV",
        mapping: str | None = None,
    ) -> Question:  # fmt: skip
        """Return a question for `answer`; NotFoundError for an unknown party, with what is spelt alike."""
        return Question(
            recipient=None if recipient is None else party_named(recipient, self.held.all()),
            supplier=None if supplier is None else party_named(supplier, self.held.all()),
            window=_years(window), unit=Unit(unit), mapping=mapping,
        )  # fmt: skip

    def answer(self, measure: str, question: Question, edition: Edition = NEWEST) -> TransferResult:
        """Return a whole answer: the frame, and beside it warnings, notes, credit lines and how the edition was chosen."""
        if measure not in TRANSFER_MEASURES:
            raise NotFoundError(f"no measure '{measure}'; measures are: {', '.join(TRANSFER_MEASURES)}")
        found = answered(self.held, TRANSFER_MEASURES[measure], question, _edition(edition))
        return replace(found.result, notes=(*found.chosen, *found.result.notes))

    def close(self) -> None:
        """Release the file."""
        self.store.close()

    def __enter__(self) -> "Register":
        """Use it in a `with` block, at the end of which it is closed."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close it."""
        self.close()


def open(path: str | Path) -> Register:  # noqa: A001 - read as `kautilya.open`
    """Open a register, or a file of arms transfers as a register in memory that holds nothing else.

    Raises:
        StoreError: There is no register there, or it cannot be used.
        InputError: The file begins like one of transfers and cannot be read.
    """
    file = Path(path)
    if file.is_file() and looks_like_transfers(file):
        store = open_store(IN_MEMORY)
        for found in read_transfers(file):
            datasets(store).add(found.dataset, found.frames, recorded_on=date.today())  # noqa: DTZ011 - the user's day
    else:
        store = open_store(path)
    view = store.view() if store.packages() else None
    return Register(store=store, held=Held(store=datasets(store)), view=view)


def _years(window: Window | None) -> Years | None:
    return Years.parse(window) if isinstance(window, str) else window


def _edition(edition: Edition) -> Edition:
    """Read a day written as text; ValueError for what is none."""
    return edition if isinstance(edition, date) or edition in (NEWEST, EVERY) else date.fromisoformat(edition)


def _pair(editions: tuple[Edition, Edition] | None) -> tuple[date, date] | None:
    if editions is None:
        return None
    first, last = sorted(date.fromisoformat(str(one)) for one in editions)
    return first, last
