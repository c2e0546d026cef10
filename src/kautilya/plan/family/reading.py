"""Read an instance from its file, with everything that is wrong with it told at once."""

import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kautilya.core.errors import InputError, Problem
from kautilya.plan.family.instance import AXES, PLACES, POSITIVE, SCENARIO_ARRAYS, SHARES, WHOLE, Instance

Array = NDArray[np.generic]
SCENARIOS_LAST = {"SPT": (1, 2, 0), "SCT": (2, 1, 0), "SO": (1, 0), "ST": (1, 0)}
"""The order of axes in which the recourse reads an array of each kind (`family.stochastic`)."""
AT_ONCE = 1000
"""Entries of the first axis that are turned into one kind of numbers at once."""


def read(path: Path, *, scenarios: int | None = None) -> Instance:
    """Read an instance; InputError lists every array that is missing, misshapen or out of range.

    Args:
        scenarios: Take only the first so many of its scenarios.
    """
    arrays = _arrays(path)
    problems = [Problem(file=path.name, field=field, message=message) for field, message in _problems(arrays)]
    if problems:
        raise InputError(path, problems)
    held = len(arrays["demand"])
    if scenarios is not None and scenarios > held:
        message = f"{scenarios} scenarios are asked for and the file holds {held}; generate it with more, or ask for fewer"
        raise InputError(path, [Problem(file=path.name, field="demand", message=message)])
    return _instance(arrays, held if scenarios is None else scenarios)


def digest(instance: Instance) -> str:
    """Return a hash of all numbers of an instance, whatever file they came from."""
    total = hashlib.sha256()
    for name in sorted(AXES):
        total.update(name.encode())
        held = np.atleast_1d(np.asarray(getattr(instance, _field(name))))
        for first in range(0, len(held), AT_ONCE):
            total.update(np.ascontiguousarray(held[first : first + AT_ONCE], dtype=np.float64).data)
    return total.hexdigest()


def written(instance: Instance) -> bytes:
    """Return an instance as a file of the family."""
    buffer = io.BytesIO()
    arrays = {name: np.asarray(getattr(instance, _field(name))) for name in AXES}
    np.savez_compressed(buffer, allow_pickle=False, **arrays)
    return buffer.getvalue()


def is_family(path: Path) -> bool:
    """Tell whether a file is an archive of arrays, not a case written as text."""
    return path.is_file() and zipfile.is_zipfile(path) and path.suffix != ".xlsx"


def _arrays(path: Path) -> Mapping[str, Array]:
    try:
        opened = np.load(path, allow_pickle=False)
        if isinstance(opened, np.ndarray):
            raise InputError(path, [Problem(file=path.name, message="holds one array and no instance; write it as .npz")])
        with opened:
            found = {name: opened[name] for name in opened.files if name in AXES}
    except OSError as exc:
        raise InputError(path, [Problem(file=path.name, message=f"cannot be read: {exc.strerror or exc}")]) from exc
    except ValueError as exc:  # of what is no array of numbers, which is never unpickled, whatever the library advises
        message = "is no archive of numeric arrays (.npz), or one of its arrays holds something else than numbers"
        raise InputError(path, [Problem(file=path.name, message=message)]) from exc
    except (zipfile.BadZipFile, EOFError) as exc:
        raise InputError(path, [Problem(file=path.name, message=f"is no archive of numeric arrays (.npz): {exc}")]) from exc
    return found


def _problems(arrays: Mapping[str, Array]) -> Iterator[tuple[str, str]]:
    for name in AXES.keys() - arrays.keys():
        yield name, "the array is missing"
    sizes = _sizes(arrays)
    for name in AXES:
        if name in arrays:
            yield from ((name, message) for message in _of_shape(arrays[name], AXES[name], sizes))
            yield from ((name, message) for message in _of_values(name, arrays[name], sizes))
    yield from _of_scalars(arrays)


def _sizes(arrays: Mapping[str, Array]) -> dict[str, int]:
    """Sizes of the axes, each from the array that defines it."""
    sizes: dict[str, int] = {}
    for axis, name, place in (
        ("O", "cost", 0), ("C", "demand", 1), ("T", "budget", 0), ("P", "avail", 1), ("H", "hub_capacity", 0),
        ("K", "channel_cost", 0), ("S", "demand", 0),
    ):  # fmt: skip
        if name in arrays and arrays[name].ndim > place:
            sizes[axis] = arrays[name].shape[place]
    return sizes


def _of_shape(array: Array, axes: str, sizes: Mapping[str, int]) -> Iterator[str]:
    wanted = tuple(sizes.get(axis) for axis in axes)
    fits = array.ndim == len(axes) and all(size in (None, held) for size, held in zip(wanted, array.shape, strict=True))
    if not fits:
        told = tuple("?" if size is None else size for size in wanted)
        yield f"has the shape {array.shape} instead of {told} ({axes or 'one number'})"
    elif array.size == 0 and not axes.startswith(("K", "H")):
        yield "is empty"


def _of_values(name: str, array: Array, sizes: Mapping[str, int]) -> Iterator[str]:
    if array.dtype.kind not in "fiub":
        yield f"holds {array.dtype} and no numbers"
        return
    values = array.astype(np.float64)
    if not np.isfinite(values).all():
        yield f"{int((~np.isfinite(values)).sum())} of its numbers are not finite"
        return
    if (values < 0).any():
        yield f"{int((values < 0).sum())} of its numbers are negative"
    if name in WHOLE and (values != np.rint(values)).any():
        yield "must be whole numbers"
    if name in SHARES and (values > 1).any():
        yield "must not exceed 1"
    if name in POSITIVE and (values <= 0).any():
        yield "must be above 0"
    if name in PLACES and (values >= sizes.get(PLACES[name], np.inf)).any():
        yield f"points beyond the {sizes[PLACES[name]]} that there are"


def _of_scalars(arrays: Mapping[str, Array]) -> Iterator[tuple[str, str]]:
    level, window, budget = (arrays.get(name) for name in ("risk_level", "window", "budget"))
    if level is not None and level.ndim == 0 and level.dtype.kind in "fiu" and not 0 <= float(level) < 1:
        yield "risk_level", "must be at least 0 and below 1"
    if window is not None and window.ndim == 0 and window.dtype.kind in "fiu" and float(window) < 1:
        yield "window", "must be at least 1"
    if budget is not None and budget.dtype.kind in "fiu" and not (budget.astype(np.float64) > 0).any():
        yield "budget", "has no money in any year"


def _instance(arrays: Mapping[str, Array], scenarios: int) -> Instance:
    values: dict[str, object] = {}
    for name, axes in AXES.items():
        kind = np.int64 if name in WHOLE and name != "max_rate" else np.bool_ if name == "approved" else np.float64
        if name in SCENARIO_ARRAYS:
            values[_field(name)] = _scenarios_last(arrays[name][:scenarios], SCENARIOS_LAST[axes], kind)
        else:
            values[_field(name)] = arrays[name].astype(kind) if axes else arrays[name].astype(kind).item()
    return Instance(**values)  # type: ignore[arg-type]  # checked against AXES above


def _scenarios_last(array: Array, order: tuple[int, ...], kind: type[np.generic]) -> Array:
    """Return an array in its own order of axes, laid out in another one, so that turning it round copies nothing."""
    small = np.int16 if kind is np.int64 and array.size and array.max() < np.iinfo(np.int16).max else kind
    return np.ascontiguousarray(array.transpose(order), dtype=small).transpose(np.argsort(order))


def _field(name: str) -> str:
    return "yields" if name == "yield" else name
