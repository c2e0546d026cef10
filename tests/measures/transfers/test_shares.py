"""Shares from every layout: the truth lies within, exact where years are known, never mixed."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings

from kautilya.core.errors import NotFoundError
from kautilya.measures.transfers.shares import recipient_shares, supplier_shares, world_share
from kautilya.measures.transfers.source import MAPPINGS, Unit
from kautilya.measures.transfers.years import Years
from tests.measures.transfers.worlds import DAY, OTHER_DAY, Deal, delivery_rows, register, table, truth, windows, worlds

NEAR = 1e-9
WINDOW = Years(first=2003, last=2005)
WORLD = [
    Deal(supplier="RUS", unit=10.0, pieces={2001: 2, 2003: 3, 2005: 5}),
    Deal(supplier="RUS", unit=2.0, pieces={2004: 10}),
    Deal(supplier="FRA", unit=5.0, pieces={2002: 1, 2003: 3}),
    Deal(supplier="unknown", unit=1.0, pieces={2005: 4}),
    Deal(supplier="USA", recipient="PAK", unit=50.0, pieces={2004: 2}),
]


def true_shares(world: list[Deal], window: Years) -> dict[str, float]:
    found = truth(world, window)
    total = sum(found.values())
    return {code: volume / total for code, volume in found.items()} if total > 0 else {}


@given(worlds, windows)
def test_the_true_share_lies_within_the_bounds_of_the_register(world: list[Deal], window: Years) -> None:
    shares = true_shares(world, window)
    if shares:
        found = supplier_shares([register(world)], recipient="IND", window=window).frame
        assert {code for code, share in shares.items() if share > 0} <= set(found["supplier"])
        for row in found.iter_rows(named=True):
            assert row["lo"] - NEAR <= shares[row["supplier"]] <= row["hi"] + NEAR
            assert row["lo"] <= row["share"] <= row["hi"]


@settings(max_examples=25)
@given(worlds, windows)
def test_totals_of_the_same_edition_tighten_and_keep_the_truth(world: list[Deal], window: Years) -> None:
    shares = true_shares(world, window)
    if shares:
        alone = supplier_shares([register(world)], recipient="IND", window=window).frame
        both = supplier_shares(
            [register(world), replace(table(world, cells=False), rows=table([]).rows)], recipient="IND", window=window
        )
        wide = {row["supplier"]: row for row in alone.iter_rows(named=True)}
        for row in both.frame.iter_rows(named=True):
            plain = wide[row["supplier"]]
            assert row["lo"] - NEAR <= shares[row["supplier"]] <= row["hi"] + NEAR
            assert plain["lo"] <= row["lo"] + NEAR
            assert row["hi"] <= plain["hi"] + NEAR


@given(worlds, windows)
def test_delivery_rows_give_the_true_share(world: list[Deal], window: Years) -> None:
    shares = true_shares(world, window)
    if shares:
        found = supplier_shares([delivery_rows(world)], recipient="IND", window=window).frame
        assert dict(found.select("supplier", "share").iter_rows()) == pytest.approx({k: v for k, v in shares.items() if v > 0})
        assert (found["lo"] == found["hi"]).all()


@given(worlds, windows)
def test_a_table_holds_the_true_share_within_its_rounding(world: list[Deal], window: Years) -> None:
    shares = true_shares(world, window)
    if shares:
        for row in supplier_shares([table(world)], recipient="IND", window=window).frame.iter_rows(named=True):
            assert row["lo"] - NEAR <= shares[row["supplier"]] <= row["hi"] + NEAR


def test_a_worked_example_comes_out_as_by_hand() -> None:
    """The example of docs/measures/transfers-shares.md."""
    found = supplier_shares([register(WORLD)], recipient="IND", window=WINDOW).frame
    rows = {row["supplier"]: row for row in found.iter_rows(named=True)}
    # Russia inside: 20..90 of the first row (i = 2 of k = 3 years, n = 10, T = 100) and 20 of the second: 40..110.
    # France inside: 5..15 (T = 20, unit 5, one of two years). Unknown: 4, whole.
    assert (rows["RUS"]["lo"], rows["RUS"]["hi"]) == pytest.approx((40 / (40 + 15 + 4), 110 / (110 + 5 + 4)))
    assert (rows["FRA"]["lo"], rows["FRA"]["hi"]) == pytest.approx((5 / (5 + 110 + 4), 15 / (15 + 40 + 4)))
    even = {"RUS": 100 * 2 / 3 + 20, "FRA": 10.0, "unknown": 4.0}
    assert rows["RUS"]["share"] == pytest.approx(even["RUS"] / sum(even.values()))
    assert rows["RUS"]["rows"] == ["w:0", "w:1"]
    assert rows["RUS"]["share_is"] == "even split over the listed years, an estimate"


def test_an_unknown_supplier_stays_in_the_denominator() -> None:
    found = supplier_shares([delivery_rows(WORLD)], recipient="IND", window=WINDOW).frame
    assert "unknown" in found["supplier"].to_list()
    assert found["share"].sum() == pytest.approx(1.0)


def test_two_editions_give_two_labelled_answers() -> None:
    revised = [replace(WORLD[0], pieces={2003: 10}), *WORLD[1:]]
    found = supplier_shares(
        [delivery_rows(WORLD), delivery_rows(revised, edition=OTHER_DAY)], recipient="IND", window=WINDOW
    ).frame
    assert found["edition"].unique().sort().to_list() == [OTHER_DAY.isoformat(), DAY.isoformat()]
    assert found.group_by("edition").agg(pl.col("share").sum())["share"].to_list() == pytest.approx([1.0, 1.0])


def test_totals_of_another_edition_are_never_used() -> None:
    alone = supplier_shares([register(WORLD)], recipient="IND", window=WINDOW, edition=DAY).frame
    beside = supplier_shares(
        [register(WORLD), table(WORLD, edition=OTHER_DAY)], recipient="IND", window=WINDOW, edition=DAY
    ).frame
    assert beside.equals(alone)


def test_exact_rows_are_preferred_to_tables_and_tables_to_bounds() -> None:
    def layout(*found: object) -> str:
        return str(supplier_shares(found, recipient="IND", window=WINDOW).frame["layout"][0])  # type: ignore[arg-type]

    assert layout(register(WORLD), table(WORLD), delivery_rows(WORLD)) == "delivery-rows"
    assert layout(register(WORLD), table(WORLD)) == "tiv-table"


def test_the_mirror_counts_the_same_deliveries() -> None:
    found = recipient_shares([delivery_rows(WORLD)], supplier="USA", window=WINDOW).frame
    assert found.select("recipient", "share").rows() == [("PAK", 1.0)]


def test_the_share_of_the_world_takes_all_recipients() -> None:
    found = world_share([delivery_rows(WORLD)], recipient="IND", window=WINDOW)
    inside = truth(WORLD, WINDOW, None, "recipient")
    assert found.frame["share"][0] == pytest.approx(inside["IND"] / sum(inside.values()))
    assert "2 recipients" in found.warnings[0]


def test_one_recipients_file_has_no_share_of_the_world() -> None:
    found = world_share([register(WORLD[:4], about=frozenset({"IND"}))], recipient="IND", window=WINDOW)
    assert found.frame.select("share", "lo", "hi").row(0) == (None, None, None)
    assert "needs a file with all recipients" in found.warnings[0]


def test_a_recipient_with_nothing_is_not_found_and_the_reason_is_told() -> None:
    with pytest.raises(NotFoundError, match="nothing to BRA"):
        supplier_shares([register(WORLD)], recipient="BRA", window=WINDOW)


def test_no_files_tell_how_to_get_some() -> None:
    with pytest.raises(NotFoundError, match="kautilya import"):
        supplier_shares([], recipient="IND", window=WINDOW)


def test_a_window_that_a_file_covers_in_part_is_cut_and_said() -> None:
    cut = replace(delivery_rows(WORLD), window=Years(first=2004, last=2009))
    found = supplier_shares([cut], recipient="IND", window=WINDOW)
    assert found.frame["window"].unique().to_list() == ["2004:2005"]
    assert "of 2003:2005 only 2004:2005 is counted" in found.warnings[0]
    assert found.denominator == "all TIV delivered to IND, 2004:2005"


def test_a_year_that_sipri_had_not_published_is_warned_of() -> None:
    found = supplier_shares([delivery_rows(WORLD, edition=OTHER_DAY)], recipient="IND", window=Years(first=2003, last=2024))
    assert any("before SIPRI published 2024" in line for line in found.warnings)


def test_former_states_are_joined_only_by_name() -> None:
    world = [*WORLD, Deal(supplier="SUN", unit=1.0, pieces={2003: 10})]
    apart = supplier_shares([delivery_rows(world)], recipient="IND", window=WINDOW)
    joined = supplier_shares([delivery_rows(world)], recipient="IND", window=WINDOW, mapping="soviet-union-with-russia")
    assert "SUN" in apart.frame["supplier"].to_list()
    assert "SUN" not in joined.frame["supplier"].to_list()
    assert any("soviet-union-with-russia" in note for note in joined.notes)
    names = dict(joined.frame.select("supplier", "supplier_name").iter_rows())
    assert (names["RUS"], names["FRA"]) == ("Russia (with Soviet Union)", "FRA")
    with pytest.raises(NotFoundError, match="east-germany-with-germany"):
        supplier_shares([delivery_rows(world)], recipient="IND", window=WINDOW, mapping="nonsense")
    assert set(MAPPINGS) >= {"soviet-union-with-russia"}


def test_pieces_are_counted_apart_from_volume() -> None:
    found = supplier_shares([delivery_rows(WORLD)], recipient="IND", window=WINDOW, unit=Unit.PIECES).frame
    assert dict(found.select("supplier", "share").iter_rows())["RUS"] == pytest.approx(18 / 25)
    assert found["unit"].unique().to_list() == ["pieces"]


def test_a_row_without_enough_pieces_for_its_years_may_lie_anywhere() -> None:
    source = register(WORLD)
    broken = replace(
        source, rows=source.rows.with_columns(pieces=pl.when(pl.col("cite") == "w:0").then(1.0).otherwise("pieces"))
    )
    found = supplier_shares([broken], recipient="IND", window=WINDOW)
    rows = {row["supplier"]: row for row in found.frame.iter_rows(named=True)}
    assert rows["RUS"]["volume_lo"] == 20.0
    assert rows["RUS"]["volume_hi"] == 120.0
    assert any("fewer units than years" in note for note in found.notes)


def test_a_repeated_row_may_be_one_delivery_or_two() -> None:
    source = delivery_rows(WORLD[1:4])
    twice = pl.concat([source.rows, source.rows.head(1).with_columns(pl.lit(value=True).alias("repeated"))])
    found = supplier_shares([replace(source, rows=twice)], recipient="IND", window=WINDOW)
    row = found.frame.filter(pl.col("supplier") == "RUS").row(0, named=True)
    assert (row["lo"], row["hi"]) == pytest.approx((20 / 39, 40 / 59))
    assert any("repeat an earlier row" in note for note in found.notes)


def test_exact_rows_of_some_years_tighten_a_register_of_all() -> None:
    exact = replace(
        delivery_rows(WORLD), window=Years(first=2003, last=2003), rows=delivery_rows(WORLD).rows.filter(pl.col("year") == 2003)
    )
    alone = {
        r["supplier"]: r for r in supplier_shares([register(WORLD)], recipient="IND", window=WINDOW).frame.iter_rows(named=True)
    }
    both = supplier_shares([register(WORLD), exact], recipient="IND", window=WINDOW)
    assert both.frame["layout"].unique().to_list() == ["trade-register"]
    for row in both.frame.iter_rows(named=True):
        assert row["hi"] - row["lo"] < alone[row["supplier"]]["hi"] - alone[row["supplier"]]["lo"]
        assert row["lo"] - 1e-6 <= true_shares(WORLD, WINDOW)[row["supplier"]] <= row["hi"] + 1e-6


def test_a_window_without_deliveries_is_said_to_be_empty() -> None:
    found = supplier_shares([delivery_rows(WORLD)], recipient="IND", window=Years(first=2007, last=2008))
    assert found.frame.height == 0
    assert "no delivery in 2007:2008 is known of" in found.warnings[0]


def test_rows_without_a_volume_are_counted_out_loud() -> None:
    source = delivery_rows(WORLD)
    blank = pl.when(pl.col("supplier") == "FRA").then(None).otherwise(pl.col("tiv_high")).alias("tiv_high")
    missing = source.rows.with_columns(blank, tiv=pl.when(pl.col("supplier") == "FRA").then(None).otherwise("tiv"))
    found = supplier_shares([replace(source, rows=missing)], recipient="IND", window=WINDOW)
    assert any("2 rows tell deliveries but no TIV" in note for note in found.notes)


def test_a_contradicting_total_is_named_and_not_used() -> None:
    wrong = table([replace(WORLD[1], unit=50.0)], cells=True)
    printed = replace(wrong, rows=wrong.rows.clear())
    alone = supplier_shares([register(WORLD)], recipient="IND", window=WINDOW).frame
    beside = supplier_shares([register(WORLD), printed], recipient="IND", window=WINDOW)
    assert any("cannot add up to it: RUS to IND, 2004:2004" in line for line in beside.warnings)
    assert beside.frame["supplier"].to_list() == alone["supplier"].to_list()


def test_the_likely_range_is_that_of_flat_draws_over_the_listed_years() -> None:
    """Draw every way to spread the free volume as likely as any other, and compare the middle 95 %."""
    world = [
        Deal(supplier=code, unit=1.0, pieces={2001: 20, 2003: 20, 2005: 20, 2007: 20}) for code in ("RUS", "FRA", "USA", "ISR")
    ]
    rng = np.random.default_rng(1)
    inside = 2 * 1.0 + 76.0 * rng.beta(2, 2, size=(4, 20_000))
    drawn = np.quantile(inside[0] / inside.sum(axis=0), [0.025, 0.975])
    found = supplier_shares([register(world)], recipient="IND", window=WINDOW).frame.row(0, named=True)
    assert (found["likely_lo"], found["likely_hi"]) == pytest.approx(tuple(drawn), abs=0.02)


def test_exact_shares_have_no_likely_range() -> None:
    found = supplier_shares([delivery_rows(WORLD)], recipient="IND", window=WINDOW).frame
    assert found["likely_lo"].null_count() == found.height


def test_a_tables_total_that_its_cells_exceed_is_named_and_left_out() -> None:
    source = table(WORLD)
    small = pl.when(pl.col("supplier").is_null()).then(pl.col("high") / 2).otherwise(pl.col("high")).alias("high")
    wrong = replace(source, totals=source.totals.with_columns(small, low=pl.min_horizontal("low", small)))
    found = supplier_shares([wrong], recipient="IND", window=WINDOW)
    assert any("is not what the figures add up to" in line for line in found.warnings)
    assert (found.frame["lo"] <= found.frame["hi"]).all()


def test_totals_in_tiv_say_nothing_of_pieces() -> None:
    alone = supplier_shares([register(WORLD)], recipient="IND", window=WINDOW, unit=Unit.PIECES).frame
    beside = supplier_shares([register(WORLD), table(WORLD)], recipient="IND", window=WINDOW, unit=Unit.PIECES).frame
    assert beside.equals(alone)
