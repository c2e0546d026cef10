"""Many scenarios that do not come apart in closed form: a linear programme per scenario, and cuts from its prices."""
