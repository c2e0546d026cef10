"""Python's garbage collector while much is made that stays, and nothing that refers to itself."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the collector from walking through all that is held, again and again while it grows; then let it be as it was.

    What nothing refers to is freed all the same. Over a register of some million claims each walk takes seconds.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
