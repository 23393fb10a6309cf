"""Every option does what it says, to the last tenth of a day, and nothing that works is kept back."""

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from domain.decisions.checking import flaw
from domain.decisions.consequences import with_option
from domain.decisions.displacing import is_as_good
from domain.decisions.kinds import Consent, OptionKind
from domain.decisions.options import options
from domain.decisions.rules import Option
from domain.planning.replan import replanned
from domain.planning.rules import Plan, Problem, difference
from domain.planning.schedule import scheduled
from tests.domain.decisions.brute_force import BruteForce
from tests.domain.planning.cases import crowded, drawn, with_fixed
from tests.support.cases import each_case


class Asked:
    """A request of a small portfolio with its options."""

    def __init__(self, chance: Random) -> None:
        problem = crowded(chance) if chance.random() < 0.7 else drawn(chance, dependencies=True)
        self.plan: Plan = scheduled(problem)
        self.problem: Problem = with_fixed(chance, problem, dict(self.plan.starts))
        names = [work.request for work in problem.works]
        self.request = chance.choice([one for one in names if one not in self.plan.starts] or names)
        self.wanted = chance.choice((None, None, chance.randint(0, 3)))
        self.found = options(self.problem, self.plan, self.request, wanted=self.wanted)

    def of_kind(self, *kinds: OptionKind) -> list[Option]:
        return [one for one in self.found if one.kind in kinds]

    def after(self, option: Option) -> Plan:
        return replanned(with_option(self.problem, option), self.plan)

    def brute_force(self) -> BruteForce:
        works = tuple(replace(one, fixed=None) if one.request == self.request else one for one in self.problem.works)
        return BruteForce(replace(self.problem, works=works), self.plan.starts, self.request, self.wanted)


def overloaded(plan: Plan) -> bool:
    loads = (*plan.loads, *([plan.budget] if plan.budget else []))
    return any(planned > net for load in loads for planned, net in zip(load.planned, load.net, strict=True))


def later(before: Plan, after: Plan) -> Mapping[str, int | None]:
    return {change.request: change.after for change in difference(before, after) if change.later}


@each_case(110_000)
def test_every_option_does_what_it_says(chance: Random) -> None:
    asked = Asked(chance)
    assert {OptionKind.WAIT, OptionKind.REROUTE} <= {one.kind for one in asked.found}
    assert [one.key for one in asked.found] == [f"{one.kind}-{number}" for number, one in enumerate(asked.found, 1)]
    for option in asked.found:
        after = asked.after(option)
        moved = later(asked.plan, after)
        assert flaw(asked.problem, asked.plan, option) is None
        if option.kind is OptionKind.REROUTE:
            assert asked.request not in after.starts
            assert not moved.keys() - {asked.request}
            continue
        if option.kind is OptionKind.WAIT:
            assert not moved.keys() - {asked.request}
            work = next(one for one in asked.problem.works if one.request == asked.request)
            if option.earliest is not None and option.earliest + (work.duration or 1) <= asked.problem.periods:
                assert after.starts[asked.request] == option.earliest
            continue
        assert after.starts[asked.request] == option.earliest
        assert dict(option.reserved)[asked.request] == option.earliest
        assert not overloaded(after)
        assert moved == {one.request: one.to for one in option.displaced}
        units = {one.unit for one in option.displaced} - {option.unit}
        if option.kind in (OptionKind.FUND, OptionKind.COMBINE) or any(one.mandatory for one in option.displaced):
            assert option.consent is Consent.BOARD
        else:
            assert option.consent is (Consent.THEIRS if units else Consent.YOURS)


@each_case(120_000)
def test_what_is_bought_is_exactly_what_is_missing(chance: Random) -> None:
    asked = Asked(chance)
    tried = asked.brute_force()
    for option in asked.of_kind(OptionKind.FUND, OptionKind.COMBINE):
        gone = frozenset(one.request for one in option.displaced)
        bought = {(one.team, one.period): one.amount for one in option.extra_capacity}
        assert bought == tried.short(option.reserved, gone) != {}
        assert option.price == tried.price(bought)
    for option in asked.of_kind(OptionKind.FUND):
        for cell in option.extra_capacity:
            one_less = replace(cell, amount=cell.amount - 1)
            less = replace(
                option, extra_capacity=tuple(one_less if one is cell else one for one in option.extra_capacity)
            )
            after = asked.after(less)
            assert overloaded(after) or later(asked.plan, after)


@each_case(130_000)
def test_what_works_is_offered_and_nothing_twice(chance: Random) -> None:
    asked = Asked(chance)
    tried = asked.brute_force()
    placements = list(tried.placements())
    rooms = {gone for starts in placements for gone in tried.sets() if not tried.short(starts, gone)}
    own = {gone for starts in placements for gone in tried.sets(own=True) if not tried.short(starts, gone)}
    displacing = asked.of_kind(OptionKind.DISPLACE)
    assert bool(displacing) == bool(rooms)
    if displacing:
        assert min(len(one.displaced) for one in displacing) <= min(len(gone) for gone in rooms)
        assert min(one.deferred for one in displacing) <= min(tried.lost(gone) for gone in rooms)
    if own:
        assert any(one.consent is not Consent.THEIRS for one in displacing)
    assert len(displacing) <= 5
    if frozenset() not in rooms:
        assert bool(asked.of_kind(OptionKind.FUND)) == bool(placements)
    for option in asked.of_kind(OptionKind.COMBINE):
        assert option.displaced
        assert all(option.net > one.net for one in asked.of_kind(OptionKind.DISPLACE, OptionKind.FUND))
    for at, one in enumerate(displacing):
        for other in displacing[:at]:
            assert (one.earliest, one.displaced) != (other.earliest, other.displaced)


@each_case(140_000)
def test_nobody_gives_way_for_nothing(chance: Random) -> None:
    """With any one of those who give way back in its place there is no room left, or the plan breaks its order."""
    asked = Asked(chance)
    tried = asked.brute_force()
    for option in asked.of_kind(OptionKind.DISPLACE):
        gone = frozenset(one.request for one in option.displaced)
        dependents = {one for one in tried.starts if set(tried.works[one].after) & gone}
        if not dependents <= gone:
            continue  # who depends on them keeps its place in this option, since they only move
        for back in sorted(gone):
            waits_for_another = set(tried.works[back].after) & gone
            assert waits_for_another or tried.short(option.reserved, gone - {back})


@each_case(150_000)
def test_further_sets_are_better_in_something(chance: Random) -> None:
    asked = Asked(chance)
    displacing = asked.of_kind(OptionKind.DISPLACE)
    beaten = [one for one in displacing if any(is_as_good(other, one) for other in displacing if other is not one)]
    # only the smallest sets themselves may be shown beside one that is better all round
    assert len(displacing) - len(beaten) >= min(1, len(displacing))
    assert len(beaten) < 5


@each_case(160_000)
def test_the_same_portfolio_gives_the_same_options_in_whatever_order_its_facts_come(chance: Random) -> None:
    asked = Asked(chance)
    again = options(asked.problem, asked.plan, asked.request, wanted=asked.wanted)
    assert repr(again).encode() == repr(asked.found).encode()
    turned = replace(
        asked.problem,
        teams=tuple(reversed(asked.problem.teams)),
        works=tuple(
            replace(one, effort=tuple(reversed(one.effort)), after=tuple(reversed(one.after)))
            for one in asked.problem.works
        ),
    )
    found = options(turned, asked.plan, asked.request, wanted=asked.wanted)
    assert [told(one) for one in found] == [told(one) for one in asked.found]


def told(option: Option) -> tuple[object, ...]:
    """An option without its sentence, which lists months and teams in the order of the problem."""
    extra = sorted(option.extra_capacity, key=lambda one: (one.team or "", one.period))
    return (option.kind, option.consent, option.price, option.value_at_stake, option.earliest, option.displaced, extra)
