"""The ways out of a conflict, what binds it, and the words for where a question stands."""

from collections.abc import Sequence
from uuid import UUID

import strawberry

from api.graphql.context import Info
from api.graphql.demand_types import LazyRequest, of_row, request_of
from api.graphql.enums import exposed
from api.graphql.organisation import Team, Unit, team_of
from api.graphql.scalars import Money, PersonDays, money, person_days
from domain.actor import Side
from domain.decisions import permissions, queries, sentences
from domain.decisions.kinds import Cause, Consent, OptionKind, QuestionStatus
from domain.decisions.rows import AskedRow, DisplacedRow, ExtraRow, OptionRow, QuestionRow
from domain.decisions.rows import Binding as BindingRow
from domain.demand.rules import Route
from domain.organisation.queries import team_by_id, unit_by_id
from domain.quantities import Month

exposed(
    Side,
    "On which side somebody stands: the business decides, IT states facts.",
    {
        Side.BUSINESS: "Business owners and the governance board.",
        Side.IT: "IT staff of the delivery teams.",
        Side.NEUTRAL: "Everybody else, and Mandate itself.",
    },
)
exposed(
    OptionKind,
    "What a way out of a conflict does.",
    {
        OptionKind.DISPLACE: "Other requests give way.",
        OptionKind.FUND: "What is missing is paid for.",
        OptionKind.COMBINE: "Other requests give way, and what is still missing is paid for.",
        OptionKind.SHRINK: "The part of the request that fits is delivered.",
        OptionKind.WAIT: "The request waits for the first month that fits.",
        OptionKind.REROUTE: "The request is met by a route without IT.",
    },
)
exposed(
    Consent,
    "Whose word an option needs.",
    {
        Consent.YOURS: "The request's own unit alone decides.",
        Consent.THEIRS: "Owners of other units must agree, because their requests move.",
        Consent.BOARD: "The governance board must agree: new money, or mandatory work moves.",
    },
)
exposed(
    QuestionStatus,
    "Where a priority question stands.",
    {
        QuestionStatus.OPEN: "It waits for the owners asked.",
        QuestionStatus.ESCALATED: "It waits for the governance board.",
        QuestionStatus.DECIDED: "An option was chosen and has become true.",
        QuestionStatus.LAPSED: "It ended without a decision, because the conflict was gone or had changed.",
    },
)
exposed(
    Cause,
    "What made the conflict.",
    {
        Cause.NEW_REQUEST: "The request has found no place yet.",
        Cause.LESS_CAPACITY: "There is less capacity than when it was planned.",
        Cause.BIGGER_ESTIMATE: "Its estimate has grown.",
        Cause.DEADLINE: "It fits only after its deadline, or too few months are left until then.",
        Cause.BUDGET: "The budget does not reach.",
        Cause.WANTED_EARLIER: "It is wanted earlier than it is planned.",
        Cause.TEAM_SIZE: "It is too large for its teams in any month, whoever gives way.",
    },
    name="QuestionReason",
)


@strawberry.type(description="What a request is short of: a team or the budget, in a month.")
class Binding:
    row: strawberry.Private[BindingRow]
    month: Month | None = of_row("month", "The month in which it is short.")

    @strawberry.field(description="The team that is short; null for the budget.")
    async def team(self, info: Info) -> Team | None:
        return await team_of(info, self.row.team) if self.row.team else None

    @strawberry.field(description="The person-days that are missing; null for the budget.")
    def short_days(self) -> PersonDays | None:
        return person_days(self.row.short) if self.row.team else None

    @strawberry.field(description="The money that is missing; null for a team.")
    def short_amount(self) -> Money | None:
        return None if self.row.team else money(self.row.short)

    @strawberry.field(description="What is left there, in one phrase.")
    async def text(self, info: Info) -> str:
        return sentences.binding_text(self.row, await team_names(info, (self.row,)))


@strawberry.type(
    description="A smallest set of teams that are short together. At every start that was looked at, all members of one"
    " of the question's sets are short."
)
class BindingSet:
    cells: strawberry.Private[tuple[BindingRow, ...]]

    @strawberry.field(description="Of the starts at which exactly this set is short, the one that costs least to help.")
    def start_month(self) -> Month:
        return self.cells[0].start

    @strawberry.field(description="What is short at that start.")
    def short(self) -> list[Binding]:
        return [Binding(row=one) for one in self.cells]

    @strawberry.field(description="The set in one sentence.")
    async def sentence(self, info: Info) -> str:
        return sentences.binding_set_sentence(self.cells, await team_names(info, self.cells))


@strawberry.type(description="A request that gives way.")
class Displaced:
    row: strawberry.Private[DisplacedRow]
    from_month: Month = of_row("from_month", "The month in which it was to start.")
    to_month: Month | None = of_row("to_month", "The month in which it would start; null when it leaves the plan.")
    mandatory: bool = of_row("mandatory", "Whether it is mandatory work.")

    @strawberry.field(description="The request.")
    async def request(self, info: Info) -> LazyRequest:
        return await request_of(info, self.row.request)

    @strawberry.field(description="The value that comes later or not at all, to the end of the valuation period.")
    def deferred_value(self) -> Money:
        return money(self.row.deferred_cents)


@strawberry.type(description="What is paid for: days of a team in a month, or money for the budget of a month.")
class ExtraCapacity:
    row: strawberry.Private[ExtraRow]
    month: Month = of_row("month", "The month.")

    @strawberry.field(description="The team; null when money is added to the budget.")
    async def team(self, info: Info) -> Team | None:
        return await team_of(info, self.row.team) if self.row.team else None

    @strawberry.field(description="The person-days; 0 when money is added to the budget.")
    def days(self) -> PersonDays:
        return person_days(self.row.decidays)

    @strawberry.field(description="What it costs.")
    def price(self) -> Money:
        return money(self.row.cents)


@strawberry.type(description="One way out of a conflict, with its price. No option is recommended.")
class Option:
    row: strawberry.Private[OptionRow]
    id: strawberry.ID = strawberry.field(
        resolver=lambda root: strawberry.ID(str(root.row.id)),
        description="The id: unique, stable and without meaning.",
    )
    number: int = of_row("number", "Its number among the question's options, from 1.")
    kind: OptionKind = of_row("kind", "What it does.")
    consent: Consent = of_row("consent", "Whose word it needs.")
    title: str = of_row("title", "The option in a few words.")
    why: str = of_row("why", "What it does and to whom, in one sentence.")
    earliest_month: Month | None = of_row(
        "earliest_month", "The month in which the request would start; null when nobody can foresee it."
    )
    finish_month: Month | None = of_row("finish_month", "The month in which it would be finished.")
    route: Route | None = of_row("route", "The route, where the request takes another one.")
    asks_board: bool = of_row("asks_board", "Whether the governance board must agree.")

    @strawberry.field(description="What it costs in new money; null when nobody has quoted it yet.")
    def price(self) -> Money | None:
        return None if self.row.price_cents is None else money(self.row.price_cents)

    @strawberry.field(
        description="What others, or the request itself, lose in value by it, to the end of the valuation period."
    )
    def value_at_stake(self) -> Money:
        return money(self.row.value_at_stake_cents)

    @strawberry.field(description="The requests that give way.")
    def displaced(self) -> list[Displaced]:
        return [Displaced(row=one) for one in self.row.displaced]

    @strawberry.field(description="What is paid for.")
    def extra_capacity(self) -> list[ExtraCapacity]:
        return [ExtraCapacity(row=one) for one in self.row.extra_capacity]

    @strawberry.field(description="The part of the request that would be delivered, 0 to 1; null for the whole.")
    def scope_share(self) -> float | None:
        return None if self.row.scope_share is None else float(self.row.scope_share)

    @strawberry.field(description="The other units whose owners must agree.")
    async def asks(self, info: Info) -> list[Unit]:
        return [Unit.of(row) for row in await info.context.load_many(unit_by_id, self.row.asks)]

    @strawberry.field(description="Whether your answer may be this option now. IT's never may.")
    async def may_choose(self, info: Info) -> bool:
        question = await info.context.load(queries.questions_by_id, self.row.question)
        return question is not None and await answer_counts(info, question)


async def asked_of(info: Info, question: QuestionRow) -> tuple[AskedRow, ...]:
    rows: tuple[AskedRow, ...] = await info.context.load(queries.asked_by_question, question.id, ())
    return rows


async def answer_counts(info: Info, question: QuestionRow) -> bool:
    asked = [one.unit for one in await asked_of(info, question) if one.unit is not None]
    return permissions.may_answer(info.context.actor, question.status, asked)


async def team_names(info: Info, bindings: Sequence[BindingRow]) -> dict[UUID, str]:
    teams = await info.context.load_many(team_by_id, [one.team for one in bindings if one.team])
    return {team.id: team.name for team in teams}
