"""Every record kind declares its table completely and in words."""

import csv
import dataclasses
from typing import get_args

import pytest

from kautilya.core.periods import FiscalYear, PartialDate
from kautilya.intake.checking import columns
from kautilya.register.attributes import Type
from kautilya.register.record import Field, Record, attributes
from kautilya.register.registry import KINDS, TABLES
from kautilya.register.vocabulary.terms import VOCABULARIES
from tests.intake.facts import INDIA, tables

PYTHON = {
    Type.TEXT: "str", Type.TERM: "str", Type.COUNTRY: "str", Type.FLAG: "str", Type.ADDRESS: "str", Type.COUNT: "int",
    Type.NUMBER: "Decimal", Type.TERMS: "tuple[str, ...]", Type.COUNTRIES: "tuple[str, ...]",
    Type.DAY: PartialDate.__name__, Type.FISCAL_YEAR: FiscalYear.__name__,
}  # fmt: skip

FROM_TRANSFERS = {"transfer_prices"}
"""Tables of kinds that only files of arms transfers give, which no package of ours may carry."""

every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=str)


def test_each_table_of_the_package_has_one_kind() -> None:
    assert len(KINDS) == len(TABLES) == 47
    assert set(tables(INDIA)) == set(TABLES) - FROM_TRANSFERS


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind.TABLE not in FROM_TRANSFERS], ids=str)
def test_the_kind_declares_the_columns_of_its_table(kind: type[Record]) -> None:
    with (INDIA / f"{kind.TABLE}.csv").open(encoding="utf-8", newline="") as stream:
        header = next(csv.reader(stream))
    assert set(columns(kind)) == set(header)
    declared = [column for column in header if column in attributes(kind)]
    assert list(attributes(kind)) == declared


@every_kind
def test_each_attribute_says_what_it_means_and_names_what_exists(kind: type[Record]) -> None:
    declared = attributes(kind)
    assert (kind.__doc__ or "").endswith(".")
    for column, attribute in declared.items():
        assert attribute.means.endswith("."), column
        named = (attribute.unit_from, attribute.marked_by, attribute.basis_from)
        assert all(name in columns(kind) for name in named if name is not None), column
        assert attribute.vocabulary is None or attribute.vocabulary in VOCABULARIES
        assert attribute.refers_to is None or attribute.refers_to in KINDS
        assert attribute.unit is None or attribute.unit_from is None


@every_kind
def test_the_annotation_of_a_field_is_that_of_its_type(kind: type[Record]) -> None:
    annotated = {field.name: field for field in dataclasses.fields(kind)}
    for column, attribute in attributes(kind).items():
        field = annotated.get(column) or annotated[f"{column}_"]
        (inner,) = get_args(field.type)
        assert (inner.__name__ if isinstance(inner, type) and not get_args(inner) else str(inner)) == PYTHON[attribute.type]


@every_kind
def test_a_record_without_claims_is_absent_in_every_field(kind: type[Record]) -> None:
    record = kind(record_id="x")
    assert all(record.cell(column) == Field() for column in attributes(kind))
    assert record.conflicts == ()
