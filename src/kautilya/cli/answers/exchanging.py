"""Takes in daily exchange rates, shows them, and converts amounts."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from kautilya.cli.documents import write_json
from kautilya.cli.output import Column, write, write_table
from kautilya.cli.session import Asked, say, today
from kautilya.core.errors import InputError, Problem
from kautilya.core.money import Basis, Money, Rate, of_crore
from kautilya.core.periods import FiscalYear, PartialDate
from kautilya.intake.rates import read_rates
from kautilya.register.dataset import Layout
from kautilya.store.datasets import datasets, published_by
from kautilya.store.sql_store import SqlStore
from kautilya.tables.daily_rates import Period, daily_rates


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The rate that is asked for, as the user wrote it."""

    source: str
    target: str
    on: str
    edition: str | None
    asked: Asked
    """Of which day: editions that were published, or taken in, later are not seen."""


def take_in(store: SqlStore, file: Path | None, *, by: str, as_json: bool) -> None:
    """Read a file of rates and record it as a data set."""
    say("reading daily rates")
    read = read_rates(file)
    receipt = datasets(store).add(read.dataset, {"rows": read.rows}, recorded_on=today(), by=by)
    if as_json:
        write_json({"register": store.where, "receipt": receipt})
        return
    held = "" if receipt.added else ", held already"
    dataset = receipt.dataset
    write(f"register {store.where}: data set {dataset.name}, edition {dataset.edition}, {dataset.counts.rows:,} rates{held}")
    write(dataset.credit)


def list_editions(store: SqlStore, asked: Asked, *, as_json: bool) -> None:
    """Write the editions, the latest first."""
    by_edition = datasets(store, asked.recorded_by).editions(Layout.EXCHANGE_RATES)
    found = [one for held in by_edition.values() for one in held if published_by(one, _known_by(asked))]
    if as_json:
        write_json({"editions": [{"dataset": one.sha256, "edition": one.edition, "rates": one.counts.rows} for one in found]})
        return
    columns = (
        Column(title="edition"),
        Column(title="data set", whole=True),
        Column(title="rates", right=True),
        Column(title="file"),
    )
    write_table(columns, ((str(one.edition), one.name, f"{one.counts.rows:,}", one.file) for one in found))


def show_rate(store: SqlStore, pair: Pair, *, as_json: bool) -> None:
    """Write one rate with where it is from."""
    rate = _rate(store, pair)
    if as_json:
        write_json({"rate": rate})
        return
    write(str(rate))
    write(rate.says)


def convert(store: SqlStore, amount: Decimal, pair: Pair, *, crore: bool, as_json: bool) -> None:
    """Write an amount in another currency with the rate, its day and its edition."""
    rate = _rate(store, pair)
    year = rate.on if isinstance(rate.on, FiscalYear) else rate.on.year
    if crore:
        money = of_crore(amount, price_year=year, basis=Basis.NOMINAL, currency=rate.source)
    else:
        money = Money(amount=amount, currency=rate.source, price_year=year, basis=Basis.NOMINAL)
    converted = money.converted(rate)
    if as_json:
        write_json({"amount": money, "converted": converted, "rate": rate})
        return
    write(f"{money.figure} = {_rounded(converted).figure}")
    write(f"at {rate}")
    write(rate.says)


def _rounded(money: Money) -> Money:
    """Round to whole units for the eye; JSON has every digit."""
    return Money(
        amount=money.amount.quantize(Decimal(1)), currency=money.currency, price_year=money.price_year, basis=money.basis
    )


def _rate(store: SqlStore, pair: Pair) -> Rate:
    try:
        edition = None if pair.edition is None else PartialDate.parse(pair.edition).first
        held = datasets(store, pair.asked.recorded_by)
        return daily_rates(held, edition, known_by=_known_by(pair.asked)).rate(
            pair.source.upper(), pair.target.upper(), _period(pair.on)
        )
    except ValueError as exc:
        raise InputError("rates", [Problem(file="rates", message=str(exc))]) from exc


def _known_by(asked: Asked) -> date | None:
    return None if asked.as_of is None else asked.as_of.last


def _period(text: str) -> Period:
    return FiscalYear.parse(text) if text.upper().startswith("FY") else PartialDate.parse(text)
