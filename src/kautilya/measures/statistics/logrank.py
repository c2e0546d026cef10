"""Whether two groups of durations, some of them still open, differ: the log-rank test of scipy (CONVENTIONS §9)."""

from collections.abc import Sequence

from scipy.stats import CensoredData, logrank

from kautilya.measures.statistics.survival import Duration

ENDED_FOR_A_TEST = 10
"""Ended cases that each group needs: with fewer the normal approximation of the test is not to be trusted."""
LOG_RANK = "log-rank test, two-sided p-value"


def enough(first: Sequence[Duration], second: Sequence[Duration]) -> bool:
    """Tell whether each group has enough ended cases."""
    return all(sum(not case.open for case in group) >= ENDED_FOR_A_TEST for group in (first, second))


def log_rank(first: Sequence[Duration], second: Sequence[Duration]) -> float:
    """Return the p-value of the hypothesis that both groups take equally long (Mantel 1966; scipy.stats.logrank).

    Raises:
        ValueError: A group has fewer than ten ended cases.
    """
    if not enough(first, second):
        raise ValueError(f"each group needs at least {ENDED_FOR_A_TEST} ended cases")
    return float(logrank(_censored(first), _censored(second)).pvalue)


def sooner(first: Sequence[Duration], second: Sequence[Duration]) -> bool:
    """Tell whether more cases of the first group ended than would have, if both groups took equally long.

    Raises:
        ValueError: A group has fewer than ten ended cases.
    """
    if not enough(first, second):
        raise ValueError(f"each group needs at least {ENDED_FOR_A_TEST} ended cases")
    return bool(logrank(_censored(first), _censored(second)).statistic > 0)


def _censored(cases: Sequence[Duration]) -> CensoredData:
    return CensoredData(
        uncensored=[case.months for case in cases if not case.open], right=[case.months for case in cases if case.open]
    )
