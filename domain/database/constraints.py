"""Rules over several columns, declared on the table that must keep them.

Piccolo collects these as constraints of the table and never makes them itself: Alembic does, through
`domain.migrations.metadata`. A constraint's name is `<kind>_<table>_<attribute>`; where PostgreSQL rewrites
the text of an expression, six hexadecimal digits of its digest are added, so that a changed expression is a
changed name and `alembic check` sees it. The error table of `domain.database.refusals` knows a constraint
as `<table>.<attribute>`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from piccolo.constraints import Constraint
from piccolo.table import Table

LONGEST_NAME = 63  # bytes; PostgreSQL cuts longer names silently


def digest(*parts: object) -> str:
    """Six hexadecimal digits that change with the declaration."""
    return hashlib.sha256("\n".join(str(part) for part in parts).encode()).hexdigest()[:6]


def constraint_name(kind: str, table: str, attribute: str, fingerprint: str = "") -> str:
    """The name in the database; a longer one than PostgreSQL keeps is refused."""
    name = "_".join(part for part in (kind, table, attribute, fingerprint) if part)
    if len(name.encode()) > LONGEST_NAME:
        raise ValueError(f"constraint name {name!r} is longer than {LONGEST_NAME} bytes: shorten {attribute!r}")
    return name


class Declared(Constraint):
    """A constraint that only the migrations write."""

    kind = ""

    def fingerprint(self) -> str:
        return ""

    def name_in(self, table: str) -> str:
        return constraint_name(self.kind, table, self._meta.name, self.fingerprint())

    @property
    def ddl(self) -> str:
        raise NotImplementedError("tables are made by the migrations, never by Piccolo")

    def _table_str(self) -> str:
        return f"{self._meta.name} = {type(self).__name__}(...)"

    def serialise_self(self) -> None:
        return None


class Check(Declared):
    """A condition that every row meets."""

    kind = "ck"

    def __init__(self, condition: str) -> None:
        super().__init__()
        self.condition = condition

    def fingerprint(self) -> str:
        return digest(self.condition)


class Unique(Declared):
    """No two rows share these columns.

    `deferred` checks at the end of the transaction, so that places can be exchanged; such a constraint can
    be neither the arbiter of ON CONFLICT nor the target of a foreign key. `nulls_distinct=False` counts
    nulls as equal.
    """

    kind = "uq"

    def __init__(self, *columns: str, deferred: bool = False, nulls_distinct: bool = True) -> None:
        super().__init__()
        self.columns = columns
        self.deferred = deferred
        self.nulls_distinct = nulls_distinct

    def fingerprint(self) -> str:
        plain = not self.deferred and self.nulls_distinct
        return "" if plain else digest(*self.columns, self.deferred, self.nulls_distinct)


class References(Declared):
    """Several columns together name a row of another table, which can be neither deleted nor rewritten.

    The type-tagged link: when a tag such as the side of a person is among the columns, a row that carries
    the wrong tag cannot exist, whichever database role writes it. With a null among the columns nothing is
    checked.
    """

    kind = "fk"

    def __init__(self, columns: tuple[str, ...], table: type[Table] | str, targets: tuple[str, ...]) -> None:
        super().__init__()
        self.columns = columns
        self.target_table = table if isinstance(table, str) else table._meta.tablename
        self.targets = targets


class Index(Declared):
    """A way to find rows fast; `unique` and `where` together allow one row among those that meet a condition.

    Each entry is a column or an expression with its direction ("created_at desc"); `ops` maps a column to
    its operator class ({"title": "gin_trgm_ops"}).
    """

    kind = "ix"

    def __init__(
        self,
        *entries: str,
        unique: bool = False,
        where: str | None = None,
        using: str = "btree",
        ops: Mapping[str, str] | None = None,
        include: tuple[str, ...] = (),
    ) -> None:
        super().__init__()
        self.entries = entries
        self.unique = unique
        self.where = where
        self.using = using
        self.ops = dict(ops or {})
        self.include = include

    def fingerprint(self) -> str:
        return digest(*self.entries, self.unique, self.where, self.using, sorted(self.ops.items()), self.include)


class Exclude(Declared):
    """No two rows conflict: "using gist (owner with =, during with &&)"; `where` limits it to some rows."""

    kind = "ex"

    def __init__(self, expression: str, *, where: str | None = None) -> None:
        super().__init__()
        self.expression = expression
        self.where = where

    def fingerprint(self) -> str:
        return digest(self.expression, self.where)
