"""The rows of a comparison: totals, requests, units and teams' months in every plan."""

from decimal import Decimal
from uuid import UUID

import strawberry

from api.graphql.context import Info
from api.graphql.demand_types import LazyRequest, request_of
from api.graphql.enums import exposed
from api.graphql.organisation import Team, Unit, team_of, unit_of
from api.graphql.pages import PageInfo
from api.graphql.scalars import Money, PersonDays, money, person_days
from domain.quantities import Month
from domain.scenarios.differences import RequestMove, Row
from domain.scenarios.figures import Line, Sums
from domain.scenarios.totals import Figure, Total

exposed(
    RequestMove,
    "What happens to a request against the first plan.",
    {
        RequestMove.SAME: "Nothing.",
        RequestMove.CAME_IN: "It comes into the plan.",
        RequestMove.EARLIER: "It starts earlier.",
        RequestMove.OTHER: "It starts in the same month, with another finish, effort or value.",
        RequestMove.LATER: "It starts later.",
        RequestMove.DROPPED_OUT: "It drops out of the plan.",
    },
)
exposed(
    Figure,
    "A total that plans are compared by.",
    {
        Figure.REQUESTS: "Requests in the plan.",
        Figure.DAYS: "Their work in person-days.",
        Figure.PROMISED_VALUE: "What they are promised to bring.",
        Figure.CALIBRATED_VALUE: "The same at what such promises have come true at.",
        Figure.COST: "What they cost until go-live.",
        Figure.BOUGHT_PRICE: "What bought days cost.",
        Figure.COMMIT_LINE: "The place of the commit line.",
        Figure.LOAD: "The part of the teams' days that is planned.",
    },
    name="ComparedFigure",
)


@strawberry.type(description="One total in every plan.")
class ComparedTotal:
    figure: Figure = strawberry.field(description="Which total.")
    label: str = strawberry.field(description="What it is called.")
    texts: list[str] = strawberry.field(description="One for each plan, as people read it.")
    values: list[Decimal] = strawberry.field(
        description="The same as numbers: money in the installation's currency, person-days, a share from 0 to 1."
    )
    same: bool = strawberry.field(description="Whether all plans agree.")

    @classmethod
    def of(cls, row: Total) -> "ComparedTotal":
        return cls(figure=row.figure, label=row.label, texts=list(row.texts), values=list(row.values), same=row.same)


@strawberry.type(description="A request in one plan.")
class ComparedCell:
    place: int | None = strawberry.field(
        description="Its place in the portfolio order, 0 while it holds its months; null in no list."
    )
    start_month: Month | None = strawberry.field(description="When it starts; null outside the plan.")
    finish_month: Month | None = strawberry.field(description="When it is finished; null outside the plan.")
    above_commit_line: bool = strawberry.field(description="Whether it stands at or above the commit line.")
    move: RequestMove = strawberry.field(description="What happens to it against the first plan.")
    promised_value: Money = strawberry.field(
        description="What it brings from its finish to the end of the valuation period; 0 outside the plan."
    )

    @classmethod
    def of(cls, line: Line | None, move: RequestMove) -> "ComparedCell":
        if line is None:
            return cls(
                place=None,
                start_month=None,
                finish_month=None,
                above_commit_line=False,
                move=move,
                promised_value=money(0),
            )
        return cls(
            place=line.place,
            start_month=line.start,
            finish_month=line.finish,
            above_commit_line=line.above_line,
            move=move,
            promised_value=money(line.promised),
        )


@strawberry.type(description="A request in every plan.")
class ComparedRequest:
    row: strawberry.Private[Row]
    key: str = strawberry.field(description="Its key; NEW-1 and so on for one that only a scenario knows.")
    title: str = strawberry.field(description="Its title.")
    cells: list[ComparedCell] = strawberry.field(description="One for each plan.")
    same: bool = strawberry.field(description="Whether nothing happens to it in any plan.")

    @classmethod
    def of(cls, row: Row) -> "ComparedRequest":
        cells = [ComparedCell.of(line, move) for line, move in zip(row.cells, row.moves, strict=True)]
        return cls(row=row, key=row.key, title=row.title, cells=cells, same=row.same)

    @strawberry.field(description="The request; null for one that only a scenario knows.")
    async def request(self, info: Info) -> LazyRequest | None:
        return None if self.row.is_idea else await request_of(info, self.row.id)

    @strawberry.field(description="The unit that it belongs to.")
    async def unit(self, info: Info) -> Unit:
        return await unit_of(info, self.row.unit)


@strawberry.type(description="A request in the list of those compared.")
class ComparedRequestEdge:
    cursor: str = strawberry.field(description="Its place in the list, for `after`.")
    node: ComparedRequest = strawberry.field(description="The request.")


@strawberry.type(description="Requests in every plan: those that differ first, the most value at stake on top.")
class ComparedRequestConnection:
    edges: list[ComparedRequestEdge] = strawberry.field(description="The requests of this page.")
    page_info: PageInfo = strawberry.field(description="Where this page stands.")
    total_count: int = strawberry.field(description="How many the list holds.")


@strawberry.type(description="What a unit's requests come to in one plan.")
class UnitCell:
    requests: int = strawberry.field(description="How many have months in it.")
    days: PersonDays = strawberry.field(description="Their expected work in person-days.")
    promised_value: Money = strawberry.field(description="What they are promised to bring.")
    calibrated_value: Money = strawberry.field(description="The same at what such promises have come true at.")

    @classmethod
    def of(cls, sums: Sums) -> "UnitCell":
        return cls(
            requests=sums.requests,
            days=person_days(sums.effort),
            promised_value=money(sums.promised),
            calibrated_value=money(sums.calibrated),
        )


@strawberry.type(description="A unit in every plan.")
class ComparedUnit:
    unit_id: strawberry.Private[UUID]
    cells: list[UnitCell] = strawberry.field(description="One for each plan.")
    same: bool = strawberry.field(description="Whether all plans agree.")

    @strawberry.field(description="The unit.")
    async def unit(self, info: Info) -> Unit:
        return await unit_of(info, self.unit_id)


@strawberry.type(description="A team's month in one plan.")
class LoadCell:
    net: PersonDays = strawberry.field(description="Person-days for requests, with those bought.")
    planned: PersonDays = strawberry.field(description="Person-days that the plan gives to requests.")
    share: float | None = strawberry.field(description="Planned by net; null when the team has no days.")


@strawberry.type(description="A team's month in every plan.")
class ComparedLoad:
    team_id: strawberry.Private[UUID]
    month: Month = strawberry.field(description="The month.")
    cells: list[LoadCell] = strawberry.field(description="One for each plan.")
    same: bool = strawberry.field(description="Whether all plans agree.")

    @strawberry.field(description="The team.")
    async def team(self, info: Info) -> Team:
        return await team_of(info, self.team_id)
