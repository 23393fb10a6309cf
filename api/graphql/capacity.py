"""The days that teams have in each month, and the money that the board gives."""

from decimal import Decimal
from typing import Annotated

import strawberry

from api.graphql.context import Info
from api.graphql.errors import Problem
from api.graphql.planning import PlanningOfBudget, PlanningOfCapacity
from api.graphql.scalars import PersonDays, in_decidays, money, person_days
from domain.capacity import commands, queries
from domain.capacity.queries import BudgetCell, CapacityCell
from domain.capacity.rules import Split
from domain.organisation.queries import team_id
from domain.quantities import Month, cents


@strawberry.type(description="A team's month: its days, what goes off, and what is left for requests.")
class CapacityMonth(
    # One line for each capability that adds to it, upstream first.
    PlanningOfCapacity,
):
    @classmethod
    def of(cls, row: CapacityCell) -> "CapacityMonth":
        return cls(
            row=row,
            id=strawberry.ID(f"capacity:{row.team}:{row.month}"),
            month=row.month,
            gross_days=person_days(row.split.gross_decidays),
            run_days=person_days(row.split.run_decidays),
            leave_days=person_days(row.split.leave_decidays),
            other_days=person_days(row.split.other_decidays),
            net_days=person_days(row.net_decidays),
            logged=row.logged,
            note=row.note,
            version=row.version,
            logged_at=row.logged_at,
        )


@strawberry.type(description="What may be spent on one-off cost in a month.")
class Budget(
    # One line for each capability that adds to it, upstream first.
    PlanningOfBudget,
):
    @classmethod
    def of(cls, row: BudgetCell) -> "Budget":
        return cls(
            row=row,
            id=strawberry.ID(f"budget:{row.month}"),
            month=row.month,
            amount=money(row.amount_cents or 0),
            set=row.is_set,
            version=row.version,
            set_at=row.set_at,
        )


From = Annotated[Month | None, strawberry.argument(name="from", description="The first month; this month without it.")]
To = Annotated[Month | None, strawberry.argument(description="The last month; eleven after the first without it.")]


def _asked(info: Info, from_: Month | None, to: Month | None) -> tuple[Month, Month]:
    first = from_ or Month.of(info.context.now.date())
    return first, to or first + 11


@strawberry.type
class CapacityQuery:
    """What may be asked about days and money."""

    @strawberry.field(description="Teams' months, by team and month; months that were not logged are told apart.")
    async def capacity(
        self,
        info: Info,
        team: Annotated[
            strawberry.ID | None, strawberry.argument(description="The team, by id or code; all teams without it.")
        ] = None,
        from_: From = None,
        to: To = None,
    ) -> list[CapacityMonth]:
        first, last = _asked(info, from_, to)
        teams = [await team_id(team)] if team else None
        cells = await queries.capacity(info.context.actor, first=first, last=last, teams=teams)
        return [CapacityMonth.of(cell) for months in cells.values() for cell in months]

    @strawberry.field(description="The budget of each month, set or not.")
    async def budgets(self, info: Info, from_: From = None, to: To = None) -> list[Budget]:
        first, last = _asked(info, from_, to)
        return [Budget.of(cell) for cell in await queries.budgets(info.context.actor, first=first, last=last)]


@strawberry.input(description="A team's month in person-days; what goes off is at most the gross.")
class CapacityInput:
    gross_days: PersonDays = strawberry.field(description="All days that the team's people work.")
    run_days: PersonDays = strawberry.field(description="Days that go off to keep the lights on.")
    leave_days: PersonDays = strawberry.field(description="Days that go off for leave.")
    other_days: PersonDays = strawberry.field(description="Days that go off for anything else.")
    note: str = strawberry.field(default="", description="Anything to know about the month.")

    def split(self) -> Split:
        """The month as the domain takes it."""
        return Split(
            in_decidays(self.gross_days),
            in_decidays(self.run_days),
            in_decidays(self.leave_days),
            in_decidays(self.other_days),
        )


@strawberry.type(description="A month that was logged.")
class CapacityPayload:
    capacity: CapacityMonth = strawberry.field(description="The month as it is now.")


@strawberry.type(description="A budget that was set.")
class BudgetPayload:
    budget: Budget = strawberry.field(description="The budget as it is now.")


CapacityResult = Annotated[
    CapacityPayload | Problem, strawberry.union("CapacityResult", description="The month, or why it was refused.")
]
BudgetResult = Annotated[
    BudgetPayload | Problem, strawberry.union("BudgetResult", description="The budget, or why it was refused.")
]
Expected = Annotated[
    int | None,
    strawberry.argument(description="The version that you looked at, 0 for none; another one is refused (CONFLICT)."),
]


@strawberry.type
class CapacityMutation:
    """What teams and the board say."""

    @strawberry.mutation(description="Say how many days your team has in a month. IT staff of the team may.")
    async def log_capacity(
        self,
        info: Info,
        team: Annotated[strawberry.ID, strawberry.argument(description="The team, by id or code.")],
        month: Annotated[Month, strawberry.argument(description="The month.")],
        input: Annotated[CapacityInput, strawberry.argument(description="The days.")],  # noqa: A002
        expected_version: Expected = None,
    ) -> CapacityResult:
        cell = await commands.log_capacity(
            info.context.actor, team, month, input.split(), note=input.note, expected_version=expected_version
        )
        return CapacityPayload(capacity=CapacityMonth.of(cell))

    @strawberry.mutation(description="Say what may be spent on one-off cost in a month. The board may.")
    async def set_budget(
        self,
        info: Info,
        month: Annotated[Month, strawberry.argument(description="The month.")],
        amount: Annotated[Decimal, strawberry.argument(description="The amount, from 0.")],
        expected_version: Expected = None,
    ) -> BudgetResult:
        cell = await commands.set_budget(info.context.actor, month, cents(amount), expected_version=expected_version)
        return BudgetPayload(budget=Budget.of(cell))
