"""Priority questions with their options and answers, as they are shown to everyone signed in."""

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from api.graphql.context import Info
from api.graphql.demand_types import LazyRequest, of_row, request_of
from api.graphql.enums import exposed
from api.graphql.node import Node, node_loader
from api.graphql.organisation import Person, Team, Unit, person_of, person_or_none, team_of, unit_of
from api.graphql.scalars import Money, PersonDays, money, person_days
from domain.actor import Side
from domain.decisions import permissions, queries, sentences
from domain.decisions.kinds import Cause, Consent, OptionKind, QuestionStatus
from domain.decisions.rows import AnswerRow, AskedRow, DisplacedRow, ExtraRow, OptionRow, QuestionRow
from domain.decisions.rows import Binding as BindingRow
from domain.demand.queries import requests_by_id
from domain.demand.rules import Route
from domain.organisation.queries import board_members, deciders_by_unit, team_by_id, unit_by_id
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
        Cause.DEADLINE: "It would fit only after its deadline.",
        Cause.BUDGET: "The budget does not reach.",
        Cause.WANTED_EARLIER: "It is wanted earlier than it is planned.",
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
        return sentences.binding_text(self.row, await _team_names(info, (self.row,)))


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

    @strawberry.field(description="What it costs in new money.")
    def price(self) -> Money:
        return money(self.row.price_cents)

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
        return question is not None and await _may_answer(info, question)


@strawberry.type(description="A choice with its reason.")
class Answer:
    row: strawberry.Private[AnswerRow]
    id: strawberry.ID = strawberry.field(
        resolver=lambda root: strawberry.ID(str(root.row.id)),
        description="The id: unique, stable and without meaning.",
    )
    reason: str = of_row("reason", "Why.")
    at: datetime = of_row("at", "When it was given.")

    @strawberry.field(description="The option that was chosen.")
    async def option(self, info: Info) -> Option:
        row = await info.context.load(queries.options_by_id, self.row.option)
        assert row is not None
        return Option(row=row)

    @strawberry.field(description="The unit that it was given for; null for the governance board.")
    async def unit(self, info: Info) -> Unit | None:
        return await unit_of(info, self.row.unit) if self.row.unit else None

    @strawberry.field(description="Whether the governance board gave it.")
    def board(self) -> bool:
        return self.row.unit is None

    @strawberry.field(description="The owner, deputy or board member who gave it.")
    async def by(self, info: Info) -> Person:
        return await person_of(info, self.row.answered_by)

    @strawberry.field(description="The person for whom a deputy gave it.")
    async def acted_for(self, info: Info) -> Person | None:
        return await person_or_none(info, self.row.acts_for)


@strawberry.type(description="Who must answer a question: a unit through its owners, or the governance board.")
class AskedParty:
    row: strawberry.Private[AskedRow]
    id: strawberry.ID = strawberry.field(
        resolver=lambda root: strawberry.ID(str(root.row.id)),
        description="The id: unique, stable and without meaning.",
    )
    because: str = of_row("because", "Why it is asked.")
    asked_at: datetime = of_row("asked_at", "Since when.")

    @strawberry.field(description="The unit; null for the governance board.")
    async def unit(self, info: Info) -> Unit | None:
        return await unit_of(info, self.row.unit) if self.row.unit else None

    @strawberry.field(description="Whether it is the governance board.")
    def board(self) -> bool:
        return self.row.unit is None

    @strawberry.field(description="Everybody who may answer for it, deputies included.")
    async def people(self, info: Info) -> list[Person]:
        if self.row.unit is None:
            return [Person.of(row) for row in await board_members(info.context.actor)]
        return [Person.of(row) for row in await info.context.load(deciders_by_unit, self.row.unit, ())]

    @strawberry.field(description="Its answer that counts; null while it owes one.")
    async def answer(self, info: Info) -> Answer | None:
        answers = await info.context.load(queries.answers_by_question, self.row.question, ())
        row = queries.standing(answers).get(self.row.unit)
        return None if row is None else Answer(row=row)


@strawberry.type(description="A conflict that is put to the business, with every way out and its price.")
class PriorityQuestion(Node):
    id: strawberry.ID = strawberry.field(
        resolver=lambda root: strawberry.ID(str(root.row.id)),
        description="The id: unique, stable and without meaning.",
    )
    row: strawberry.Private[QuestionRow]
    number: int = of_row("number", "The number by which people call it.")
    reason: str = of_row("reason", "Why it was raised, in the words of who raised it.")
    cause: Cause = of_row("cause", "What made the conflict.")
    wanted_month: Month | None = of_row("wanted_month", "The latest month in which a start would do, if one was named.")
    status: QuestionStatus = of_row("status", "Where it stands.")
    raised_side: Side = of_row("raised_side", "On which side it was raised.")
    raised_at: datetime = of_row("raised_at", "When it was raised.")
    due_at: datetime = of_row("due_at", "By when the owners asked must agree.")
    escalated_at: datetime | None = of_row("escalated_at", "When it was put to the governance board.")
    closed_at: datetime | None = of_row("closed_at", "When it was decided or lapsed.")
    data_version: int = of_row("data_version", "The number of the newest event that its figures know.")

    @strawberry.field(description="The request that does not fit.")
    async def request(self, info: Info) -> LazyRequest:
        return await request_of(info, self.row.request)

    @strawberry.field(description="The whole question in one sentence.")
    async def sentence(self, info: Info) -> str:
        return sentences.question_sentence(
            self.row, await _request_name(info, self.row), await _team_names(info, self.row.binding)
        )

    @strawberry.field(description="What is short; empty when something else than capacity or budget holds it back.")
    def binding(self) -> list[Binding]:
        return [Binding(row=one) for one in self.row.binding]

    @strawberry.field(description="The ways out, the best of each kind first; at least two.")
    async def options(self, info: Info) -> list[Option]:
        return [Option(row=one) for one in await info.context.load(queries.options_by_question, self.row.id, ())]

    @strawberry.field(description="Who must answer.")
    async def asked(self, info: Info) -> list[AskedParty]:
        return [AskedParty(row=one) for one in await _asked(info, self.row)]

    @strawberry.field(description="Every answer, changes of mind included, the oldest first.")
    async def answers(self, info: Info) -> list[Answer]:
        return [Answer(row=one) for one in await info.context.load(queries.answers_by_question, self.row.id, ())]

    @strawberry.field(description="Who raised it; null for Mandate itself.")
    async def raised_by(self, info: Info) -> Person | None:
        return await person_or_none(info, self.row.raised_by)

    @strawberry.field(description="The option that was chosen and has become true; null until then.")
    async def outcome(self, info: Info) -> Option | None:
        row = await info.context.load(queries.options_by_id, self.row.outcome) if self.row.outcome else None
        return None if row is None else Option(row=row)

    @strawberry.field(description="What silence leads to; null once it is closed.")
    async def if_nobody_answers(self, info: Info) -> str | None:
        return sentences.if_nobody_answers(self.row.status, self.row.due_at, await _request_name(info, self.row))

    @strawberry.field(description="Whether your answer counts now. IT's never does.")
    async def may_answer(self, info: Info) -> bool:
        return await _may_answer(info, self.row)

    @strawberry.field(description="Who decides, in one sentence.")
    async def who_decides(self, info: Info) -> str:
        request = await info.context.load(requests_by_id, self.row.request)
        assert request is not None
        options = await info.context.load(queries.options_by_question, self.row.id, ())
        others = await info.context.load_many(unit_by_id, sorted({one for option in options for one in option.asks}))
        unit = await unit_of(info, request.unit)
        return sentences.who_decides(
            self.row.status,
            unit.name,
            [other.name for other in others],
            board=any(option.asks_board for option in options),
        )


async def _asked(info: Info, question: QuestionRow) -> tuple[AskedRow, ...]:
    rows: tuple[AskedRow, ...] = await info.context.load(queries.asked_by_question, question.id, ())
    return rows


async def _may_answer(info: Info, question: QuestionRow) -> bool:
    asked = [one.unit for one in await _asked(info, question) if one.unit is not None]
    return permissions.may_answer(info.context.actor, question.status, asked)


async def _request_name(info: Info, question: QuestionRow) -> str:
    request = await info.context.load(requests_by_id, question.request)
    assert request is not None
    return sentences.request_name(request.number, request.title)


async def _team_names(info: Info, bindings: Any) -> dict[UUID, str]:
    teams = await info.context.load_many(team_by_id, [one.team for one in bindings if one.team])
    return {team.id: team.name for team in teams}


@node_loader
async def _question_node(info: Info, id_: UUID) -> PriorityQuestion | None:
    row = await info.context.load(queries.questions_by_id, id_)
    return None if row is None else PriorityQuestion(row=row)
