"""Columns in which nothing is optional by accident: required, restricted and checked unless a table says
otherwise.

Piccolo's own defaults suit prototypes: a foreign key is nullable and cascades, a text is '' and a number 0
when nobody gave one. Each function here returns a plain Piccolo column with the opposite choices. A rule
that belongs to one column (a month is the first of the month, a text is not blank) travels with it and
becomes a CHECK in the database.

Rules over several columns are declared with the classes of `domain.database.constraints`.
"""

from __future__ import annotations

import os
import time
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from piccolo.columns import (
    JSONB,
    Array,
    BigInt,
    BigSerial,
    Boolean,
    Bytea,
    Column,
    Date,
    ForeignKey,
    Integer,
    Numeric,
    Serial,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns import UUID as UuidColumn  # noqa: N811
from piccolo.columns.base import OnDelete, OnUpdate
from piccolo.columns.reference import LazyTableReference
from piccolo.querystring import QueryString
from piccolo.table import Table

RESTRICT = OnDelete.restrict
CASCADE = OnDelete.cascade

FIRST_OF_MONTH = "extract(day from {}) = 1"
NOT_BLANK = "btrim({}) <> ''"

C = TypeVar("C", bound=Column)


def new_id() -> UUID:
    """A new row's name: UUID version 7 (RFC 9562), so that rows made later sort later and indexes stay compact.

    The twelve bits after the milliseconds are a fraction of one (RFC 9562, 6.2, method 3), a quarter of a
    microsecond, so that ids made one after the other in a process sort in that order.
    """
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80
    value |= 0x7 << 76 | (rest * 4096 // 1_000_000) << 64
    value |= 0b10 << 62 | int.from_bytes(os.urandom(8), "big") & 0x3FFF_FFFF_FFFF_FFFF
    return UUID(int=value)


def column_checks(column: Column) -> tuple[str, ...]:
    """The conditions on this column alone; `{}` stands for the column's name."""
    return tuple(getattr(column, "checks", ()))


def generation(column: Column) -> str | None:
    """The expression that computes this column, or None for an ordinary one."""
    expression: str | None = getattr(column, "generated_as", None)
    return expression


def _checked(column: C, *checks: str) -> C:
    vars(column)["checks"] = tuple(check for check in checks if check)
    return column


def _between(minimum: int | Decimal | None, maximum: int | Decimal | None) -> tuple[str, str]:
    return (
        "" if minimum is None else f"{{}} >= {minimum}",
        "" if maximum is None else f"{{}} <= {maximum}",
    )


def generated(column: C, expression: str) -> C:
    """A stored column that the database computes from its own row; writing to it is refused."""
    vars(column)["generated_as"] = expression
    vars(column)["default"] = QueryString("DEFAULT")
    return column


def key() -> UuidColumn:
    """The primary key: made in Python, so that a command knows it before it writes."""
    return UuidColumn(primary_key=True, default=new_id)


def identifier(*, null: bool = False, unique: bool = False, index: bool = False) -> UuidColumn:
    """A UUID that no foreign key follows: an audit subject, an idempotency key."""
    return UuidColumn(default=None, null=null, unique=unique, index=index)


def reference(
    table: type[Table] | LazyTableReference | str,
    *,
    null: bool = False,
    unique: bool = False,
    index: bool = True,
    on_delete: OnDelete = RESTRICT,
    primary_key: bool = False,
) -> ForeignKey[Any]:
    """A link to one row of another table, which then cannot be deleted; "self" links to the same table."""
    column: ForeignKey[Any] = ForeignKey(
        references=table,
        null=null,
        unique=unique,
        index=index and not unique and not primary_key,
        on_delete=on_delete,
        on_update=OnUpdate.restrict,
        primary_key=primary_key,
    )
    return column


def serial() -> Serial:
    """A running number given by the database; gaps are possible."""
    return Serial(unique=True)


def big_serial(*, primary_key: bool = False) -> BigSerial:
    """A running number for tables that never stop growing; gaps are possible."""
    return BigSerial(primary_key=primary_key, unique=not primary_key)


def code(length: int, *, null: bool = False, unique: bool = False, default: str | None = None) -> Varchar:
    """A short, one-line name or code that is not blank."""
    return _checked(Varchar(length=length, default=default, null=null, unique=unique), NOT_BLANK)


def text(*, null: bool = False, blank: bool = False, longest: int | None = None, default: str | None = None) -> Text:
    """What a person wrote: not blank unless `blank`, at most `longest` characters."""
    limit = "" if longest is None else f"char_length({{}}) <= {longest}"
    return _checked(Text(default=default, null=null), "" if blank else NOT_BLANK, limit)


def choice(
    options: type[StrEnum],
    *,
    null: bool = False,
    default: StrEnum | None = None,
    only: tuple[StrEnum, ...] = (),
    index: bool = False,
) -> Varchar:
    """One value of an enum, kept as its text; `only` narrows it to some of the values."""
    allowed = tuple(only or options)
    values = ", ".join(f"'{option.value}'" for option in allowed)
    length = max(20, *(len(option.value) for option in allowed))
    column = Varchar(length=length, default=default and default.value, null=null, index=index)
    return _checked(column, f"{{}} in ({values})")


def integer(
    *,
    null: bool = False,
    default: int | None = None,
    minimum: int | None = None,
    maximum: int | None = None,
    unique: bool = False,
) -> Integer:
    return _checked(Integer(default=default, null=null, unique=unique), *_between(minimum, maximum))


def small_integer(
    *,
    null: bool = False,
    default: int | None = None,
    minimum: int | None = None,
    maximum: int | None = None,
) -> SmallInt:
    return _checked(SmallInt(default=default, null=null), *_between(minimum, maximum))


def big_integer(
    *, null: bool = False, default: int | None = None, minimum: int | None = None, unique: bool = False
) -> BigInt:
    return _checked(BigInt(default=default, null=null, unique=unique), *_between(minimum, None))


def cents(*, null: bool = False, default: int | None = None, minimum: int | None = 0) -> BigInt:
    """Money in hundredths of the installation's currency; not negative unless `minimum` says so."""
    return _checked(BigInt(default=default, null=null), *_between(minimum, None))


def decidays(*, null: bool = False, default: int | None = None, minimum: int | None = 0) -> Integer:
    """Effort or capacity in tenths of a person-day; not negative unless `minimum` says so."""
    return _checked(Integer(default=default, null=null), *_between(minimum, None))


def numeric(
    precision: int,
    scale: int,
    *,
    null: bool = False,
    default: Decimal | None = None,
    minimum: Decimal | int | None = None,
    maximum: Decimal | int | None = None,
) -> Numeric:
    column = Numeric(digits=(precision, scale), default=default, null=null)
    return _checked(column, *_between(minimum, maximum))


def share(*, null: bool = False, default: Decimal | None = None) -> Numeric:
    """A part of a whole, 0 to 1, to four decimals."""
    return numeric(5, 4, null=null, default=default, minimum=0, maximum=1)


def flag(*, default: bool | None = None) -> Boolean:
    return Boolean(default=default, null=False)


def moment(*, null: bool = False, index: bool = False) -> Timestamptz:
    """A point in time with its zone; no default, because the transaction's clock decides it."""
    return Timestamptz(default=None, null=null, index=index)


def day(*, null: bool = False, index: bool = False) -> Date:
    return Date(default=None, null=null, index=index)


def month(*, null: bool = False, index: bool = False) -> Date:
    """A calendar month, kept as its first day."""
    return _checked(Date(default=None, null=null, index=index), FIRST_OF_MONTH)


def json(*, null: bool = False, default: dict[str, Any] | list[Any] | None = None) -> JSONB:
    """A document; read through the engine it arrives as Python values."""
    return JSONB(default=default, null=null)


def binary(*, null: bool = False, length: int | None = None, unique: bool = False) -> Bytea:
    """Bytes, such as a digest; `length` makes it exact."""
    exact = "" if length is None else f"octet_length({{}}) = {length}"
    return _checked(Bytea(default=None, null=null, unique=unique), exact)


def listed(column: Column, *, null: bool = False, empty: bool = True) -> Array:
    """A list of values of one column type, [] by default; `empty=False` asks for at least one value."""
    array = Array(base_column=column, default=list if empty else None, null=null)
    return _checked(array, "" if empty else "cardinality({}) > 0")
