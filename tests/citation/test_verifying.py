import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from kautilya.citation.citing import Asked, cite
from kautilya.citation.codec import opened, read_text, text_of
from kautilya.citation.rebuilding import Embedded
from kautilya.citation.verifying import Outcome, Verification, verify
from kautilya.core.errors import InputError, NotFoundError, StoreError
from kautilya.core.periods import PartialDate
from kautilya.register.claim import Claim
from kautilya.register.identity import SameAs
from kautilya.register.judgement import Judgement, Verdict
from kautilya.register.recording import What
from kautilya.register.rules import RULES
from kautilya.store.interface import Batch
from kautilya.store.opening import IN_MEMORY, open_store
from kautilya.store.sql_store import SqlStore
from tests.citation.conftest import CLAIMS, Shipped, budget_row, package_of, share_of
from tests.store.samples import a_claim

LATER = date(2026, 6, 1)
AMOUNT = next(claim for claim in CLAIMS if claim.raw == "65862.38")
NOTHING = Shipped(packages=())


@pytest.fixture
def cited(store: SqlStore, shipped: Embedded) -> str:
    return text_of(cite(store, share_of(store.view()), shipped=shipped))


def verified(cited: str, shipped: Embedded = NOTHING, store: SqlStore | None = None) -> Verification:
    return verify(read_text(cited, "figure.json"), store, shipped=shipped)


def changed(cited: str, change: Callable[[dict[str, Any]], object]) -> str:
    told = json.loads(cited)
    change(told)
    return json.dumps(told)


def judged(store: SqlStore, *judgements: Judgement, claims: Sequence[Claim] = ()) -> None:
    known = PartialDate.parse("2026-04-30")
    store.record(Batch(day=LATER, by="me", what=What.JUDGE, judgements=judgements, claims=claims, data_date=known))


def verdict(claim_id: str, word: Verdict, why: str = "the page says so") -> Judgement:
    return Judgement(claim_id=claim_id, verdict=word, on=LATER, by="me", why=why)


def test_a_figure_is_verified_without_its_register(cited: str, shipped: Embedded) -> None:
    found = verified(cited, shipped)
    assert (found.outcome, found.reasons) == (Outcome.SAME, ())
    assert found.computed == found.cited
    assert found.cited["value"] == 0.8764
    assert "computed by the same code" in found.notes[1]


def test_a_citation_is_small_and_holds_the_claims_behind_the_figure_in_full(cited: str) -> None:
    told = json.loads(cited)
    assert told["claims"] == []
    assert {one["raw"] for one in told["evidence"]} >= {"75148.03", "65862.38"}
    assert all(one["source"] and one["judgement"]["why"] for one in told["evidence"])
    assert [package["digest"] for package in told["packages"]] == ["d" * 64]
    assert len(told["chain"]) == 64
    assert told["rules"] == [rule.name for rule in RULES]


def test_it_is_also_verified_against_the_register(cited: str, store: SqlStore) -> None:
    judged(store, verdict(AMOUNT.id, Verdict.WITHDRAWN))
    assert verified(cited, store=store).outcome is Outcome.SAME


def test_a_changed_claim_behind_the_figure_is_named(cited: str, shipped: Embedded) -> None:
    def change(told: dict[str, Any]) -> None:
        next(one for one in told["evidence"] if one["raw"] == "65862.38")["raw"] = "70000"

    found = verified(changed(cited, change), shipped)
    assert found.outcome is Outcome.DIFFERENT
    assert any("hashes to" in reason and "citation" in reason for reason in found.reasons)
    assert any(f"claim {AMOUNT.id} (budget bud004 amount_inr_crore) was changed" in reason for reason in found.reasons)


def test_a_changed_claim_with_a_matching_id_and_digest_is_found_against_the_package(cited: str, shipped: Embedded) -> None:
    told = json.loads(cited)
    forged = replace(AMOUNT, raw="70000")
    for one in told["evidence"]:
        if one["id"] == AMOUNT.id:
            one |= {"raw": "70000", "id": forged.id}
    told["finding"]["claim_ids"] = [forged.id if one == AMOUNT.id else one for one in told["finding"]["claim_ids"]]
    told["digest"] = read_text(json.dumps(told), "f").digest
    found = verified(json.dumps(told), shipped)
    assert found.outcome is Outcome.DIFFERENT
    assert not any("was changed" in reason for reason in found.reasons)
    (reason,) = (reason for reason in found.reasons if reason.startswith("claim "))
    assert "budget bud004 amount_inr_crore is cited as '70000'" in reason
    assert "here it is '65862.38'" in reason


@pytest.mark.parametrize("field", ["verdict", "on", "by", "why"])
def test_a_judgement_changed_with_a_matching_digest_is_found_against_the_register(
    cited: str, store: SqlStore, field: str
) -> None:
    told = json.loads(cited)
    other = {"verdict": "preferred", "on": "2026-04-01", "by": "the minister", "why": "so decided"}
    next(one for one in told["evidence"] if one["id"] == AMOUNT.id)["judgement"][field] = other[field]
    told["digest"] = read_text(json.dumps(told), "f").digest
    found = verified(json.dumps(told), store=store)
    assert found.outcome is Outcome.DIFFERENT
    (reason,) = found.reasons
    assert reason.startswith(f"claim {AMOUNT.id} (budget bud004 amount_inr_crore) is cited as ")
    assert other[field] in reason


def test_a_judgement_changed_with_a_matching_digest_is_found_against_the_package(cited: str, shipped: Embedded) -> None:
    told = json.loads(cited)
    next(one for one in told["evidence"] if one["id"] == AMOUNT.id)["judgement"]["why"] = "the minister decided so"
    told["digest"] = read_text(json.dumps(told), "f").digest
    assert verified(json.dumps(told), shipped).outcome is Outcome.DIFFERENT


def test_a_changed_figure_is_told_with_both_values(cited: str, shipped: Embedded) -> None:
    found = verified(changed(cited, lambda told: told["finding"].update(value=0.9)), shipped)
    assert found.outcome is Outcome.DIFFERENT
    assert "value: cited 0.9, computed 0.8764" in found.reasons


@pytest.mark.parametrize("name", ["unit", "window", "note", "coverage", "mark", "n", "low", "as_of"])
def test_no_field_of_the_figure_can_be_changed_unseen(cited: str, shipped: Embedded, name: str) -> None:
    found = verified(changed(cited, lambda told: told["finding"].update({name: "another"})), shipped)
    assert found.outcome is Outcome.DIFFERENT
    assert any(reason.startswith(f"{name}: cited 'another'") for reason in found.reasons)


def test_a_claim_changed_in_the_package_is_named_and_the_edition_missed(cited: str) -> None:
    tampered = tuple(replace(claim, raw="70000") if claim.id == AMOUNT.id else claim for claim in CLAIMS)
    found = verified(cited, Shipped(packages=(package_of(tampered, digest="e" * 64),)))
    assert found.outcome is Outcome.CANNOT
    assert found.reasons[0] == (
        "missing: package small 1 with digest dddddddddddd; this version of Kautilya ships 1 with digest eeeeeeeeeeee"
    )
    assert any("is cited as '65862.38'" in reason and "here it is '70000'" in reason for reason in found.reasons)
    assert "value: cited 0.8764, computed 0.9315" in found.reasons


def test_without_the_package_it_cannot_be_verified_and_says_what_is_missing(cited: str) -> None:
    found = verified(cited)
    assert found.outcome is Outcome.CANNOT
    assert (
        found.reasons[0]
        == "missing: package small 1 with digest dddddddddddd; this version of Kautilya ships none of that name"
    )


def test_a_complete_citation_needs_no_package(store: SqlStore, shipped: Embedded) -> None:
    whole = cite(store, share_of(store.view()), Asked(complete=True), shipped=shipped)
    assert verified(text_of(whole)).outcome is Outcome.SAME


def test_a_claim_changed_in_the_register_is_named(cited: str, store: SqlStore) -> None:
    with store.inspection.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER claim_never_changed"))
        connection.execute(text("UPDATE claim SET raw = '70000' WHERE id = :id"), {"id": AMOUNT.id})
    found = verified(cited, store=store)
    assert found.outcome is Outcome.DIFFERENT
    assert any("recording 1 of 2026-05-01 by import of small: its rows are not" in reason for reason in found.reasons)
    assert any("is cited as '65862.38'" in reason and "here it is '70000'" in reason for reason in found.reasons)


def test_a_figure_that_rests_on_a_tampered_claim_is_not_cited(store: SqlStore, shipped: Embedded) -> None:
    address = share_of(store.view())
    with store.inspection.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER claim_never_changed"))
        connection.execute(text("UPDATE claim SET raw = '70000' WHERE id = :id"), {"id": AMOUNT.id})
    with pytest.raises(StoreError, match=f"claim {AMOUNT.id} .* was changed.*run `kautilya doctor`"):
        cite(store, address, shipped=shipped)


def test_another_register_cannot_verify_it_and_the_recording_is_named(cited: str) -> None:
    other = open_store(IN_MEMORY)
    found = verified(cited, store=other)
    assert found.outcome is Outcome.CANNOT
    assert found.reasons[0].startswith("missing: recording 1 with chain digest")
    assert (found.computed, found.notes[0].startswith("nothing was computed")) == (None, True)
    other.close()


def test_judgements_of_a_team_travel_with_the_citation(store: SqlStore, shipped: Embedded) -> None:
    better = replace(AMOUNT, raw="66000", source="https://example.org/audit")
    judged(
        store,
        verdict(better.id, Verdict.PREFERRED, "the audit says so"),
        verdict(CLAIMS[7].id, Verdict.DISPUTED),
        claims=[replace(better, recorded_on=LATER)],
    )
    cited = text_of(cite(store, share_of(store.view()), shipped=shipped))
    told = json.loads(cited)
    assert [one["raw"] for one in told["claims"]] == ["66000"]
    assert told["unseen"] == [{"claim_id": CLAIMS[7].id, "why": "disputed on 2026-06-01 by me: the page says so"}]
    found = verified(cited, shipped)
    assert (found.outcome, found.cited["value"]) == (Outcome.SAME, 0.8783)


def test_a_register_of_packages_that_do_not_ship_is_cited_in_full(store: SqlStore) -> None:
    cited = text_of(cite(store, share_of(store.view()), shipped=NOTHING))
    assert len(json.loads(cited)["claims"]) == len(CLAIMS)
    assert verified(cited).outcome is Outcome.SAME


def test_merged_records_are_cited_as_one(store: SqlStore, shipped: Embedded) -> None:
    more = package_of(tuple(budget_row("bud900", "actual", "65862.38")), digest="f" * 64, name="more")
    store.add(more.package, more.claims, more.judgements)
    assert not [finding for finding in store.view().records("budget") if finding == "share"]
    same = SameAs(
        kind="budget", subject="bud004", other_kind="budget", other_subject="bud900", on=LATER, by="me", why="one row"
    )
    store.record(Batch(day=LATER, by="me", what=What.MERGE, same_as=[same]))
    cited = text_of(cite(store, share_of(store.view()), shipped=shipped))
    assert json.loads(cited)["members"] == [["budget", "bud004", "bud900"]]
    assert verified(cited, shipped).outcome is Outcome.SAME


def test_a_figure_of_an_earlier_recording_day_is_cited_as_it_was(store: SqlStore, shipped: Embedded) -> None:
    address = share_of(store.view())
    judged(store, verdict(AMOUNT.id, Verdict.WITHDRAWN))
    with pytest.raises(NotFoundError):
        cite(store, address, shipped=shipped)
    before = cite(store, address, Asked(recorded_by=date(2026, 5, 31)), shipped=shipped)
    assert (before.recording, before.recorded_by) == (1, date(2026, 5, 31))
    assert verified(text_of(before), shipped).outcome is Outcome.SAME
    assert verified(text_of(before), store=store).outcome is Outcome.SAME


def test_an_unknown_measure_or_rule_is_missing(cited: str, shipped: Embedded) -> None:
    found = verified(changed(cited, lambda told: told["rules"].append("newest first")), shipped)
    assert found.outcome is Outcome.CANNOT
    assert found.reasons[0].startswith("missing: preference rule 'newest first'")
    found = verified(changed(cited, lambda told: told.update(address="weather:0123456789ab")), shipped)
    assert found.outcome is Outcome.CANNOT
    assert found.reasons[0].startswith("missing: measure 'weather'")


def test_an_address_that_is_none_is_told(store: SqlStore, shipped: Embedded) -> None:
    with pytest.raises(NotFoundError, match="budget has no finding 'budget:000000000000'"):
        cite(store, "budget:000000000000", shipped=shipped)
    with pytest.raises(NotFoundError, match="no measure 'weather'"):
        cite(store, "weather:000000000000", shipped=shipped)


def test_other_code_is_a_note_not_a_difference(cited: str, shipped: Embedded) -> None:
    told = json.loads(cited)
    told["code"]["kautilya"] = "0.0.1"
    told["digest"] = read_text(json.dumps(told), "f").digest
    found = verified(json.dumps(told), shipped)
    assert found.outcome is Outcome.SAME
    assert "kautilya differs: cited with 0.0.1, computed with" in found.notes[1]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "cannot be read"),
        ("[]", "is no 'kautilya citation'"),
        ("{}", "is no 'kautilya citation'"),
        ('{"format": "kautilya citation", "format_version": 9}', "format version 9"),
        ('{"format": "kautilya citation", "format_version": 1}', "lacks 'digest'"),
        ('{"format": "kautilya citation", "format_version": 1, "digest": ""}', "lacks 'address'"),
        ("[" * 100_000, "cannot be read"),
    ],
)
def test_what_is_no_citation_is_refused(content: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        read_text(content, "figure.json")


def test_a_citation_reads_as_it_was_written_however_it_is_laid_out(cited: str) -> None:
    again = read_text(json.dumps(json.loads(cited)), "f")
    assert text_of(again.citation) == cited
    assert again.digest == again.stated
    assert a_claim().id != AMOUNT.id


def test_two_hundred_megabytes_of_junk_are_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "junk.json").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(InputError, match="does not begin as"):
        opened(tmp_path / "junk.json")
    with (tmp_path / "junk.json").open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    with pytest.raises(InputError, match="is larger than"):
        opened(tmp_path / "junk.json")
