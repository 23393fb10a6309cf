"""Saved scenarios and what they come to on the data as they are now. They decide nothing, so everybody sees them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from asyncpg import Record

from domain.actor import Actor
from domain.audit.queries import data_version
from domain.audit.tables import OF_PORTFOLIO
from domain.database import clock
from domain.database.engine import row, rows, value
from domain.demand.rules import Route
from domain.errors import NotFound
from domain.quantities import Month
from domain.scenarios.rows import SCENARIO_COLUMNS, AdoptionRow, ScenarioRow, scenario_row
from domain.scenarios.taking import TakenOption

MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class ScenarioPage:
    """Some scenarios, the newest first; `total` counts all of the list."""

    items: tuple[ScenarioRow, ...]
    has_next: bool
    total: int


async def scenarios(actor: Actor, *, first: int, before: int | None = None, mine: bool = False) -> ScenarioPage:
    """A page of the scenarios with numbers below `before`: all that stand, or one's own, discarded ones included."""
    listed = "s.saved_by = $1" if mine else "s.discarded_at is null and $1::uuid is not null"
    found = await rows(
        f"select {SCENARIO_COLUMNS} from scenario s where {listed} and ($2::bigint is null or s.number < $2)"
        " order by s.number desc limit $3",
        actor.person_id,
        before,
        first + 1,
    )
    total = await value(f"select count(*) from scenario s where {listed}", actor.person_id)
    return ScenarioPage(tuple(scenario_row(each) for each in found[:first]), len(found) > first, total)


async def scenario_by_id(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, ScenarioRow]:
    """Scenarios for a loader, discarded ones too."""
    found = await rows(f"select {SCENARIO_COLUMNS} from scenario s where s.id = any($1)", list(ids))
    return {read["id"]: scenario_row(read) for read in found}


async def scenario(ref: str | UUID) -> ScenarioRow:
    """One scenario by id or number. Raises NotFound."""
    text = str(ref).strip()
    if text.isascii() and text.isdigit() and len(text) < 10:
        found = await row(f"select {SCENARIO_COLUMNS} from scenario s where s.number = $1", int(text))
    else:
        try:
            known = UUID(text)
        except ValueError:
            raise NotFound("There is no such scenario.") from None
        found = await row(f"select {SCENARIO_COLUMNS} from scenario s where s.id = $1", known)
    if found is None:
        raise NotFound("There is no such scenario.")
    return scenario_row(found)


async def adoption_by_scenario(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, AdoptionRow]:
    """What the board made of each scenario that it adopted."""
    found = await rows(
        "select a.scenario, a.data_version, a.reason, a.adopted_by, a.at, r.number as round_number"
        " from scenario_adoption a left join planning_round r on r.id = a.planning_round"
        " where a.scenario = any($1)",
        list(ids),
    )
    return {read["scenario"]: AdoptionRow(**read) for read in found}


@dataclass(frozen=True, slots=True)
class Age:
    """How far the data moved on since a scenario was saved: the newest event, and how many changes there were."""

    newest: int
    changes: int
    days: int
    stale: bool

    @property
    def text(self) -> str:
        """The age as a sentence."""
        ago = "today" if self.days == 0 else "yesterday" if self.days == 1 else f"{self.days} days ago"
        if not self.stale:
            return f"Saved {ago}; nothing changed since."
        since = "the month has changed" if not self.changes else f"{_counted(self.changes)} since"
        return f"Saved {ago}; {since}, so its figures are computed anew on the data as they are now."


def _counted(changes: int) -> str:
    if changes >= MOST_COUNTED:
        return f"{MOST_COUNTED} changes or more"
    return f"{changes} change" if changes == 1 else f"{changes} changes"


async def age_by_scenario(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Age]:
    """How old each scenario is, and whether the data moved on since it was saved."""
    now = clock.now()
    newest = (await data_version()).newest
    found = await rows(
        "select s.id, s.month, s.saved_at, s.data_version, (select count(*) from (select 1 from audit_event"
        f" where {OF_PORTFOLIO} and number > s.data_version limit {MOST_COUNTED}) since) as changes"
        " from scenario s where s.id = any($1)",
        list(ids),
    )
    return {
        each["id"]: Age(
            newest,
            each["changes"],
            max(0, (now.date() - each["saved_at"].date()).days),
            each["changes"] > 0 or Month.of(each["month"]) != Month.of(now.date()),
        )
        for each in found
    }


# Priority questions stand after scenarios, so they are read by their tables' names.
_OPTIONS = """
select o.id, o.question, q.number as question_number, q.closed_at is null as open, q.request, o.kind, o.title,
       o.displaced, o.extra_capacity, o.reserved, o.earliest_month, o.finish_month, o.scope_share, o.route
from question_option o join priority_question q on q.id = o.question
where o.id = any($1)
"""


async def options_by_id(ids: Sequence[UUID]) -> Mapping[UUID, TakenOption]:
    """Options of priority questions, with what their decision would write."""
    return {read["id"]: _option(read) for read in await rows(_OPTIONS, list(ids))} if ids else {}


def _option(read: Record) -> TakenOption:
    return TakenOption(
        id=read["id"],
        question=read["question"],
        question_number=read["question_number"],
        open=read["open"],
        request=read["request"],
        kind=read["kind"],
        title=read["title"],
        displaced=tuple(
            (UUID(one["request"]), Month.parse(one["toMonth"]) if one["toMonth"] else None) for one in read["displaced"]
        ),
        extra=tuple(
            (UUID(one["team"]) if one["team"] else None, Month.parse(one["month"]), one["decidays"], one["cents"])
            for one in read["extra_capacity"]
        ),
        reserved={UUID(one["request"]): Month.parse(one["startMonth"]) for one in read["reserved"]},
        earliest=None if read["earliest_month"] is None else Month.of(read["earliest_month"]),
        finish=None if read["finish_month"] is None else Month.of(read["finish_month"]),
        scope_share=None if read["scope_share"] is None else Decimal(read["scope_share"]),
        route=None if read["route"] is None else Route(read["route"]),
    )
