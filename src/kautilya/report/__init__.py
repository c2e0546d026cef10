"""Results into one self-contained page and its machine-readable twin; never computes a number."""
