"""Days of priority: what a month's close transfers, its limits, and what owners may lend."""

from fractions import Fraction
from random import Random

import pytest

from domain.errors import RuleViolation
from domain.ranking.credits import (
    MonthOfUnit,
    accruals,
    charged,
    check_loan,
    evenness,
    limit,
    may_lend,
    parted,
    within,
)
from domain.ranking.order import WHOLE_SHARE
from tests.support.cases import each_case


def test_who_waited_and_got_less_than_its_share_is_owed_the_rest() -> None:
    """Weights 5, 3 and 2 over 100 delivered days: entitled to 50, 30 and 20, whoever got them."""
    month = [
        MonthOfUnit("one", 5, True, 900, limit=2000),
        MonthOfUnit("two", 3, True, 100, limit=2000),
        MonthOfUnit("three", 2, True, 0, limit=150),
    ]
    got = {one.unit: one for one in accruals(month)}
    assert {name: one.entitled for name, one in got.items()} == {"one": 500, "two": 300, "three": 200}
    assert {name: one.transfer for name, one in got.items()} == {"one": -400, "two": 200, "three": 200}
    assert {name: one.credit for name, one in got.items()} == {"one": -400, "two": 200, "three": 150}


def test_a_unit_without_work_all_month_gains_and_owes_nothing() -> None:
    month = [
        MonthOfUnit("one", 1, True, 100, limit=999),
        MonthOfUnit("two", 1, True, 0, limit=999),
        MonthOfUnit("three", 98, False, 700, held=50, limit=10),
    ]
    assert [(one.entitled, one.transfer, one.credit) for one in accruals(month)] == [
        (50, -50, -50),
        (50, 50, 50),
        (0, 0, 0),
    ]


def test_the_limit_lets_the_largest_request_earn_its_turn() -> None:
    assert limit(2, 1000, 3, 10, 0) == 600
    assert limit(2, 1000, 3, 10, 800) == 800
    assert limit(0, 1000, 3, 10, 0) == 0
    assert limit(2, 1000, 3, 0, 7) == 7
    assert (within(700, 600), within(-700, 600), within(5, 600)) == (600, -600, 5)


def test_delivered_work_is_charged_to_its_sponsors() -> None:
    assert charged(101, "own", {"other": 2500}) == {"own": 76, "other": 25}
    assert charged(10, "own", {}) == {"own": 10}
    assert charged(10, "own", {"other": 10_000}) == {"own": 0, "other": 10}


def test_parts_sum_to_the_whole_and_the_largest_remainders_get_one_more() -> None:
    assert parted(10, [1, 1, 1]) == [4, 3, 3]
    assert parted(7, [5, 3, 2]) == [4, 2, 1]
    assert parted(5, []) == []
    assert parted(0, [1, 2]) == [0, 0]


def test_evenness_is_jains_index() -> None:
    assert evenness([Fraction(1), Fraction(1)]) == 1
    assert evenness([Fraction(3), Fraction(0), Fraction(0)]) == Fraction(1, 3)
    assert evenness([Fraction(1), Fraction(1, 2)]) == Fraction(9, 10)
    assert evenness([]) is None
    assert evenness([Fraction(0)]) is None


@pytest.mark.parametrize(
    ("decidays", "held", "borrowed", "rule"),
    [
        (0, 0, 0, "days_to_lend"),
        (-10, 0, 0, "days_to_lend"),
        (101, 0, 0, "loan_within_entitlement"),
        (60, -50, 0, "loan_within_entitlement"),
        (51, 0, 150, "loan_within_limit"),
    ],
)
def test_a_loan_outside_the_limits_is_refused_with_what_is_possible(
    decidays: int, held: int, borrowed: int, rule: str
) -> None:
    with pytest.raises(RuleViolation) as refused:
        check_loan(
            decidays, lender="Retail", held=held, most=100, borrower="Finance", borrowed=borrowed, most_of_borrower=200
        )
    assert refused.value.rule == rule
    check_loan(100, lender="Retail", held=0, most=100, borrower="Finance", borrowed=100, most_of_borrower=200)


def test_a_refused_loan_says_who_may_give_how_much() -> None:
    with pytest.raises(RuleViolation, match="lend 5 days now: it owes 5 days and may owe 10 days"):
        check_loan(60, lender="Retail", held=-50, most=100, borrower="Finance", borrowed=0, most_of_borrower=200)


@each_case(850_000)
def test_transfers_sum_to_zero_and_nobody_leaves_its_limit(chance: Random) -> None:
    month = [
        MonthOfUnit(
            str(number),
            chance.randint(1, 9),
            chance.random() < 0.7,
            chance.randint(0, 500),
            held=chance.randint(-300, 300),
            limit=chance.randint(0, 400),
        )
        for number in range(chance.randint(0, 7))
    ]
    gained = accruals(month)
    assert sum(one.transfer for one in gained) == 0
    waiting = [one for one in month if one.waited]
    whole = sum(one.delivered for one in waiting)
    for one, got in zip(month, gained, strict=True):
        assert got.unit == one.unit
        if not one.waited:
            assert (got.entitled, got.transfer, got.credit) == (0, 0, 0)
            continue
        exact = Fraction(whole * one.weight, sum(other.weight for other in waiting))
        assert abs(got.entitled - exact) < 1
        assert abs(one.held + got.credit) <= one.limit
        if abs(one.held + got.transfer) <= one.limit:
            assert got.credit == got.transfer


@each_case(860_000)
def test_what_is_delivered_is_charged_once(chance: Random) -> None:
    others = {str(number): chance.randint(1, 3000) for number in range(chance.randint(0, 3))}
    size = chance.randint(0, 10_000)
    parts = charged(size, "own", others)
    assert sum(parts.values()) == size
    for unit, share in others.items():
        assert abs(parts[unit] - Fraction(size * share, WHOLE_SHARE)) < 1


@each_case(870_000)
def test_loans_keep_the_sum_and_a_loan_back_undoes_one(chance: Random) -> None:
    held = [chance.randint(-100, 100) for _ in range(2)]
    most = [max(abs(one), chance.randint(0, 200)) for one in held]
    lent = chance.randint(1, 400)
    try:
        check_loan(
            lent, lender="a", held=held[0], most=most[0], borrower="b", borrowed=held[1], most_of_borrower=most[1]
        )
    except RuleViolation:
        assert lent > may_lend(held[0], most[0]) or held[1] + lent > most[1]
        return
    after = [held[0] - lent, held[1] + lent]
    assert sum(after) == sum(held)
    assert all(abs(one) <= limit_ for one, limit_ in zip(after, most, strict=True))
    check_loan(lent, lender="b", held=after[1], most=most[1], borrower="a", borrowed=after[0], most_of_borrower=most[0])
