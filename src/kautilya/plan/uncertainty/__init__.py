"""How sure a plan is: ranges of assumptions, fresh scenarios, the worth of foresight, scenarios drawn from the record."""
