"""The plan's parts: why something stands where it stands, the commit line, loads and the worth of one more day."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import strawberry

from api.graphql.capacity_node import BudgetNode, CapacityNode
from api.graphql.context import Info
from api.graphql.organisation import Team, team_of
from api.graphql.scalars import Money, PersonDays, money, person_days
from domain.actor import Actor
from domain.planning import rules, why
from domain.planning.current import CurrentPlan
from domain.planning.queries import current_plan, marginal_worths
from domain.quantities import Month
from domain.wording import days


async def plan_of(info: Info) -> CurrentPlan:
    """The plan, asked once for all fields of this request."""
    plan = await info.context.load(_plans, "now")
    assert plan is not None
    return plan


async def _plans(actor: Actor, keys: Sequence[str]) -> Mapping[str, CurrentPlan]:
    return dict.fromkeys(keys, await current_plan())


@strawberry.type(description="Why something stands where it stands, from the facts of the rules.")
class Why:
    text: str = strawberry.field(description="The reason in one or two sentences.")
    constraint: str | None = strawberry.field(
        description="What holds it back, in a word or two: teams, budget, deadline, estimate, prerequisite."
    )
    facts: list[str] = strawberry.field(description="The facts behind it, one sentence each.")
    would_help: str | None = strawberry.field(description="What would bring it forward; null when nothing is needed.")

    @classmethod
    def of(cls, reason: why.Why) -> "Why":
        return cls(
            text=reason.text,
            constraint=reason.constraint,
            facts=list(reason.facts),
            would_help=reason.would_help,
        )


@strawberry.type(description="How far down the order the plan reaches.")
class CommitLine:
    place: int = strawberry.field(
        description="The largest place such that at least the policy's share (95 %) of the effort ranked at or above it"
        " is in the plan; 0 when it runs above everything."
    )
    planned_share: float = strawberry.field(description="The part of that effort that is in the plan, 0 to 1.")
    planned_days: PersonDays = strawberry.field(description="Effort at or above the line in the plan, in person-days.")
    ranked_days: PersonDays = strawberry.field(description="Effort ranked at or above the line, in person-days.")
    text: str = strawberry.field(description="The line as a sentence.")

    @classmethod
    def of(cls, line: rules.CommitLine, plan: CurrentPlan | None = None) -> "CommitLine":
        """A line of the portfolio or of one unit's list; with the plan that it is from it says why others fill in."""
        share = line.planned / line.effort if line.effort else 1.0
        if line.place:
            text = (
                f"Down to place {line.place}, {days(line.planned)} of {days(line.effort)} ranked days are in the plan"
                f" ({share:.0%}). {_wrong_side(line, plan)}"
            ).strip()
        elif line.fill_ins:
            text = f"What ranks first does not fit, so the line runs above everything. {_wrong_side(line, plan)}"
        else:
            text = "Nothing that is ranked and estimated is in the plan yet."
        return cls(
            place=line.place,
            planned_share=share,
            planned_days=person_days(line.planned),
            ranked_days=person_days(line.effort),
            text=text,
        )


def _wrong_side(line: rules.CommitLine, plan: CurrentPlan | None) -> str:
    """What stands on the wrong side, and why: below it with days that nobody above could use, or there first."""
    said = []
    if line.exceptions:
        said.append(f"{len(line.exceptions)} above the line did not fit.")
    below = len(line.fill_ins)
    if plan is None:
        return " ".join([*said, *([f"{below} below it {'is' if below == 1 else 'are'} in the plan."] if below else [])])
    first = sum(one in plan.waited_for for one in line.fill_ins)
    if free := below - first:
        said.append(f"{free} below it {'uses' if free == 1 else 'use'} days that nobody above could.")
    if first:
        said.append(f"{first} below it {'was' if first == 1 else 'were'} there before others that rank higher now.")
    return " ".join(said)


@strawberry.type(description="What a team has and what the plan gives it in a month.")
class Load:
    month: Month = strawberry.field(description="The month.")
    net: PersonDays = strawberry.field(description="Person-days for requests, with those that decisions bought.")
    planned: PersonDays = strawberry.field(description="Person-days that the plan gives to requests.")
    logged: bool = strawberry.field(
        description="Whether the team logged this month; if not, its last month logged is assumed."
    )
    share: float | None = strawberry.field(description="Planned by net; null when the team has no days.")
    team_id: strawberry.Private[UUID]

    @strawberry.field(description="The team.")
    async def team(self, info: Info) -> Team:
        return await team_of(info, self.team_id)


def loads_of(plan: CurrentPlan) -> list[Load]:
    """Every team's months of the plan."""
    made = []
    for load in plan.plan.loads:
        assert load.team is not None
        team = UUID(load.team)
        cells = plan.input.facts.capacity[team]
        for month, cell, net, planned in zip(plan.months, cells, load.net, load.planned, strict=True):
            share = planned / net if net else None
            made.append(
                Load(
                    month=month,
                    net=person_days(net),
                    planned=person_days(planned),
                    logged=cell.logged,
                    share=share,
                    team_id=team,
                )
            )
    return made


@strawberry.type(description="What one more person-day of a team in a month would be worth.")
class MarginalWorth:
    month: Month = strawberry.field(description="The month.")
    per_person_day: Money = strawberry.field(
        description="The value that one more person-day brings at least, to the end of the valuation period, at what"
        " such promises have come true at."
    )
    team_id: strawberry.Private[UUID]

    @strawberry.field(description="The team.")
    async def team(self, info: Info) -> Team:
        return await team_of(info, self.team_id)


async def marginal_worth_of(plan: CurrentPlan) -> list[MarginalWorth]:
    """The months in which one more day helps."""
    return [
        MarginalWorth(month=plan.months[one.period], per_person_day=money(one.cents), team_id=UUID(one.team))
        for one in await marginal_worths(plan)
        if one.cents
    ]


@strawberry.type
class PlanningOfCapacity(CapacityNode):
    """What planning says about a team's month."""

    @strawberry.field(description="Person-days that decisions bought on top; from this month on.")
    async def funded_days(self, info: Info) -> PersonDays:
        plan = await plan_of(info)
        return person_days(plan.input.facts.funded.get((self.row.team, self.row.month), 0))

    @strawberry.field(description="Person-days that the plan gives to requests; 0 outside the months planned.")
    async def planned_days(self, info: Info) -> PersonDays:
        plan = await plan_of(info)
        period = plan.input.period(self.row.month)
        load = next((one for one in plan.plan.loads if one.team == str(self.row.team)), None)
        inside = load is not None and 0 <= period < len(load.planned)
        return person_days(load.planned[period] if load and inside else 0)


@strawberry.type
class PlanningOfBudget(BudgetNode):
    """What planning says about a month's budget."""

    @strawberry.field(description="One-off cost that the plan spends in this month; 0 outside the months planned.")
    async def planned(self, info: Info) -> Money:
        plan = await plan_of(info)
        period = plan.input.period(self.row.month)
        load = plan.plan.budget
        return money(load.planned[period] if load and 0 <= period < len(load.planned) else 0)
