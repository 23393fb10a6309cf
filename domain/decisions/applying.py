"""What a decided option makes true: the same consequences as the options were worked out with, written as rows."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from uuid import UUID

from domain.actor import Assignment
from domain.audit import trail
from domain.audit.actions import Action
from domain.database.columns import new_id
from domain.database.engine import Transaction
from domain.decisions.kinds import OptionKind
from domain.decisions.rows import DisplacedRow, OptionRow, QuestionRow
from domain.decisions.rules import Option
from domain.decisions.situation import Situation
from domain.demand.commands import locked, rerouted, step, touched
from domain.demand.rows import RequestRow
from domain.demand.rules import RequestState
from domain.errors import Conflict
from domain.planning.facts import kept_scope
from domain.quantities import Month
from domain.wording import month_name


class OptionGone(Conflict):
    """The portfolio moved so far that an option no longer does what it says."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A question with the option that was chosen, as it reads in today's periods, and the office that closed it."""

    question: QuestionRow
    request: RequestRow
    row: OptionRow
    option: Option
    now: Situation
    office: Assignment
    reason: str


async def applied(tx: Transaction, made: Decision) -> list[UUID]:
    """Write what the decision makes true, with an event for every request that gives way; the displaced requests.

    The question and the asking request are locked; displaced and reserved requests are locked here, by id.
    """
    row, option = made.row, made.option
    starts = [(made.now.ids[key], key, start) for key, start in option.reserved]
    others = {one.request for one in row.displaced} | {one for one, _, _ in starts} - {made.request.id}
    rows = {one: await locked(tx, one) for one in sorted(others)}
    match row.kind:
        case OptionKind.DISPLACE:
            for one in row.displaced:
                await _displaced(tx, made, rows[one.request], one)
        case OptionKind.FUND:
            await _funded(tx, made)
        case OptionKind.COMBINE:
            for one in row.displaced:
                await _displaced(tx, made, rows[one.request], one)
            await _funded(tx, made)
        case OptionKind.SHRINK:
            await _shrunk(tx, made)
        case OptionKind.WAIT:
            await _deferred(tx, made, made.request.id, row.earliest_month)
            await _waits(tx, made)
        case OptionKind.REROUTE:
            await tx.execute("delete from slot where request = $1", made.request.id)
            assert row.route is not None
            await rerouted(tx, made.request, row.route, reason=made.reason, acts_for=made.office.acts_for_id)
    for request, key, start in starts:
        await _reserved(tx, made, request, key, start)
    if row.kind not in (OptionKind.WAIT, OptionKind.REROUTE):
        await touched(tx, made.request)
    return [one.request for one in row.displaced]


async def _displaced(tx: Transaction, made: Decision, request: RequestRow, gone: DisplacedRow) -> None:
    """A request gives its months away; a committed one is no longer committed, and its owner hears by whom and why."""
    until = gone.to_month or made.now.beyond
    by = made.request.key
    reason = f"Displaced by {by} until {month_name(until)} (priority question {made.question.number}): {made.reason}"
    await tx.execute("delete from slot where request = $1", request.id)
    await _deferred(tx, made, request.id, gone.to_month)
    if request.state is RequestState.COMMITTED:
        after = await step(tx, request, RequestState.ESTIMATED, reason=reason[:4000])
    else:
        after = await touched(tx, request)
    await trail.record(
        tx,
        Action.REQUEST_DISPLACED,
        subject_kind="request",
        subject=request.id,
        request=request.id,
        before={"state": request.state, "start_month": str(gone.from_month)},
        after={
            "state": after.state,
            "not_before": str(until),
            "by": by,
            "by_request": made.request.id,
            "question": made.question.id,
            "question_number": made.question.number,
            "deferred_cents": gone.deferred_cents,
        },
        reason=made.reason,
        acts_for=made.office.acts_for_id,
    )


async def _deferred(tx: Transaction, made: Decision, request: UUID, until: Month | None) -> None:
    await tx.execute(
        "insert into deferral (id, request, not_before, question, at) values ($1, $2, $3, $4, $5)",
        new_id(),
        request,
        (until or made.now.beyond).first,
        made.question.id,
        tx.now,
    )


async def _funded(tx: Transaction, made: Decision) -> None:
    """Days are bought for teams; money is added to the budget of its month."""
    for one in made.row.extra_capacity:
        if one.team is not None:
            await tx.execute(
                "insert into funded_capacity (id, team, month, bought_decidays, price_cents, question, at)"
                " values ($1, $2, $3, $4, $5, $6, $7)",
                new_id(),
                one.team,
                one.month.first,
                one.decidays,
                one.cents,
                made.question.id,
                tx.now,
            )
            continue
        await tx.lock("budget", one.month)
        record = await tx.row(
            "update budget set amount_cents = amount_cents + $2, version = version + 1, set_by = $3, assignment = $4,"
            " side = $5, set_at = $6 where month = $1 returning id, amount_cents",
            one.month.first,
            one.cents,
            tx.actor.person_id,
            made.office.id,
            made.office.role.side.value,
            tx.now,
        )
        if record is None:
            raise OptionGone(f"The budget of {month_name(one.month)} is not set any more.")
        await trail.record(
            tx,
            Action.BUDGET_SET,
            subject_kind="budget",
            subject=record["id"],
            before={"amount_cents": record["amount_cents"] - one.cents},
            after={"month": one.month, "amount_cents": record["amount_cents"]},
            reason=made.reason,
            acts_for=made.office.acts_for_id,
        )


async def _shrunk(tx: Transaction, made: Decision) -> None:
    """A part of the request stays in scope; a second reduction is a part of the first."""
    share = made.row.scope_share or Decimal(1)
    kept = (await kept_scope(made.request.id) * share).quantize(Decimal("0.0001"), ROUND_DOWN)
    await tx.execute(
        "insert into scope (id, request, kept, question, at) values ($1, $2, $3, $4, $5)",
        new_id(),
        made.request.id,
        kept,
        made.question.id,
        tx.now,
    )


async def _waits(tx: Transaction, made: Decision) -> None:
    """The request itself starts later. A committed one keeps its commitment in the later months, if there are any.

    Where waiting misses the deadline, the later months are held, since the plan alone would not look beyond it.
    """
    start, finish = made.row.earliest_month, made.row.finish_month
    committed = made.request.state is RequestState.COMMITTED
    if start is not None and finish is not None and (committed or made.option.late):
        await hold_months(tx, made.request.id, start, finish)
        await touched(tx, made.request)
        return
    await tx.execute("delete from slot where request = $1", made.request.id)
    if committed:
        reason = f"It waits (priority question {made.question.number}): {made.reason}"
        await step(tx, made.request, RequestState.ESTIMATED, reason=reason[:4000])
    else:
        await touched(tx, made.request)


async def _reserved(tx: Transaction, made: Decision, request: UUID, key: str, start: int) -> None:
    """A decision reserves the months that it found, for the request and for what it waits for."""
    if request == made.request.id:
        finish = made.row.finish_month
        assert finish is not None
    else:
        finish = made.now.first + (start + made.now.duration(key) - 1)
    await hold_months(tx, request, made.now.first + start, finish)


async def hold_months(tx: Transaction, request: UUID, start: Month, finish: Month) -> None:
    """Hold months of the plan for a request; later planning leaves it where it is."""
    await tx.execute(
        "insert into slot (request, start_month, finish_month, held_at) values ($1, $2, $3, $4)"
        " on conflict (request) do update set start_month = excluded.start_month,"
        " finish_month = excluded.finish_month, held_at = excluded.held_at",
        request,
        start.first,
        finish.first,
        tx.now,
    )
