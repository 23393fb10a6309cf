"""The way from a promise to what came true adds up, and names each part."""

from random import Random
from uuid import UUID

from domain.quantities import Month
from domain.realisation.rules import Effect, Measured, result
from domain.realisation.steps import StepKind, value_steps
from domain.value.rules import ThreePoint
from tests.support.cases import CASES

START = Month(2026, 3)


def _effect(number: int, likely: int, lasts: int = 12) -> Effect:
    return Effect(UUID(int=number), ThreePoint(likely // 2, likely, likely * 2), START, START + (lasts - 1), START + -1)


def test_each_part_is_named_and_the_parts_add_up() -> None:
    ten, five = _effect(1, 1000), _effect(2, 500)
    late, through = START + 1, START + 5  # two months late; six months were promised by then, four are due
    measured = [Measured(ten.benefit, START + 2 + n, 700, False) for n in range(3)]
    results = [result(each, late, through, measured) for each in (ten, five)]
    assert [(step.kind, step.cents, step.benefit, step.months) for step in value_steps(results)] == [
        (StepKind.PROMISED, 9000, None, 0),
        (StepKind.DELIVERY, -3000, None, 0),
        (StepKind.NOT_MEASURED, -3000, None, 5),
        (StepKind.BENEFIT, -900, ten.benefit, 3),
        (StepKind.REALISED, 2100, None, 0),
    ]


def test_where_nothing_is_promised_in_money_there_are_only_the_ends() -> None:
    assert [step.cents for step in value_steps([])] == [0, 0]


def test_the_parts_always_lead_from_the_promise_to_what_came_true() -> None:
    for case in range(CASES):
        draw = Random(case)
        effects = [_effect(n, draw.randrange(0, 5000), draw.randrange(1, 30)) for n in range(draw.randrange(1, 4))]
        delivered, through = START + draw.randrange(-4, 8), START + draw.randrange(0, 24)
        measured = [
            Measured(draw.choice(effects).benefit, START + draw.randrange(0, 24), draw.randrange(-500, 9000), False)
            for _ in range(draw.randrange(0, 12))
        ]
        results = [result(each, delivered, through, measured) for each in effects]
        first, *parts, last = value_steps(results)
        assert first.cents == sum(each.promised.likely for each in results), case
        assert last.cents == sum(each.realised or 0 for each in results), case
        assert first.cents + sum(part.cents for part in parts) == last.cents, case
        assert all(part.cents for part in parts), case
