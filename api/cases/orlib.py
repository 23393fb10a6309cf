"""OR-Library's knapsacks with several limits: one month, one team for each limit, one request for each item.

Two forms are published. One begins with the number of cases, each being n m best, n values, m rows of n weights and m
limits; a best of 0 is an unknown one. The other holds a single case: m n, n values, m limits, m rows of n weights and
perhaps the best value known. Which of them a file has follows from how many numbers it holds. The first form without
its number of cases holds as many numbers as the second with its best value, so it is refused and never guessed.
"""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from api.cases.broken import Broken
from domain.planning.rules import Problem, Team, Work

MOST_WEIGHTS = 5_000_000


@dataclass(frozen=True, slots=True)
class Knapsack:
    """Items with a value and a weight in each row; no row may hold more than its limit."""

    values: tuple[Decimal, ...]
    weights: tuple[tuple[Decimal, ...], ...]
    limits: tuple[Decimal, ...]
    best_known: Decimal | None


def knapsacks(text: str, *, counted: bool = False) -> tuple[Knapsack, ...]:
    """The cases of a file. counted: it should begin with how many there are. Raises Broken."""
    lines, numbers = _numbers(text)
    if _lacks_count(lines, numbers, counted):
        raise Broken(
            f"Line {lines[0]}: the number of cases is missing. A file whose cases begin with items, rows and the best"
            " value known has a line before them that says how many cases it holds."
        )
    for form in (_one_case, _several_cases):
        found = form(numbers)
        if found is not None:
            for each in found:
                _check(each)
            return found
    raise Broken(
        f"Line {lines[0]}: from here the file holds {len(numbers)} numbers, which fits none of the published forms:"
        " some are missing or too many, or the number of cases is not what the first line says."
    )


def _lacks_count(lines: list[int], numbers: list[Decimal], counted: bool) -> bool:
    """Whether the numbers are a case of the first form, with nothing before it that says how many cases come."""
    return _headed(numbers, 0, 1) is not None and (counted or lines.count(lines[0]) == 3)


def _numbers(text: str) -> tuple[list[int], list[Decimal]]:
    """All numbers, and the line in which each stands."""
    lines, numbers = [], []
    for line, row in enumerate(text.splitlines(), 1):
        for word in row.replace(",", " ").split():
            try:
                number = Decimal(word)
            except InvalidOperation:
                raise Broken(f"Line {line}: “{word}” is not a number.") from None
            if not number.is_finite():
                raise Broken(f"Line {line}: “{word}” is not a number.")
            lines.append(line)
            numbers.append(number)
    if len(numbers) < 2:
        raise Broken("The file holds no case.")
    return lines, numbers


def _count(number: Decimal) -> int:
    """A number of items, rows or cases; 0 where it is none."""
    return int(number) if number == number.to_integral_value() and 0 < number <= MOST_WEIGHTS else 0


def _one_case(numbers: list[Decimal]) -> tuple[Knapsack, ...] | None:
    rows, items = _count(numbers[0]), _count(numbers[1])
    size = 2 + items + rows + rows * items
    if not rows or not items or len(numbers) not in (size, size + 1):
        return None
    values, limits = numbers[2 : 2 + items], numbers[2 + items : 2 + items + rows]
    weights = numbers[2 + items + rows : size]
    return (_knapsack(values, weights, limits, numbers[size] if len(numbers) > size else None),)


def _several_cases(numbers: list[Decimal]) -> tuple[Knapsack, ...] | None:
    return _headed(numbers, 1, _count(numbers[0]))


def _headed(numbers: list[Decimal], at: int, cases: int) -> tuple[Knapsack, ...] | None:
    found = []
    for _ in range(cases):
        if len(numbers) < at + 3:
            return None
        items, rows, best = _count(numbers[at]), _count(numbers[at + 1]), numbers[at + 2]
        after = at + 3 + items + rows * items + rows
        if not items or not rows or len(numbers) < after:
            return None
        values = numbers[at + 3 : at + 3 + items]
        found.append(_knapsack(values, numbers[at + 3 + items : after - rows], numbers[after - rows : after], best))
        at = after
    return tuple(found) if found and at == len(numbers) else None


def _knapsack(values: list[Decimal], weights: list[Decimal], limits: list[Decimal], best: Decimal | None) -> Knapsack:
    items = len(values)
    rows = tuple(tuple(weights[row * items : (row + 1) * items]) for row in range(len(limits)))
    return Knapsack(tuple(values), rows, tuple(limits), best or None)


def _check(case: Knapsack) -> None:
    for row, (weights, limit) in enumerate(zip(case.weights, case.limits, strict=True), 1):
        if limit < 0:
            raise Broken(f"Row {row} has a limit below 0, so nothing could be chosen.")
        if min(weights) < 0:
            raise Broken(f"Row {row} holds a weight below 0; a request never gives days to a team.")


def problem(case: Knapsack) -> tuple[Problem, Decimal]:
    """The planning problem of a knapsack, and how many units of its value make one of the case's.

    Rows and values are brought to whole numbers, each row by a power of ten of its own, so that nothing is rounded.
    """
    unit = _unit(case.values)
    teams, efforts = [], []
    for row, (weights, limit) in enumerate(zip(case.weights, case.limits, strict=True), 1):
        whole = _unit((*weights, limit))
        teams.append(Team(f"limit-{row}", (int(limit * whole),)))
        efforts.append([int(weight * whole) for weight in weights])
    works = tuple(
        Work(
            f"item-{item + 1}",
            "items",
            tuple((team.team, effort[item]) for team, effort in zip(teams, efforts, strict=True) if effort[item]),
            value=max(0, int(value * unit)),
            duration=1,
        )
        for item, value in enumerate(case.values)
    )
    return Problem(tuple(teams), works, horizon=1, longest=1, valuation=2), unit


def _unit(numbers: tuple[Decimal, ...]) -> Decimal:
    """The power of ten that makes all of them whole."""
    places = max(-int(number.normalize().as_tuple().exponent) for number in numbers)
    return Decimal(10) ** max(0, places)
