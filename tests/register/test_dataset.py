from kautilya.register.dataset import Counts, DatasetProblem, Layout, ProblemKind, counted
from kautilya.register.dataset_columns import ROWS, TIV_TABLE_PRINTED


def test_the_counts_of_a_data_set_add_up_to_its_records() -> None:
    counts = Counts(read=5, repaired=2, refused=3, duplicates=1)
    assert (counts.records, counts.rows) == (11, 8)


def test_a_problem_tells_its_place_kind_and_column() -> None:
    problem = DatasetProblem(kind=ProblemKind.REFUSED, row=12, field="delivered", message="'-5' is negative", raw="India,...")
    assert str(problem) == "line 12: refused: delivered: '-5' is negative"
    assert str(DatasetProblem(kind=ProblemKind.NOTE, message="padded")) == "note: padded"


def test_problems_are_counted_for_as_many_records_as_they_stand_for() -> None:
    problems = [
        DatasetProblem(kind=ProblemKind.UNKNOWN_NAME, message="x", count=40),
        DatasetProblem(kind=ProblemKind.NOTE, message="y"),
    ]
    assert counted([*problems, problems[0]]) == {ProblemKind.UNKNOWN_NAME: 80, ProblemKind.NOTE: 1}


def test_every_layout_has_rows_that_are_cited_by_line() -> None:
    assert set(ROWS) == set(Layout)
    assert all("row" in columns for columns in (*ROWS.values(), TIV_TABLE_PRINTED))
    assert all(column.means.endswith((".", "`")) for columns in ROWS.values() for column in columns.values())
