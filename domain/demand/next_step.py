"""What happens next to a request and who it waits for: one true sentence for every state. No surprises.

What later capabilities know (a priority question, the plan, updates, reviews) is handed in as plain facts.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import UUID

from domain.demand.rows import RequestRow
from domain.demand.rules import RequestState
from domain.quantities import Month
from domain.wording import day_name, month_name


@dataclass(frozen=True, slots=True)
class StepFacts:
    """What is known about a request beside its row. People and teams are ids.

    `deciders` decide for the unit, `board` for the portfolio. `teams_owing` were asked for an estimate and gave none;
    `estimators` work in them; a ranked request may lack any estimate, or room in the plan. `question_…` describe the
    open priority question, `answering` who owes an answer. `decide_by`: the day that has passed without a decision on
    the request or its confirmation, so that it has no place in the order and the plan.
    """

    unit: str
    deciders: tuple[UUID, ...] = ()
    board: tuple[UUID, ...] = ()
    estimators: tuple[UUID, ...] = ()
    team_owing: UUID | None = None
    team_owing_name: str | None = None
    clarification_open: bool = False
    question_number: int | None = None
    question_due_at: datetime | None = None
    question_escalated: bool = False
    answering: tuple[UUID, ...] = ()
    is_estimated: bool = True
    has_room: bool = True
    planned_start: Month | None = None
    planned_finish: Month | None = None
    delivering: tuple[UUID, ...] = ()
    delivering_team: UUID | None = None
    next_update_at: datetime | None = None
    review_due_on: date | None = None
    measurements_due: int = 0
    decide_by: date | None = None


@dataclass(frozen=True, slots=True)
class NextStep:
    """The sentence, the people and the team that it waits for, and by when."""

    text: str
    waits_for: tuple[UUID, ...] = ()
    team: UUID | None = None
    due_at: datetime | None = None
    overdue: bool = False


def next_step(request: RequestRow, facts: StepFacts, now: datetime) -> NextStep:
    """What happens next. An open priority question comes before everything that depends on its answer."""
    step = _question(facts) if facts.question_number is not None else _by_state(request, facts)
    text = step.text
    if facts.clarification_open:
        text += " A question about the request is open; it stops nothing."
    overdue = step.due_at is not None and step.due_at < now
    return NextStep(text, step.waits_for, step.team, step.due_at, overdue)


def _question(facts: StepFacts) -> NextStep:
    who = "the governance board" if facts.question_escalated else "the owners concerned"
    return NextStep(
        f"Waits for {who} to answer priority question {facts.question_number}.",
        facts.board if facts.question_escalated and not facts.answering else facts.answering,
        due_at=facts.question_due_at,
    )


def _by_state(request: RequestRow, facts: StepFacts) -> NextStep:
    owner = f"the owner of {facts.unit}"
    if facts.decide_by is not None:
        text = (
            f"Waits for {owner} to confirm that it still matters, make it smaller or withdraw it: undecided for too"
            " long, it has no place in the order and the plan."
        )
        return NextStep(text, facts.deciders, due_at=_start(facts.decide_by))
    match request.state:
        case RequestState.SUBMITTED if not request.route.needs_it:
            return NextStep(f"Waits for {owner} to decide on the route {_spoken(request.route)}.", facts.deciders)
        case RequestState.SUBMITTED:
            whom = f"team {facts.team_owing_name}" if facts.team_owing_name else "the delivery teams concerned"
            return NextStep(f"Waits for an estimate by {whom}.", facts.estimators, facts.team_owing)
        case RequestState.ESTIMATED:
            return NextStep(f"Waits for {owner} to rank it.", facts.deciders)
        case RequestState.RANKED if not facts.is_estimated:
            return NextStep("Waits for an estimate by the delivery teams concerned.", facts.estimators)
        case RequestState.RANKED if not facts.has_room:
            text = f"Waits for {owner}: it finds no room in the plan; a priority question shows what could give way."
            return NextStep(text, facts.deciders)
        case RequestState.RANKED:
            return NextStep(f"Waits for {owner} to commit it{_planned(facts)}.", facts.deciders)
        case RequestState.COMMITTED:
            return NextStep(
                f"Waits for IT to start delivery{_planned(facts)}.", facts.delivering, facts.delivering_team
            )
        case RequestState.IN_DELIVERY:
            text = "Waits for IT to deliver it" + (
                f", planned for {month_name(facts.planned_finish)}" if facts.planned_finish else ""
            )
            return NextStep(
                f"{text}; {'the next update has a date' if facts.next_update_at else 'no next update has a date yet'}.",
                facts.delivering,
                facts.delivering_team,
                facts.next_update_at,
            )
        case RequestState.DELIVERED | RequestState.IN_REVIEW:
            return _after_go_live(request, facts, owner)
        case RequestState.PARKED:
            again = request.look_again_on
            when = f" on {day_name(again)}" if again else ", for which no day is set"
            return NextStep(f"Parked until {owner} looks at it again{when}.", facts.deciders, due_at=_start(again))
        case RequestState.REROUTED:
            return NextStep(f"Goes its way as {_spoken(request.route)}; {facts.unit} sees to it.", facts.deciders)
        case RequestState.WITHDRAWN:
            return NextStep("Nothing more: it was withdrawn.")
        case RequestState.CLOSED:
            return NextStep("Nothing more: its value review is closed.")


def _after_go_live(request: RequestRow, facts: StepFacts, owner: str) -> NextStep:
    if facts.measurements_due:
        months = "a month" if facts.measurements_due == 1 else f"{facts.measurements_due} months"
        text = f"Waits for {owner} to record measurements of {months}."
        return NextStep(text, facts.deciders, due_at=_start(facts.review_due_on))
    if request.state is RequestState.IN_REVIEW:
        text = "Waits for the governance board to close the value review."
        return NextStep(text, facts.board, due_at=_start(facts.review_due_on))
    when = f" on {day_name(facts.review_due_on)}" if facts.review_due_on else ""
    return NextStep(f"Waits for the value review{when}.", facts.deciders, due_at=_start(facts.review_due_on))


def _planned(facts: StepFacts) -> str:
    return f"; planned to start in {month_name(facts.planned_start)}" if facts.planned_start else ""


def _start(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time(23, 59, 59), UTC)


def _spoken(route: str) -> str:
    return str(route).replace("_", " ")
