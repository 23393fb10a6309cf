"""Answers to "which of these first?" make an order in few questions: exactly where they agree, well where not."""

from math import ceil, log, log2
from random import Random

import numpy as np
import pytest

from domain.errors import RuleViolation
from domain.ranking.bradley_terry import ALPHA, strengths
from domain.ranking.comparing import Answer, check_answer, pairs_of, suggestion
from domain.ranking.questions import SHORT, most_questions, progress
from tests.support.cases import CASES, each_case

SOME = max(20, CASES // 40)  # whole conversations are long


def pair(first: str, behind: str) -> Answer:
    return Answer((behind, first), first, behind)


def test_a_screen_of_five_says_seven_pairs() -> None:
    answer = Answer(tuple("abcde"), "c", "a")
    assert set(pairs_of([answer], tuple("abcde"))) == {
        *(("c", other) for other in "abde"),
        *((other, "a") for other in "bde"),
    }
    assert pairs_of([answer], ("b", "a", "x")) == (("b", "a"),)


def test_the_newest_answer_about_a_pair_counts() -> None:
    assert pairs_of([pair("a", "b"), pair("b", "a"), pair("a", "c")], tuple("abc")) == (("b", "a"), ("a", "c"))


def test_strengths_are_where_the_likelihood_is_highest() -> None:
    pairs = [(0, 1), (0, 1), (1, 2), (2, 0), (0, 3)]
    found = strengths(5, pairs).of
    for one in range(5):
        slope = -ALPHA * found[one]
        for first, behind in pairs:
            chance = 1 / (1 + np.exp(found[behind] - found[first]))
            slope += (first == one) * (1 - chance) - (behind == one) * (1 - chance)
        assert abs(slope) < 1e-5
    assert found[4] == 0
    assert (strengths(5, pairs).of == found).all()
    assert strengths(2, [(0, 1)] * 400).of[0] < 100


def test_circles_are_shown_in_the_order_of_the_answers() -> None:
    answers = [pair("a", "b"), pair("b", "c"), pair("c", "a"), pair("c", "d")]
    found = suggestion(answers, tuple("abcd"))
    assert len(found.pairs) == 4
    assert found.consistency == 0.75
    assert suggestion(answers[:3], tuple("cba")).consistency == 2 / 3
    (circle,) = found.circles
    assert sorted(circle) == ["a", "b", "c"]
    assert all((one, other) in found.pairs for one, other in zip(circle, circle[1:] + circle[:1], strict=True))
    assert suggestion(answers[:2], tuple("abcd")).circles == ()


def test_without_answers_the_order_stays_and_what_was_not_asked_keeps_its_place() -> None:
    assert suggestion([], tuple("abcd")).order == tuple("abcd")
    assert suggestion([], tuple("abcd")).consistency is None
    assert suggestion([pair("d", "a")], tuple("abcd")).order == tuple("dbca")
    assert progress([], ()).next is None
    assert progress([], ("a",)).left == 0


@pytest.mark.parametrize(
    ("among", "best", "worst"),
    [("a", "a", "a"), ("ab", "a", "a"), ("ab", "a", "c"), ("aab", "a", "b"), ("abcdef", "a", "b"), ("", "a", "b")],
)
def test_an_answer_is_about_two_to_five(among: str, best: str, worst: str) -> None:
    with pytest.raises(RuleViolation):
        check_answer(among, best, worst)
    check_answer("abcde", "a", "e")


@each_case(50_000, cases=SOME)
def test_an_owner_who_knows_the_order_gets_it_in_few_questions(chance: Random) -> None:
    items = tuple(f"r{number}" for number in range(chance.randint(2, SHORT)))
    truth = chance.sample(items, len(items))
    answers: list[Answer] = []
    met: set[frozenset[str]] = set()
    left = most_questions(len(items)) + 1
    while (now := progress(answers, items)).next is not None:
        assert now.asked == len(answers)
        assert 0 < now.left < left
        left = now.left
        asked = now.next.among
        assert frozenset(asked) not in met, "no pair is asked twice"
        met.add(frozenset(asked))
        answers.append(Answer(asked, min(asked, key=truth.index), max(asked, key=truth.index)))
    assert now.left == 0
    assert now.suggestion.order == tuple(truth)
    assert (now.suggestion.consistency, now.suggestion.circles) == (1.0, ())
    assert len(answers) <= ceil(len(items) * log2(len(items)))


@each_case(60_000)
def test_answers_without_a_circle_all_agree_with_the_order(chance: Random) -> None:
    items = tuple(f"r{number}" for number in range(chance.randint(2, 8)))
    truth = chance.sample(items, len(items))
    answers = []
    for _ in range(chance.randint(1, 8)):
        among = chance.sample(items, chance.randint(2, min(5, len(items))))
        answers.append(Answer(tuple(among), min(among, key=truth.index), max(among, key=truth.index)))
    found = suggestion(answers, items)
    assert found.consistency == 1.0
    assert sorted(found.order) == sorted(items)
    turned = [Answer(each.among, each.worst, each.best) for each in answers]
    assert suggestion(turned, items).consistency == 1.0


@each_case(70_000, cases=max(200, CASES // 4))
def test_circles_are_real_and_there_is_one_where_not_all_agree(chance: Random) -> None:
    items = tuple(f"r{number}" for number in range(chance.randint(3, 7)))
    answers = [pair(*chance.sample(items, 2)) for _ in range(chance.randint(3, 14))]
    found = suggestion(answers, items)
    assert (found.agreeing < len(found.pairs)) == bool(found.circles)
    for circle in found.circles:
        assert len(set(circle)) == len(circle) >= 3
        assert all((one, other) in found.pairs for one, other in zip(circle, circle[1:] + circle[:1], strict=True))
    assert sorted(found.order) == sorted(items)


def tau(order: list[int], truth: list[float]) -> float:
    """Kendall's: +1 for the same order, -1 for the opposite one."""
    agree = sum(1 if truth[a] > truth[b] else -1 for n, a in enumerate(order) for b in order[n + 1 :])
    return agree / (len(order) * (len(order) - 1) / 2)


def test_fifty_requests_and_a_hundred_and_fifty_clicks_come_near_the_truth() -> None:
    """People who err: what each is worth to them has spread 2 and, at each look, Gumbel noise of scale 1."""
    reached = []
    for seed in range(12):
        chance = Random(seed)
        truth = [chance.gauss(0, 2) for _ in range(50)]
        items = tuple(str(number) for number in range(50))
        answers: list[Answer] = []
        clicks = 0
        while (asked := progress(answers, items).next) is not None and clicks < 150:
            seen = {one: truth[int(one)] - log(-log(chance.random())) for one in asked.among}
            best = max(seen, key=seen.__getitem__)
            del seen[best]
            seen = {one: truth[int(one)] + log(-log(chance.random())) for one in seen}
            worst = min(seen, key=seen.__getitem__)
            answers.append(Answer(asked.among, best, worst))
            clicks += 2
        assert clicks <= 150
        reached.append(tau([int(one) for one in suggestion(answers, items).order], truth))
    assert np.mean(reached) >= 0.70
