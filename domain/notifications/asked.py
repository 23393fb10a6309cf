"""What waits for somebody: everything asked of a person, from whatever role."""

from datetime import datetime, timedelta

from domain.actor import Actor, Role
from domain.database import clock
from domain.database.engine import rows, snapshot
from domain.demand.queries import requests_by_id
from domain.demand.rules import AFTER_GO_LIVE, ENDED
from domain.estimation.queries import needing_estimate
from domain.governance.queries import policy_now
from domain.notifications import asked_business
from domain.notifications.rules import (
    CAPACITY_MONTHS,
    UPDATE_NOTICE,
    InboxKind,
    Item,
    counted,
    end_of,
    in_order,
    listed,
)
from domain.quantities import Month
from domain.wording import month_name


async def asked(actor: Actor) -> tuple[Item, ...]:
    """Everything that waits for the actor, what is due first first."""
    now = clock.now()
    async with snapshot():
        items = [
            *await asked_business.answers(actor, now),
            *await asked_business.ranks(actor, now),
            *await asked_business.confirmations(actor, now),
            *await asked_business.measurements(actor, now),
            *await asked_business.verdicts(actor, now),
            *await _clarifications(actor),
            *await _estimates(actor),
            *await _capacity(actor, now),
            *await _updates(actor, now),
        ]
    # The plan is made once for everybody and outside any snapshot, so that it is kept for the next who asks.
    return in_order([*items, *await asked_business.commitments(actor, now)])


async def _clarifications(actor: Actor) -> list[Item]:
    """Open questions about what a request means, put to those who can say."""
    found = await rows(
        "select c.id, c.request, c.question, c.asked_at, r.number, r.title from clarification c"
        " join request r on r.id = c.request where c.answer is null and c.asked_by <> $1"
        " and (r.submitter = $1 or r.on_behalf_of = $1 or r.sponsor = $1 or r.unit = any($2))",
        actor.person_id,
        list(actor.unit_ids),
    )
    return [
        Item(
            f"answer_clarification:{read['id']}",
            InboxKind.ANSWER_CLARIFICATION,
            f"REQ-{read['number']} {read['title']}: “{read['question']}”",
            "Answer, so that others know what is meant.",
            read["asked_at"],
            request=read["request"],
        )
        for read in found
    ]


async def _estimates(actor: Actor) -> list[Item]:
    """Requests for IT that no team has estimated since they were submitted."""
    if not actor.holds(Role.IT):
        return []
    waiting = await needing_estimate(actor)
    about = await requests_by_id(actor, waiting)
    return [
        Item(
            f"estimate_request:{one}",
            InboxKind.ESTIMATE_REQUEST,
            f"{about[one].key} {about[one].title} waits for an estimate.",
            "Say what it takes your team, if it concerns your team.",
            about[one].state_since,
            request=one,
        )
        for one in waiting
        if one in about
    ]


async def _capacity(actor: Actor, now: datetime) -> list[Item]:
    """Months from this one on that a team of the actor has not logged, one line for each team."""
    this_month = Month.of(now.date())
    months = [this_month + offset for offset in range(CAPACITY_MONTHS)]
    found = await rows(
        "select t.id, t.name, array(select c.month from capacity c where c.team = t.id and c.month between $2 and $3)"
        " as logged from team t where t.id = any($1)",
        list(actor.team_ids),
        months[0].first,
        months[-1].first,
    )
    items = []
    for read in found:
        missing = [month for month in months if month.first not in read["logged"]]
        if missing:
            due = end_of(missing[0].first)
            items.append(
                Item(
                    f"log_capacity:{read['id']}",
                    InboxKind.LOG_CAPACITY,
                    f"Team {read['name']} has not logged its days in {listed([month_name(each) for each in missing])}.",
                    "Log the days, so that the plan need not assume them.",
                    now.replace(day=1, hour=0, minute=0, second=0, microsecond=0),
                    due,
                    due < now,
                    team=read["id"],
                )
            )
    return items


async def _updates(actor: Actor, now: datetime) -> list[Item]:
    """Updates that the actor owes soon or owed already: what the own last one announced, and for IT everything that
    their team has under way, a first update included."""
    every = timedelta(days=(await policy_now()).settings.update_every_days)
    found = await rows(
        """
        select r.id, r.number, r.title,
          coalesce(u.next_update_at, d.started_on::timestamp at time zone 'UTC' + $4) as due_at,
          coalesce(u.at, d.started_on::timestamp at time zone 'UTC') as at, u.at is null as first
        from request r left join delivery d on d.request = r.id
        left join lateral (select next_update_at, at, author from progress_update p where p.request = r.id
          order by p.at desc, p.id desc limit 1) u on true
        where r.state <> all($3) and (
          u.author = $1
          or r.state = 'in_delivery' and exists (select from estimate e where e.request = r.id and e.team = any($2)))
        """,
        actor.person_id,
        list(actor.team_ids),
        [state.value for state in AFTER_GO_LIVE | ENDED],
        every,
    )
    return [
        Item(
            f"update_due:{read['id']}",
            InboxKind.UPDATE_DUE,
            f"The {'first' if read['first'] else 'next'} update on REQ-{read['number']} {read['title']}"
            + (
                f" was missed {counted(max(1, (now - read['due_at']).days), 'day')} ago." if missed else " is due soon."
            ),
            "Tell its followers where it stands and when they hear next.",
            read["at"],
            read["due_at"],
            missed,
            request=read["id"],
        )
        for read in found
        if read["due_at"] is not None and read["due_at"] - UPDATE_NOTICE <= now
        for missed in (read["due_at"] < now,)
    ]
