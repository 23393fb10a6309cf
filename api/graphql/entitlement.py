"""What each unit was entitled to and got, with what looks like starving."""

from typing import Annotated
from uuid import UUID

import strawberry

from api.graphql.context import Info
from api.graphql.demand_types import LazyRequest, request_of
from api.graphql.enums import exposed
from api.graphql.organisation import Team, Unit, team_of, unit_of
from api.graphql.scalars import PersonDays, person_days
from domain.demand.queries import request_id
from domain.portfolio.entitlement import Alarm, AlarmKind
from domain.portfolio.queries_entitlement import EntitledRow, entitlement_record
from domain.portfolio.queries_entitlement import EntitlementRecord as Record
from domain.quantities import Month

exposed(
    AlarmKind,
    "Why a unit or a request may be starving.",
    {
        AlarmKind.BELOW_ENTITLEMENT: "Less than 80 % of its entitlement in each of the last two months, while work"
        " waited.",
        AlarmKind.OVERTAKEN: "More than five of the unit's later requests went ahead of it.",
        AlarmKind.LONG_WAIT: "It waits more than twice as long as requests usually wait for commitment.",
        AlarmKind.FAR_AWAY: "At today's capacity its turn comes in more than 24 months.",
    },
    name="EntitlementAlarmKind",
)


@strawberry.type(description="Something that should be looked at.")
class EntitlementAlarm:
    kind: AlarmKind = strawberry.field(description="What it is.")
    text: str = strawberry.field(description="It in a sentence.")
    alarm: strawberry.Private[Alarm]

    @strawberry.field(description="The worst case, where it is about requests.")
    async def request(self, info: Info) -> LazyRequest | None:
        return None if self.alarm.request is None else await request_of(info, await request_id(self.alarm.request))

    @strawberry.field(description="The team that holds up most of the unit's requests.")
    async def team(self, info: Info) -> Team | None:
        return None if self.alarm.team is None else await team_of(info, UUID(self.alarm.team))


@strawberry.type(description="What one unit was entitled to and got.")
class EntitlementRow:
    id: strawberry.ID = strawberry.field(description="The id of this row: one for each unit.")
    share: float = strawberry.field(description="Its part of the portfolio by the policy, 0 to 1.")
    months_waiting: int = strawberry.field(
        description="In how many of the months it had work waiting from the first day to the last; others do not count."
    )
    entitled_days: PersonDays = strawberry.field(
        description="Its part of what was delivered in those months to units whose work waited, in person-days."
    )
    delivered_days: PersonDays = strawberry.field(
        description="What was delivered to it in those months, in person-days: as it came out, as expected where nobody"
        " said."
    )
    ratio: float | None = strawberry.field(
        description="Delivered for each day entitled; null while it was entitled to nothing."
    )
    credit_days: PersonDays = strawberry.field(description="What it holds in priority days now; below 0 it owes.")
    alarms: list[EntitlementAlarm] = strawberry.field(description="What should be looked at.")
    text: str = strawberry.field(description="The row in a sentence or two.")
    row: strawberry.Private[EntitledRow]

    @classmethod
    def of(cls, row: EntitledRow) -> "EntitlementRow":
        record = row.record
        return cls(
            id=strawberry.ID(f"entitlement:{row.unit}"),
            share=float(record.share),
            months_waiting=record.months,
            entitled_days=person_days(record.entitled),
            delivered_days=person_days(record.delivered),
            ratio=None if record.ratio is None else round(float(record.ratio), 3),
            credit_days=person_days(row.held),
            alarms=[EntitlementAlarm(kind=one.kind, text=one.text, alarm=one) for one in row.alarms],
            text=row.text,
            row=row,
        )

    @strawberry.field(description="The unit.")
    async def unit(self, info: Info) -> Unit:
        return await unit_of(info, self.row.unit)


@strawberry.type(description="Delivered beside entitled, unit by unit, over closed months.")
class EntitlementRecord:
    from_: Month | None = strawberry.field(
        name="from", description="The first month that it is about; null while none is closed."
    )
    to: Month | None = strawberry.field(description="The last closed month.")
    units: list[EntitlementRow] = strawberry.field(description="The units by name.")
    evenness: float | None = strawberry.field(
        description="How evenly entitlements were met: 1 when every unit got the same part of its own, towards one over"
        " the number of units when one got all (Jain's index). Null while nothing was delivered to units that waited."
    )
    text: str = strawberry.field(description="The record in a sentence.")

    @classmethod
    def of(cls, record: Record) -> "EntitlementRecord":
        return cls(
            from_=record.months[0] if record.months else None,
            to=record.months[-1] if record.months else None,
            units=[EntitlementRow.of(row) for row in record.rows],
            evenness=None if record.evenness is None else round(float(record.evenness), 3),
            text=record.text,
        )


@strawberry.type
class EntitlementQuery:
    """What may be asked about entitlements."""

    @strawberry.field(
        description="What each unit was entitled to and what was delivered to it over the last closed months."
    )
    async def entitlement_record(
        self,
        info: Info,
        months: Annotated[int, strawberry.argument(description="How many closed months back, 1 to 60.")] = 12,
    ) -> EntitlementRecord:
        return EntitlementRecord.of(await entitlement_record(info.context.actor, months))
