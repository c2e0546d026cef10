"""How purchases go: in an emergency, and from approval to approval."""
