"""The policy: the board's settings and all their versions."""

from datetime import datetime

import strawberry
from strawberry.scalars import JSON

from api.graphql.context import Info
from api.graphql.organisation import Person, Unit, people_of, person_or_none
from api.graphql.scalars import PersonDays
from domain.actor import Deed, may
from domain.database.clock import now
from domain.governance import queries
from domain.governance.queries import PolicyRow
from domain.governance.rules import shares
from domain.organisation.queries import units
from domain.ranking.accountability import owners_by_unit


@strawberry.type(description="A unit's part in the portfolio order.")
class Entitlement:
    unit: Unit = strawberry.field(description="The unit.")
    weight: int = strawberry.field(description="Its weight, a whole number from 1.")
    share: float = strawberry.field(description="Its part of all weights, between 0 and 1.")


@strawberry.type(description="Who answers for a unit's list: their ballot breaks ties between its owners.")
class Accountable:
    unit: Unit = strawberry.field(description="The unit.")
    owner: Person | None = strawberry.field(description="The owner; null while the unit has none.")
    named: bool = strawberry.field(description="Whether the policy names them; else they own the unit longest.")
    owners: list[Person] = strawberry.field(description="The owners to choose from.")


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
    small_lane_percent: int = strawberry.field(
        description="The quick-win lane's part of the portfolio in per cent; 0 means no lane."
    )
    mandatory_weight: int = strawberry.field(
        description="The weight of what law or regulator require, beside the units' weights; 0 sets nothing apart."
    )
    decide_by_months: int = strawberry.field(
        description="Months in which a request is decided or confirmed anew, or it loses its place."
    )
    credit_months: int = strawberry.field(
        description="Months of its share of capacity that a unit may gather or owe in priority days."
    )
    planning_round_months: int = strawberry.field(description="Months from one planning round to the next.")
    calibrate_efforts: bool = strawberry.field(
        description="Whether effort is planned at what such estimates came out at."
    )
    simulation_runs: int = strawberry.field(description="How often the plan is tried in a forecast.")
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
            small_lane_percent=settings.small_lane_percent,
            mandatory_weight=settings.mandatory_weight,
            decide_by_months=settings.decide_by_months,
            credit_months=settings.credit_months,
            planning_round_months=settings.planning_round_months,
            calibrate_efforts=settings.calibrate_efforts,
            simulation_runs=settings.simulation_runs,
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

    @strawberry.field(description="Who answers for each unit's list, by the unit's name.")
    async def accountable(self, info: Info) -> list[Accountable]:
        rows = await units(info.context.actor)
        owners = await owners_by_unit([row.id for row in rows], now())
        named = self.row.settings.accountable
        return [
            Accountable(
                unit=Unit.of(row),
                owner=people[0] if (people := await people_of(info, owners.get(row.id, ()))) else None,
                named=bool(people) and named.get(row.id) == owners[row.id][0],
                owners=people,
            )
            for row in rows
        ]

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


@strawberry.type
class GovernanceQuery:
    @strawberry.field(description="The policy in force.")
    async def policy(self, info: Info) -> Policy:
        return Policy.of(await queries.policy_now())
