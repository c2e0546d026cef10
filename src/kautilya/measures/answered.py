"""Answers kept as long as the view that they were drawn from: a view never changes, so neither does what it answers.

Several pages, verdicts and agendas ask the same questions of one view; each is answered once.
"""

from collections.abc import Callable
from weakref import WeakKeyDictionary

from kautilya.measures.finding import Measurement
from kautilya.measures.scope import EVERYTHING, Scope
from kautilya.store.view import Bulk, View

Question = Callable[[View, Scope], Measurement]

_KEPT: WeakKeyDictionary[View, dict[tuple[Question, Scope], tuple[Bulk | None, Measurement]]] = WeakKeyDictionary()


def answered(question: Question, view: View, scope: Scope = EVERYTHING) -> Measurement:
    """Return what a measure answers from a view, asked once of each view and scope; again where its data sets are others."""
    kept = _KEPT.setdefault(view, {})
    bulk, found = kept.get((question, scope), (None, None))
    if found is None or bulk is not view.bulk:
        found = question(view, scope)
        kept[question, scope] = (view.bulk, found)
    return found
