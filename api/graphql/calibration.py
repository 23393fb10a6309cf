"""What efforts and dates came to beside what was said, and what that puts on the next estimate."""

from typing import Annotated, Any

import strawberry

from api.graphql.context import Info
from api.graphql.demand_types import of_row
from api.graphql.enums import exposed
from api.graphql.organisation import Team, Unit, team_of, unit_of
from api.graphql.request_node import RequestNode
from api.graphql.scalars import PersonDays, in_decidays, person_days
from domain.calibration import dates, planned_effort, queries_dates, queries_effort
from domain.calibration.effort_record import RecordBy

exposed(
    RecordBy,
    "What a record of efforts or dates is put together by.",
    {
        RecordBy.TEAM: "The delivery team that did the work.",
        RecordBy.UNIT: "The unit whose requests they were; only work that was delivered here.",
        RecordBy.CATEGORY: "The category of the work.",
        RecordBy.ROUTE: "The route by which requests were met; only work that was delivered here.",
    },
)


def _of_record(name: str, description: str) -> Any:
    return strawberry.field(resolver=lambda root: getattr(root.row.record, name), description=description)


@strawberry.type
class _RecordRow:
    """What the rows of both records have in common."""

    row: strawberry.Private[Any]

    @strawberry.field(description="The id of this record: one for each thing that it is put together by.")
    def id(self) -> strawberry.ID:
        kind = type(self).__name__
        return strawberry.ID(f"{kind[0].lower()}{kind[1:]}:{self.row.by}:{self.row.key}")

    @strawberry.field(description="What it is put together by.")
    def by(self) -> RecordBy:
        by: RecordBy = self.row.by
        return by

    @strawberry.field(description="The name of the team, unit, category or route.")
    def label(self) -> str:
        return str(self.row.label)

    @strawberry.field(description="The team, when it is a team's.")
    async def team(self, info: Info) -> Team | None:
        return await team_of(info, self.row.key) if self.row.by is RecordBy.TEAM else None

    @strawberry.field(description="The unit, when it is a unit's.")
    async def unit(self, info: Info) -> Unit | None:
        return await unit_of(info, self.row.key) if self.row.by is RecordBy.UNIT else None


@strawberry.type(
    description="What finished work took beside what was estimated for it. Rows stand by name and not by result."
)
class EffortRecord(_RecordRow):
    sample: int = _of_record("sample", "How many finished pieces of work with an estimate it is about.")
    too_few: bool = _of_record("too_few", "Whether they are too few to conclude anything, by the policy.")
    ratio: float | None = _of_record(
        "ratio", "Days taken for each day estimated, as a ratio of sums; null when they are too few."
    )
    median: float | None = _of_record(
        "median",
        "The same of the middle piece of work. Most small work comes out as estimated, so it hides what a few large"
        " overruns cost.",
    )
    factor: float = _of_record(
        "factor",
        "What is expected for each day estimated: the own record drawn towards that of all, the more the shorter it is;"
        " 1 while there is no record.",
    )
    low: float | None = _of_record("low", "The low end of the range in which eight of ten pieces of work lay.")
    high: float | None = _of_record("high", "The high end of that range.")
    own_share: float = _of_record("own_share", "How much the own record counts in the factor, 0 to 1.")
    text: str = _of_record("text", "The record in a sentence.")

    @strawberry.field(description="What was estimated for it in all, in person-days.")
    def estimated_days(self) -> PersonDays:
        return person_days(in_decidays(self.row.record.estimated))

    @strawberry.field(description="What it took in all, in person-days.")
    def actual_days(self) -> PersonDays:
        return person_days(in_decidays(self.row.record.actual))


@strawberry.type(
    description="When delivered requests came beside the month promised first, which no later promise replaces. Rows"
    " stand by name and not by result."
)
class DateRecord(_RecordRow):
    sample: int = _of_record("sample", "How many delivered requests it is about.")
    too_few: bool = _of_record("too_few", "Whether they are too few to conclude anything, by the policy.")
    on_time: int = _of_record("on_time", "How many came in or before the month promised first.")
    on_time_share: float | None = _of_record(
        "on_time_share", "The share of them, 0 to 1; null below ten, where a share would mislead."
    )
    low: float | None = _of_record("low", "The low end of the share's 90 % interval (Wilson).")
    high: float | None = _of_record("high", "The high end of the share's 90 % interval (Wilson).")
    expected_share: float | None = _of_record(
        "expected_share",
        "The share to expect: the own record with eight requests of the company's share added; null while the company"
        " has too few.",
    )
    median_slip_months: float | None = _of_record(
        "median_slip_months", "How many months the middle one came after the month promised first."
    )
    p50_slip_months: int | None = _of_record("p50", "Half of them came at most so many months after it.")
    p85_slip_months: int | None = _of_record("p85", "85 of 100 of them came at most so many months after it.")
    duration_ratio: float | None = _of_record(
        "duration_ratio", "Months taken for each month planned, as a ratio of sums."
    )
    text: str = _of_record("text", "The record in a sentence.")


@strawberry.type(
    description="How many months to add to a promised month so that it is kept, tested on earlier promises against what"
    " was known on the day of each."
)
class DateBuffer:
    row: strawberry.Private[dates.DateBuffer]
    months: int | None = of_row("months", "Months to add; null while fewer than twenty promises could be tested.")
    hit_rate: float | None = of_row("hit_rate", "The share of the tested promises that this would have kept, 0 to 1.")
    forecasts: int = of_row("tested", "How many promises were tested.")
    reached: bool = of_row("reached", "Whether it would have kept 85 of 100 of them.")
    text: str = of_row("text", "It in a sentence, with how often it would have been kept.")

    @strawberry.field(description="The quantile of earlier delays that it is, 0 to 1.")
    def quantile(self) -> float | None:
        return None if self.row.quantile is None else self.row.quantile / 100


@strawberry.type(description="A team's part of what a request is expected to take.")
class TeamEffort:
    row: strawberry.Private[planned_effort.TeamEffort]

    @strawberry.field(description="The team.")
    async def team(self, info: Info) -> Team:
        return await team_of(info, self.row.team)

    @strawberry.field(description="As estimated (the mean of the three points), in person-days.")
    def estimated_days(self) -> PersonDays:
        return person_days(self.row.estimated)

    @strawberry.field(description="What plans count on, in person-days.")
    def planned_days(self) -> PersonDays:
        return person_days(self.row.planned)

    @strawberry.field(description="What such estimates have come out at, for each day; 1 while there is no record.")
    def factor(self) -> float:
        return self.row.factor.factor

    @strawberry.field(description="The low end of the range of eight in ten past cases, for each day estimated.")
    def low(self) -> float | None:
        return self.row.factor.low

    @strawberry.field(description="The high end of that range.")
    def high(self) -> float | None:
        return self.row.factor.high

    @strawberry.field(description="How many finished pieces of all teams' work it rests on.")
    def sample(self) -> int:
        return self.row.factor.sample

    @strawberry.field(description="Whether they are too few to say anything.")
    def too_few(self) -> bool:
        return self.row.factor.too_few

    @strawberry.field(description="The record in a sentence.")
    def text(self) -> str:
        return self.row.factor.text


@strawberry.type(description="What a request is expected to take, by its estimates and by what such ones came out at.")
class CalibratedEffort:
    row: strawberry.Private[planned_effort.PlannedEffort]
    applied: bool = of_row("applied", "Whether plans count on more or less than was estimated, by a record.")
    text: str = of_row("text", "Both figures in a sentence, team by team.")

    @strawberry.field(description="As estimated, in person-days, at the scope that decisions left.")
    def estimated_days(self) -> PersonDays:
        return person_days(self.row.estimated)

    @strawberry.field(description="What plans count on, in person-days.")
    def planned_days(self) -> PersonDays:
        return person_days(self.row.planned)

    @strawberry.field(description="The low end of the range of eight in ten; null while there is no record.")
    def low_days(self) -> PersonDays | None:
        return None if self.row.low is None else person_days(self.row.low)

    @strawberry.field(description="The high end of that range.")
    def high_days(self) -> PersonDays | None:
        return None if self.row.high is None else person_days(self.row.high)

    @strawberry.field(description="Each team's part.")
    def teams(self) -> list[TeamEffort]:
        return [TeamEffort(row=one) for one in self.row.teams]


@strawberry.type
class CalibrationOfRequest(RequestNode):
    """What earlier estimates say about a request."""

    @strawberry.field(description="What it is expected to take; null until somebody has estimated it.")
    async def calibrated_effort(self, info: Info) -> CalibratedEffort | None:
        row = await info.context.load(queries_effort.planned_effort_by_request, self.row.id)
        return None if row is None else CalibratedEffort(row=row)


By = Annotated[RecordBy, strawberry.argument(description="What to put them together by.")]


@strawberry.type
class CalibrationQuery:
    """What may be asked about estimates and dates of the past."""

    @strawberry.field(description="What finished work took beside its estimates, by name and not by result.")
    async def effort_record(self, info: Info, by: By) -> list[EffortRecord]:
        return [EffortRecord(row=row) for row in await queries_effort.effort_record_rows(info.context.actor, by)]

    @strawberry.field(description="When delivered requests came beside the month promised first, by name.")
    async def date_record(self, info: Info, by: By) -> list[DateRecord]:
        return [DateRecord(row=row) for row in await queries_dates.date_record_rows(info.context.actor, by)]

    @strawberry.field(description="How many months to add to a promised month so that it is kept.")
    async def date_buffer(self, info: Info) -> DateBuffer:
        return DateBuffer(row=await queries_dates.date_buffer_now(info.context.actor))
