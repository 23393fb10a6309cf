"""What heavy work found: the plan of most value beside the owners' plan, and when requests are probably finished."""

from datetime import datetime
from uuid import UUID

import strawberry

from api.graphql.context import Info
from api.graphql.demand_types import LazyRequest, request_of
from api.graphql.organisation import Team, team_of
from api.graphql.scalars import Money, money
from domain.calculation.queries import Maximum, RequestForecast, request_ids_by_key
from domain.calculation.results import Difference, TeamWorth
from domain.quantities import Month


@strawberry.type(description="What one more person of a team would be worth, through all the months shown.")
class TeamMonthWorth:
    at_least: Money | None = strawberry.field(
        description="What the plan by the owners' order would gain at least, everybody keeping the place or moving"
        " earlier, in promised value before cost; null in a portfolio too large to try."
    )
    about: Money = strawberry.field(
        description="What it would be worth at most, about, if everything were planned for value: another plan than the"
        " owners', so it can be less than `atLeast`."
    )
    per_person_month: Money = strawberry.field(description="`about`, for each person-month of twenty days.")
    team_id: strawberry.Private[UUID]

    @classmethod
    def of(cls, worth: TeamWorth, months: int) -> "TeamMonthWorth":
        return cls(
            at_least=None if worth.at_least is None else money(worth.at_least),
            about=money(worth.about),
            per_person_month=money(round(worth.about / max(1, months))),
            team_id=UUID(worth.team),
        )

    @strawberry.field(description="The team.")
    async def team(self, info: Info) -> Team:
        return await team_of(info, self.team_id)


@strawberry.type(description="A request that starts at another time, or not at all, in the plan of most value.")
class ValueDifference:
    key: str = strawberry.field(
        description="The request's key; of a scenario's new request the name that it has there."
    )
    by_order: Month | None = strawberry.field(
        description="When it starts in the plan that follows the owners' order; null outside it."
    )
    by_value: Month | None = strawberry.field(description="When it starts in the plan of most value; null outside it.")
    difference: Money = strawberry.field(
        description="What the plan of most value gains with it; below 0 where it loses."
    )

    @classmethod
    def of(cls, one: Difference, first: Month) -> "ValueDifference":
        return cls(
            key=one.request,
            by_order=None if one.by_order is None else first + one.by_order,
            by_value=None if one.by_value is None else first + one.by_value,
            difference=money(one.cents),
        )

    @strawberry.field(description="The request; null for one that only a scenario knows.")
    async def request(self, info: Info) -> LazyRequest | None:
        found = await info.context.load(request_ids_by_key, self.key)
        return None if found is None else await request_of(info, found)


@strawberry.type(
    description="The plan of most value that was found, beside the plan that follows the owners' order. Information,"
    " and never a reproach: owners know more than their promises say. Requests that hold months count in neither plan,"
    " nor do those that law or regulator require."
)
class MaximumValue:
    id: strawberry.ID = strawberry.field(description="The id: that of the calculation after `maximum:`.")
    value: Money = strawberry.field(
        description="What the best plan found brings to the end of the valuation period, less one-off and run cost."
    )
    order_value: Money = strawberry.field(
        description="What the plan that follows the owners' order brings, counted the same way."
    )
    bound: Money = strawberry.field(description="What no plan can exceed.")
    gap: float = strawberry.field(
        description="How far a better plan can still lie ahead, as a share of `bound`; 0 when proved."
    )
    proved: bool = strawberry.field(description="Whether it is proved that no plan brings more.")
    text: str = strawberry.field(description="How sure that is, as a sentence.")
    price_of_order: float | None = strawberry.field(
        description="What following the owners' order costs, as a share of `value`; null when nothing has value."
    )
    price_text: str = strawberry.field(description="The same as a sentence.")
    per_team_month: list[TeamMonthWorth] = strawberry.field(
        description="What one more person of each team would be worth, through all the months shown."
    )
    differences: list[ValueDifference] = strawberry.field(
        description="What the two plans do differently, the largest difference first; 50 at most."
    )
    differing: int = strawberry.field(description="How many requests the two plans treat differently.")
    data_version: int = strawberry.field(description="The number of the newest event that it knows.")
    of_present_data: bool = strawberry.field(description="Whether it was made from the data as they are now.")
    made_at: datetime = strawberry.field(description="When it was found.")

    @classmethod
    def of(cls, maximum: Maximum) -> "MaximumValue":
        made, found = maximum.calculation, maximum.found
        assert made.ended_at is not None
        return cls(
            id=strawberry.ID(f"maximum:{made.id}"),
            value=money(found.value),
            order_value=money(found.order_value),
            bound=money(found.bound),
            gap=found.gap,
            proved=found.proved,
            text=found.text,
            price_of_order=found.price_of_order,
            price_text=found.price_text,
            per_team_month=[TeamMonthWorth.of(one, found.months) for one in found.teams],
            differences=[ValueDifference.of(one, made.month) for one in found.differences],
            differing=found.differing,
            data_version=made.data_version,
            of_present_data=maximum.fresh,
            made_at=made.ended_at,
        )


@strawberry.type(
    description="When a request will probably be finished: the plan made many times over, with efforts as they could"
    " come out. What IT says itself is `forecast`."
)
class FinishForecast:
    id: strawberry.ID = strawberry.field(description="The id: one for each request and forecast.")
    chance: float = strawberry.field(
        description="In which part of the simulated plans it is finished within the months shown, 0 to 1."
    )
    chance_by_deadline: float | None = strawberry.field(
        description="In which part it is finished by its deadline, 0 to 1; null without one."
    )
    p50: Month | None = strawberry.field(
        description="By when half of the simulated plans finish it; null when fewer do within the months known."
    )
    p80: Month | None = strawberry.field(description="By when 80 of 100 finish it; null when fewer do.")
    p85: Month | None = strawberry.field(description="By when 85 of 100 finish it; null when fewer do.")
    p90: Month | None = strawberry.field(description="By when 90 of 100 finish it; null when fewer do.")
    text: str = strawberry.field(description="The forecast as a sentence.")
    runs: int = strawberry.field(description="How many plans were simulated.")
    basis: str = strawberry.field(description="Where the spread of efforts comes from, as a sentence.")
    data_version: int = strawberry.field(description="The number of the newest event that it knows.")
    of_present_data: bool = strawberry.field(description="Whether it was made from the data as they are now.")
    made_at: datetime = strawberry.field(description="When it was made.")

    @classmethod
    def of(cls, one: RequestForecast) -> "FinishForecast":
        return cls(
            id=strawberry.ID(f"finish:{one.request}:{one.data_version}"),
            chance=one.chance,
            chance_by_deadline=one.by_deadline,
            p50=one.p50,
            p80=one.p80,
            p85=one.p85,
            p90=one.p90,
            text=one.text,
            runs=one.runs,
            basis=one.basis,
            data_version=one.data_version,
            of_present_data=one.fresh,
            made_at=one.made_at,
        )
