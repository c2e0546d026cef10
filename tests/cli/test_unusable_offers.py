"""A case with offers that can never be ordered, or with none, is planned with a word about it."""

from pathlib import Path

import pytest

from kautilya.plan import codec
from kautilya.plan.case import Offer
from kautilya.plan.folder.writing import write_folder
from tests.cli.running import run
from tests.plan.tiny import area, case, offer


@pytest.mark.parametrize(
    ("offers", "said"),
    [([offer("a1", most=1, min_lot=2), offer("a2")], "offers.a1: max_quantity 1 lies under min_lot 2"),
     ([], "offers: the case has none"), ([offer("a2", most=2, min_lot=2)], None)],
)  # fmt: skip
def test_an_offer_that_can_never_be_ordered_is_told_on_import_and_plan(
    tmp_path: Path, offers: list[Offer], said: str | None
) -> None:
    given = case([area("a", requirement=[2, 2])], offers, budget=[10, 10], order_years=2)
    write_folder(given, tmp_path / "tables")
    imported = run("case", "import", tmp_path / "tables", "-o", tmp_path / "case.json")
    planned = run("plan", "--case", tmp_path / "case.json")
    assert codec.write(given) == (tmp_path / "case.json").read_text(encoding="utf-8")
    for told in (imported, planned):
        assert told.code == 0, told.err
        assert said in told.err if said is not None else "min_lot" not in told.err


@pytest.mark.parametrize(("money", "is_said"), [(0.001, True), (10, False)])
def test_a_plan_without_orders_is_called_one(tmp_path: Path, money: float, is_said: bool) -> None:
    given = case([area("a", requirement=[2, 2])], [offer("jet")], budget=[money, money], order_years=2)
    (tmp_path / "case.json").write_text(codec.write(given), encoding="utf-8")
    told = run("plan", "--case", tmp_path / "case.json")
    assert told.code == 0, told.err
    assert ("this plan orders nothing" in told.err) is is_said
