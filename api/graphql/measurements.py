"""Measurements, and what they add to a benefit."""

from datetime import datetime

import strawberry

from api.graphql.context import Info
from api.graphql.demand_types import of_row
from api.graphql.organisation import Person, person_of, person_or_none
from api.graphql.scalars import Money, money
from domain.quantities import Month
from domain.realisation import queries
from domain.realisation.queries import MeasurementRow
from domain.value.queries import BenefitRow


@strawberry.type(description="A realised amount of one benefit in one month, with its evidence. It is never edited.")
class Measurement:
    row: strawberry.Private[MeasurementRow]
    month: Month = of_row("month", "The month in which it came true.")
    evidence: str = of_row("evidence", "Where the figure comes from.")
    verified: bool = of_row("verified", "Whether the governance board has judged it in a closed value review.")
    superseded: bool = of_row("superseded", "Whether a correction has taken its place.")
    at: datetime = of_row("at", "When it was recorded.")

    @strawberry.field(description="The id: unique, stable and without meaning.")
    def id(self) -> strawberry.ID:
        return strawberry.ID(str(self.row.id))

    @strawberry.field(description="What came true in that month.")
    def amount(self) -> Money:
        return money(self.row.amount_cents)

    @strawberry.field(description="The owner, or the deputy, who recorded it.")
    async def by(self, info: Info) -> Person:
        return await person_of(info, self.row.measured_by)

    @strawberry.field(description="The owner for whom a deputy recorded it.")
    async def acted_for(self, info: Info) -> Person | None:
        return await person_or_none(info, self.row.acts_for)

    @strawberry.field(description="The measurement that it corrects.")
    def supersedes(self) -> strawberry.ID | None:
        return None if self.row.supersedes is None else strawberry.ID(str(self.row.supersedes))


@strawberry.type
class RealisationOfBenefit:
    """What realisation says about a benefit."""

    row: strawberry.Private[BenefitRow]

    @strawberry.field(description="Every measurement by month, corrections after what they correct.")
    async def measurements(self, info: Info) -> list[Measurement]:
        found = await info.context.load(queries.measurements_by_benefit, self.row.id, ())
        return [Measurement(row=row) for row in found]

    @strawberry.field(description="What came true so far; null while no month is measured, which is not nothing.")
    async def realised(self, info: Info) -> Money | None:
        cents = await info.context.load(queries.realised_by_benefit, self.row.id)
        return None if cents is None else money(cents)
