"""Estimates with their intervals, by named methods of scipy."""
