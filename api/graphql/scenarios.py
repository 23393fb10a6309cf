"""What-if: asking for scenarios, comparing them, saving, discarding and adopting them."""

from typing import Annotated

import strawberry

from api.graphql.context import Info
from api.graphql.errors import Problem
from api.graphql.pages import cursor, page_info, page_size, position
from api.graphql.scenarios_comparison import ScenarioComparison
from api.graphql.scenarios_input import ScenarioInput, as_typed
from api.graphql.scenarios_types import Scenario, ScenarioConnection, ScenarioEdge, ScenarioRef
from domain.errors import NotFound
from domain.scenarios import commands, queries
from domain.scenarios.commands_adoption import adopt_scenario
from domain.scenarios.planning import compare_scenarios


@strawberry.type(description="A scenario after a deed.")
class ScenarioPayload:
    scenario: Scenario = strawberry.field(description="The scenario as it is now.")


ScenarioResult = Annotated[
    ScenarioPayload | Problem, strawberry.union("ScenarioResult", description="The scenario, or why it was refused.")
]


@strawberry.type
class ScenariosQuery:
    """What may be asked about scenarios."""

    @strawberry.field(
        description="Saved what-ifs in pages, the newest first, without those discarded. They decide nothing."
    )
    async def scenarios(
        self,
        info: Info,
        first: Annotated[int, strawberry.argument(description="How many, 1 to 100.")] = 50,
        after: Annotated[str | None, strawberry.argument(description="The cursor to go on from.")] = None,
        mine: Annotated[
            bool, strawberry.argument(description="Only your own, those that you discarded included.")
        ] = False,
    ) -> ScenarioConnection:
        last = position(after, int)
        page = await queries.scenarios(
            info.context.actor, first=page_size(first), before=last[0] if last else None, mine=mine
        )
        edges = [ScenarioEdge(cursor=cursor(row.number), node=Scenario.of(row)) for row in page.items]
        return ScenarioConnection(
            edges=edges,
            page_info=page_info([edge.cursor for edge in edges], has_next=page.has_next, after=after),
            total_count=page.total,
        )

    @strawberry.field(description="One scenario, discarded ones too; null when there is none.")
    async def scenario(
        self,
        id: Annotated[strawberry.ID, strawberry.argument(description="The scenario, by id or number.")],  # noqa: A002
    ) -> Scenario | None:
        try:
            return Scenario.of(await queries.scenario(id))
        except NotFound:
            return None

    @strawberry.field(
        description="Two to four plans of the same data side by side: scenarios, and the live plan before them unless"
        " it is left out."
    )
    async def compare_scenarios(
        self,
        scenarios: Annotated[list[strawberry.ID], strawberry.argument(description="The scenarios, by id or number.")],
        with_live: Annotated[bool, strawberry.argument(description="Whether the live plan stands before them.")] = True,
    ) -> ScenarioComparison:
        rows = [await queries.scenario(each) for each in scenarios[:5]]
        return ScenarioComparison.of(await compare_scenarios(rows, with_live=with_live))


@strawberry.type
class ScenariosMutation:
    """What may be done with scenarios. The live plan changes only by adoption."""

    @strawberry.mutation(
        description="Save a what-if: changes from the data as they are now. Business owners and the governance board"
        " may. It decides nothing and leaves the live plan alone."
    )
    async def save_scenario(
        self,
        info: Info,
        input: Annotated[ScenarioInput, strawberry.argument(description="The what-if.")],  # noqa: A002
    ) -> ScenarioResult:
        row = await commands.save_scenario(
            info.context.actor,
            name=input.name,
            purpose=input.purpose,
            changes=as_typed(input.changes),
            follows=input.follows,
        )
        return ScenarioPayload(scenario=Scenario.of(row))

    @strawberry.mutation(
        description="Take a scenario out of the list; it stays in the record. Its author may, unless it was adopted."
    )
    async def discard_scenario(self, info: Info, scenario: ScenarioRef) -> ScenarioResult:
        return ScenarioPayload(scenario=Scenario.of(await commands.discard_scenario(info.context.actor, scenario)))

    @strawberry.mutation(
        description="Make a scenario real: its policy, budgets and bought days, and the planning round that follows, as"
        " one deed of the governance board. Refused as a whole when the data moved on since, or when it holds what"
        " owners or IT decide."
    )
    async def adopt_scenario(
        self,
        info: Info,
        scenario: ScenarioRef,
        expected_data_version: Annotated[
            int, strawberry.argument(description="The data version of the figures that you looked at.")
        ],
        reason: Annotated[str, strawberry.argument(description="Why; it stays in the record.")],
    ) -> ScenarioResult:
        row = await adopt_scenario(
            info.context.actor, scenario, expected_data_version=expected_data_version, reason=reason
        )
        return ScenarioPayload(scenario=Scenario.of(row))
