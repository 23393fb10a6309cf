"""Which question to an owner tells most now, how many are left, and when enough is known. Pure and deterministic.

Short lists are asked in pairs: what follows from the answers already (this before that, that before a third) is never
asked, so it takes about as many questions as sorting does; a few more check the answers. Long lists are asked in
screens of up to five, which give more for the same clicks (in simulations of 50 requests and 150 clicks, Kendall's tau
0.76 to the true order instead of 0.56 from pairs drawn by lot). No pair is asked twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log2

import numpy as np

from domain.ranking.comparing import FEWEST, MOST, Answer, Suggestion, counted, suggestion
from domain.ranking.rules import Order

SHORT = 12  # requests: lists up to here are asked in pairs
SCREENS_PER_ITEM = 1.5
CHECKED = 3  # every so many places two answers are checked by a third one


@dataclass(frozen=True, slots=True)
class Question:
    """Which of these first (and, of more than two, which last)? check: it is asked to see whether answers agree."""

    among: tuple[str, ...]
    check: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """What is asked next, None when enough is known; how many answers count, and how many are left at most."""

    next: Question | None
    asked: int
    left: int
    suggestion: Suggestion


def most_questions(items: int) -> int:
    """How many questions a list takes at most: n log2 n pairs for a short one, one and a half screens per request."""
    if items < FEWEST:
        return 0
    return ceil(items * log2(items)) if items <= SHORT else ceil(items * SCREENS_PER_ITEM)


def progress(answers: Sequence[Answer], items: Order) -> Progress:
    """Where the owner stands with the questions about these items, which are given as they stand now."""
    found = suggestion(answers, items)
    asked, most = counted(answers, items), most_questions(len(items))
    question = None
    if asked < most:
        question = _pair(found, items) if len(items) <= SHORT else _screen(found, items)
    return Progress(question, asked, max(1, most - asked) if question else 0, found)


def _pair(found: Suggestion, items: Order) -> Question | None:
    """The pair whose answer settles most further pairs even where it settles the fewer; else a check."""
    index = {item: place for place, item in enumerate(items)}
    below = [1 << place for place in range(len(items))]  # what each is known to stand before, and itself
    for first, behind in found.pairs:
        lower = below[index[behind]]
        for one in range(len(items)):
            if below[one] >> index[first] & 1:
                below[one] |= lower
    above = [sum(1 << one for one in range(len(items)) if below[one] >> place & 1) for place in range(len(items))]
    best: tuple[int, int] = (0, 0)
    chosen: tuple[str, str] | None = None
    for place, a in enumerate(found.order):
        for distance, b in enumerate(found.order[place + 1 :], 1):
            i, j = index[a], index[b]
            if below[i] >> j & 1 or below[j] >> i & 1:
                continue
            settles = min(_news(above[i], below[j], below), _news(above[j], below[i], below))
            if (settles, -distance) > best or chosen is None:
                best, chosen = (settles, -distance), (a, b)
    return Question(chosen) if chosen else _check(found)


def _news(upper: int, lower: int, below: Sequence[int]) -> int:
    """How many pairs are settled anew when all of `upper` stand before all of `lower`."""
    return sum((lower & ~below[one]).bit_count() for one in range(len(below)) if upper >> one & 1)


def _check(found: Suggestion) -> Question | None:
    """Two requests with one between them that nobody was asked about yet: the answer follows, if the others hold."""
    met = {frozenset(pair) for pair in found.pairs}
    for place in range(0, len(found.order) - 2, CHECKED):
        a, b = found.order[place], found.order[place + 2]
        if frozenset((a, b)) not in met:
            return Question((a, b), check=True)
    return None


def _screen(found: Suggestion, items: Order) -> Question | None:
    """Up to five of which no two were compared, those first whose order is least known: greedily the pair in most
    doubt, then again and again who is in most doubt against all chosen."""
    index = {item: place for place, item in enumerate(items)}
    doubt = found.strengths.doubt.copy()
    np.fill_diagonal(doubt, -1)
    for first, behind in found.pairs:
        doubt[index[first], index[behind]] = doubt[index[behind], index[first]] = -1
    doubt = np.round(doubt, 6)
    i, j = divmod(int(np.argmax(doubt)), len(items))
    if doubt[i, j] < 0:
        return None
    chosen = [i, j]
    while len(chosen) < MOST:
        against = doubt[chosen]
        sums = np.where((against >= 0).all(axis=0), np.round(against.sum(axis=0), 6), -1)
        best = int(np.argmax(sums))
        if sums[best] < 0:
            break
        chosen.append(best)
    return Question(tuple(items[one] for one in chosen))
