"""Exact recourse of all scenarios at once: arrivals, emergency knapsacks, risk, values and slopes, without a solver."""
