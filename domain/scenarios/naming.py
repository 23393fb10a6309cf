"""Reading the names and deciders that the sentences about a scenario's changes need."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from domain.actor import Actor
from domain.database.engine import rows
from domain.organisation.queries import PersonRow, deciders_by_unit, staff_by_team, teams, units
from domain.scenarios.changes import Changes
from domain.scenarios.queries import options_by_id, scenario_by_id
from domain.scenarios.wording import Named, Names, RequestName, Told, told


async def told_by_scenario(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, tuple[Told, ...]]:
    """Every scenario's changes as sentences, with who decides each."""
    known = await scenario_by_id(actor, ids)
    names = await names_of(actor, [row.changes for row in known.values()])
    return {one: told(row.changes, names) for one, row in known.items()}


async def names_of(actor: Actor, several: Sequence[Changes]) -> Names:
    """The names and deciders of several scenarios' changes, read at once."""
    team_rows, unit_rows = await teams(actor), await units(actor)
    options = await options_by_id([one for changes in several for one in changes.options])
    requests = await _requests({one for changes in several for one in _requests_of(changes)})
    questions = {option.question for option in options.values() if option.open}
    asked = await _asked(actor, questions)
    owners = await deciders_by_unit(actor, sorted({unit for each in several for unit in _units_of(each, requests)}))
    staff = await staff_by_team(
        actor, sorted({one.team for changes in several for one in changes.capacity if not one.bought})
    )
    return Names(
        teams={team.id: team.name for team in team_rows},
        rates={team.id: team.day_rate_cents for team in team_rows},
        units={unit.id: unit.name for unit in unit_rows},
        requests=requests,
        options=options,
        owners=_named(owners),
        staff=_named(staff),
        asked=asked,
    )


def _requests_of(changes: Changes) -> Iterable[UUID]:
    yield from changes.requests_out
    for order in changes.order:
        yield from order.requests
    for move in changes.moves:
        yield move.request
        if move.after is not None:
            yield move.after
    for new in changes.requests_in:
        if new.after is not None:
            yield new.after


def _units_of(changes: Changes, requests: Mapping[UUID, RequestName]) -> Iterable[UUID]:
    yield from (order.unit for order in changes.order)
    yield from (new.unit for new in changes.requests_in)
    for one in (*changes.requests_out, *(move.request for move in changes.moves)):
        if one in requests:
            yield requests[one].unit


async def _requests(ids: set[UUID]) -> Mapping[UUID, RequestName]:
    if not ids:
        return {}
    found = await rows("select id, number, title, unit from request where id = any($1::uuid[])", list(ids))
    return {each["id"]: RequestName(f"REQ-{each['number']}", each["title"], each["unit"]) for each in found}


async def _asked(actor: Actor, questions: set[UUID]) -> Mapping[UUID, tuple[Named, ...]]:
    """The owners whose answer each question still asks for."""
    if not questions:
        return {}
    found = await rows(
        "select question, unit from asked_party where question = any($1::uuid[]) and unit is not null"
        " order by question, unit",
        list(questions),
    )
    people = _named(await deciders_by_unit(actor, sorted({each["unit"] for each in found})))
    asked: dict[UUID, dict[UUID, Named]] = {}
    for each in found:
        for one in people.get(each["unit"], ()):
            asked.setdefault(each["question"], {})[one.id] = one
    return {question: tuple(several.values()) for question, several in asked.items()}


def _named(people: Mapping[UUID, tuple[PersonRow, ...]]) -> Mapping[UUID, tuple[Named, ...]]:
    return {scope: tuple(Named(one.id, one.name) for one in several) for scope, several in people.items()}
