"""Answers kept as long as the view that they were drawn from: a view never changes, so neither does what it answers.

Several pages, verdicts and agendas ask the same questions of one view; each is answered once.
"""

from collections.abc import Callable
from weakref import WeakKeyDictionary

from kautilya.measures.finding import Measurement
from kautilya.measures.scope import EVERYTHING, Scope
from kautilya.store.view import View

Question = Callable[[View, Scope], Measurement]

_KEPT: WeakKeyDictionary[View, dict[tuple[Question, Scope], Measurement]] = WeakKeyDictionary()


def answered(question: Question, view: View, scope: Scope = EVERYTHING) -> Measurement:
    """Return what a measure answers from a view, asked once of each view and scope."""
    kept = _KEPT.setdefault(view, {})
    if (question, scope) not in kept:
        kept[question, scope] = question(view, scope)
    return kept[question, scope]
