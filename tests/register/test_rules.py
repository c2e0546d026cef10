from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.core.errors import NotFoundError
from kautilya.core.periods import PartialDate
from kautilya.intake.datapackage import read
from kautilya.register.claim import Claim, KnownBy, Mark
from kautilya.register.fold import Folding, Judged, fold
from kautilya.register.judgement import Judgement, Verdict
from kautilya.register.kinds.deal import Deal
from kautilya.register.kinds.source import Source
from kautilya.register.record import Field
from kautilya.register.registry import KINDS
from kautilya.register.rules import NAMES, RULES, Publishers, chooser, named, publishers_of

DAY = date(2026, 5, 1)
INDIA = Path(__file__).parents[2] / "src" / "kautilya" / "registers" / "india"
GOVERNMENT, AUDITOR, INSTITUTE = "https://mod.example/a", "https://cag.example/a", "https://sipri.example/a"
PAPER, BLOG, UNKNOWN = "https://paper.example/a", "https://blog.example/a", "https://nobody.example/a"
PUBLISHERS = Publishers(
    by_address={GOVERNMENT: "government"},
    by_host={
        "mod.example": "government",
        "cag.example": "legislature/audit",
        "sipri.example": "think tank",
        "paper.example": "newspaper",
        "blog.example": "blog/exam-prep/aggregator",
    },
)


def said(
    raw: str,
    source: str,
    *,
    verdict: Verdict = Verdict.ACCEPTED,
    known_on: str = "2025-04",
    unit: str = "INR",
    dated: bool = True,
) -> Judged:
    claim = Claim(
        kind="deal",
        subject="ship",
        attribute="value_signed",
        raw=raw,
        unit=unit,
        mark=Mark.SOURCED,
        source=source,
        known_on=PartialDate.parse(known_on),
        known_basis=KnownBy.PAGE if dated else KnownBy.PACKAGE,
        recorded_on=DAY,
    )
    return claim, Judgement(claim_id=claim.id, verdict=verdict, on=DAY, by="test", why="chosen")


def folded(*told: Judged, rules: tuple[str, ...] = NAMES) -> Field[Any]:
    folding = Folding(choose=chooser(named(rules), lambda: PUBLISHERS))
    return fold(Deal, told, folding)["ship"].value_signed


@pytest.mark.parametrize("official", [GOVERNMENT, AUDITOR, "https://www.mod.example/other-page"])
@pytest.mark.parametrize("other", [PAPER, BLOG, INSTITUTE, UNKNOWN, "named: press", "assumption: A025"])
def test_an_official_page_goes_before_all_others_and_the_field_says_so(official: str, other: str) -> None:
    field = folded(said("10", official), said("20", other), said("20", PAPER))
    assert (field.point, field.rule) == (10, "official over press")
    assert [(span.low, span.high) for _, span in field.spans] == [(10, 20)]


def test_officials_that_disagree_leave_the_range() -> None:
    field = folded(said("10", GOVERNMENT), said("20", AUDITOR), said("30", PAPER))
    assert (field.point, field.rule) == (None, None)
    assert [(span.low, span.high) for _, span in field.spans] == [(10, 30)]


def test_papers_alone_leave_the_range() -> None:
    assert folded(said("10", PAPER, known_on="2024"), said("20", BLOG)).rule is None


def test_a_later_edition_goes_before_an_earlier_of_the_same_host() -> None:
    field = folded(said("10", INSTITUTE, known_on="2024-03"), said("20", "https://sipri.example/b", known_on="2025-03"))
    assert (field.point, field.rule) == (20, "later edition over earlier")


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (said("10", PAPER, known_on="2024-03"), said("20", "https://paper.example/b", known_on="2025-03")),
        (said("10", INSTITUTE, known_on="2024-03"), said("20", "https://other.example/b", known_on="2025-03")),
        (said("10", INSTITUTE, known_on="2024-03"), said("20", "https://sipri.example/b", known_on="2025-03", unit="USD")),
        (said("10", INSTITUTE, known_on="2025"), said("20", "https://sipri.example/b", known_on="2025-03")),
        (said("10", INSTITUTE, known_on="2024-03"), said("20", "https://sipri.example/b", known_on="2025-03", dated=False)),
    ],
    ids=["a paper's later story", "another host", "another unit", "perhaps of one day", "an undated page"],
)
def test_what_is_no_later_edition_leaves_the_range(earlier: Judged, later: Judged) -> None:
    assert folded(earlier, later).rule is None


def test_a_later_edition_does_not_outvote_what_somebody_else_says() -> None:
    editions = said("10", INSTITUTE, known_on="2024-03"), said("20", "https://sipri.example/b", known_on="2025-03")
    assert folded(*editions, said("30", PAPER)).rule is None
    assert folded(*editions, said("20", PAPER)).point == 20


def test_the_first_rule_that_decides_is_the_one_that_is_named() -> None:
    field = folded(said("10", GOVERNMENT, known_on="2024-03"), said("10", GOVERNMENT), said("20", PAPER))
    assert (field.point, field.rule) == (10, NAMES[0])
    older = said("10", GOVERNMENT, known_on="2024-03"), said("20", "https://mod.example/b", known_on="2025-03")
    assert (folded(*older).point, folded(*older).rule) == (20, NAMES[1])


def test_a_view_without_rules_shows_the_range() -> None:
    assert folded(said("10", GOVERNMENT), said("20", PAPER), rules=()).rule is None


def test_an_unknown_rule_is_refused_with_those_there_are() -> None:
    with pytest.raises(NotFoundError, match="rules are: official over press, later edition over earlier"):
        named(["latest wins"])


def test_rules_are_applied_in_their_own_order_however_they_are_named() -> None:
    assert named(reversed(NAMES)) == RULES


def source_row(number: str, url: str, word: str) -> list[Judged]:
    claim, judgement = said(url, "x")
    address = replace(claim, kind="source", subject=number, attribute="url", unit=None)
    class_ = replace(address, attribute="class", raw=word)
    return [(one, replace(judgement, claim_id=one.id)) for one in (address, class_)]


def test_a_host_of_two_classes_and_a_source_in_conflict_tell_no_class() -> None:
    told = [
        *source_row("s1", "https://two.example/a", "government"),
        *source_row("s2", "https://two.example/b", "newspaper"),
        *source_row("s3", "https://torn.example/a", "government"),
        *source_row("s3", "https://torn.example/a", "newspaper"),
    ]
    found = publishers_of(fold(Source, told).values())
    assert found.class_of("https://two.example/a") == "government"
    assert found.class_of("https://two.example/c") is None
    assert found.class_of("https://torn.example/a") is None


readings = st.lists(
    st.builds(
        said,
        st.sampled_from(["10", "20", "30"]),
        st.sampled_from([GOVERNMENT, AUDITOR, INSTITUTE, PAPER, "https://sipri.example/b"]),
        verdict=st.sampled_from([Verdict.ACCEPTED, Verdict.ACCEPTED, Verdict.PREFERRED]),
        known_on=st.sampled_from(["2024-03", "2025-03", "2025"]),
    ),
    unique_by=lambda pair: pair[0].id,
    min_size=1,
    max_size=6,
)


@given(readings, st.permutations(NAMES))
def test_a_recorded_choice_always_goes_before_a_rule(told: list[Judged], rules: list[str]) -> None:
    ruled, unruled = folded(*told, rules=tuple(rules)), folded(*told, rules=())
    if any(judgement.verdict is Verdict.PREFERRED for _, judgement in told):
        assert ruled == unruled
    assert ruled.spans == unruled.spans
    assert set(ruled.claim_ids) == set(unruled.claim_ids)


@given(st.data(), readings)
def test_what_a_rule_chooses_does_not_depend_on_the_order_of_claims(data: st.DataObject, told: list[Judged]) -> None:
    assert folded(*data.draw(st.permutations(told))) == folded(*told)


def test_rules_decide_nothing_in_the_india_register_and_three_fields_if_choices_are_ignored() -> None:
    """What docs/review.md says of it."""
    package = read(INDIA, recorded_on=DAY, by="test")
    verdicts = {judgement.claim_id: judgement for judgement in package.judgements}
    by_kind: dict[str, list[Judged]] = {}
    for claim in package.claims:
        by_kind.setdefault(claim.kind, []).append((claim, verdicts[claim.id]))
    publishers = publishers_of(fold(Source, by_kind["source"]).values())
    folding = Folding(choose=chooser(RULES, lambda: publishers))
    decided, conflicts = {}, 0
    for kind, judged in by_kind.items():
        chosen = fold(KINDS[kind], judged)
        assert fold(KINDS[kind], judged, folding) == chosen
        ignored = [(claim, replace(judgement, verdict=Verdict.ACCEPTED)) for claim, judgement in judged]
        for record_id, record in fold(KINDS[kind], ignored, folding).items():
            conflicts += len(record.conflicts)
            for conflict in record.conflicts:
                if conflict.rule is not None:
                    decided[record_id, conflict.attribute] = conflict.rule
                    assert record.cell(conflict.attribute).point == chosen[record_id].cell(conflict.attribute).point
    assert conflicts == 151
    assert decided == {
        ("tot006", "amount_inr_crore"): "official over press",
        ("app005", "date"): "official over press",
        ("com001", "evidence_date"): "official over press",
    }
