"""A plan of capacity from elsewhere fills teams' months; what a team logged itself stands."""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from uuid import UUID

from domain.actor import Actor
from domain.capacity.commands import logged
from domain.capacity.rules import Split, split_violations
from domain.database.engine import Transaction, rows
from domain.exchange.bringing import Bringing, Weighed
from domain.exchange.rules import Record
from domain.exchange.sheet import plain
from domain.organisation.queries import teams
from domain.quantities import Month, decidays

# Violations of a month by their path, and the field of the file that each concerns.
_FIELDS = {"gross_days": "gross", "run_days": "run", "leave_days": "leave", "other_days": "other"}


async def weighed_capacity(actor: Actor, bringing: Bringing) -> Weighed:
    """What the rows mean as teams' months. A team that is not here is an error, since nobody knows its day rate."""
    known = {}
    for team in await teams(actor):
        known[plain(team.name)] = known[plain(team.code)] = team.id
    by_hand = {
        (each["team"], Month.of(each["month"]))
        for each in await rows("select team, month from capacity where source is null")
    }
    errors = []
    stands = 0
    months: dict[str, tuple[UUID, Month, Split]] = {}
    met: dict[tuple[UUID, Month], Record] = {}
    for record, _ in bringing.said:
        name, month = record.values.get("team"), record.values.get("month")
        team_id = known.get(plain(str(name)))
        if team_id is None:
            errors.append(bringing.error(record, "team", "is no team here; add it first, with its day rate."))
            continue
        assert isinstance(month, Month)
        if (first := met.setdefault((team_id, month), record)) is not record:
            errors.append(bringing.error(record, "team", f"row {first.row} states the same month of this team."))
            continue
        split = Split(*(_decidays(record, field) for field in ("gross", "run", "leave", "other")))
        errors += [bringing.error(record, _FIELDS[one.path], one.message) for one in split_violations(split)]
        if (team_id, month) in by_hand:
            stands += 1
        else:
            months[record.key] = (team_id, month, split)
    notes = (f"{stands} months were logged by their teams themselves and stand.",) if stands else ()
    return Weighed(partial(_brought, bringing, months), tuple(errors), notes)


async def _brought(
    bringing: Bringing, months: Mapping[str, tuple[UUID, Month, Split]], tx: Transaction
) -> Mapping[str, UUID]:
    for team, month, split in sorted(months.values(), key=lambda one: (one[0], one[1])):
        await logged(tx, team, month, split, office=None, source=bringing.source)
    ids = {
        (each["team"], Month.of(each["month"])): each["id"]
        for each in await tx.rows("select id, team, month from capacity where source = $1", bringing.source)
    }
    return {key: ids[team, month] for key, (team, month, _) in months.items()}


def _decidays(record: Record, name: str) -> int:
    days = record.values.get(name)
    return decidays(days) if isinstance(days, Decimal) else 0
