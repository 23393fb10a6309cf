"""The board sets the policy anew."""

from decimal import Decimal
from typing import Annotated, Any

import strawberry

from api.graphql.context import Info
from api.graphql.errors import Problem
from api.graphql.governance import Policy
from api.graphql.scalars import PersonDays
from domain.governance import commands, queries
from domain.organisation.queries import person_id, unit_id


@strawberry.input(description="A unit's new weight in the portfolio order.")
class EntitlementInput:
    unit: strawberry.ID = strawberry.field(description="The unit, by id or code.")
    weight: int = strawberry.field(description="A whole number from 1.")


@strawberry.input(description="Who answers for a unit's list.")
class AccountableInput:
    unit: strawberry.ID = strawberry.field(description="The unit, by id or code.")
    owner: strawberry.ID | None = strawberry.field(
        default=None, description="One of the unit's owners, by id; null for whoever owns it longest."
    )


@strawberry.input(description="The settings to set anew; what is not given stays as it is.")
class PolicyInput:
    entitlements: list[EntitlementInput] | None = strawberry.field(
        default=None, description="New weights; units that are not named keep theirs."
    )
    accountable: list[AccountableInput] | None = strawberry.field(
        default=None, description="Who answers for the lists of these units; the others stay as they are."
    )
    answer_days: int | None = strawberry.field(
        default=None, description="Days that owners have to answer a priority question."
    )
    remind_after_days: int | None = strawberry.field(
        default=None, description="Days after which owners are reminded of it."
    )
    review_checkpoint_months: list[int] | None = strawberry.field(
        default=None, description="Months after go-live at which promised and realised value are compared."
    )
    commit_share: float | None = strawberry.field(
        default=None, description="The part of the ranked effort that defines the commit line, above 0 up to 1."
    )
    small_item_days: PersonDays | None = strawberry.field(
        default=None, description="The largest effort of a request for the quick-win lane, in person-days."
    )
    valuation_months: int | None = strawberry.field(
        default=None, description="Months of benefits that count into a value."
    )
    minimum_group: int | None = strawberry.field(
        default=None, description="The smallest group of people whose mood is shown."
    )
    minimum_sample: int | None = strawberry.field(
        default=None, description="The smallest number of results that calibrates a promise."
    )
    update_every_days: int | None = strawberry.field(
        default=None, description="Days between updates on a request in delivery."
    )
    horizon_months: int | None = strawberry.field(default=None, description="Months that the plan looks ahead.")
    displayed_months: int | None = strawberry.field(default=None, description="Months of the plan that screens show.")
    committed_chance: float | None = strawberry.field(
        default=None, description="The chance from which on a request counts as committed, above 0 up to 1."
    )
    small_lane_percent: int | None = strawberry.field(
        default=None, description="The quick-win lane's part of the portfolio in per cent; 0 means no lane."
    )
    mandatory_weight: int | None = strawberry.field(
        default=None,
        description="The weight of what law or regulator require, beside the units' weights; 0 sets nothing apart.",
    )
    decide_by_months: int | None = strawberry.field(
        default=None, description="Months in which a request is decided or confirmed anew, or it loses its place."
    )
    credit_months: int | None = strawberry.field(
        default=None, description="Months of its share of capacity that a unit may gather or owe in priority days."
    )
    planning_round_months: int | None = strawberry.field(
        default=None, description="Months from one planning round to the next."
    )
    calibrate_efforts: bool | None = strawberry.field(
        default=None, description="Whether effort is planned at what such estimates came out at."
    )
    simulation_runs: int | None = strawberry.field(
        default=None, description="How often the plan is tried in a forecast."
    )
    request_share_of_team: float | None = strawberry.field(
        default=None, description="The largest part of a team's month that goes to one request, above 0 up to 1."
    )


@strawberry.type(description="The policy as it is now.")
class PolicyPayload:
    policy: Policy = strawberry.field(description="The policy in force.")


PolicyResult = Annotated[
    PolicyPayload | Problem, strawberry.union("PolicyResult", description="The policy, or why it was not set.")
]


async def _changes(given: PolicyInput) -> dict[str, Any]:
    """The settings that were given, by the names of the business."""
    changes = {name: value for name, value in vars(given).items() if value is not None}
    if given.entitlements is not None:
        changes["entitlements"] = {await unit_id(each.unit): each.weight for each in given.entitlements}
    if given.accountable is not None:
        changes["accountable"] = {
            await unit_id(each.unit): None if each.owner is None else await person_id(each.owner)
            for each in given.accountable
        }
    if given.small_item_days is not None:
        changes["small_item_days"] = Decimal(given.small_item_days)
    return changes


@strawberry.type
class GovernanceMutation:
    @strawberry.mutation(description="Set some settings of the policy anew from now on, with the reason.")
    async def set_policy(
        self,
        info: Info,
        input: Annotated[PolicyInput, strawberry.argument(description="The settings to set anew.")],  # noqa: A002
        reason: Annotated[str, strawberry.argument(description="Why; it stays in the record.")],
    ) -> PolicyResult:
        await commands.set_policy(info.context.actor, await _changes(input), reason=reason)
        return PolicyPayload(policy=Policy.of(await queries.policy_now()))
