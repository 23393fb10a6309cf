"""What keeps a scenario's changes from being planned: named in full before anything is saved. Pure."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from uuid import UUID

from domain.demand.rules import IN_ORDER
from domain.errors import RuleViolation, Violation
from domain.planning.facts import Facts
from domain.quantities import Month
from domain.scenarios.applying import supposed
from domain.scenarios.changes import NOTHING_CHANGES, Changes
from domain.scenarios.taking import TakenOption
from domain.wording import month_name


def check_changes(facts: Facts, changes: Changes, options: Mapping[UUID, TakenOption], *, at: datetime) -> None:
    """Raise a RuleViolation that lists every change that cannot be made on these data, or would change nothing."""
    found = [*_policy(facts, changes), *_months(facts, changes), *_lists(facts, changes)]
    told = {each.path for each in found}
    given = supposed(facts, changes, options, at=at)
    found += [
        Violation(path, note) for path, note in given.notes.items() if not any(one.startswith(path) for one in told)
    ]
    violations = tuple(Violation(f"changes.{each.path}", each.message) for each in found)
    if not told and given.facts == facts:
        raise RuleViolation(NOTHING_CHANGES, rule="no_change", violations=violations)
    if found:
        raise RuleViolation("The scenario cannot be made like this.", rule="scenario_changes", violations=violations)


def _policy(facts: Facts, changes: Changes) -> Iterator[Violation]:
    """What the policy itself would say against these settings."""
    if changes.policy is None:
        return
    try:
        changes.policy.on(facts.policy)
    except RuleViolation as refused:
        for each in refused.violations:
            yield Violation(f"policy.{each.path}", each.message)


def _months(facts: Facts, changes: Changes) -> Iterator[Violation]:
    last = facts.first + (facts.policy.horizon_months - 1)
    for field, several in (("capacity", changes.capacity), ("budgets", changes.budgets)):
        for number, one in enumerate(several):
            if one.month < facts.first:
                yield Violation(f"{field}.{number}.month", f"{month_name(one.month)} is over.")
            if one.last > last:
                name = "month" if one.until_month is None else "until_month"
                yield Violation(f"{field}.{number}.{name}", _beyond(last))


def _beyond(last: Month) -> str:
    return f"The plan looks ahead to {month_name(last)}."


def _lists(facts: Facts, changes: Changes) -> Iterator[Violation]:
    demands = {one.id: one for one in facts.demands}
    leaving = set(changes.requests_out)
    for number, order in enumerate(changes.order):
        for place, request in enumerate(order.requests):
            path = f"order.{number}.requests.{place}"
            one = demands.get(request)
            if one is None or one.state not in IN_ORDER:
                yield Violation(path, "It is not up for ranking.")
            elif one.unit != order.unit:
                yield Violation(path, f"{one.key} belongs to another unit's list.")
            elif request in leaving:
                yield Violation(path, f"{one.key} leaves in this scenario.")
