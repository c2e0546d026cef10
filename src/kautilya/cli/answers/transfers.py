"""Asks the measures on transfers: what was told is checked, the edition chosen, the answer written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import typer

from kautilya.citation.of_files import AskedOfFiles
from kautilya.cli.answers.transfer_tables import write_answer
from kautilya.cli.documents import write_json
from kautilya.cli.session import Asked, say, view_of
from kautilya.core.errors import NotFoundError
from kautilya.measures import money_beside, reconciled_contracts
from kautilya.measures.transfers import prices
from kautilya.measures.transfers.answers import EVERY, NEWEST, Answered, answered
from kautilya.measures.transfers.held import Held
from kautilya.measures.transfers.parties import party_named
from kautilya.measures.transfers.questions import TRANSFER_MEASURES, Question
from kautilya.measures.transfers.source import Unit
from kautilya.measures.transfers.years import Years
from kautilya.store.datasets import datasets
from kautilya.store.sql_store import SqlStore
from kautilya.store.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The options of `measure` that only questions about transfers take, as they were typed."""

    recipient: str | None = None
    supplier: str | None = None
    window: str | None = None
    before: str | None = None
    editions: tuple[str, ...] = ()
    unit: str | None = None
    mapping: str | None = None
    by_block: bool = False

    def given(self) -> tuple[str, ...]:
        """Return the fields that were told."""
        return tuple(name for name in self.__dataclass_fields__ if getattr(self, name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Takes:
    """What a measure has to be told and may be told."""

    question: str
    needs: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    may: tuple[str, ...] = ()


def _takes() -> Mapping[str, Takes]:
    own = {
        name: Takes(question=one.question, needs=one.needs, one_of=one.one_of, may=(*one.takes, "editions"))
        for name, one in TRANSFER_MEASURES.items()
    }
    beside = Takes(question=money_beside.QUESTION, needs=("recipient", "window"), may=("mapping", "editions"))
    hints = Takes(question=prices.QUESTION, may=("recipient", "supplier", "window", "editions"))
    contracts = Takes(question=reconciled_contracts.QUESTION, may=("window",))
    return MappingProxyType(
        own | {money_beside.MEASURE: beside, prices.MEASURE: hints, reconciled_contracts.MEASURE: contracts}
    )


TAKES = _takes()
"""The measures on transfers, and the one that holds contracts to printed totals, by name."""
_OF_CLAIMS = frozenset({money_beside.MEASURE, reconciled_contracts.MEASURE})
"""Those that read claims too."""


def refuse_options(name: str, told: Told, may: Sequence[str] = ()) -> None:
    """Refuse options that a measure does not take, all at once."""
    wrong = [_option(field) for field in told.given() if field not in may]
    if wrong:
        there = ", ".join(map(_option, may)) or "none of the options about transfers"
        raise typer.BadParameter(f"measure '{name}' does not take {', '.join(wrong)}; it takes {there}")


def write_transfer_measure(store: SqlStore, name: str, told: Told, asked: Asked, *, everything: bool, as_json: bool) -> None:
    """Answer one measure and write it: all rows as JSON or on demand, else the largest."""
    _check(name, told)
    _refuse_rules(name, asked)
    found = _asked(store, name, told, asked)
    if asked.recorded_by is not None:
        say(f"as recorded by the end of {asked.recorded_by}")
    for line in found.chosen:
        say(line)
    result = found.result
    if not as_json:
        write_answer(result, everything=everything)
        return
    document = {
        "measure": result.measure, "question": result.question, "value": result.value, "denominator": result.denominator,
        "recorded_by": asked.recorded_by, "rows": result.frame.to_dicts(), "chosen": found.chosen, "warnings": result.warnings,
        "notes": result.notes, "credit": result.credit,
    }  # fmt: skip
    write_json(document)


def _check(name: str, told: Told) -> None:
    takes = TAKES[name]
    refuse_options(name, told, (*takes.needs, *takes.one_of, *takes.may))
    missing = [_option(field) for field in takes.needs if field not in told.given()]
    if missing:
        raise typer.BadParameter(f"measure '{name}' needs {' and '.join(missing)}, such as {_EXAMPLE}")
    if takes.one_of and len([field for field in takes.one_of if field in told.given()]) != 1:
        raise typer.BadParameter(f"measure '{name}' needs one of {' and '.join(map(_option, takes.one_of))}")


_EXAMPLE = "--recipient IND --window 2018:2022"


def _option(field: str) -> str:
    return "--edition" if field == "editions" else "--" + field.replace("_", "-")


def _refuse_rules(name: str, asked: Asked) -> None:
    """Refuse rules where no claim is read, so that nobody takes them for applied."""
    if asked.rules is not None and name not in _OF_CLAIMS:
        raise typer.BadParameter(f"measure '{name}' does not take --rules: it reads rows of files, no claims")


def _asked(store: SqlStore, name: str, told: Told, asked: Asked) -> Answered:
    if name == reconciled_contracts.MEASURE:
        view = view_of(store, asked)
        return Answered(result=reconciled_contracts.reconciled_contracts(view, told.window), chosen=(f"as of {view.as_of}",))
    held = held_of(store, asked)
    question, editions = asked_of(name, told, held)
    if name == money_beside.MEASURE:
        return money_beside.beside(held, _view(store, asked), question, _edition(editions))
    if name == prices.MEASURE:
        return prices.mentioned_prices(held, question, next((day for day in editions if isinstance(day, date)), None))
    return answered(held, TRANSFER_MEASURES[name], question, _edition(editions))


def held_of(store: SqlStore, asked: Asked) -> Held:
    """Return the files that the user asks of; NotFoundError where there is none."""
    day = None if asked.as_of is None else asked.as_of.last
    held = Held(store=datasets(store, asked.recorded_by), known_by=day)
    held.refuse_nothing()
    return held


def asked_of(name: str, told: Told, held: Held) -> tuple[Question, tuple[date | str, ...]]:
    """Return the question that the options tell, and the editions."""
    editions = _editions(told.editions, compares=name == "revisions")
    return _question(told, held, editions), editions


def cited_of(store: SqlStore, name: str, told: Told, asked: Asked) -> tuple[Held, AskedOfFiles]:
    """Return what is cited of files; a usage error where the measure cannot be asked so, or reads more than files."""
    if name not in TRANSFER_MEASURES:
        raise typer.BadParameter(f"'{name}' cannot be cited yet: it joins files with claims or comments")
    _check(name, told)
    _refuse_rules(name, asked)
    held = held_of(store, asked)
    question, editions = asked_of(name, told, held)
    return held, AskedOfFiles(measure=name, question=question, edition=_edition(editions))


def _view(store: SqlStore, asked: Asked) -> View | None:
    """Return the register's claims, where it has any."""
    return view_of(store, asked) if store.reader(asked.recorded_by).packages() else None


def _question(told: Told, held: Held, editions: Sequence[date | str]) -> Question:
    days = [day for day in editions if isinstance(day, date)]
    return Question(
        recipient=None if told.recipient is None else party_named(told.recipient, held.all()),
        supplier=None if told.supplier is None else party_named(told.supplier, held.all()),
        window=None if told.window is None else _years(told.window),
        before=None if told.before is None else _before(told),
        unit=_unit(told.unit),
        mapping=told.mapping,
        by_block=told.by_block,
        editions=(min(days), max(days)) if len(days) > 1 else None,
    )


def _years(text: str) -> Years:
    try:
        return Years.parse(text)
    except ValueError as exc:
        raise typer.BadParameter(str(exc)) from exc


def _before(told: Told) -> Years:
    before = _years(told.before or "")
    if told.window is not None and before.overlaps(window := _years(told.window)):
        raise typer.BadParameter(f"--before {before} has years in common with --window {window}: that is no comparison")
    return before


def _unit(text: str | None) -> Unit:
    units = {unit.value.lower(): unit for unit in Unit}
    if text is not None and text.lower() not in units:
        raise typer.BadParameter(f"--unit {text}: units are {', '.join(unit.value for unit in Unit)}")
    return units[(text or Unit.TIV.value).lower()]


def _editions(texts: Sequence[str], *, compares: bool) -> tuple[date | str, ...]:
    """Read `--edition`: one day, `newest`, `all`; two days for revisions."""
    found: list[date | str] = []
    for text in texts:
        try:
            found.append(text if text in (NEWEST, EVERY) else date.fromisoformat(text))
        except ValueError as exc:
            raise typer.BadParameter(
                f"--edition {text}: give the day that an edition was generated (2025-03-13), or all"
            ) from exc
    if compares and found and (len(set(found)) != 2 or not all(isinstance(one, date) for one in found)):
        raise typer.BadParameter("revisions take two editions: --edition 2022-07-28 --edition 2025-03-13")
    if not compares and len(found) > 1:
        raise typer.BadParameter("editions are never mixed: give --edition once, or --edition all for each by itself")
    return tuple(found)


def _edition(editions: Sequence[date | str]) -> date | str:
    return editions[0] if len(editions) == 1 else NEWEST


def unknown_measure(name: str, others: Sequence[str]) -> NotFoundError:
    """Return the error for a name that is no measure."""
    return NotFoundError(f"no measure '{name}'; measures are: {', '.join((*others, *TAKES))}")
