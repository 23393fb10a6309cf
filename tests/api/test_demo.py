"""The demo company: whole, by the rules, with something to do for everybody, and begun anew after an interruption."""

from datetime import timedelta
from io import StringIO
from typing import Any

import psycopg
import pytest

from api.auth.demo_accounts import ACCOUNTS, PASSWORD
from api.cli import database as cli
from api.cli.addresses import connection
from api.demo import load
from api.demo.agenda import Agenda
from api.demo.arrivals import LARGE, LATELY, REQUESTS
from api.demo.company import EVERYBODY, TEAMS, UNITS
from api.demo.story import Story
from api.demo.wishes import wishes
from domain.actor import Actor
from domain.audit.verification import verify
from domain.database import clock
from domain.database.engine import rows, value
from domain.decisions.kinds import QuestionStatus
from domain.decisions.queries import priority_questions
from domain.demand.rules import RequestState
from domain.migrations.guards import APPEND_ONLY
from domain.notifications.queries import inbox
from domain.notifications.rules import InboxKind
from domain.organisation import passwords
from domain.organisation.queries import actor_of
from domain.planning.queries import current_plan
from domain.planning.rounds import changes_by_round, planning_rounds
from domain.planning.since_round import changes_since_round
from domain.ranking.queries_ballot import list_reasons_by_unit
from domain.ranking.queries_comparison import comparison
from domain.realisation.queries import value_reviews
from domain.realisation.record import TrackRecordBy, track_records
from domain.realisation.rules import ReviewStatus, Verdict
from tests.support.builders.organisation import CHEAP
from tests.support.database import Database

SMALL = 0.17

# table → the column that names who decided
DECIDED = {
    "rank_move": "moved_by",
    "endorsement": "endorsed_by",
    "confirmation": "confirmed_by",
    "priority_credit": "given_by",
    "answer": "answered_by",
    "promise": "committed_by",
    "measurement": "measured_by",
    "review_verdict": "closed_by",
    "policy": "set_by",
    "budget": "set_by",
    "benefit": "declared_by",
}


async def test_a_small_story_shows_everything_and_keeps_the_rules(database: Database) -> None:
    passwords.use(CHEAP)
    out = StringIO()
    story = await load(SMALL, out=out)
    assert "the demo company" in out.getvalue()
    assert len(story.requests) >= 40
    assert await value("select count(*) from request") == len(story.requests) + 2
    assert await value("select count(*) from unit") == len(UNITS) == 9
    assert await value("select count(*) from team") == len(TEAMS) == 12
    assert await value("select count(*) from person") == len(EVERYBODY) + 1 == 60
    assert await value("select count(*) from policy") == 3
    assert await value("select count(*) from scenario") == 2

    states = {RequestState(read["state"]) for read in await rows("select distinct state from request")}
    assert states == set(RequestState)
    assert [finding.wrong for finding in await verify(APPEND_ONLY) if finding.wrong] == []
    for table, column in DECIDED.items():
        by_it = f"select count(*) from {table} t join assignment a on a.person = t.{column} where a.role = 'it'"
        assert await value(by_it) == 0, table
    assert await value("select count(*) from audit_event where at > now()") == 0

    for email, _ in ACCOUNTS:
        actor = await actor_of(await value("select id from person where email = $1", email))
        waiting = await inbox(actor, first=50)
        assert waiting.asked_count > 0, f"nothing waits for {email}"
    await _owners_disagree()
    assert (await value_reviews(Actor.system(), ReviewStatus.DUE, first=10)).items
    assert (await priority_questions(Actor.system(), status=QuestionStatus.OPEN, first=10)).items


async def _owners_disagree() -> None:
    """Retail's three owners have ballots that differ, one of them compares, and the list says whose word counts."""
    jonas = await actor_of(await value("select id from person where name = 'Jonas Weidmann'"))
    (retail,) = jonas.unit_ids
    told = (await list_reasons_by_unit(jonas, [retail]))[retail]
    assert [each.cast_at is not None for each in told.ballots] == [True] * 3
    assert len({each.tiers for each in told.ballots}) > 1
    assert any(each.disputed for each in told.by_request.values())
    compared = await comparison(jonas, retail)
    assert compared is not None
    assert compared.asked > 0


TITLES_STATES_PLACES = (
    "select r.title, r.state, e.place from request r left join rank_entry e on e.request = r.id and r.state = 'ranked'"
    " order by r.title"
)


@pytest.mark.nightly
async def test_the_whole_story_is_credible_and_the_same_again(database: Database) -> None:
    """The full load, with what a sceptic would look at: conflicts, the line, records, reviews; then told once more."""
    passwords.use(CHEAP)
    story = await load(out=StringIO())
    system = Actor.system()
    assert await value("select count(*) from request") == REQUESTS + 2
    assert await value("select count(distinct title) from request") == REQUESTS + 2

    outcomes = await rows(
        "select distinct o.kind from priority_question q join question_option o on o.id = q.outcome"
        " union select 'escalated' from priority_question where escalated_at is not null"
    )
    assert {read["kind"] for read in outcomes} >= {"displace", "fund", "shrink", "wait", "reroute", "escalated"}
    assert {Verdict(read["verdict"]) for read in await rows("select distinct verdict from review_verdict")} == set(
        Verdict
    )
    records = {row.label: row.record.ratio for row in await track_records(system, TrackRecordBy.UNIT)}
    assert (records["Workshops"] or 0) > (records["Marketing"] or 0)
    assert await value("select count(*) from progress_update") > 100
    assert await value("select count(*) from forecast") > 20
    await _lists_are_full(story)
    await _questions_wait(story)
    await _everybody_owes_something()
    await _rounds_were_held()

    told = [tuple(read.values()) for read in await rows(TITLES_STATES_PLACES)]
    database.empty()
    await load(out=StringIO())
    assert [tuple(read.values()) for read in await rows(TITLES_STATES_PLACES)] == told


async def _lists_are_full(story: Story) -> None:
    """Owners have something to order, and the commit line runs through it."""
    found = await rows(
        "select u.code, count(*) filter (where r.state = 'ranked') as ranked,"
        " count(*) filter (where r.state in ('submitted', 'estimated')) as unranked"
        " from request r join unit u on u.id = r.unit group by u.code"
    )
    for read in found:
        least, most = (9, 14) if read["code"] in LARGE else (4, 8)
        assert least <= read["ranked"] <= most, read
        assert 1 <= read["unranked"] <= 3, read
    plan = await current_plan()
    assert 1 <= len(plan.input.undecided) <= 6
    assert await value("select count(*) from priority_credit where kind = 'accrued' and credit_decidays <> 0") > 50
    many = len(plan.input.order)
    assert 0.2 < plan.line.place / many < 0.55
    held = {place.place: plan.start_month(place.request) is not None for place in plan.input.order}
    assert any(not fits for place, fits in held.items() if place <= plan.line.place), "no exception"
    assert sum(fits for place, fits in held.items() if place > plan.line.place) >= 3, "few fill-ins"
    lanes = {read["lane"]: read["many"] for read in await rows(BY_LANE)}
    assert lanes["mandatory"] == 2
    assert lanes["small"] >= 3
    assert await value("select count(distinct e.request) from endorsement e join rank_entry k using (request)") >= 4
    assert await value("select count(*) from request where submitted_at > $1", story.now - LATELY) > REQUESTS // 3


async def _rounds_were_held() -> None:
    """The plan stands since a round that moved many; since then some wait behind others, and who is later knows why."""
    plan = await current_plan()
    held = (await planning_rounds(Actor.system(), first=5)).items
    assert plan.round == held[0]
    assert len(held) == 3
    assert len((await changes_by_round(Actor.system(), [held[0].id]))[held[0].id]) >= 10
    assert 1 <= len(plan.debts) <= 12
    later = [one for one in await changes_since_round(plan) if one.later]
    assert later
    assert all(one.because for one in later)


BY_LANE = "select lane, count(*) as many from request where state = 'ranked' group by lane"
WAITING = """
select q.*, u.code,
  array(select a.code from asked_party p join unit a on a.id = p.unit where p.question = q.id) as asked,
  exists (select from question_option o where o.question = q.id and o.kind = 'displace' and o.consent = 'theirs'
    and (select id from unit where code = 'logistics') = any(o.asks)) as asks_logistics
from priority_question q join request r on r.id = q.request join unit u on u.id = r.unit where q.closed_at is null
"""


async def _questions_wait(story: Story) -> None:
    """Each of three owners has a question of their own, one of them needs another's consent, and one is the board's."""
    waiting = await rows(WAITING)
    waits = [read for read in waiting if read["status"] == "open"]
    assert {read["code"] for read in waits} >= {"retail", "logistics", "finance"}
    assert any(read["code"] == "retail" and read["asks_logistics"] for read in waits)
    assert any(read["status"] == "escalated" for read in waiting)
    assert len({read["cause"] for read in waits}) >= 3
    assert all(story.now + timedelta(days=1) < read["due_at"] <= story.now + timedelta(days=5) for read in waiting)
    if story.now.day > 4:
        assert len({read["due_at"].date() for read in waiting}) >= 4


async def _everybody_owes_something() -> None:
    for email, kind in OWED:
        actor = await actor_of(await value("select id from person where email = $1", f"{email}@demo.example"))
        assert kind in {item.kind for item in (await inbox(actor, first=60)).items}, email


OWED = (
    ("it.platform", InboxKind.UPDATE_DUE),
    ("it.data", InboxKind.UPDATE_DUE),
    ("owner.retail", InboxKind.RECORD_MEASUREMENT),
    ("owner.logistics", InboxKind.RECORD_MEASUREMENT),
    ("owner.finance", InboxKind.RECORD_MEASUREMENT),
    ("board", InboxKind.CLOSE_REVIEW),
    ("board", InboxKind.ANSWER_QUESTION),
)


async def test_an_interrupted_telling_is_thrown_away_and_begun_anew(
    migrated_database: Database, monkeypatch: pytest.MonkeyPatch, server: Any, run_number: int
) -> None:
    with server.database(f"mandate_test_{run_number}_demo", template=server.template(run_number)) as name:
        url = server.address(name)

        def broken(owner_url: str) -> None:
            with psycopg.connect(owner_url) as line:
                line.execute(
                    "insert into unit (id, code, name, created_at) values (gen_random_uuid(), 'x', 'X', now())"
                )
            raise KeyboardInterrupt

        monkeypatch.setattr(cli, "load_demo", broken)
        with pytest.raises(KeyboardInterrupt):
            cli.tell_demo(url)

        def told(owner_url: str) -> None:
            with psycopg.connect(owner_url) as line:
                assert line.execute("select count(*) from unit").fetchone() == (0,)
                line.execute(
                    "insert into person (id, email, name, created_at)"
                    " values (gen_random_uuid(), 'a@demo.example', 'A', now())"
                )

        monkeypatch.setattr(cli, "load_demo", told)
        assert cli.tell_demo(url) is True
        assert cli.tell_demo(url) is False, "a finished company is left alone"
        with connection(url) as line:
            assert line.execute("select count(*) from person").fetchone() == (1,)


def test_every_wish_is_told_once_and_needs_teams_that_exist() -> None:
    everything = [one for unit in UNITS for one in wishes(unit.code)]
    assert len(everything) == REQUESTS
    assert len({one.title for one in everything}) == len({one.problem for one in everything}) == REQUESTS
    assert {team for one in everything for team in one.teams} == {team.code for team in TEAMS}
    assert all(one.effects and one.outcome for one in everything)


def test_the_same_day_gives_the_same_wishes_and_fates() -> None:
    now = clock.now()
    first, again = Story(now, 1.0), Story(now, 1.0)
    assert [(told.wish, told.fate, told.size, told.truth) for told in first.wished] == [
        (told.wish, told.fate, told.size, told.truth) for told in again.wished
    ]


async def test_the_agenda_does_deeds_by_their_moment() -> None:
    story = Story(clock.now(), 1.0)
    agenda, seen = Agenda(story.now), []

    def deed(number: int) -> Any:
        async def done() -> None:
            seen.append((number, clock.now()))

        return done

    moments = [story.start, story.first_month.first, story.now]
    agenda.at(story.now, deed(2))
    agenda.at(story.start, deed(1))
    agenda.beside(story.start, deed(3))
    await agenda.told(lambda moment: None)
    assert [number for number, _ in seen] == [1, 3, 2]
    assert seen[0][1] == moments[0]
    assert seen[2][1] == moments[2]


def test_the_accounts_of_the_sign_in_page_are_people_of_the_company() -> None:
    from api.demo.company import ADMIN

    assert {email for email, _ in ACCOUNTS} == {one.email for one in (*EVERYBODY, ADMIN) if one.account}
    assert len(PASSWORD) >= 10
