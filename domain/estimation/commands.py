"""Teams say what a request takes. It is a fact and no verdict: nothing is refused or postponed by it."""

from uuid import UUID

from domain.actor import Actor, Assignment, Deed
from domain.audit import trail
from domain.audit.actions import Action
from domain.database.columns import new_id
from domain.database.engine import Transaction, transaction
from domain.database.refusals import refuse
from domain.demand.commands import Ref, locked, step, touched
from domain.demand.permissions import takes_estimates
from domain.demand.rows import RequestRow
from domain.demand.rules import RequestState
from domain.errors import Conflict, RuleViolation
from domain.estimation.queries import ESTIMATE_COLUMNS, EstimateRow, estimate_row
from domain.estimation.rules import NewEstimate, estimate_violations
from domain.organisation.queries import team_id

refuse("estimate.one_version", Conflict("Your team gave another estimate a moment ago; reload and look at it."))


async def estimate_request(actor: Actor, request: Ref, *, team: Ref, estimate: NewEstimate) -> EstimateRow:
    """IT staff of a team say what the request takes that team; earlier versions are kept.

    The first estimate leads a submitted request to estimated.
    """
    violations = estimate_violations(estimate)
    if violations:
        raise RuleViolation(violations[0].message, rule="usable_estimate", violations=violations)
    async with transaction(actor, Deed.ESTIMATE_REQUEST) as tx:
        about = await locked(tx, request)
        of_team = await team_id(team)
        name = await tx.value("select name from team where id = $1", of_team)
        office = actor.membership(of_team, of=f"team {name}")
        if not takes_estimates(about):
            raise Conflict(f"The request is {about.state.spoken}; an estimate says nothing any more.")
        return await estimated(tx, about, of_team, estimate, office=office)


async def estimated(
    tx: Transaction,
    request: RequestRow,
    team: UUID,
    new: NewEstimate,
    *,
    office: Assignment | None,
    source: str | None = None,
) -> EstimateRow:
    """Write a version of an estimate inside the deed that brings it, with its event; the request is locked.

    An estimate that is imported has a `source` in place of an office in the team.
    """
    record = await tx.row(
        "insert into estimate (id, request, team, version, low_decidays, likely_decidays, high_decidays,"
        " one_off_cents, run_cents, confidence, assumptions, made_by, assignment, side, source, made_at)"
        " values ($1, $2, $3, (select coalesce(max(version), 0) + 1 from estimate where request = $2 and team = $3),"
        f" $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) returning {ESTIMATE_COLUMNS}",
        new_id(),
        request.id,
        team,
        new.low_decidays,
        new.likely_decidays,
        new.high_decidays,
        new.one_off_cents,
        new.run_cents,
        new.confidence.value,
        new.assumptions.strip(),
        tx.actor.person_id,
        office and office.id,
        office and office.role.side.value,
        source,
        tx.now,
    )
    assert record is not None
    made = estimate_row(record)
    if request.state is RequestState.SUBMITTED:
        await step(tx, request, RequestState.ESTIMATED)
    else:
        await touched(tx, request)
    await trail.record(
        tx,
        Action.REQUEST_ESTIMATED,
        subject_kind="estimate",
        subject=made.id,
        request=request.id,
        before={"state": request.state},
        after={
            "team": team,
            "version": made.version,
            "low_decidays": made.low_decidays,
            "likely_decidays": made.likely_decidays,
            "high_decidays": made.high_decidays,
            "one_off_cents": made.one_off_cents,
            "run_cents": made.run_cents,
            "confidence": made.confidence,
        },
        acts_for=office.acts_for_id if office else None,
    )
    return made
