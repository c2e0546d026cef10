"""Whether ties go on during a shock: small registers by hand, and simulated records with a known effect."""

import csv
from datetime import date
from importlib.resources import files

import numpy as np
import pytest

from kautilya.core.periods import PartialDate
from kautilya.measures.finding import Measurement
from kautilya.measures.scope import EVERYTHING, Scope
from kautilya.measures.statistics.placebo import Placebo
from kautilya.measures.statistics.rates import RateRatio
from kautilya.measures.ties.comparing import Compared, Counted, compared, counted, placebo_of
from kautilya.measures.ties.continuity import AGAINST, PLACEBO, RATIO, TIPPING, VERDICT, continuity
from kautilya.measures.ties.trials import Trial, trial
from kautilya.measures.ties.verdicts import Verdict, judged
from kautilya.register.claim import Mark
from kautilya.store.view import View
from kautilya.tables.ties.signs import VISITS, Sign
from kautilya.tables.windows import Bracket
from tests.measures.finding_by import findings, the
from tests.measures.ties.rows import contact, elsewhere
from tests.measures.ties.test_trials import shock
from tests.tables.synthetic import Row, view_of


def tariff(row: str = "s1", **cells: str) -> Row:
    return {"id": row, "name": "tariff", "kind": "tariff", "start": "2022-01-01", "end": "2022-12-31", "actors": "IND;USA",
            "counts_as_shock": "yes", "source_date": "2022-01-01", **cells}  # fmt: skip


def monthly(partner: str, years: range, months: int, **cells: str) -> list[Row]:
    return [
        contact(f"{partner}{year}-{month}", f"{year}-{month:02d}-10", parties=f"IND;{partner}", **cells)
        for year in years for month in range(1, months + 1)
    ]  # fmt: skip


def measured(shocks: list[Row], contacts: list[Row], scope: Scope = EVERYTHING) -> Measurement:
    return continuity(view_of({"shock": shocks, "engagement": contacts}), scope)


def test_a_rate_that_goes_on_is_called_continued_with_its_tipping_factor() -> None:
    """By hand: 24 inside, in 2022; 72 in 2019 to 2021 and 72 in 2023 to 2025."""
    later = [contact(f"more{row['id']}", f"{row['start'][:8]}20") for row in monthly("USA", range(2018, 2026), 12)]
    found = measured([tariff()], [*later, *monthly("USA", range(2018, 2026), 12), *monthly("FRA", range(2018, 2026), 4)])
    verdict = the(found, VERDICT, partner="USA", series="visits")
    ratio = the(found, RATIO, partner="USA", series="visits")
    assert (verdict.value, verdict.window) == ("continued", "2022-01-01..2022-12-31")
    assert (verdict.note or "").endswith("24 in 1.00 years inside, 144 in 6.00 years outside")
    assert ratio.value == pytest.approx(1.0, abs=5e-3)
    assert the(found, TIPPING, partner="USA").value == pytest.approx((ratio.low or 0) / 0.5, abs=5e-3)


def test_a_rate_that_stops_is_called_fallen_only_if_others_went_on() -> None:
    stopped = [row for row in monthly("USA", range(2015, 2026), 6) if not row["start"].startswith("2022")]
    going = measured([tariff()], [*stopped, *monthly("FRA", range(2015, 2026), 6)])
    assert the(going, VERDICT, partner="USA").value == "fell"
    beside = the(going, AGAINST, partner="USA")
    assert beside.value == 0
    assert beside.high is not None
    assert beside.high < 1
    both = [row for row in monthly("FRA", range(2015, 2026), 6) if not row["start"].startswith("2022")]
    alike = measured([tariff()], [*stopped, *both])
    assert the(alike, VERDICT, partner="USA").value == "fell", "nothing inside with anybody: the two changes cannot be compared"
    some = [*both, *monthly("FRA", range(2022, 2023), 1)]
    doubted = measured([tariff()], [*stopped, *some])
    assert the(doubted, VERDICT, partner="USA").value == "cannot tell"
    assert "partners that were not hit changed alike" in (the(doubted, VERDICT, partner="USA").note or "")


def test_the_steps_of_a_sequence_are_one_shock_that_hits_the_actors_of_every_step() -> None:
    steps = [
        tariff("s1", sequence_id="cycle", end="2022-03-01"),
        tariff("s2", sequence_id="cycle", start="2022-06-01", actors="IND;RUS;USA"),
        tariff("s3", counts_as_shock="no", sequence_id="cycle", end="2024-12-31"),
    ]
    contacts = [*monthly("USA", range(2018, 2026), 6), *monthly("RUS", range(2018, 2026), 6)]
    found = measured(steps, contacts)
    assert {(one.of["shock"], one.of["partner"], one.window) for one in found.findings} == {
        ("cycle", "USA", "2022-01-01..2022-12-31")
    }


def test_a_crisis_among_others_hits_nobody_on_record_and_is_refused() -> None:
    found = measured([tariff(kind="crisis", actors="IND;PAK")], [*monthly("USA", range(2018, 2026), 6), elsewhere()])
    assert found.findings == ()
    (row,) = found.listed
    assert str(row["reason"]).startswith("its actors (PAK) have no ties in the record: whom it hits is not on record")


def test_too_few_or_too_late_contacts_are_refused_and_named() -> None:
    late = measured([tariff()], [*monthly("USA", range(2023, 2026), 6), elsewhere()])
    reasons = [row["reason"] for row in late.listed if row.get("series") == "visits"]
    assert reasons == ["no visits with USA in the record before 2022-01-01"]
    few = measured([tariff()], [*monthly("USA", range(2019, 2023), 1), *monthly("FRA", range(2019, 2023), 4)])
    reasons = [row["reason"] for row in few.listed if row.get("series") == "visits"]
    assert reasons == ["1 inside and 2 outside: 2 more dated visits with USA needed"]


def test_without_rows_after_the_shock_there_is_no_comparison_and_the_rows_are_named() -> None:
    found = measured([tariff()], [*monthly("USA", range(2015, 2026), 6), *monthly("FRA", range(2015, 2023), 6)])
    assert findings(found, AGAINST) == []
    (row,) = [row for row in found.listed if row["list"] == "no comparison with partners that were not hit"]
    assert row["reason"] == "missing: no visits with partners not hit after 2022-12-31"


def test_an_assumed_end_is_marked() -> None:
    found = measured([tariff(end="")], [*monthly("USA", range(2015, 2026), 6), *monthly("FRA", range(2015, 2026), 6)])
    assert {one.mark for one in found.findings} == {Mark.ASSUMED}
    assert "its end is not in the record: 365 days assumed" in (the(found, RATIO).note or "")


def test_a_window_and_a_partner_never_count_rows_outside() -> None:
    rows = [*monthly("USA", range(2015, 2026), 6), *monthly("FRA", range(2015, 2026), 6)]
    scope = Scope(partner="USA", since=PartialDate.parse("2020"), until=PartialDate.parse("2023"))
    found = the(measured([tariff()], rows, scope), RATIO)
    assert found.n == 6 + 6 * 3 - 1, "the first contact of 2020 opens the record of the window"
    assert measured([tariff()], rows, Scope(partner="FRA")).findings == ()
    earlier = measured([tariff()], rows, Scope(until=PartialDate.parse("2021")))
    assert (earlier.findings, earlier.listed) == ((), ()), "a shock after the window is no refused shock"


LOW, HIGH = Placebo(share=0.01, draws=400, days=1000), Placebo(share=0.3, draws=400, days=1000)


def ratio(low: float, high: float) -> RateRatio:
    return RateRatio(value=(low + high) / 2, low=low, high=high, p_value=0.5)


@pytest.mark.parametrize(
    ("interval", "against", "beside", "verdict", "tipping"),
    [
        ((0.6, 1.4), HIGH, None, Verdict.CONTINUED, 1.2),
        ((0.4, 1.4), LOW, None, Verdict.CANNOT_TELL, None),
        ((0.1, 0.5), LOW, None, Verdict.FELL, 2.0),
        ((0.0, 0.0), LOW, None, Verdict.FELL, None),
        ((0.1, 0.5), HIGH, None, Verdict.CANNOT_TELL, None),
        ((0.1, 0.5), None, None, Verdict.CANNOT_TELL, None),
        ((0.1, 0.5), LOW, (0.5, 2.0), Verdict.CANNOT_TELL, None),
        ((0.1, 0.5), LOW, (0.1, 0.9), Verdict.FELL, 2.0),
        ((1.5, 4.0), LOW, None, Verdict.ROSE, 1.5),
        ((1.5, 4.0), LOW, (0.5, 2.0), Verdict.CONTINUED, 3.0),
        ((1.5, 4.0), HIGH, None, Verdict.CONTINUED, 3.0),
    ],
)
def test_verdicts_follow_from_interval_placebo_and_comparison(
    interval: tuple[float, float],
    against: Placebo | None,
    beside: tuple[float, float] | None,
    verdict: Verdict,
    tipping: float | None,
) -> None:
    found = judged(ratio(*interval), against, None if beside is None else ratio(*beside))
    assert (found.verdict, found.tipping) == (verdict, tipping)


def sign(day: int, partner: str = "USA") -> Sign:
    when = date.fromordinal(day)
    return Sign(
        series=VISITS, partners=(partner,), when=Bracket(first=when, last=when), rows=(), mark=Mark.SOURCED, claim_ids=()
    )


OPENS, CLOSES = date(2012, 1, 1), date(2026, 4, 30)
SHOCK = shock("2022-01-01", "2022-12-31")


def simulated(draw: np.random.Generator, rate: float, effect: float, partner: str = "USA") -> list[Sign]:
    """Return visits at a rate a year, times an effect in 2022."""
    days = CLOSES.toordinal() - OPENS.toordinal() + 1
    usual = OPENS.toordinal() + draw.integers(0, days, draw.poisson(rate * days / 365.2425))
    first, last = date(2022, 1, 1).toordinal(), date(2022, 12, 31).toordinal()
    outside = [day for day in usual.tolist() if not first <= day <= last]
    inside = draw.integers(first, last + 1, draw.poisson(rate * effect)).tolist()
    return [sign(day, partner) for day in sorted([*outside, *inside])]


def one_trial() -> Trial:
    found = trial(SHOCK, "USA", [], OPENS, CLOSES)
    assert isinstance(found, Trial)
    return found


def verdict_on(signs: list[Sign], others: list[Sign]) -> Verdict | None:
    found = counted(one_trial(), VISITS, signs)
    if isinstance(found, str):
        return None
    beside = compared(found, signs, [*signs, *others], {"USA": [SHOCK]})
    against = placebo_of(found, signs, [SHOCK])
    return judged(found.ratio, against, beside.ratio if isinstance(beside, Compared) else None).verdict


@pytest.mark.parametrize(("rate", "effect"), [(6.0, 0.3), (6.0, 2.0)])
def test_the_exact_interval_holds_a_known_effect_at_least_at_its_level(rate: float, effect: float) -> None:
    """400 records each: two standard errors of a coverage of 95 per cent are 2.2 points."""
    draw = np.random.default_rng([7, int(rate * 10), int(effect * 10)])
    covered = total = 0
    for _ in range(400):
        found = counted(one_trial(), VISITS, simulated(draw, rate, effect))
        if isinstance(found, Counted):
            total += 1
            covered += found.ratio.low <= effect <= found.ratio.high
    assert total > 390
    assert covered / total >= 0.95 - 0.022


@pytest.mark.parametrize("clustered", [False, True])
def test_placebo_records_show_no_effect_in_at_least_95_of_a_hundred(*, clustered: bool) -> None:
    """Records without a shock, with single visits and with visits in clusters of three."""
    draw = np.random.default_rng(1905)
    called = total = 0
    for _ in range(200):
        signs, others = simulated(draw, 3.0, 1.0), simulated(draw, 6.0, 1.0, "FRA")
        if clustered:
            signs = [sign(one.when.last.toordinal() + shift) for one in signs for shift in (0, 3, 9)]
        found = verdict_on([one for one in signs if one.when.last <= CLOSES], others)
        total += found is not None
        called += found in {Verdict.FELL, Verdict.ROSE}
    assert total > 190
    assert called / total <= 0.05


def test_a_full_stop_of_frequent_visits_is_found() -> None:
    draw = np.random.default_rng(3)
    found = [verdict_on(simulated(draw, 12.0, 0.0), simulated(draw, 12.0, 1.0, "FRA")) for _ in range(40)]
    assert found.count(Verdict.FELL) >= 36


def test_the_verdicts_of_the_embedded_register_are_words_with_all_that_they_rest_on(india: View) -> None:
    found = continuity(india, Scope(partner="USA"))
    verdicts = findings(found, VERDICT)
    assert {one.value for one in verdicts} <= {word.value for word in Verdict}
    tariffs = the(found, VERDICT, shock="us-tariff-2025", series="visits")
    assert (tariffs.window, tariffs.value) == ("2025-04-02..2026-04-30", "continued")
    assert the(found, PLACEBO, shock="us-tariff-2025", series="visits").n == 400
    assert {one.of["partner"] for one in found.findings} == {"USA"}


def test_the_counts_of_the_embedded_register_are_those_of_its_table(india: View) -> None:
    """Distinct visits with the United States from 2 April 2025 on, and in the three years before, up to the metal tariffs."""
    text = files("kautilya").joinpath("registers", "india", "engagements.csv").read_text(encoding="utf-8")
    started: dict[str, str] = {}
    for row in csv.DictReader(text.splitlines()):
        if row["held"] == "held" and row["counts_in_tempo"] == "yes" and "USA" in row["parties"].split(";"):
            started[row["visit_id"]] = min(started.get(row["visit_id"], "9999"), row["start"])
    inside = [day for day in started.values() if "2025-04-02" <= day <= "2026-04-30"]
    outside = [day for day in started.values() if "2022-04-01" <= day < "2025-03-12"]
    found = the(continuity(india, EVERYTHING), RATIO, shock="us-tariff-2025", series="visits")
    assert (found.note or "").startswith(f"{len(inside)} in 1.08 years inside, {len(outside)} in 2.94 years outside")
