"""Controlled vocabularies: the one home of every closed list of words."""
