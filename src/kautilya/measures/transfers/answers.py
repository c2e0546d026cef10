"""Answers from one edition: the one asked for, else the newest that holds what is asked about. Editions are never mixed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kautilya.core.errors import NotFoundError
from kautilya.measures.transfers.asking import EVER, mapped
from kautilya.measures.transfers.coverage import RECIPIENT, SUPPLIER, covered, is_world, lacks, warnings_of_parties
from kautilya.measures.transfers.held import Held, edition_text
from kautilya.measures.transfers.questions import WORLD, Question, TransferMeasure
from kautilya.measures.transfers.result import TransferResult
from kautilya.measures.transfers.source import Shape, Source
from kautilya.measures.transfers.tidy import tidied
from kautilya.measures.transfers.years import Years
from kautilya.register.dataset import Layout

NEWEST, EVERY = "newest", "all"
"""Which edition is meant where no day is given: the newest that can answer, or each that can, one after the other."""
_PREFIX = "no imported file can answer this: "


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer, its frame in the one order of columns, and how its edition was chosen."""

    result: TransferResult
    chosen: tuple[str, ...] = ()
    """What the user must not miss of the choice: the edition, later ones that were passed over, others at hand."""


def answered(held: Held, measure: TransferMeasure, question: Question, edition: date | str = NEWEST) -> Answered:
    """Answer a question from one edition (`edition="all"`: from each that can, as rows of their own).

    Raises:
        NotFoundError: There is no file, none of that edition, or none that can answer; the message tells why.
    """
    held.refuse_nothing()
    if measure.compares_editions or edition == EVERY:
        return _tidy(measure.answer(held.all(), question))
    if isinstance(edition, date):
        _refuse_absent(held, edition)
        return _tidy(measure.answer(held.of(edition), question))
    return _newest(held, measure, question)


def _refuse_absent(held: Held, edition: date) -> None:
    if edition not in held.editions():
        there = ", ".join(map(edition_text, held.editions()))
        raise NotFoundError(f"no imported file is of edition {edition}; editions are: {there}")


def _newest(held: Held, measure: TransferMeasure, question: Question) -> Answered:
    """Take the newest edition that holds all that is asked about, else the newest that can answer at all."""
    passed: list[tuple[date | None, str]] = []
    partly: tuple[date | None, TransferResult] | None = None
    for day in held.editions():
        found = held.of(day)
        try:
            result = measure.answer(found, question)
        except NotFoundError as error:
            passed.append((day, str(error).removeprefix(_PREFIX)))
            continue
        empty = result.frame[result.value].is_null().all() and measure.side == WORLD
        if not empty and holds_whole(found, measure, question):
            return _tidy(result, (*_choice(held, day, passed), *_exact_elsewhere(held, day, measure, question, result)))
        passed.append((day, "it holds only a part of what is asked"))
        partly = partly if partly is not None or empty else (day, result)
    if partly is not None:
        day, result = partly
        before = [one for one in passed if one[0] != day]
        return _tidy(result, _choice(held, day, before[: held.editions().index(day)]))
    if measure.side == WORLD and any("only a part" in why for _, why in passed):
        return _tidy(measure.answer(held.all(), question))
    raise NotFoundError(_PREFIX + "; ".join(dict.fromkeys(why for _, why in passed)))


def _exact_elsewhere(
    held: Held, chosen: date | None, measure: TransferMeasure, question: Question, result: TransferResult
) -> tuple[str, ...]:
    """Name the editions whose files print the yearly values that an answer of bounds lacks; SIPRI may have revised them."""
    if "layout" not in result.frame.columns or (result.frame["layout"] != Layout.TRADE_REGISTER.value).any():
        return ()
    days = [
        edition_text(day)
        for day in held.editions()
        if day not in (None, chosen)
        and holds_whole([source for source in held.of(day) if source.shape is Shape.YEARLY], measure, question)
    ]
    if not days:
        return ()
    return (f"a file of edition {' and of '.join(days)} prints yearly values for this: ask with --edition {days[0]}",)


def holds_whole(found: Sequence[Source], measure: TransferMeasure, question: Question) -> bool:
    """Tell whether some source of an edition holds all transfers of the party (or of the world) in the window."""
    window = _span(question)
    side = measure.side or (SUPPLIER if question.recipient is None else RECIPIENT)
    party = question.recipient if side == RECIPIENT else question.supplier
    for source in mapped(found, question.mapping):
        inside = window is None or covered(source, window) == window
        if side == WORLD and inside and is_world(source, RECIPIENT, window or EVER):
            return True
        if party is not None and inside and _holds(source, side, party, window or EVER):
            return True
    return False


def _holds(source: Source, side: str, party: str, window: Years) -> bool:
    return lacks(source, side, party, window) is None and not warnings_of_parties(source, side)


def _span(question: Question) -> Years | None:
    """Return the years asked about, those of the window compared with included."""
    window, before = question.window, question.before
    if window is None or before is None:
        return window
    return Years(first=min(window.first, before.first), last=max(window.last, before.last))


def _choice(held: Held, day: date | None, passed: Sequence[tuple[date | None, str]]) -> tuple[str, ...]:
    later = [edition_text(one) for one, _ in passed]
    others = [edition_text(one) for one in held.editions() if one != day and edition_text(one) not in later]
    said = [f"edition {edition_text(day)}{', the newest' if not later else ', the newest that holds what is asked'}"]
    said += [f"edition {edition_text(one)} was passed over: {why}" for one, why in passed]
    if others:
        said.append(f"other editions at hand, not mixed in: {', '.join(others)}; ask with --edition DAY or --edition all")
    return tuple(said)


def _tidy(result: TransferResult, chosen: tuple[str, ...] = ()) -> Answered:
    return Answered(result=replace(result, frame=tidied(result)), chosen=chosen)
