"""What was asked and answered about a plan, as one file."""

from dataclasses import dataclass, field

from kautilya.plan.coefficient import UNASKED
from kautilya.plan.explain.result import Explanation
from kautilya.plan.uncertainty.result import Doubts


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Why the plan is what it is, and how sure that is; each is None where it was not asked or not answered."""

    case_digest: str
    explanation: Explanation | None
    doubts: Doubts | None
    doubts_unanswered: str = field(default="", metadata={UNASKED: True})
    """Why it was asked how sure the plan is and there is no answer: broken off by the user, or nothing was found."""
