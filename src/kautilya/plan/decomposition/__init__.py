"""Plans for many scenarios: a master of the first stage, cuts from the exact recourse, safe bounds, whole-number plans."""
