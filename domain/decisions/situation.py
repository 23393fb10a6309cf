"""The plan at this moment, in the words that questions are kept in: ids and months instead of keys and periods."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from uuid import UUID

from domain.decisions.conflict import conflict_of
from domain.decisions.kinds import OptionKind
from domain.decisions.rows import DisplacedRow, ExtraRow, OptionRow
from domain.decisions.rules import Displaced, ExtraCapacity, Option
from domain.decisions.sentences import request_name
from domain.decisions.waiting import REACH_PERIODS
from domain.demand.rules import RequestState
from domain.planning.facts import Freshness
from domain.planning.queries import current_plan
from domain.planning.rules import Plan, Problem, Work
from domain.planning.timetable import Timetable
from domain.quantities import Month
from domain.wording import month_name


@dataclass(frozen=True, slots=True)
class Situation:
    """A problem with its plan, and the way between the planner's names and the portfolio's.

    ids: requests by key. keys: the other way. names: "REQ-42 Returns portal" by key. teams: names by id as text.
    committed: keys of the committed requests. promised: cents that a month of each request in use was to bring.
    """

    problem: Problem
    plan: Plan
    first: Month
    fresh: Freshness
    data_version: int
    ids: Mapping[str, UUID]
    keys: Mapping[UUID, str]
    names: dict[str, str]
    teams: Mapping[str, str]
    committed: frozenset[str] = frozenset()
    promised: Mapping[str, int] = field(default_factory=dict)

    def month(self, period: int | None) -> Month | None:
        return None if period is None else self.first + period

    def period(self, month: Month | None) -> int | None:
        return None if month is None else month - self.first

    @property
    def beyond(self) -> Month:
        """The first month after those for which capacity is known."""
        return self.first + self.problem.periods

    @property
    def month_names(self) -> Sequence[str]:
        return [month_name(self.first + period) for period in range(self.problem.periods + REACH_PERIODS)]

    def work(self, key: str) -> Work | None:
        return next((one for one in self.problem.works if one.request == key), None)

    def duration(self, key: str) -> int:
        """For how many months a request takes its days."""
        table = Timetable(self.problem)
        return table.shapes[table.index[key]].duration

    def reserved(self, key: str, start: Month | None) -> tuple[tuple[str, int], ...]:
        """What starts when, if the request starts in a month: the prerequisites that come along, and itself."""
        if start is None or self.work(key) is None:
            return ()
        conflict = conflict_of(self.problem, self.plan, key, None)
        if conflict.group is None:
            return ()
        works = conflict.table.works
        return tuple((works[number].request, at) for number, at in conflict.pieces(start - self.first))

    def holds(self, row: OptionRow, key: str) -> tuple[tuple[str, int], ...]:
        """The starts that a kept option holds; an option of an older version names only the request's own."""
        if row.kind in (OptionKind.WAIT, OptionKind.REROUTE):
            return ()
        if not row.reserved:
            return self.reserved(key, row.earliest_month)
        return tuple((self.keys.get(one.request, str(one.request)), one.month - self.first) for one in row.reserved)

    def stored(self, option: Option) -> tuple[tuple[DisplacedRow, ...], tuple[ExtraRow, ...]]:
        """Whom an option displaces and what it buys, by id and month."""
        rates = {team.team: team.day_rate for team in self.problem.teams}
        displaced = tuple(
            DisplacedRow(self.ids[one.request], self.first + one.start, self.month(one.to), one.deferred, one.mandatory)
            for one in option.displaced
        )
        extra = tuple(
            ExtraRow(None, self.first + one.period, 0, one.amount)
            if one.team is None
            else ExtraRow(UUID(one.team), self.first + one.period, one.amount, -(-one.amount * rates[one.team] // 10))
            for one in option.extra_capacity
        )
        return displaced, extra

    def option(self, row: OptionRow, request: UUID) -> Option:
        """A kept option in today's periods; a request that left the plan since goes by its id."""
        key = self.keys.get(request, str(request))
        work = self.work(key)
        start, finish = self.period(row.earliest_month), self.period(row.finish_month)
        duration = None if start is None or finish is None else finish - start + 1
        late = (
            row.kind is OptionKind.WAIT
            and finish is not None
            and work is not None
            and work.deadline is not None
            and finish > work.deadline
        )
        return Option(
            str(row.number),
            row.kind,
            key,
            work.unit if work else "",
            row.consent,
            row.price_cents,
            row.value_at_stake_cents,
            0,
            start,
            row.why,
            displaced=tuple(
                Displaced(
                    self.keys.get(one.request, str(one.request)),
                    "",
                    one.from_month - self.first,
                    self.period(one.to_month),
                    one.deferred_cents,
                    one.mandatory,
                )
                for one in row.displaced
            ),
            extra_capacity=tuple(
                ExtraCapacity(
                    str(one.team) if one.team else None,
                    one.month - self.first,
                    one.decidays if one.team else one.cents,
                )
                for one in row.extra_capacity
            ),
            reserved=self.holds(row, key),
            scope_share=Fraction(row.scope_share) if row.scope_share is not None else Fraction(1),
            duration=duration,
            route=row.route.value if row.route else None,
            late=late,
        )


async def situation() -> Situation:
    """The plan as it stands now; inside a transaction, as that transaction sees the portfolio."""
    now = await current_plan()
    demands = now.input.demands
    return Situation(
        problem=now.problem,
        plan=now.plan,
        first=now.months[0],
        fresh=now.input.facts.fresh,
        data_version=now.data_version,
        ids={key: one.id for key, one in demands.items()},
        keys=now.keys,
        names={key: request_name(one.number, one.title) for key, one in demands.items()},
        teams={team.team: team.name for team in now.problem.teams},
        committed=frozenset(key for key, one in demands.items() if one.state is RequestState.COMMITTED),
        promised={
            key: int(one.value_cents * Fraction(one.kept)) // now.problem.valuation for key, one in demands.items()
        },
    )
