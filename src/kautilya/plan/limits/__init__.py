"""The limits of a plan: one module, one function, one formula and one name each."""
