"""The board sets the policy: each time a whole new version, with its reason."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from domain.actor import Actor, Assignment, Deed
from domain.audit import trail
from domain.audit.actions import Action
from domain.database.columns import new_id
from domain.database.engine import Transaction, transaction
from domain.database.refusals import refuse
from domain.errors import Conflict, NotFound, RuleViolation
from domain.governance import queries
from domain.governance.rules import PolicySettings

refuse("policy.version", Conflict("Somebody set the policy a moment ago. Reload and look again."))

FOUNDED = "Came with the installation."


async def found(actor: Actor) -> bool:
    """Write the first version of the policy, all defaults, when an installation starts; True if it was written now."""
    async with transaction(actor, Deed.FOUND_INSTALLATION) as tx:
        await tx.lock("policy")
        if await tx.value("select exists (select 1 from policy)"):
            return False
        first, settings = new_id(), PolicySettings().model_dump(mode="json")
        await tx.execute(
            "insert into policy (id, version, from_at, settings, reason, set_at) values ($1, 1, $2, $3, $4, $2)",
            first,
            tx.now,
            settings,
            FOUNDED,
        )
        await trail.record(
            tx, Action.INSTALLATION_FOUNDED, subject_kind="policy", subject=first, after=settings, reason=FOUNDED
        )
        return True


async def set_policy(actor: Actor, changes: Mapping[str, Any], *, reason: str) -> int:
    """Set some settings anew from now on; the number of the new version.

    Entitlements given for some units leave the other weights as they are, and so do accountable owners; None for a
    unit's accountable owner leaves it to whoever owns the unit longest. Raises Forbidden, NotFound for a unit that does
    not exist, RuleViolation.
    """
    async with transaction(actor, Deed.SET_POLICY) as tx:
        seat = actor.seat()
        if not reason.strip():
            raise RuleViolation("Say why the policy changes.", rule="reason", path="reason")
        return await policy_set(tx, changes, reason=reason.strip(), seat=seat)


async def policy_set(tx: Transaction, changes: Mapping[str, Any], *, reason: str, seat: Assignment) -> int:
    """Write a new version of the policy inside the deed that sets it, with its event; the number of the version."""
    await tx.lock("policy")
    last = await tx.row(f"select {queries.POLICY} from policy order by version desc limit 1")
    before = queries.PolicyRow.of(last).settings if last else PolicySettings()
    wanted = dict(changes)
    if "entitlements" in wanted:
        await _check_units(tx, tuple(wanted["entitlements"]))
        wanted["entitlements"] = {**before.entitlements, **wanted["entitlements"]}
    if "accountable" in wanted:
        await _check_accountable(tx, wanted["accountable"])
        named = {**before.accountable, **wanted["accountable"]}
        wanted["accountable"] = {unit: owner for unit, owner in named.items() if owner is not None}
    after = before.changed(wanted)
    if after == before:
        raise RuleViolation("Nothing would change.", rule="no_change")
    version = (last["version"] if last else 0) + 1
    new, kept = new_id(), after.model_dump(mode="json")
    await tx.execute(
        """insert into policy (id, version, from_at, settings, reason, set_by, assignment, side, set_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $3)""",
        new,
        version,
        tx.now,
        kept,
        reason,
        tx.actor.person_id,
        seat.id,
        seat.role.side.value,
    )
    earlier = before.model_dump(mode="json")
    changed = {name for name in kept if kept[name] != earlier[name]}
    await trail.record(
        tx,
        Action.POLICY_SET,
        subject_kind="policy",
        subject=new,
        before={name: earlier[name] for name in sorted(changed)},
        after={name: kept[name] for name in sorted(changed)},
        reason=reason,
        acts_for=seat.acts_for_id,
    )
    return version


async def _check_units(tx: Transaction, units: tuple[UUID, ...]) -> None:
    known = await tx.rows("select id from unit where id = any($1::uuid[])", units)
    if len(known) != len(set(units)):
        raise NotFound("The policy names a unit that does not exist.")


async def _check_accountable(tx: Transaction, named: Mapping[UUID, UUID | None]) -> None:
    """Whoever answers for a unit's list is one of its owners, in an office of their own."""
    await _check_units(tx, tuple(named))
    owners = {
        (each["unit"], each["person"])
        for each in await tx.rows(
            "select unit, person from assignment where role = 'owner' and acts_for is null and unit = any($1::uuid[])"
            " and from_at <= $2 and (until_at is null or until_at > $2)",
            list(named),
            tx.now,
        )
    }
    for unit, owner in named.items():
        if owner is not None and (unit, owner) not in owners:
            name = await tx.value("select name from unit where id = $1", unit)
            raise RuleViolation(
                f"Only a business owner of {name} can answer for its list.",
                rule="accountable_owner",
                path="accountable",
            )
