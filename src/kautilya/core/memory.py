"""What becomes of memory that is not wanted any more.

A search frees large arrays all the time, its own and the solver's. glibc learns from that to keep ever larger ones for itself
(up to 32 MB each), in pieces that the next one does not fit. Told a size once, it hands larger ones back to the system at once.

Loading compiled loops from their cache wakes the whole compiler, some 50 MB of its code that nothing asks for afterwards.
It is mapped from its file: let go of, it costs nothing, and where it is wanted after all the system reads it again.
"""

import ctypes
import re
from pathlib import Path

LARGE = 2**20
"""Bytes from which freed memory is handed back at once."""
MMAP_THRESHOLD = -3
"""glibc's number of the option `M_MMAP_THRESHOLD` (mallopt(3))."""
DONT_NEED = 4
"""Linux's number of the advice `MADV_DONTNEED` (madvise(2))."""
COMPILER = "libllvmlite"
CODE = re.compile(rf"^(\w+)-(\w+) r-xp .*/{COMPILER}[^/]*$")
"""A line of `/proc/self/maps`: code that is read and never written."""


def hand_back_large() -> bool:
    """Have this process, and those that it begins from now on, hand large freed arrays back; False where that is not known."""
    option = _of_the_c_library("mallopt")
    return option is not None and bool(option(MMAP_THRESHOLD, LARGE))


def hand_back() -> None:
    """Hand back what was freed, and let go of the compiler's code; nothing where that is not known."""
    trim, advise = _of_the_c_library("malloc_trim"), _of_the_c_library("madvise")
    if trim is None or advise is None:
        return
    trim(0)
    for line in Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace").splitlines():
        if (code := CODE.match(line)) is not None:
            first, end = (int(number, 16) for number in code.groups())
            advise(ctypes.c_void_p(first), ctypes.c_size_t(end - first), DONT_NEED)


def _of_the_c_library(name: str) -> "ctypes._NamedFuncPointer | None":
    """Return a function of glibc; None where the C library has none of that name."""
    try:
        found: ctypes._NamedFuncPointer = getattr(ctypes.CDLL(None), name)
    except (AttributeError, OSError, TypeError):
        return None
    return found
