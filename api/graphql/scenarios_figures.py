"""What a plan comes to, and what changes for whom against another one."""

import strawberry

from api.graphql.context import Info
from api.graphql.organisation import Unit, unit_of
from api.graphql.planning import CommitLine
from api.graphql.scalars import Money, PersonDays, money, person_days
from domain.scenarios.differences import Effect, Leg
from domain.scenarios.figures import Figures
from domain.scenarios.summaries import Summary, change_text, round_text


@strawberry.type(
    description="What a plan comes to. Values count from each request's finish to the end of the valuation period."
)
class PlanFigures:
    requests: int = strawberry.field(
        description="How many requests have months in it, committed and running ones included."
    )
    days: PersonDays = strawberry.field(description="Their expected work in person-days.")
    promised_value: Money = strawberry.field(description="What they are promised to bring.")
    calibrated_value: Money = strawberry.field(description="The same at what such promises have come true at.")
    cost: Money = strawberry.field(description="What they cost until go-live: one-off cost and effort at day rates.")
    bought_days: PersonDays = strawberry.field(description="The person-days that the scenario buys.")
    bought_price: Money = strawberry.field(description="What buying them costs.")
    load_share: float | None = strawberry.field(
        description="The part of the teams' days that the plan uses in the months shown, 0 to 1; null without any days."
    )
    commit_line: CommitLine = strawberry.field(description="How far down the order the plan reaches.")

    @classmethod
    def of(cls, figures: Figures) -> "PlanFigures":
        share = figures.load_share
        return cls(
            requests=figures.total.requests,
            days=person_days(figures.total.effort),
            promised_value=money(figures.total.promised),
            calibrated_value=money(figures.total.calibrated),
            cost=money(figures.total.cost),
            bought_days=person_days(figures.bought_decidays),
            bought_price=money(figures.bought_cents),
            load_share=None if share is None else float(share),
            commit_line=CommitLine.of(figures.line),
        )


@strawberry.type(description="What changes for a unit against the first plan; in a summary that is the live one.")
class UnitEffect:
    earlier: int = strawberry.field(description="How many of its requests start earlier.")
    later: int = strawberry.field(description="How many start later.")
    came_in: int = strawberry.field(description="How many come into the plan.")
    dropped_out: int = strawberry.field(description="How many drop out of it.")
    days: PersonDays = strawberry.field(description="Person-days in the plan, more (or less, below 0) than there.")
    promised_value: Money = strawberry.field(description="Promised value, more (or less, below 0) than there.")
    calibrated_value: Money = strawberry.field(description="The same at what such promises have come true at.")
    text: str = strawberry.field(description="The effect as a sentence.")
    row: strawberry.Private[Effect]

    @classmethod
    def of(cls, row: Effect) -> "UnitEffect":
        return cls(
            earlier=row.earlier,
            later=row.later,
            came_in=row.came_in,
            dropped_out=row.dropped_out,
            days=person_days(row.effort),
            promised_value=money(row.promised),
            calibrated_value=money(row.calibrated),
            text=row.text,
            row=row,
        )

    @strawberry.field(description="The unit.")
    async def unit(self, info: Info) -> Unit:
        return await unit_of(info, self.row.unit)


@strawberry.type(
    description="A part of what a scenario changes: a planning round held today alone, or the change on top of it."
)
class ScenarioPart:
    figures: PlanFigures = strawberry.field(description="What the plan comes to after it.")
    earlier: int = strawberry.field(description="How many requests start earlier by it.")
    later: int = strawberry.field(description="How many start later.")
    came_in: int = strawberry.field(description="How many come into the plan.")
    dropped_out: int = strawberry.field(description="How many drop out of it.")
    days: PersonDays = strawberry.field(description="Person-days in the plan, more (or less, below 0) by it.")
    promised_value: Money = strawberry.field(description="Promised value, more (or less, below 0) by it.")
    calibrated_value: Money = strawberry.field(description="The same at what such promises have come true at.")
    text: str = strawberry.field(description="What it changes, as a sentence.")
    effects: list[UnitEffect] = strawberry.field(
        description="The units for which it changes something, those with most requests first."
    )

    @classmethod
    def of(cls, leg: Leg, text: str) -> "ScenarioPart":
        return cls(
            figures=PlanFigures.of(leg.after),
            earlier=leg.earlier,
            later=leg.later,
            came_in=leg.came_in,
            dropped_out=leg.dropped_out,
            days=person_days(leg.effort),
            promised_value=money(leg.promised),
            calibrated_value=money(leg.calibrated),
            text=text,
            effects=[UnitEffect.of(each) for each in leg.effects],
        )


@strawberry.type(description="What a scenario comes to beside the live plan, on the data as they are now.")
class ScenarioSummary:
    data_version: int = strawberry.field(
        description="The newest event that these figures know; adoptScenario wants it back."
    )
    figures: PlanFigures = strawberry.field(description="What the scenario's plan comes to.")
    live: PlanFigures = strawberry.field(description="What the live plan comes to.")
    earlier: int = strawberry.field(description="How many requests start earlier than in the live plan.")
    later: int = strawberry.field(description="How many start later.")
    came_in: int = strawberry.field(description="How many come into the plan.")
    dropped_out: int = strawberry.field(description="How many drop out of it.")
    text: str = strawberry.field(description="The difference in plain words, a planning round and the change apart.")
    round_alone: ScenarioPart | None = strawberry.field(
        description="What a planning round held today without any change does; null when the scenario plans within the"
        " cycle or no round was held yet, because there is nothing to split then."
    )
    change: ScenarioPart = strawberry.field(
        description="What the change alone does: on top of that round, or else beside the live plan."
    )
    units: list[UnitEffect] = strawberry.field(
        description="The units for which something changes, those with most requests first."
    )

    @classmethod
    def of(cls, found: Summary) -> "ScenarioSummary":
        split = found.split
        return cls(
            data_version=found.data_version,
            figures=PlanFigures.of(found.figures),
            live=PlanFigures.of(found.live),
            earlier=found.whole.earlier,
            later=found.whole.later,
            came_in=found.whole.came_in,
            dropped_out=found.whole.dropped_out,
            text=found.text,
            round_alone=None if split is None else ScenarioPart.of(split.round_alone, round_text(split)),
            change=ScenarioPart.of(found.change, found.text if split is None else change_text(split)),
            units=[UnitEffect.of(each) for each in found.effects],
        )
