"""What must be finished before something else can start: IT states it, and no circle comes about."""

from collections import defaultdict
from collections.abc import Mapping
from uuid import UUID

from domain.actor import Actor, Deed
from domain.audit import trail
from domain.audit.actions import Action
from domain.database.columns import new_id
from domain.database.engine import Transaction, transaction
from domain.database.refusals import refuse
from domain.demand import rules
from domain.demand.commands import Ref, locked, touched
from domain.demand.queries import request_id
from domain.demand.rows import RequestRow
from domain.demand.rules import RequestState
from domain.errors import Conflict, RuleViolation

refuse("dependency.once", Conflict("This dependency is recorded already."))


async def record_dependency(actor: Actor, request: Ref, *, needs: Ref) -> RequestRow:
    """IT states that a request cannot start before another is finished. A circle is refused and named."""
    async with transaction(actor, Deed.RECORD_DEPENDENCY) as tx:
        await tx.lock("dependencies")
        dependent = await locked(tx, request)
        needed_id = await request_id(needs)
        for one in (dependent.id, needed_id):
            state = RequestState(await tx.value("select state from request where id = $1", one))
            if state in rules.ENDED:
                raise Conflict(f"One of the two requests is {state.spoken}; nothing depends on it any more.")
        circle = rules.dependency_cycle(await _dependencies(tx), dependent.id, needed_id)
        if circle:
            raise RuleViolation(await _circle(tx, circle), rule="no_dependency_cycle", path="needs")
        await tx.execute(
            "insert into dependency (id, request, needs, recorded_by, at) values ($1, $2, $3, $4, $5)",
            new_id(),
            dependent.id,
            needed_id,
            actor.person_id,
            tx.now,
        )
        after = await touched(tx, dependent)
        await trail.record(
            tx,
            Action.DEPENDENCY_RECORDED,
            subject_kind="request",
            subject=dependent.id,
            request=dependent.id,
            after={"needs": str(needed_id)},
        )
        return after


async def _dependencies(tx: Transaction) -> Mapping[UUID, list[UUID]]:
    needs: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for one, other in await tx.rows("select request, needs from dependency"):
        needs[one].append(other)
    return needs


async def _circle(tx: Transaction, circle: tuple[UUID, ...]) -> str:
    if circle[0] == circle[1]:
        return "A request does not wait for itself."
    found = await tx.rows("select id, number from request where id = any($1)", list(circle))
    keys = {read["id"]: f"REQ-{read['number']}" for read in found}
    return "The requests would wait for each other: " + " needs ".join(keys[one] for one in circle) + "."
