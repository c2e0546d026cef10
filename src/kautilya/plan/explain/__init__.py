"""Why a plan is what it is: prices of limits, alternatives, rivals, frontiers; each by solving again, with honest intervals."""
