"""How many random cases a property is tried on, and where a failing one is found again.

2,000 cases in `make test`, 10,000 in `make trust`; MANDATE_CASES sets another number. A test module that takes CASES or
each_case from here is marked `property` by tests/conftest.py.
"""

import os
from collections.abc import Callable
from random import Random

CASES = int(os.environ.get("MANDATE_CASES", "2000"))


def each_case(seed: int, *, cases: int = CASES) -> Callable[[Callable[[Random], None]], Callable[[], None]]:
    """Run a test once for each case, each with its own source of chance; a failure names the case and its seed."""

    def tried(test: Callable[[Random], None]) -> Callable[[], None]:
        def on_each_case() -> None:
            for case in range(cases):
                try:
                    test(Random(seed + case))
                except BaseException as failure:
                    failure.add_note(f"in case {case} of {cases}: Random({seed + case})")
                    raise

        on_each_case.__name__, on_each_case.__doc__ = test.__name__, test.__doc__
        return on_each_case

    return tried
