"""What an error tells its reader."""

import pytest

from kautilya.core.errors import InfeasibleError, InputError, Problem


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (Problem(file="deals.csv", message="is empty"), "deals.csv: is empty"),
        (Problem(file="deals.csv", line=3, message="2 cells too many"), "deals.csv:3: 2 cells too many"),
        (Problem(file="deals.csv", line=3, field="quantity", message="is negative"), "deals.csv:3: quantity: is negative"),
    ],
)
def test_a_problem_names_its_place_as_far_as_it_is_known(problem: Problem, text: str) -> None:
    assert str(problem) == text


def test_an_input_error_lists_every_problem() -> None:
    problems = [Problem(file="deals.csv", line=line, message="is negative") for line in (2, 5)]
    error = InputError("package", problems)
    assert error.problems == tuple(problems)
    assert str(error) == ("package: 2 problem(s), nothing was changed\n  deals.csv:2: is negative\n  deals.csv:5: is negative")


def test_an_infeasible_case_names_the_limits_that_clash() -> None:
    error = InfeasibleError(["budget", "share cap FRA"])
    assert error.clashing == ("budget", "share cap FRA")
    assert str(error).endswith("cannot hold together: budget; share cap FRA")
