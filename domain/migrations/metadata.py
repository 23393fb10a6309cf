"""The tables as Alembic sees them: Piccolo's declarations as SQLAlchemy metadata, and what Alembic does not
compare.

Alembic compares neither CHECK and EXCLUDE constraints nor expression and partial indexes. Their names carry
a digest of their declaration, and `compare_digests` compares the names. Side data stands in a dictionary
here, because SQLAlchemy's `Table.info` would be printed into the revisions.
"""

import re
from collections.abc import Callable, Iterable
from enum import Enum
from typing import Any

import sqlalchemy as sa
from alembic.autogenerate import comparators
from alembic.autogenerate.api import AutogenContext
from alembic.operations import ops
from alembic.util import PriorityDispatchResult
from piccolo import columns as pc
from piccolo.columns.base import OnDelete, OnUpdate
from piccolo.columns.defaults.base import Default
from piccolo.constraints import Constraint
from piccolo.table import Table
from sqlalchemy.dialects import postgresql as pg

from domain.database.columns import column_checks, generation
from domain.database.constraints import Check, Exclude, Index, References, Unique, constraint_name, digest

# Subclasses before their bases: the first match gives the type.
_TYPES: tuple[tuple[type[pc.Column], Callable[[Any], sa.types.TypeEngine[Any]]], ...] = (
    (pc.Varchar, lambda column: sa.String(column.length)),
    (pc.Text, lambda column: sa.Text()),
    (pc.UUID, lambda column: pg.UUID()),
    (pc.BigSerial, lambda column: sa.BigInteger()),
    (pc.Serial, lambda column: sa.Integer()),
    (pc.BigInt, lambda column: sa.BigInteger()),
    (pc.SmallInt, lambda column: sa.SmallInteger()),
    (pc.Integer, lambda column: sa.Integer()),
    (pc.Timestamptz, lambda column: sa.DateTime(timezone=True)),
    (pc.Date, lambda column: sa.Date()),
    (pc.Boolean, lambda column: sa.Boolean()),
    (pc.Numeric, lambda column: sa.Numeric(*(column.digits or ()))),
    (pc.DoublePrecision, lambda column: sa.Double()),
    (pc.JSONB, lambda column: pg.JSONB()),
    (pc.Bytea, lambda column: pg.BYTEA()),
)

_DIGESTED_INDEX = re.compile(r"^ix_.*_[0-9a-f]{6}$")
# Tables that a library makes for itself; its own revision installs them.
_FOREIGN = re.compile(r"^pgqueuer")

_declared: dict[str, dict[str, tuple[str, str]]] = {}  # table → name → (kind, definition)


def metadata(tables: Iterable[type[Table]]) -> sa.MetaData:
    """The tables for Alembic's autogenerate. Raises ValueError for what has no counterpart."""
    result = sa.MetaData()
    _declared.clear()
    for table in tables:
        _add(result, table)
    return result


def include_object(obj: object, name: str | None, kind: str, reflected: bool, other: object) -> bool:
    """Whether Alembic compares an object by itself."""
    if kind == "table":
        return not _FOREIGN.match(name or "")
    return not (kind == "index" and _DIGESTED_INDEX.match(name or ""))


def _add(result: sa.MetaData, table: type[Table]) -> None:
    meta = table._meta
    name = meta.tablename
    parts: list[sa.schema.SchemaItem] = []
    declared: dict[str, tuple[str, str]] = {}
    for column in meta.columns:
        parts.append(_column(column))
        parts.extend(_column_constraints(name, column))
        for condition in column_checks(column):
            check = condition.replace("{}", _column_name(column))
            declared[constraint_name("ck", name, _column_name(column), digest(check))] = ("check", check)
    for constraint in meta.constraints:
        if isinstance(constraint, Unique | References):
            parts.append(_constraint(name, constraint))
        else:
            declared.update([_definition(name, constraint)])
    parts.extend(
        sa.CheckConstraint(sa.text(_escaped(definition)), name=check)
        for check, (kind, definition) in declared.items()
        if kind == "check"
    )
    sa.Table(name, result, *parts)
    _declared[name] = declared


def _column_name(column: pc.Column) -> str:
    return str(column._meta.db_column_name)


def _escaped(sql: str) -> str:
    """SQL in which a colon stays a colon instead of naming a parameter."""
    return sql.replace(":", "\\:")


def sql_type(column: pc.Column) -> sa.types.TypeEngine[Any]:
    """The database type of a column. Raises ValueError for a Piccolo column that no table of ours uses."""
    if isinstance(column, pc.Array):
        return pg.ARRAY(sql_type(column._get_inner_column()), dimensions=column._get_dimensions())
    if isinstance(column, pc.ForeignKey):
        return sql_type(column._foreign_key_meta.resolved_target_column)
    for kind, make in _TYPES:
        if isinstance(column, kind):
            return make(column)
    raise ValueError(f"no database type for {type(column).__name__}")


def default_sql(column: pc.Column) -> str | None:
    """The constant that the database fills in, or None; what Python computes is never a database default."""
    if isinstance(column, pc.Serial | pc.ForeignKey) or generation(column):
        return None
    default = getattr(column, "default", None)
    if default is list:
        return "'{}'"
    if isinstance(default, Enum):
        default = default.value
    if default is None or callable(default):
        return None
    if isinstance(default, Default):
        return str(default.postgres)
    if isinstance(default, bool):
        return str(default).lower()
    if isinstance(default, str):
        return "'" + default.replace("'", "''") + "'"
    return str(default)


def _column(column: pc.Column) -> sa.Column[Any]:
    expression, default = generation(column), default_sql(column)
    extra: list[Any] = []
    if expression is not None:
        extra.append(sa.Computed(sa.text(_escaped(expression)), persisted=True))
    elif isinstance(column, pc.Serial):
        extra.append(sa.Identity())
    return sa.Column(
        _column_name(column),
        sql_type(column),
        *extra,
        nullable=column._meta.null,
        server_default=None if default is None else sa.text(_escaped(default)),
    )


def _column_constraints(table: str, column: pc.Column) -> list[sa.schema.SchemaItem]:
    name = _column_name(column)
    items: list[sa.schema.SchemaItem] = []
    if column._meta.primary_key:
        items.append(sa.PrimaryKeyConstraint(name, name=constraint_name("pk", table, "")))
    if column._meta.unique:
        items.append(sa.UniqueConstraint(name, name=constraint_name("uq", table, name)))
    if column._meta.index:
        items.append(sa.Index(constraint_name("ix", table, name), name))
    if isinstance(column, pc.ForeignKey):
        link = column._foreign_key_meta
        target = link.resolved_references._meta.tablename
        items.append(
            sa.ForeignKeyConstraint(
                [name],
                [f"{target}.{_column_name(link.resolved_target_column)}"],
                name=constraint_name("fk", table, name),
                ondelete=None if link.on_delete is OnDelete.no_action else link.on_delete.value,
                onupdate=None if link.on_update is OnUpdate.no_action else link.on_update.value,
            )
        )
    return items


def _constraint(table: str, constraint: Unique | References) -> sa.schema.SchemaItem:
    name = constraint.name_in(table)
    if isinstance(constraint, References):
        return sa.ForeignKeyConstraint(
            constraint.columns,
            [f"{constraint.target_table}.{column}" for column in constraint.targets],
            name=name,
            ondelete="RESTRICT",
            onupdate="RESTRICT",
        )
    return sa.UniqueConstraint(
        *constraint.columns,
        name=name,
        deferrable=True if constraint.deferred else None,
        initially="DEFERRED" if constraint.deferred else None,
        postgresql_nulls_not_distinct=None if constraint.nulls_distinct else True,
    )


def _definition(table: str, constraint: Constraint) -> tuple[str, tuple[str, str]]:
    match constraint:
        case Check():
            return constraint.name_in(table), ("check", constraint.condition)
        case Exclude():
            where = f" where ({constraint.where})" if constraint.where else ""
            return constraint.name_in(table), ("exclude", f"{constraint.expression}{where}")
        case Index():
            name = constraint.name_in(table)
            entries = ", ".join(_entry(entry, constraint.ops) for entry in constraint.entries)
            include = f" include ({', '.join(constraint.include)})" if constraint.include else ""
            where = f" where {constraint.where}" if constraint.where else ""
            unique = "unique " if constraint.unique else ""
            return name, (
                "index",
                f"create {unique}index {name} on {table} using {constraint.using} ({entries}){include}{where}",
            )
        case _:
            raise ValueError(f"{table}.{constraint._meta.name}: use the classes of domain.database.constraints")


def _entry(entry: str, operator_classes: dict[str, str]) -> str:
    operators = operator_classes.get(entry)
    return f"{entry} {operators}" if operators else entry


class Statement(ops.ExecuteSQLOp):
    """One statement of a revision that knows how to undo itself."""

    def __init__(self, sql: str, undo: str) -> None:
        super().__init__(sql)
        self.undo = undo

    def reverse(self) -> "Statement":
        return Statement(self.undo, str(self.sqltext))

    def to_diff_tuple(self) -> tuple[str, str]:
        return ("execute", str(self.sqltext))


def _made(table: str, name: str, kind: str, definition: str) -> tuple[str, str]:
    """The statements that make and remove one declared object."""
    if kind == "index":
        return definition, f"drop index {name}"
    words = f"check ({definition})" if kind == "check" else f"exclude {definition}"
    return f"alter table {table} add constraint {name} {words}", f"alter table {table} drop constraint {name}"


_EXISTING = """
select conname as name, pg_get_constraintdef(oid) as definition, 'constraint' as kind
from pg_constraint where conrelid = to_regclass(:table) and contype in ('c', 'x')
union all
select c.relname, pg_get_indexdef(c.oid), 'index'
from pg_index i join pg_class c on c.oid = i.indexrelid
where i.indrelid = to_regclass(:table) and not exists (select from pg_constraint where conindid = c.oid)
"""


@comparators.dispatch_for("table")
def compare_digests(
    context: AutogenContext,
    changes: ops.ModifyTableOps,
    schema: str | None,
    table: str,
    existing: sa.Table | None,
    wanted: sa.Table | None,
) -> PriorityDispatchResult:
    """Compare checks, exclusions and digest-named indexes by name: make what is missing, drop the rest."""
    if wanted is None or context.connection is None:
        return PriorityDispatchResult.CONTINUE
    declared = _declared.get(str(table), {})
    found: dict[str, tuple[str, str]] = {}
    if existing is not None:
        for row in context.connection.execute(sa.text(_EXISTING), {"table": f'"{table}"'}):
            if row.kind == "index" and not _DIGESTED_INDEX.match(row.name):
                continue
            make = row.definition
            if row.kind == "constraint":
                make = f"alter table {table} add constraint {row.name} {row.definition}"
            drop = "drop index" if row.kind == "index" else f"alter table {table} drop constraint"
            found[row.name] = (make, f"{drop} {row.name}")
    for name in sorted(found.keys() - declared.keys()):
        make, drop = found[name]
        changes.ops.append(Statement(drop, make))
    for name, (kind, definition) in declared.items():
        # A new table carries its checks itself.
        if name not in found and not (existing is None and kind == "check"):
            changes.ops.append(Statement(*_made(str(table), name, kind, definition)))
    return PriorityDispatchResult.CONTINUE
