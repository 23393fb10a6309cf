"""People say how it felt: one of five faces, at the moment where it happened."""

from domain.actor import Actor, Deed
from domain.audit import trail
from domain.audit.actions import Action
from domain.database.columns import new_id
from domain.database.engine import transaction
from domain.demand.commands import Ref
from domain.demand.queries import request_id, requests_by_id
from domain.demand.rows import RequestRow
from domain.engagement.queries import happened
from domain.engagement.rules import Moment, check_pulse, side_of


async def give_pulse(
    actor: Actor, moment: Moment, request: Ref, *, face: int, comment: str | None = None
) -> RequestRow:
    """Anyone gives one of five faces (1 the worst) about a moment in the life of a request, with a comment or without.

    A second pulse of the same person about the same moment takes the place of the first.
    """
    comment = (comment or "").strip() or None
    async with transaction(actor, Deed.GIVE_PULSE) as tx:
        about = await request_id(request)
        check_pulse(moment, face, comment, happened=await happened(moment, about))
        given = await tx.value(
            "insert into pulse (id, moment, request, person, side, face, comment, at)"
            " values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (request, person, moment)"
            " do update set face = excluded.face, comment = excluded.comment, at = excluded.at returning id",
            new_id(),
            moment.value,
            about,
            actor.person_id,
            side_of(actor).value,
            face,
            comment,
            tx.now,
        )
        await trail.record(
            tx,
            Action.PULSE_GIVEN,
            subject_kind="pulse",
            subject=given,
            request=about,
            after={"moment": moment, "face": face, "comment": comment},
        )
        return (await requests_by_id(actor, [about]))[about]
