"""Plans side by side: totals, requests, units, loads and the way from one value to the other, differences first."""

from collections.abc import Sequence
from typing import Annotated

import strawberry

from api.graphql.enums import exposed
from api.graphql.pages import cursor, page_info, page_size, position
from api.graphql.scalars import Money, money, person_days
from api.graphql.scenarios_compared import (
    ComparedLoad,
    ComparedRequest,
    ComparedRequestConnection,
    ComparedRequestEdge,
    ComparedTotal,
    ComparedUnit,
    LoadCell,
    UnitCell,
)
from api.graphql.scenarios_figures import PlanFigures, ScenarioPart, UnitEffect
from api.graphql.scenarios_types import Scenario
from domain.scenarios.differences import Split, Step, StepKind
from domain.scenarios.figures import Outcome
from domain.scenarios.planning import ScenarioComparison as Compared
from domain.scenarios.rows import ScenarioRow
from domain.scenarios.summaries import change_text, round_text
from domain.scenarios.totals import totals

exposed(
    StepKind,
    "A step on the way from the first plan's value to another's.",
    {
        StepKind.FIRST: "The first plan's value.",
        StepKind.ROUND: "What a planning round held today without any change adds; the requests' moves count from"
        " there. Only beside the live plan, for scenarios that plan as a round.",
        StepKind.CAME_IN: "Requests that come in.",
        StepKind.EARLIER: "Requests that start earlier.",
        StepKind.OTHER: "Requests with the same start and another finish or scope.",
        StepKind.LATER: "Requests that start later.",
        StepKind.DROPPED_OUT: "Requests that drop out.",
        StepKind.TOTAL: "The other plan's value: all steps before it together.",
        StepKind.BOUGHT: "What the days cost that it buys, more than the first plan; below 0 because it is spent.",
    },
    name="WaterfallStepKind",
)


@strawberry.type(description="One plan of a comparison: the live one, or a scenario's.")
class ComparedPlan:
    key: str = strawberry.field(
        description='"live", or the id of the scenario; not called id, because that names the scenario itself.'
    )
    name: str = strawberry.field(description="What it is called.")
    scenario: Scenario | None = strawberry.field(description="The scenario; null for the live plan.")
    figures: PlanFigures = strawberry.field(description="What it comes to.")
    effects: list[UnitEffect] = strawberry.field(
        description="What changes for whom against the first plan; empty for that one."
    )
    round_alone: ScenarioPart | None = strawberry.field(
        description="What of it a planning round held today without any change does; null when there is nothing to"
        " split, and where the live plan is not the first."
    )
    change: ScenarioPart | None = strawberry.field(
        description="What the scenario's change does on top of that round; null when there is nothing to split."
    )


def _column(
    row: ScenarioRow | None, outcome: Outcome, effects: Sequence[UnitEffect], split: Split | None
) -> ComparedPlan:
    return ComparedPlan(
        key="live" if row is None else str(row.id),
        name="The plan as it is" if row is None else row.name,
        scenario=None if row is None else Scenario.of(row),
        figures=PlanFigures.of(outcome.figures),
        effects=list(effects),
        round_alone=None if split is None else ScenarioPart.of(split.round_alone, round_text(split)),
        change=None if split is None else ScenarioPart.of(split.change, change_text(split)),
    )


@strawberry.type(description="One step on the way from the first plan's value to another's.")
class WaterfallStep:
    kind: StepKind = strawberry.field(description="Which step.")
    label: str = strawberry.field(description="What it is called.")
    requests: int = strawberry.field(description="How many requests make it.")
    promised_value: Money = strawberry.field(description="Promised value that it adds, below 0 takes away.")
    calibrated_value: Money = strawberry.field(description="The same at what such promises have come true at.")

    @classmethod
    def of(cls, row: Step) -> "WaterfallStep":
        return cls(
            kind=row.kind,
            label=row.label,
            requests=row.requests,
            promised_value=money(row.promised),
            calibrated_value=money(row.calibrated),
        )


@strawberry.type(description="From the first plan's value to another's, step by step; the steps add up exactly.")
class ValueWaterfall:
    column: ComparedPlan = strawberry.field(description="The other plan.")
    steps: list[WaterfallStep] = strawberry.field(description="The steps in their order.")


@strawberry.type(description="Two to four plans side by side. The first is what the others are compared with.")
class ScenarioComparison:
    compared: strawberry.Private[Compared]
    data_version: int = strawberry.field(description="The newest event that all of them know.")
    columns: list[ComparedPlan] = strawberry.field(description="The plans, in the order asked.")
    totals: list[ComparedTotal] = strawberry.field(description="Totals, those that differ first.")
    waterfalls: list[ValueWaterfall] = strawberry.field(description="One for each plan but the first.")
    different_count: int = strawberry.field(description="How many requests differ.")
    same_count: int = strawberry.field(description="How many are the same in all plans.")

    @classmethod
    def of(cls, found: Compared) -> "ScenarioComparison":
        comparison = found.comparison
        columns = [
            _column(row, outcome, [UnitEffect.of(each) for each in effects], split)
            for row, outcome, effects, split in zip(
                found.columns, comparison.outcomes, comparison.effects, comparison.splits, strict=True
            )
        ]
        return cls(
            compared=found,
            data_version=found.live.data_version,
            columns=columns,
            totals=[ComparedTotal.of(row) for row in totals(comparison.outcomes)],
            waterfalls=[
                ValueWaterfall(column=column, steps=[WaterfallStep.of(step) for step in steps])
                for column, steps in zip(columns[1:], comparison.waterfalls, strict=True)
            ],
            different_count=comparison.different,
            same_count=len(comparison.rows) - comparison.different,
        )

    @strawberry.field(
        description="Requests in every plan: those that differ first, the most value at stake on top, then by place."
    )
    def requests(
        self,
        first: Annotated[int, strawberry.argument(description="How many at most, 1 to 100.")] = 100,
        after: Annotated[str | None, strawberry.argument(description="The cursor after which to go on.")] = None,
        only_different: Annotated[bool, strawberry.argument(description="Leave out those that are the same.")] = True,
    ) -> ComparedRequestConnection:
        rows, different = self.compared.comparison.rows, self.compared.comparison.different
        listed = rows[:different] if only_different else rows
        last = position(after, int)
        begin = last[0] if last else 0
        size = page_size(first)
        edges = [
            ComparedRequestEdge(cursor=cursor(number), node=ComparedRequest.of(row))
            for number, row in enumerate(listed[begin : begin + size], begin + 1)
        ]
        return ComparedRequestConnection(
            edges=edges,
            page_info=page_info([e.cursor for e in edges], has_next=begin + size < len(listed), after=after),
            total_count=len(listed),
        )

    @strawberry.field(description="Every unit in every plan, those that differ first.")
    def units(self) -> list[ComparedUnit]:
        return [
            ComparedUnit(unit_id=unit, cells=[UnitCell.of(sums) for sums in several], same=len(set(several)) == 1)
            for unit, several in self.compared.comparison.unit_rows()
        ]

    @strawberry.field(description="Teams' months in every plan, by team and month.")
    def loads(
        self,
        only_different: Annotated[bool, strawberry.argument(description="Leave out those that are the same.")] = True,
    ) -> list[ComparedLoad]:
        return [
            ComparedLoad(
                team_id=team,
                month=month,
                cells=[
                    LoadCell(net=person_days(net), planned=person_days(planned), share=planned / net if net else None)
                    for net, planned in several
                ],
                same=len(set(several)) == 1,
            )
            for team, month, several in self.compared.comparison.load_rows()
            if not only_different or len(set(several)) > 1
        ]
