"""Whose answer a priority question needs, and when it is closed, open or escalated.

IT appears nowhere in here: it raises questions and supplies facts, the owners of the requests and the board
answer. Periods, decidays and cents as in planning.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from domain.decisions.kinds import Consent, OptionKind, QuestionStatus
from domain.errors import RuleViolation


@dataclass(frozen=True, slots=True)
class Displaced:
    """A request that gives way: from its planned start to a later one, or out of the plan (None). deferred:
    cents.
    """

    request: str
    unit: str
    start: int
    to: int | None
    deferred: int
    mandatory: bool = False


@dataclass(frozen=True, slots=True)
class ExtraCapacity:
    """What a team (None: the budget) needs more in a period: decidays, or cents for the budget."""

    team: str | None
    period: int
    amount: int


@dataclass(frozen=True, slots=True)
class Option:
    """One way out, with its price and its consequences.

    key: stable within the question. price: cents of new money, None while nobody has quoted it.
    value_at_stake: cents that others or the request itself lose by it, to the valuation horizon. gained:
    cents that the request then brings. earliest: start of the request, None when unknown. reserved:
    (request, start) of it and of prerequisites that come with it. scope_share: the part that is delivered.
    late: it misses its deadline.
    """

    key: str
    kind: OptionKind
    request: str
    unit: str
    consent: Consent
    price: int | None
    value_at_stake: int
    gained: int
    earliest: int | None
    why: str
    displaced: tuple[Displaced, ...] = ()
    extra_capacity: tuple[ExtraCapacity, ...] = ()
    reserved: tuple[tuple[str, int], ...] = ()
    scope_share: Fraction = Fraction(1)
    duration: int | None = None
    route: str | None = None
    late: bool = False

    @property
    def retimes(self) -> bool:
        """Whether others only move to later months: nobody leaves the plan."""
        return bool(self.displaced) and all(one.to is not None for one in self.displaced)

    @property
    def deferred(self) -> int:
        """What others lose by it, in cents."""
        return sum(one.deferred for one in self.displaced)

    @property
    def net(self) -> int:
        """What the request gains, less what others lose, less new money; cents."""
        return self.gained - self.deferred - (self.price or 0)


@dataclass(frozen=True, slots=True)
class Consents:
    """Who must agree to an option: units through their owners, and the board or not."""

    units: frozenset[str]
    board: bool


def consent_for(unit: str, displaced: Iterable[Displaced], price: int | None) -> Consent:
    """New money and mandatory requests are the board's; another unit's request is its owner's; the rest is
    yours.
    """
    touched = tuple(displaced)
    if price or any(one.mandatory for one in touched):
        return Consent.BOARD
    return Consent.THEIRS if any(one.unit != unit for one in touched) else Consent.YOURS


def consents(option: Option) -> Consents:
    """The units whose owners must answer for an option: the asking one and every unit that gives way."""
    return Consents(frozenset({option.unit, *(one.unit for one in option.displaced)}), option.consent is Consent.BOARD)


def asked(options: Iterable[Option]) -> frozenset[str]:
    """The units to which a question is put: all that some option needs."""
    return frozenset(unit for option in options for unit in consents(option).units)


@dataclass(frozen=True, slots=True)
class Answer:
    """A choice for a unit by its owner, or by the board (unit None). Later answers of a unit replace
    earlier ones.
    """

    unit: str | None
    option: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where the answers leave the question: the chosen option's key once decided, and who is still waited
    for.
    """

    status: QuestionStatus
    option: str | None
    waiting_for: frozenset[str]
    because: str


def outcome(
    options: Mapping[str, Consents], answers: Sequence[Answer], asker: str, *, overdue: bool = False
) -> Outcome:
    """What follows from the answers so far; `options` maps each option's key to the consents that it needs.

    The asking unit's choice closes the question when every unit that it touches chose the same.
    Disagreement, silence past the due time, and money go to the board, whose answer closes it. Raises
    RuleViolation for an answer to no option of this question.
    """
    latest: dict[str | None, str] = {}
    for answer in answers:
        if answer.option not in options:
            raise RuleViolation("This is not an option of the question.", rule="option_of_the_question", path="option")
        latest[answer.unit] = answer.option
    if None in latest:
        return Outcome(QuestionStatus.DECIDED, latest[None], frozenset(), "The board decided.")
    everybody = frozenset(unit for one in options.values() for unit in one.units)
    choice = latest.get(asker)
    if choice is None:
        waiting = everybody - latest.keys()
        if overdue:
            return Outcome(QuestionStatus.ESCALATED, None, waiting, "Nobody of the asking unit answered in time.")
        return Outcome(QuestionStatus.OPEN, None, waiting, "The asking unit has not chosen yet.")
    needed = options[choice]
    waiting = needed.units - latest.keys()
    if any(latest.get(unit, choice) != choice for unit in needed.units):
        return Outcome(QuestionStatus.ESCALATED, None, frozenset(), "The units concerned chose differently.")
    if waiting and overdue:
        return Outcome(QuestionStatus.ESCALATED, None, waiting, "Not every unit concerned answered in time.")
    if waiting:
        return Outcome(QuestionStatus.OPEN, None, waiting, "Other units concerned have not answered yet.")
    if needed.board:
        return Outcome(QuestionStatus.ESCALATED, None, frozenset(), "The units agree; the choice needs the board.")
    return Outcome(QuestionStatus.DECIDED, choice, frozenset(), "Every unit concerned agreed.")


def may_answer(options: Mapping[str, Consents], unit: str | None, status: QuestionStatus) -> bool:
    """Owners of the units asked may answer while it is open; the board (unit None) once it is escalated."""
    if unit is None:
        return status is QuestionStatus.ESCALATED
    return status is QuestionStatus.OPEN and any(unit in one.units for one in options.values())


def due_at(raised_at: datetime, policy_days: int) -> datetime:
    """When answers are due: the policy's number of days after the question was raised, at least one."""
    if policy_days < 1:
        raise RuleViolation("Owners have at least one day to answer.", rule="due_in_a_day", path="policyDays")
    return raised_at + timedelta(days=policy_days)


def is_overdue(due: datetime, now: datetime) -> bool:
    """Whether the due time has passed."""
    return now > due
