"""Requests in business terms, and what people say about them."""

from piccolo.table import Table

from domain.database import columns
from domain.database.constraints import Check, Index, Unique
from domain.demand.rules import Lane, RequestState, Route
from domain.organisation.tables import Person, Unit


class Request(Table):
    """An IT demand in business terms, key REQ-<number>. A trigger refuses every change of state that is not in the life
    of a request, and every one that the writing role may not make."""

    id = columns.key()
    number = columns.serial()
    title = columns.code(200)
    problem = columns.text(longest=20000)
    outcome = columns.text(longest=20000, blank=True)
    category = columns.code(80)
    unit = columns.reference(Unit)
    route = columns.choice(Route, default=Route.IT_DELIVERY)
    lane = columns.choice(Lane, default=Lane.NORMAL)
    state = columns.choice(RequestState, default=RequestState.SUBMITTED)
    state_reason = columns.text(null=True)
    state_since = columns.moment()
    look_again_on = columns.day(null=True)
    submitter = columns.reference(Person)
    on_behalf_of = columns.reference(Person, null=True)
    sponsor = columns.reference(Person, null=True)
    submitted_at = columns.moment()
    deadline = columns.day(null=True)
    earliest_start = columns.month(null=True)
    version = columns.integer(default=1, minimum=1)
    source = columns.text(null=True)
    external_key = columns.text(null=True)
    reasoned = Check("state not in ('parked', 'withdrawn', 'rerouted') or state_reason is not null")
    imported_once = Unique("source", "external_key")
    from_elsewhere = Check("(source is null) = (external_key is null)")
    newest = Index("submitted_at desc", "id")
    by_state = Index("state", "unit")
    by_title = Index("title", using="gin", ops={"title": "gin_trgm_ops"})


class Draft(Table):
    """A request being written; only its author sees it. `content` holds the form as typed."""

    id = columns.key()
    author = columns.reference(Person)
    content = columns.json()
    saved_at = columns.moment()


class Clarification(Table):
    """A question about the request itself; a flag that stops nothing."""

    id = columns.key()
    request = columns.reference(Request)
    question = columns.text(longest=4000)
    asked_by = columns.reference(Person)
    asked_at = columns.moment()
    answer = columns.text(null=True, longest=4000)
    answered_by = columns.reference(Person, null=True)
    answered_at = columns.moment(null=True)
    answered_whole = Check("(answer is null) = (answered_by is null) and (answer is null) = (answered_at is null)")
    one_open = Index("request", unique=True, where="answer is null")


class Comment(Table):
    id = columns.key()
    request = columns.reference(Request)
    author = columns.reference(Person)
    text = columns.text(longest=8000)
    at = columns.moment()


class Follower(Table):
    """Somebody who hears what becomes of a request."""

    id = columns.key()
    request = columns.reference(Request)
    person = columns.reference(Person)
    since = columns.moment()
    once = Unique("request", "person")


class Dependency(Table):
    """`request` cannot start before `needs` is finished."""

    id = columns.key()
    request = columns.reference(Request)
    needs = columns.reference(Request)
    recorded_by = columns.reference(Person, null=True)
    at = columns.moment()
    once = Unique("request", "needs")
    not_itself = Check("request <> needs")


TABLES: tuple[type[Table], ...] = (Request, Draft, Clarification, Comment, Follower, Dependency)
