"""Plans of a case for many scenarios: its two stages for the decomposition, and the search on them."""
