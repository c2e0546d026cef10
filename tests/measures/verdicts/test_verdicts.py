"""Verdicts: the word that follows from criteria, figures against thresholds, and the phrases of the example."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.core.errors import NotFoundError
from kautilya.measures.catalogue import MEASURES, measured
from kautilya.measures.finding import Finding
from kautilya.measures.verdicts.catalogue import JUDGED_BY, PHRASES, verdict
from kautilya.measures.verdicts.criterion import Blank, Criterion, Outcome, Verdict, Word, word_of
from kautilya.measures.verdicts.reading import asked, at_least, words
from kautilya.register.claim import Mark
from kautilya.store.view import View
from tests.tables.synthetic import view_of

FOR, AGAINST, UNDECIDED = Outcome.FOR, Outcome.AGAINST, Outcome.CANNOT_TELL


def criterion(outcome: Outcome) -> Criterion:
    return Criterion(question="?", rule="r", outcome=outcome, because="b")


def figure(value: float | None, low: float | None = None, high: float | None = None) -> Finding:
    return Finding(
        measure="m", quantity="q", value=value, low=low, high=high, unit="share", as_of="2026-04-30", mark=Mark.DERIVED, n=7
    )


@pytest.mark.parametrize(
    ("outcomes", "word"),
    [
        ([], Word.CANNOT_TELL),
        ([FOR], Word.SUPPORTED),
        ([AGAINST, AGAINST], Word.CONTRADICTED),
        ([FOR, AGAINST], Word.MIXED),
        ([FOR, UNDECIDED], Word.SUPPORTED),
        ([FOR, UNDECIDED, UNDECIDED], Word.CANNOT_TELL),
        ([FOR, AGAINST, UNDECIDED, UNDECIDED], Word.MIXED),
    ],
)
def test_the_word_follows_from_the_criteria(outcomes: list[Outcome], word: Word) -> None:
    assert word_of([criterion(outcome) for outcome in outcomes]) is word


def test_a_phrase_is_not_supported_while_its_key_criterion_cannot_be_told() -> None:
    key = replace(criterion(UNDECIDED), key=True)
    assert word_of([key, criterion(FOR), criterion(FOR)]) is Word.CANNOT_TELL
    assert word_of([key, criterion(AGAINST), criterion(AGAINST)]) is Word.CONTRADICTED
    assert word_of([key, criterion(AGAINST), criterion(FOR)]) is Word.MIXED


@given(st.lists(st.sampled_from(Outcome), max_size=8).flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))))
def test_the_order_of_criteria_changes_nothing(both: tuple[list[Outcome], list[Outcome]]) -> None:
    one, other = both
    assert word_of([criterion(outcome) for outcome in one]) is word_of([criterion(outcome) for outcome in other])


@pytest.mark.parametrize(
    ("found", "outcome"),
    [
        (figure(0.6), FOR),
        (figure(0.5), FOR),
        (figure(0.4), AGAINST),
        (figure(0.6, 0.4, 0.7), UNDECIDED),
        (figure(0.6, 0.5, 0.7), FOR),
        (figure(None, 0.1, 0.2), AGAINST),
        (figure(None), UNDECIDED),
        (None, UNDECIDED),
    ],
)
def test_a_figure_decides_only_with_its_whole_range(found: Finding | None, outcome: Outcome) -> None:
    told = at_least(found, 0.5, asked("?", "rule", "about"), "what to look for")
    assert told.outcome is outcome
    assert told.blank is not None


def test_a_high_figure_can_speak_against() -> None:
    told = at_least(figure(0.6), 0.5, asked("?", "rule", "about"), "what", high_is_for=False)
    assert told.outcome is AGAINST


def test_the_nearest_blank_comes_first_and_one_without_a_figure_last() -> None:
    blanks = [
        Blank(what="c", threshold="t"),
        Blank(what="b", threshold="t", distance=0.4),
        Blank(what="a", threshold="t", distance=0.0),
    ]
    criteria = tuple(Criterion(question="?", rule="r", outcome=FOR, because="b", blank=blank) for blank in blanks)
    judged = Verdict(name="n", said="s", word=Word.SUPPORTED, criteria=criteria, limits=())
    assert [blank.what for blank in judged.blanks] == ["a", "b", "c"]


def test_a_figure_is_told_with_its_range_and_n() -> None:
    assert words(figure(0.333, 0.07, 0.7)) == "33 % (7 % to 70 %), n = 7"
    assert words(figure(None, 0.07, 0.7)) == "7 % to 70 %, n = 7"
    assert words(figure(None)) == "no figure, n = 7"


@pytest.mark.parametrize("name", PHRASES)
def test_an_empty_register_cannot_tell_or_says_why(name: str) -> None:
    empty = view_of({})
    judged = verdict(name, {measure: measured(measure, empty) for measure in PHRASES[name].needs})
    assert judged.word is Word.CANNOT_TELL
    assert all(one.outcome is UNDECIDED and one.because for one in judged.criteria)


@pytest.mark.parametrize("name", PHRASES)
def test_each_criterion_of_the_example_has_a_rule_and_figures_that_rest_on_claims(name: str, india: View) -> None:
    judged = verdict(name, {measure: measured(measure, india) for measure in PHRASES[name].needs})
    assert judged.limits
    for one in judged.criteria:
        assert one.question.endswith("?")
        assert "For:" in one.rule
        assert "Against:" in one.rule
        assert one.blank is not None or one.outcome is not UNDECIDED
        assert all(finding.claim_ids for finding in one.findings)
        assert one.findings or one.outcome is UNDECIDED


def test_phrases_need_measures_that_there_are() -> None:
    assert set(JUDGED_BY) <= set(MEASURES)


def test_an_unknown_phrase_and_a_missing_measure_are_named() -> None:
    with pytest.raises(NotFoundError, match="phrases are: "):
        verdict("glory", {})
    with pytest.raises(NotFoundError, match="needs the measures framework"):
        verdict("framework", {})


@pytest.mark.parametrize("name", PHRASES)
def test_each_phrase_stands_on_the_page_about_verdicts(name: str) -> None:
    page = (Path(__file__).parents[3] / "docs/verdicts.md").read_text(encoding="utf-8")
    assert f"| `{name}` |" in page


def test_a_share_of_a_target_is_never_told_as_a_share_of_something_else(india: View) -> None:
    """86 % is 150,590 of the 175,000 INR crore that were the target, not the domestic part of production."""
    asked_of = verdict("self-reliance", {"self-reliance": measured("self-reliance", india)})
    assert asked_of.criteria[0].because.startswith("domestic production in FY2024-25, as a share of its target: 86 %")
