"""What is known of a number that is known only within limits."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A number between two limits, both included; the unit is told where it is made."""

    low: float
    high: float
    """Infinite where nothing limits it."""

    def __post_init__(self) -> None:
        """Refuse limits in the wrong order and limits that are no numbers (ValueError)."""
        if math.isnan(self.low) or math.isnan(self.high) or self.low > self.high:
            raise ValueError(f"no interval from {self.low} to {self.high}")

    @property
    def width(self) -> float:
        """The distance between the limits."""
        return self.high - self.low

    def __contains__(self, number: float) -> bool:
        """Tell whether a number lies within the limits."""
        return self.low <= number <= self.high


def exactly(number: float) -> Interval:
    """Return the interval of a number that is known."""
    return Interval(low=number, high=number)
