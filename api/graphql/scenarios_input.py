"""What somebody would have different, as it is typed."""

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

import strawberry

from api.graphql.governance_deeds import EntitlementInput
from api.graphql.scalars import PersonDays
from domain.quantities import Month
from domain.scenarios.changes import Planning


@strawberry.input(description="A team has more or fewer days in some months.")
class CapacityChangeInput:
    team: strawberry.ID = strawberry.field(description="The team, by id or code.")
    month: Month = strawberry.field(description="The first month.")
    until_month: Month | None = strawberry.field(default=None, description="The last month; null: the first alone.")
    days: PersonDays = strawberry.field(description="Person-days more, below 0 fewer, in each month.")
    bought: bool = strawberry.field(
        default=True,
        description="Whether they are bought at the team's day rate; only days more can be. Else they are assumed.",
    )


@strawberry.input(description="Another budget in some months.")
class BudgetChangeInput:
    month: Month = strawberry.field(description="The first month.")
    until_month: Month | None = strawberry.field(default=None, description="The last month; null: the first alone.")
    amount: Decimal = strawberry.field(description="The budget of each month.")


@strawberry.input(description="Settings of the policy that order and plan follow from; what is not given stays.")
class ScenarioPolicyInput:
    entitlements: list[EntitlementInput] | None = strawberry.field(
        default=None, description="New weights; units that are not named keep theirs."
    )
    small_lane_percent: int | None = strawberry.field(
        default=None, description="The quick-win lane's share of the portfolio in per cent."
    )
    mandatory_weight: int | None = strawberry.field(
        default=None, description="The weight of what law or regulator ask for."
    )
    small_item_days: PersonDays | None = strawberry.field(
        default=None, description="The largest effort of a request for the quick-win lane, in person-days."
    )
    commit_share: float | None = strawberry.field(
        default=None, description="The part of the ranked effort that defines the commit line, above 0 up to 1."
    )
    request_share_of_team: float | None = strawberry.field(
        default=None, description="The largest part of a team's month that goes to one request, above 0 up to 1."
    )
    displayed_months: int | None = strawberry.field(default=None, description="Months of the plan that screens show.")
    decide_by_months: int | None = strawberry.field(
        default=None, description="Months in which a request is decided or confirmed anew."
    )
    calibrate_efforts: bool | None = strawberry.field(
        default=None, description="Whether efforts are planned at what such estimates have come out at."
    )


@strawberry.input(description="A unit's list in another order.")
class OrderChangeInput:
    unit: strawberry.ID = strawberry.field(description="The unit, by id or code.")
    requests: list[strawberry.ID] = strawberry.field(
        description="Requests by id or key, the first on top; those not named keep their order below."
    )


@strawberry.input(description="A request right below another one of its unit's list, or on top.")
class MoveInput:
    request: strawberry.ID = strawberry.field(description="The request, by id or key.")
    after: strawberry.ID | None = strawberry.field(default=None, description="The one right above; null for the top.")


@strawberry.input(description="What a new request takes of a team.")
class ScenarioEffortInput:
    team: strawberry.ID = strawberry.field(description="The team, by id or code.")
    days: PersonDays = strawberry.field(description="Its expected work in person-days, above 0.")


@strawberry.input(description="A request that only the scenario knows.")
class ScenarioNewRequestInput:
    title: str = strawberry.field(description="What it is about.")
    unit: strawberry.ID = strawberry.field(description="The unit in whose list it stands, by id or code.")
    value: Decimal = strawberry.field(
        default=Decimal(0), description="The value that it would bring in the valuation period."
    )
    one_off_cost: Decimal = strawberry.field(
        default=Decimal(0), description="What it would cost once, beside the teams' work."
    )
    efforts: list[ScenarioEffortInput] = strawberry.field(description="What it takes of each team; one at least.")
    deadline: date | None = strawberry.field(default=None, description="By when it has to be finished.")
    after: strawberry.ID | None = strawberry.field(
        default=None, description="The request of the unit's list right above it."
    )
    at_top: bool = strawberry.field(
        default=False, description="Whether it stands on top; without this and `after` it stands at the end."
    )


@strawberry.input(description="What would be different: one change at least.")
class ScenarioChangesInput:
    capacity: list[CapacityChangeInput] | None = strawberry.field(default=None, description="Days more or fewer.")
    budgets: list[BudgetChangeInput] | None = strawberry.field(default=None, description="Other budgets.")
    policy: ScenarioPolicyInput | None = strawberry.field(default=None, description="Other settings of the policy.")
    order: list[OrderChangeInput] | None = strawberry.field(default=None, description="Lists in another order.")
    moves: list[MoveInput] | None = strawberry.field(
        default=None, description="Requests right below others, one after the other, after `order`."
    )
    requests_in: list[ScenarioNewRequestInput] | None = strawberry.field(
        default=None, description="Requests that nobody has submitted."
    )
    requests_out: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Requests that leave, by id or key."
    )
    effort_factor: Decimal | None = strawberry.field(
        default=None, description="All estimates times this: above 0 up to 10, with two decimals at most."
    )
    options: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Options of open priority questions, by id, taken as decided."
    )
    planning: Planning = strawberry.field(
        default=Planning.PLANNING_ROUND, description="How the scenario's plan is made."
    )


@strawberry.input(description="A what-if to save.")
class ScenarioInput:
    name: str = strawberry.field(description="What it is called.")
    purpose: str = strawberry.field(default="", description="What it is to find out; may be empty.")
    changes: ScenarioChangesInput = strawberry.field(description="What would be different.")
    follows: strawberry.ID | None = strawberry.field(
        default=None, description="The scenario that it was made from, by id or number."
    )


def as_typed(given: Any) -> Any:
    """An input with everything inside it as plain values, by the names of the business; nulls are left out."""
    if isinstance(given, list | tuple):
        return [as_typed(each) for each in given]
    if isinstance(given, Enum):
        return given.value
    if not hasattr(given, "__strawberry_definition__"):
        return given
    return {name: as_typed(value) for name, value in vars(given).items() if value is not None}
