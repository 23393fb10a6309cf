"""What waits for business owners and the board: answers, ranks, commitments, measurements and verdicts."""

from datetime import UTC, datetime, time, timedelta

from domain.actor import Actor, Role
from domain.database.engine import rows
from domain.decisions.queries import open_question_by_request, priority_questions
from domain.demand.queries import requests_by_id
from domain.governance.queries import policy_now
from domain.notifications.rules import InboxKind, Item, asks_to_measure, counted, end_of, listed
from domain.planning.queries import current_plan
from domain.quantities import Month
from domain.ranking.queries_decide_by import DecideBy, to_decide
from domain.realisation.queries import measurements_due_by_request
from domain.realisation.rules import OVERDUE_AFTER
from domain.value.queries import benefits_by_request
from domain.wording import day_name, month_name

MOST_QUESTIONS = 100
COMMIT_AHEAD = 1  # what the plan starts this month or the next is ready to commit


async def answers(actor: Actor, now: datetime) -> list[Item]:
    """Priority questions that wait for the actor's own answer, or for the board's."""
    if not actor.unit_ids and not actor.holds(Role.BOARD):
        return []
    waiting = (await priority_questions(actor, waiting_for_me=True, first=MOST_QUESTIONS)).items
    about = await requests_by_id(actor, [each.request for each in waiting])
    return [
        Item(
            f"answer_question:{each.id}",
            InboxKind.ANSWER_QUESTION,
            f"Priority question {each.number} about {about[each.request].key} {about[each.request].title}"
            + (" came to the board." if each.escalated_at else " waits."),
            "Choose one of its options and say why.",
            each.escalated_at or each.raised_at,
            each.due_at,
            each.due_at < now,
            request=each.request,
            question=each.id,
        )
        for each in waiting
    ]


async def ranks(actor: Actor, now: datetime) -> list[Item]:
    """Estimated requests of the actor's units that have no place yet, one line for each unit."""
    if not actor.unit_ids:
        return []
    grace = timedelta(days=(await policy_now()).settings.answer_days)
    found = await rows(
        "select r.unit, u.name, array_agg('REQ-' || r.number order by r.state_since, r.id) as keys,"
        " array_agg(r.id order by r.state_since, r.id) as ids, min(r.state_since) as since"
        " from request r join unit u on u.id = r.unit where r.unit = any($1) and (r.state = 'estimated' or"
        " r.state = 'ranked' and not exists (select from rank_entry e where e.request = r.id and e.unit = r.unit))"
        " group by r.unit, u.name",
        list(actor.unit_ids),
    )
    return [
        Item(
            f"rank_request:{read['unit']}",
            InboxKind.RANK_REQUEST,
            f"{listed(read['keys'])} of {read['name']} {'waits' if len(read['keys']) == 1 else 'wait'} for a place.",
            "Put it where it belongs in your list."
            if len(read["keys"]) == 1
            else "Put them where they belong in your list.",
            read["since"],
            read["since"] + grace,
            read["since"] + grace < now,
            request=read["ids"][0] if len(read["ids"]) == 1 else None,
            unit=read["unit"],
        )
        for read in found
    ]


async def confirmations(actor: Actor, now: datetime) -> list[Item]:
    """Undecided requests of the actor's units whose time to decide is over, or ends this month; one line for each."""
    if not actor.unit_ids:
        return []
    waiting = {one.request: one for one in await to_decide(actor, tuple(actor.unit_ids), until=Month.of(now.date()))}
    return [
        Item(
            f"reconfirm_request:{one.id}",
            InboxKind.RECONFIRM_REQUEST,
            f"{one.key} {one.title} {_place_at_stake(waiting[one.id])}",
            "Confirm that it still matters, make it smaller, or withdraw it.",
            datetime.combine(waiting[one.id].by.replace(day=1), time(), UTC),
            end_of(waiting[one.id].by),
            waiting[one.id].too_long,
            request=one.id,
            unit=one.unit,
        )
        for one in (await requests_by_id(actor, list(waiting))).values()
    ]


def _place_at_stake(waiting: DecideBy) -> str:
    if waiting.too_long:
        return f"lost its place in the order: nobody decided on it by {day_name(waiting.by)}."
    return f"loses its place in the order unless somebody decides on it or confirms it by {day_name(waiting.by)}."


async def commitments(actor: Actor, now: datetime) -> list[Item]:
    """Requests of the actor's units above the commit line that the plan starts this month or the next."""
    if not actor.unit_ids:
        return []
    plan = await current_plan()
    this_month = Month.of(now.date())
    ready = []
    for key in plan.places:
        demand = plan.input.demands[key]
        start = plan.start_month(key)
        if start is None or start - this_month > COMMIT_AHEAD or not plan.is_above_line(key):
            continue
        if actor.owns(demand.unit) and demand.is_estimated:
            ready.append((demand, start))
    ids = [demand.id for demand, _ in ready]
    asking = await open_question_by_request(actor, ids)
    benefits = await benefits_by_request(actor, ids)
    since = {
        read["id"]: read["state_since"]
        for read in await rows("select id, state_since from request where id = any($1)", ids)
    }
    return [
        Item(
            f"commit_request:{demand.id}",
            InboxKind.COMMIT_REQUEST,
            f"{demand.key} {demand.title} can start in {month_name(start)}.",
            "Commit it: dates, cost and value become the promise.",
            since[demand.id],
            _committed_by(start, this_month),
            _committed_by(start, this_month) < now,
            request=demand.id,
            unit=demand.unit,
        )
        for demand, start in ready
        if demand.id not in asking and benefits[demand.id] and demand.id in since
    ]


def _committed_by(start: Month, this_month: Month) -> datetime:
    """Before the month of the start begins; when it has begun already, before it ends."""
    return end_of(start.first if start > this_month else (this_month + 1).first - timedelta(days=1))


async def measurements(actor: Actor, now: datetime) -> list[Item]:
    """Delivered requests of the actor's units with whole months that nobody has measured, once it is time to."""
    if not actor.unit_ids:
        return []
    found = await rows(
        "select r.id, r.number, r.title, r.unit, w.id as review, w.due_on as review_on from request r"
        " left join lateral (select w.id, w.due_on from value_review w where w.request = r.id"
        " and not exists (select from review_verdict v where v.review = w.id) order by w.due_on, w.id limit 1) w"
        " on true where r.unit = any($1) and r.state in ('delivered', 'in_review')",
        list(actor.unit_ids),
    )
    due = await measurements_due_by_request(actor, [read["id"] for read in found])
    return [
        Item(
            f"record_measurement:{read['id']}",
            InboxKind.RECORD_MEASUREMENT,
            f"REQ-{read['number']} {read['title']}: {counted(due[read['id']].months, 'month')} of its benefits since"
            f" {month_name(due[read['id']].since)} {'is' if due[read['id']].months == 1 else 'are'} not measured.",
            "Record what came true, with the evidence.",
            end_of((due[read["id"]].since + 1).first),
            read["review_on"] and end_of(read["review_on"]),
            read["review_on"] is not None and end_of(read["review_on"]) < now,
            request=read["id"],
            review=read["review"],
            unit=read["unit"],
        )
        for read in found
        if read["id"] in due and asks_to_measure(now.date(), since=due[read["id"]].since, review_on=read["review_on"])
    ]


async def verdicts(actor: Actor, now: datetime) -> list[Item]:
    """Value reviews that wait for the board, the first one of each request; not those of the actor's own units."""
    if not actor.holds(Role.BOARD):
        return []
    found = await rows(
        "select distinct on (w.request) w.id, w.request, w.checkpoint_months, w.due_on, w.opened_at, r.number, r.title"
        " from value_review w join request r on r.id = w.request where w.opened_at is not null"
        " and not exists (select from review_verdict v where v.review = w.id) and r.unit <> all($1)"
        " order by w.request, w.checkpoint_months",
        list(actor.unit_ids),
    )
    return [
        Item(
            f"close_review:{read['id']}",
            InboxKind.CLOSE_REVIEW,
            f"The value review of REQ-{read['number']} {read['title']}"
            f" after {counted(read['checkpoint_months'], 'month')} waits for a verdict.",
            "Compare what was promised with what came true, and keep the lesson.",
            read["opened_at"],
            end_of(read["due_on"]) + OVERDUE_AFTER,
            end_of(read["due_on"]) + OVERDUE_AFTER < now,
            request=read["request"],
            review=read["id"],
        )
        for read in found
    ]
