from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.intake.datapackage import Import
from kautilya.register.cells import cell_of, fold_cells
from kautilya.register.fold import Folding, Judged, fold
from kautilya.register.merging import NOTHING_MERGED, Identities
from kautilya.register.registry import KINDS
from tests.register.test_fold import Ship, claim, judged, judged_claims

MERGED = Identities(
    heads={("ship", "vikrant"): "vikrant", ("ship", "kochi"): "vikrant"}, members={("ship", "vikrant"): ("vikrant", "kochi")}
)


def among(told: Sequence[Judged], claim_ids: Sequence[str]) -> list[Judged]:
    return [pair for pair in told if pair[0].id in claim_ids]


@given(judged_claims, st.sampled_from([NOTHING_MERGED, MERGED]))
def test_cells_fold_into_what_their_claims_fold_into(told: list[Judged], identities: Identities) -> None:
    folding = Folding(identities=identities)
    found = fold_cells(Ship, [cell_of(one) for one, _ in told], lambda claim_ids: among(told, claim_ids), folding)
    expected = fold(Ship, told, folding)
    assert found == expected
    assert list(found) == list(expected)


def test_claims_are_asked_for_again_only_of_fields_with_several() -> None:
    told = [judged(claim("10")), judged(claim("20", subject="kochi")), judged(claim("30", subject="kochi"))]
    told.append(judged(claim("Cochin", attribute="yard", subject="kochi")))
    asked: list[str] = []

    def again(claim_ids: Sequence[str]) -> list[Judged]:
        asked.extend(claim_ids)
        return among(told, claim_ids)

    found = fold_cells(Ship, [cell_of(one) for one, _ in told], again, Folding())
    assert asked == [told[1][0].id, told[2][0].id]
    assert found == fold(Ship, told)


def test_a_cell_of_no_attribute_or_type_is_refused() -> None:
    for wrong in (claim("10", attribute="mast"), claim("ten")):
        with pytest.raises(ValueError, match=r"mast|ten"):
            fold_cells(Ship, [cell_of(wrong)], lambda _: [], Folding())


def test_the_embedded_register_folds_alike_from_cells_and_from_claims(india: Import) -> None:
    judgements = {one.claim_id: one for one in india.judgements}
    told: dict[str, list[Judged]] = {}
    for one in india.claims:
        told.setdefault(one.kind, []).append((one, judgements[one.id]))
    for name, kind in KINDS.items():
        pairs = told.get(name, [])
        by_id = {pair[0].id: pair for pair in pairs}
        found = fold_cells(
            kind,
            [cell_of(one) for one, _ in pairs],
            lambda claim_ids, held=by_id: [held[one] for one in claim_ids],  # type: ignore[misc]  # mypy cannot infer it
            Folding(),
        )
        assert found == fold(kind, pairs)
        assert list(found) == list(fold(kind, pairs))
