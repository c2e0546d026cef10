"""What was asked and answered about a plan, as one file."""

from dataclasses import dataclass

from kautilya.plan.explain.result import Explanation
from kautilya.plan.uncertainty.result import Doubts


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Why the plan is what it is, and how sure that is; each is None where it was not asked."""

    case_digest: str
    explanation: Explanation | None
    doubts: Doubts | None
