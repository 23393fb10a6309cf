"""Priority questions with their options and answers, as they are shown to everyone signed in."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import strawberry

from api.graphql.context import Info
from api.graphql.decisions_options import Binding, BindingSet, Option, answer_counts, asked_of, team_names
from api.graphql.demand_types import LazyRequest, of_row, request_of
from api.graphql.node import Node, node_loader
from api.graphql.organisation import Person, Unit, person_of, person_or_none, unit_of
from api.graphql.regret import Regret, regret_of, unknown_regret_of
from domain.actor import Actor, Side
from domain.decisions import queries, sentences
from domain.decisions.kinds import Cause, QuestionStatus
from domain.decisions.rows import AnswerRow, AskedRow, QuestionRow
from domain.demand.queries import requests_by_id
from domain.organisation.queries import PersonRow, board_members, deciders_by_unit, unit_by_id
from domain.quantities import Month


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


async def _board_by_name(actor: Actor, names: Sequence[str]) -> Mapping[str, tuple[PersonRow, ...]]:
    members = await board_members(actor)
    return dict.fromkeys(names, members)


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
            return [Person.of(row) for row in await info.context.load(_board_by_name, "board", ())]
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
            self.row, await _request_name(info, self.row), await team_names(info, self.row.binding)
        )

    @strawberry.field(description="The question in a few words, for where the request stands beside it.")
    async def short_sentence(self, info: Info) -> str:
        return sentences.short_sentence(self.row, await team_names(info, self.row.binding))

    @strawberry.field(description="What is short; empty when something else than capacity or budget holds it back.")
    def binding(self) -> list[Binding]:
        return [Binding(row=one) for one in self.row.binding]

    @strawberry.field(
        description="The smallest sets of teams, or the budget, that are short together: one of them is short in full"
        " at every start that was looked at. Empty when something else than capacity or budget holds it back."
    )
    def binding_sets(self) -> list[BindingSet]:
        return [BindingSet(cells=one) for one in self.row.binding_sets]

    @strawberry.field(description="The ways out, the best of each kind first; at least two.")
    async def options(self, info: Info) -> list[Option]:
        return [Option(row=one) for one in await info.context.load(queries.options_by_question, self.row.id, ())]

    @strawberry.field(description="Who must answer.")
    async def asked(self, info: Info) -> list[AskedParty]:
        return [AskedParty(row=one) for one in await asked_of(info, self.row)]

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

    @strawberry.field(
        description="What the decision gave up or gained, by what came true since; null until both sides' values are"
        " known."
    )
    async def regret(self, info: Info) -> Regret | None:
        return await regret_of(info, self.row.id)

    @strawberry.field(description="Why its regret is not known yet; null when it is.")
    async def regret_unknown(self, info: Info) -> str | None:
        return await unknown_regret_of(info, self.row.id)

    @strawberry.field(description="What silence leads to; null once it is closed.")
    async def if_nobody_answers(self, info: Info) -> str | None:
        return sentences.if_nobody_answers(self.row.status, self.row.due_at, await _request_name(info, self.row))

    @strawberry.field(description="Whether your answer counts now. IT's never does.")
    async def may_answer(self, info: Info) -> bool:
        return await answer_counts(info, self.row)

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


async def _request_name(info: Info, question: QuestionRow) -> str:
    request = await info.context.load(requests_by_id, question.request)
    assert request is not None
    return sentences.request_name(request.number, request.title)


@node_loader
async def _question_node(info: Info, id_: UUID) -> PriorityQuestion | None:
    row = await info.context.load(queries.questions_by_id, id_)
    return None if row is None else PriorityQuestion(row=row)
