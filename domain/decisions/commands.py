"""IT, an owner or the system puts a conflict to the business: facts and options. Whoever raises it chooses nothing."""

import asyncio
from uuid import UUID

from domain.actor import Actor, Deed, Role, Side, check
from domain.audit import trail
from domain.audit.actions import Action
from domain.database import clock
from domain.database.columns import new_id
from domain.database.engine import Transaction, transaction
from domain.database.refusals import refuse
from domain.decisions.kinds import Cause, Consent, QuestionStatus
from domain.decisions.queries import QUESTION_COLUMNS, question
from domain.decisions.raising import Composed, composed
from domain.decisions.rows import QuestionRow, question_row
from domain.decisions.rules import Option, asked, due_at
from domain.decisions.situation import Situation, situation
from domain.demand.commands import Ref, locked
from domain.demand.queries import request_id, requests_by_id
from domain.demand.rows import RequestRow
from domain.demand.rules import IN_ORDER, RequestState
from domain.demand.submission import check_reason
from domain.errors import Conflict, RuleViolation
from domain.governance.queries import policy_now
from domain.planning.facts import freshness
from domain.quantities import Month

CAN_CONFLICT = (RequestState.RANKED, RequestState.COMMITTED)

refuse("priority_question.one_open", Conflict("This request has an open priority question already; look at that one."))


async def raise_priority_question(
    actor: Actor, request: Ref, *, reason: str, wanted_month: Month | None = None, cause: Cause | None = None
) -> QuestionRow:
    """Put to the business what gives way for a request that does not fit, with every way out and its price.

    IT staff, an owner of the unit or the system raise it. Raises Forbidden, Conflict, and RuleViolation when the
    request fits where it is wanted.
    """
    check(actor, Deed.RAISE_PRIORITY_QUESTION)
    reason = check_reason(reason)
    about = await request_id(request)
    seen = (await requests_by_id(actor, [about]))[about]
    _office(actor, seen)
    check_can_conflict(seen)
    # The options are worked out before the transaction. When the portfolio moves in between, they are worked out once
    # more inside it, so that busy hours cannot refuse a question.
    now = await situation()
    drawn = await drawn_up(now, seen, wanted_month, cause)
    async with transaction(actor, Deed.RAISE_PRIORITY_QUESTION) as tx:
        row = await locked(tx, about)
        acts_for = _office(actor, row)
        check_can_conflict(row)
        await check_none_open(tx, row)
        if await freshness(clock.now()) != now.fresh:
            now = await situation()
            drawn = await drawn_up(now, row, wanted_month, cause)
        return await raised(tx, row, now, drawn, reason=reason, wanted_month=wanted_month, acts_for=acts_for)


def _office(actor: Actor, request: RequestRow) -> UUID | None:
    """IT staff of any team and the system may raise a question, and owners about their own unit's requests.

    Whom a deputy stands in for, if anybody. Raises Forbidden.
    """
    if actor.is_system or actor.holds(Role.IT):
        return None
    return actor.ownership(request.unit, of=f"the unit that {request.key} belongs to, or IT staff,").acts_for_id


async def drawn_up(
    now: Situation, request: RequestRow, wanted_month: Month | None, cause: Cause | None = None
) -> Composed:
    """What the question will say; worked out beside the event loop, because a large portfolio takes its time."""
    return await asyncio.to_thread(composed, now, request.key, wanted_month=wanted_month, cause=cause)


def check_can_conflict(request: RequestRow) -> None:
    """Only what is ranked or committed competes for capacity. Raises RuleViolation."""
    if request.state not in CAN_CONFLICT:
        first = " Its owner ranks it first." if request.state in IN_ORDER else ""
        raise RuleViolation(
            f"{request.key} is {request.state.spoken}; only a ranked or committed request can be in conflict.{first}",
            rule="ranked_or_committed",
            path="request",
        )


async def check_none_open(tx: Transaction, request: RequestRow) -> None:
    """One question at a time for each request. Raises Conflict that names the open one."""
    number = await tx.value("select number from priority_question where request = $1 and closed_at is null", request.id)
    if number is not None:
        raise Conflict(f"{request.key} has an open priority question already: question {number}.")


async def raised(
    tx: Transaction,
    request: RequestRow,
    now: Situation,
    drawn: Composed,
    *,
    reason: str,
    wanted_month: Month | None,
    acts_for: UUID | None = None,
) -> QuestionRow:
    """Write a question with its options and the parties asked, and record it. The request is locked."""
    policy = (await policy_now()).settings
    actor = tx.actor
    record = await tx.row(
        "insert into priority_question (id, request, cause, reason, wanted_month, binding, binding_sets, status,"
        " raised_by, raised_side, raised_at, due_at, data_version)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
        f" returning {QUESTION_COLUMNS}",
        new_id(),
        request.id,
        drawn.cause.value,
        reason,
        wanted_month and wanted_month.first,
        [one.written() for one in drawn.binding],
        [[one.written() for one in cells] for cells in drawn.sets],
        QuestionStatus.OPEN.value,
        None if actor.is_system else actor.person_id,
        _side(actor).value,
        tx.now,
        due_at(tx.now, policy.answer_days),
        now.data_version,
    )
    assert record is not None
    made = question_row(record)
    options = await _options_written(tx, made, request, now, drawn)
    parties = await _asked_written(tx, made, request, now, drawn.options)
    await trail.record(
        tx,
        Action.QUESTION_RAISED,
        subject_kind="question",
        subject=made.id,
        request=request.id,
        after={
            "number": made.number,
            "cause": made.cause,
            "wanted_month": made.wanted_month and str(made.wanted_month),
            "due_at": made.due_at.isoformat(),
            "options": options,
            "asked": parties,
        },
        reason=reason,
        acts_for=acts_for,
    )
    return await question(tx.actor, made.id)


def _side(actor: Actor) -> Side:
    if actor.is_system:
        return Side.NEUTRAL
    return Side.IT if actor.holds(Role.IT) else Side.BUSINESS


async def _options_written(
    tx: Transaction, made: QuestionRow, request: RequestRow, now: Situation, drawn: Composed
) -> list[str]:
    for number, (option, title, finish) in enumerate(
        zip(drawn.options, drawn.titles, drawn.finishes, strict=True), start=1
    ):
        displaced, extra = now.stored(option)
        earliest = now.month(option.earliest)
        share = option.scope_share
        await tx.execute(
            "insert into question_option (id, question, number, kind, consent, title, why, price_cents,"
            " value_at_stake_cents, displaced, extra_capacity, earliest_month, finish_month, scope_share, route, asks,"
            " asks_board, reserved) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,"
            " $14::numeric / 10000, $15, $16, $17, $18)",
            new_id(),
            made.id,
            number,
            option.kind.value,
            option.consent.value,
            title,
            option.why,
            option.price,
            option.value_at_stake,
            [
                {
                    "request": str(one.request),
                    "fromMonth": str(one.from_month),
                    "toMonth": one.to_month and str(one.to_month),
                    "deferredCents": one.deferred_cents,
                    "mandatory": one.mandatory,
                }
                for one in displaced
            ],
            [
                {
                    "team": one.team and str(one.team),
                    "month": str(one.month),
                    "decidays": one.decidays,
                    "cents": one.cents,
                }
                for one in extra
            ],
            earliest and earliest.first,
            finish and finish.first,
            None if share == 1 else int(share * 10_000),
            option.route,
            sorted({UUID(one.unit) for one in option.displaced} - {request.unit}),
            option.consent is Consent.BOARD,
            [{"request": str(now.ids[key]), "startMonth": str(now.month(start))} for key, start in option.reserved],
        )
    return [f"{option.kind.value}: {title}" for option, title in zip(drawn.options, drawn.titles, strict=True)]


async def _asked_written(
    tx: Transaction, made: QuestionRow, request: RequestRow, now: Situation, options: tuple[Option, ...]
) -> list[str]:
    """The request's own unit, and every unit whose requests some option moves. The board is asked when it escalates."""
    touched: dict[UUID, list[str]] = {}
    for option in options:
        for one in option.displaced:
            keys = touched.setdefault(UUID(one.unit), [])
            if one.request not in keys:
                keys.append(one.request)
    units = sorted({UUID(one) for one in asked(options)} | {request.unit}, key=lambda one: (one != request.unit, one))
    for unit in units:
        because = (
            f"{request.key} is theirs."
            if unit == request.unit
            else f"Some options move {', '.join(touched[unit][:20])} for it."
        )
        await tx.execute(
            "insert into asked_party (id, question, unit, because, asked_at) values ($1, $2, $3, $4, $5)",
            new_id(),
            made.id,
            unit,
            because,
            tx.now,
        )
    return [str(one) for one in units]
