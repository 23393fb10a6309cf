"""What the database refuses, in the words of the business: constraint by constraint.

The rules speak first and better; this is for the race that a rule could not see and for the guard that a
bug ran into. A constraint is named `<table>.<attribute>`, as it is declared on the table; one column's own
CHECK, UNIQUE or foreign key is `<table>.<column>`.
"""

import re
from collections.abc import Callable

import asyncpg

from domain.actor import Deed, spoken, who_may
from domain.errors import Conflict, DomainError, Forbidden, NotFound

Refusal = DomainError | Callable[[], DomainError]

REFUSALS: dict[str, Refusal] = {}

_KIND = re.compile(r"^(?:pk|uq|ck|fk|ix|ex)_")
_DIGEST = re.compile(r"_[0-9a-f]{6}$")

RETRYABLE = (asyncpg.SerializationError, asyncpg.DeadlockDetectedError)


def refuse(constraint: str, refusal: Refusal) -> None:
    """Say what a broken constraint means. Slices call it once, where the module is imported."""
    known = REFUSALS.setdefault(constraint, refusal)
    if known is not refusal:
        raise ValueError(f"{constraint} already has its refusal")


def constraint_key(error: asyncpg.PostgresError) -> str:
    """The name by which the table declares the constraint that an error reports; "" when it reports none."""
    table, name = str(error.table_name or ""), str(error.constraint_name or "")
    if "." in name:  # a trigger of ours names its rule in full
        return name
    if not (table and name):
        return ""
    declared = f"{table}.{_KIND.sub('', name).removeprefix(f'{table}_')}"
    return declared if declared in REFUSALS else _DIGEST.sub("", declared)


def refused(error: asyncpg.PostgresError, deed: Deed) -> DomainError | None:
    """What the database's error means to the caller, or None when it means a bug."""
    known = REFUSALS.get(constraint_key(error))
    if known is not None:
        # A fresh exception each time: one shared instance would collect the traceback of every request.
        return known() if callable(known) else _copy(known)
    match error:
        case asyncpg.InsufficientPrivilegeError():
            # A trigger of ours says why; PostgreSQL's own message would name a table.
            why = f"{error}: " if error.constraint_name else f"The database refuses to {spoken(deed)} here: "
            return Forbidden(f"{why[:1].upper()}{why[1:]}{who_may(deed)} may.")
        case asyncpg.RestrictViolationError():
            return Conflict("Something else still refers to this. Reload and look again.")
        case asyncpg.ForeignKeyViolationError():
            if "still referenced" in (error.detail or ""):
                return Conflict("Something else still refers to this. Reload and look again.")
            return NotFound("This refers to something that does not exist.")
        case asyncpg.UniqueViolationError() | asyncpg.ExclusionViolationError():
            return Conflict("Somebody did the same a moment ago. Reload and look again.")
        case asyncpg.LockNotAvailableError() | asyncpg.SerializationError() | asyncpg.DeadlockDetectedError():
            return Conflict("Somebody is changing the same thing at this moment. Try again.")
        case _:
            return None


def _copy(refusal: DomainError) -> DomainError:
    fresh = type(refusal).__new__(type(refusal), *refusal.args)
    vars(fresh).update(vars(refusal))
    return fresh
