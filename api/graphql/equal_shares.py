"""What a one-off pot would buy by equal shares: a calculation that decides nothing."""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

import strawberry

from api.graphql.context import Info
from api.graphql.demand_types import LazyRequest, request_of
from api.graphql.organisation import Unit, unit_of
from api.graphql.scalars import Money, money
from domain.portfolio.pot import Bought, LeftOut, Part, PotSpent
from domain.portfolio.queries_pot import pot_spent
from domain.quantities import cents


@strawberry.type(description="What a unit pays for a request.")
class PotPayment:
    amount: Money = strawberry.field(description="How much.")
    unit_id: strawberry.Private[str]

    @strawberry.field(description="The unit.")
    async def unit(self, info: Info) -> Unit:
        return await unit_of(info, UUID(self.unit_id))


@strawberry.type(description="A request that the pot buys.")
class PotPurchase:
    cost: Money = strawberry.field(
        description="What it costs once: its one-off cost; its effort at day rates where it has none."
    )
    price: float = strawberry.field(
        description="What its units pay at most for each unit of money that they claim as value: the least of all at"
        " its turn."
    )
    payments: list[PotPayment] = strawberry.field(description="Who pays what, the largest payment first.")
    text: str = strawberry.field(description="Why it is bought, in a sentence.")
    row: strawberry.Private[Bought]

    @classmethod
    def of(cls, row: Bought) -> "PotPurchase":
        payments = [PotPayment(amount=money(paid), unit_id=unit) for unit, paid in row.payments]
        return cls(cost=money(row.cost), price=float(row.price), payments=payments, text=row.text, row=row)

    @strawberry.field(description="The request.")
    async def request(self, info: Info) -> LazyRequest:
        return await request_of(info, UUID(self.row.request))


@strawberry.type(description="A request that the pot does not buy.")
class PotLeftOut:
    cost: Money | None = strawberry.field(description="What it costs once; null while nobody has estimated it.")
    lacking: Money | None = strawberry.field(
        description="What the units that claim value from it lack together; null when that is not the reason."
    )
    text: str = strawberry.field(description="Why, in a sentence.")
    row: strawberry.Private[LeftOut]

    @classmethod
    def of(cls, row: LeftOut) -> "PotLeftOut":
        return cls(
            cost=None if row.cost is None else money(row.cost),
            lacking=None if row.lacking is None else money(row.lacking),
            text=row.text,
            row=row,
        )

    @strawberry.field(description="The request.")
    async def request(self, info: Info) -> LazyRequest:
        return await request_of(info, UUID(self.row.request))


@strawberry.type(description="A unit's part of the pot by its entitlement.")
class PotShare:
    share: float = strawberry.field(description="Its part of the portfolio by the policy, 0 to 1.")
    amount: Money = strawberry.field(description="Its part of the pot.")
    paid: Money = strawberry.field(description="What it pays of that.")
    left: Money = strawberry.field(description="What stays with it.")
    row: strawberry.Private[Part]

    @classmethod
    def of(cls, row: Part) -> "PotShare":
        return cls(
            share=float(row.share), amount=money(row.amount), paid=money(row.paid), left=money(row.left), row=row
        )

    @strawberry.field(description="The unit.")
    async def unit(self, info: Info) -> Unit:
        return await unit_of(info, UUID(self.row.unit))


@strawberry.type(
    description="What a one-off pot buys when every unit spends its part of it on what it claims most value from"
    " (Method of Equal Shares), and whose money it is. It decides nothing."
)
class EqualShares:
    pot: Money = strawberry.field(description="The pot.")
    bought: list[PotPurchase] = strawberry.field(description="What it buys, in this order.")
    not_bought: list[PotLeftOut] = strawberry.field(description="What it does not buy, the longest waiting first.")
    shares: list[PotShare] = strawberry.field(description="Every unit's part of the pot, by the unit's name.")
    left: Money = strawberry.field(description="What is left of the pot; it stays with the units.")
    text: str = strawberry.field(description="The outcome in a sentence.")

    @classmethod
    def of(cls, spent: PotSpent) -> "EqualShares":
        return cls(
            pot=money(spent.pot),
            bought=[PotPurchase.of(row) for row in spent.bought],
            not_bought=[PotLeftOut.of(row) for row in spent.left_out],
            shares=[PotShare.of(row) for row in spent.parts],
            left=money(spent.left),
            text=spent.text,
        )


@strawberry.type
class EqualSharesQuery:
    """What may be asked about one-off pots."""

    @strawberry.field(
        description="What a one-off pot would buy if every unit spent its part of it, by its entitlement, on what it"
        " claims most value from. A calculation only: it decides nothing."
    )
    async def equal_shares(
        self,
        info: Info,
        pot: Annotated[Decimal, strawberry.argument(description="The pot in the currency of this installation.")],
        requests: Annotated[
            list[strawberry.ID] | None,
            strawberry.argument(
                description="The requests that it could buy, by id or key, at most 1000; else all ranked ones."
            ),
        ] = None,
    ) -> EqualShares:
        return EqualShares.of(await pot_spent(info.context.actor, cents(pot), requests))
