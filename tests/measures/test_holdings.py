import csv
from importlib.resources import files

from kautilya.measures.holdings import NOT_FACTS, holdings
from kautilya.register.registry import KINDS
from kautilya.store.view import View


def test_rows_are_those_of_the_files_as_far_as_the_view_sees_them(india: View) -> None:
    folder = files("kautilya").joinpath("registers", "india")
    for finding in holdings(india).findings:
        if finding.quantity == "rows" and "table" in finding.of:
            text = folder.joinpath(f"{finding.of['table']}.csv").read_text(encoding="utf-8")
            printed = sum(1 for _ in csv.DictReader(text.splitlines()))
            assert isinstance(finding.value, int)
            assert printed - 6 <= finding.value <= printed, finding.of


def test_shares_of_one_dimension_add_up_to_one(india: View) -> None:
    findings = holdings(india).findings
    for dimension in ("mark", "confidence", "checked", "known"):
        shares = [one.value for one in findings if dimension in one.of and isinstance(one.value, float)]
        assert shares
        assert abs(sum(shares) - 1) < 1e-9


def test_vocabularies_and_computed_rows_are_no_facts(india: View) -> None:
    findings = [one for one in holdings(india).findings if one.quantity == "rows"]
    total = {one.of["of"]: one.value for one in findings if "of" in one.of}
    facts = [one.value for one in findings if one.of.get("kind") in set(KINDS) - NOT_FACTS and "case/" not in one.of["table"]]
    assert total["facts"] == sum(value for value in facts if isinstance(value, int))
    assert total["facts"] != total["all"]


def test_a_conflict_without_a_choice_is_counted_as_such(india: View) -> None:
    findings = holdings(india).findings
    for kind in ("deal", "supplier-share"):
        conflicts = [one for record in india.records(kind).values() for one in record.conflicts]
        by_quantity = {one.quantity: one.value for one in findings if one.of.get("kind") == kind}
        assert by_quantity["cells in conflict"] == len(conflicts)
        unchosen = sum(one.rule is None for one in conflicts)
        assert by_quantity["cells in conflict without a recorded choice"] == unchosen
