"""Months, person-days and money as they travel: exact, with their unit in the name."""

from decimal import Decimal, InvalidOperation
from typing import Any, NewType

import strawberry
from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition

from api.graphql.context import Info
from domain.errors import DomainError
from domain.quantities import Month, amount, days, decidays, pert_mean

PersonDays = NewType("PersonDays", Decimal)

LONGEST_AMOUNT = Decimal(10) ** 13  # cents of it still fit a bigint many times over


def _refusal(message: str) -> GraphQLError:
    return GraphQLError(message, extensions={"code": "BAD_INPUT"})


def _month(value: object) -> Month:
    try:
        return Month.parse(value if isinstance(value, str) else str(value))
    except DomainError as refused:
        raise _refusal(refused.message) from None


def _number(value: object, *, limit: Decimal) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise _refusal(f"{value!r} is not a number.")
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        raise _refusal(f'"{str(value)[:40]}" is not a number.') from None
    if not number.is_finite() or abs(number) >= limit:
        raise _refusal(f'"{str(value)[:40]}" is out of range.')
    return number


def _decimal(value: object) -> Decimal:
    return _number(value, limit=LONGEST_AMOUNT)


def _person_days(value: object) -> Decimal:
    number = _number(value, limit=Decimal(10) ** 7)
    if number * 10 % 1:
        raise _refusal("Person-days have one decimal at most.")
    return number


def _plain(value: Any) -> str:
    return format(Decimal(value), "f")


SCALARS: dict[object, ScalarDefinition] = {
    Month: strawberry.scalar(
        name="Month",
        description="A calendar month, as 2026-11.",
        serialize=str,
        parse_value=_month,
    ),
    PersonDays: strawberry.scalar(
        name="PersonDays",
        description="Working time of one person in days, a number with one decimal.",
        serialize=float,
        parse_value=_person_days,
    ),
    Decimal: strawberry.scalar(
        name="Decimal",
        description="An exact decimal number, as text.",
        serialize=_plain,
        parse_value=_decimal,
    ),
}


@strawberry.type(description="An amount of money.")
class Money:
    amount: Decimal = strawberry.field(description="The amount with two decimals, as text.")

    @strawberry.field(description="The currency of this installation (ISO 4217); there is one.")
    def currency(self, info: Info) -> str:
        return info.context.currency


@strawberry.type(description="An amount of money as a three-point estimate.")
class MoneyRange:
    low: Money = strawberry.field(description="Hardly less than this.")
    likely: Money = strawberry.field(description="Most likely this.")
    high: Money = strawberry.field(description="Hardly more than this.")


@strawberry.type(description="An effort as a three-point estimate.")
class EffortRange:
    low: PersonDays = strawberry.field(description="Hardly less than this, in person-days.")
    likely: PersonDays = strawberry.field(description="Most likely this, in person-days.")
    high: PersonDays = strawberry.field(description="Hardly more than this, in person-days.")
    expected: PersonDays = strawberry.field(description="What plans use, (low + 4 likely + high) / 6, in person-days.")


@strawberry.input(description="An amount of money as a three-point estimate: low ≤ likely ≤ high.")
class MoneyRangeInput:
    low: Decimal = strawberry.field(description="Hardly less than this.")
    likely: Decimal = strawberry.field(description="Most likely this.")
    high: Decimal = strawberry.field(description="Hardly more than this.")


@strawberry.input(description="An effort as a three-point estimate: low ≤ likely ≤ high.")
class EffortRangeInput:
    low: PersonDays = strawberry.field(description="Hardly less than this, in person-days.")
    likely: PersonDays = strawberry.field(description="Most likely this, in person-days.")
    high: PersonDays = strawberry.field(description="Hardly more than this, in person-days.")


def person_days(amount_decidays: int) -> PersonDays:
    """Decidays as they travel."""
    return PersonDays(days(amount_decidays))


def in_decidays(sent: Decimal) -> int:
    """Person-days as sent, in decidays."""
    return decidays(sent)


def money(cents: int) -> Money:
    """Cents as they travel."""
    return Money(amount=amount(cents))


def money_range(low_cents: int, likely_cents: int, high_cents: int) -> MoneyRange:
    """A three-point amount in cents as it travels."""
    return MoneyRange(low=money(low_cents), likely=money(likely_cents), high=money(high_cents))


def effort_range(low_decidays: int, likely_decidays: int, high_decidays: int) -> EffortRange:
    """A three-point effort in decidays as it travels, with its mean."""
    return EffortRange(
        low=person_days(low_decidays),
        likely=person_days(likely_decidays),
        high=person_days(high_decidays),
        expected=person_days(pert_mean(low_decidays, likely_decidays, high_decidays)),
    )
