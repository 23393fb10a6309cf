"""What each month of waiting costs a request."""

import strawberry

from api.graphql.context import Info
from api.graphql.request_node import RequestNode
from api.graphql.scalars import Money, MoneyRange, money, money_range
from domain.planning.queries_waiting import RequestWaiting, waiting_by_request
from domain.quantities import Month
from domain.value.rules import ThreePoint


def _range(cents: ThreePoint) -> MoneyRange:
    return money_range(cents.low, cents.likely, cents.high)


@strawberry.type(
    description="What each month of waiting costs, as promised and as such promises came true. It drives no order."
)
class PriceOfWaiting:
    row: strawberry.Private[RequestWaiting]

    @strawberry.field(description="The month that is being lost now; null when nothing is.")
    def month_lost(self) -> Month | None:
        return self.row.lost_now

    @strawberry.field(
        description="The month in which it could be finished if its teams were free; null until it is estimated."
    )
    def soonest(self) -> Month | None:
        return self.row.soonest

    @strawberry.field(description="The month in which the plan finishes it; null while it has no place in the plan.")
    def planned(self) -> Month | None:
        return self.row.planned

    @strawberry.field(
        description="Months of waiting between the two, or up to a deadline that is missed; null when not known."
    )
    def months(self) -> int | None:
        return self.row.price.months

    @strawberry.field(description="What a month brings as promised, less the run cost that waiting avoids.")
    def month_as_promised(self) -> MoneyRange:
        return _range(self.row.price.month_promised)

    @strawberry.field(description="The same at what such promises have come true at.")
    def month_as_calibrated(self) -> MoneyRange:
        return _range(self.row.price.month_calibrated)

    @strawberry.field(description="The run cost that a month of waiting avoids.")
    def run_cost_per_month(self) -> Money:
        return money(self.row.price.run_cents)

    @strawberry.field(description="The months times what a month brings as promised; null when they are not known.")
    def as_promised(self) -> MoneyRange | None:
        return _range(self.row.price.promised) if self.row.price.promised else None

    @strawberry.field(description="The same at what such promises have come true at.")
    def as_calibrated(self) -> MoneyRange | None:
        return _range(self.row.price.calibrated) if self.row.price.calibrated else None

    @strawberry.field(
        description="What is likely lost for good after a deadline that the plan misses, at what such promises have"
        " come true at; null when it misses none."
    )
    def deadline_loss(self) -> Money | None:
        rest = self.row.price.rest_calibrated
        return None if rest is None else money(rest.likely)

    @strawberry.field(description="It in a sentence or two.")
    def text(self) -> str:
        return self.row.price.text


@strawberry.type
class WaitingOfRequest(RequestNode):
    """What a request's waiting costs."""

    @strawberry.field(description="What waiting costs it; null unless it is between submission and delivery.")
    async def price_of_waiting(self, info: Info) -> PriceOfWaiting | None:
        row = await info.context.load(waiting_by_request, self.row.id)
        return None if row is None else PriceOfWaiting(row=row)
