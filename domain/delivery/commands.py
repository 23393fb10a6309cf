"""IT states what becomes of committed work, and whoever speaks for a request says when the next update comes.

Nothing here decides a priority: work starts only after a business owner committed, and a forecast stands beside the
promise, never over it.
"""

from datetime import date, datetime
from uuid import UUID

from domain import jobs
from domain.actor import Actor, Assignment, Deed
from domain.audit import trail
from domain.audit.actions import Action
from domain.database.columns import new_id
from domain.database.engine import Transaction, transaction
from domain.delivery.queries import (
    DELIVERY_COLUMNS,
    DeliveryRow,
    ForecastRow,
    UpdateRow,
    delivery_row,
    first_promised_month,
    teams_by_request,
)
from domain.delivery.rules import UNDER_WAY, check_delivered, check_forecast, check_next_update, check_started
from domain.demand.commands import Ref, locked, step
from domain.demand.rows import RequestRow
from domain.demand.rules import ENDED, RequestState
from domain.demand.submission import check_reason, check_text
from domain.errors import Conflict, Forbidden, RuleViolation
from domain.estimation.queries import effort_by_request
from domain.quantities import Month, days

SCHEDULE_REVIEWS = "schedule_reviews"  # the job by which delivery sets the checkpoints; its handler is downstream
MOST_DECIDAYS = 10_000_000
EFFORT_SOURCE = "mandate"


async def start_delivery(actor: Actor, request: Ref, *, on: date | None = None) -> DeliveryRow:
    """IT staff of a team that estimated a committed request say when its delivery started (None: today)."""
    async with transaction(actor, Deed.START_DELIVERY) as tx:
        before = await locked(tx, request)
        office = await _on_it(tx, before)
        day = on or tx.now.date()
        if before.state is RequestState.COMMITTED:
            check_started(day, await _committed_on(tx, before.id), tx.now.date())
        after = await step(tx, before, RequestState.IN_DELIVERY)
        record = await tx.row(
            "insert into delivery (request, started_on, started_by, assignment, side) values ($1, $2, $3, $4, $5)"
            f" returning {DELIVERY_COLUMNS}",
            before.id,
            day,
            actor.person_id,
            office.id,
            office.role.side.value,
        )
        assert record is not None
        await trail.record(
            tx,
            Action.DELIVERY_STARTED,
            subject_kind="request",
            subject=before.id,
            request=before.id,
            before={"state": before.state},
            after={"state": after.state, "started_on": day},
        )
        return delivery_row(record)


async def deliver_request(
    actor: Actor, request: Ref, *, on: date | None = None, actual_decidays: int | None = None
) -> DeliveryRow:
    """IT staff of a team on a request say that it is in use since a day (None: today), and perhaps what it took.

    What it took becomes part of the record by which later estimates are judged. The clock then sets the value reviews.
    """
    if actual_decidays is not None and not 0 <= actual_decidays <= MOST_DECIDAYS:
        raise RuleViolation("Give the person-days that it took.", rule="actual_effort", path="actual_days")
    async with transaction(actor, Deed.DELIVER_REQUEST) as tx:
        before = await locked(tx, request)
        await _on_it(tx, before)
        started: date | None = await tx.value("select started_on from delivery where request = $1", before.id)
        day = on or tx.now.date()
        if started is not None and before.state is RequestState.IN_DELIVERY:
            check_delivered(day, started, tx.now.date())
        after = await step(tx, before, RequestState.DELIVERED)
        record = await tx.row(
            "update delivery set delivered_on = $2, delivered_by = $3, actual_decidays = $4 where request = $1"
            f" returning {DELIVERY_COLUMNS}",
            before.id,
            day,
            actor.person_id,
            actual_decidays,
        )
        if record is None:
            raise Conflict("Nobody has said when the delivery started.")
        if actual_decidays is not None:
            await _effort_recorded(tx, before, day, actual_decidays)
        await jobs.enqueue(
            tx, SCHEDULE_REVIEWS, {"request": str(before.id)}, dedupe_key=f"{SCHEDULE_REVIEWS}:{before.id}"
        )
        await trail.record(
            tx,
            Action.REQUEST_DELIVERED,
            subject_kind="request",
            subject=before.id,
            request=before.id,
            before={"state": before.state},
            after={"state": after.state, "delivered_on": day, "actual_decidays": actual_decidays},
        )
        return delivery_row(record)


async def move_forecast(actor: Actor, request: Ref, *, finish_month: Month, reason: str) -> ForecastRow:
    """IT staff of a team on a request say in which month they now expect to finish, and why. The promise stands."""
    reason = check_reason(reason)
    async with transaction(actor, Deed.MOVE_FORECAST) as tx:
        about = await locked(tx, request)
        office = await _on_it(tx, about)
        if about.state not in UNDER_WAY:
            raise Conflict(f"The request is {about.state.spoken}; only committed work has a forecast.")
        check_forecast(finish_month, Month.of(tx.now.date()))
        last: date | None = await tx.value(
            "select finish_month from forecast where request = $1 order by at desc, id desc limit 1", about.id
        )
        if last == finish_month.first:
            raise Conflict("This is the forecast already.")
        promised = await first_promised_month(about.id)
        made = ForecastRow(
            new_id(),
            about.id,
            finish_month,
            reason,
            actor.person_id,
            tx.now,
            None if promised is None else finish_month - promised,
        )
        await tx.execute(
            "insert into forecast (id, request, finish_month, reason, made_by, assignment, side, at)"
            " values ($1, $2, $3, $4, $5, $6, $7, $8)",
            made.id,
            about.id,
            finish_month.first,
            reason,
            actor.person_id,
            office.id,
            office.role.side.value,
            tx.now,
        )
        await trail.record(
            tx,
            Action.FORECAST_MOVED,
            subject_kind="forecast",
            subject=made.id,
            request=about.id,
            before={"finish_month": None if last is None else Month.of(last)},
            after={"finish_month": finish_month, "slip_months": made.slip_months},
            reason=reason,
        )
        return made


async def post_update(actor: Actor, request: Ref, *, text: str, next_update_at: datetime) -> UpdateRow:
    """An owner of the unit, or IT staff of a team on the request, tell its followers where it stands and when they
    will hear next. A next update that does not come is shown as missed."""
    text = check_text("text", "The update", text, 8000)
    async with transaction(actor, Deed.POST_UPDATE) as tx:
        about = await locked(tx, request)
        teams = (await teams_by_request(actor, [about.id]))[about.id]
        if not actor.owns(about.unit) and not actor.team_ids & set(teams):
            unit = await tx.value("select name from unit where id = $1", about.unit)
            raise Forbidden(f"Only a business owner of {unit} or IT staff of a team that estimated it may do this.")
        if about.state in ENDED:
            raise Conflict(f"The request is {about.state.spoken}; no update is owed any more.")
        check_next_update(next_update_at, tx.now)
        made = UpdateRow(new_id(), about.id, actor.person_id, text, tx.now, next_update_at, missed=False)
        await tx.execute(
            "insert into progress_update (id, request, text, next_update_at, author, at)"
            " values ($1, $2, $3, $4, $5, $6)",
            made.id,
            about.id,
            text,
            next_update_at,
            actor.person_id,
            tx.now,
        )
        await trail.record(
            tx,
            Action.UPDATE_POSTED,
            subject_kind="update",
            subject=made.id,
            request=about.id,
            after={"text": text, "next_update_at": next_update_at.isoformat()},
            acts_for=actor.stands_in_for(about.unit),
        )
        return made


async def _on_it(tx: Transaction, request: RequestRow) -> Assignment:
    """The office of the actor in a team that estimated the request. Raises Forbidden that names the teams."""
    teams = (await teams_by_request(tx.actor, [request.id]))[request.id]
    for team in teams:
        if tx.actor.staffs(team):
            return tx.actor.membership(team)
    names = [read["name"] for read in await tx.rows("select name from team where id = any($1) order by name", teams)]
    if not names:
        raise Forbidden("No team has estimated this request; only IT staff of a team on it may do this.")
    raise Forbidden(f"Only IT staff of {' or '.join(names)} may do this.")


async def _committed_on(tx: Transaction, request: UUID) -> date | None:
    at: datetime | None = await tx.value(
        "select committed_at from promise where request = $1 order by version desc limit 1", request
    )
    return None if at is None else at.date()


async def _effort_recorded(tx: Transaction, request: RequestRow, on: date, actual_decidays: int) -> None:
    """Keep what the work took beside what was promised for it; it is a team's record when one team did it all."""
    effort = (await effort_by_request(tx.actor, [request.id])).get(request.id)
    promised: int | None = await tx.value(
        "select effort_decidays from promise where request = $1 order by version desc limit 1", request.id
    )
    foreseen = promised
    if foreseen is None and effort:
        foreseen = effort.expected_decidays
    teams = list(effort.by_team) if effort else []
    await tx.execute(
        "insert into effort_record (id, source, external_key, team, category, estimated_days, actual_days,"
        " finished_on, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        new_id(),
        EFFORT_SOURCE,
        request.key,
        teams[0] if len(teams) == 1 else None,
        request.category,
        None if foreseen is None else days(foreseen),
        days(actual_decidays),
        on,
        tx.now,
    )
