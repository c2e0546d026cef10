"""Contacts, exercises, promises and shocks between partners: rows folded to what is counted."""
