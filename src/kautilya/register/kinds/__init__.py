"""The record kinds: one module each, named by its kind."""
