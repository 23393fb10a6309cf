"""The portfolio in one order, the plan that follows from it, and what happens next to each request."""

from typing import Annotated
from uuid import UUID

import strawberry

from api.graphql.calculation import CalculationsOfPlan
from api.graphql.calculation_types import FinishForecast
from api.graphql.context import Info
from api.graphql.demand_types import LazyRequest, NextStep, RequestPermissions, request_of
from api.graphql.enums import exposed
from api.graphql.organisation import Team, Unit, people_of, team_of, teams_of, unit_of
from api.graphql.pages import PageInfo, cursor, page_info, page_size, position
from api.graphql.planning import CommitLine, Load, MarginalWorth, Why, loads_of, marginal_worth_of
from api.graphql.planning_rounds import OrderDebt, PlanChange, RoundOfPlan, moved_since_round
from api.graphql.request_node import RequestNode
from api.graphql.scalars import Money, PersonDays, money, person_days
from domain.demand.next_step import next_step
from domain.demand.permissions import who_decides
from domain.organisation.queries import deciders_by_unit, unit_by_id
from domain.planning.current import CurrentPlan
from domain.planning.queries import METHOD, current_plan
from domain.portfolio import queries
from domain.portfolio.next_steps import step_facts_by_request
from domain.portfolio.permissions import permissions_by_request
from domain.portfolio.queries import PlaceRow, place_by_request
from domain.portfolio.rules import Chance
from domain.quantities import Month
from domain.scenarios import queries as scenarios
from domain.scenarios.planning import scenario_plan

exposed(
    Chance,
    "How sure a request's place in the plan is.",
    {
        Chance.COMMITTED: "It holds its months, or is finished within the months shown in at least the policy's part"
        " (80 %) of the simulated plans; without a forecast, it is planned at or above the commit line.",
        Chance.LIKELY: "At least half of the simulated plans finish it within the months shown; without a forecast, it"
        " is planned below the commit line.",
        Chance.NOT_IN_PLAN: "It has no month in this plan; where it has one, it is unlikely: fewer than half of the"
        " simulated plans finish it within the months shown.",
    },
)


@strawberry.type(
    description="A request's place in the portfolio. Committed and running requests hold their months and stand before"
    " the order, with place 0; then come the ranked ones by place."
)
class PortfolioPlace:
    id: strawberry.ID = strawberry.field(description="The id of this place: one for each request.")
    place: int = strawberry.field(
        description="The place in the portfolio order, from 1; 0 for a request that holds its months already."
    )
    unit_place: int = strawberry.field(description="The place in its unit's list; 0 when it is in none any more.")
    start_month: Month | None = strawberry.field(description="When it starts; null outside the plan.")
    finish_month: Month | None = strawberry.field(description="When it is finished; null outside the plan.")
    above_commit_line: bool = strawberry.field(
        description="Whether it stands at or above the commit line, or holds its months."
    )
    exception: bool = strawberry.field(
        description="Whether it is estimated, stands above the commit line and is not in the plan."
    )
    fill_in: bool = strawberry.field(description="Whether it stands below the commit line and is in the plan.")
    promised_value: Money = strawberry.field(
        description="The likely value within the valuation period: as frozen at commitment, before that by its benefits"
        " at the scope that decisions left."
    )
    calibrated_value: Money = strawberry.field(
        description="The promised value at what such promises have come true at; the same while there is no record."
    )
    cost: Money = strawberry.field(
        description="What it costs until go-live: one-off cost and effort at day rates; as frozen at commitment."
    )
    effort_days: PersonDays = strawberry.field(
        description="The expected work of all teams in person-days; 0 while nobody has estimated it."
    )
    chance: Chance = strawberry.field(description="How sure its place in the plan is.")
    chance_text: str = strawberry.field(description="What that is taken from, as a sentence.")
    chance_until: Month = strawberry.field(description="The month by whose end a simulated plan has to finish it.")
    finish_forecast: FinishForecast | None = strawberry.field(
        description="When it will probably be finished, by simulated plans; null until a forecast knows it."
    )
    late: bool = strawberry.field(
        description="Whether its deadline has passed, or the plan finishes it after its deadline."
    )
    why: Why = strawberry.field(description="Why it stands here and starts then, or does not.")
    goes_ahead: str | None = strawberry.field(
        description="Why a lower ranked request starts before it, or it before a higher ranked one: with days that the"
        " higher one cannot use. Null when neither is so."
    )
    row: strawberry.Private[PlaceRow]

    @classmethod
    def of(cls, row: PlaceRow, scenario: str | None = None) -> "PortfolioPlace":
        return cls(
            id=strawberry.ID(f"place:{row.request}" + (f":{scenario}" if scenario else "")),
            place=row.place,
            unit_place=row.own_place,
            start_month=row.start,
            finish_month=row.finish,
            above_commit_line=row.above_line,
            exception=row.exception,
            fill_in=row.fill_in,
            promised_value=money(row.promised_cents),
            calibrated_value=money(row.calibrated_cents),
            cost=money(row.cost_cents),
            effort_days=person_days(row.effort_decidays),
            chance=row.chance,
            chance_text=row.chance_text,
            chance_until=row.chance_until,
            finish_forecast=None if row.forecast is None else FinishForecast.of(row.forecast),
            late=row.late,
            why=Why.of(row.why),
            goes_ahead=row.why.goes_ahead,
            row=row,
        )

    @strawberry.field(description="The request.")
    async def request(self, info: Info) -> LazyRequest:
        return await request_of(info, self.row.request)

    @strawberry.field(description="The unit that it belongs to.")
    async def unit(self, info: Info) -> Unit:
        return await unit_of(info, self.row.unit)

    @strawberry.field(
        description="How its start differs from what the last planning round gave it; null when it does not."
    )
    async def moved_since_round(self, info: Info) -> PlanChange | None:
        return await moved_since_round(info, self.row.plan, self.row.request)

    @strawberry.field(description="The lower ranked requests that it waits behind; null when there are none.")
    def order_debt(self) -> OrderDebt | None:
        debt = self.row.plan.debts.get(self.row.key)
        return None if debt is None else OrderDebt.of(self.row.plan, debt)

    @strawberry.field(description="The teams of which one is short at every start before its own.")
    async def binding_teams(self, info: Info) -> list[Team]:
        return await teams_of(info, self.row.teams)


@strawberry.type(description="A place in the list.")
class PortfolioEdge:
    cursor: str = strawberry.field(description="Its position in the list, for `after`.")
    node: PortfolioPlace = strawberry.field(description="The place.")


@strawberry.type(description="The portfolio in pages: who holds months first, by start; then the order by place.")
class PortfolioConnection:
    edges: list[PortfolioEdge] = strawberry.field(description="The places of this page.")
    page_info: PageInfo = strawberry.field(description="Where this page stands.")
    total_count: int = strawberry.field(description="How many requests the portfolio holds.")
    commit_line: CommitLine = strawberry.field(description="How far down the order the plan reaches.")
    data_version: int = strawberry.field(description="The number of the newest event that the plan knows.")


@strawberry.type(description="Which request starts and finishes when, as it follows from the portfolio order.")
class Plan(RoundOfPlan, CalculationsOfPlan):
    id: strawberry.ID = strawberry.field(description="The id of this plan: one for each data version and month.")
    data_version: int = strawberry.field(description="The number of the newest event that it knows.")
    first_month: Month = strawberry.field(description="The first month: this one.")
    horizon_months: int = strawberry.field(description="How many months it looks ahead, by the policy.")
    commit_line: CommitLine = strawberry.field(description="How far down the order it reaches.")
    method: str = strawberry.field(description="How it was made.")
    plan: strawberry.Private[CurrentPlan]
    scenario: strawberry.Private[str | None]

    @classmethod
    def of(cls, plan: CurrentPlan, scenario: str | None = None) -> "Plan":
        return cls(
            id=strawberry.ID(f"plan:{plan.months[0]}:{plan.data_version}" + (f":{scenario}" if scenario else "")),
            scenario=scenario,
            data_version=plan.data_version,
            first_month=plan.months[0],
            horizon_months=len(plan.months),
            commit_line=CommitLine.of(plan.line, plan),
            method=METHOD,
            plan=plan,
        )

    @strawberry.field(
        description="Every request with a place: who holds months first, by start; then the order by place."
    )
    async def entries(self, info: Info) -> list[PortfolioPlace]:
        scenario = UUID(self.scenario) if self.scenario else None
        rows = await queries.all_places(info.context.actor, self.plan, scenario=scenario)
        return [PortfolioPlace.of(row, self.scenario) for row in rows]

    @strawberry.field(description="What each team has and what the plan gives it, month by month.")
    def loads(self) -> list[Load]:
        return loads_of(self.plan)

    @strawberry.field(
        description="The months in which one more person-day of a team would bring value forward; where it would bring"
        " nothing, nothing is listed."
    )
    async def marginal_worth(self) -> list[MarginalWorth]:
        return await marginal_worth_of(self.plan)


@strawberry.type
class PortfolioOfRequest(RequestNode):
    """What only the end of the line knows about a request."""

    @strawberry.field(
        description="Its place in the portfolio; null unless it is ranked, committed or in delivery, and when it is"
        " undecided for too long."
    )
    async def place(self, info: Info) -> PortfolioPlace | None:
        row = await info.context.load(place_by_request, self.row.id)
        return None if row is None else PortfolioPlace.of(row)

    @strawberry.field(description="What happens next and who it waits for.")
    async def next_step(self, info: Info) -> NextStep:
        facts = await info.context.load(step_facts_by_request, self.row.id)
        assert facts is not None
        step = next_step(self.row, facts, info.context.now)
        return NextStep(
            text=step.text,
            waits_for=await people_of(info, step.waits_for),
            team=await team_of(info, step.team) if step.team else None,
            due_at=step.due_at,
            overdue=step.overdue,
        )

    @strawberry.field(description="What you may do to it now.")
    async def may(self, info: Info) -> RequestPermissions:
        allowed = await info.context.load(permissions_by_request, self.row.id)
        assert allowed is not None
        unit = await info.context.load(unit_by_id, self.row.unit)
        deciders = await info.context.load(deciders_by_unit, self.row.unit, ())
        flags = {name: getattr(allowed, name) for name in allowed.__slots__ if name != "estimate_as"}
        return RequestPermissions(
            **flags,
            estimate_as=await teams_of(info, allowed.estimate_as),
            who_decides=who_decides(unit.name if unit else "", [person.name for person in deciders]),
        )


ScenarioOfPlan = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="A saved what-if by id or number: its order and plan instead of the live ones."),
]


async def _asked(scenario: strawberry.ID | None) -> tuple[CurrentPlan, str | None]:
    """The plan that is asked for, and the scenario's id where it is a scenario's."""
    if scenario is None:
        return await current_plan(), None
    row = await scenarios.scenario(scenario)
    return (await scenario_plan(row)).plan, str(row.id)


@strawberry.type
class PortfolioQuery:
    """What may be asked about the whole portfolio."""

    @strawberry.field(
        description="The portfolio: committed and running requests first, by start, since they hold their months; then"
        " the ranked ones by place. In a scenario, as it would be."
    )
    async def portfolio(
        self,
        info: Info,
        first: Annotated[int, strawberry.argument(description="How many at most, 1 to 100.")] = 100,
        after: Annotated[str | None, strawberry.argument(description="The cursor after which to go on.")] = None,
        scenario: ScenarioOfPlan = None,
    ) -> PortfolioConnection:
        last = position(after, int, int, int)
        size = page_size(first)
        plan, of = await _asked(scenario)
        page = await queries.portfolio(
            info.context.actor,
            first=size,
            after=(last[0], last[1], last[2]) if last else None,
            plan=plan,
            scenario=UUID(of) if of else None,
        )
        edges = [PortfolioEdge(cursor=cursor(*row.standing), node=PortfolioPlace.of(row, of)) for row in page.items]
        return PortfolioConnection(
            edges=edges,
            page_info=page_info([edge.cursor for edge in edges], has_next=page.has_next, after=after),
            total_count=page.total,
            commit_line=CommitLine.of(page.plan.line, page.plan),
            data_version=page.plan.data_version,
        )

    @strawberry.field(
        description="The plan as it follows from the portfolio at this moment, or as it would in a scenario. Requests"
        " that only the scenario knows take their days in it and are listed in its changes."
    )
    async def plan(self, scenario: ScenarioOfPlan = None) -> Plan:
        return Plan.of(*await _asked(scenario))
