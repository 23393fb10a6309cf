"""An owner commits a request: from here on its dates, cost and value are a promise that nobody edits."""

from uuid import UUID

from domain.actor import Actor, Assignment, Deed, check
from domain.audit import trail
from domain.audit.actions import Action
from domain.database.columns import new_id
from domain.database.engine import Transaction, rows, transaction
from domain.database.refusals import refuse
from domain.decisions.applying import hold_months
from domain.decisions.promising import Frozen, frozen
from domain.decisions.queries import open_question_by_request
from domain.decisions.queries_promises import promises_by_id
from domain.decisions.rows import PromiseRow
from domain.decisions.situation import situation
from domain.demand.commands import Ref, decided_by, locked, step
from domain.demand.queries import request_id
from domain.demand.rows import RequestRow
from domain.demand.rules import RequestState, check_step
from domain.errors import Conflict, RuleViolation, Violation
from domain.estimation.queries import effort_by_request
from domain.governance.queries import policy_now
from domain.planning.commands import PLAN_LOCK
from domain.planning.facts import kept_scope
from domain.value.queries import benefits_by_request
from domain.wording import month_name

refuse("promise.one_version", Conflict("Somebody committed this request a moment ago. Reload and look at the promise."))


async def commit_request(actor: Actor, request: Ref, *, expected_version: int) -> PromiseRow:
    """Commit a ranked request that has a place in the plan: its months are held and the promise is frozen.

    `expected_version` is the version of the request that the owner saw. Raises Forbidden, Conflict, and RuleViolation
    that points to the priority question when the request has no place.
    """
    check(actor, Deed.COMMIT_REQUEST)
    about = await request_id(request)
    async with transaction(actor, Deed.COMMIT_REQUEST) as tx:
        await tx.lock(PLAN_LOCK)
        before = await locked(tx, about)
        office = await decided_by(tx, before)
        if before.version != expected_version:
            raise Conflict(f"{before.key} has changed since you looked at it. Reload and decide again.")
        check_step(before.state, RequestState.COMMITTED, actor.roles)
        drawn, data_version = await _drawn_up(tx, before)
        promise = await _written(tx, before, drawn, office, data_version)
        await hold_months(tx, before.id, drawn.start, drawn.finish)
        await step(tx, before, RequestState.COMMITTED)
        await trail.record(
            tx,
            Action.REQUEST_COMMITTED,
            subject_kind="request",
            subject=before.id,
            request=before.id,
            before={"state": before.state},
            after={
                "state": RequestState.COMMITTED,
                "promise": promise,
                "start_month": str(drawn.start),
                "finish_month": str(drawn.finish),
                "effort_decidays": drawn.effort_decidays,
                "cost_cents": drawn.cost_cents,
                "value_cents": drawn.value_cents,
                "scope_share": drawn.scope_share,
            },
            acts_for=office.acts_for_id,
        )
        return (await promises_by_id(actor, [promise]))[promise]


async def _drawn_up(tx: Transaction, request: RequestRow) -> tuple[Frozen, int]:
    """What will be frozen, and the data version that it comes from. Raises RuleViolation for all that is missing."""
    asking = (await open_question_by_request(tx.actor, [request.id])).get(request.id)
    if asking is not None:
        raise Conflict(f"Priority question {asking.number} about {request.key} is open: it is answered first.")
    effort = (await effort_by_request(tx.actor, [request.id])).get(request.id)
    benefits = (await benefits_by_request(tx.actor, [request.id]))[request.id]
    missing = []
    if effort is None:
        missing.append(Violation("estimates", "No team has estimated it yet; nobody can promise a date or a cost."))
    if not benefits:
        missing.append(Violation("benefits", "It promises no benefit yet; declare at least one."))
    if missing or effort is None:
        text = f"{request.key} cannot be committed: " + " ".join(one.message for one in missing)
        raise RuleViolation(text, rule="ready_to_commit", violations=tuple(missing))
    now = await situation()
    entry = now.plan.entry(request.key)
    if entry is None or entry.start is None or entry.finish is None:
        last = month_name(now.first + (now.problem.horizon - 1))
        raise RuleViolation(
            f"{request.key} has no place in the plan up to {last}. Raise a priority question: it shows what could give"
            " way, and at what price.",
            rule="in_the_plan",
            path="request",
        )
    return (
        frozen(
            now.first + entry.start,
            now.first + entry.finish,
            effort,
            {read["id"]: read["day_rate_cents"] for read in await rows("select id, day_rate_cents from team")},
            benefits,
            valuation_months=(await policy_now()).settings.valuation_months,
            scope_share=await kept_scope(request.id),
        ),
        now.data_version,
    )


async def _written(tx: Transaction, request: RequestRow, drawn: Frozen, office: Assignment, data_version: int) -> UUID:
    """Write the promise and its benefits; a later commitment is a new version beside the earlier one."""
    promise = new_id()
    await tx.execute(
        "insert into promise (id, request, version, start_month, finish_month, effort_decidays, one_off_cents,"
        " run_cents, cost_cents, value_cents, scope_share, committed_by, assignment, side, committed_at, data_version)"
        " values ($1, $2, (select coalesce(max(version), 0) + 1 from promise where request = $2), $3, $4, $5, $6, $7,"
        " $8, $9, $10, $11, $12, $13, $14, $15)",
        promise,
        request.id,
        drawn.start.first,
        drawn.finish.first,
        drawn.effort_decidays,
        drawn.one_off_cents,
        drawn.run_cents,
        drawn.cost_cents,
        drawn.value_cents,
        drawn.scope_share,
        tx.actor.person_id,
        office.id,
        office.role.side.value,
        tx.now,
        data_version,
    )
    await tx.execute_many(
        "insert into promised_benefit (id, promise, benefit, number, metric, unit_of_measure, kind, baseline, target,"
        " low_cents, likely_cents, high_cents, start_month, end_month, value_cents)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        [
            (
                new_id(),
                promise,
                one.benefit.id,
                number,
                one.benefit.metric,
                one.benefit.unit_of_measure,
                one.benefit.kind.value,
                one.benefit.baseline,
                one.benefit.target,
                one.money and one.money.low,
                one.money and one.money.likely,
                one.money and one.money.high,
                one.start.first,
                one.end.first,
                one.value_cents,
            )
            for number, one in enumerate(drawn.benefits, start=1)
        ],
    )
    return promise
