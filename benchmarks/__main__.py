"""Run every benchmark, or those named: `python -m benchmarks letters`.

They work on private servers and a database of their own, as the tests do. Everything is told as a ratio of
medians of interleaved rounds, so that a busy machine slows both sides alike.
"""

import importlib
import os
import pkgutil
import sys
import warnings

import django

import benchmarks
from tools import testing


def main(names: list[str]) -> None:
    """Set the product up on a fresh database and run the benchmarks."""
    testing.claim_servers(durable=True)
    os.environ.update(testing.product_environment() | {"LOG_LEVEL": "ERROR"})
    testing.empty_files()
    testing.clone_database()
    warnings.simplefilter("ignore")
    django.setup()
    there = [each.name for each in pkgutil.iter_modules(benchmarks.__path__) if not each.name.startswith("_")]
    for name in names or there:
        module = importlib.import_module(f"benchmarks.{name}")
        if hasattr(module, "run"):
            for line in module.run():
                print(f"{name}: {line}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
