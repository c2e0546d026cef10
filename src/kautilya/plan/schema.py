"""The JSON Schema of cases and plans, drawn from the dataclasses that the codec reads: the two cannot drift apart.

The dialect is JSON Schema 2020-12. Beside it the codec asks that whole numbers are written without a decimal point.
"""

import ast
import dataclasses
import inspect
import types
from collections.abc import Mapping
from enum import Enum
from textwrap import dedent
from typing import Union, cast, get_args, get_origin, get_type_hints

from kautilya.plan.codec import Json
from kautilya.plan.coefficient import UNASKED

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SCALARS: Mapping[object, str] = types.MappingProxyType({str: "string", int: "integer", float: "number", bool: "boolean"})


def json_schema(kind: type) -> dict[str, Json]:
    """Return the schema of what `codec.write` writes of a dataclass, its parts under `$defs` by their names."""
    parts: dict[str, Json] = {}
    _refer(kind, parts)
    own = cast(dict[str, Json], parts.pop(kind.__name__))
    return {"$schema": DIALECT, "title": kind.__name__, **own, "$defs": {name: parts[name] for name in sorted(parts)}}


def _refer(kind: type, parts: dict[str, Json]) -> Json:
    """Refer to the schema of a dataclass or vocabulary, and draw it when it is met first."""
    if kind.__name__ not in parts:
        parts[kind.__name__] = None  # stands until it is drawn, so that no type is drawn twice
        parts[kind.__name__] = _vocabulary(kind) if issubclass(kind, Enum) else _object(kind, parts)
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _vocabulary(kind: type[Enum]) -> Json:
    return {"description": _sentence(kind), "enum": [member.value for member in kind]}


def _object(kind: type, parts: dict[str, Json]) -> Json:
    hints, told = get_type_hints(kind), _told(kind)
    fields = dataclasses.fields(kind)
    properties: dict[str, Json] = {}
    for field in fields:
        drawn = cast(dict[str, Json], _of(hints[field.name], parts))
        properties[field.name] = {"description": told[field.name], **drawn} if field.name in told else drawn
    return {
        "description": _sentence(kind),
        "type": "object",
        "properties": properties,
        "required": [field.name for field in fields if UNASKED not in field.metadata],
        "additionalProperties": False,
    }


def _of(kind: object, parts: dict[str, Json]) -> Json:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        (inner,) = (part for part in arguments if part is not type(None))
        return {"anyOf": [_of(inner, parts), {"type": "null"}]}
    if origin is tuple:
        return _list(arguments, parts)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _of(arguments[1], parts)}
    if kind in _SCALARS:
        return {"type": _SCALARS[kind]}
    return _refer(cast(type, kind), parts)


def _list(arguments: tuple[object, ...], parts: dict[str, Json]) -> Json:
    if arguments[-1] is Ellipsis:
        return {"type": "array", "items": _of(arguments[0], parts)}
    exact = [_of(argument, parts) for argument in arguments]
    return {"type": "array", "prefixItems": cast(Json, exact), "items": False, "minItems": len(exact)}


def _sentence(kind: type) -> str:
    return inspect.cleandoc(kind.__doc__ or "")


def _told(kind: type) -> Mapping[str, str]:
    """Return what the docstrings below the fields of a dataclass say, by field."""
    (declared,) = ast.parse(dedent(inspect.getsource(kind))).body
    told: dict[str, str] = {}
    last = ""
    for line in cast(ast.ClassDef, declared).body:
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
            last = line.target.id
        elif last and isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant):
            told[last] = inspect.cleandoc(str(line.value.value))
    return told
