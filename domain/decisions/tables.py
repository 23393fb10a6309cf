"""Priority questions with their options and answers, and the promises that commitments freeze."""

from piccolo.columns import UUID
from piccolo.table import Table

from domain.actor import Side
from domain.database import columns
from domain.database.constraints import Check, Index, References, Unique
from domain.decisions.kinds import Cause, Consent, OptionKind, QuestionStatus
from domain.demand.rules import Route
from domain.demand.tables import Request
from domain.organisation.tables import Assignment, Person, Unit
from domain.value.rules import BenefitKind
from domain.value.tables import Benefit


class PriorityQuestion(Table):
    """A conflict put to the business. `binding` lists what it is short of: team or budget, month and how much;
    `binding_sets` the same for each smallest set of teams that are short together, at the start that lacks least."""

    id = columns.key()
    number = columns.serial()
    request = columns.reference(Request)
    cause = columns.choice(Cause)
    reason = columns.text(longest=4000)
    wanted_month = columns.month(null=True)
    binding = columns.json(default=[])
    binding_sets = columns.json(default=[])
    status = columns.choice(QuestionStatus, default=QuestionStatus.OPEN, index=True)
    raised_by = columns.reference(Person, null=True)
    raised_side = columns.choice(Side)
    raised_at = columns.moment()
    due_at = columns.moment()
    escalated_at = columns.moment(null=True)
    closed_at = columns.moment(null=True)
    outcome = columns.identifier(null=True)
    data_version = columns.big_integer()
    one_open = Index("request", unique=True, where="closed_at is null")
    closed_with_outcome = Check("status <> 'decided' or (outcome is not null and closed_at is not null)")


class QuestionOption(Table):
    """One way out, with its price. `asks` are the other units whose consent it needs; `displaced` lists
    {request, fromMonth, toMonth}, `extra_capacity` {team, month, decidays, cents} and `reserved` {request,
    startMonth}: the months that it holds. The price is null while nobody has quoted it."""

    id = columns.key()
    question = columns.reference(PriorityQuestion)
    number = columns.integer(minimum=1)
    kind = columns.choice(OptionKind)
    consent = columns.choice(Consent)
    title = columns.text(longest=400)
    why = columns.text(longest=4000)
    price_cents = columns.cents(null=True)
    value_at_stake_cents = columns.cents(default=0, minimum=None)
    displaced = columns.json(default=[])
    extra_capacity = columns.json(default=[])
    reserved = columns.json(default=[])
    earliest_month = columns.month(null=True)
    finish_month = columns.month(null=True)
    scope_share = columns.share(null=True)
    route = columns.choice(Route, null=True)
    asks = columns.listed(UUID())
    asks_board = columns.flag(default=False)
    numbered = Unique("question", "number")
    belongs = Unique("id", "question")


class AskedParty(Table):
    """Who must answer a question: the request's unit, each unit that an option touches, or (unit null) the board."""

    id = columns.key()
    question = columns.reference(PriorityQuestion)
    unit = columns.reference(Unit, null=True)
    because = columns.text(longest=1000)
    asked_at = columns.moment()
    once = Unique("question", "unit", nulls_distinct=False)


class Answer(Table):
    """An owner's or the board's choice with its reason; a change of mind is a new answer that supersedes."""

    id = columns.key()
    question = columns.reference(PriorityQuestion)
    option = columns.identifier()
    unit = columns.reference(Unit, null=True)
    answered_by = columns.reference(Person)
    assignment = columns.identifier()
    side = columns.choice(Side, only=(Side.BUSINESS,))
    reason = columns.text(longest=2000)
    at = columns.moment()
    supersedes = columns.reference("self", null=True, unique=True)
    of_this_question = References(("option", "question"), QuestionOption, ("id", "question"))
    in_office = References(("assignment", "answered_by", "side"), Assignment, ("id", "person", "side"))


class Promise(Table):
    """Dates, cost and value of a request, frozen at commitment; a later commitment is a new version beside it."""

    id = columns.key()
    request = columns.reference(Request)
    version = columns.integer(minimum=1)
    start_month = columns.month()
    finish_month = columns.month()
    effort_decidays = columns.decidays()
    one_off_cents = columns.cents()
    run_cents = columns.cents()
    cost_cents = columns.cents()
    value_cents = columns.cents()
    scope_share = columns.share()
    committed_by = columns.reference(Person)
    assignment = columns.identifier()
    side = columns.choice(Side, only=(Side.BUSINESS,))
    committed_at = columns.moment()
    data_version = columns.big_integer()
    one_version = Unique("request", "version")
    ordered = Check("start_month <= finish_month")
    in_office = References(("assignment", "committed_by", "side"), Assignment, ("id", "person", "side"))


class PromisedBenefit(Table):
    """A benefit as it was promised: its figures, and the months in which its money is due (cents a month)."""

    id = columns.key()
    promise = columns.reference(Promise)
    benefit = columns.reference(Benefit)
    number = columns.integer(minimum=1)
    metric = columns.code(200)
    unit_of_measure = columns.code(60)
    kind = columns.choice(BenefitKind)
    baseline = columns.numeric(18, 4, null=True)
    target = columns.numeric(18, 4, null=True)
    low_cents = columns.cents(null=True)
    likely_cents = columns.cents(null=True)
    high_cents = columns.cents(null=True)
    start_month = columns.month()
    end_month = columns.month()
    value_cents = columns.cents()
    once = Unique("promise", "benefit")
    ordered = Check("start_month <= end_month")


TABLES: tuple[type[Table], ...] = (
    PriorityQuestion,
    QuestionOption,
    AskedParty,
    Answer,
    Promise,
    PromisedBenefit,
)
