"""Owners give their whole ballot at once, with requests level where they like, and without those they do not know."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.actor import Actor, Deed
from domain.audit import trail
from domain.audit.actions import Action
from domain.database.engine import Transaction, transaction
from domain.demand.commands import Ref, locked, step
from domain.demand.rules import IN_ORDER, RequestState
from domain.errors import Conflict, RuleViolation
from domain.organisation.queries import unit_id
from domain.ranking import rules, unit_list
from domain.ranking.ballots import Tiers

MOST_ON_A_BALLOT = 2000


@dataclass(frozen=True, slots=True)
class SubmittedRanking:
    """The unit's list after a whole ballot; `version` is to be sent back with the next deed."""

    unit: UUID
    order: tuple[UUID, ...]
    version: int


async def submit_ranking(
    actor: Actor, unit: str | UUID, tiers: Sequence[Sequence[Ref]], *, expected_version: int, reason: str | None = None
) -> SubmittedRanking:
    """An owner of the unit gives the whole own ballot at once: tiers, best first; what it leaves out it has no opinion
    about. The list is made anew from the ballots of all owners.

    Requests that nobody had ranked become ranked. Raises NotFound, Forbidden, Conflict (the list changed meanwhile, or
    a request is decided or of another unit), RuleViolation (empty, a request twice, or nothing would change).
    """
    said = rules.reason_given(reason)
    async with transaction(actor, Deed.SUBMIT_RANKING) as tx:
        of = await unit_id(unit)
        name: str = await tx.value("select name from unit where id = $1", of)
        office = actor.ownership(of, of=name)
        ballot = await _read(tx, of, name, tiers)
        named = [one for tier in ballot for one in tier]
        held = await unit_list.opened(
            tx, of, name, office, expected_version=expected_version, coming=[UUID(one) for one in named]
        )
        old = held.order
        states: dict[str, RequestState] = {}
        for one in sorted(set(named) - set(old)):  # in one order, so that two who lock the same do not block each other
            request = await locked(tx, UUID(one))
            rules.check_undecided(request.key, request.state)
            states[one] = request.state
            if request.state is not RequestState.RANKED:
                await step(tx, request, RequestState.RANKED)
        same = ballot == held.own
        await held.cast(ballot)
        new = await held.remade()
        if same and new == old:
            raise RuleViolation(
                "Your ballot says this already; nothing would change.", rule="rank_changes", path="tiers"
            )
        moves = await held.write(new)
        await trail.record(
            tx,
            Action.RANKING_SUBMITTED,
            subject_kind="unit",
            subject=of,
            before={"order": old},
            after={"tiers": ballot, "order": new, "version": held.last_version, "moved": len(moves)},
            reason=said,
            acts_for=office.acts_for_id,
        )
        await held.tell_followers(moves, states)
        return SubmittedRanking(of, tuple(UUID(one) for one in new), held.last_version)


async def _read(tx: Transaction, unit: UUID, name: str, tiers: Sequence[Sequence[Ref]]) -> Tiers:
    """The ballot that somebody means by ids and keys, in the unit's undecided requests. Tiers without any are left
    out."""
    given = [one for tier in tiers for one in tier]
    if not given or len(given) > MOST_ON_A_BALLOT:
        raise RuleViolation(
            f"A ballot names at least one request and at most {MOST_ON_A_BALLOT}.", rule="ballot_size", path="tiers"
        )
    ids = dict(await _ids(tx, unit, given))
    for ref in given:
        if ref not in ids:
            request = await locked(tx, ref)  # raises NotFound for one that does not exist
            if request.unit != unit:
                raise Conflict(f"{request.key} is no request of {name}; a ballot orders the requests of one unit.")
            rules.check_undecided(request.key, request.state)
            ids[ref] = str(request.id)
    ballot = tuple(tuple(ids[ref] for ref in tier) for tier in tiers if tier)
    if len({one for tier in ballot for one in tier}) != len(given):
        raise RuleViolation("A request stands on a ballot once.", rule="ballot_once", path="tiers")
    return ballot


async def _ids(tx: Transaction, unit: UUID, given: Iterable[Ref]) -> list[tuple[Ref, str]]:
    """Those that name an undecided request of the unit, read in one go."""
    found = await tx.rows(
        "select id::text as id, 'REQ-' || number as key from request where unit = $1 and state = any($2)",
        unit,
        [state.value for state in IN_ORDER],
    )
    known = {each["id"]: each["id"] for each in found} | {each["key"]: each["id"] for each in found}
    return [(ref, known[name]) for ref in given if (name := str(ref).strip()) in known]
