"""Run every benchmark of this folder, or those named: `python -m bench start`."""

import sys
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import bench


def benchmarks(names: list[str]) -> list[ModuleType]:
    """Return the modules of this folder that have a `main()`, of the given names or all."""
    found = sorted(module.name for module in iter_modules(bench.__path__) if not module.name.startswith("_"))
    modules = [import_module(f"bench.{name}") for name in found if not names or name in names]
    return [module for module in modules if hasattr(module, "main")]


for module in benchmarks(sys.argv[1:]):
    print(f"== {module.__name__}: {(module.__doc__ or '').splitlines()[0]}", flush=True)
    module.main()
