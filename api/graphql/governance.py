"""The policy: the board's settings, all their versions, and setting them anew."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

import strawberry
from strawberry.scalars import JSON

from api.graphql.context import Info
from api.graphql.errors import Problem
from api.graphql.organisation import Person, Unit, person_or_none
from api.graphql.scalars import PersonDays
from domain.actor import Deed, may
from domain.governance import commands, queries
from domain.governance.queries import PolicyRow
from domain.governance.rules import shares
from domain.organisation.queries import unit_id, units


@strawberry.type(description="A unit's part in the portfolio order.")
class Entitlement:
    unit: Unit = strawberry.field(description="The unit.")
    weight: int = strawberry.field(description="Its weight, a whole number from 1.")
    share: float = strawberry.field(description="Its part of all weights, between 0 and 1.")


@strawberry.type(description="One version of the policy, in force from its date until the next one.")
class PolicyVersion:
    id: strawberry.ID = strawberry.field(description="The id: unique, stable and without meaning.")
    version: int = strawberry.field(description="Its number, counted from 1.")
    from_: datetime = strawberry.field(name="from", description="From when on it was in force.")
    reason: str = strawberry.field(description="Why the board set it.")
    settings: JSON = strawberry.field(description="All settings of this version by name.")
    row: strawberry.Private[PolicyRow]

    @strawberry.field(description="Who set it; null for the first, which came with the installation.")
    async def set_by(self, info: Info) -> Person | None:
        return await person_or_none(info, self.row.set_by)


@strawberry.type(
    description="The policy in force: the board's settings that every order, deadline and threshold follows."
)
class Policy:
    row: strawberry.Private[PolicyRow]
    id: strawberry.ID = strawberry.field(description="The id of the policy in force, whatever its version.")
    version: int = strawberry.field(description="Its number, counted from 1.")
    from_: datetime = strawberry.field(name="from", description="From when on it is in force.")
    reason: str = strawberry.field(description="Why the board set it.")
    method: str = strawberry.field(description="How the units' lists become one portfolio order.")
    answer_days: int = strawberry.field(description="Days that owners have to answer a priority question.")
    remind_after_days: int = strawberry.field(description="Days after which owners are reminded of it.")
    if_unanswered: str = strawberry.field(description="What happens to a priority question that nobody answers.")
    review_checkpoint_months: list[int] = strawberry.field(
        description="Months after go-live at which promised and realised value are compared."
    )
    commit_share: float = strawberry.field(description="The part of the ranked effort that defines the commit line.")
    committed_chance: float = strawberry.field(description="The chance from which on a request counts as committed.")
    small_item_days: PersonDays = strawberry.field(
        description="The largest effort of a request for the quick-win lane, in person-days."
    )
    valuation_months: int = strawberry.field(description="Months of benefits that count into a value.")
    minimum_group: int = strawberry.field(description="The smallest group of people whose mood is shown.")
    minimum_sample: int = strawberry.field(description="The smallest number of results that calibrates a promise.")
    update_every_days: int = strawberry.field(description="Days between updates on a request in delivery.")
    horizon_months: int = strawberry.field(description="Months that the plan looks ahead.")
    displayed_months: int = strawberry.field(description="Months of the plan that screens show.")
    request_share_of_team: float = strawberry.field(
        description="The largest part of a team's month that goes to one request, between 0 and 1."
    )

    @classmethod
    def of(cls, row: PolicyRow) -> "Policy":
        settings = row.settings
        return cls(
            row=row,
            id=strawberry.ID("policy"),
            version=row.version,
            from_=row.from_at,
            reason=row.reason,
            method=settings.method,
            answer_days=settings.answer_days,
            remind_after_days=settings.remind_after_days,
            if_unanswered=settings.if_unanswered,
            review_checkpoint_months=list(settings.review_checkpoint_months),
            commit_share=settings.commit_share,
            committed_chance=settings.committed_chance,
            small_item_days=PersonDays(settings.small_item_days),
            valuation_months=settings.valuation_months,
            minimum_group=settings.minimum_group,
            minimum_sample=settings.minimum_sample,
            update_every_days=settings.update_every_days,
            horizon_months=settings.horizon_months,
            displayed_months=settings.displayed_months,
            request_share_of_team=settings.request_share_of_team,
        )

    @strawberry.field(description="Who set it; null for the first, which came with the installation.")
    async def set_by(self, info: Info) -> Person | None:
        return await person_or_none(info, self.row.set_by)

    @strawberry.field(description="Every unit's part in the portfolio order, by the unit's name.")
    async def entitlements(self, info: Info) -> list[Entitlement]:
        rows = await units(info.context.actor)
        weights = {row.id: self.row.settings.weight(row.id) for row in rows}
        parts = shares(weights)
        return [Entitlement(unit=Unit.of(row), weight=weights[row.id], share=parts[row.id]) for row in rows]

    @strawberry.field(description="All versions, the newest first.")
    async def history(self, info: Info) -> list[PolicyVersion]:
        return [
            PolicyVersion(
                id=strawberry.ID(str(row.id)),
                version=row.version,
                from_=row.from_at,
                reason=row.reason,
                settings=JSON(row.settings.model_dump(mode="json")),
                row=row,
            )
            for row in await queries.policy_history(info.context.actor)
        ]

    @strawberry.field(description="Whether you may set it.")
    def may_set(self, info: Info) -> bool:
        return may(info.context.actor, Deed.SET_POLICY)


@strawberry.input(description="A unit's new weight in the portfolio order.")
class EntitlementInput:
    unit: strawberry.ID = strawberry.field(description="The unit, by id or code.")
    weight: int = strawberry.field(description="A whole number from 1.")


@strawberry.input(description="The settings to set anew; what is not given stays as it is.")
class PolicyInput:
    entitlements: list[EntitlementInput] | None = strawberry.field(
        default=None, description="New weights; units that are not named keep theirs."
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
    if given.small_item_days is not None:
        changes["small_item_days"] = Decimal(given.small_item_days)
    return changes


@strawberry.type
class GovernanceQuery:
    @strawberry.field(description="The policy in force.")
    async def policy(self, info: Info) -> Policy:
        return Policy.of(await queries.policy_now())


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
