"""The log of what is done to registers: who recorded what, what was kept and restored; never a password."""

import logging

from kautilya.core.secrets import redacted

NAME = "kautilya"
"""The logger of all modules; a program that uses them decides where it goes."""


class Redacting(logging.Formatter):
    """Formats records, tracebacks included, without the passwords of addresses."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        return redacted(super().format(record))


def log() -> logging.Logger:
    """Return the logger of Kautilya."""
    return logging.getLogger(NAME)
