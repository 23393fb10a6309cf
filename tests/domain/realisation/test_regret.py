"""What a decision gave up or gained: the identity, known answers and properties."""

from fractions import Fraction
from random import Random
from uuid import UUID

from domain.realisation.regret import Rate, Way, parts_of, regret_of_ways
from tests.support.cases import each_case

ASKING, OTHER = UUID(int=1), UUID(int=2)


def way(number: int, title: str, months: int, *, lost: int = 0, price: int = 0) -> Way:
    return Way(number, title, ASKING, Fraction(months), ((OTHER, lost),) if lost else (), price)


DISPLACE = way(1, "Move the other one to May", 30, lost=4)
WAIT = way(2, "Wait until June", 26)
FUND = way(3, "Buy 5 days", 30, price=100_00)


def rates(asking: tuple[int, int], other: tuple[int, int]) -> dict[UUID, Rate]:
    return {
        ASKING: Rate(Fraction(asking[0]), Fraction(asking[1])),
        OTHER: Rate(Fraction(other[0]), Fraction(other[1])),
    }


def test_the_identity_of_the_sample() -> None:
    parts = parts_of(15_397, 15_397 - 7_728, 0)
    assert (parts.total, parts.wrong_promises, parts.choice) == (15_397, 7_728, 7_669)


def test_a_wrong_promise_is_told_from_a_wrong_choice() -> None:
    # 1,000 a month were promised and 100 came; the other one brought its 500.
    regret = regret_of_ways([DISPLACE, WAIT], 1, rates((1000_00, 100_00), (500_00, 500_00)))
    displaced, waited = 30 * 100_00 - 4 * 500_00, 26 * 100_00
    assert regret.parts == parts_of(waited, displaced, displaced)
    assert regret.against_best_other == displaced - waited == -1600_00
    assert regret.text == (
        "Another way would have brought €1,600 more, by what came true: Wait until June. Wrong promises cost €1,600; by"
        " the promises nothing better could be chosen."
    )
    assert regret.facts == (
        "Move the other one to May: €1,000 by what came true, €28,000 as promised (chosen).",
        "Wait until June: €2,600 by what came true, €26,000 as promised.",
    )


def test_owners_who_knew_better_than_the_promises_are_told_so() -> None:
    # By the promises displacing was best; the owner waited, and it turned out right.
    regret = regret_of_ways([DISPLACE, WAIT], 2, rates((1000_00, 100_00), (500_00, 500_00)))
    assert (regret.parts.total, regret.parts.choice) == (0, -1600_00)
    assert regret.against_best_other == 1600_00
    assert regret.text.startswith("What was chosen brought €1,600 more than the best other way, by what came true.")
    assert "the owners knew better than the promises by €1,600" in regret.text


def test_a_choice_against_the_promises_that_were_right_is_the_choices_cost() -> None:
    regret = regret_of_ways([FUND, WAIT], 2, rates((1000_00, 1000_00), (0, 0)))
    assert (regret.parts.wrong_promises, regret.parts.choice) == (0, 4 * 1000_00 - 100_00)
    assert "the choice itself cost €3,900" in regret.text


def test_what_brings_the_same_is_nothing_to_regret() -> None:
    regret = regret_of_ways([way(1, "One", 10), way(2, "Two", 10)], 2, rates((5_00, 5_00), (0, 0)))
    assert (regret.parts.total, regret.parts.choice, regret.against_best_other) == (0, 0, 0)
    assert regret.text == "What was chosen brought as much as the best other way, by what came true."


@each_case(901)
def test_the_parts_add_up_and_nobody_could_do_better_than_the_best(chance: Random) -> None:
    ways = [
        way(number, f"Way {number}", chance.randint(0, 36), lost=chance.randint(0, 12), price=chance.randint(0, 9999))
        for number in range(1, chance.randint(3, 7))
    ]
    chosen = chance.choice(ways).number
    values = rates((chance.randint(0, 900), chance.randint(0, 900)), (chance.randint(0, 900), chance.randint(0, 900)))
    regret = regret_of_ways(ways, chosen, values)
    assert regret.parts.total == regret.parts.wrong_promises + regret.parts.choice
    assert regret.parts.total >= 0
    assert regret.parts.wrong_promises >= 0
    assert regret.parts.total == max(0, -regret.against_best_other)
    assert regret_of_ways(ways[::-1], chosen, values) == regret
    truthful = {one: Rate(rate.realised, rate.realised) for one, rate in values.items()}
    assert regret_of_ways(ways, chosen, truthful).parts.wrong_promises == 0
