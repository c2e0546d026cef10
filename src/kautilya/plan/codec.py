"""Frozen dataclasses to plain JSON values and back, refusing what does not fit, all of it at once."""

import dataclasses
import hashlib
import json
import math
import types
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from typing import TypeAlias, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from kautilya.core.errors import InputError, Problem
from kautilya.plan.coefficient import UNASKED

T = TypeVar("T")
Json: TypeAlias = Union[bool, int, float, str, list["Json"], dict[str, "Json"], None]  # noqa: UP007  # recursive


def to_json(value: object, plainer: Callable[[object], object] = lambda value: value) -> Json:
    """Return the JSON value of a dataclass, tuple, mapping, term or scalar; TypeError for what is none.

    Args:
        plainer: Turns what JSON lacks into one of these, a level at a time; called on every value before anything else.
    """
    value = plainer(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        unasked = _unasked(type(value))
        told = {name: getattr(value, name) for name in _fields(type(value))}
        return {name: to_json(part, plainer) for name, part in told.items() if name not in unasked or part != unasked[name]}
    if isinstance(value, Enum):
        return cast(str, value.value)
    if isinstance(value, tuple | list):
        return [to_json(part, plainer) for part in value]
    if isinstance(value, Mapping):
        return {str(key): to_json(part, plainer) for key, part in value.items()}
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise TypeError(f"no JSON for a {type(value).__name__}")


def canonical(value: object) -> str:
    """Write the one JSON text of a value: keys sorted, no blanks, shortest decimals, `2` and `2.0` alike."""
    return json.dumps(_unified(to_json(value)), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(value: object) -> str:
    """Return the SHA-256 of the canonical JSON text."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def write(value: object) -> str:
    """Write JSON for people: indented, in the order of declaration."""
    return json.dumps(to_json(value), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def read(kind: type[T], text: str, source: str) -> T:
    """Read a dataclass from JSON text; InputError lists everything that is missing, unknown or of a wrong type."""
    try:
        raw = json.loads(text)
    except json.JSONDecodeError as exc:
        raise InputError(source, [Problem(file=source, line=exc.lineno, message=f"is not JSON: {exc.msg}")]) from exc
    problems: list[Problem] = []
    value = _read(kind, raw, "", problems, source)
    if problems:
        raise InputError(source, problems)
    return cast(T, value)


def demanded(kind: type) -> frozenset[str]:
    """Return the names that every JSON object of a dataclass has."""
    return frozenset(_fields(kind)) - _unasked(kind).keys()


@cache
def _fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


@cache
def _unasked(kind: type) -> Mapping[str, object]:
    """Return the fields that are left out while they have their default, and that default."""
    return {field.name: field.default for field in dataclasses.fields(kind) if UNASKED in field.metadata}


@cache
def _hints(kind: type) -> Mapping[str, object]:
    return get_type_hints(kind)


def _read(kind: object, raw: object, path: str, problems: list[Problem], source: str) -> object:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _read_optional(kind, raw, path, problems, source)
    if origin is tuple:
        return _read_tuple(kind, raw, path, problems, source)
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return _read_mapping(kind, raw, path, problems, source)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _read_dataclass(kind, raw, path, problems, source)
    return _read_scalar(cast(type, kind), raw, path, problems, source)


def _read_optional(kind: object, raw: object, path: str, problems: list[Problem], source: str) -> object:
    if raw is None:
        return None
    inner = [part for part in get_args(kind) if part is not type(None)]
    return _read(inner[0], raw, path, problems, source)


def _read_tuple(kind: object, raw: object, path: str, problems: list[Problem], source: str) -> object:
    if not isinstance(raw, list):
        return _refuse(path, "a list", raw, problems, source)
    arguments = get_args(kind)
    kinds = [arguments[0]] * len(raw) if arguments[-1] is Ellipsis else list(arguments)
    if len(kinds) != len(raw):
        return _refuse(path, f"a list of {len(kinds)}", raw, problems, source)
    return tuple(
        _read(part, item, f"{path}[{i}]", problems, source) for i, (part, item) in enumerate(zip(kinds, raw, strict=True))
    )


def _read_mapping(kind: object, raw: object, path: str, problems: list[Problem], source: str) -> object:
    if not isinstance(raw, dict):
        return _refuse(path, "an object", raw, problems, source)
    _, inner = get_args(kind)
    return {key: _read(inner, item, f"{path}.{key}", problems, source) for key, item in raw.items()}


def _read_dataclass(kind: type, raw: object, path: str, problems: list[Problem], source: str) -> object:
    if not isinstance(raw, dict):
        return _refuse(path, "an object", raw, problems, source)
    before, names = len(problems), _fields(kind)
    needed = [name for name in names if name not in raw and name not in _unasked(kind)]
    problems += [Problem(file=source, field=_at(path, name), message="is missing") for name in needed]
    problems += [Problem(file=source, field=_at(path, name), message="is not known here") for name in raw if name not in names]
    hints = _hints(kind)
    values = {name: _read(hints[name], raw[name], _at(path, name), problems, source) for name in names if name in raw}
    return kind(**values) if len(problems) == before else None


def _read_scalar(kind: type, raw: object, path: str, problems: list[Problem], source: str) -> object:
    if issubclass(kind, Enum):
        terms = [member.value for member in kind]
        return kind(raw) if raw in terms else _refuse(path, f"one of {', '.join(terms)}", raw, problems, source)
    if kind is float and isinstance(raw, int | float) and not isinstance(raw, bool) and math.isfinite(raw):
        return float(raw)
    if isinstance(raw, kind) and not (kind is int and isinstance(raw, bool)):
        return raw
    return _refuse(path, {"str": "text", "int": "a whole number", "float": "a number"}.get(kind.__name__, kind.__name__), raw,
                   problems, source)  # fmt: skip


def _refuse(path: str, wanted: str, raw: object, problems: list[Problem], source: str) -> object:
    problems.append(Problem(file=source, field=path.lstrip("."), message=f"expected {wanted}, found {str(raw)[:40]!r}"))
    return None


def _at(path: str, name: str) -> str:
    return f"{path}.{name}".lstrip(".")


def _unified(value: Json) -> Json:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [_unified(part) for part in value]
    if isinstance(value, dict):
        return {key: _unified(part) for key, part in value.items()}
    return value
