"""What of people's faces may be shown, and for whom they count."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.actor import Actor, Assignment, Role, Side
from domain.engagement.rules import Given, Moment, check_pulse, side_of, summary
from domain.errors import Conflict, RuleViolation

ASKER = UUID(int=1)


def test_a_pulse_is_one_of_five_faces_about_something_that_happened() -> None:
    for face in (1, 5):
        check_pulse(Moment.UPDATE, face, None, happened=True)
    for face in (0, 6):
        with pytest.raises(RuleViolation):
            check_pulse(Moment.UPDATE, face, None, happened=True)
    with pytest.raises(RuleViolation):
        check_pulse(Moment.UPDATE, 3, "x" * 2001, happened=True)
    with pytest.raises(Conflict, match="not delivered yet"):
        check_pulse(Moment.DELIVERED, 3, None, happened=False)


@given(st.lists(st.tuples(st.integers(1, 8), st.integers(1, 5)), max_size=30), st.integers(3, 8))
def test_no_small_group_shows_what_its_members_felt(faces: list[tuple[int, int]], smallest: int) -> None:
    told = summary([Given(UUID(int=who), face) for who, face in faces], ASKER, minimum_group=smallest)
    assert told.count == len(faces)
    own = [face for who, face in faces if who == 1]
    assert told.mine == (own[-1] if own else None)
    if len({who for who, _ in faces}) < smallest:
        assert (told.mean, told.worst, told.last) == (None, None, None)
    else:
        assert told.mean == pytest.approx(sum(face for _, face in faces) / len(faces))
        assert (told.worst, told.last) == (min(face for _, face in faces), faces[-1][1])


@pytest.mark.parametrize(
    ("roles", "side"),
    [
        ((), Side.BUSINESS),
        ((Role.OWNER,), Side.BUSINESS),
        ((Role.BOARD, Role.ADMIN), Side.BUSINESS),
        ((Role.IT,), Side.IT),
        ((Role.IT, Role.ADMIN), Side.IT),
        ((Role.ADMIN,), Side.NEUTRAL),
    ],
)
def test_everybody_but_it_and_administrators_speaks_for_the_business(roles: tuple[Role, ...], side: Side) -> None:
    held = tuple(Assignment(UUID(int=n), role, ASKER, ASKER) for n, role in enumerate(roles))
    assert side_of(Actor(ASKER, "Somebody", held)) is side
