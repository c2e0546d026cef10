"""Rows of components, support and holdings, brought together by name and by deal."""
