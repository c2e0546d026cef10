"""Typed tables drawn from a view, and the rules of counting that measures share."""
