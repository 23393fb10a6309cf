"""How an inbox is ordered, paged and worded."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.notifications.rules import InboxKind, Item, Pile, asks_to_measure, in_order, key_of, listed, page
from domain.quantities import Month

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def item(number: int, kind: InboxKind, at: int, due: int | None) -> Item:
    due_at = None if due is None else NOON + due * HOUR
    return Item(f"{kind}:{number}", kind, "Something waits.", "Do it.", NOON + at * HOUR, due_at)


items = st.lists(
    st.builds(
        item,
        number=st.integers(0, 10**6),
        kind=st.sampled_from(InboxKind),
        at=st.integers(-900, 900),
        due=st.none() | st.integers(-900, 900),
    ),
    unique_by=lambda each: each.id,
    max_size=30,
)


@given(items)
def test_what_is_asked_comes_first_by_its_due_time_and_news_follow_the_newest_first(given_: list[Item]) -> None:
    ordered = in_order(given_)
    piles = [each.pile for each in ordered]
    assert piles == sorted(piles, key=[Pile.ASKED, Pile.INFORMATION].index)
    due = [each.due_at or datetime.max.replace(tzinfo=UTC) for each in ordered if each.pile is Pile.ASKED]
    assert due == sorted(due)
    news = [each.at for each in ordered if each.pile is Pile.INFORMATION]
    assert news == sorted(news, reverse=True)


@given(items, st.integers(1, 7), st.data())
def test_pages_repeat_and_skip_nothing_even_when_an_item_has_gone(
    given_: list[Item], size: int, data: st.DataObject
) -> None:
    ordered = list(in_order(given_))
    seen: list[Item] = []
    after, more = None, True
    while more:
        found, more = page(ordered, first=size, after=after)
        seen += found
        if found:
            after = key_of(found[-1])
            if data.draw(st.booleans()):
                ordered.remove(found[-1])
    assert seen == list(in_order(given_))


def test_several_names_become_a_part_of_a_sentence() -> None:
    assert listed(["A"]) == "A"
    assert listed(["A", "B"]) == "A and B"
    assert listed(["A", "B", "C"]) == "A, B and C"
    assert listed(["A", "B", "C", "D", "E"]) == "A, B, C and 2 more"


@pytest.mark.parametrize(
    ("today", "review_on", "asks"),
    [
        (date(2026, 3, 10), date(2026, 4, 24), True),  # the review is due in 45 days
        (date(2026, 3, 10), date(2026, 4, 25), False),
        (date(2026, 3, 10), date(2026, 7, 10), False),  # nobody is asked four months ahead
        (date(2026, 3, 10), date(2026, 2, 20), True),  # the review is overdue
        (date(2026, 3, 10), None, False),
        (date(2026, 4, 2), None, False),  # January ended 60 days ago
        (date(2026, 4, 3), None, True),
        (date(2026, 4, 3), date(2026, 12, 1), True),
    ],
)
def test_months_are_to_be_measured_before_a_review_or_once_they_are_old(
    today: date, review_on: date | None, asks: bool
) -> None:
    assert asks_to_measure(today, since=Month(2026, 1), review_on=review_on) is asks
