"""Owners answer "which of these first?". An answer changes no list: it only makes the suggestion for the own ballot."""

from collections.abc import Sequence
from uuid import UUID

from domain.actor import Actor, Deed
from domain.audit import trail
from domain.audit.actions import Action
from domain.database.columns import new_id
from domain.database.engine import transaction
from domain.demand.commands import Ref
from domain.demand.queries import request_id, requests_by_id
from domain.errors import Conflict
from domain.organisation.queries import unit_id
from domain.ranking import comparing, rules


async def compare_requests(actor: Actor, unit: str | UUID, among: Sequence[Ref], *, best: Ref, worst: Ref) -> UUID:
    """An owner of the unit says which of two to five of its undecided requests comes first and which last; the unit.

    The newest answer about a pair counts. Raises NotFound, Forbidden, Conflict (a request is decided or of another
    unit), RuleViolation.
    """
    async with transaction(actor, Deed.COMPARE_REQUESTS) as tx:
        of = await unit_id(unit)
        name: str = await tx.value("select name from unit where id = $1", of)
        office = actor.ownership(of, of=name)
        named = [str(await request_id(one)) for one in among[: comparing.MOST + 1]]
        first, last = str(await request_id(best)), str(await request_id(worst))
        comparing.check_answer(named, first, last)
        for one in (await requests_by_id(actor, [UUID(one) for one in named])).values():
            if one.unit != of:
                raise Conflict(f"{one.key} is no request of {name}; compare the requests of one unit.")
            rules.check_undecided(one.key, one.state)
        owner = office.acts_for_id or actor.person_id
        await tx.execute(
            "insert into comparison (id, unit, owner, among, best, worst, answered_by, assignment, side, at)"
            " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            new_id(),
            of,
            owner,
            [UUID(one) for one in named],
            UUID(first),
            UUID(last),
            actor.person_id,
            office.id,
            office.role.side.value,
            tx.now,
        )
        await trail.record(
            tx,
            Action.REQUESTS_COMPARED,
            subject_kind="unit",
            subject=of,
            after={"among": named, "best": first, "worst": last},
            acts_for=office.acts_for_id,
        )
        return of
